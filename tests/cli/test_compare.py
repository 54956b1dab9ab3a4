"""From one draft to the next."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from made_deal import Run

RECORDS = """\
Manufacturer shall retain all batch records for ten (10) years after the end of
manufacture."""
COMPARE = ("compare", "deal", "next", "-r", "rows.csv")


@pytest.fixture
def following(deal: Path) -> Path:
    shutil.copytree(deal / "deal", deal / "next")
    return deal / "next" / "msa.md"


def change(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def turns(run: Run) -> tuple[int, dict[str, str], Any]:
    done = run(*COMPARE, "--format", "json")
    data = json.loads(done.stdout)
    rows = {row["requirement"]: row["turn"] for row in data["requirements"]}
    return done.exit_code, {key: turn for key, turn in rows.items() if turn != "same"}, data


def test_the_same_draft_has_no_change(following: Path, run: Run) -> None:
    code, rows, data = turns(run)
    assert (code, rows, data["clauses"]) == (0, {}, [])
    assert run(*COMPARE).stdout == "5 same\n"


@pytest.mark.parametrize(
    ("old", "new", "row", "turn", "code"),
    [
        ("thirty (30) days", "fifteen (15) days", "R1", "worse", 1),
        ("thirty (30) days", "forty-five (45) days", "R1", "better", 0),
        ("thirty (30) days", "ninety (90) days", "R1", "better", 0),
        ("ten (10) years", "two (2) years", "R2", "worse", 1),
        ("ten (10) years", "twelve (12) years", "R2", "better", 0),
        (
            RECORDS,
            "Reserved.",
            "R2",
            "lost",
            1,
        ),
    ],
)
def test_each_row_gets_its_turn(
    following: Path, run: Run, old: str, new: str, row: str, turn: str, code: int
) -> None:
    change(following, (old, new))
    assert turns(run)[:2] == (code, {row: turn})


def test_a_row_that_is_addressed_at_last_is_new(following: Path, run: Run) -> None:
    words = "\n2.2 Safety Stock. Manufacturer shall maintain a safety stock of three (3) months.\n"
    change(following, ("Section 9.9.\n", f"Section 9.9.\n{words}"))
    code, rows, _ = turns(run)
    assert (code, rows["R3"]) == (0, "new")


def test_moved_and_renumbered_clauses_are_no_change(following: Path, run: Run) -> None:
    change(following, ("1.2 Records.", "1.5 Records."), ("## 2. Audits", "## 7. Audits"))
    change(following, ("thirty (30) days", "30 days"))
    code, rows, data = turns(run)
    assert (code, rows, data["clauses"]) == (0, {}, [])


def test_changed_terms_of_a_clause_are_named(following: Path, run: Run) -> None:
    change(following, ("1.1 Notice. Manufacturer shall", "1.1 Notice. Manufacturer may"))
    change(following, ("thirty (30) days", "fifteen (15) days"))
    _, _, data = turns(run)
    (clause,) = data["clauses"]
    assert (clause["old"], clause["new"]) == ("1.1", "1.1")
    assert any("30" in term and "15" in term for term in clause["terms"])
    assert "shall -> may" in clause["terms"]


def test_two_files_are_compared(following: Path, run: Run) -> None:
    change(following, ("ten (10) years", "two (2) years"))
    done = run("compare", "deal/msa.md", "next/msa.md", "-r", "rows.csv")
    assert done.exit_code == 1
    assert "worse: R2 (Batch records are kept at least 10 years): met -> weaker" in done.stdout


def test_what_cannot_be_read_ends_with_two(following: Path, run: Run) -> None:
    following.write_bytes(b"")
    assert run(*COMPARE).exit_code == 2
