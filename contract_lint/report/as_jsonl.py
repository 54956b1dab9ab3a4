"""The JSON report, one object a line, each with its `kind`."""

import json
from collections.abc import Iterator

from contract_lint.model import Report
from contract_lint.report import as_json
from contract_lint.report.as_json import Json
from contract_lint.report.view import View


def render(report: Report, _view: View) -> bytes:
    """Render a header, documents, requirements, verdicts, findings, failures and a summary."""
    lines = (json.dumps(line, ensure_ascii=False) for line in _objects(report))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _objects(report: Report) -> Iterator[Json]:
    whole = as_json.as_object(report)
    yield {"kind": "run", **as_json.header(report), "notes": whole["notes"]}
    for kind in ("document", "requirement", "verdict", "finding", "failure"):
        for item in whole[f"{kind}s"]:
            yield {"kind": kind, **item}
    yield {"kind": "summary", **whole["summary"]}
