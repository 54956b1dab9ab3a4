"""Read the tables of Word files."""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Document, Row, Table
from contract_lint.sheet.table import Grid, GridRow

if TYPE_CHECKING:
    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(path: Path, data: bytes) -> tuple[Grid, ...]:
    """Return one grid for each table; a row's line is its line in the text of the file.

    The text is the one in which contracts are read, so automatic numbers count as words.
    """
    from contract_lint.read import read

    document = read(path)
    if not document.tables:
        raise UnreadableFileError(path, "no table in it; a sheet is a table with a header row")
    merged = _merged_down(data)
    if len(merged) != len(document.tables):
        merged = [[] for _ in document.tables]
    pairs = zip(document.tables, merged, strict=True)
    return tuple(_grid(document, table, below) for table, below in pairs)


def _grid(document: Document, table: Table, below: list[frozenset[int]]) -> Grid:
    if len(below) != len(table.rows):
        below = [frozenset() for _ in table.rows]
    rows: list[GridRow] = []
    for row, continued in zip(table.rows, below, strict=True):
        line = document.line_at(row.span.start) + 1
        cells, spread = _texts(document, row)
        above = rows[-1].cells if rows else ()
        filled = {column for column in continued if column < len(above) and above[column]}
        for column in filled:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = above[column]
        told = [cell for cell in row.cells if document.quote(cell.span).strip()]
        banner = len(told) == 1 and told[0].columns > 2
        rows.append(GridRow(line, tuple(cells), tuple(spread), frozenset(filled), banner))
    return Grid("", tuple(rows))


def _texts(document: Document, row: Row) -> tuple[list[str], list[str]]:
    """Return the words of each column, and the same with wide cells repeated to the right."""
    width = max((cell.column + cell.columns for cell in row.cells), default=0)
    cells, spread = [""] * width, [""] * width
    for cell in row.cells:
        text = document.quote(cell.span).strip()
        cells[cell.column] = text
        spread[cell.column : cell.column + cell.columns] = [text] * cell.columns
    return cells, spread


def _merged_down(data: bytes) -> list[list[frozenset[int]]]:
    """Say, for each table and row of a Word file, which columns continue the cell above.

    Counts the tables and rows that become tables and rows of a `Document`: not those inside
    another table, not frames of one cell a row, not rows that are empty or deleted.
    """
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        try:
            xml = package.read("word/document.xml")
        except KeyError:
            return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return []
    found = []
    for table in root.iter(f"{_W}tbl"):
        if next(table.iterancestors(f"{_W}tbl"), None) is not None:
            continue
        rows = [row for row in table.iter(f"{_W}tr") if _owner(row) is table]
        if any(len(_cells(row)) > 1 for row in rows):
            found.append([_continued(row) for row in rows if _says_something(row)])
    return found


def _owner(row: "etree._Element") -> "etree._Element | None":
    return next(row.iterancestors(f"{_W}tbl"), None)


def _cells(row: "etree._Element") -> list["etree._Element"]:
    return [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]


def _says_something(row: "etree._Element") -> bool:
    if row.find(f"{_W}trPr/{_W}del") is not None:
        return False
    return any((text.text or "").strip() for text in row.iter(f"{_W}t")) or any(
        True for _ in row.iter(f"{_W}numPr", f"{_W}sym")
    )


def _continued(row: "etree._Element") -> frozenset[int]:
    column = 0
    continued = set()
    for cell in _cells(row):
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
            continued.add(column)
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = span.get(f"{_W}val", "1") if span is not None else "1"
        column += int(width) if width.isdigit() else 1
    return frozenset(continued)
