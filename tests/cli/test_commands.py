import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from made_deal import MSA, Run

from contract_lint import __version__
from contract_lint.cli import COMMANDS
from contract_lint.report.as_json import schema
from contract_lint.rulebook import load_rules


def test_text_plain_is_the_file_itself(deal: Path, run: Run) -> None:
    result = run("text", "deal/msa.md", "--plain")
    assert result.stdout_bytes.decode() == MSA


def test_text_numbers_the_lines(deal: Path, run: Run) -> None:
    shown = run("text", "deal/msa.md").stdout.splitlines()
    assert shown[0] == " 1  # Master Services Agreement"
    assert [line[4:] for line in shown] == MSA.splitlines()
    assert [int(line[:2]) for line in shown] == list(range(1, len(shown) + 1))


def test_rules_lists_every_rule(run: Run) -> None:
    shown = run("rules").stdout
    for rule in load_rules():
        assert f"  {rule.id}" in shown
        assert rule.title in shown
    assert shown.endswith(f"{len(load_rules())} rules\n")


def test_rules_can_be_narrowed(run: Run) -> None:
    assert "DRF-01" not in run("rules", "audit").stdout
    assert "AUD-03" in run("rules", "audit").stdout


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_explain_says_why_and_shows_examples(run: Run, rule: object) -> None:
    from contract_lint.model import Rule

    assert isinstance(rule, Rule)
    shown = run("explain", rule.name)
    words = " ".join(shown.stdout.split())
    assert shown.exit_code == 0
    assert shown.stdout == run("explain", rule.id.lower()).stdout or not rule.id[-1].isdigit()
    for text in (rule.title, rule.why, rule.fix, *rule.examples.bad, *rule.examples.good):
        assert " ".join(text.split()) in words


def test_schema_prints_the_schema(run: Run) -> None:
    result = run("schema")
    assert result.stdout_bytes == schema()
    assert json.loads(result.stdout)["$schema"].endswith("2020-12/schema")


def test_help_lists_the_commands_and_each_has_its_own(run: Run) -> None:
    shown = run("--help").stdout
    for name, text in COMMANDS.items():
        assert f"  {name}" in shown
        assert text in " ".join(shown.split())
        assert run(name, "--help").exit_code == 0


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"contract-lint {__version__}\n"


def test_a_new_sheet_is_not_written_over_another(deal: Path, run: Run) -> None:
    assert run("sheet", "new", "fresh.xlsx").exit_code == 0
    written = (deal / "fresh.xlsx").read_bytes()
    again = run("sheet", "new", "fresh.xlsx")
    assert again.exit_code == 2
    assert "there is such a file already" in again.stderr
    assert (deal / "fresh.xlsx").read_bytes() == written


def test_sheet_show_marks_what_was_read_from_the_words(deal: Path, run: Run) -> None:
    (deal / "free.csv").write_text(
        "id,requirement\nQ1,Major changes are notified at least 90 days ahead\n", encoding="utf-8"
    )
    shown = run("sheet", "show", "free.csv")
    assert shown.exit_code == 0
    assert "Q1 (free.csv:2)" in shown.stdout
    assert "  * value       90" in shown.stdout
    typed = run("sheet", "show", "rows.csv").stdout
    assert "    value       90" in typed
    assert typed.endswith("5 rows in rows.csv; * was read from the words of the row\n")


def test_sheet_show_fails_on_a_row_that_cannot_be_used(deal: Path, run: Run) -> None:
    (deal / "bad.csv").write_text("id,requirement\nA,Records are kept\nA,Twice\n", encoding="utf-8")
    shown = run("sheet", "show", "bad.csv")
    assert shown.exit_code == 2
    assert "bad.csv:3" in shown.stderr


@pytest.mark.parametrize("debug", [False, True])
def test_a_bug_is_neither_findings_nor_a_bare_traceback(
    run: Run, deal: Path, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("a\nb")

    monkeypatch.setattr("contract_lint.read.read", broken)
    result = run(*["--debug"] * debug, "text", "deal/msa.md")
    assert result.exit_code == 70
    assert result.stdout == ""
    assert ("Traceback" in result.stderr) is debug
    assert "contract-lint: this is a bug of contract-lint, at cli/text.py:" in result.stderr
    assert "KeyError: 'a\\nb'" in result.stderr


def test_ctrl_c_is_no_finding(run: Run, deal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contract_lint.read.read", stopped)
    result = run("text", "deal/msa.md")
    assert (result.exit_code, result.stderr) == (130, "contract-lint: stopped\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("stream", "complaint"),
    [(">&-", "stdout is closed; name a file with --output"), (">/dev/full", "stdout: cannot be")],
)
def test_what_cannot_be_written_is_told(deal: Path, stream: str, complaint: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m contract_lint text deal/msa.md {stream}"
    result = subprocess.run(command, shell=True, cwd=deal, capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr.startswith(f"contract-lint: {complaint}")
    assert result.stderr.count("\n") == 1
