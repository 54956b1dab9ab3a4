"""A redline that weakens a protection: the report names who, when, and what it was before."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from word_builder import deleted, inserted, p, run, word_file

from contract_lint.cli import main

ROWS = (
    "id,requirement,party,action,object,limit,value,unit\n"
    "N1,The CDMO notifies us of each deviation within 5 days,CDMO,notify,deviation,<=,5,days\n"
    "N2,Records are retained for at least 10 years,CDMO,retain,records,>=,10,years\n"
)
BODY = (
    p("MASTER SERVICES AGREEMENT")
    + p('This Agreement is made between Arden Inc. ("Client") and Brisa AG ("Manufacturer").')
    + p(
        run("1. Manufacturer shall notify Client of each deviation within ")
        + deleted("five (5)")
        + inserted(run("thirty (30)"))
        + run(" days after its discovery.")
    )
    + p("2. Manufacturer shall retain all records for ten (10) years after manufacture.")
)


def check(folder: Path, *options: str, body: str = BODY) -> str:
    word_file(folder / "msa.docx", body)
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    files = [str(folder / "msa.docx"), "-r", str(folder / "rows.csv")]
    result = CliRunner().invoke(main, ["check", *files, "--select", "REQ", *options])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


@pytest.mark.parametrize(
    ("view", "verdicts"),
    [
        ("final", {"N1": ("weaker", None), "N2": ("met", None)}),
        ("original", {"N1": ("met", None), "N2": ("met", None)}),
        ("both", {"N1": ("weaker", "met"), "N2": ("met", "met")}),
    ],
)
def test_the_verdict_is_on_the_side_that_is_asked(
    tmp_path: Path, view: str, verdicts: dict[str, tuple[str, str | None]]
) -> None:
    report = json.loads(check(tmp_path, "--revisions", view, "--format", "json"))
    found = {
        each["requirement"]: (each["verdict"], each["original"]) for each in report["verdicts"]
    }
    assert found == verdicts
    assert report["configuration"]["revisions"] == view


def test_a_finding_in_a_pending_change_names_author_and_date(tmp_path: Path) -> None:
    (finding,) = json.loads(check(tmp_path, "--format", "json"))["findings"]
    assert {(change["kind"], change["author"]) for change in finding["changes"]} == {
        ("insertion", "Ann"),
        ("deletion", "Bob"),
    }
    text = check(tmp_path)
    assert "insertion by Ann, 2024-01-02" in text
    assert "before" not in text


def test_both_says_what_the_redline_weakened(tmp_path: Path) -> None:
    text = check(tmp_path, "--revisions", "both")
    assert "met, without the pending changes" in text
    assert "pending changes: N1 was met, becomes weaker" in text
    assert "N2 was" not in text


@pytest.mark.parametrize(
    "name", ["text", "concise", "github", "gitlab", "junit", "sarif", "summary", "html", "jsonl"]
)
def test_every_format_names_the_change_and_the_verdict_without_it(
    tmp_path: Path, name: str
) -> None:
    written = check(tmp_path, "--revisions", "both", "--format", name)
    assert "Ann" in written
    assert "2024-01-02" in written
    moved = {
        "text": "met, without the pending changes",
        "html": "was met",
        "jsonl": '"original": "met"',
    }
    assert moved.get(name, "2024-01-02, met without them") in written


@pytest.mark.parametrize("name", ["text", "github", "junit", "sarif", "summary", "html"])
def test_what_a_redline_mends_is_told_where_there_is_no_finding(tmp_path: Path, name: str) -> None:
    mended = BODY.replace("five (5)", "<five>").replace("thirty (30)", "five (5)")
    written = check(
        tmp_path,
        "--revisions",
        "both",
        "--format",
        name,
        body=mended.replace("<five>", "thirty (30)"),
    )
    told = {"html": "was weaker", "junit": "weaker without the pending changes"}
    assert told.get(name, "N1 was weaker, becomes met") in written


def test_limits_come_from_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "contract-lint.toml").write_text("[limits]\nlines = 2\n", encoding="utf-8")
    word_file(tmp_path / "long.docx", BODY)
    (tmp_path / "short.txt").write_text("1. Fees. Client shall pay.\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--each", str(tmp_path), "--format", "json"])
    assert result.exit_code == 2
    report = json.loads(result.stdout)
    (failure,) = report["failures"]
    assert "more than 2 paragraphs" in failure["reason"]
    assert "limits.lines = 2" in failure["reason"]
    assert {each["status"] for each in report["documents"]} == {"checked", "not checked"}
