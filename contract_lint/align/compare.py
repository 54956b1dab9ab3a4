"""Compare one requirement with one candidate provision, field by field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contract_lint.align.features import Wanted, deciding_norm, side_of
from contract_lint.align.retrieve import Candidate
from contract_lint.language.clocks import classify_event
from contract_lint.language.units import compare
from contract_lint.model import (
    Anchor,
    Clock,
    Contract,
    Deviation,
    Dimension,
    Limit,
    Modality,
    Norm,
    Quantity,
    ReadContract,
    ReferenceKind,
    Requirement,
    Span,
    Verdict,
)

_NUMERIC = (Limit.AT_LEAST, Limit.AT_MOST, Limit.EQUAL)
_ORDERED = (
    Anchor.OCCURRENCE,
    Anchor.DISCOVERY,
    Anchor.INITIAL_RESULT,
    Anchor.CONFIRMATION,
    Anchor.END_OF_INVESTIGATION,
    Anchor.NEXT_MEETING,
)
_WITHHOLD = re.compile(
    r"may\s+(?:be\s+)?withh(?:old|eld)|sole\s+discretion|absolute\s+discretion|may\s+refuse|may\s+decline",
    re.IGNORECASE,
)
_NO_DUTY = re.compile(
    r"\b(?:no\s+obligation|not\s+(?:be\s+)?(?:obligated|obliged|required)|under\s+no\s+obligation|no\s+(?:right|duty)\s+to|not\s+be\s+entitled)\b",
    re.IGNORECASE,
)
_WITHOUT_CONSENT = re.compile(
    r"\bwithout\s+(?:the\s+)?(?:prior\s+|need\s+for\s+|requiring\s+|obtaining\s+|any\s+)*(?:written\s+)?(?:notice|consent|approval)",
    re.IGNORECASE,
)
_PROHIBITS = re.compile(
    r"\b(?:shall|may|will|must|can)\s*not\b|\bneither\b|\bno\s+\w+|cannot|\bunless\b|\bonly\b",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"\[\s*(?:\*+|●|•|_+|redacted|omitted)\s*\]|\*{3,}|_{4,}|\[\*+\]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one candidate says of one requirement."""

    candidate: Candidate
    verdict: Verdict
    reason: str
    deviations: tuple[Deviation, ...] = ()
    focus: Span | None = None  # the words that decide
    value: Quantity | None = None


def assess(wanted: Wanted, candidate: Candidate, read: ReadContract) -> Assessment:
    """Judge what `candidate` does for the row."""
    requirement = wanted.requirement
    facts = _Facts.of(wanted, candidate, read)
    if wanted.dimension is not None:
        return _assess_value(wanted, candidate, facts, read.contract)
    if requirement.limit in (Limit.ALL_OF, Limit.NONE_OF) and requirement.items:
        return _assess_items(requirement, candidate, facts)
    return _assess_presence(requirement, candidate, facts)


@dataclass(frozen=True, slots=True)
class _Facts:
    text: str  # lead-ins and own words
    norm: Norm | None
    side: str  # the role that the row names
    right: bool
    cues: frozenset[str]
    quantities: tuple[Quantity, ...]
    clocks: tuple[Clock, ...]
    defers_to: str

    @classmethod
    def of(cls, wanted: Wanted, candidate: Candidate, read: ReadContract) -> "_Facts":
        entry, document = candidate.entry, read.contract.document
        pieces = (*entry.provision.lead, entry.provision.span, *entry.provision.tail)
        text = " ".join(" ".join(document.quote(span).split()) for span in pieces)
        quantities, clocks = _values(candidate, read)
        norm = deciding_norm(wanted, entry)
        return cls(
            text=text,
            norm=norm,
            side=side_of(wanted.requirement.party, read),
            right=wanted.right,
            cues=frozenset(f for f in entry.own if f.startswith("cue:")),
            quantities=quantities,
            clocks=clocks,
            defers_to=_deferral(read.contract, entry.provision.span),
        )


def _values(
    candidate: Candidate, read: ReadContract
) -> tuple[tuple[Quantity, ...], tuple[Clock, ...]]:
    """Return the quantities and clocks of the provision, its lead-ins and the terms it uses."""
    entry = candidate.entry
    quantities = {q.span: q for norm in entry.norms for q in norm.quantities}
    clocks = {c.span: c for norm in entry.norms for c in norm.clocks}
    if entry.provision.lead:
        leads = entry.provision.lead
        for norm in read.norms:
            if any(lead.covers(norm.span) for lead in leads):
                quantities |= {q.span: q for q in norm.quantities}
                clocks |= {c.span: c for c in norm.clocks}
    return tuple(quantities.values()), tuple(clocks.values())


def _deferral(contract: Contract, span: Span) -> str:
    """Return the document outside the file that the words defer to, or an empty string."""
    for reference in contract.references:
        if reference.kind is ReferenceKind.DOCUMENT and span.covers(reference.span):
            return contract.document.quote(reference.span)
    return ""


def _assess_value(
    wanted: Wanted, candidate: Candidate, facts: _Facts, contract: Contract
) -> Assessment:
    requirement, wanted_dimension = wanted.requirement, wanted.dimension
    assert requirement.value is not None
    asked = f"{requirement.limit} {requirement.value} {requirement.unit}"
    fitting = [q for q in facts.quantities if q.dimension is wanted_dimension]
    chosen = _choose(fitting, wanted, candidate, facts)
    deviations = _bearer_and_modality(facts)
    if chosen is not None and chosen.value is not None:
        order = compare(chosen, requirement.value, requirement.unit)
        good = order is not None and (
            order == 0
            or (order < 0 and requirement.limit is Limit.AT_MOST)
            or (order > 0 and requirement.limit is Limit.AT_LEAST)
        )
        found = contract.document.quote(chosen.span)
        if not good:
            deviations.insert(0, Deviation("value", asked, found))
        anchor = _anchor_deviation(requirement, facts, chosen, contract)
        if anchor is not None:
            deviations.append(anchor)
        verdict = _verdict_of(deviations)
        return Assessment(
            candidate, verdict, _reason(deviations, found), tuple(deviations), chosen.span, chosen
        )
    timed = wanted_dimension is Dimension.TIME
    if timed and requirement.limit is Limit.AT_MOST and any(c.immediate for c in facts.clocks):
        clock = next(c for c in facts.clocks if c.immediate)
        verdict = _verdict_of(deviations)
        found = contract.document.quote(clock.span)
        return Assessment(
            candidate, verdict, _reason(deviations, found), tuple(deviations), clock.span
        )
    if chosen is not None:
        found = contract.document.quote(chosen.span)
        deviation = Deviation("redaction", asked, found)
        return Assessment(
            candidate,
            Verdict.UNVERIFIABLE,
            f"the value is hidden: {found}",
            (deviation,),
            chosen.span,
            chosen,
        )
    if wanted_dimension is Dimension.RATE and facts.right and not fitting:
        verdict = _verdict_of(deviations)
        return Assessment(
            candidate, verdict, _reason(deviations, "no cap on how often"), tuple(deviations)
        )
    vague = next((c for c in facts.clocks if c.vague), None) if timed else None
    if vague is not None:
        found = contract.document.quote(vague.span)
        deviation = Deviation("vague", asked, found)
        return Assessment(
            candidate,
            Verdict.VAGUE,
            f"no measurable time: {found}",
            (deviation, *deviations),
            vague.span,
        )
    if facts.defers_to:
        deviation = Deviation("deferral", asked, facts.defers_to)
        return Assessment(
            candidate, Verdict.UNVERIFIABLE, f"left to {facts.defers_to}", (deviation,)
        )
    if _HIDDEN.search(facts.text):
        deviation = Deviation("redaction", asked, "hidden words")
        return Assessment(
            candidate, Verdict.UNVERIFIABLE, "the deciding words are hidden", (deviation,)
        )
    deviation = Deviation("vague", asked, "no value")
    return Assessment(
        candidate, Verdict.VAGUE, "addressed without a value", (deviation, *deviations)
    )


def _choose(
    fitting: Sequence[Quantity],
    wanted: Wanted,
    candidate: Candidate,
    facts: _Facts,
) -> Quantity | None:
    """Return the quantity that answers the row: the one that its clock and words stand nearest."""
    if not fitting:
        return None
    spots = [m.start for m in candidate.entry.mentions if m.concept.startswith("topic:")] or [
        candidate.entry.provision.span.start
    ]
    clock_of = {c.period.span: c for c in facts.clocks if c.period is not None}

    def worth(quantity: Quantity) -> tuple[float, int]:
        score = -min(abs(spot - quantity.span.start) for spot in spots) / 300
        if facts.norm is not None and facts.norm.span.covers(quantity.span):
            score += 0.5
        clock = clock_of.get(quantity.span)
        if clock is not None:
            score += 0.4
            if wanted.anchor is not None and clock.anchor is wanted.anchor:
                score += 0.8
        if quantity.redacted and not quantity.unit:
            score -= 0.2
        return (score, -quantity.span.start)

    return max(fitting, key=worth)


def _anchor_deviation(
    requirement: Requirement, facts: _Facts, chosen: Quantity, contract: Contract
) -> Deviation | None:
    if not requirement.clock_from or requirement.limit is not Limit.AT_MOST:
        return None
    wanted = classify_event(requirement.clock_from)
    clock = next(
        (c for c in facts.clocks if c.period is not None and c.period.span == chosen.span), None
    )
    if clock is None or clock.anchor is None or clock.event is None:
        return None
    if (
        wanted in _ORDERED
        and clock.anchor in _ORDERED
        and _ORDERED.index(clock.anchor) > _ORDERED.index(wanted)
    ):
        return Deviation(
            "anchor", f"from {requirement.clock_from}", contract.document.quote(clock.event)
        )
    return None


def _bearer_and_modality(facts: _Facts) -> list[Deviation]:
    norm = facts.norm
    if norm is None:
        return []
    deviations: list[Deviation] = []
    bearers = set(norm.bearers)
    if facts.right:
        if (
            norm.modality in (Modality.RIGHT, Modality.PERMISSION)
            and facts.side
            and bearers == {_other(facts.side)}
        ):
            deviations.append(
                Deviation("bearer", f"right of {facts.side}", f"right of {_other(facts.side)}")
            )
        if "cue:consent gate" in facts.cues or _WITHHOLD.search(facts.text):
            deviations.append(
                Deviation("consent gate", "a right", "only with the other party's consent")
            )
        return deviations
    if (
        norm.modality is Modality.OBLIGATION
        and facts.side in ("Sponsor", "CDMO")
        and bearers == {_other(facts.side)}
    ):
        deviations.append(
            Deviation("bearer", f"duty of {facts.side}", f"duty of {_other(facts.side)}")
        )
    if (
        norm.modality in (Modality.PERMISSION, Modality.EXPECTATION)
        and bearers <= {facts.side, "both"}
        and bearers
    ):
        deviations.append(Deviation("modality", "shall", "may or should only"))
    if _NO_DUTY.search(facts.text):
        deviations.append(Deviation("negation", "a duty", "no obligation"))
    elif "cue:effort" in facts.cues:
        deviations.append(Deviation("hedge", "a result", "efforts only"))
    return deviations


def _other(role: str) -> str:
    return "CDMO" if role == "Sponsor" else "Sponsor"


def _assess_presence(requirement: Requirement, candidate: Candidate, facts: _Facts) -> Assessment:
    deviations = _bearer_and_modality(facts)
    if requirement.action == "obtain_approval":
        deviations = _approval(facts)
    if _HIDDEN.search(facts.text) and not deviations and len(facts.text) < 200:
        deviation = Deviation("redaction", "the words", "hidden")
        return Assessment(
            candidate, Verdict.UNVERIFIABLE, "the deciding words are hidden", (deviation,)
        )
    verdict = _verdict_of(deviations)
    return Assessment(
        candidate, verdict, _reason(deviations, "a binding clause"), tuple(deviations)
    )


def _approval(facts: _Facts) -> list[Deviation]:
    text = facts.text
    if not re.search(
        r"\b(?:consent|approv\w+|agree\w*\s+in\s+writing|written\s+agreement|mutual\w*\s+agree\w*|written\s+authori[sz]ation|permission)\b",
        text,
        re.IGNORECASE,
    ):
        return [Deviation("scope", "prior approval", "no approval asked")]
    deviations = []
    if _WITHOUT_CONSENT.search(text) and not _PROHIBITS.search(text):
        deviations.append(Deviation("negation", "prior approval", "without consent"))
    return deviations


def _assess_items(requirement: Requirement, candidate: Candidate, facts: _Facts) -> Assessment:
    low = facts.text.lower()
    lacking = [item for item in requirement.items if item.lower() not in low]
    if requirement.limit is Limit.NONE_OF:
        present = [item for item in requirement.items if item.lower() in low]
        deviations = [Deviation("scope", "none of the list", ", ".join(present))] if present else []
        return Assessment(
            candidate, _verdict_of(deviations), _reason(deviations, "none named"), tuple(deviations)
        )
    deviations = (
        [Deviation("scope", "; ".join(requirement.items), "lacks " + "; ".join(lacking))]
        if lacking
        else []
    )
    return Assessment(
        candidate, _verdict_of(deviations), _reason(deviations, "all named"), tuple(deviations)
    )


_VERDICTS = {
    "negation": Verdict.CONTRADICTED,
    "consent gate": Verdict.CONDITIONAL,
    "exception": Verdict.CONDITIONAL,
    "discretion": Verdict.CONDITIONAL,
    "value": Verdict.WEAKER,
    "anchor": Verdict.WEAKER,
    "bearer": Verdict.WEAKER,
    "modality": Verdict.WEAKER,
    "scope": Verdict.WEAKER,
    "hedge": Verdict.VAGUE,
    "vague": Verdict.VAGUE,
    "redaction": Verdict.UNVERIFIABLE,
    "deferral": Verdict.UNVERIFIABLE,
}
_RANK = (
    Verdict.CONTRADICTED,
    Verdict.CONDITIONAL,
    Verdict.WEAKER,
    Verdict.VAGUE,
    Verdict.UNVERIFIABLE,
)


def _verdict_of(deviations: Sequence[Deviation]) -> Verdict:
    """Return the gravest verdict that the deviations bring."""
    brought = {_VERDICTS[deviation.kind] for deviation in deviations}
    return next((verdict for verdict in _RANK if verdict in brought), Verdict.MET)


def _reason(deviations: Sequence[Deviation], found: str) -> str:
    if not deviations:
        return f"the clause gives {found}"
    return "; ".join(f"{d.kind}: asked {d.required}, found {d.found}" for d in deviations)


def decimal_text(value: Decimal) -> str:
    """Return the shortest way to write `value`."""
    return format(value.normalize(), "f")
