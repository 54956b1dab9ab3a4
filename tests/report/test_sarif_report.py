import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator
from made_reports import contract, report

from contract_lint.model import Accepted
from contract_lint.report import REPORTERS, View

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))


def sarif(path: str = "drafts/msa v2.txt") -> dict[str, Any]:
    data: dict[str, Any] = json.loads(REPORTERS["sarif"](report(contract(path=path)), View()))
    return data


def test_log_is_valid_against_the_standard() -> None:
    errors = Draft4Validator(SCHEMA).iter_errors(sarif())
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


def test_the_schema_in_use_refuses_a_wrong_log() -> None:
    data = sarif()
    data["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(SCHEMA).is_valid(data)


def test_result_points_at_its_words() -> None:
    (run,) = sarif()["runs"]
    missing, weaker, drafting = run["results"]
    location = weaker["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert location["artifactLocation"]["uri"] == "drafts/msa%20v2.txt"
    assert location["region"] == {
        "startLine": 2,
        "startColumn": 38,
        "endLine": 2,
        "endColumn": 62,
        "snippet": {"text": "thirty (30) days' notice"},
    }
    assert weaker["locations"][0]["logicalLocations"][0]["name"] == "7.1"
    assert [related["id"] for related in weaker["relatedLocations"]] == [1]
    assert "snippet" not in missing["locations"][0]["physicalLocation"]["region"]
    assert (weaker["level"], drafting["level"]) == ("error", "warning")
    assert drafting["partialFingerprints"] == {"contractLint/v1": "1" * 64}


def test_every_result_names_a_described_rule() -> None:
    (run,) = sarif()["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["help"]["text"] for rule in rules)


def test_what_was_not_checked_is_told() -> None:
    (invocation,) = sarif()["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    texts = [n["message"]["text"] for n in invocation["toolExecutionNotifications"]]
    assert "drafts/scan.pdf: no text could be read from it" in texts


def test_absolute_paths_become_file_uris() -> None:
    (artifact,) = sarif("/srv/été/msa.txt")["runs"][0]["artifacts"]
    assert artifact["location"]["uri"] == "file:///srv/%C3%A9t%C3%A9/msa.txt"


def test_what_was_accepted_is_suppressed_and_says_why() -> None:
    whole = report(contract())
    (result,) = whole.results
    waived, other, *_ = result.findings
    accepted = (
        Accepted(waived, result.set.name, "waiver", "agreed", "A. Reviewer", "2025-03-01"),
        Accepted(other, result.set.name, "baseline"),
    )
    kept = replace(result, findings=result.findings[2:])
    data = json.loads(
        REPORTERS["sarif"](replace(whole, results=(kept,), accepted=accepted), View())
    )
    assert not list(Draft4Validator(SCHEMA).iter_errors(data))
    *left, first, second = data["runs"][0]["results"]
    assert left
    assert all(each["suppressions"] == [] for each in left), "where one has them, all have"
    (why,) = first["suppressions"]
    assert (why["kind"], why["status"], why["justification"]) == ("external", "accepted", "agreed")
    assert why["properties"] == {"by": "waiver", "author": "A. Reviewer", "date": "2025-03-01"}
    assert second["suppressions"][0]["properties"] == {"by": "baseline"}
    assert first["partialFingerprints"] == {"contractLint/v1": waived.fingerprint}
