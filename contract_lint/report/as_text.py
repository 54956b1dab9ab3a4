"""The report for people: what is wrong, where, against which row, and what to write."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from contract_lint.model import Finding, Judgement, Passage, Report, Result, Severity, Verdict
from contract_lint.report.excerpt import Shown, excerpt
from contract_lint.report.provenance import one_line
from contract_lint.report.view import (
    NOT_APPLICABLE,
    View,
    all_findings,
    clipped,
    count_severities,
    count_verdicts,
    deciding,
    finding_path,
    folded,
    met_with_evidence,
    show_cell,
    show_changes,
    show_moved,
    show_original,
    show_path,
    show_row,
)

WIDTH = 110
QUOTE = 160  # characters of a quote in passing
LABEL = 9  # columns of "  asks   "

RESET = "\033[0m"
STYLES = {
    "error": "\033[1;31m",
    "warning": "\033[1;33m",
    "note": "\033[1;36m",
    "met": "\033[1;32m",
    "quiet": "\033[34m",
    "strong": "\033[1m",
}


def render(report: Report, view: View) -> bytes:
    """Render findings by document in reading order, then the coverage of the rows."""
    paint = _Paint(view.colour)
    lines = [*_results(report, view, paint), *_summary(report, paint)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


class _Paint:
    """Colours text, or leaves it alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"{STYLES[style]}{text}{RESET}" if self.colour and text else text


def _results(report: Report, view: View, paint: _Paint) -> Iterator[str]:
    for result in report.results:
        if len(report.results) > 1 and (result.findings or view.show_met):
            yield paint("strong", f"== {result.set.name} ==")
            yield ""
        for path, found in groupby(result.findings, key=lambda f: finding_path(f, result)):
            yield paint("strong", _title(path, result))
            yield ""
            for finding in found:
                yield from _finding(finding, path, paint)
                yield ""
        if view.show_met:
            yield from _met(result, paint)


def _title(path: str, result: Result) -> str:
    for contract in result.set.contracts:
        if show_path(contract.document.path) == path:
            title = f": {clipped(contract.title, 80)}" if contract.title else ""
            return f"{path} ({contract.type}{title})"
    return path


def _finding(finding: Finding, path: str, paint: _Paint) -> Iterator[str]:
    label = finding.rule if finding.name.startswith("requirement-") else _rule(finding)
    head = f"{finding.severity}[{label}]: "
    message = _wrap(head + folded(finding.message), WIDTH - 2)
    first, *rest = message
    mark = f"{finding.severity}[{label}]"
    yield paint(str(finding.severity), mark) + first.removeprefix(mark)
    yield from (f"  {line}" for line in rest)
    where = show_cell(finding) or path
    yield from _place(finding.passage, where, paint, str(finding.severity), deciding(finding))
    if finding.judgement:
        yield from _row(finding, finding.judgement, paint)
    elif finding.title:
        yield from _labelled("rule", finding.title, paint)
    if finding.changes:
        yield from _labelled("change", "; ".join(show_changes(finding.changes)), paint)
    if finding.suspect:
        yield from _labelled("suspect", finding.suspect, paint)
    for passage in finding.related:
        quote = f": {_quote(passage)}" if passage.text.strip() else ""
        yield from _labelled("also", f"{_where(passage)}{quote}", paint)
    if finding.suggestion:
        yield from _labelled("fix", finding.suggestion, paint)


def _rule(finding: Finding) -> str:
    return f"{finding.rule} {finding.name}"


def _place(
    passage: Passage | None, path: str, paint: _Paint, style: str, focus: Passage | None = None
) -> Iterator[str]:
    arrow = paint("quiet", "  -->")
    if passage is None:
        yield f"{arrow} {path}"
        return
    yield f"{arrow} {_where(passage)}"
    rows = list(excerpt(passage, focus))
    gutter = max((len(str(row.line or "")) for row in rows), default=0)
    for row in rows:
        yield from _shown(row, gutter, paint, style)


def _shown(row: Shown, gutter: int, paint: _Paint, style: str) -> Iterator[str]:
    number = str(row.line or "").rjust(gutter)
    yield f"  {paint('quiet', f'{number} |')} {row.text}".rstrip()
    if row.marks:
        blank = len(row.marks) - len(row.marks.lstrip())
        marks = " " * blank + paint(style, row.marks.lstrip())
        yield f"  {paint('quiet', ' ' * gutter + ' |')} {marks}"


def _where(passage: Passage) -> str:
    """Return `msa.docx:88:14, clause 7.2, page 4`."""
    at = passage.location
    parts = [f"{show_path(passage.contract.document.path)}:{at.line}:{at.column}"]
    if passage.span and passage.clause:
        clause = passage.clause
        parts.append(f"clause {clause}" if clause[0].isdigit() else clause)
    if passage.span and at.page:
        parts.append(f"page {at.page}")
    return ", ".join(parts)


def _quote(passage: Passage) -> str:
    return f'"{clipped(passage.text, QUOTE)}"'


def _row(finding: Finding, judgement: Judgement, paint: _Paint) -> Iterator[str]:
    row = judgement.requirement
    if row.id == finding.rule:
        yield from _labelled("rule", finding.title, paint)
    else:
        owner = f", {row.owner}" if row.owner else ""
        place = f"{row.id} ({show_row(row.place)}; {row.strength}{owner})"
        yield from _labelled("row", place, paint)
    if folded(row.text).rstrip(".") not in folded(finding.message):
        yield from _labelled("asks", row.text, paint)
    before = show_original(judgement)
    if before:
        yield from _labelled("before", f"{before}, without the pending changes", paint)
    if row.source:
        yield from _labelled("source", row.source, paint)


def _labelled(label: str, text: str, paint: _Paint) -> Iterator[str]:
    indent = " " * LABEL
    first, *rest = _wrap(folded(text), WIDTH - LABEL)
    yield paint("quiet", f"  {label}".ljust(LABEL)) + first
    yield from (indent + line for line in rest)


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _met(result: Result, paint: _Paint) -> Iterator[str]:
    for judgement, passage in met_with_evidence(result):
        row = judgement.requirement
        yield paint("met", "met") + f": {row.id} {clipped(row.text, WIDTH - 20)}"
        yield from _place(passage, show_path(passage.contract.document.path), paint, "met")
        yield ""


def _summary(report: Report, paint: _Paint) -> Iterator[str]:
    if report.results:
        yield paint("strong", "Coverage")
    for result in report.results:
        yield f"  {result.set.name}: {_coverage(result.judgements)}"
        yield from (f"    {line}" for line in show_moved(result))
    severities = count_severities(finding for _, finding in all_findings(report))
    counted = ", ".join(_count(number, name) for name, number in severities.items())
    paths = {c.document.path for result in report.results for c in result.set.contracts}
    style = next((name for name in map(str, Severity) if severities[name]), "met")
    yield paint(style, counted) + f" in {_count(len(paths), 'document')}"
    if report.accepted:
        by = Counter(each.by for each in report.accepted)
        yield "accepted: " + ", ".join(f"{by[name]} by {name}" for name in sorted(by))
    if report.rules_digest:
        yield paint("quiet", one_line(report))
    if report.failures:
        yield paint(
            "error", f"{_count(len(report.failures), 'problem')} kept this from being whole"
        )


def _coverage(judgements: tuple[Judgement, ...]) -> str:
    if not judgements:
        return "no row is for these documents"
    counts = count_verdicts(judgements)
    others = counts.pop(NOT_APPLICABLE)
    total = len(judgements) - others
    parts = [f"{counts.pop(str(Verdict.MET))} of {_count(total, 'row')} met"]
    parts += [f"{number} {name}" for name, number in counts.items() if number]
    if others:
        parts.append(f"{others} {NOT_APPLICABLE}")
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
