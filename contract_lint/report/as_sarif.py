"""SARIF 2.1.0 (OASIS Standard), as code scanning services and editors read it."""

import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from contract_lint import __version__
from contract_lint.model import Accepted, Finding, Passage, Report, Result, Rule, Severity, Verdict
from contract_lint.report import as_json
from contract_lint.report.as_json import Json
from contract_lint.report.view import (
    View,
    all_findings,
    finding_line,
    finding_path,
    show_cell,
    show_message,
    show_moved,
    show_path,
    show_row,
)

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "contractLint/v1"

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
VERDICT_HELP = {
    Verdict.WEAKER: "A definite term falls short of what the row asks.",
    Verdict.VAGUE: "The matter is addressed without the measure that the row needs.",
    Verdict.CONDITIONAL: "The matter is addressed, then emptied by an exception or a gate.",
    Verdict.CONTRADICTED: "The text says the opposite of what the row asks.",
    Verdict.CONFLICT: "Places of equal rank give different answers.",
    Verdict.MISSING: "Nothing addresses what the row asks.",
    Verdict.UNVERIFIABLE: "The deciding value is hidden, blank or in an absent document.",
}


def render(report: Report, _view: View) -> bytes:
    """Render one SARIF log with one run."""
    rules = _rules(report)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver: Json = {
        "name": "contract-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": rules,
        "properties": {"rulesDigest": report.rules_digest},
    }
    header = as_json.header(report)
    repeat = {"sheets": header["tool"]["sheets"], "configuration": header["configuration"]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": _artifacts(report),
        "invocations": [_invocation(report)],
        "results": list(_results(report, index)),
        "properties": repeat,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _rules(report: Report) -> list[Json]:
    """Return the rules that ran, and those that only the verdicts of this report need."""
    described = {rule.id: _rule(rule) for rule in report.rules}
    told = [finding for _, finding in all_findings(report)]
    for finding in (*told, *(each.finding for each in report.accepted)):
        described.setdefault(finding.rule, _verdict_rule(finding))
    return [described[name] for name in sorted(described)]


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n\n{rule.fix}\n\nSource: {rule.source}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.topic, str(rule.stability)]},
    }


def _verdict_rule(finding: Finding) -> Json:
    text = finding.title
    if finding.judgement:
        text = VERDICT_HELP.get(finding.judgement.verdict, text)
    return {
        "id": finding.rule,
        "name": finding.name,
        "shortDescription": {"text": finding.title or finding.name},
        "fullDescription": {"text": text},
        "help": {"text": text},
    }


def _artifacts(report: Report) -> list[Json]:
    documents = {
        show_path(contract.document.path): contract.document
        for result in report.results
        for contract in result.set.contracts
    }
    return [
        {
            "location": {"uri": _uri(path)},
            "hashes": {"sha-256": document.sha256},
        }
        for path, document in documents.items()
    ]


def _invocation(report: Report) -> Json:
    messages = [
        {"level": "error", "message": {"text": f"{show_path(failure.path)}: {failure.reason}"}}
        for failure in report.failures
    ]
    messages += [{"level": "note", "message": {"text": note}} for note in report.notes]
    messages += [
        {"level": "note", "message": {"text": f"{result.set.name}: {line}"}}
        for result in report.results
        for line in show_moved(result)
    ]
    return {
        "executionSuccessful": not report.failures,
        "toolExecutionNotifications": messages,
    }


def _results(report: Report, index: dict[str, int]) -> Iterator[Json]:
    """Yield the findings, then those that were accepted; where one is suppressed, each says so."""
    told: Json = {"suppressions": []} if report.accepted else {}
    for result, finding in all_findings(report):
        yield _result(finding, result, index) | told
    sets = {result.set.name: result for result in report.results}
    for each in report.accepted:
        yield _result(each.finding, sets[each.set], index) | {"suppressions": [_suppression(each)]}


def _suppression(accepted: Accepted) -> Json:
    """Return why a finding is not held against the documents (section 3.35)."""
    named = {"author": accepted.author, "date": accepted.date, "expires": accepted.expires}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": accepted.reason or "It stands in the baseline.",
        "properties": {"by": accepted.by} | {key: value for key, value in named.items() if value},
    }


def _result(finding: Finding, result: Result, index: dict[str, int]) -> Json:
    properties: Json = {"set": result.set.name}
    judgement = finding.judgement
    if judgement:
        row = judgement.requirement
        properties |= {
            "requirement": row.id,
            "requirementText": row.text,
            "requirementPlace": show_row(row.place),
            "verdict": str(judgement.verdict),
            "confidence": round(judgement.confidence, 3),
        }
        if judgement.original:
            properties["original"] = str(judgement.original)
    if finding.changes:
        properties["changes"] = [as_json.change_object(change) for change in finding.changes]
    if finding.suggestion:
        properties["suggestion"] = finding.suggestion
    found: Json = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": show_message(finding)},
        "locations": [_location(finding, result)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": properties,
    }
    if finding.related:
        found["relatedLocations"] = _related(finding.related)
    return found


def _location(finding: Finding, result: Result) -> Json:
    if finding.passage:
        return _passage(finding.passage)
    uri = _uri(finding_path(finding, result))
    region = {"startLine": finding_line(finding)}
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    if finding.place:
        location["logicalLocations"] = [{"name": show_cell(finding), "kind": "cell"}]
    return location


def _passage(passage: Passage) -> Json:
    at = passage.location
    region: Json = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }
    if passage.text.strip():
        region["snippet"] = {"text": passage.text}
    uri = _uri(show_path(passage.contract.document.path))
    location: Json = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    if passage.span and passage.clause:
        location["logicalLocations"] = [{"name": passage.clause, "kind": "clause"}]
    return location


def _related(passages: Sequence[Passage]) -> list[Json]:
    return [{"id": number, **_passage(passage)} for number, passage in enumerate(passages, start=1)]


def _uri(path: str) -> str:
    """Return a path as a relative URI, or as a file URI where it is absolute."""
    encoded = quote(path)
    return f"file://{encoded}" if path.startswith("/") else encoded
