"""The library, as a program that imports it sees it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import contract_lint
from contract_lint.errors import ContractLintError
from contract_lint.model import Report, Severity, Verdict

MSA = """\
# Master Services Agreement

This Master Services Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa
Biologics AG ("Manufacturer"). Manufacturer shall manufacture the Product for Client.

## 1. Changes

1.1 Notice. Manufacturer shall notify Client of each major change at least thirty (30) days before
its implementation.
"""
ROWS = "id,requirement,owner\nR1,Major changes are notified at least 90 days ahead,QA\n"


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    (tmp_path / "msa.md").write_text(MSA, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_check_returns_the_objects_of_the_model(
    deal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = contract_lint.check(deal / "msa.md", requirements=str(deal / "rows.csv"))
    assert isinstance(report, Report)
    (result,) = report.results
    (judgement,) = result.judgements
    assert (judgement.requirement.id, judgement.verdict) == ("R1", Verdict.WEAKER)
    assert judgement.evidence[0].location.line == 8
    assert judgement.evidence[0].clause == "1.1"
    assert any(finding.severity is Severity.ERROR for finding in result.findings)
    assert [sheet.path.name for sheet in report.sheets] == ["rows.csv"]
    assert capsys.readouterr() == ("", "")


def test_select_leaves_the_rest_out(deal: Path) -> None:
    report = contract_lint.check([deal / "msa.md"], deal / "rows.csv", select=["REQ"])
    assert {finding.rule for finding in report.results[0].findings} == {"REQ-weaker"}


def test_render_gives_the_formats_of_the_command_line(deal: Path) -> None:
    report = contract_lint.check(deal / "msa.md", deal / "rows.csv")
    assert json.loads(contract_lint.render(report, "json"))["tool"]["name"] == "contract-lint"
    assert b"thirty (30) days" in contract_lint.render(report, "html")
    assert b"thirty (30) days" not in contract_lint.render(report, "html", quotes=False)
    with pytest.raises(ContractLintError, match="did you mean 'sarif'"):
        contract_lint.render(report, "sarf")


def test_what_cannot_be_read_is_a_failure_and_what_cannot_run_an_error(deal: Path) -> None:
    (deal / "scan.docx").write_bytes(b"not a zip")
    report = contract_lint.check([deal / "msa.md", deal / "scan.docx"], deal / "rows.csv")
    assert [failure.path.name for failure in report.failures] == ["scan.docx"]
    assert len(report.results) == 1
    with pytest.raises(ContractLintError, match="stage"):
        contract_lint.check(deal, stage="later")
    with pytest.raises(ContractLintError, match="owner"):
        contract_lint.check(deal, deal / "rows.csv", owner="Nobody")


def test_what_was_accepted_counts_as_of_a_day(deal: Path) -> None:
    waiver = (
        '[[waiver]]\nrequirement = "R1"\nclause = "1.1"\nreason = "agreed"\nauthor = "A. Reviewer"\n'
        "date = 2025-01-01\nexpires = 2025-06-30\n"
    )
    (deal / "waivers.toml").write_text(waiver, encoding="utf-8")
    asked = {"requirements": deal / "rows.csv", "select": ["REQ"]}

    def found(**more: Any) -> tuple[int, int]:
        report = contract_lint.check(deal / "msa.md", **asked, **more)
        return len(report.results[0].findings), len(report.accepted)

    waivers = deal / "waivers.toml"
    assert found() == (1, 0)
    assert found(waivers=waivers, today=date(2025, 6, 30)) == (0, 1)
    assert found(waivers=waivers, today=date(2025, 7, 1)) == (1, 0)
    with pytest.raises(ContractLintError, match="by which day"):
        found(waivers=waivers)
    with pytest.raises(ContractLintError, match="did you mean 'original'"):
        found(revisions="orignal")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        contract_lint.chekc  # noqa: B018


def test_import_is_light() -> None:
    code = (
        "import sys, contract_lint; "
        "heavy = {'spacy', 'click', 'docx', 'lxml', 'numpy', 'openpyxl'} & set(sys.modules); "
        "assert not heavy, heavy; assert callable(contract_lint.check); "
        "assert callable(contract_lint.check)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
