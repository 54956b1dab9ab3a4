"""What a run says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contract_lint.model.contract import DocumentSet, Passage
from contract_lint.model.document import Revision, Span
from contract_lint.model.judgement import Judgement
from contract_lint.model.requirement import Place, Sheet
from contract_lint.model.rule import Rule, Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """A place a rule points at, and the values that its message quotes."""

    span: Span
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit or a judgement as a reader sees it.

    `passage` is None where nothing in the set can be pointed at (a document type is absent), and
    where the finding is on the requirement sheet: `place` and `column` then say in which cell.
    `fingerprint` is 64 hex digits that stay the same when lines move or the file is renamed.
    """

    rule: str  # AUD-03, DRF-02, REQ-missing
    name: str
    severity: Severity
    message: str
    passage: Passage | None
    fingerprint: str
    title: str = ""
    suggestion: str = ""
    judgement: Judgement | None = None
    related: tuple[Passage, ...] = ()
    changes: tuple[Revision, ...] = ()  # pending changes in the words that it points at
    place: Place | None = None
    column: str = ""  # of the sheet, or empty
    suspect: str = ""  # what changed since it was accepted or met; nothing where it never was


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that someone accepted, and so is no longer held against the documents."""

    finding: Finding
    set: str
    by: str  # waiver or baseline
    reason: str = ""
    author: str = ""
    date: str = ""  # ISO 8601
    expires: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one document set."""

    set: DocumentSet
    findings: tuple[Finding, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be checked: exit code 2."""

    path: Path
    reason: str
    sheet: bool = False  # the file is a requirement sheet, not a contract


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a reporter may print."""

    results: tuple[Result, ...]
    rules: tuple[Rule, ...]  # the rules that ran
    rules_digest: str
    configuration: Mapping[str, str | bool | list[str]] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    skipped: int = 0  # files in walked folders that are no contracts
    notes: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()  # the requirement sheets that were read
    accepted: tuple[Accepted, ...] = ()  # findings that stand in no result
