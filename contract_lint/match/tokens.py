"""The `tokens` pattern: one condition a token, as spaCy's Matcher takes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import Ground
from contract_lint.model import Span

WORD_ATTRIBUTES = ("LOWER", "NORM", "ORTH", "TEXT")
MAYBE_ABSENT = ("?", "*", "!")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A token pattern; `anchor` is the book's key of words that it cannot do without."""

    matcher: Matcher
    anchor: int | None

    def among(self, ground: Ground) -> int:
        """Return the provisions that hold one of the words that a match cannot do without."""
        if self.anchor is None:
            return ground.everywhere
        return ground.bits_of(ground.phrases[self.anchor])

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:
        """Yield each longest match that lies within one provision."""
        for provision in ground.chosen(among & self.among(ground)):
            yield from self._find(ground, provision.span)

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first match in `region`."""
        return next(self._find(ground, region), None)

    def _find(self, ground: Ground, region: Span) -> Iterator[Span]:
        words = ground.doc.char_span(region.start, region.end, alignment_mode="expand")
        if words is None:
            return
        for found in self.matcher(words, as_spans=True):
            span = Span(found.start_char, found.end_char)
            if region.covers(span):
                yield span


def compile_tokens(book: PhraseBook, tokens: Sequence[Mapping[str, Any]]) -> Tokens:
    """Compile a token pattern; a NORM in it may be written in any inflection."""
    matcher = Matcher(book.nlp.vocab)
    matcher.add("tokens", [[_level(book.nlp, token) for token in tokens]], greedy="LONGEST")
    words = anchor_words(tokens)
    return Tokens(matcher, book.add(words) if words else None)


def anchor_words(tokens: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return words of which every match holds one, from the token with the fewest choices."""
    choices = [
        _words(token[attribute])
        for token in tokens
        if token.get("OP", "1") not in MAYBE_ABSENT
        for attribute in WORD_ATTRIBUTES
        if attribute in token
    ]
    return min((words for words in choices if words), key=len, default=())


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping) and "IN" in value:
        return tuple(value["IN"])
    return ()


def _level(nlp: Language, token: Mapping[str, Any]) -> dict[str, Any]:
    """Put the words of a NORM condition into the form that the pipeline gives its tokens."""
    levelled = dict(token)
    norm = levelled.get("NORM")
    if isinstance(norm, str):
        levelled["NORM"] = _norm(nlp, norm)
    elif isinstance(norm, Mapping):
        levelled["NORM"] = {
            key: [_norm(nlp, word) for word in words] if isinstance(words, list) else words
            for key, words in norm.items()
        }
    return levelled


def _norm(nlp: Language, word: str) -> str:
    return str(nlp.make_doc(word)[0].norm_)
