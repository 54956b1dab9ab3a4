from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_deal import MSA, QAG, ROWS, Run

from contract_lint.cli import main


@pytest.fixture
def deal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a set of two contracts, and a sheet beside them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (tmp_path / "deal").mkdir()
    (tmp_path / "deal" / "msa.md").write_text(MSA, encoding="utf-8")
    (tmp_path / "deal" / "qag.txt").write_text(QAG, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Run the command line in this process."""

    def call(*args: str) -> Result:
        result = CliRunner().invoke(main, args, prog_name="contract-lint")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call
