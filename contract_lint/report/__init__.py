"""What a run says, as bytes: one module a format."""

from collections.abc import Callable

from contract_lint.model import Report
from contract_lint.report import as_concise, as_github, as_json, as_jsonl, as_sarif, as_text
from contract_lint.report.view import View

Render = Callable[[Report, View], bytes]

REPORTERS: dict[str, Render] = {
    "text": as_text.render,
    "concise": as_concise.render,
    "json": as_json.render,
    "jsonl": as_jsonl.render,
    "sarif": as_sarif.render,
    "github": as_github.render,
}

__all__ = ["REPORTERS", "Render", "View"]
