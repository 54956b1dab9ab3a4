"""The GitHub Action: its check step is run as GitHub runs it, in bash with its environment."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
BASH = shutil.which("bash")

MSA = """\
# Master Services Agreement

This Master Services Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa
Biologics AG ("Manufacturer"). Manufacturer shall manufacture the Product for Client.

1.1 Manufacturer shall notify Client of each major change at least thirty-four (34) days before its
implementation.
"""
ROWS = "id,requirement\nR1,Major changes are notified at least 90 days ahead\n"


def run_check(folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Run the check step with the defaults of its inputs but for those given."""
    if BASH is None:
        pytest.skip("bash is not installed")
    temp = folder / "runner"
    temp.mkdir()
    values = {name: entry.get("default", "") for name, entry in ACTION["inputs"].items()}
    values |= {name.replace("_", "-"): value for name, value in inputs.items()}
    given = {
        name: values[expression.removeprefix("${{ inputs.").removesuffix(" }}")]
        for name, expression in STEPS["Check"]["env"].items()
    }
    environment = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "HOME": str(folder),
        "RUNNER_TEMP": str(temp),
        "GITHUB_STEP_SUMMARY": str(temp / "summary"),
        "GITHUB_OUTPUT": str(temp / "output"),
        **given,
    }
    flags = ("--noprofile", "--norc", "-eo", "pipefail", "-c")
    done = subprocess.run(
        [BASH, *flags, STEPS["Check"]["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done, temp


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    (tmp_path / "deal one").mkdir()
    (tmp_path / "deal one" / "msa.md").write_text(MSA, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_findings_become_annotations_a_summary_and_files(deal: Path) -> None:
    done, temp = run_check(deal, paths="deal one\n", requirements="rows.csv\n")
    assert done.returncode == 0, done.stderr
    assert "::error file=deal one/msa.md,line=6" in done.stdout
    assert (temp / "output").read_text() == "exit-code=1\n"
    assert "## Contract check" in (temp / "summary").read_text(encoding="utf-8")
    for name in ("contract-lint.sarif", "contract-lint.html"):
        words = (deal / name).read_text(encoding="utf-8")
        assert "R1" in words
        assert "thirty-four (34)" not in words  # no word of a contract leaves the runner unasked
    assert "thirty-four (34)" not in done.stdout


def test_inputs_are_data(deal: Path) -> None:
    trap = '$(touch owned); "; touch owned; #'
    done, temp = run_check(deal, paths=trap, requirements="--help\n")
    assert not (deal / "owned").exists()
    assert (temp / "output").read_text() == "exit-code=2\n"
    assert done.returncode == 0


def test_scripts_hold_no_expressions() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_quotes_can_be_asked_for(deal: Path) -> None:
    done, _ = run_check(
        deal, paths="deal one", requirements="rows.csv", quotes="true", annotations="false", html=""
    )
    assert "thirty-four (34)" in (deal / "contract-lint.sarif").read_text(encoding="utf-8")
    assert "[REQ-weaker]" in done.stdout
    assert not (deal / "contract-lint.html").exists()
