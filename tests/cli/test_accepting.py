"""Waivers, baselines and what becomes suspect, through the command line."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made_deal import MSA, ROWS, Run

from contract_lint.accept import FILE_NAME
from contract_lint.report.as_json import schema

DEAL = ("deal", "-r", "rows.csv")
CHECK = ("check", *DEAL, "--select", "REQ")
WHO = ("--reason", "agreed on the call", "--author", "A. Reviewer")


def waive(run: Run, name: str, *more: str) -> str:
    done = run("waive", name, *DEAL, *WHO, "--today", "2025-03-01", *more)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def findings(run: Run, *args: str) -> dict[str, dict[str, str]]:
    data = json.loads(run("check", *DEAL, "--select", "REQ", "--format", "json", *args).stdout)
    assert [e.message for e in Draft202012Validator(json.loads(schema())).iter_errors(data)] == []
    return {finding["requirement"]: finding for finding in data["findings"]}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_waiver_takes_one_finding_away_and_says_why(deal: Path, run: Run) -> None:
    before = findings(run)
    (deal / FILE_NAME).write_text(waive(run, "R1"), encoding="utf-8")
    after = findings(run)
    assert set(before) - set(after) == {"R1"}
    data = json.loads(run(*CHECK, "--format", "json").stdout)
    (accepted,) = data["accepted"]
    assert accepted["by"] == "waiver"
    assert accepted["reason"] == "agreed on the call"
    assert accepted["fingerprint"] == before["R1"]["fingerprint"]
    assert "accepted: 1 by waiver" in run(*CHECK).stdout


def test_with_all_waived_the_run_is_clean(deal: Path, run: Run) -> None:
    tables = [waive(run, name) for name in findings(run)]
    (deal / FILE_NAME).write_text("".join(tables), encoding="utf-8")
    done = run(*CHECK, "--fail-on", "note")
    assert done.exit_code == 0, done.stdout
    assert run("check", *DEAL, "--waivers", "none.toml").exit_code == 2


@pytest.mark.parametrize(("today", "holds"), [("2025-06-30", True), ("2025-07-01", False)])
@pytest.mark.parametrize("by_epoch", [False, True])
def test_a_waiver_ends_after_its_last_day(
    deal: Path, run: Run, monkeypatch: pytest.MonkeyPatch, today: str, holds: bool, by_epoch: bool
) -> None:
    (deal / FILE_NAME).write_text(waive(run, "R1", "--expires", "2025-06-30"), encoding="utf-8")
    epochs = {"2025-06-30": "1751241600", "2025-07-01": "1751328000"}
    if by_epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epochs[today])
    done = run(*CHECK, *(() if by_epoch else ("--today", today)))
    assert ("R1 (" in done.stdout) is not holds
    assert ("expired on 2025-06-30" in done.stderr) is not holds


def test_an_unused_waiver_is_named(deal: Path, run: Run) -> None:
    (deal / FILE_NAME).write_text(waive(run, "R1"), encoding="utf-8")
    change(deal / "deal" / "msa.md", "thirty (30) days", "ninety (90) days")
    unused = "waiver 1 (R1 at clause 1.1) accepts no finding"
    assert unused in run("check", *DEAL).stderr
    assert unused not in run(*CHECK).stderr, "a narrowed run cannot tell"


def test_a_waiver_by_row_and_clause_hides_nothing_else(deal: Path, run: Run) -> None:
    (deal / FILE_NAME).write_text(
        '[[waiver]]\nrequirement = "R1"\nclause = "1.1"\nreason = "r"\nauthor = "a"\n'
        "date = 2025-03-01\n",
        encoding="utf-8",
    )
    assert "R1" not in findings(run)
    assert "keeps no words" in run(*CHECK).stderr
    other = (
        (deal / "deal" / "msa.md").read_text(encoding="utf-8").replace("1.1 Notice", "1.3 Notice")
    )
    (deal / "deal" / "msa.md").write_text(other, encoding="utf-8")
    assert "R1" in findings(run)


def test_a_waived_finding_whose_words_changed_is_suspect(deal: Path, run: Run) -> None:
    (deal / FILE_NAME).write_text(waive(run, "R1"), encoding="utf-8")
    change(deal / "deal" / "msa.md", "thirty (30) days", "fifteen (15) days")
    suspect = findings(run)["R1"]["suspect"]
    assert "waived by A. Reviewer on 2025-03-01, but the words of the clause changed" in suspect
    assert "is suspect" in run(*CHECK).stderr
    (deal / FILE_NAME).write_text(waive(run, "R1"), encoding="utf-8")
    assert "R1" not in findings(run)


def test_a_waived_finding_whose_row_changed_is_suspect(deal: Path, run: Run) -> None:
    (deal / FILE_NAME).write_text(waive(run, "R3"), encoding="utf-8")
    assert "R3" not in findings(run)
    change(deal / "rows.csv", "stock,>=,3,mo", "stock,>=,6,mo")
    assert "but the row changed since" in findings(run)["R3"]["suspect"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[waiver]]\n", "waiver 1: 'reason' is missing"),
        ("[[waivers]]\n", "did you mean 'waiver'?"),
        ("waiver = 3\n", "[[waiver]]"),
        ('[[waiver]]\nreason="r"\nauthor="a"\ndate="2025-01-01"\n', "must be a day"),
        ('[[waiver]]\nreason="r"\nauthor="a"\ndate=2025-01-01\n', "name the finding"),
        ('[[waiver]]\nreasn="r"\n', "did you mean 'reason'?"),
        ('[[waiver]]\nfingerprint="x"\nreason="r"\nauthor="a"\ndate=2025-01-01\n', "64 hex"),
        ("[[waiver\n", "not valid TOML"),
    ],
)
def test_a_wrong_waiver_file_is_one_line(deal: Path, run: Run, text: str, complaint: str) -> None:
    (deal / FILE_NAME).write_text(text, encoding="utf-8")
    done = run(*CHECK)
    assert done.exit_code == 2
    assert complaint in done.stderr
    assert done.stdout == ""


def test_a_baseline_holds_what_was_there_and_fails_on_a_swap(deal: Path, run: Run) -> None:
    assert run("baseline", *DEAL, "-o", "before.json").exit_code == 0
    checked = ("check", *DEAL, "--baseline", "before.json", "--fail-on", "note")
    assert run(*checked).exit_code == 0
    change(deal / "deal" / "msa.md", "thirty (30) days", "ninety (90) days")
    change(deal / "deal" / "msa.md", "ten (10) years", "two (2) years")
    swapped = run(*checked)
    assert swapped.exit_code == 1
    assert "R2 (" in swapped.stdout
    assert "of the baseline no longer found" in swapped.stderr


def test_a_baseline_holds_no_words_and_is_the_same_twice(deal: Path, run: Run) -> None:
    first = run("baseline", *DEAL).stdout
    assert first == run("baseline", *DEAL).stdout
    assert "Brisa" not in first
    assert "notify" not in first


def test_a_met_row_is_suspect_when_its_words_or_its_row_change(deal: Path, run: Run) -> None:
    run("baseline", *DEAL, "-o", "before.json")
    with_it = ("--baseline", "before.json", "--select", "REQ")
    assert findings(run, *with_it) == {}
    change(deal / "deal" / "msa.md", "ten (10) years", "twelve (12) years")
    found = findings(run, *with_it)
    assert set(found) == {"R2"}
    assert found["R2"]["verdict"] == "met"
    assert found["R2"]["rule"] == "REQ-suspect"
    (deal / "deal" / "msa.md").write_text(MSA, encoding="utf-8")
    assert ROWS.count("Batch records are kept") == 1
    change(deal / "rows.csv", "records,>=,10,y", "records,>=,8,y")
    assert "but the row changed since" in findings(run, *with_it)["R2"]["suspect"]


def test_moved_lines_and_other_numbers_make_nothing_suspect(deal: Path, run: Run) -> None:
    run("baseline", *DEAL, "-o", "before.json")
    change(deal / "deal" / "msa.md", "1.2 Records.", "\n\n1.4 Records.")
    assert findings(run, "--baseline", "before.json") == {}


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', '{"version": 1, "findings": [{}]}'])
def test_what_is_no_baseline_is_told(deal: Path, run: Run, text: str) -> None:
    (deal / "b.json").write_text(text, encoding="utf-8")
    done = run(*CHECK, "--baseline", "b.json")
    assert done.exit_code == 2
    assert "baseline" in done.stderr


def refer(deal: Path) -> None:
    path = deal / "deal" / "msa.md"
    text = path.read_text(encoding="utf-8").replace(
        "time, as set", "time under Section 1.1, as set"
    )
    path.write_text(text, encoding="utf-8")


def push_on(deal: Path) -> None:
    """Put an article in front of the others, so that every number and reference moves on."""
    path = deal / "deal" / "msa.md"
    text = path.read_text(encoding="utf-8")
    for old, new in (("Section 1.1", "Section 2.1"), ("2.1 Man", "3.1 Man"), ("## 2.", "## 3.")):
        assert old in text
        text = text.replace(old, new)
    for number in ("1.1 N", "1.2 R", "# 1. C"):
        assert number in text
        text = text.replace(number, number.replace("1", "2", 1))
    added = "## 1. Notices\n\n1.1 Form. Each notice is given in English.\n\n"
    path.write_text(text.replace("## 2. Changes", f"{added}## 2. Changes"), encoding="utf-8")


def test_what_was_accepted_stays_accepted_when_clauses_are_numbered_anew(
    deal: Path, run: Run
) -> None:
    refer(deal)
    (deal / "before.json").write_text(run("baseline", *DEAL).stdout, encoding="utf-8")
    (deal / FILE_NAME).write_text(waive(run, "R1"), encoding="utf-8")
    push_on(deal)
    assert "2.1" in run("check", *DEAL, "--no-quotes", "--waivers", "/dev/null").stdout
    done = run("check", *DEAL, "--fail-on", "note", "--baseline", "before.json")
    assert done.exit_code == 0, done.stdout
    assert "waiver" not in done.stderr
    assert "baseline" not in done.stderr


def test_a_waiver_by_row_and_clause_follows_its_words_to_another_number(
    deal: Path, run: Run
) -> None:
    refer(deal)
    kept = [line for line in waive(run, "R1").splitlines() if "fingerprint" not in line]
    (deal / FILE_NAME).write_text("\n".join(kept), encoding="utf-8")
    push_on(deal)
    assert "R1" not in findings(run)
    change(deal / "deal" / "msa.md", "thirty (30) days", "twenty (20) days")
    assert "R1" in findings(run)


def test_a_fault_that_is_mended_does_not_make_room_for_another(deal: Path, run: Run) -> None:
    """The same words in another clause are another finding, though they read alike."""
    path = deal / "deal" / "msa.md"
    swapped = "1.3 Labels. Manufacturer shall promptly replace damaged labels.\n\n## 2. Audits"
    before = path.read_text(encoding="utf-8").replace("## 2. Audits", swapped)
    path.write_text(before, encoding="utf-8")
    select = ("check", *DEAL, "--select", "DRF", "--fail-on", "note")
    assert run(*select).exit_code == 1
    (deal / "before.json").write_text(run("baseline", *DEAL).stdout, encoding="utf-8")
    assert run(*select, "--baseline", "before.json").exit_code == 0
    change(path, "shall promptly replace damaged labels", "shall replace damaged labels at once")
    change(path, "shall retain all batch", "shall promptly retain all batch")
    assert run(*select, "--baseline", "before.json").exit_code == 1
