"""Waivers: findings that someone accepted, with a reason, in `contract-lint-waivers.toml`."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from contract_lint.accept.marks import Marks, marks_of
from contract_lint.errors import BadConfigError, unknown
from contract_lint.model import Finding

FILE_NAME = "contract-lint-waivers.toml"

KEYS = (
    "author",
    "clause",
    "date",
    "expires",
    "fingerprint",
    "reason",
    "requirement",
    "row",
    "words",
)
NEEDED = ("reason", "author", "date")

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding: named by its fingerprint, or by requirement and clause."""

    number: int  # in its file, from 1
    reason: str
    author: str
    given: date
    expires: date | None = None  # the last day on which it holds
    fingerprint: str = ""
    requirement: str = ""
    clause: str | None = None  # empty: no clause, as of a missing row
    marks: Marks = field(default_factory=Marks)

    def names(self, finding: Finding) -> bool:
        """Say whether the waiver was given for `finding`, whatever changed since."""
        if self.fingerprint and self.fingerprint == finding.fingerprint:
            return True
        if self.clause is None or finding.judgement is None:
            return False
        if self.requirement != finding.judgement.requirement.id:
            return False
        return self.clause == clause_of(finding) or self._kept_words(finding)

    def _kept_words(self, finding: Finding) -> bool:
        """Say whether a clause that got another number has the words it was given for."""
        return bool(self.marks.words) and self.marks.words == marks_of(finding).words

    def __str__(self) -> str:
        """Return what the waiver is bound to."""
        if self.requirement:
            where = f" at clause {self.clause}" if self.clause else ""
            return f"waiver {self.number} ({self.requirement}{where})"
        return f"waiver {self.number} ({self.fingerprint[:12]})"


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one file, in its order."""

    path: Path
    waivers: tuple[Waiver, ...] = ()


def clause_of(finding: Finding) -> str:
    """Return the number of the clause that a finding stands in; empty where it has none."""
    passage = finding.passage
    return passage.clause if passage and passage.span else ""


def load_waivers(path: Path) -> Waivers:
    """Read a waiver file.

    Raises BadConfigError for what is no TOML, and for a waiver that lacks what a later reader
    needs: what it is bound to, reason, author and date.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfigError(path, f"cannot be opened: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfigError(path, f"not valid TOML: {error}") from error
    for key in data:
        if key != "waiver":
            raise BadConfigError(path, unknown("table", key, ["waiver"]))
    tables = data.get("waiver", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadConfigError(path, "write each waiver as a table that begins with [[waiver]]")
    read = (_waiver(path, number, table) for number, table in enumerate(tables, start=1))
    return Waivers(path, tuple(read))


def render_waiver(finding: Finding, reason: str, author: str, day: date, last: date | None) -> str:
    """Return the table that waives `finding`, with the marks of what it was given for."""
    marks = marks_of(finding)
    lines = ["[[waiver]]", f"fingerprint = {_toml(finding.fingerprint)}"]
    if finding.judgement is not None:
        lines.append(f"requirement = {_toml(finding.judgement.requirement.id)}")
        lines.append(f"clause = {_toml(clause_of(finding))}")
    lines += [f"reason = {_toml(reason)}", f"author = {_toml(author)}", f"date = {day}"]
    if last is not None:
        lines.append(f"expires = {last}")
    if marks.words:
        lines.append(f"words = {_toml(marks.words)}")
    if marks.row:
        lines.append(f"row = {_toml(marks.row)}")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    """Return a TOML string: a JSON string that names no character by a surrogate is one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _waiver(path: Path, number: int, data: Mapping[str, Any]) -> Waiver:
    def wrong(complaint: str) -> BadConfigError:
        return BadConfigError(path, f"waiver {number}: {complaint}")

    def text(key: str) -> str:
        value = data.get(key, "")
        if not isinstance(value, str):
            raise wrong(f"{key!r} must be a text")
        return value.strip()

    def day(key: str) -> date | None:
        value = data.get(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise wrong(f"{key!r} must be a day such as 2025-01-31, without quotation marks")
        return value

    for key in data:
        if key not in KEYS:
            raise wrong(unknown("key", key, KEYS))
    for key in NEEDED:
        if not data.get(key):
            raise wrong(f"{key!r} is missing")
    given = day("date")
    if given is None:
        raise wrong("'date' is missing")
    fingerprint = text("fingerprint")
    if fingerprint and not _FINGERPRINT.fullmatch(fingerprint):
        raise wrong("'fingerprint' must be the 64 hex digits that the JSON report shows")
    requirement, clause = text("requirement"), text("clause") if "clause" in data else None
    if not fingerprint and (not requirement or clause is None):
        raise wrong(
            "name the finding by 'fingerprint', or by 'requirement' and 'clause'"
            " (an empty clause for a missing row)"
        )
    return Waiver(
        number=number,
        reason=text("reason"),
        author=text("author"),
        given=given,
        expires=day("expires"),
        fingerprint=fingerprint,
        requirement=requirement,
        clause=clause,
        marks=Marks(text("words"), text("row")),
    )
