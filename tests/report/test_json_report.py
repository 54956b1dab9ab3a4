import json

import pytest
from jsonschema import Draft202012Validator
from made_reports import report

from contract_lint.model import Report
from contract_lint.report import REPORTERS, View
from contract_lint.report.as_json import schema

SCHEMA = json.loads(schema())


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("made", [report(), Report((), (), "0" * 64)], ids=["full", "empty"])
def test_report_is_valid_against_the_schema(made: Report) -> None:
    data = json.loads(REPORTERS["json"](made, View()))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("verdicts", 0, "verdict"), "fine"),
        (("verdicts", 0, "evidence", 0, "line"), 0),
        (("verdicts", 0, "evidence", 0, "extra"), 1),
        (("findings", 0, "fingerprint"), "12"),
        (("findings", 0, "extra"), 1),
        (("documents", 0, "sha256"), None),
        (("documents", 1, "sha256"), "ab" * 32),
        (("summary", "verdicts", "fine"), 1),
        (("tool", "name"), "other"),
    ],
)
def test_schema_refuses(path: tuple[str | int, ...], value: object) -> None:
    data = json.loads(REPORTERS["json"](report(), View()))
    *inner, last = path
    holder = data
    for step in inner:
        holder = holder[step]
    holder[last] = value
    assert not Draft202012Validator(SCHEMA).is_valid(data)


def test_verdict_carries_reason_deviations_and_evidence_in_order() -> None:
    data = json.loads(REPORTERS["json"](report(), View()))
    weaker, missing, met, other = data["verdicts"]
    assert weaker["requirement"] == "R1"
    assert weaker["set"] == "deal"
    assert weaker["confidence"] == 0.812
    assert weaker["deviations"] == [{"kind": "value", "required": ">= 90 d", "found": "30 d"}]
    assert [e["text"] for e in weaker["evidence"]] == [
        "thirty (30) days' notice",
        "Client may audit the plant",
    ]
    assert weaker["evidence"][0] | {"text": ""} == {
        "path": "drafts/msa v2.txt",
        "line": 2,
        "column": 38,
        "end_line": 2,
        "end_column": 62,
        "page": None,
        "clause": "7.1",
        "text": "",
    }
    assert (missing["verdict"], missing["evidence"]) == ("missing", [])
    assert (met["verdict"], other["verdict"]) == ("met", "not applicable")


def test_documents_say_which_were_not_checked() -> None:
    checked, failed = json.loads(REPORTERS["json"](report(), View()))["documents"]
    assert checked["status"] == "checked"
    assert checked["counts"]["lines"] == 3
    assert checked["omitted"] == [{"what": "image", "count": 2}]
    assert checked["roles"][0] == {
        "name": "Maker AG",
        "role": "CDMO",
        "aliases": ["Maker AG", "Maker"],
    }
    assert failed == {
        "path": "drafts/scan.pdf",
        "status": "not checked",
        "reason": "no text could be read from it",
    }


def test_summary_counts_every_verdict_and_severity() -> None:
    summary = json.loads(REPORTERS["json"](report(), View()))["summary"]
    assert summary["verdicts"] == {
        "met": 1,
        "weaker": 1,
        "vague": 0,
        "conditional": 0,
        "contradicted": 0,
        "conflict": 0,
        "missing": 1,
        "unverifiable": 0,
        "not applicable": 1,
    }
    assert summary["findings"] == {"error": 2, "warning": 1, "note": 0}
    assert (summary["documents"], summary["failures"], summary["skipped"]) == (1, 2, 3)


def test_each_line_of_jsonl_says_what_it_is() -> None:
    made = report()
    whole = json.loads(REPORTERS["json"](made, View()))
    lines = [json.loads(line) for line in REPORTERS["jsonl"](made, View()).splitlines()]
    kinds = [line.pop("kind") for line in lines]
    assert kinds == [
        "run",
        *["document"] * 2,
        *["requirement"] * 4,
        *["verdict"] * 4,
        *["finding"] * 3,
        *["failure"] * 2,
        "summary",
    ]
    assert [line for kind, line in zip(kinds, lines, strict=True) if kind == "verdict"] == whole[
        "verdicts"
    ]
    assert lines[0]["schema_version"] == whole["schema_version"]
