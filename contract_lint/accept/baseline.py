"""A baseline: the findings that were there before, and the rows that were met."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_lint import __version__
from contract_lint.accept.marks import Marks, marks_of, marks_of_judgement
from contract_lint.accept.waivers import clause_of
from contract_lint.errors import BadConfigError
from contract_lint.model import Judgement, Report, Verdict

VERSION = 1


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that was there, how often, and what it was about."""

    fingerprint: str
    count: int
    marks: Marks


@dataclass(frozen=True, slots=True)
class Met:
    """A row that was met in a set, and by which words."""

    set: str
    requirement: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as it was read."""

    path: Path
    findings: tuple[Known, ...] = ()
    met: tuple[Met, ...] = ()


def render_baseline(report: Report) -> bytes:
    """Write down the findings and the met rows of `report`; no word of a contract is in it."""
    whole = {
        "version": VERSION,
        "tool": f"contract-lint {__version__}",
        "rules_digest": report.rules_digest,
        "findings": list(_findings(report)),
        "met": list(_met(report)),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def is_met(judgement: Judgement) -> bool:
    """Say whether a row that is for this stage is met."""
    return judgement.applicable and judgement.verdict is Verdict.MET


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises BadConfigError for a file that `contract-lint baseline` did not write.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfigError(path, f"cannot be opened: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise BadConfigError(path, f"no baseline: not valid JSON: {error}") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise BadConfigError(path, "no baseline of this version; write it with `baseline` again")
    try:
        findings = tuple(_known(item) for item in data["findings"])
        met = tuple(_met_row(item) for item in data["met"])
    except (KeyError, TypeError) as error:
        reason = "no whole baseline; write it with `contract-lint baseline` again"
        raise BadConfigError(path, reason) from error
    return Baseline(path, findings, met)


def _findings(report: Report) -> Iterator[Mapping[str, Any]]:
    pairs = [(result.set.name, finding) for result in report.results for finding in result.findings]
    pairs += [(each.set, each.finding) for each in report.accepted if each.by == "baseline"]
    counts = Counter(finding.fingerprint for _, finding in pairs)
    first = {finding.fingerprint: (name, finding) for name, finding in reversed(pairs)}
    for fingerprint in sorted(counts):
        name, finding = first[fingerprint]
        marks = marks_of(finding)
        yield {
            "fingerprint": fingerprint,
            "count": counts[fingerprint],
            "rule": finding.rule,
            "requirement": finding.judgement.requirement.id if finding.judgement else "",
            "set": name,
            "clause": clause_of(finding),
            "words": marks.words,
            "row": marks.row,
        }


def _met(report: Report) -> Iterator[Mapping[str, Any]]:
    for result in report.results:
        for judgement in filter(is_met, result.judgements):
            marks = marks_of_judgement(judgement)
            yield {
                "set": result.set.name,
                "requirement": judgement.requirement.id,
                "words": marks.words,
                "row": marks.row,
            }


def _known(item: Mapping[str, Any]) -> Known:
    return Known(_text(item, "fingerprint"), _count(item), _marks(item))


def _met_row(item: Mapping[str, Any]) -> Met:
    return Met(_text(item, "set"), _text(item, "requirement"), _marks(item))


def _marks(item: Mapping[str, Any]) -> Marks:
    return Marks(_text(item, "words"), _text(item, "row"))


def _text(item: Mapping[str, Any], key: str) -> str:
    if not isinstance(item[key], str):
        raise TypeError(key)
    return str(item[key])


def _count(item: Mapping[str, Any]) -> int:
    count = item["count"]
    if type(count) is not int or count < 1:
        raise TypeError("count")
    return count
