"""One contract in four formats: the same clauses, the same verdicts, the same findings."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contract_lint.cli import main
from contract_lint.read import read
from contract_lint.segment import segment

FIXTURES = Path(__file__).parents[1] / "fixtures"
SUFFIXES = ("docx", "pdf", "md", "txt")
WRITE = """
import sys
from pathlib import Path
import plain, portable, word
from build import read
from markup import Version
folder = Path(sys.argv[1])
for name in ("msa", "quality-agreement"):
    blocks = plain.settled(read(f"{name}.md", Version(sys.argv[2])))
    word.write(folder / f"{name}.docx", blocks, title=name, header="Draft")
    portable.write(folder / f"{name}.pdf", blocks, title=name, header="Draft")
    plain.write(folder / f"{name}.md", blocks)
    plain.write(folder / f"{name}.txt", blocks)
"""
NAMES = ("msa", "quality-agreement")


@pytest.fixture(scope="module", params=["deal", "clean"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp(request.param)
    command = [sys.executable, "-c", WRITE, str(path), request.param]
    subprocess.run(command, check=True, cwd=FIXTURES)
    return path


@pytest.fixture(scope="module")
def reports(folder: Path) -> dict[str, Any]:
    return {suffix: report(folder, suffix) for suffix in SUFFIXES}


def report(folder: Path, suffix: str) -> Any:
    files = [str(folder / f"{name}.{suffix}") for name in NAMES]
    sheet = str(FIXTURES / "deal" / "requirements.xlsx")
    asked = ["check", *files, "-r", sheet, "--format", "json", "--fail-on", "never"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def clauses(path: Path) -> list[tuple[str, str, int]]:
    contract = segment(read(path))
    return [(str(clause.kind), clause.number, clause.depth) for clause in contract.clauses]


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
@pytest.mark.parametrize("name", NAMES)
def test_the_clauses_are_the_same(folder: Path, name: str, suffix: str) -> None:
    assert clauses(folder / f"{name}.{suffix}") == clauses(folder / f"{name}.docx")


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_the_verdicts_are_the_same(reports: dict[str, Any], suffix: str) -> None:
    found = {
        name: {each["requirement"]: each["verdict"] for each in reports[name]["verdicts"]}
        for name in (suffix, "docx")
    }
    assert found[suffix] == found["docx"]


@pytest.mark.parametrize("suffix", SUFFIXES[1:])
def test_the_findings_are_the_same(reports: dict[str, Any], suffix: str) -> None:
    found = {
        name: [
            (each["rule"], each["requirement"], Path(each["path"]).stem, each["clause"])
            for each in reports[name]["findings"]
        ]
        for name in (suffix, "docx")
    }
    assert sorted(found[suffix], key=str) == sorted(found["docx"], key=str)
