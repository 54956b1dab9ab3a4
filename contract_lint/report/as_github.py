"""Workflow commands that GitHub shows as annotations on the changed files."""

from collections import Counter
from collections.abc import Iterator

from contract_lint.model import Finding, Report, Result, Severity
from contract_lint.report.provenance import one_line
from contract_lint.report.view import (
    View,
    all_findings,
    finding_line,
    finding_path,
    show_message,
    show_moved,
)

MOST = 10  # annotations of a level in a step that GitHub keeps

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, _view: View) -> bytes:
    """Render one `::error file=...::message` for each finding, as many as GitHub keeps.

    GitHub drops what is above ten annotations of a level in a step; the rest is told in one line
    of the log and stands in the summary page (`--format summary`). The last line of the log names
    tool, rules, sheets and configuration.
    """
    lines = list(_lines(report))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _lines(report: Report) -> Iterator[str]:
    shown: Counter[Severity] = Counter()
    for result, finding in all_findings(report):
        shown[finding.severity] += 1
        if shown[finding.severity] <= MOST:
            yield _command(finding, result)
    for result in report.results:
        yield from (f"contract-lint: {result.set.name}: {line}" for line in show_moved(result))
    more = {severity: shown[severity] - MOST for severity in Severity if shown[severity] > MOST}
    if more:
        told = ", ".join(
            f"{number} more of severity {severity}" for severity, number in more.items()
        )
        yield f"contract-lint: {told}: see the summary page or the full report"
    yield one_line(report)


def _command(finding: Finding, result: Result) -> str:
    properties = {"file": finding_path(finding, result)}
    if finding.passage:
        at = finding.passage.location
        properties |= {"line": str(at.line), "endLine": str(at.end_line)}
        if at.line == at.end_line:  # columns of a longer range are refused
            properties |= {"col": str(at.column), "endColumn": str(at.end_column)}
    else:
        properties |= {"line": str(finding_line(finding))}
    properties["title"] = f"{finding.rule} {finding.title}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(show_message(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
