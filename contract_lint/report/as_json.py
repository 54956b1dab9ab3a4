"""The JSON report; `schema.json` beside this module describes it."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

from contract_lint import __version__
from contract_lint.model import (
    Accepted,
    Contract,
    Deviation,
    Failure,
    Finding,
    Judgement,
    Passage,
    Report,
    Requirement,
    Result,
    Revision,
    Rule,
)
from contract_lint.report.view import (
    View,
    all_findings,
    count_severities,
    count_verdicts,
    finding_line,
    finding_path,
    show_path,
    show_verdict,
)

SCHEMA_VERSION = "1.0"

Json = dict[str, Any]


def render(report: Report, _view: View) -> bytes:
    """Render the whole report as one JSON object."""
    return (json.dumps(as_object(report), ensure_ascii=False, indent=2) + "\n").encode(
        "utf-8", "replace"
    )


def schema() -> bytes:
    """Return the JSON Schema (draft 2020-12) of the report."""
    return resources.files(__package__).joinpath("schema.json").read_bytes()


def as_object(report: Report) -> Json:
    """Return the report as JSON values."""
    return {
        **header(report),
        "documents": list(documents(report)),
        "requirements": list(requirements(report)),
        "verdicts": list(verdicts(report)),
        "findings": list(findings(report)),
        "accepted": [_accepted(each) for each in report.accepted],
        "failures": [_failure(failure) for failure in report.failures],
        "notes": list(report.notes),
        "summary": summary(report),
    }


def header(report: Report) -> Json:
    """Return what says how to repeat the run."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {
            "name": "contract-lint",
            "version": __version__,
            "rules": [_rule(rule) for rule in report.rules],
            "rules_digest": report.rules_digest,
            "sheets": [
                {"path": show_path(sheet.path), "sha256": sheet.sha256} for sheet in report.sheets
            ],
        },
        "configuration": _configuration(report.configuration),
    }


def documents(report: Report) -> Iterator[Json]:
    """Yield each document once, with the sets it stands in; then those that were not checked."""
    found: dict[str, Json] = {}
    for result in report.results:
        for contract in result.set.contracts:
            path = show_path(contract.document.path)
            found.setdefault(path, _document(contract))["sets"].append(result.set.name)
    yield from found.values()
    for failure in report.failures:
        path = show_path(failure.path)
        if not failure.sheet and path not in found:
            found[path] = {"path": path, "status": "not checked", "reason": failure.reason}
            yield found[path]


def requirements(report: Report) -> Iterator[Json]:
    """Yield each row that was judged, once."""
    seen: set[tuple[str, str, int, str]] = set()
    for result in report.results:
        for judgement in result.judgements:
            row = judgement.requirement
            key = (show_path(row.place.path), row.place.sheet, row.place.line, row.id)
            if key not in seen:
                seen.add(key)
                yield _requirement(row)


def verdicts(report: Report) -> Iterator[Json]:
    """Yield one verdict for each row and set."""
    for result in report.results:
        for judgement in result.judgements:
            yield _verdict(judgement, result)


def findings(report: Report) -> Iterator[Json]:
    """Yield each finding in reading order."""
    for result, finding in all_findings(report):
        yield _finding(finding, result)


def summary(report: Report) -> Json:
    """Return the counts of the run and of each set."""
    judgements = [j for result in report.results for j in result.judgements]
    found = [finding for _, finding in all_findings(report)]
    paths = {c.document.path for result in report.results for c in result.set.contracts}
    return {
        "documents": len(paths),
        "failures": len(report.failures),
        "skipped": report.skipped,
        "requirements": len(judgements),
        "verdicts": count_verdicts(judgements),
        "findings": count_severities(found),
        "sets": [
            {
                "set": result.set.name,
                "documents": [show_path(c.document.path) for c in result.set.contracts],
                "requirements": len(result.judgements),
                "verdicts": count_verdicts(result.judgements),
                "findings": count_severities(result.findings),
            }
            for result in report.results
        ],
    }


def passage_object(passage: Passage) -> Json:
    """Return a place and the words that stand there."""
    location = passage.location
    return {
        "path": show_path(passage.contract.document.path),
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "page": location.page,
        "clause": passage.clause,
        "text": passage.text if passage.text.strip() else "",
    }


def change_object(change: Revision) -> Json:
    """Return who made a pending change, and when."""
    return {"kind": change.kind, "author": change.author, "date": change.date}


def _configuration(values: Mapping[str, str | bool | list[str]]) -> Json:
    return {key: values[key] for key in sorted(values)}


def _rule(rule: Rule) -> Json:
    return {"id": rule.id, "name": rule.name, "stability": str(rule.stability)}


def _document(contract: Contract) -> Json:
    document = contract.document
    return {
        "path": show_path(document.path),
        "status": "checked",
        "sets": [],
        "format": document.format,
        "type": str(contract.type),
        "title": contract.title,
        "sha256": document.sha256,
        "roles": [
            {
                "name": party.name,
                "role": str(party.role) if party.role else None,
                "aliases": list(party.aliases),
            }
            for party in contract.parties
        ],
        "counts": {
            "lines": len(document.lines),
            "words": len(document.text.split()) or None,  # none are known where quotes are withheld
            "pages": document.pages,
            "clauses": len(contract.clauses),
            "terms": len(contract.terms),
            "references": len(contract.references),
            "tables": len(document.tables),
            "revisions": len(document.revisions),
        },
        "omitted": [{"what": what, "count": count} for what, count in document.omitted],
        "notes": list(document.notes),
    }


def _requirement(row: Requirement) -> Json:
    return {
        "id": row.id,
        "text": row.text,
        "path": show_path(row.place.path),
        "sheet": row.place.sheet,
        "line": row.place.line,
        "checks": list(row.checks),
        "area": row.area,
        "party": row.party,
        "action": row.action,
        "objects": list(row.objects),
        "attribute": row.attribute,
        "limit": str(row.limit) if row.limit else None,
        "value": None if row.value is None else _number(row.value),
        "items": list(row.items),
        "unit": row.unit,
        "clock_from": row.clock_from,
        "conditions": list(row.conditions),
        "to": row.to,
        "stages": list(row.stages),
        "documents": list(row.documents),
        "strength": str(row.strength),
        "accept": list(row.accept),
        "source": row.source,
        "owner": row.owner,
        "inferred": sorted(row.inferred),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _verdict(judgement: Judgement, result: Result) -> Json:
    return {
        "requirement": judgement.requirement.id,
        "verdict": show_verdict(judgement),
        "set": result.set.name,
        "reason": judgement.reason,
        "confidence": round(judgement.confidence, 3),
        "deviations": [_deviation(deviation) for deviation in judgement.deviations],
        "evidence": [passage_object(passage) for passage in judgement.evidence],
        "original": str(judgement.original) if judgement.original else None,
    }


def _deviation(deviation: Deviation) -> Json:
    return {"kind": deviation.kind, "required": deviation.required, "found": deviation.found}


def _finding(finding: Finding, result: Result) -> Json:
    judgement = finding.judgement
    place: Json = {"path": finding_path(finding, result)}
    line = finding_line(finding)
    place |= {"line": line, "column": 1, "end_line": line, "end_column": 1}
    place |= {"page": None, "clause": "", "text": ""}
    if finding.passage:
        place = passage_object(finding.passage)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "severity": str(finding.severity),
        "message": finding.message,
        "set": result.set.name,
        **place,
        "requirement": judgement.requirement.id if judgement else None,
        "verdict": show_verdict(judgement) if judgement else None,
        "fingerprint": finding.fingerprint,
        "suggestion": finding.suggestion,
        "related": [passage_object(passage) for passage in finding.related],
        "sheet": finding.place.sheet if finding.place else None,
        "cell": finding.column if finding.place else None,
        "changes": [change_object(change) for change in finding.changes],
        "suspect": finding.suspect,
    }


def _accepted(accepted: Accepted) -> Json:
    finding = accepted.finding
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule,
        "requirement": finding.judgement.requirement.id if finding.judgement else None,
        "set": accepted.set,
        "by": accepted.by,
        "reason": accepted.reason,
        "author": accepted.author,
        "date": accepted.date,
        "expires": accepted.expires,
    }


def _failure(failure: Failure) -> Json:
    return {"path": show_path(failure.path), "reason": failure.reason}
