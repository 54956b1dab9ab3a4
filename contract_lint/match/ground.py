"""The text that patterns search: provisions, their context and a folded copy of the words."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from contract_lint.match.book import PhraseBook
from contract_lint.model import Provision, ReadContract, Span

FOLD = str.maketrans(
    {"\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'}
)  # one character for one, so that offsets hold


@dataclass(frozen=True)
class Ground:
    """A contract made ready for patterns; everything in it is in document offsets."""

    read: ReadContract
    doc: Doc
    phrases: dict[int, list[Span]]  # where each phrase list of the book occurs, in order

    @classmethod
    def of(cls, read: ReadContract, doc: Doc, book: PhraseBook) -> "Ground":
        """Return the ground of `doc`, made once for each book."""
        grounds: dict[PhraseBook, Ground] = doc.user_data.setdefault(__name__, {})
        if book not in grounds:
            grounds[book] = cls(read, doc, book.find(doc))
        return grounds[book]

    @cached_property
    def text(self) -> str:
        """The words with white space and quotation marks in one form."""
        return self.read.contract.document.text.translate(FOLD)

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The words of each provision in small letters."""
        text = self.text
        return tuple(text[p.span.start : p.span.end].lower() for p in self.read.provisions)

    @cached_property
    def starts(self) -> list[int]:
        """Where each provision starts."""
        return [provision.span.start for provision in self.read.provisions]

    def provision_of(self, span: Span) -> Provision | None:
        """Return the provision that holds all of `span`."""
        index = bisect_right(self.starts, span.start) - 1
        if index < 0:
            return None
        provision = self.read.provisions[index]
        return provision if provision.span.covers(span) else None

    def words_of(self, provision: Provision) -> tuple[Span, ...]:
        """Return what is read with a provision: its own words, its lead-in and its tail."""
        return (provision.span, *provision.lead, *provision.tail)

    def headings_of(self, provision: Provision) -> tuple[Span, ...]:
        """Return the headings that a provision stands under, innermost first."""
        contract = self.read.contract
        clause = contract.clauses[provision.clause]
        above = (clause, *contract.ancestors(clause))
        return tuple(each.heading for each in above if each.heading is not None)
