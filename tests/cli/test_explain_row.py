from pathlib import Path

from made_deal import Run

CHECK = ("check", "deal", "-r", "rows.csv")


def test_a_row_is_explained(deal: Path, run: Run) -> None:
    result = run(*CHECK, "--explain", "R1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "R1: Major changes are notified at least 90 days ahead"
    assert lines[1].startswith("  weaker, confidence 0.")
    assert any(line.split() == ["value", "90"] for line in lines)
    first = next(line for line in lines if line.startswith("    1. "))
    assert "msa.md" in first
    assert first.endswith("weaker, which decides")
    assert "read as    a duty of CDMO (notify" in result.stdout
    assert "30 days before" in result.stdout
    assert "that the row is about it; for it: " in result.stdout
    assert "30" in result.stdout
    assert "R2" not in result.stdout


def test_what_was_read_from_the_text_is_marked(deal: Path, run: Run) -> None:
    (deal / "bare.csv").write_text(
        "id,requirement\nX1,The manufacturer notifies us of major changes 90 days ahead\n",
        encoding="utf-8",
    )
    result = run("check", "deal", "-r", "bare.csv", "--explain", "X1")
    assert "    party      CDMO  (from the text)\n" in result.stdout


def test_quotes_can_be_kept_back(deal: Path, run: Run) -> None:
    shown = run(*CHECK, "--explain", "R1").stdout
    kept = run(*CHECK, "--explain", "R1", "--no-quotes").stdout
    assert "\n       words      " in shown
    assert "\n       words      " not in kept
    assert "deviations value" in kept


def test_an_unknown_row_is_named(deal: Path, run: Run) -> None:
    result = run(*CHECK, "--explain", "R9")
    assert result.exit_code == 2
    assert "unknown row 'R9'; expected one of: R1" in result.stderr


def test_a_format_does_not_go_with_it(deal: Path, run: Run) -> None:
    result = run(*CHECK, "--explain", "R1", "--format", "json")
    assert result.exit_code == 2
    assert "leave --format out" in result.stderr


def test_a_missing_row_says_that_no_clause_is_likely_enough(deal: Path, run: Run) -> None:
    (deal / "other.csv").write_text(
        "id,requirement,party,action,object,limit\n"
        "X2,The maker changes the site only with our approval,CDMO,obtain_approval,site,present\n",
        encoding="utf-8",
    )
    told = run("check", "deal", "-r", "other.csv", "--explain", "X2").stdout

    assert told.splitlines()[1].startswith("  missing, confidence 0.")
    assert "none is likely enough" in told or "no clause shares its words" in told
    assert "topic:" not in told
