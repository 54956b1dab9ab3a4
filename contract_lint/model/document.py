"""The text of a file, and where in the file each line of it came from."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in `Document.text`."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return the number of characters."""
        return self.end - self.start

    def covers(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Location:
    """A place as a report shows it; lines and columns count from 1, `end_column` is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `Document.text` (without its newline) and its place in the source file."""

    span: Span
    page: int | None = None  # from 1; of a Word file only where Word recorded its page breaks
    paragraph: int | None = None  # Word body paragraph, from 0
    table: int | None = None  # index in `Document.tables` when the line belongs to a table row
    row: int | None = None  # row of that table, from 0


class BlockKind(StrEnum):
    """What a run of lines is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ROW = "row"  # one row of a table
    NOTE = "note"  # a footnote or endnote
    CONTENTS = "contents"  # a table of contents: not clauses
    ASIDE = "aside"  # code fence, HTML comment, front matter: not contract text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row: what a reader sees as one piece.

    A block covers whole lines; blocks do not overlap and stand in reading order. Blank lines
    belong to no block.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    label: Span | None = None  # the number in front, where the format knows it (Word)
    level: int | None = None  # heading or list level as the format knows it, from 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row; `span` covers its words in `Document.text` and may be empty."""

    span: Span
    column: int  # from 0
    columns: int = 1  # how many columns a merged cell covers
    more: tuple[
        Span, ...
    ] = ()  # its words on further lines, where a text file draws it over several


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `headers` rows name the columns."""

    rows: tuple[Row, ...]
    headers: int = 1

    @property
    def span(self) -> Span:
        """Return the range from the first row to the last."""
        return Span(self.rows[0].span.start, self.rows[-1].span.end)

    def header_of(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the header cells that stand above `cell`, top first."""
        covered = range(cell.column, cell.column + cell.columns)
        return tuple(
            head
            for row in self.rows[: self.headers]
            for head in row.cells
            if head.column in covered
            or cell.column in range(head.column, head.column + head.columns)
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """A pending tracked change; what is not in the text leaves an empty span where it stood."""

    span: Span
    kind: str  # insertion, deletion, move
    author: str
    date: str  # as the file gives it (ISO 8601), or empty


class RevisionView(StrEnum):
    """Which side of pending tracked changes is the text."""

    FINAL = "final"  # all of them accepted
    ORIGINAL = "original"  # all of them rejected


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark beside the text; it is no contract text."""

    span: Span  # of the line that it stands at
    author: str
    date: str  # as the file gives it (ISO 8601), or empty
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain text; every offset in the program points into `text`."""

    path: Path
    format: str  # docx, pdf, markdown, text
    text: str
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    revisions: tuple[Revision, ...] = ()
    sha256: str = ""  # of the file's bytes, lower-case hex
    pages: int | None = None
    omitted: tuple[tuple[str, int], ...] = ()  # what is not in `text`, and how many of it
    notes: tuple[str, ...] = ()  # trouble that did not stop the reading, one sentence each
    comments: tuple[Comment, ...] = ()

    def words_of(self, cell: Cell) -> str:
        """Return all words of a cell, on one line."""
        return " ".join(self.quote(span) for span in (cell.span, *cell.more) if span)

    def quote(self, span: Span) -> str:
        """Return the words that `span` covers."""
        return self.text[span.start : span.end]

    def changes_in(self, span: Span) -> tuple[Revision, ...]:
        """Return the pending changes that touch `span`; none where it is empty."""
        return tuple(
            change
            for change in self.revisions
            if span
            and (
                change.span.overlaps(span)
                or (not change.span and span.start <= change.span.start <= span.end)
            )
        )

    def line_at(self, offset: int) -> int:
        """Return the index in `lines` of the line that holds `offset`."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.span.start) - 1)

    def locate(self, span: Span) -> Location:
        """Turn offsets into the line and column that a report shows."""
        first = self.line_at(span.start)
        last = self.line_at(max(span.start, span.end - 1))
        return Location(
            line=first + 1,
            column=span.start - self.lines[first].span.start + 1,
            end_line=last + 1,
            end_column=span.end - self.lines[last].span.start + 1,
            page=self.lines[first].page,
        )
