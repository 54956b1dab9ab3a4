"""Which of the values near a clause answers a row, and whether it is good enough."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from contract_lint.align.features import Wanted
from contract_lint.language.units import compare
from contract_lint.model import (
    Anchor,
    Clock,
    Deviation,
    Dimension,
    Limit,
    Quantity,
    Requirement,
    Span,
)

REDACTED = 0.6  # a hidden value that may be of any kind stands back behind one that can be read

ORDERED = (
    Anchor.OCCURRENCE,
    Anchor.DISCOVERY,
    Anchor.INITIAL_RESULT,
    Anchor.CONFIRMATION,
    Anchor.END_OF_INVESTIGATION,
    Anchor.NEXT_MEETING,
)
ARRIVAL = (Anchor.DELIVERY, Anchor.RECEIPT)
_CLASS = re.compile(
    r"\b(critical|major|minor|routine|for[- ]cause|directed|latent|hidden|visible|apparent|clinical|commercial)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|once|intervals?|periodic\w*)\b", re.IGNORECASE)
_SAME_CLASS = {
    "directed": "for-cause",
    "for cause": "for-cause",
    "hidden": "latent",
    "apparent": "visible",
}
_RIVAL = {"for-cause": "routine", "minor": "major", "visible": "latent"}
_VAGUE_BESIDES = re.compile(
    r"\b(?:reasonable|adequate|sufficient|due)\s+(?:(?:prior|advance|written|and)\s+){0,3}notice\b"
    r"|\b(?:promptly|as\s+soon\s+as)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:per|each|every|any\s+one)\s+(?:\w+\s+)?(?:claim|occurrence|event|incident|loss|case)\b",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    ["persons", "people", "representatives", "employees", "individuals", "auditors", "personnel"]
)

_VESSELS = frozenset(["vials", "ampoules", "ampules", "cryovials", "cryotubes", "aliquots"])


def fitting(wanted: Wanted, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that measure what the row measures."""
    unit = wanted.requirement.unit.lower()
    found = [q for q in quantities if q.dimension is wanted.dimension]
    often = wanted.requirement.limit is Limit.AT_MOST or _EVERY.search(wanted.requirement.text)
    if wanted.dimension is Dimension.TIME and not found and often:
        return [_interval(q) for q in quantities if q.dimension is Dimension.RATE]
    if wanted.dimension is not Dimension.COUNT or not unit:
        return found
    named = [q for q in found if _same_thing(q.unit.lower(), unit)]
    return named or [q for q in found if not q.unit or q.redacted]


def _interval(rate: Quantity) -> Quantity:
    """Return the time between two of what a rate counts: twice a year is every half year."""
    if not rate.base:
        return replace(rate, value=None, unit="", dimension=Dimension.TIME)
    days = (Decimal(365) / rate.base).quantize(Decimal(1))
    return replace(rate, value=days, unit="d", dimension=Dimension.TIME, base=days)


def _same_thing(one: str, other: str) -> bool:
    if (one in _PEOPLE and other in _PEOPLE) or (one in _VESSELS and other in _VESSELS):
        return True
    return one.rstrip("s") == other.rstrip("s") or other.rstrip("s").endswith(
        one.rstrip("s") or "-"
    )


def is_enough(quantity: Quantity, requirement: Requirement) -> bool:
    """Say whether `quantity` is at least as good as the row asks."""
    assert requirement.value is not None
    unit = requirement.unit
    if quantity.dimension is Dimension.COUNT:
        unit = quantity.unit  # told alike by `fitting`
    order = compare(quantity, requirement.value, unit)
    if order is None:
        return False
    return (
        order == 0
        or (order < 0 and requirement.limit is Limit.AT_MOST)
        or (order > 0 and requirement.limit is Limit.AT_LEAST)
    )


def classes_in(text: str) -> list[tuple[int, str]]:
    """Return (offset, class) of each word that tells classes apart, such as "major"."""
    return [
        (match.start(), _SAME_CLASS.get(match.group().lower(), match.group().lower()))
        for match in _CLASS.finditer(text)
    ]


def by_class(
    text: str, start: int, wanted_classes: Sequence[str], quantities: Sequence[Quantity]
) -> Iterator[tuple[str, Quantity]]:
    """Yield the value that the text gives each wanted class, where it tells classes apart.

    `start` is the offset of `text` in the document. A value belongs to the class named last before
    it; where it comes before all classes, to the first one.
    """
    named = classes_in(text)
    if len({name for _, name in named}) < 2:
        return
    own = [q for q in quantities if start <= q.span.start < start + len(text)]
    values = [(_class_of(named, q.span.start - start), q) for q in own]
    if len({q.span for _, q in values}) < 2:
        return
    for wanted in wanted_classes:
        for name, quantity in values:
            if name == wanted:
                yield wanted, quantity
                break


def is_of_rival(text: str, start: int, wanted_classes: Sequence[str], quantity: Quantity) -> bool:
    """Say whether the class named last before a value is the rival of the one that is wanted.

    "on reasonable notice, and for cause on three days' notice": the days are none for a routine audit.
    `start` is the offset of `text` in the document. Only a text that has vague words besides is read so.
    """
    at = quantity.span.start - start
    if not 0 <= at < len(text) or not _VAGUE_BESIDES.search(text, 0, at):
        return False
    before = [name for spot, name in classes_in(text) if spot < at]
    return bool(before) and _RIVAL.get(before[-1]) in wanted_classes


def _class_of(named: Sequence[tuple[int, str]], offset: int) -> str:
    before = [name for at, name in named if at < offset]
    return before[-1] if before else named[0][1]


def choose(
    wanted: Wanted,
    found: Sequence[Quantity],
    clocks: Sequence[Clock],
    spots: Sequence[int],
    focus: Span | None,
) -> Quantity | None:
    """Return the quantity that answers the row.

    It stands nearest to the words of the row (`spots`, offsets), inside the deciding norm
    (`focus`), and its clock starts where the row's does.
    """
    clock_of = {clock.period.span: clock for clock in clocks if clock.period is not None}

    known = [q for q in found if q.value is not None]
    floor = wanted.requirement.limit is Limit.AT_LEAST
    largest = max(known, key=lambda q: q.value or 0, default=None) if floor else None

    each = _EACH.search(f"{wanted.requirement.text} {wanted.requirement.attribute}") is not None

    def worth(quantity: Quantity) -> tuple[float, int]:
        score = -min((abs(spot - quantity.span.start) for spot in spots), default=0) / 300
        if focus is not None and focus.covers(quantity.span):
            score += 0.5
        if quantity.dimension is Dimension.MONEY and quantity is largest and not each:
            score += 0.5  # "5 m per claim and 10 m in the aggregate": so much there is
        clock = clock_of.get(quantity.span)
        if clock is not None:
            score += 0.3
            if wanted.anchor is not None and clock.anchor is wanted.anchor:
                score += 0.8
            if wanted.directions and clock.direction not in wanted.directions:
                score -= 1.0
        if quantity.redacted and not quantity.unit:
            score -= REDACTED
        return (score, -quantity.span.start)

    return max(found, key=worth, default=None)


def runs_the_wrong_way(wanted: Wanted, clocks: Sequence[Clock], chosen: Quantity) -> bool:
    """Say whether the clock of `chosen` is of another kind: a deadline for a duration, say."""
    clock = clock_with(clocks, chosen)
    return (
        clock is not None and bool(wanted.directions) and clock.direction not in wanted.directions
    )


def anchor_deviation(
    wanted: Wanted, clocks: Sequence[Clock], chosen: Quantity, quote: str
) -> Deviation | None:
    """Say whether the clock of `chosen` starts at a worse event than the row's, named in `quote`.

    A deadline is worse the later it starts; a time to claim what is discovered late, where it
    starts before the discovery.
    """
    clock = clock_with(clocks, chosen)
    if clock is None or clock.anchor is None or wanted.anchor is None:
        return None
    limit = wanted.requirement.limit
    if limit is Limit.AT_MOST and wanted.anchor not in ORDERED:
        worse = clock.anchor is Anchor.END_OF_INVESTIGATION
    elif limit is Limit.AT_LEAST:
        worse = wanted.anchor is Anchor.DISCOVERY and clock.anchor in ARRIVAL
    else:
        worse = (
            limit is Limit.AT_MOST
            and wanted.anchor in ORDERED
            and clock.anchor in ORDERED
            and ORDERED.index(clock.anchor) > ORDERED.index(wanted.anchor)
        )
    if not worse:
        return None
    return Deviation("anchor", f"from {wanted.requirement.clock_from}", f"from {quote}")


def clock_with(clocks: Sequence[Clock], quantity: Quantity) -> Clock | None:
    """Return the clock whose period is `quantity`."""
    for clock in clocks:
        if clock.period is not None and clock.period.span == quantity.span:
            return clock
    return None
