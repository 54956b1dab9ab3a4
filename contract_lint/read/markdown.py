"""Read Markdown: a line of the document is a line of the file, marks and all."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from contract_lint.model import BlockKind, Document
from contract_lint.read.decode import read_text_lines
from contract_lint.read.lines import SourceBlock, SourceLine, SourcePiece, assemble, digest
from contract_lint.read.paragraphs import goes_on, is_wrapped, margin
from contract_lint.read.settings import DEFAULT, ReadSettings, read_bytes, refuse_wide
from contract_lint.read.tables import find_tables, is_rule, pipe_cells, pipe_table

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s|$)")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_BREAK = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+\S")
_NOTE = re.compile(r"\s{0,3}(\[\^[^\]\s]{1,40}\]):\s")
_LINK_TARGET = re.compile(r"\s{0,3}\[[^\]]{1,200}\]:\s*\S+")
_ONLY_TAGS = re.compile(r"(?:</?[A-Za-z][^<>]*>\s*)+")
_ONLY_LINK = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+\[[^\]]*\]\(#[^)]*\)")
_FRONT_MATTER_ENDS = {"---", "..."}


def read_markdown(path: Path, settings: ReadSettings = DEFAULT) -> Document:
    """Read a Markdown file.

    Front matter, comments, code fences and lines of bare tags are marked as asides.
    """
    data = read_bytes(path, settings.limits, text=True)
    decoded = read_text_lines(path, data, settings.limits)
    pieces = _Parser(decoded.lines).pieces()
    document = assemble(path, "markdown", pieces, sha256=digest(data), notes=decoded.notes)
    refuse_wide(document, settings.limits)
    return document


class _Parser:
    """Goes through the lines once; `_at` is the line that comes next."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._width = margin(lines)
        self._at = 0
        self._tables = dict(_tables(lines))
        self._unclosed: dict[str, int] = {}  # by fence character, the shortest without an end
        self._last_comment_end = max(
            (index for index, line in enumerate(lines) if "-->" in line), default=-1
        )

    def pieces(self) -> Iterator[SourcePiece]:
        """Yield the file's lines in blocks."""
        end = self._front_matter()
        if end:
            yield self._take(end, BlockKind.ASIDE)
        while self._at < len(self._lines):
            yield from self._next()

    def _next(self) -> Iterator[SourcePiece]:
        line = self._lines[self._at]
        if not line.strip():
            yield self._bare()
        elif fence := _FENCE.match(line):
            yield self._take(self._after_fence(fence[1]), BlockKind.ASIDE)
        elif line.lstrip().startswith("<!--"):
            yield self._take(self._after_comment(), BlockKind.ASIDE)
        elif _ONLY_TAGS.fullmatch(line.strip()) or _LINK_TARGET.fullmatch(line.rstrip()):
            yield self._take(self._at + 1, BlockKind.ASIDE)
        elif self._at in self._tables:
            yield self._table()
        elif heading := _HEADING.match(line):
            yield self._take(self._at + 1, BlockKind.HEADING, level=len(heading[1]) - 1)
        elif _BREAK.fullmatch(line.rstrip()):
            yield self._bare()
        else:
            yield from self._paragraph()

    def _bare(self) -> SourceLine:
        self._at += 1
        return SourceLine(self._lines[self._at - 1])

    def _take(
        self,
        end: int,
        kind: BlockKind,
        label: tuple[int, int] | None = None,
        level: int | None = None,
    ) -> SourceBlock:
        lines = tuple(map(SourceLine, self._lines[self._at : end]))
        self._at = end
        return SourceBlock(lines, kind, label, level)

    def _table(self) -> SourcePiece:
        end = self._tables[self._at]
        table = pipe_table(list(map(SourceLine, self._lines[self._at : end])))
        self._at = end
        return table

    def _paragraph(self) -> Iterator[SourcePiece]:
        first = self._lines[self._at]
        note, item = _NOTE.match(first), _ITEM.match(first)
        end = self._at + 1
        while end < len(self._lines) and self._continues(end, in_item=bool(item)):
            end += 1
        if end < len(self._lines) and not item and _UNDERLINE.fullmatch(self._lines[end]):
            level = 0 if "=" in self._lines[end] else 1
            yield self._take(end, BlockKind.HEADING, level=level)
            yield self._bare()
        elif note:
            yield self._take(end, BlockKind.NOTE, note.span(1))
        elif item:
            only_link = _ONLY_LINK.fullmatch(first.strip()) is not None and end == self._at + 1
            kind = BlockKind.CONTENTS if only_link else BlockKind.PARAGRAPH
            indent = len(item[1].expandtabs(4))
            yield self._take(end, kind, item.span(2), indent // 2)
        else:
            yield self._take(end, BlockKind.PARAGRAPH)

    def _continues(self, index: int, *, in_item: bool) -> bool:
        """Say whether a line goes on with the paragraph of the line before it."""
        line, before = self._lines[index], self._lines[index - 1]
        if not line.strip() or index in self._tables:
            return False
        if any(pattern.match(line) for pattern in (_FENCE, _HEADING, _ITEM, _NOTE)):
            return False
        if _UNDERLINE.fullmatch(line) or _BREAK.fullmatch(line.rstrip()):
            return False
        if line.lstrip().startswith("<!--") or before.endswith(("  ", "\\")):
            return False
        if (in_item and line.startswith("  ")) or goes_on(before, line, self._width):
            return True
        return is_wrapped(self._run(index), 0, index - self._at)

    def _run(self, index: int) -> Sequence[str]:
        """Return the lines of the paragraph so far, `index`, and the one behind unless it is blank."""
        lines = self._lines[self._at : index + 2]
        return lines if lines[-1].strip() else lines[:-1]

    def _front_matter(self) -> int:
        if self._lines[0].rstrip() != "---":
            return 0
        for index, line in enumerate(self._lines[1:], 1):
            if line.rstrip() in _FRONT_MATTER_ENDS:
                return index + 1
            if not line.strip():
                return 0
        return 0

    def _after_fence(self, fence: str) -> int:
        mark, length = fence[0], len(fence)
        if length >= self._unclosed.get(mark, length + 1):
            return self._at + 1
        for index in range(self._at + 1, len(self._lines)):
            closing = self._lines[index].strip()
            if len(closing) >= length and set(closing) == {mark}:
                return index + 1
        self._unclosed[mark] = length
        return self._at + 1  # never closed: the rest must not be lost

    def _after_comment(self) -> int:
        if self._at > self._last_comment_end:
            return self._at + 1
        return next(
            index + 1 for index in range(self._at, len(self._lines)) if "-->" in self._lines[index]
        )


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each table starts and ends: drawn with outer pipes, or a rule under its header."""
    yield from find_tables(lines)
    for index in range(1, len(lines)):
        header = lines[index - 1]
        if not is_rule(lines[index]) or header.lstrip().startswith("|"):
            continue
        if len(pipe_cells(header)) < 2:
            continue
        end = index + 1
        while end < len(lines) and "|" in lines[end]:
            end += 1
        yield index - 1, end
