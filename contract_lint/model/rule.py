"""A rule as its file states it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from contract_lint.model.requirement import Requirement


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Stability(StrEnum):
    """Whether a rule's precision on real contracts has been shown."""

    STABLE = "stable"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Examples:
    """Clauses that a rule must find (`bad`) and must leave alone (`good`); run as tests."""

    bad: tuple[str, ...]
    good: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; exactly one of `require`, `match` and `check` is set."""

    id: str  # AUD-03
    name: str  # for-cause-audit-notice
    title: str
    severity: Severity
    message: str  # with {placeholders} that the hit's values fill
    why: str
    fix: str
    source: str
    topic: str  # the folder it stands in
    documents: tuple[str, ...]  # document types it runs on; empty: all
    examples: Examples
    path: Path
    require: Requirement | None = None
    match: tuple[tuple[str, Any], ...] = ()  # (kind of pattern, its value), any of them
    given: tuple[tuple[str, Any], ...] = ()  # only a provision that also holds one of these
    unless: tuple[tuple[str, Any], ...] = ()  # a provision that holds one of these is left alone
    answers: tuple[tuple[str, Any], ...] = ()  # of a row: words that answer it as well
    denials: tuple[tuple[str, Any], ...] = ()  # of a row: words that take back what a clause gives
    check: str = ""  # name of a Python check
    stability: Stability = Stability.PREVIEW
