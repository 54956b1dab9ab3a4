"""The `phrase` pattern: words in order, in any case and inflection."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import Ground
from contract_lint.model import Span


@dataclass(frozen=True, slots=True)
class Phrases:
    """A list of phrases in the book."""

    key: int

    def among(self, ground: Ground) -> int:
        """Return the provisions in which one of the phrases occurs."""
        return ground.bits_of(ground.phrases[self.key])

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:  # noqa: ARG002
        """Yield each place where one of the phrases occurs."""
        yield from ground.phrases[self.key]

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first of the phrases in `region`."""
        spans = ground.phrases[self.key]
        at = bisect_left(spans, region.start, key=lambda span: span.start)
        while at < len(spans) and spans[at].start < region.end:
            if spans[at].end <= region.end:
                return spans[at]
            at += 1
        return None


def compile_phrases(book: PhraseBook, phrases: Sequence[str]) -> Phrases:
    """Write `phrases` into the book."""
    return Phrases(book.add(phrases))
