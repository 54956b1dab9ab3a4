"""Judge a provision for a row that asks for a value: a period, a rate, an amount, a share."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from contract_lint.align.assessment import Assessment, outcome
from contract_lint.align.deviations import deviations
from contract_lint.align.facts import Facts
from contract_lint.align.index import Entry
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
from contract_lint.align.wording import asked_for
from contract_lint.language.modality import find_modals
from contract_lint.model import Clock, Deviation, Dimension, Limit, Modality, Norm, Quantity, Span

HIDDEN = re.compile(r"\[\s*(?:\*[\s*]*|●|•|_+|redacted|omitted)\s*\]|\*{3,}|_{4,}", re.IGNORECASE)
_HIDDEN_TOTAL = re.compile(  # "$5,000,000 per claim and [***] in the aggregate"
    r"\b(?:per|each|every|any\s+one)\b[^.;]{0,40}?(?:\[[^\]]{0,12}\]|\*{3,}|_{4,})[^.;]{0,20}?\b(?:aggregate|total|annual\w*|per\s+year)\b",
    re.IGNORECASE,
)
BOUND = 40  # characters between "immediately" and the period that bounds it


def assess_value(
    facts: Facts, candidate: Candidate, source: Source, absent: Callable[[str], bool]
) -> Assessment:
    """Judge what `candidate` does for a row that asks for a value."""
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
                return outcome(candidate, found, words, chosen)
            found.insert(0, Deviation("value", asked, words))
        anchor = _anchor(facts, clocks, chosen, source)
        if anchor is not None:
            found.append(anchor)
        before = source.quote(Span(piece.span.start, max(piece.span.start, chosen.span.start)))
        if not wanted.right and wanted.formal is None and _MAY_BE.search(before):
            found.append(Deviation("modality", "shall", "may"))
        found.extend(_second_modal(facts, own, len(before)))
        return outcome(candidate, found, words, chosen)
    if immediate and (bound := _hidden_bound(clocks, immediate)):
        found = [Deviation("redaction", asked, source.quote(bound.span)), *_graver(found)]
        return replace(outcome(candidate, found, "", bound), clocked=True)
    if immediate:
        return outcome(candidate, found, source.quote(immediate.span), None, immediate.span)
    if chosen is not None:
        hidden = Deviation("redaction", asked, source.quote(chosen.span))
        result = outcome(candidate, [hidden, *_graver(found)], "", chosen)
        return replace(result, clocked=clock_with(clocks, chosen) is not None)
    defers = source.defers_to(piece, absent)
    if defers:
        return outcome(
            candidate,
            [Deviation("deferral", asked, defers)],
            defers,
        )
    if wanted.dimension is Dimension.RATE and wanted.right and candidate.features["joint"]:
        if facts.norm is not None and HIDDEN.search(source.quote(facts.norm.span)):
            found.insert(0, Deviation("redaction", asked, "hidden words"))
        return outcome(candidate, found, "")
    vague = next((c for c in clocks if c.vague), None)
    if vague is not None and wanted.dimension is Dimension.TIME:
        words = source.quote(vague.span)
        return outcome(
            candidate, [*found, Deviation("vague", asked, words)], words, None, vague.span
        )
    if HIDDEN.search(facts.text):
        return outcome(candidate, [Deviation("redaction", asked, "hidden words")], "")
    return outcome(candidate, [*found, Deviation("vague", asked, "no value")], "")


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
    ruled = Span(modal_end(norm, source.read.contract.document.quote), norm.span.end)
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


def modal_end(norm: Norm, quote: Callable[[Span], str]) -> int:
    """Return where the verb that makes the norm ends: what it rules stands behind."""
    modal = next(iter(find_modals(quote(norm.span))), None)
    return norm.span.start + (modal.end if modal else 0)
