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
_FARTHEST = 5_000  # characters of one within a paragraph
_TAIL = 20  # characters in which a quotation closes


def quoted_clauses(document: Document) -> Iterator[Span]:
    """Yield the quotations that begin with a clause number: they open no clauses of the document."""
    blocks = document.blocks
    end = -1
    for at, block in enumerate(blocks):
        found = list(_OPENS.finditer(document.text, block.span.start, block.span.end))
        if not found:
            continue
        if _is_open(document.quote(block.span)):
            last = _end_beyond(document, blocks[at : at + _LONGEST])
        else:
            last = block.span.end if _closes(document, block) else -1
        for match in found:
            if match.start() >= end:
                end = last if last >= 0 else _end_within(document, match.end(), block)
                yield Span(match.start(), end)


def _end_within(document: Document, start: int, block: Block) -> int:
    """Return where a quotation ends that begins before `start` and ends in the same block."""
    ends = (document.text.find(mark, start, start + _FARTHEST) for mark in _CLOSING)
    return min((end for end in ends if 0 <= end < block.span.end), default=block.span.end)


def _end_beyond(document: Document, blocks: Sequence[Block]) -> int:
    """Return where a quotation ends that begins in the first block and goes on after it."""
    for before, block in pairwise(blocks):
        another = _OPENS.search(document.text, block.span.start, block.span.end)
        if another is not None and another.start() > block.span.start:  # the first never closed
            return block.span.start
        if another is not None and document.text[before.span.start] not in _OPENING:
            return before.span.start
        if _is_open(document.quote(block.span)) and _closes(document, block):
            return block.span.end
    return blocks[0].span.end


def _closes(document: Document, block: Block) -> bool:
    return (
        _CLOSES.search(
            document.text[max(block.span.start, block.span.end - _TAIL) : block.span.end]
        )
        is not None
    )


def _is_open(words: str) -> bool:
    """Say whether a quotation begins in these words or ends in them, but not both."""
    return words.count('"') % 2 == 1 or words.count("“") != words.count("”")
