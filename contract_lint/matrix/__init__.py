"""The requirements traceability matrix: every row, its verdict, and the words it rests on."""

from collections.abc import Callable

from contract_lint.matrix import as_csv, as_html, as_markdown, as_xlsx
from contract_lint.matrix.trace import COLUMNS, Trace, trace
from contract_lint.model import Report

MATRICES: dict[str, Callable[[Report], bytes]] = {
    "xlsx": as_xlsx.render,
    "csv": as_csv.render,
    "html": as_html.render,
    "markdown": as_markdown.render,
}

__all__ = ["COLUMNS", "MATRICES", "Trace", "trace"]
