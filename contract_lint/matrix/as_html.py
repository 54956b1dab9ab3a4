"""The matrix as a page of HTML with no script."""

import base64
import hashlib
from collections.abc import Sequence

from contract_lint.matrix.trace import COLUMNS, trace
from contract_lint.model import Report
from contract_lint.report.as_html import read_part, signoff
from contract_lint.report.html.badges import badge, severity_badge
from contract_lint.report.html.markup import Html, element, join
from contract_lint.report.provenance import provenance

WIDE = ("Text", "Quote", "Deviation")
TITLE = "Requirements traceability matrix"


def render(report: Report) -> bytes:
    """Render the table, a line to sign, and how it can be repeated; nothing is loaded or run."""
    style = read_part("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{TITLE} - contract-lint"),
        element("style", Html(style)),
    )
    page = element("html", head, element("body", *_body(report)), lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode("utf-8", "replace")


def _body(report: Report) -> Sequence[Html]:
    lines = [_row(line.cells()) for line in trace(report)]
    heads = (element("th", name, scope="col") for name in COLUMNS)
    table = element(
        "table",
        element("caption", TITLE),
        element("thead", element("tr", *heads)),
        element("tbody", *lines),
        class_="coverage trace",
    )
    scroll = element(
        "div", table, class_="scroll whole", role="region", aria_label=TITLE, tabindex="0"
    )
    values = (
        element("div", element("dt", name), element("dd", value))
        for name, value in provenance(report)
    )
    return (
        element("header", element("h1", TITLE), class_="top"),
        element("main", scroll),
        element(
            "footer",
            element("section", element("h2", "Sign-off"), signoff()),
            element(
                "section", element("h2", "How this matrix can be repeated"), element("dl", *values)
            ),
            class_="end",
        ),
    )


def _row(cells: Sequence[str]) -> Html:
    named = dict(zip(COLUMNS, cells, strict=True))
    shown: dict[str, str] = named | {"Verdict": badge(named["Verdict"])}
    if named["Severity"]:
        shown["Severity"] = severity_badge(named["Severity"])
    parts = [
        element("th", value, scope="row")
        if name == "Requirement"
        else element("td", value, class_="wide" if name in WIDE else None)
        for name, value in shown.items()
    ]
    return element("tr", join(*parts))
