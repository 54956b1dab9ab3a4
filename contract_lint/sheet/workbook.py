"""Read Excel workbooks."""

import io
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from contract_lint.errors import UnreadableFileError
from contract_lint.sheet.table import Grid, GridRow
from contract_lint.sheet.values import decimal_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COMPOUND = b"\xd0\xcf\x11\xe0"  # the old container: .xls, or .xlsx under a password
_LARGEST = 300 * 1024 * 1024  # bytes, unpacked
_WIDEST = 200  # columns that are looked at


def read_workbook(path: Path, data: bytes) -> tuple[Grid, ...]:
    """Return one grid for each worksheet, hidden ones too; a row's line is its number in Excel.

    Formulas give the value that Excel last computed.
    """
    workbook = _open(path, data)
    return tuple(_grid(worksheet) for worksheet in workbook.worksheets)


def _open(path: Path, data: bytes) -> "Workbook":
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if data.startswith(_COMPOUND):
        reason = "under a password or in the old .xls format; save it as .xlsx without a password"
        raise UnreadableFileError(path, reason)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise UnreadableFileError(path, "too large; keep only the sheet of requirements")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and drawings that are not needed here
            return load_workbook(io.BytesIO(data), data_only=True)
    except (
        *(zipfile.BadZipFile, InvalidFileException, zlib.error, EOFError, NotImplementedError),
        *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError),
    ) as error:  # what openpyxl raises for a damaged or foreign package
        reason = "not an Excel workbook; open it in Excel and save it as .xlsx"
        raise UnreadableFileError(path, reason) from error


def _grid(worksheet: "Worksheet") -> Grid:
    cells: dict[int, list[str]] = {
        number: [_text(cell) for cell in row]
        for number, row in enumerate(
            worksheet.iter_rows(min_row=1, max_col=min(worksheet.max_column, _WIDEST)), 1
        )
    }
    spread = {number: list(row) for number, row in cells.items()}
    filled: dict[int, set[int]] = {}
    banners: set[int] = set()
    for area in worksheet.merged_cells.ranges:
        left, right = area.min_col - 1, min(area.max_col, _WIDEST) - 1
        text = cells[area.min_row][left] if area.min_row in cells and left < _WIDEST else ""
        if not text:
            continue
        if area.min_row == area.max_row and right - left >= 2:
            others = [c for i, c in enumerate(cells[area.min_row]) if c and not left <= i <= right]
            if not others:
                banners.add(area.min_row)
        for number in range(area.min_row, min(area.max_row, max(cells)) + 1):
            spread[number][left : right + 1] = [text] * (right + 1 - left)
            if number > area.min_row:
                cells[number][left] = text
                filled.setdefault(number, set()).add(left)
    rows = tuple(
        GridRow(
            number,
            _trimmed(row),
            _trimmed(spread[number]),
            frozenset(filled.get(number, ())),
            number in banners,
        )
        for number, row in sorted(cells.items())
        if any(row)
    )
    return Grid(worksheet.title, rows, _notes(worksheet, rows))


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return tuple(cells[: last + 1])


def _notes(worksheet: "Worksheet", rows: tuple[GridRow, ...]) -> tuple[str, ...]:
    notes = []
    if worksheet.sheet_state != "visible":
        notes.append("the worksheet is hidden; its rows are read")
    hidden = [row.line for row in rows if worksheet.row_dimensions[row.line].hidden]
    if hidden:
        shown = ", ".join(map(str, hidden[:5])) + (" ..." if len(hidden) > 5 else "")
        notes.append(f"{len(hidden)} hidden rows are read: {shown}")
    return tuple(notes)


def _text(cell: "Cell | MergedCell") -> str:
    """Return what a cell shows, near enough: whole numbers bare, percentages with their sign."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if not number.is_finite():
            return ""
        if "%" in (cell.number_format or ""):
            return f"{decimal_text(number * 100)}%"
        return decimal_text(number)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("_x000D_", "").strip()
