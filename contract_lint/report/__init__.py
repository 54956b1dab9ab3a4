"""What a run says, as bytes: one module a format."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from contract_lint.model import Report
from contract_lint.report.confidential import without_quotes
from contract_lint.report.view import View

Render = Callable[[Report, View], bytes]


def _by(module: str) -> Render:
    """Return what renders a report with a module that is imported when it is asked to."""

    def render(report: Report, view: View) -> bytes:
        chosen = cast("Render", import_module(f"{__name__}.{module}").render)
        return chosen(report, view)

    return render


REPORTERS: dict[str, Render] = {
    "text": _by("as_text"),
    "concise": _by("as_concise"),
    "json": _by("as_json"),
    "jsonl": _by("as_jsonl"),
    "sarif": _by("as_sarif"),
    "github": _by("as_github"),
    "gitlab": _by("as_gitlab"),
    "junit": _by("as_junit"),
    "html": _by("as_html"),
    "summary": _by("as_summary"),
}

__all__ = ["REPORTERS", "Render", "View", "without_quotes"]
