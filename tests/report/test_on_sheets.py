"""Findings on a requirement sheet, in every format and on the command line."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner

from contract_lint import api
from contract_lint.cli import main
from contract_lint.cli.check import FORMATS
from contract_lint.model import Report

SHEET = "id,requirement,party,action,object,limit,value,unit,clock_from\nR1,x,CDMO,notify,deviation,>=,1,bd,discovery\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheet")
    text = (
        "# Quality Agreement\n\n1. The CDMO shall report each deviation within one business day.\n"
    )
    (folder / "qag.md").write_text(text, encoding="utf-8")
    (folder / "rows.csv").write_text(SHEET, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return api.check(folder / "qag.md", folder / "rows.csv", select=["SHT-02"])


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_names_the_sheet_and_the_row(format_: str, report: Report) -> None:
    text = api.render(report, format_).decode()

    assert "rows.csv" in text
    assert "SHT-02" in text


def test_the_row_is_where_each_format_has_lines(report: Report) -> None:
    found = json.loads(api.render(report, "json"))["findings"]
    assert [(f["rule"], f["line"], f["sheet"], f["cell"]) for f in found] == [
        ("SHT-02", 2, "", "limit")
    ]
    assert "rows.csv:2:1: warning: " in api.render(report, "concise").decode()
    assert "rows.csv:2, column limit" in api.render(report, "text").decode()
    assert json.loads(api.render(report, "gitlab"))[0]["location"]["lines"] == {"begin": 2}
    assert ",line=2," in api.render(report, "github").decode()
    located = json.loads(api.render(report, "sarif"))["runs"][0]["results"][0]["locations"][0]
    assert located["physicalLocation"]["region"] == {"startLine": 2}
    case = fromstring(api.render(report, "junit")).find(".//testcase[@line='2']")
    assert case is not None


def test_a_report_without_quotes_still_says_what_is_wrong_with_the_sheet(report: Report) -> None:
    text = api.render(report, "concise", quotes=False).decode()

    assert "R1 has >=" in text


def test_a_sheet_of_two_sets_is_told_once(folder: Path) -> None:
    (folder / "contract-lint.toml").write_text(
        '[sets.one]\ndocuments = ["qag.md"]\nrequirements = "rows.csv"\n'
        '[sets.two]\ndocuments = ["other.md"]\nrequirements = "rows.csv"\n',
        encoding="utf-8",
    )
    (folder / "other.md").write_text("# Supply Agreement\n\n1. Fees are due.\n", encoding="utf-8")

    report = api.check(config=folder / "contract-lint.toml", select=["SHT-02"])

    assert [len(result.findings) for result in report.results] == [1, 0]


def test_showing_a_sheet_tells_what_is_wrong_with_it(folder: Path) -> None:
    result = CliRunner().invoke(main, ["sheet", "show", str(folder / "rows.csv")])

    assert result.exit_code == 0
    assert "rows.csv:2, column limit: warning: R1 has >=" in result.stderr
    assert "[SHT-02]" in result.stderr
