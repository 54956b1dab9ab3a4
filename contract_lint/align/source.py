"""Quick answers about one read contract: what stands beside a provision and what its terms hold."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from contract_lint.language.clocks import find_clocks
from contract_lint.language.inspections import Inspection, find_inspections
from contract_lint.language.matrices import Task, is_lost, tasks
from contract_lint.language.norms import Names
from contract_lint.language.quantities import find_quantities
from contract_lint.language.sourcing import Sourcing, find_sourcing
from contract_lint.model import (
    Clock,
    Dimension,
    Norm,
    Provision,
    Quantity,
    ReadContract,
    Reference,
    ReferenceKind,
    Span,
)

AT_ONCE = 40  # characters after "means" in which a definition that fixes a value names it
LONGEST_DEFINITION = 600  # characters; longer definitions hold more than one value


@dataclass
class Source:
    """A read contract with look-ups by provision, clause and term."""

    read: ReadContract
    names: Names = field(init=False)
    _norms: dict[int, list[Norm]] = field(default_factory=dict)
    _by_clause: dict[int, list[Provision]] = field(default_factory=dict)
    _at: dict[Span, int] = field(default_factory=dict)
    _terms: dict[str, tuple[Quantity, ...]] = field(default_factory=dict)
    _term_names: re.Pattern[str] | None = None
    _defined: dict[str, Span] = field(default_factory=dict)
    _any_term: re.Pattern[str] | None = None
    _inspections: dict[int, tuple[Inspection, ...]] = field(default_factory=dict)
    _tasks: dict[tuple[int, int], Task] | None = None

    def __post_init__(self) -> None:
        self.names = Names.of(self.read.contract)
        for norm in self.read.norms:
            self._norms.setdefault(norm.provision, []).append(norm)
        for piece in self.read.provisions:
            self._by_clause.setdefault(piece.clause, []).append(piece)
            self._at[piece.span] = piece.index
        document = self.read.contract.document
        for term in self.read.contract.terms:
            self._defined.setdefault(term.name, term.span)
            if len(term.span) <= LONGEST_DEFINITION:
                found = find_quantities(document.quote(term.span), term.span.start)
                if found and _measures(term.name, document.quote(term.span), found[0], term.span):
                    self._terms.setdefault(term.name, tuple(found))
        self._term_names = _any_of(self._terms)
        self._any_term = _any_of(self._defined)

    def task(self, piece: Provision) -> Task | None:
        """Return the activity of a responsibility matrix that the provision is, if it is one."""
        if self._tasks is None:
            self._tasks = {task.row: task for task in tasks(self.read.contract)}
        return self._tasks.get(piece.row) if piece.row else None

    def lost_columns(self, piece: Provision) -> bool:
        """Say whether the provision has the mark of a matrix whose columns cannot be told."""
        words = self.read.contract.document.quote(piece.span)
        return self.task(piece) is None and is_lost(self.read.contract, words, piece.row)

    def quote(self, span: Span) -> str:
        """Return the words of `span` on one line."""
        return " ".join(self.read.contract.document.quote(span).split())

    def text_of(self, piece: Provision) -> str:
        """Return lead-ins and own words."""
        return " ".join(self.quote(span) for span in (*piece.lead, piece.span, *piece.tail))

    def after(self, piece: Provision, most: int = 2) -> str:
        """Return the next sentences of the same clause."""
        siblings = self._by_clause[piece.clause]
        at = siblings.index(piece)
        return " ".join(self.quote(other.span) for other in siblings[at + 1 : at + 1 + most])

    def carried_on(self, piece: Provision) -> Provision | None:
        """Return the next sentence where it carries on what `piece` says: "Such notice shall ..."."""
        siblings = self._by_clause[piece.clause]
        at = siblings.index(piece)
        if piece.row is not None or at + 1 >= len(siblings):
            return None
        after = siblings[at + 1]
        return after if _CARRIES_ON.match(self.quote(after.span)) else None

    def below(self, piece: Provision) -> str:
        """Return the words of the list that `piece` leads into."""
        clauses = self.read.contract.clauses
        clause = clauses[piece.clause]
        return " ".join(
            self.quote(other.span)
            for index in range(clause.index + 1, len(clauses))
            if clauses[index].span.start < clause.span.end
            for other in self._by_clause.get(index, ())
        )

    def beside(self, piece: Provision) -> str:
        """Return the words of the other items of the list that `piece` stands in."""
        if not piece.lead or piece.row is not None:
            return ""
        clauses = self.read.contract.clauses
        parent = clauses[piece.clause].parent
        return " ".join(
            self.quote(other.span)
            for clause in clauses
            if clause.parent == parent and clause.index != piece.clause
            for other in self._by_clause.get(clause.index, ())[:1]
        )

    def rows_below(self, piece: Provision) -> str:
        """Return the words of all provisions of the same clause, tables included."""
        return " ".join(self.quote(other.span) for other in self._by_clause[piece.clause])

    def inspections(self, piece: Provision) -> tuple[Inspection, ...]:
        """Return the rights to audit or inspect that the provision gives."""
        if piece.index not in self._inspections:
            found = find_inspections(self.text_of(piece), self.names)
            self._inspections[piece.index] = tuple(found)
        return self._inspections[piece.index]

    def sourcing(self, piece: Provision) -> tuple[Sourcing, ...]:
        """Return what in the provision ties the Sponsor to its supplier or frees it."""
        return tuple(find_sourcing(self.text_of(piece), self.names))

    def values(self, piece: Provision) -> tuple[tuple[Quantity, ...], tuple[Clock, ...]]:
        """Return quantities and clocks of the provision and of its lead-ins."""
        quantities: dict[Span, Quantity] = {}
        clocks: dict[Span, Clock] = {}
        for index in (piece.index, *(self._at[lead] for lead in piece.lead if lead in self._at)):
            for norm in self._norms.get(index, ()):
                quantities |= {quantity.span: quantity for quantity in norm.quantities}
                clocks |= {clock.span: clock for clock in norm.clocks}
        if not self._norms.get(piece.index):
            words = self.read.contract.document.quote(piece.span)
            found = find_quantities(words, piece.span.start)
            quantities |= {quantity.span: quantity for quantity in found}
            clocks |= {c.span: c for c in find_clocks(words, found, piece.span.start)}
        text = self.read.contract.document.text
        return (
            tuple(q for q in quantities.values() if not _is_rate(text, q)),
            tuple(clocks.values()),
        )

    def values_elsewhere(self, piece: Provision) -> Iterator[Quantity]:
        """Yield the values of the terms that the provision uses and of the clauses it cites."""
        document = self.read.contract.document
        if self._term_names is not None:
            for name in dict.fromkeys(self._term_names.findall(document.quote(piece.span))):
                yield from (q for q in self._terms[name] if not piece.span.covers(q.span))
        for reference in self.read.contract.references:
            if (
                reference.kind is ReferenceKind.CLAUSE
                and reference.clause is not None
                and piece.span.covers(reference.span)
                and _CITES_VALUE.search(document.text[piece.span.start : reference.span.start])
            ):
                for other in self._by_clause.get(reference.clause, ()):
                    for norm in self._norms.get(other.index, ()):
                        yield from norm.quantities

    def definitions(self, piece: Provision) -> str:
        """Return the definitions of the terms that the provision uses."""
        if self._any_term is None:
            return ""
        names = dict.fromkeys(self._any_term.findall(self.read.contract.document.quote(piece.span)))
        return " ".join(
            self.quote(self._defined[name])
            for name in names
            if not piece.span.overlaps(self._defined[name])
        )

    def defers_to(self, piece: Provision, absent: Callable[[str], bool]) -> str:
        """Return the outside document that the provision leaves the point to, or an empty string.

        `absent` says whether a document is outside the set; one inside is read for itself.
        """
        text = self.read.contract.document.text
        for reference in self._documents_in(piece.span):
            before = text[max(piece.span.start, reference.span.start - 90) : reference.span.start]
            after = text[reference.span.end : min(piece.span.end, reference.span.end + 40)]
            if self._is_absent(reference, absent) and (
                _LEFT_TO.search(before) or _DECIDES.match(after)
            ):
                return self.quote(reference.span)
        own = _OWN_RULES.search(self.quote(piece.span))
        return own.group("rules") if own else ""

    def _is_absent(self, reference: Reference, absent: Callable[[str], bool]) -> bool:
        """Say whether what is pointed at is neither in the set nor attached."""
        if reference.kind is ReferenceKind.DOCUMENT:
            return absent(reference.target)
        return reference.clause is None

    def _documents_in(self, span: Span) -> Iterator[Reference]:
        for reference in self.read.contract.references:
            pointing = (ReferenceKind.DOCUMENT, ReferenceKind.EXHIBIT)
            if reference.kind in pointing and span.covers(reference.span):
                yield reference


def _measures(name: str, words: str, first: Quantity, span: Span) -> bool:
    """Say whether a definition is there to fix a value: its name or its first words say so."""
    if _MEASURE.search(name):
        return True
    means = _MEANS.search(words)
    return means is not None and first.span.start - span.start - means.end() < AT_ONCE


def _is_rate(text: str, quantity: Quantity) -> bool:
    """Say whether a time is an amount of work per period: "120 hours a month"."""
    behind = text[quantity.span.end : quantity.span.end + 16]
    return quantity.dimension is Dimension.TIME and _PER.match(behind) is not None


_MEASURE = re.compile(
    r"\b(?:period|term|time|date|days?|notice|deadline|window|minimum|maximum|amounts?|quantit\w+|price|fees?|"
    r"volume|limits?|level|threshold|rate|percentage|shelf|life|capacity|stock|frequency|cap)\b",
    re.IGNORECASE,
)
_MEANS = re.compile(r"\b(?:means?|is|are|be|of)\b", re.IGNORECASE)
_LEFT_TO = re.compile(
    r"\b(?:see|(?:as\s+(?:may\s+be\s+)?|is\s+|are\s+|be\s+)?(?:set\s+(?:forth|out)|provided(?:\s+for)?|specified|defined|"
    r"described|detailed|agreed|stated|required|outlined|governed|determined|contained|included)\s+(?:with)?(?:in|by|under)|"
    r"except\s+in\s+accordance\s+with|according\s+to|in\s+accordance\s+with|pursuant\s+to|subject\s+to)"
    r"\s+(?:[\w-]+\s+){0,6}?(?:the\s+)?[\"“(]*$",
    re.IGNORECASE,
)
# what somebody keeps elsewhere: "in accordance with the Manufacturer's retention policies"
_OWN_RULES = re.compile(
    r"\b(?:in\s+accordance\s+with|according\s+to|pursuant\s+to|as\s+per|per)\s+(?P<rules>(?:[\w'’-]+\s+){0,6}?"
    r"(?:S\.?O\.?P\.?['’]?s?|standard\s+operating\s+procedures?|(?:internal\s+|standard\s+)?(?:procedures?|polic(?:y|ies))))\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"[\"”)]*\s+(?:shall|will)\s+(?:govern|set|define|specify|determine|provide)", re.IGNORECASE
)
_PER = re.compile(r"\s+(?:a|an|per|each|every)\s+(?:day|week|month|quarter|year)\b", re.IGNORECASE)


def _any_of(names: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of `names` as whole words, the longest first."""
    if not names:
        return None
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in ordered) + r")\b")


_CARRIES_ON = re.compile(
    r"(?:such|this|that|these|the|each\s+such|any\s+such)\s+(?:\w+\s+)?(?:notices?|notifications?|reports?|responses?|repl(?:y|ies)|"
    r"answers?|confirmations?|cop(?:y|ies)|deliver(?:y|ies)|periods?)\s+(?:shall|must|will|is|are)\b"
    r"|(?:it|they|the\s+\w+)\s+(?:shall|must|will)\s+do\s+so\b",
    re.IGNORECASE,
)
_CITES_VALUE = re.compile(
    r"\b(?:period|time|deadline|amount|number|term|limits?|notice|frequency|interval)\b[^.;]{0,60}"
    r"\b(?:in|under|by|of|with|pursuant\s+to)\s*$",
    re.IGNORECASE,
)
