"""The hooks at work: pre-commit installed in a scratch repository and run by `git commit`.

The hooks come to pre-commit from a repository, as they do to users, with the manifest of this
project. Only `language` is changed from python to system, so that no environment is built: the
command is the one that is installed beside the Python that runs the tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import yaml

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent

pytest.importorskip("pre_commit", reason="pre-commit is not installed (it is in the dev extra)")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

PARTIES = (
    'This Agreement is between Arden Therapeutics, Inc. ("Client") and Brisa Biologics AG '
    '("Manufacturer"), who manufactures the Product for Client.'
)
RECORDS = (
    "1.1 Records. Manufacturer shall retain all batch records for ten (10) years after the end "
    "of manufacture."
)
CLAUSES = ("MASTER SERVICES AGREEMENT", PARTIES, RECORDS)
SOW = """\
# Statement of Work

1. Manufacturer shall notify Client of each major change at least ninety (90) days before its
implementation.
"""
CONFIG = """\
select = "REQ"
[sets.deal]
documents = ["msa.docx", "sow.md"]
requirements = "rows.csv"
"""
MET = "id,requirement\nR1,The manufacturer keeps batch records for at least 10 years\n"
UNMET = f"{MET}R2,Three months of safety stock are held\n"


class Repository:
    """A git repository with pre-commit installed."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        folder.mkdir()
        search = os.pathsep.join((str(BIN), os.environ["PATH"]))
        self.environment = {
            "PATH": search,
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONWARNINGS": "ignore",
        }
        self.git("init", "--quiet")
        self.git("config", "user.name", "Tester")
        self.git("config", "user.email", "tester@example.com")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *args: str) -> str:
        done = self.call("git", *args)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def commit(self, *names: str) -> subprocess.CompletedProcess[str]:
        """Stage the files alone and commit them, hooks and all."""
        self.git("reset", "--quiet")
        self.git("add", *names)
        return self.call("git", "commit", "-m", "change")

    def call(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    base = tmp_path_factory.mktemp("hooks")
    home = base / "home"
    home.mkdir()
    hooks = Repository(base / "hooks", home)
    manifest = MANIFEST.read_text(encoding="utf-8")
    hooks.write(".pre-commit-hooks.yaml", manifest.replace("language: python", "language: system"))
    hooks.git("add", ".")
    hooks.git("commit", "--quiet", "-m", "hooks")
    work = Repository(base / "work", home)
    config = {
        "repos": [
            {
                "repo": str(hooks.folder),
                "rev": hooks.git("rev-parse", "HEAD"),
                "hooks": [{"id": "contract-lint"}, {"id": "contract-lint-sets"}],
            }
        ]
    }
    work.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    work.write("README.md", "# Deals\n\nManufacturer shall see section 99.9.\n")
    work.write("deal/contract-lint.toml", CONFIG)
    work.write("deal/rows.csv", MET)
    work.write("deal/sow.md", SOW)
    word = docx.Document()
    for clause in CLAUSES:
        word.add_paragraph(clause)
    word.save(str(work.folder / "deal" / "MSA.docx"))
    (work.folder / "deal" / "MSA.docx").rename(work.folder / "deal" / "msa.docx")
    work.git("add", ".")
    work.git("commit", "--quiet", "-m", "before the hooks")
    work.git("tag", "start")
    installed = work.call(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout
    return work


@pytest.fixture
def repository(scratch: Repository) -> Repository:
    scratch.git("reset", "--quiet", "--hard", "start")
    return scratch


def test_the_manifest_is_as_promised() -> None:
    contracts, sets = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert contracts["files"] == r"(?i)\.(docx|pdf|md|markdown|txt)$"
    assert "types" not in contracts
    assert sets["pass_filenames"] is False
    assert contracts["require_serial"] is sets["require_serial"] is True


def test_a_readme_outside_every_set_is_left_alone(repository: Repository) -> None:
    repository.write("README.md", "# Deals\n\nManufacturer shall see section 98.8.\n")
    done = repository.commit("README.md")
    assert done.returncode == 0, done.stdout
    assert "check contracts with their sets" in done.stdout


def test_a_staged_word_file_is_checked_with_its_whole_set(repository: Repository) -> None:
    sheet = f"{MET}R3,Major changes are notified at least 90 days ahead\n"
    repository.write("deal/rows.csv", sheet)
    repository.git("commit", "--quiet", "--no-verify", "-am", "a row that the SOW meets")
    path = str(repository.folder / "deal" / "msa.docx")
    word = docx.Document(path)
    word.paragraphs[2].text = RECORDS.replace("ten (10)", "two (2)")
    word.save(path)
    done = repository.commit("deal/msa.docx")
    assert done.returncode == 1
    assert "deal/msa.docx:3:" in done.stdout
    assert "deal: 1 of 2 rows met, 1 weaker\n" in done.stdout  # the other stands in sow.md


def test_a_changed_sheet_rechecks_the_sets(repository: Repository) -> None:
    repository.write("deal/rows.csv", UNMET)
    done = repository.commit("deal/rows.csv")
    assert done.returncode == 1
    assert "R2 (Three months of safety stock are held) is missing" in done.stdout


def test_a_changed_configuration_rechecks_the_sets(repository: Repository) -> None:
    repository.write("deal/contract-lint.toml", CONFIG.replace("rows.csv", "gone.csv"))
    done = repository.commit("deal/contract-lint.toml")
    assert done.returncode == 1
    assert "deal/gone.csv: " in done.stdout
