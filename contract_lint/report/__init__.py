"""What a run says, as bytes: one module a format."""

from collections.abc import Callable

from contract_lint.model import Report
from contract_lint.report import (
    as_concise,
    as_github,
    as_gitlab,
    as_html,
    as_json,
    as_jsonl,
    as_junit,
    as_sarif,
    as_summary,
    as_text,
)
from contract_lint.report.confidential import without_quotes
from contract_lint.report.view import View

Render = Callable[[Report, View], bytes]

REPORTERS: dict[str, Render] = {
    "text": as_text.render,
    "concise": as_concise.render,
    "json": as_json.render,
    "jsonl": as_jsonl.render,
    "sarif": as_sarif.render,
    "github": as_github.render,
    "gitlab": as_gitlab.render,
    "junit": as_junit.render,
    "html": as_html.render,
    "summary": as_summary.render,
}

__all__ = ["REPORTERS", "Render", "View", "without_quotes"]
