"""The matrix as a Markdown table."""

from collections.abc import Iterator

from contract_lint.matrix.trace import COLUMNS, inert, trace
from contract_lint.model import Report
from contract_lint.report.as_summary import literal
from contract_lint.report.provenance import provenance

SIGN_OFF = "Reviewed by ______________________ Role ______________ Decision ______________ Date ______________"


def render(report: Report) -> bytes:
    """Render the table, how it can be repeated, and a line to sign."""
    return "".join(f"{line}\n" for line in _lines(report)).encode("utf-8", "replace")


def _lines(report: Report) -> Iterator[str]:
    yield "# Requirements traceability matrix"
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    for line in trace(report):
        yield f"| {' | '.join(literal(inert(cell)) for cell in line.cells())} |"
    yield ""
    yield "## How this matrix can be repeated"
    yield ""
    for name, value in provenance(report):
        yield f"- {literal(name)}: {literal(value)}"
    yield ""
    yield "## Sign-off"
    yield ""
    yield literal(SIGN_OFF)
