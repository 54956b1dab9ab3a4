"""The lines of the matrix, before any format."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from contract_lint.model import Deviation, Finding, Judgement, Passage, Report, Result, Verdict
from contract_lint.report.view import (
    findings_of_rows,
    folded,
    row_key,
    show_path,
    show_row,
    show_verdict,
)

MARKS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"  # a spreadsheet takes what begins so for a formula


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: a requirement and the document that its verdict rests on.

    `line` is 0 where there is no place; what spans several documents has a line for each.
    """

    set: str
    requirement: str
    text: str
    verdict: str
    severity: str
    document: str
    clause: str
    line: int
    quote: str
    deviation: str
    owner: str
    strength: str
    source: str
    row: str

    def cells(self) -> tuple[str, ...]:
        """Return the values as texts, in the order of `COLUMNS`."""
        return tuple("" if value == 0 else str(value) for value in astuple(self))


COLUMNS = (
    "Set",
    "Requirement",
    "Text",
    "Verdict",
    "Severity",
    "Document",
    "Clause",
    "Line",
    "Quote",
    "Deviation",
    "Owner",
    "Strength",
    "Source",
    "Row",
)


def trace(report: Report) -> Iterator[Trace]:
    """Yield the lines set by set, in the order of the sheet."""
    for result in report.results:
        found = findings_of_rows(result)
        for judgement in result.judgements:
            finding = found.get(row_key(judgement.requirement))
            for passage in _places(judgement):
                yield _line(result, judgement, finding, passage)


def inert(text: str) -> str:
    """Return a cell that no spreadsheet runs: an apostrophe stands before what begins a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{text}" if text.lstrip(" ").startswith(tuple(MARKS)) else text


def _places(judgement: Judgement) -> tuple[Passage | None, ...]:
    """Return the deciding place; of a conflict, or where several documents are asked, one in each."""
    evidence = tuple(passage for passage in judgement.evidence if passage.span)
    if judgement.verdict is Verdict.CONFLICT or len(judgement.requirement.documents) > 1:
        first: dict[Path, Passage] = {}
        for passage in evidence:
            first.setdefault(passage.contract.document.path, passage)
        evidence = tuple(first.values())
    else:
        evidence = evidence[:1]
    return evidence or (None,)


def _line(
    result: Result, judgement: Judgement, finding: Finding | None, passage: Passage | None
) -> Trace:
    row = judgement.requirement
    document = show_path(passage.contract.document.path) if passage else "+".join(row.documents)
    return Trace(
        set=folded(result.set.name),
        requirement=folded(row.id),
        text=folded(row.text),
        verdict=show_verdict(judgement),
        severity=str(finding.severity) if finding else "",
        document=folded(document),
        clause=folded(passage.clause) if passage else "",
        line=passage.location.line if passage else 0,
        quote=folded(passage.text) if passage else "",
        deviation=_deviations(judgement),
        owner=folded(row.owner),
        strength=str(row.strength),
        source=folded(row.source),
        row=folded(show_row(row.place)),
    )


def _deviations(judgement: Judgement) -> str:
    """Return how the words differ from the row; the reason where no words do, as of a missing one."""
    if judgement.verdict is Verdict.MET:
        return ""
    return "; ".join(map(_deviation, judgement.deviations)) or folded(judgement.reason)


def _deviation(deviation: Deviation) -> str:
    asked = f"asked {deviation.required}, " if deviation.required else ""
    return folded(f"{deviation.kind}: {asked}found {deviation.found or 'nothing'}")
