"""Periods that a sentence takes from elsewhere: a defined term, another clause, an exhibit.

"within the Review Period", "within the period set out in Section 7.2": the words stand for the
one period that the definition or the clause gives, and are read as if it stood there.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from contract_lint.language.bounds import comparator_of
from contract_lint.language.numbers import fold
from contract_lint.language.quantities import find_quantities
from contract_lint.model import (
    Contract,
    Dimension,
    Quantity,
    Reference,
    ReferenceKind,
    Span,
)

LONGEST_SOURCE = 600  # characters; longer definitions and clauses say more than one thing
_NAMES_TIME = re.compile(
    r"\b(?:period|term|time|timeline|deadline|window|interval|duration|notice|frame|limit|life|days?)s?$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"(?::|\b(?:within|inside|during|for|than|least|most|until|exceed(?:ing)?|up\s+to|by|upon|with|in|after))"
    r"\s+(?:the\s+|such\s+|said\s+|an?\s+|its\s+)?$",
    re.IGNORECASE,
)
_PERIOD_IN = re.compile(
    r"\b(?:period|time(?:\s+(?:frame|limit|period))?|timeline|deadline|term|window|interval|notice|number\s+of\s+(?:\w+\s+)?(?:days|hours|weeks|months|years))s?\b"
    r"(?:\s+(?:of\s+time|as|that\s+is|which\s+is|is|are))?\s+"
    r"(?:set\s+(?:out|forth)|stated|specified|given|provided(?:\s+for)?|defined|described|fixed|agreed|"
    r"mentioned|laid\s+down|referred\s+to|established|indicated|required)\s+(?:in|by|under|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LOOK_BACK = 90


@dataclass(frozen=True, slots=True)
class Lender:
    """The periods that the terms of one contract stand for, and what its references point at."""

    contract: Contract
    periods: dict[str, tuple[Span, Quantity]]  # term -> its definition and period
    names: re.Pattern[str] | None
    references: tuple[Reference, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, contract: Contract) -> "Lender":
        """Collect what `contract` defines as a period."""
        periods: dict[str, tuple[Span, Quantity]] = {}
        for term in contract.terms:
            period = _only_period(contract, term.span) if _NAMES_TIME.search(term.name) else None
            if period is not None:
                periods.setdefault(term.name, (term.span, period))
        references = tuple(
            reference
            for reference in contract.references
            if reference.clause is not None
            and reference.kind in (ReferenceKind.CLAUSE, ReferenceKind.EXHIBIT)
        )
        starts = tuple(reference.span.start for reference in references)
        return cls(contract, periods, _any_of(periods), references, starts)

    def lend(self, span: Span) -> list[Quantity]:
        """Return the periods that the words of `span` take from elsewhere, at those words."""
        return sorted((*self._terms(span), *self._cited(span)), key=lambda q: q.span)

    def _terms(self, span: Span) -> Iterator[Quantity]:
        if self.names is None:
            return
        text = self.contract.document.text
        for found in self.names.finditer(text, span.start, span.end):
            definition, period = self.periods[found.group()]
            taken = _TAKES.search(text, max(span.start, found.start() - 30), found.start())
            if taken and not span.overlaps(definition):
                yield self._at(Span(*found.span()), period, span)

    def _cited(self, span: Span) -> Iterator[Quantity]:
        text = self.contract.document.text
        for at in range(bisect_left(self.starts, span.start), len(self.references)):
            reference = self.references[at]
            if reference.span.start >= span.end or reference.clause is None:
                return
            begin = max(span.start, reference.span.start - _LOOK_BACK)
            words = _PERIOD_IN.search(text, begin, reference.span.start)
            clause = self.contract.clauses[reference.clause].span
            if words is None or clause.overlaps(span):
                continue
            period = _only_period(self.contract, clause)
            if period is not None:
                yield self._at(Span(words.start(), reference.span.end), period, span)

    def _at(self, place: Span, period: Quantity, within: Span) -> Quantity:
        folded = fold(self.contract.document.text[within.start : within.end])
        start, end = place.start - within.start, place.end - within.start
        bound = comparator_of(folded, start, end, Dimension.TIME)
        return replace(period, span=place, comparator=bound)


def _only_period(contract: Contract, span: Span) -> Quantity | None:
    """Return the one period that a definition or clause gives."""
    if len(span) > LONGEST_SOURCE:
        return None
    found = find_quantities(contract.document.quote(span), span.start)
    periods = [q for q in found if q.dimension is Dimension.TIME]
    return periods[0] if len({(q.base, q.unit) for q in periods}) == 1 else None


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in ordered) + r")\b")
