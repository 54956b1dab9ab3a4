"""Lay lines end to end: the one place where offsets are born."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from contract_lint.model import (
    Block,
    BlockKind,
    Cell,
    Comment,
    Document,
    Line,
    Revision,
    Row,
    Span,
    Table,
)


class SourceRevision(NamedTuple):
    """A tracked change; `start` and `end` count within its line."""

    start: int
    end: int
    kind: str
    author: str = ""
    date: str = ""


class SourceComment(NamedTuple):
    """A remark beside a line."""

    author: str
    date: str
    text: str


class SourceLine(NamedTuple):
    """A line of text (no newline in it) and what the format knows of its place."""

    text: str
    page: int | None = None  # from 1
    paragraph: int | None = None  # from 0
    revisions: tuple[SourceRevision, ...] = ()
    comments: tuple[SourceComment, ...] = ()


class SourceBlock(NamedTuple):
    """Lines that a reader sees as one piece; `label` is a range within the first line."""

    lines: tuple[SourceLine, ...]
    kind: BlockKind = BlockKind.PARAGRAPH
    label: tuple[int, int] | None = None
    level: int | None = None


class SourceCell(NamedTuple):
    """A cell whose words are `start` to `end` of its row's line."""

    start: int
    end: int
    column: int  # from 0
    columns: int = 1
    more: tuple[tuple[int, int, int], ...] = ()  # index in `SourceRow.more`, start and end there


class SourceRow(NamedTuple):
    """A table row as one line, or as the several lines that a text file draws it on."""

    line: SourceLine
    cells: tuple[SourceCell, ...]
    more: tuple[SourceLine, ...] = ()


class SourceTable(NamedTuple):
    """Rows, and lines between them that belong to no row; the first `headers` rows name columns."""

    rows: tuple[SourceRow | SourceLine, ...]
    headers: int = 1


SourcePiece: TypeAlias = SourceLine | SourceBlock | SourceTable


class CellText(NamedTuple):
    """What stands in one cell; `columns` above 1 for a merged cell."""

    text: str
    column: int
    columns: int = 1
    revisions: tuple[SourceRevision, ...] = ()  # ranges within `text`


def pipe_row(
    cells: Sequence[CellText], page: int | None = None, paragraph: int | None = None
) -> SourceRow:
    """Write cells as the line `| cell | cell |`; cell texts hold no newline."""
    texts: list[str] = ["|"]
    placed: list[SourceCell] = []
    revisions: list[SourceRevision] = []
    offset = 1
    for cell in cells:
        start = offset + 1
        end = start + len(cell.text)
        texts.append(f" {cell.text} |" if cell.text else " |")
        placed.append(
            SourceCell(
                start if cell.text else offset,
                end if cell.text else offset,
                cell.column,
                cell.columns,
            )
        )
        revisions.extend(
            change._replace(start=change.start + start, end=change.end + start)
            for change in cell.revisions
        )
        offset += len(texts[-1])
    line = SourceLine("".join(texts), page, paragraph, tuple(revisions))
    return SourceRow(line, tuple(placed))


def assemble(
    path: Path,
    format_: str,
    pieces: Iterable[SourcePiece],
    *,
    sha256: str = "",
    pages: int | None = None,
    omitted: Iterable[tuple[str, int]] = (),
    notes: Iterable[str] = (),
) -> Document:
    """Lay the pieces end to end, keeping the offset at which each line begins."""
    builder = _Builder()
    for piece in pieces:
        if isinstance(piece, SourceLine):
            builder.add_line(piece)
        elif isinstance(piece, SourceBlock):
            builder.add_block(piece)
        else:
            builder.add_table(piece)
    return Document(
        path=path,
        format=format_,
        text="\n".join(builder.texts),
        lines=tuple(builder.lines),
        blocks=tuple(builder.blocks),
        tables=tuple(builder.tables),
        revisions=tuple(builder.revisions),
        sha256=sha256,
        pages=pages,
        omitted=tuple(omitted),
        notes=tuple(notes),
        comments=tuple(builder.comments),
    )


@dataclass(slots=True)
class _Builder:
    """What has been laid so far; `offset` is where the next line begins."""

    texts: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    offset: int = 0

    def add_line(self, line: SourceLine, table: int | None = None, row: int | None = None) -> Span:
        """Add one line and return its span."""
        start = self.offset
        span = Span(start, start + len(line.text))
        self.texts.append(line.text)
        self.lines.append(Line(span, line.page, line.paragraph, table, row))
        for change in line.revisions:
            where = Span(start + change.start, start + change.end)
            self.revisions.append(Revision(where, change.kind, change.author, change.date))
        self.comments.extend(Comment(span, *comment) for comment in line.comments)
        self.offset = span.end + 1  # the newline that joins this line to the next
        return span

    def add_block(self, block: SourceBlock) -> None:
        """Add the lines of a block, and the block."""
        spans = [self.add_line(line) for line in block.lines]
        start = spans[0].start
        label = None
        if block.label is not None:
            label = Span(start + block.label[0], start + block.label[1])
        self.blocks.append(Block(Span(start, spans[-1].end), block.kind, label, block.level))

    def add_table(self, table: SourceTable) -> None:
        """Add the rows of a table, each a block, and the table."""
        index = len(self.tables)
        rows = list(self._add_rows(table, index))
        if rows:
            self.tables.append(Table(tuple(rows), min(table.headers, len(rows))))

    def _add_rows(self, table: SourceTable, index: int) -> Iterator[Row]:
        number = 0
        for source in table.rows:
            if isinstance(source, SourceLine):
                self.add_line(source)
                continue
            first = self.add_line(source.line, index, number)
            others = [self.add_line(line, index, number) for line in source.more]
            span = Span(first.start, others[-1].end if others else first.end)
            self.blocks.append(Block(span, BlockKind.ROW))
            cells = tuple(
                Cell(
                    Span(first.start + cell.start, first.start + cell.end),
                    cell.column,
                    cell.columns,
                    tuple(
                        Span(others[at].start + start, others[at].start + end)
                        for at, start, end in cell.more
                    ),
                )
                for cell in source.cells
            )
            yield Row(span, cells)
            number += 1


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()
