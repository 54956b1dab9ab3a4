"""Write an empty sheet with the help and the drop-downs of its columns."""

import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from contract_lint.sheet.columns import COLUMNS, Column

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 500  # rows that get drop-downs
_FIXED = datetime(2000, 1, 1)  # the same bytes on every day
_STRICT = ("limit", "strength")  # columns in which no other value has a meaning


def write_template(path: Path) -> None:
    """Write the sheet that `sheet new` gives: a header, a row of help and two example rows."""
    path.write_bytes(template())


def template() -> bytes:
    """Return the template as an Excel workbook, the same bytes each time."""
    from openpyxl import Workbook

    from contract_lint.report.zipped import without_clock

    workbook = Workbook()
    worksheet = workbook.active
    assert worksheet is not None
    worksheet.title = "Requirements"
    for index, column in enumerate(COLUMNS, 1):
        _write_column(worksheet, index, column)
    worksheet.row_dimensions[2].height = 90
    worksheet.freeze_panes = "C3"
    workbook.properties.creator = "contract-lint"
    workbook.properties.created = _FIXED
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def _write_column(worksheet: "Worksheet", index: int, column: Column) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(index)
    worksheet.column_dimensions[letter].width = column.width
    head = worksheet.cell(1, index, column.name)
    head.font = Font(bold=True, color="FFFFFF")
    head.fill = PatternFill("solid", fgColor="1F4E78")
    note = worksheet.cell(2, index, column.help)
    note.font = Font(italic=True, color="595959", size=9)
    note.alignment = Alignment(wrap_text=True, vertical="top")
    for row, example in enumerate(column.examples, 3):
        cell = worksheet.cell(row, index, float(example) if column.name == "value" else example)
        cell.alignment = Alignment(wrap_text=column.name == "requirement", vertical="top")
    rows = f"{letter}3:{letter}{_ROWS}"
    if column.name in {"id", "limit"}:  # a lone `=` in a cell is no formula there
        for row in range(3, _ROWS + 1):
            worksheet.cell(row, index).number_format = "@"
    if column.allowed:
        choice = DataValidation(
            type="list",
            formula1=f'"{",".join(column.allowed)}"',
            allow_blank=True,
            showErrorMessage=column.name in _STRICT,
            errorTitle=column.name,
            error=f"one of: {', '.join(column.allowed)}",
            sqref=rows,
        )
        worksheet.add_data_validation(choice)
