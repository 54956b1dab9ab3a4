"""The matrix as an Excel workbook."""

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

from contract_lint.matrix.trace import COLUMNS, MARKS, Trace, trace
from contract_lint.model import Report
from contract_lint.report.provenance import provenance
from contract_lint.report.zipped import without_clock

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (14, 13, 44, 14, 10, 26, 11, 7, 60, 36, 12, 10, 26, 30)
SIGNED = ("Reviewed by", "Role", "Decision", "Signature", "Date")
LONGEST = 32_767  # characters that Excel keeps in a cell
FILLS = {
    "met": "E2F3E8",
    "weaker": "FDE6E4",
    "contradicted": "FDE6E4",
    "missing": "FDE6E4",
    "vague": "FDF0D8",
    "conditional": "FDF0D8",
    "conflict": "F3E6FA",
    "unverifiable": "E4EEFA",
    "not applicable": "E9EBEF",
}

_FIXED = datetime(2000, 1, 1)  # the same bytes on every day
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def render(report: Report) -> bytes:
    """Render a sheet with frozen heads, filters and a line to sign, and one about the run."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Trace matrix"
    lines = list(trace(report))
    _heads(sheet)
    for number, line in enumerate(lines, start=2):
        _line(sheet, number, line)
    _frame(sheet, len(lines))
    _sign(sheet, len(lines) + 3)
    _run(workbook.create_sheet("Run"), report)
    workbook.properties.creator = "contract-lint"
    workbook.properties.created = _FIXED
    buffer = io.BytesIO()
    workbook.save(buffer)
    return without_clock(buffer.getvalue())


def _heads(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for index, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        head = sheet.cell(1, index, name)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E78")
        head.alignment = Alignment(vertical="center", wrap_text=True)


def _line(sheet: "Worksheet", number: int, line: Trace) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="D5D9E0")
    for index, value in enumerate(line.cells(), start=1):
        cell = sheet.cell(number, index)
        if COLUMNS[index - 1] == "Line" and value:
            cell.value = int(value)
        else:
            _write(cell, value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(bottom=thin)
        if COLUMNS[index - 1] == "Verdict":
            cell.fill = PatternFill("solid", fgColor=FILLS[value])
            cell.font = Font(bold=True)


def _write(cell: "Cell | MergedCell", text: str) -> None:
    """Put a text into a cell as text, whatever it begins with."""
    if not text:
        return
    cell.value = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST]
    cell.data_type = "s"
    if text.startswith(tuple(MARKS)):
        cell.quotePrefix = True  # it stays text when someone edits it


def _frame(sheet: "Worksheet", lines: int) -> None:
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(COLUMNS))
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{last}{lines + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _sign(sheet: "Worksheet", row: int) -> None:
    from openpyxl.styles import Border, Font, Side

    for number, name in enumerate(SIGNED, start=row):
        sheet.cell(number, 2, name).font = Font(bold=True)
        sheet.cell(number, 3).border = Border(bottom=Side(style="thin"))


def _run(sheet: "Worksheet", report: Report) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 100
    for number, (name, value) in enumerate(provenance(report), start=1):
        _write(sheet.cell(number, 1), name)
        sheet.cell(number, 1).font = Font(bold=True)
        _write(sheet.cell(number, 2), value)
        sheet.cell(number, 2).alignment = Alignment(vertical="top", wrap_text=True)
