"""The matrix as CSV (RFC 4180): a header and data, for other programs and old spreadsheets."""

import csv
import io

from contract_lint.matrix.trace import COLUMNS, inert, trace
from contract_lint.model import Report
from contract_lint.report.provenance import one_line

BOM = "\ufeff"  # Excel reads a file as UTF-8 only where it begins with this
SIGNED = ("Reviewed by", "Reviewed on", "Remark")
RUN = "Run"


def render(report: Report) -> bytes:
    """Render the lines with empty columns to sign in, and the run that they come from."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((*COLUMNS, *SIGNED, RUN))
    run = one_line(report)
    for line in trace(report):
        writer.writerow((*map(inert, line.cells()), *("" for _ in SIGNED), inert(run)))
    return (BOM + text.getvalue()).encode("utf-8", "replace")
