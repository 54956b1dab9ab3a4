"""An installed wheel works away from the checkout: its rules, lexicon, weights and schemas are in it."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a wheel built from the checkout, as pip would lay them down."""
    built, folder = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("site")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(built), versions=["standard"])
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, cwd: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command line of the wheel, away from the checkout."""
    command = [sys.executable, "-P", "-m", "contract_lint", *args]
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_wheel_holds_every_data_file_of_the_package(unpacked: Path) -> None:
    def data(folder: Path) -> set[Path]:
        files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return {path.relative_to(folder) for path in files}

    rules = {Path("rules") / path for path in data(ROOT / "rules")}
    assert data(unpacked / "contract_lint") == data(ROOT / "contract_lint") | rules


def test_a_wheel_checks_a_contract_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "msa.txt").write_text(
        'This Master Services Agreement is made between Orbis ("Client") and Lenz '
        '("Manufacturer"), who shall manufacture the Product for Client.\n\n'
        "1. Payment. Client shall pay within thirty (60) days.\n",
        encoding="utf-8",
    )
    done = run(unpacked, tmp_path, "check", "msa.txt", "--select", "DRF-09", "--format", "concise")
    assert (done.returncode, done.stderr) == (1, "")
    assert "[DRF-09]" in done.stdout
    where = run(unpacked, tmp_path, "explain", "DRF-09")
    assert where.returncode == 0, where.stderr
    assert "DRF-09 number-in-words" in where.stdout
