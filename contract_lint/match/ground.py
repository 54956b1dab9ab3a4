"""The text that patterns search: provisions, their context and a folded copy of the words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from contract_lint.match.book import PhraseBook
from contract_lint.match.holders import Holders, bits
from contract_lint.match.needs import Need
from contract_lint.model import Contract, Provision, ReadContract, Role, Span

FOLD = str.maketrans(
    {"\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'}
)  # one character for one, so that offsets hold

SIGNS = {Role.CDMO: "ǂ", Role.SPONSOR: "ǁ"}  # letters without case that no contract uses
USUAL = {
    Role.CDMO: (
        "Contract Manufacturer",
        "Contract Acceptor",
        "Service Provider",
        "Manufacturer",
        "Contractor",
        "Supplier",
        "Provider",
        "Seller",
        "Vendor",
        "Toller",
        "Maker",
        "CDMO",
        "CMO",
    ),
    Role.SPONSOR: (
        "Contract Giver",
        "Purchaser",
        "Principal",
        "Customer",
        "Sponsor",
        "Orderer",
        "Client",
        "Buyer",
    ),
}  # what a party is called where the contract does not tell its name
OF_OTHERS = (
    r"(?<!Other )(?<!Embedded )(?<!Approved )(?<!Testing )(?<!Fill-Finish )"  # third parties
)
NOT_ALONE = r"(?!\w| Investigator| Scientist| Office| Place)"  # "Principal Investigator"


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
        """The words with white space and quotation marks in one form and signs for the parties.

        A name of the manufacturer becomes `SIGNS[Role.CDMO]` with blanks in front of it, so that
        offsets hold; likewise the sponsor.
        """
        contract = self.read.contract
        text = contract.document.text.translate(FOLD)
        sign_of = {name: sign for role, sign in SIGNS.items() for name in _names(contract, role)}
        longest_first = sorted(sign_of, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name).replace(r"\ ", " +") for name in longest_first)

        def sign(found: re.Match[str]) -> str:
            return sign_of[" ".join(found.group().split())].rjust(len(found.group()))

        return re.sub(rf"\b{OF_OTHERS}(?:{names}){NOT_ALONE}", sign, text)

    def start_of_name(self, offset: int) -> int:
        """Return where the name begins that ends in the sign at `offset`; else `offset`."""
        if self.text[offset] not in SIGNS.values():
            return offset
        words = self.read.contract.document.text
        start = offset
        while start > 0 and self.text[start - 1] == " ":
            blank = words[start - 1].isspace()
            if blank and (start < 2 or words[start - 2].isspace() or self.text[start - 2] != " "):
                break
            start -= 1
        return start

    @cached_property
    def whole(self) -> str:
        """All the words in small letters, each character in its place."""
        low = self.text.lower()
        if len(low) == len(self.text):
            return low
        return "".join(sign.lower()[:1] for sign in self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each provision starts."""
        return [provision.span.start for provision in self.read.provisions]

    def holding(self, need: Need) -> int:
        """Return the provisions that hold what a match needs, as bits by their index."""
        return self._holders.of(need)

    def speaking(self, holders: int) -> int:
        """Return the provisions that are among `holders`, or whose lead-in or tail may be."""
        found = holders | self._adrift
        for context, provisions in self._contexts.items():
            if context & holders:
                found |= provisions
        return found

    def chosen(self, provisions: int) -> Iterator[Provision]:
        """Yield the provisions of which the bits are given, in order."""
        digits = f"{provisions:b}"[::-1]
        index = digits.find("1")
        while index >= 0:
            yield self.read.provisions[index]
            index = digits.find("1", index + 1)

    def bits_of(self, spans: Iterable[Span]) -> int:
        """Return the provisions that hold all of one of `spans`, as bits by their index."""
        held = (provision.index for span in spans if (provision := self.provision_of(span)))
        return bits(held, len(self.starts))

    @cached_property
    def everywhere(self) -> int:
        """All provisions, as bits."""
        return (1 << len(self.read.provisions)) - 1

    @cached_property
    def _holders(self) -> Holders:
        spans = (provision.span for provision in self.read.provisions)
        return Holders([self.whole[span.start : span.end] for span in spans])

    @cached_property
    def _contexts(self) -> dict[int, int]:
        """The provisions that are read together with others, by those others; both as bits."""
        found: dict[int, int] = {}
        for provision in self.read.provisions:
            context = self.bits_of((*provision.lead, *provision.tail))
            if context:
                found[context] = found.get(context, 0) | 1 << provision.index
        return found

    @cached_property
    def _adrift(self) -> int:
        """The provisions, as bits, that are read together with words of no provision."""
        adrift = (
            provision.index
            for provision in self.read.provisions
            if not all(map(self.provision_of, (*provision.lead, *provision.tail)))
        )
        return bits(adrift, len(self.starts))

    @cached_property
    def places(self) -> dict[str, dict[int, tuple[Span, ...]]]:
        """Where an expression stands in each provision in which it was sought, by its source."""
        return {}

    @cached_property
    def able(self) -> dict[str, int]:
        """The provisions that hold what an expression needs, by its source."""
        return {}

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


def _names(contract: Contract, role: Role) -> tuple[str, ...]:
    names = (" ".join(name.translate(FOLD).split()) for name in contract.names_of(role))
    return tuple(name for name in names if name) or USUAL[role]
