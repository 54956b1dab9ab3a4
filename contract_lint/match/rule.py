"""A rule's patterns together: what it looks for, what must be near, what excuses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from spacy.tokens import Doc

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import Ground
from contract_lint.match.norms import compile_norms
from contract_lint.match.pattern import Pattern
from contract_lint.match.phrase import compile_phrases
from contract_lint.match.regex import compile_regex
from contract_lint.match.term import compile_terms
from contract_lint.match.together import Together
from contract_lint.match.tokens import compile_tokens
from contract_lint.model import Hit, Provision, ReadContract, Rule, Span

Run = Callable[[ReadContract, Doc], Iterator[Hit]]


def _compile_together(book: PhraseBook, patterns: Sequence[tuple[str, Any]]) -> Pattern:
    first, *others = _compile(book, patterns)
    return Together(first, tuple(others))


PATTERNS: dict[str, Callable[[PhraseBook, Any], Pattern]] = {
    "norm": compile_norms,
    "phrase": compile_phrases,
    "regex": compile_regex,
    "term": compile_terms,
    "together": _compile_together,
    "tokens": compile_tokens,
}


def compile_rule(book: PhraseBook, rule: Rule) -> Run:
    """Return the function that yields the places where the patterns of `rule` hold.

    The phrases of rules that share a `book` are looked for in one pass over a contract.
    A hit covers the matched words and carries them as `text`. A provision counts only if it, its
    lead-in, its tail or a heading above it also holds one of `rule.given`, and not if it, its
    lead-in or its tail holds one of `rule.unless`.
    """
    match = _compile(book, rule.match)
    given = _compile(book, rule.given)
    unless = _compile(book, rule.unless)

    def run(read: ReadContract, doc: Doc) -> Iterator[Hit]:
        ground = Ground.of(read, doc, book)
        end = -1
        for span in _in_order(match, ground):
            provision = ground.provision_of(span)
            if provision is None or span.start < end:
                continue
            if _stands(ground, provision, given, unless):
                end = span.end
                text = " ".join(ground.read.contract.document.quote(span).split())
                yield Hit(span, {"text": text})

    return run


def _compile(book: PhraseBook, patterns: Iterable[tuple[str, Any]]) -> tuple[Pattern, ...]:
    return tuple(PATTERNS[kind](book, value) for kind, value in patterns)


def _in_order(patterns: Iterable[Pattern], ground: Ground) -> list[Span]:
    """Return every match by start, the longest first where several start together."""
    found = (pattern.everywhere(ground, ground.everywhere) for pattern in patterns)
    spans = chain.from_iterable(found)
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _stands(
    ground: Ground, provision: Provision, given: Sequence[Pattern], unless: Sequence[Pattern]
) -> bool:
    words = ground.words_of(provision)
    if _any_within(ground, words, unless):
        return False
    if not given:
        return True
    regions = (*words, *ground.headings_of(provision))
    return _any_within(ground, regions, given)


def _any_within(ground: Ground, regions: Sequence[Span], patterns: Sequence[Pattern]) -> bool:
    return any(
        pattern.first(ground, region) is not None for pattern in patterns for region in regions
    )
