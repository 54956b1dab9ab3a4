"""The concise report: one finding a line, as compilers print them."""

from collections.abc import Iterator

from contract_lint.model import Report, Result
from contract_lint.report.view import (
    View,
    finding_line,
    finding_path,
    folded,
    met_with_evidence,
    show_message,
    show_path,
)


def render(report: Report, view: View) -> bytes:
    """Render `path:line:column: severity: message [rule]` for each finding."""
    lines = (line for result in report.results for line in _lines(result, view))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _lines(result: Result, view: View) -> Iterator[str]:
    for finding in result.findings:
        column = finding.passage.location.column if finding.passage else 1
        where = f"{finding_line(finding)}:{column}"
        yield (
            f"{finding_path(finding, result)}:{where}: {finding.severity}: "
            f"{show_message(finding)} [{finding.rule}]"
        )
    if view.show_met:
        for judgement, passage in met_with_evidence(result):
            row, at = judgement.requirement, passage.location
            path = show_path(passage.contract.document.path)
            yield f"{path}:{at.line}:{at.column}: met: {row.id} {folded(row.text)}"
