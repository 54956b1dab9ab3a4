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
    counted, tool = run(*COMPARE).stdout.splitlines()
    assert counted == "5 same"
    assert tool.startswith("contract-lint ")
    assert "sheet rows.csv " in tool
    assert data["tool"]["sheets"][0]["path"] == "rows.csv"


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


AGAIN = """
9.1 Archive. For a period of ten (10) years from its date of manufacture, the documentation of each Batch, batch records
included, shall be kept safe from fire, water and unauthorised access by Manufacturer.
"""


@pytest.mark.parametrize(
    ("word", "instead", "turn"), [("", "", "suspect"), ("shall ", "may ", "worse")]
)
def test_a_row_whose_clause_is_struck_or_bent_is_told_though_others_meet_it(
    following: Path, deal: Path, run: Run, word: str, instead: str, turn: str
) -> None:
    for draft in (deal / "deal" / "msa.md", following):
        draft.write_text(draft.read_text(encoding="utf-8") + AGAIN, encoding="utf-8")
    assert turns(run)[:2] == (0, {})
    data = turns(run)[2]
    (decides,) = [r["old"] for r in data["requirements"] if r["requirement"] == "R2"]
    struck = AGAIN if "a period of" in decides["evidence"][0]["text"] else RECORDS
    bent = struck.replace(word, instead) if word else "\nReserved.\n"
    change(following, (struck, bent))
    assert turns(run)[:2] == (1, {"R2": turn})


def test_a_row_that_new_words_meet_is_not_suspect(following: Path, run: Run) -> None:
    change(following, (RECORDS, AGAIN))
    assert turns(run)[:2] == (0, {})


def test_a_row_that_was_never_met_is_not_suspect(following: Path, deal: Path, run: Run) -> None:
    short = AGAIN.replace("ten (10)", "two (2)")
    change(deal / "deal" / "msa.md", (RECORDS, f"{RECORDS}\n{AGAIN}"), ("ten (10)", "two (2)"))
    change(following, (RECORDS, short))
    assert turns(run)[:2] == (0, {})


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


FATES = ("clauses", "added", "removed", "moved", "renumbered")


def fates(run: Run) -> dict[str, list[tuple[str | None, str | None]]]:
    """Return the numbers of the clauses that any change is told of."""
    data = turns(run)[2]
    return {fate: [(c["old"], c["new"]) for c in data[fate]] for fate in FATES if data[fate]}


def test_clauses_that_are_new_and_gone_are_named(following: Path, run: Run) -> None:
    change(following, ("1.2 Records.", "1.3 Records."), (RECORDS, f"{RECORDS}\n\n1.4 Reserved."))
    change(following, ("## 2. Audits", "## 7. Audits"), ("2.1 Manu", "7.1 Manu"))
    added = "\n1.2 Language. Each notice is written in English and sent by courier.\n\n1.3 Records"
    change(following, ("\n1.3 Records", added))
    assert fates(run) == {
        "added": [(None, "1.2")],
        "renumbered": [("1.2", "1.3"), ("2", "7"), ("2.1", "7.1")],
    }
    assert (
        "Clauses that are new\n  MSA 1.2: Language Each notice is written" in run(*COMPARE).stdout
    )
    shown = run("compare", "next", "deal", "-r", "rows.csv").stdout
    assert "Clauses that are gone\n  MSA 1.2: Language Each notice is written" in shown


def test_a_clause_that_stands_elsewhere_is_moved(following: Path, run: Run) -> None:
    text = following.read_text(encoding="utf-8")
    notice, records = (text[text.index(start) :].split("\n\n")[0] for start in ("1.1 ", "1.2 "))
    swapped = (f"{notice}\n\n{records}", f"1.1{records[3:]}\n\n1.2{notice[3:]}")
    change(following, swapped)
    assert list(fates(run)) == ["moved", "renumbered"]


def test_a_definition_is_told_apart_from_the_clause_that_it_stands_in(
    following: Path, run: Run
) -> None:
    text = following.read_text(encoding="utf-8")
    following.write_text(f'{text}\n"Review Period" means fifteen (15) days.\n', encoding="utf-8")
    found = fates(run)
    assert list(found) == ["added"]
    shown = run(*COMPARE).stdout
    assert "Review Period" in shown.split("Clauses that are new", 1)[1]
    change(following, ("fifteen (15) days", "ten (10) days"))
    change(following, ("thirty (30) days", "the Review Period"))
    assert "30 d -> >= 10 d" in str(turns(run)[2]["clauses"])


def test_a_clause_that_is_split_is_neither_new_nor_gone(following: Path, run: Run) -> None:
    whole = (
        "1.3 Form. Each notice is written in English and sent by courier. Manufacturer keeps a"
        " copy of each notice together with the proof of its delivery.\n\n## 2. Audits"
    )
    change(following.parents[1] / "deal" / "msa.md", ("## 2. Audits", whole))
    parts = whole.replace(". Manufacturer keeps", ".\n\n1.4 Copies. Manufacturer keeps")
    change(following, ("## 2. Audits", parts))
    assert not {"added", "removed", "clauses"} & fates(run).keys()


def test_statements_of_work_are_paired_by_name_and_a_new_one_is_told(
    following: Path, run: Run
) -> None:
    sow = "# Statement of Work {}\n\n1. Work. Manufacturer shall make {} batches of {} in 2026.\n"
    for folder in ("deal", "next"):
        for number, (batches, product) in enumerate([("two", "alpha-7"), ("six", "beta-9")], 1):
            text = sow.format(number, batches, product)
            (following.parents[1] / folder / f"sow-{number}.md").write_text(text, encoding="utf-8")
    assert fates(run) == {}
    text = sow.format(3, "ten", "gamma-2")
    (following.parent / "sow-3.md").write_text(text, encoding="utf-8")
    assert fates(run) == {"added": [(None, "")]}
    assert "  SOW: Statement of Work 3" in run(*COMPARE).stdout


def test_without_quotes_no_word_of_either_draft_is_told(following: Path, run: Run) -> None:
    change(following, ("thirty (30) days", "fifteen (15) days"), ("Audits", "Inspections"))
    for format_ in ("text", "json"):
        told = run(*COMPARE, "--format", format_, "--no-quotes")
        assert told.exit_code == 1
        assert "R1" in told.stdout
        words = ("thirty", "fifteen", "15 d", "Manufacturer shall")
        assert [word for word in words if word in told.stdout] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("thirty (30) days", "one (1) month"),
        ("ten (10) years", "120 months"),
        ("shall retain", "must retain"),
    ],
)
def test_equal_values_and_verbs_are_no_change(
    old: str, new: str, following: Path, run: Run
) -> None:
    change(following, (old, new))
    code, rows, data = turns(run)
    assert (code, rows, data["clauses"]) == (0, {}, [])
