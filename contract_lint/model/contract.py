"""A document as a contract: its clauses, terms, references, parties and type."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from contract_lint.model.document import Document, Location, Span


class DocumentType(StrEnum):
    """The papers of an outsourced programme."""

    MSA = "MSA"  # master services agreement
    SOW = "SOW"  # statement of work
    QAG = "QAG"  # quality (technical) agreement
    SUP = "SUP"  # supply agreement
    OTHER = "OTHER"  # any other contract


class Role(StrEnum):
    """Which side of the programme a party stands on."""

    SPONSOR = "Sponsor"  # for whom the product is made, developed or supplied
    CDMO = "CDMO"  # who makes, develops or supplies it


class ClauseKind(StrEnum):
    """How a clause is set in the document."""

    PREAMBLE = "preamble"  # what stands before the first numbered clause
    ARTICLE = "article"  # Article IV, Part 2: the outermost numbered level
    SECTION = "section"  # 7, 7.2, 7.2.1
    ITEM = "item"  # (b), (iii), a bullet
    EXHIBIT = "exhibit"  # Exhibit A, Schedule 1, Appendix 2, Annex C


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered piece of a contract.

    `span` runs from its label to the end of its last sub-clause; `body` is its own words: after
    label and heading, up to its first sub-clause.
    """

    index: int  # in `Contract.clauses`
    kind: ClauseKind
    span: Span
    body: Span
    number: str = ""  # as one would cite it: "7.2(b)(iii)", "Exhibit A", "Exhibit A 3.1"
    label: Span | None = None  # the number as it stands at the clause
    heading: Span | None = None  # its title or run-in heading
    parent: int | None = None  # index of the clause that holds it
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term and the words that define it."""

    name: str
    name_span: Span
    span: Span  # the whole definition, name included
    clause: int


class ReferenceKind(StrEnum):
    """What a reference points at."""

    CLAUSE = "clause"  # Section 7.2, Article IV
    EXHIBIT = "exhibit"  # Exhibit A, Schedule 2
    DOCUMENT = "document"  # the Quality Agreement, the MSA
    STATUTE = "statute"  # 21 CFR 211, EudraLex


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point at a clause, an exhibit, another document or a law."""

    span: Span
    kind: ReferenceKind
    target: str  # normalised: "7.2(b)", "Exhibit A", "QAG"
    clause: int | None = None  # index of the clause it points at, where that is in this document


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the contract under every name the contract gives it."""

    name: str  # full name, or the first alias where none is given
    aliases: tuple[str, ...]  # every name used in the text, full name included, longest first
    role: Role | None = None


@dataclass(frozen=True)
class Contract:
    """A document, its clauses in reading order, and what it defines and points at.

    The clauses with no parent, taken together, cover the text of the document exactly once.
    """

    document: Document
    type: DocumentType
    clauses: tuple[Clause, ...]
    terms: tuple[Term, ...] = ()
    references: tuple[Reference, ...] = ()
    parties: tuple[Party, ...] = ()
    title: str = ""

    def names_of(self, role: Role) -> tuple[str, ...]:
        """Return every name that the contract uses for the party of `role`, longest first."""
        return tuple(name for party in self.parties if party.role is role for name in party.aliases)

    def clause_at(self, offset: int) -> Clause:
        """Return the innermost clause that holds `offset`."""
        index = bisect_right(self._starts, offset) - 1
        clause = self.clauses[max(0, index)]
        while clause.span.end <= offset and clause.parent is not None:
            clause = self.clauses[clause.parent]
        return clause

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clauses that hold `clause`, innermost first."""
        found = []
        while clause.parent is not None:
            clause = self.clauses[clause.parent]
            found.append(clause)
        return tuple(found)

    def cite(self, offset: int) -> str:
        """Return the number of the innermost numbered clause that holds `offset`."""
        clause = self.clause_at(offset)
        for candidate in (clause, *self.ancestors(clause)):
            if candidate.number:
                return candidate.number
        return ""

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.span.start for clause in self.clauses]


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Contracts that are read together, in the order in which they were named."""

    name: str
    contracts: tuple[Contract, ...]
    precedence: tuple[DocumentType, ...] = ()  # highest rank first, where the configuration says so

    def of_type(self, kind: DocumentType) -> tuple[Contract, ...]:
        """Return the contracts of type `kind`."""
        return tuple(contract for contract in self.contracts if contract.type is kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a contract: what a finding points at and what a judgement rests on."""

    contract: Contract
    span: Span

    @property
    def text(self) -> str:
        """Return the words as they stand in the document."""
        return self.contract.document.quote(self.span)

    @property
    def location(self) -> Location:
        """Return line, column and page."""
        return self.contract.document.locate(self.span)

    @property
    def clause(self) -> str:
        """Return the number of the clause, or an empty string."""
        return self.contract.cite(self.span.start)
