"""GitLab Code Quality: an array of issues (the Code Climate fields that GitLab reads)."""

import json

from contract_lint.model import Finding, Report, Result, Severity
from contract_lint.report.as_json import Json
from contract_lint.report.view import View, all_findings, finding_line, finding_path, show_message

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor"}


def render(report: Report, _view: View) -> bytes:
    """Render one issue for each finding; the format has no place for anything else.

    GitLab shows one issue a fingerprint, so a document of two sets counts once for each.
    """
    issues = [_issue(finding, result) for result, finding in all_findings(report)]
    return (json.dumps(issues, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _issue(finding: Finding, result: Result) -> Json:
    at = finding.passage.location if finding.passage else None
    lines = {"begin": finding_line(finding)} | ({"end": at.end_line} if at else {})
    return {
        "type": "issue",
        "check_name": finding.rule,
        "description": show_message(finding),
        "categories": ["Style" if finding.judgement is None else "Compatibility"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": finding.fingerprint,
        "location": {"path": finding_path(finding, result), "lines": lines},
    }
