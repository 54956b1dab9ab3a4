"""The documentation names what is there, shows code that runs, and builds without a warning."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

import click
import pytest

from contract_lint.cli import COMMANDS, main
from contract_lint.model import Verdict
from contract_lint.report import REPORTERS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
DEAL = ROOT / "fixtures" / "deal"

CALL = re.compile(r"contract-lint (?P<command>[a-z]+)(?P<rest>(?:[^\n`|\\]|\\\n)*)")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def options_of(command: click.Command) -> set[str]:
    """Return the options of a command, and those of its own commands."""
    found = {name for parameter in command.params for name in parameter.opts} | {"-h", "--help"}
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return found.union(*(options_of(each) for each in inner))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_commands_and_options_in_the_documentation_are_there(page: Path) -> None:
    assert isinstance(main, click.Group)
    for call in CALL.finditer(page.read_text(encoding="utf-8")):
        command = main.get_command(click.Context(main), call["command"])
        assert command is not None, call[0]
        named = set(OPTION.findall(re.sub(r'"[^"]*"', "", call["rest"])))
        assert named <= options_of(command), f"{call[0]}: {named - options_of(command)}"


def test_every_command_is_told_of() -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"contract-lint {name}" not in told] == []


def test_reference_pages_are_those_of_the_code() -> None:
    pages = run_path(str(DOCS / "reference.py"))["pages"]()
    for name, text in pages.items():
        path = DOCS / name
        assert path.read_text(encoding="utf-8") == text, "run python docs/reference.py"


def test_tables_name_every_verdict_and_every_format() -> None:
    verdicts = (DOCS / "verdicts.md").read_text(encoding="utf-8")
    assert [name for name in Verdict if f"| `{name}` |" not in verdicts] == []
    library = (DOCS / "library.md").read_text(encoding="utf-8")
    assert [name for name in REPORTERS if f"`{name}`" not in library] == []


@pytest.mark.parametrize("name", ["library.md", "howto/python.md"])
def test_python_in_the_documentation_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deal").mkdir()
    shutil.copy(DEAL / "quality-agreement.docx", tmp_path / "deal")
    shutil.copy(DEAL / "requirements.xlsx", tmp_path)
    blocks = PYTHON.findall((DOCS / name).read_text(encoding="utf-8"))
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), known)
    assert "R12" in capsys.readouterr().out


@pytest.mark.skipif(find_spec("mkdocs") is None, reason="mkdocs is not installed: '.[docs]'")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "howto" / "word.html").is_file()
    assert not list((tmp_path / "site").rglob("*.py"))
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:script|link)[^>]*?(?:src|href)="(https?:[^"]+)"', page)
    assert loaded == [], "the pages load nothing from elsewhere"
