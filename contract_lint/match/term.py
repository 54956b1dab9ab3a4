"""The `term` pattern: words that the contract itself defines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import Ground
from contract_lint.match.phrase import Phrases, compile_phrases
from contract_lint.model import Span


@dataclass(frozen=True, slots=True)
class Terms:
    """Words that count only in a contract that defines them: "Promptly" means two days."""

    words: Sequence[tuple[str, Phrases]]

    def among(self, ground: Ground) -> int:
        """Return the provisions that use a word that the contract defines."""
        return reduce(or_, (phrases.among(ground) for phrases in self._defined(ground)), 0)

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:
        """Yield each use of a word that the contract defines."""
        for phrases in self._defined(ground):
            yield from phrases.everywhere(ground, among)

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first use of a defined word in `region`."""
        found = (phrases.first(ground, region) for phrases in self._defined(ground))
        return min((span for span in found if span is not None), default=None)

    def _defined(self, ground: Ground) -> Iterator[Phrases]:
        names = {term.name.casefold() for term in ground.read.contract.terms}
        for word, phrases in self.words:
            if word in names:
                yield phrases


def compile_terms(book: PhraseBook, words: Sequence[str]) -> Terms:
    """Write `words` into the book, each by itself."""
    return Terms(tuple((word.casefold(), compile_phrases(book, (word,))) for word in words))
