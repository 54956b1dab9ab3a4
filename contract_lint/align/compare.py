"""Compare one requirement with one candidate provision, field by field."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from contract_lint.align.consents import asks_consent
from contract_lint.align.deviations import deviations
from contract_lint.align.facts import Facts
from contract_lint.align.features import Wanted, deciding_norm, side_of
from contract_lint.align.index import MONEY, Entry
from contract_lint.align.query import Query
from contract_lint.align.retrieve import Candidate
from contract_lint.align.reversal import denial, is_negative
from contract_lint.align.source import Source
from contract_lint.align.values import (
    anchor_deviation,
    by_class,
    choose,
    clock_with,
    fitting,
    is_enough,
    is_of_rival,
    runs_the_wrong_way,
)
from contract_lint.align.wording import asked_for, reason
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.modality import Modal, find_modals
from contract_lint.language.pipeline import Mention
from contract_lint.model import (
    Clock,
    Deviation,
    Dimension,
    Limit,
    Modality,
    Norm,
    Quantity,
    Span,
    Verdict,
)

_HIDDEN = re.compile(r"\[\s*(?:\*[\s*]*|●|•|_+|redacted|omitted)\s*\]|\*{3,}|_{4,}", re.IGNORECASE)
_HIDDEN_TOTAL = re.compile(  # "$5,000,000 per claim and [***] in the aggregate"
    r"\b(?:per|each|every|any\s+one)\b[^.;]{0,40}?(?:\[[^\]]{0,12}\]|\*{3,}|_{4,})[^.;]{0,20}?\b(?:aggregate|total|annual\w*|per\s+year)\b",
    re.IGNORECASE,
)
BOUND = 40  # characters between "immediately" and the period that bounds it
_HIDDEN_DUTY = re.compile(
    r"\b(?:shall|will|must|may|entitled|be|to|by)\s*(?:\[\s*[*●•_][^\]]{0,12}\]|\*{3,})",
    re.IGNORECASE,
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
    gives: str = ""  # the words that it is left to, or that measure
    clocked: bool = False  # the value is the period of a clock
    certain: bool = False  # by its form, the place that the row asks for
    passing: bool = False  # it names the row's action, but binds nobody to it

    @property
    def settled(self) -> bool:
        """Say whether value, action and topic stand together: then it is the clause.

        In a table row or list item, the column heads or the lead-in say what is done.
        """
        joint = bool(self.candidate.features["joint"])
        return self.value is not None and (joint or self.candidate.listed)

    @property
    def definite(self) -> bool:
        """Say whether the clause itself settles the row, for better or worse.

        Hidden words that may be of any kind settle nothing.
        """
        if self.value is None:
            unsettled = (Verdict.VAGUE, Verdict.UNVERIFIABLE)
            hedged = any(deviation.kind == "hedge" for deviation in self.deviations)
            return self.verdict not in unsettled or bool(self.gives) or hedged
        return self.value.value is not None or bool(self.value.unit) or self.clocked


def assess(
    analyzer: Analyzer,
    wanted: Wanted,
    candidate: Candidate,
    source: Source,
    absent: Callable[[str], bool],
) -> Assessment:
    """Judge what `candidate` does for the row; `absent` tells documents outside the set."""
    piece = candidate.entry.provision
    norm = deciding_norm(wanted, candidate.entry)
    ruling = _ruling(candidate.entry, norm, f"action:{wanted.query.action}", source)
    facts = Facts(
        wanted=wanted,
        text=source.text_of(piece),
        after=source.after(piece),
        beside=source.beside(piece),
        below=source.below(piece),
        norm=norm,
        norms=tuple(candidate.entry.norms),
        side=side_of(wanted.requirement.party, source.read),
        names=source.names,
        cues=_cues(candidate.entry, ruling, wanted.query.action, source),
        defined=source.definitions(piece),
        own=source.read.contract.type,
        words=ruling.words,
        acts=ruling.acts,
        governing=ruling.norm,
        task=source.task(piece),
        lost=source.lost_columns(piece),
    )
    requirement = wanted.requirement
    if wanted.dimension is not None:
        found = _assess_value(facts, candidate, source, absent)
    elif requirement.limit in (Limit.ALL_OF, Limit.NONE_OF) and requirement.items:
        found = _assess_items(analyzer, facts, candidate, source)
    else:
        found = _assess_presence(facts, candidate, source, absent)
    return replace(found, passing=_names_in_passing(wanted.query, candidate.entry, ruling))


@dataclass(frozen=True, slots=True)
class _Ruling:
    """The norm whose verb is the row's action, with its words after those that it stands under."""

    norm: Norm | None
    words: str
    acts: tuple[int, ...]  # where in the words the action is named
    cues: frozenset[str]  # of the lead-in, where that holds the verb


def _ruling(entry: Entry, norm: Norm | None, named: str, source: Source) -> _Ruling:
    """Return what rules the row's action: where two norms share its words, the one before it."""
    if norm is None:
        return _Ruling(None, "", (), frozenset())
    quote = source.read.contract.document.quote
    mentions = [m for m in entry.mentions if m.concept == named]
    spots = [m.start for m in mentions if norm.span.covers(Span(m.start, m.end))]
    if not spots and norm.modality in (Modality.RIGHT, Modality.PERMISSION):
        norm = next((n for n in entry.norms if n.quantities and _does(n, named)), norm)
    elif spots and spots[-1] < _modal_end(norm, quote):
        earlier = (n for n in entry.norms if n.span.start <= spots[-1] < n.span.end)
        norm = next((n for n in earlier if _modal_end(n, quote) <= spots[-1]), norm)
    words, start = quote(norm.span), norm.span.start
    acts = tuple(m.start - start for m in mentions if norm.span.covers(Span(m.start, m.end)))
    lead = entry.provision.lead
    if lead and not any(modal.modality is norm.modality for modal in find_modals(words)):
        above = f"{quote(lead[-1])} "
        acts = tuple(at + len(above) for at in acts)
        return _Ruling(norm, above + words, acts, entry.context & _LED)
    return _Ruling(norm, words, acts, frozenset())


def _does(norm: Norm, named: str) -> bool:
    return named.removeprefix("action:") in norm.actions


_EFFORT = "cue:effort"
# "following their good faith efforts to agree, the parties shall", "if, after its efforts": these
# efforts are made already and hedge nothing
_TRIED = re.compile(
    r"\b(?:(?:following|despite|after|notwithstanding)\s+(?:[\w'’-]+\s+){0,3}?|"
    r"(?:if|unless)\b(?:(?!\b(?:shall|will|must|may|should|agrees?|undertakes?)\b)[^,;.])*)$",
    re.IGNORECASE,
)


def _cues(entry: Entry, ruling: _Ruling, action: str, source: Source) -> frozenset[str]:
    """Return the cues of a clause; efforts count where the norm that rules the action names them."""
    found = {feature for feature in entry.own if feature.startswith("cue:")}
    quote = source.read.contract.document.quote
    start = entry.provision.span.start
    acting = [norm for norm in entry.norms if action in norm.actions]
    ruled = [*acting, ruling.norm] if ruling.norm is not None else []
    efforts = [
        m
        for m in entry.mentions
        if m.concept == _EFFORT
        and (not ruled or any(norm.span.covers(Span(m.start, m.end)) for norm in ruled))
        and not _TRIED.search(quote(Span(start, m.start)))
    ]
    if not efforts:
        found.discard(_EFFORT)
    return frozenset(found) | ruling.cues


_ASIDE = re.compile(
    r"\b(?:which|who|whose|whom|to\s+the\s+extent|for\s+(?:the\s+)?purposes?|in\s+order|used|except|unless|if|where|when|"
    r"in\s+connection\s+with|associated|during|prevent|in\s+accordance|compliance)\b",
    re.IGNORECASE,
)
# "costs associated with stability testing shall be": they are the subject, and no test is bound
_OF_COST = re.compile(
    r"\s*(?:(?:any|all|the|such|reasonable)\s+){0,3}(?:costs?|fees?|expenses?|charges?|prices?)\s+(?:and\s+\w+\s+)?"
    r"(?:associated|incurred|relat\w+|aris\w+|for|of|in\s+connection)\b",
    re.IGNORECASE,
)
_PAYS = frozenset({"pay", "compensate", "reimburse", "credit", "allocate", "indemnify"})
_NOT_DONE = frozenset(  # asked of a term, a document or a consent: no verb of the clause does it
    {"define", "execute", "obtain_approval"}
)


def _names_in_passing(query: Query, entry: Entry, ruling: _Ruling) -> bool:
    """Say whether a clause names the row's action without a modal verb that governs it.

    It stands in a phrase that qualifies what is bound ("shall give access to the plant used to
    manufacture"), or in a definition. Where no verb of the clause is known to be the action, nothing
    is said; nor where another verb that the row's sentence names is governed.
    """
    if (
        ruling.norm is not None
        and _OF_COST.match(ruling.words)
        and not MONEY & query.weights.keys()
    ):
        return query.action not in _PAYS
    if ruling.norm is None or not ruling.acts or query.action in _NOT_DONE:
        return False
    if ruling.norm.modality is Modality.DEFINITION:
        return True
    modals = find_modals(ruling.words)
    shift = len(ruling.words) - len(ruling.norm.span) - ruling.norm.span.start
    named = [
        mention.start + shift
        for mention in entry.mentions
        if mention.concept.startswith("action:")
        and mention.concept in query.weights
        and ruling.norm.span.covers(Span(mention.start, mention.end))
        and not any(_is_part(mention, other) for other in entry.mentions)
    ]
    return bool(modals and named) and all(_is_aside(modals, at, ruling.words) for at in named)


def _is_part(action: Mention, other: Mention) -> bool:
    """Say whether the words of an action are part of a name, as in "good manufacturing practice"."""
    within = other.start <= action.start and action.end <= other.end
    longer = (other.start, other.end) != (action.start, action.end)
    return within and longer and other.concept.startswith("topic:")


def _is_aside(modals: Sequence[Modal], at: int, words: str) -> bool:
    start = max((modal.end for modal in modals if modal.end <= at), default=0)
    return _ASIDE.search(words, start, at) is not None


def _modal_end(norm: Norm, quote: Callable[[Span], str]) -> int:
    """Return where the verb that makes the norm ends: what it rules stands behind."""
    modal = next(iter(find_modals(quote(norm.span))), None)
    return norm.span.start + (modal.end if modal else 0)


_LED = frozenset({"cue:effort"})


def _assess_value(
    facts: Facts, candidate: Candidate, source: Source, absent: Callable[[str], bool]
) -> Assessment:
    wanted, piece = facts.wanted, candidate.entry.provision
    requirement = wanted.requirement
    asked = asked_for(requirement)
    quantities, clocks = source.values(piece)
    fits = fitting(wanted, quantities)
    settled = wanted.dimension is Dimension.TIME and any(c.vague or c.immediate for c in clocks)
    if not settled and not any(q.value is not None for q in fits):
        fits += fitting(wanted, list(source.values_elsewhere(piece)))
    if not fits and wanted.dimension is Dimension.TIME and (after := source.carried_on(piece)):
        quantities, clocks = source.values(after)
        fits = fitting(wanted, quantities)
    found = deviations(facts)
    classes = [c for c in requirement.conditions if c in _CLASSES]
    own = source.read.contract.document.quote(piece.span)
    if wanted.dimension is Dimension.TIME:
        fits = _own_periods(candidate.entry, facts, fits, clocks, source)
        fits = [q for q in fits if not is_of_rival(own, piece.span.start, classes, q)]
    chosen_classes = list(by_class(own, piece.span.start, classes, fits))
    chosen = None
    if chosen_classes:
        chosen = _worst([quantity for _, quantity in chosen_classes], facts, clocks, source)
    else:
        spots = [m.start for m in candidate.entry.mentions if m.concept in wanted.query.core] or [
            piece.span.start
        ]
        focus = facts.norm.span if facts.norm else None
        chosen = choose(wanted, fits, clocks, spots, focus)
    if chosen is not None and runs_the_wrong_way(wanted, clocks, chosen):
        chosen = None
    at_once = requirement.limit is Limit.AT_MOST and wanted.dimension is Dimension.TIME
    immediate = next((c for c in clocks if at_once and c.immediate and _rules(facts, c)), None)
    if immediate and chosen and facts.norm and not facts.norm.span.covers(chosen.span):
        chosen = None  # the period of another verb
    if chosen is not None and chosen.value is not None:
        words = source.quote(chosen.span)
        if not is_enough(chosen, requirement):
            total = _HIDDEN_TOTAL.search(source.quote(Span(chosen.span.end, piece.span.end)))
            floored = requirement.limit is Limit.AT_LEAST and wanted.dimension is Dimension.MONEY
            if total and floored:
                found = [Deviation("redaction", asked, total.group()), *_graver(found)]
                return _result(candidate, found, words, chosen)
            found.insert(0, Deviation("value", asked, words))
        anchor = _anchor(facts, clocks, chosen, source)
        if anchor is not None:
            found.append(anchor)
        before = source.quote(Span(piece.span.start, max(piece.span.start, chosen.span.start)))
        if not wanted.right and wanted.formal is None and _MAY_BE.search(before):
            found.append(Deviation("modality", "shall", "may"))
        found.extend(_second_modal(facts, own, len(before)))
        return _result(candidate, found, words, chosen)
    if immediate and (bound := _hidden_bound(clocks, immediate)):
        found = [Deviation("redaction", asked, source.quote(bound.span)), *_graver(found)]
        return replace(_result(candidate, found, "", bound), clocked=True)
    if immediate:
        return _result(candidate, found, source.quote(immediate.span), None, immediate.span)
    if chosen is not None:
        hidden = Deviation("redaction", asked, source.quote(chosen.span))
        result = _result(candidate, [hidden, *_graver(found)], "", chosen)
        return replace(result, clocked=clock_with(clocks, chosen) is not None)
    defers = source.defers_to(piece, absent)
    if defers:
        return _result(
            candidate,
            [Deviation("deferral", asked, defers)],
            defers,
        )
    if wanted.dimension is Dimension.RATE and wanted.right and candidate.features["joint"]:
        if facts.norm is not None and _HIDDEN.search(source.quote(facts.norm.span)):
            found.insert(0, Deviation("redaction", asked, "hidden words"))
        return _result(candidate, found, "")
    vague = next((c for c in clocks if c.vague), None)
    if vague is not None and wanted.dimension is Dimension.TIME:
        words = source.quote(vague.span)
        return _result(
            candidate, [*found, Deviation("vague", asked, words)], words, None, vague.span
        )
    if _HIDDEN.search(facts.text):
        return _result(candidate, [Deviation("redaction", asked, "hidden words")], "")
    return _result(candidate, [*found, Deviation("vague", asked, "no value")], "")


def _second_modal(facts: Facts, words: str, value: int) -> Iterator[Deviation]:
    """Read what the verb next before a value says of it: "shall provide X and may give N days' notice".

    `value` is the offset of the value in the clause's own words.
    """
    wanted = facts.wanted
    modals = [modal for modal in find_modals(words) if modal.end <= value]
    if len(modals) < 2 or wanted.formal is not None or not _AND.search(words[: modals[-1].start]):
        return
    if modals[-1].modality is Modality.PERMISSION and not wanted.right:
        yield Deviation("modality", "shall", "may")
    negative = is_negative(wanted.requirement.text) or wanted.query.action in _NEGATIVE
    if modals[-1].modality is Modality.PROHIBITION and not negative:
        denies = denial(words[modals[-1].start :], (), of_right=wanted.right)
        if denies:
            yield Deviation("negation", "a right" if wanted.right else "a duty", denies)


_AND = re.compile(r"\band\s+\Z", re.IGNORECASE)
_NEGATIVE = frozenset({"obtain_approval", "refrain", "not_do"})


def _own_periods(
    entry: Entry, facts: Facts, fits: Sequence[Quantity], clocks: Sequence[Clock], source: Source
) -> list[Quantity]:
    """Leave out periods of another party's norm where the deciding one has vague words of its own.

    "Within 7 days A will notify B, and B will promptly replace": the days are those of A.
    """
    norm = facts.norm
    if norm is None:
        return list(fits)
    ruled = Span(_modal_end(norm, source.read.contract.document.quote), norm.span.end)
    if not any(clock.vague and ruled.covers(clock.span) for clock in clocks):
        return list(fits)
    others = [n for n in entry.norms if n.bearers and not set(n.bearers) & set(norm.bearers)]
    return [
        q
        for q in fits
        if norm.span.covers(q.span) or not any(n.span.covers(q.span) for n in others)
    ]


# "which confirmation may be delivered within": what the value measures is only allowed
_MAY_BE = re.compile(
    r"^(?!.*\b(?:no|neither|nor|none)\b).*\b(?!(?:that|which|who|as|it|they|such)\b)\w+\s+may\s+be\s+(?:\w+ly\s+)?\w+(?:ed|en|nt|ld|de|pt|wn)\b(?:\s+(?!and\b|or\b)[\w-]+){0,4}\s*$",
    re.IGNORECASE,
)
_CLASSES = frozenset(
    {
        "critical",
        "major",
        "minor",
        "routine",
        "for-cause",
        "latent",
        "visible",
        "clinical",
        "commercial",
    }
)


def _hidden_bound(clocks: Sequence[Clock], immediate: Clock) -> Quantity | None:
    """Return the hidden period that bounds "immediately": "but no more than [***] days after"."""
    periods = (clock.period for clock in clocks if clock.period is not None)
    return next(
        (
            period
            for period in periods
            if period.value is None and 0 <= period.span.start - immediate.span.end <= BOUND
        ),
        None,
    )


def _rules(facts: Facts, clock: Clock) -> bool:
    """Say whether a clock is that of the deciding norm, or of another one for the same action."""
    if facts.norm is None or facts.norm.span.covers(clock.span):
        return True
    action = facts.wanted.query.action
    return any(n.span.covers(clock.span) and action in n.actions for n in facts.norms)


def _worst(
    values: Sequence[Quantity], facts: Facts, clocks: Sequence[Clock], source: Source
) -> Quantity:
    """Return the value that falls short, where one of them does."""
    for quantity in values:
        if quantity.value is None or not is_enough(quantity, facts.wanted.requirement):
            return quantity
        if _anchor(facts, clocks, quantity, source) is not None:
            return quantity
    return values[0]


def _anchor(
    facts: Facts, clocks: Sequence[Clock], chosen: Quantity, source: Source
) -> Deviation | None:
    clock = clock_with(clocks, chosen)
    event = source.quote(clock.event) if clock is not None and clock.event is not None else ""
    return anchor_deviation(facts.wanted, clocks, chosen, event)


def _graver(found: Sequence[Deviation]) -> list[Deviation]:
    return [deviation for deviation in found if deviation.kind in ("negation", "consent gate")]


def _assess_presence(
    facts: Facts, candidate: Candidate, source: Source, absent: Callable[[str], bool]
) -> Assessment:
    found = deviations(facts)
    if not found and _HIDDEN_DUTY.search(facts.text):
        found = [Deviation("redaction", "the words", "hidden words")]
    defers = source.defers_to(candidate.entry.provision, absent)
    own_point = facts.wanted.query.action in ("obtain_approval", "permit", "transfer", "inspect")
    if facts.wanted.query.action == "obtain_approval" and asks_consent(facts.text):
        defers = ""
    if defers and (own_point or len(facts.text) < 60) and {d.kind for d in found} <= {"scope"}:
        found = [Deviation("deferral", "the words", defers)]
    return _result(candidate, found, "")


def _assess_items(
    analyzer: Analyzer, facts: Facts, candidate: Candidate, source: Source
) -> Assessment:
    piece = candidate.entry.provision
    text = f"{facts.text} {source.below(piece)} {source.rows_below(piece)} {facts.defined}"
    present = [item for item in facts.wanted.requirement.items if _names_item(analyzer, text, item)]
    asked = "; ".join(facts.wanted.requirement.items)
    found = deviations(facts)
    if facts.wanted.requirement.limit is Limit.NONE_OF:
        if present:
            found.insert(0, Deviation("scope", f"none of {asked}", "; ".join(present)))
        return _result(candidate, found, "")
    lacking = [item for item in facts.wanted.requirement.items if item not in present]
    if lacking:
        found.insert(0, Deviation("scope", asked, "not named: " + "; ".join(lacking)))
    return _result(candidate, found, "")


def item_features(analyzer: Analyzer, item: str) -> frozenset[str]:
    """Return the features that name an item of a list: its particular topics, or its words."""
    topics = {m.concept for m in analyzer.mentions(item) if m.concept.startswith("topic:")}
    if topics - _GENERAL:
        return frozenset(topics - _GENERAL)
    words = {t.norm_ for t in analyzer.nlp.make_doc(item) if t.is_alpha and len(t.text) > 2}
    return frozenset(words or topics)


def _names_item(analyzer: Analyzer, text: str, item: str) -> bool:
    words = {t.norm_ for t in analyzer.nlp.make_doc(item) if t.is_alpha and len(t.text) > 2}
    tokens = {t.norm_ for t in analyzer.nlp.make_doc(text)}
    if words and words <= tokens:
        return True
    return item_features(analyzer, item) <= {m.concept for m in analyzer.mentions(text)}


_GENERAL = frozenset(
    {"topic:product", "topic:quality", "topic:records", "topic:testing", "topic:raw material"}
)
_VERDICTS = {
    "negation": Verdict.CONTRADICTED,
    "consent gate": Verdict.CONDITIONAL,
    "exception": Verdict.CONDITIONAL,
    "discretion": Verdict.CONDITIONAL,
    "cap": Verdict.CONDITIONAL,
    "deemed consent": Verdict.CONDITIONAL,
    "value": Verdict.WEAKER,
    "anchor": Verdict.WEAKER,
    "bearer": Verdict.WEAKER,
    "modality": Verdict.WEAKER,
    "scope": Verdict.WEAKER,
    "cost": Verdict.WEAKER,
    "hedge": Verdict.VAGUE,
    "vague": Verdict.VAGUE,
    "redaction": Verdict.UNVERIFIABLE,
    "deferral": Verdict.UNVERIFIABLE,
}
_GRAVEST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.UNVERIFIABLE,
    Verdict.CONDITIONAL,
    Verdict.WEAKER,
    Verdict.VAGUE,
)


def verdict_of(found: Sequence[Deviation]) -> Verdict:
    """Return the gravest verdict that the deviations bring."""
    brought = {_VERDICTS[deviation.kind] for deviation in found}
    return next((verdict for verdict in _GRAVEST_FIRST if verdict in brought), Verdict.MET)


def _result(
    candidate: Candidate,
    found: Sequence[Deviation],
    gives: str,
    value: Quantity | None = None,
    focus: Span | None = None,
) -> Assessment:
    return Assessment(
        candidate,
        verdict_of(found),
        reason(found, gives),
        tuple(found),
        focus or (value.span if value else None),
        value,
        gives,
    )
