"""A page in Markdown: what CI services show as the summary of a job."""

from collections import Counter
from collections.abc import Iterator

from contract_lint.model import Finding, Report, Result, Severity
from contract_lint.report.provenance import provenance
from contract_lint.report.view import (
    View,
    all_findings,
    clipped,
    count_severities,
    count_verdicts,
    finding_path,
    folded,
    show_cell,
    show_message,
    show_moved,
    show_path,
)

LISTED = 200  # findings; a summary page of GitHub may hold 1 MiB
MESSAGE = 400  # characters
_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#~$@"})
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟠", Severity.NOTE: "🔵"}


def render(report: Report, _view: View) -> bytes:
    """Render coverage by set, the findings, what was not checked and how to repeat the run."""
    return "".join(f"{line}\n" for line in _lines(report)).encode("utf-8", "replace")


def literal(text: str) -> str:
    """Return `text` as one line that Markdown shows as it stands."""
    return folded(text).replace("&", "&amp;").translate(_SPECIAL)


def _lines(report: Report) -> Iterator[str]:
    yield "## Contract check"
    yield ""
    yield from _coverage(report)
    yield from _moved(report)
    yield from _findings(report)
    if report.failures:
        yield "### Not checked"
        yield ""
        for failure in report.failures:
            yield f"- {literal(show_path(failure.path))}: {literal(failure.reason)}"
        yield ""
    yield "<details><summary>How this run can be repeated</summary>"
    yield ""
    for name, value in provenance(report):
        yield f"- {literal(name)}: {literal(value)}"
    yield ""
    yield "</details>"


def _coverage(report: Report) -> Iterator[str]:
    used: Counter[str] = Counter()
    for result in report.results:
        used.update(count_verdicts(result.judgements))
    verdicts = [name for name in count_verdicts(()) if used[name]]
    header = ["set", *verdicts, *map(str, Severity)]
    yield f"| {' | '.join(header)} |"
    yield f"| --- |{' ---: |' * (len(header) - 1)}"
    for result in report.results:
        rows = count_verdicts(result.judgements)
        found = count_severities(result.findings)
        cells = [rows[name] for name in verdicts] + [found[str(name)] for name in Severity]
        yield f"| {literal(result.set.name)} | {' | '.join(map(str, cells))} |"
    yield ""


def _moved(report: Report) -> Iterator[str]:
    lines = [
        f"- {literal(f'{result.set.name}: {line}')}"
        for result in report.results
        for line in show_moved(result)
    ]
    if lines:
        yield from ("### What the pending changes move", "", *lines, "")


def _findings(report: Report) -> Iterator[str]:
    found = sorted(all_findings(report), key=lambda pair: list(Severity).index(pair[1].severity))
    if not found:
        return
    yield "| | place | finding |"
    yield "| --- | --- | --- |"
    for result, finding in found[:LISTED]:
        yield _finding(finding, result)
    yield ""
    if len(found) > LISTED:
        yield f"{len(found) - LISTED} more are in the full report."
        yield ""


def _finding(finding: Finding, result: Result) -> str:
    place = show_cell(finding) or finding_path(finding, result)
    if finding.passage and finding.passage.span:
        clause = f", {finding.passage.clause}" if finding.passage.clause else ""
        place += f":{finding.passage.location.line}{clause}"
    told = f"**{literal(finding.rule)}** {literal(clipped(show_message(finding), MESSAGE))}"
    return f"| {_MARKS[finding.severity]} {finding.severity} | {literal(place)} | {told} |"
