"""Make tables of rows: one line a row, the rows that name the columns known."""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from contract_lint.read.docx_words import Change
from contract_lint.read.lines import (
    CellText,
    SourceComment,
    SourceRevision,
    SourceRow,
    SourceTable,
    pipe_row,
)
from contract_lint.read.tables import names_columns


class TableRow(NamedTuple):
    """A row and what its formatting says of it."""

    cells: tuple[CellText, ...]
    is_header: bool = False  # repeated at the top of each page
    is_bold: bool = False
    change: Change | None = None  # a tracked insertion of the whole row
    page: int | None = None
    comments: tuple[SourceComment, ...] = ()


def build_table(rows: Sequence[TableRow]) -> SourceTable | None:
    """Return the table, without rows that are empty; None where all are."""
    filled = [row for row in rows if any(cell.text for cell in row.cells)]
    if not filled:
        return None
    return SourceTable(tuple(map(_written, filled)), count_headers(filled))


def count_headers(rows: Sequence[TableRow]) -> int:
    """Say how many rows at the top name the columns: 0 for a form, a layout or a signature block."""
    marked = sum(1 for _ in takewhile(lambda row: row.is_header, rows))
    if marked:
        return marked if marked < len(rows) else 1
    spanning = 1 if _is_title(rows[0]) and len(rows) > 1 else 0
    head, body = rows[spanning], rows[spanning + 1 :]
    if not body or not _names_columns(head):
        return 0
    if len(head.cells) < 3 and not (head.is_bold and not body[0].is_bold):
        return 0
    grouped = any(cell.columns > 1 for cell in head.cells) and len(body) > 1
    return spanning + (2 if grouped and _names_columns(body[0]) else 1)


def _is_title(row: TableRow) -> bool:
    return sum(1 for cell in row.cells if cell.text) == 1 and row.cells[0].columns > 1


def _names_columns(row: TableRow) -> bool:
    return names_columns([cell.text for cell in row.cells])


def _written(row: TableRow) -> SourceRow:
    written = pipe_row(row.cells, row.page)
    written = written._replace(line=written.line._replace(comments=row.comments))
    if row.change is None:
        return written
    line = written.line
    whole = SourceRevision(0, len(line.text), *row.change)
    inner = tuple(change for change in line.revisions if change[2:] != row.change)
    return written._replace(line=line._replace(revisions=(whole, *inner)))
