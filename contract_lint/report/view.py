"""What every format shows in the same way: paths, places, verdicts, counts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_lint.model import (
    Finding,
    Judgement,
    Passage,
    Place,
    Report,
    Requirement,
    Result,
    Revision,
    Severity,
    Span,
    Verdict,
)

NOT_APPLICABLE = "not applicable"

_QUOTED = re.compile(r"“([^”]+)”")
_NUMERIC = {"value", "anchor", "vague", "redaction"}  # kinds of deviation that a value decides


@dataclass(frozen=True, slots=True)
class View:
    """How much a reader wants to see and may see, and whether the screen shows colours."""

    colour: bool = False
    show_met: bool = False
    quotes: bool = True  # False: the report was stripped of the words of the contracts


def show_path(path: Path) -> str:
    """Return a path with forward slashes, the same on every system."""
    return path.as_posix()


def show_row(place: Place) -> str:
    """Return `sheet.xlsx[Sheet1]:12`, with forward slashes."""
    inner = f"[{place.sheet}]" if place.sheet else ""
    return f"{show_path(place.path)}{inner}:{place.line}"


def show_verdict(judgement: Judgement) -> str:
    """Return the verdict, or `not applicable` where the row is for another stage."""
    return str(judgement.verdict) if judgement.applicable else NOT_APPLICABLE


def finding_path(finding: Finding, result: Result) -> str:
    """Return the path of what a finding points at, or of the first document in its set."""
    if finding.place:
        return show_path(finding.place.path)
    if finding.passage:
        return show_path(finding.passage.contract.document.path)
    contracts = result.set.contracts
    return show_path(contracts[0].document.path) if contracts else result.set.name


def finding_line(finding: Finding) -> int:
    """Return the line that a finding points at, or the row in a sheet; 1 where it is neither."""
    if finding.passage:
        return finding.passage.location.line
    return finding.place.line if finding.place else 1


def show_cell(finding: Finding) -> str:
    """Return `sheet.xlsx[Sheet1]:12, column value` for a finding on a sheet, else nothing."""
    if finding.place is None:
        return ""
    column = f", column {finding.column}" if finding.column else ""
    return f"{show_row(finding.place)}{column}"


def show_changes(changes: Iterable[Revision]) -> Iterator[str]:
    """Yield `insertion by Ann, 2024-01-02` for each author, kind and day, once."""
    shown = (
        f"{change.kind} by {change.author or 'an unnamed author'}"
        + (f", {change.date[:10]}" if change.date else "")
        for change in changes
    )
    yield from dict.fromkeys(shown)


def show_original(judgement: Judgement) -> str:
    """Return the verdict before the pending changes where it was another, else nothing."""
    original = judgement.original
    return "" if original in (None, judgement.verdict) else str(original)


def show_pending(finding: Finding) -> str:
    """Return the pending changes that a finding stands in, and the verdict without them.

    Nothing where no change touches it.
    """
    changes = "; ".join(show_changes(finding.changes))
    before = show_original(finding.judgement) if finding.judgement else ""
    parts = (f"pending {changes}" if changes else "", f"{before} without them" if before else "")
    return ", ".join(filter(None, parts))


def show_message(finding: Finding) -> str:
    """Return the message on one line, the pending changes after it."""
    pending = show_pending(finding)
    return folded(f"{finding.message} ({pending})" if pending else finding.message)


def show_moved(result: Result) -> Iterator[str]:
    """Yield a line for each row whose verdict the pending changes move."""
    for judgement in result.judgements:
        before = show_original(judgement)
        if before:
            row = judgement.requirement.id
            yield f"pending changes: {row} was {before}, becomes {judgement.verdict}"


def deciding(finding: Finding) -> Passage | None:
    """Return the words of the finding's passage that decide, where some of them do.

    They are what a deviation found there, or else the value that the judgement went by.
    """
    judgement, passage = finding.judgement, finding.passage
    if judgement is None or passage is None:
        return None
    for deviation in judgement.deviations:
        quoted = _QUOTED.search(deviation.found)
        words = r"\s+".join(map(re.escape, (quoted[1] if quoted else deviation.found).split()))
        found = re.search(rf"(?<!\w){words}(?!\w)", passage.text, re.IGNORECASE) if words else None
        if found and judgement.focus and judgement.focus.text.split() == found.group().split():
            return judgement.focus
        if found:
            start = passage.span.start
            return Passage(passage.contract, Span(start + found.start(), start + found.end()))
    return judgement.focus if {d.kind for d in judgement.deviations} & _NUMERIC else None


def printable(text: str) -> str:
    """Return `text` on one line, without characters that a terminal would act on.

    A control or format character becomes one blank, so that columns stay where they are.
    """
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") else char
        for char in text
    )


def folded(text: str) -> str:
    """Return `text` as one line of words, without control characters."""
    return " ".join(printable(text).split())


def clipped(text: str, width: int) -> str:
    """Return `text` as one line of at most `width` characters, cut at a word."""
    words = folded(text)
    if len(words) <= width:
        return words
    head, _, _ = words[: width - 1].rpartition(" ")
    return f"{head or words[: width - 1]}\N{HORIZONTAL ELLIPSIS}"


def all_findings(report: Report) -> Iterator[tuple[Result, Finding]]:
    """Yield each finding with the result that it stands in."""
    for result in report.results:
        for finding in result.findings:
            yield result, finding


def row_key(row: Requirement) -> tuple[str, str]:
    """Return what tells a row from every other: its id and its place."""
    return row.id, show_row(row.place)


def findings_of_rows(result: Result) -> dict[tuple[str, str], Finding]:
    """Return the finding of each row that has one, by `row_key`."""
    return {
        row_key(finding.judgement.requirement): finding
        for finding in result.findings
        if finding.judgement
    }


def met_with_evidence(result: Result) -> Iterator[tuple[Judgement, Passage]]:
    """Yield each judgement of a met row with the passage that meets it."""
    for judgement in result.judgements:
        if judgement.applicable and judgement.verdict is Verdict.MET and judgement.evidence:
            yield judgement, judgement.evidence[0]


def count_verdicts(judgements: Iterable[Judgement]) -> dict[str, int]:
    """Count the verdicts, every one named and `not applicable` last."""
    counts = Counter(show_verdict(judgement) for judgement in judgements)
    return {name: counts[name] for name in (*map(str, Verdict), NOT_APPLICABLE)}


def count_severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Count the findings, every severity named and the heaviest first."""
    counts = Counter(finding.severity for finding in findings)
    return {str(severity): counts[severity] for severity in Severity}
