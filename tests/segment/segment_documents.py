"""Documents made of plain text, for the tests of segmentation."""

from itertools import groupby
from pathlib import Path

from contract_lint.model import Block, BlockKind, Document, Line, Span


def document(text: str, headings: dict[str, int] | None = None) -> Document:
    """Lay out `text`: runs of lines are paragraphs, those in `headings` are headings."""
    levels = headings or {}
    lines = []
    offset = 0
    for words in text.split("\n"):
        lines.append(Line(Span(offset, offset + len(words))))
        offset += len(words) + 1
    blocks = []
    for blank, run in groupby(
        lines, key=lambda line: not text[line.span.start : line.span.end].strip()
    ):
        members = list(run)
        if blank:
            continue
        span = Span(members[0].span.start, members[-1].span.end)
        level = levels.get(text[span.start : span.end])
        kind = BlockKind.PARAGRAPH if level is None else BlockKind.HEADING
        blocks.append(Block(span, kind, level=level))
    return Document(Path("contract.txt"), "text", text, tuple(lines), tuple(blocks))
