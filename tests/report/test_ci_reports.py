"""GitLab, JUnit, the summary page, and reports that keep the contract's words."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made_reports import contract, finding, passage, report, row

from contract_lint.model import DocumentSet, Judgement, Report, Result, Severity, Sheet, Verdict
from contract_lint.report import REPORTERS, View, without_quotes
from contract_lint.report.as_github import MOST

SHEET = Sheet(Path("sheets/rows.xlsx"), (), sha256="ef" * 32)
TELLS_HOW = ("text", "json", "jsonl", "sarif", "junit", "summary", "github")


def shown(name: str, made: Report | None = None) -> str:
    return REPORTERS[name](made or report(), View()).decode()


def test_gitlab_issues_have_what_gitlab_reads() -> None:
    first, second, third = json.loads(shown("gitlab"))
    assert second["description"].startswith("R1 is weaker")
    assert second["check_name"] == "REQ-weaker"
    assert second["location"] == {"path": "drafts/msa v2.txt", "lines": {"begin": 2, "end": 2}}
    assert (second["severity"], third["severity"]) == ("critical", "major")
    assert len({first["fingerprint"], third["fingerprint"]}) == 2


def test_junit_counts_rows_that_pass_fail_and_are_skipped() -> None:
    root = ElementTree.fromstring(shown("junit"))
    deal, unchecked = root.findall("testsuite")
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "3", "2")
    assert (deal.get("tests"), deal.get("failures"), deal.get("skipped")) == ("5", "3", "1")
    assert [case.get("name") for case in unchecked] == ["drafts/scan.pdf", "sheets/rows.xlsx"]
    (weaker,) = [case for case in deal if (case.get("name") or "").startswith("R1 ")]
    failure = weaker.find("failure")
    assert failure is not None
    assert failure.get("type") == "error: weaker"
    assert "thirty (30) days' notice" in (failure.text or "")


def test_junit_holds_what_xml_cannot() -> None:
    msa = contract(("Title", "1.1 A \x00 \ufffe <clause> ]]> & so on"))
    found = finding(Judgement(row(), Verdict.VAGUE, "\x1b soon"), passage(msa, "<clause>"))
    made = Report((Result(DocumentSet("x", (msa,)), (found,), (found.judgement,)),), (), "0" * 64)  # type: ignore[arg-type]
    assert "<clause>" in ElementTree.tostring(
        ElementTree.fromstring(shown("junit", made)), "unicode", "text"
    )


def test_summary_tables_stay_tables() -> None:
    msa = contract(("Title", "1.1 a | b"))
    message = "say | which\n<script>alert(1)</script> `x` [y](z)"
    found = finding(Judgement(row(), Verdict.VAGUE, ""), passage(msa, "a | b"), message=message)
    made = Report((Result(DocumentSet("a|b", (msa,)), (found,)),), (), "0" * 64)
    page = shown("summary", made)
    (line,) = [line for line in page.splitlines() if "🔴" in line]
    assert len(re.findall(r"(?<!\\)\|", line)) == 4
    assert "<script>" not in page
    assert r"\[y\](z)" in page


def test_github_keeps_to_ten_of_a_level_and_says_what_is_left_out() -> None:
    msa = contract()
    judged = Judgement(row(), Verdict.VAGUE, "soon")
    errors = [finding(judged, passage(msa, "Audits"))] * (MOST + 3)
    notes = [finding(judged, passage(msa, "Audits"), severity=Severity.NOTE)] * MOST
    made = Report((Result(DocumentSet("x", (msa,)), (*errors, *notes)),), (), "0" * 64)
    lines = shown("github", made).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == MOST
    assert sum(line.startswith("::notice ") for line in lines) == MOST
    assert lines[-2] == (
        "contract-lint: 3 more of severity error: see the summary page or the full report"
    )


@pytest.mark.parametrize("name", TELLS_HOW)
def test_a_report_tells_how_it_can_be_repeated(name: str) -> None:
    told = shown(name, replace(report(), sheets=(SHEET,)))
    assert "cdcdcdcdcdcd" in told
    assert "efefefefefef" in told


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_without_quotes_no_word_of_a_contract_travels(name: str) -> None:
    secret = ("Zephyrine Accord", "7.1 Quillon shall vitrify umbrals.", "7.2 Quillon may ravel.")
    msa = contract(secret)
    place = passage(msa, "vitrify umbrals")
    judged = Judgement(
        row(),
        Verdict.WEAKER,
        "it says 'vitrify'",
        (place, passage(msa, "Quillon may ravel")),
        suggestion="Quillon shall vitrify.",
    )
    drafting = replace(
        finding(judged, place, message="'umbrals' is odd", suggestion="Fix."), judgement=None
    )
    found = (finding(judged, place), drafting)
    met = Judgement(row(2), Verdict.MET, "as in ravel", (passage(msa, "ravel"),))
    made = Report((Result(DocumentSet("x", (msa,)), found, (judged, met)),), (), "0" * 64)
    before = REPORTERS[name](made, View(show_met=True)).decode()
    after = REPORTERS[name](without_quotes(made), View(show_met=True, quotes=False)).decode()
    words = re.compile(r"zephyrine|accord|quillon|vitrify|umbrals|ravel", re.IGNORECASE)
    assert words.search(before)
    assert not words.search(after)
    assert "R1" in after
    assert re.search(r"\b2\b", after)  # the line


def test_without_quotes_places_stay() -> None:
    made = report()
    blank = without_quotes(made)
    for before, after in zip(made.results[0].findings, blank.results[0].findings, strict=True):
        assert before.passage
        assert after.passage
        assert before.passage.location == after.passage.location
        assert before.passage.clause == after.passage.clause
        assert before.fingerprint == after.fingerprint
    assert blank.configuration["no_quotes"] is True
