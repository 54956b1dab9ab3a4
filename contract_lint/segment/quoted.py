"""Find clauses that are quoted, as an amendment quotes what it puts into the agreement."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contract_lint.model import Block, Document, Span

_OPENS = re.compile(
    r"""(?:(?<=[:\s])|^)["“][ \t*_]{0,3}
    (?:(?:[Ss]ection|SECTION|[Aa]rticle|ARTICLE|[Cc]lause|CLAUSE|§)[ \t]{0,2})?
    \d{1,3}(?:\.\d{1,3}){0,5}[A-Za-z]?[.:)]?[ \t*_]{1,4}(?=[^\W_]|[("“])""",
    re.VERBOSE,
)
_CLOSES = re.compile(r"""["”][.;,)\]]{0,3}(?:\s+(?:and|or))?\s*$""")
_OPENING = '"“'
_CLOSING = '"”'
_LONGEST = 60  # paragraphs of one quotation


def quoted_clauses(document: Document) -> Iterator[Span]:
    """Yield the quotations that begin with a clause number: they open no clauses of the document."""
    blocks = document.blocks
    end = -1
    for at, block in enumerate(blocks):
        for match in _OPENS.finditer(document.text, block.span.start, block.span.end):
            if match.start() >= end:
                end = _end(document, blocks[at : at + _LONGEST], match.end())
                yield Span(match.start(), end)


def _end(document: Document, blocks: Sequence[Block], start: int) -> int:
    """Return where a quotation ends that begins before `start` in the first block."""
    first = blocks[0].span
    if not _is_open(document.quote(first)):
        closing = [document.text.find(mark, start, first.end) for mark in _CLOSING]
        inner = min((place for place in closing if place >= 0), default=first.end)
        return first.end if _CLOSES.search(document.quote(first)) else inner
    for before, block in pairwise(blocks):
        words = document.quote(block.span)
        another = _OPENS.search(words)
        if another is not None and another.start():  # the first was never closed
            return block.span.start
        if another is not None and document.text[before.span.start] not in _OPENING:
            return before.span.start
        if _is_open(words) and _CLOSES.search(words):
            return block.span.end
    return first.end


def _is_open(words: str) -> bool:
    """Say whether a quotation begins in these words or ends in them, but not both."""
    return words.count('"') % 2 == 1 or words.count("“") != words.count("”")
