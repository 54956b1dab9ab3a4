"""What only a process of its own shows: imports, bytes, terminals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contract_lint.cli.check import FORMATS

FIXTURE = Path(__file__).parents[2] / "fixtures" / "deal"
HEAVY = ("spacy", "docx", "lxml", "pypdfium2", "pdfplumber", "numpy", "openpyxl", "rapidfuzz")
PROBE = """
import sys
from contract_lint.cli import main
try:
    main({args!r}, prog_name="contract-lint")
except SystemExit as error:
    assert not error.code, error.code
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
"""


def process(
    *args: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    keep = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "contract_lint", *args],
        cwd=cwd,
        env=keep | environment,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize(
    "args",
    [
        ["--version"],
        ["--help"],
        ["rules"],
        ["explain", "AUD-03"],
        ["explain", "weak-modal"],
        ["schema"],
        ["check", "--help"],
        ["sheet", "--help"],
    ],
    ids=" ".join,
)
def test_light_commands_import_nothing_heavy(args: list[str]) -> None:
    probe = PROBE.format(args=args, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]


def outputs(cwd: Path, sheet: str, seed: str) -> dict[str, bytes]:
    files = [f"--format={name}:out.{name}" for name in FORMATS if name != "text"]
    args = ("check", "deal", "-r", sheet, "--with-baseline", "--show-met", "--format=text")
    done = process(*args, *files, cwd=cwd, PYTHONHASHSEED=seed)
    assert done.returncode == 1, done.stderr
    found = {path.suffix[1:]: path.read_bytes() for path in cwd.glob("out.*")}
    return found | {"text": done.stdout, "stderr": done.stderr}


@pytest.mark.parametrize("fixture", [False, True], ids=["text and Markdown", "Word, PDF and Excel"])
def test_the_same_input_gives_the_same_bytes_in_every_format(
    deal: Path, tmp_path: Path, fixture: bool
) -> None:
    here, there = tmp_path / "here", tmp_path / "elsewhere" / "deeper"
    sheet = "deal/requirements.xlsx" if fixture else "rows.csv"
    for folder in (here, there):
        shutil.copytree(FIXTURE if fixture else deal / "deal", folder / "deal")
        shutil.copy(deal / "rows.csv", folder)
    first = outputs(here, sheet, "1")
    assert all(first[name] for name in FORMATS)
    assert outputs(there, sheet, "77") == first


def test_output_that_is_no_terminal_has_no_colour(deal: Path) -> None:
    assert b"\x1b" not in process("check", "deal", "-r", "rows.csv", cwd=deal).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_shows_colours_unless_told_not_to(
    deal: Path, environment: dict[str, str], coloured: bool
) -> None:
    import pty

    master, slave = pty.openpty()
    keep = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    subprocess.run(
        [sys.executable, "-m", "contract_lint", "check", "deal/qag.txt", "--select", "REQ-missing"],
        cwd=deal,
        env=keep | {"TERM": "xterm"} | environment,
        stdout=slave,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    os.close(slave)
    shown = os.read(master, 65536)  # short enough for the terminal's buffer
    os.close(master)
    assert b"1 document" in shown
    assert (b"\x1b[" in shown) is coloured


def test_bytes_on_stdout_are_utf8_whatever_the_locale(deal: Path) -> None:
    (deal / "deal" / "msa.md").write_text(
        "# Agreement\n\n1. Größe. Le «prix» shall be paid — promptly.\n", encoding="utf-8"
    )
    done = process("text", "deal/msa.md", "--plain", cwd=deal, LC_ALL="C", PYTHONUTF8="0")
    assert done.stdout == (deal / "deal" / "msa.md").read_bytes()


@pytest.mark.parametrize("args", [("rules",), ("text", "deal/msa.md"), ("check", "deal")])
def test_a_reader_that_goes_away_ends_the_run_in_silence(deal: Path, args: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "contract_lint", *args],
        cwd=deal,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:
        assert started.stdout and started.stderr
        started.stdout.close()
        told = started.stderr.read()
    assert started.returncode == 141, "as a shell tells of SIGPIPE, and never as found or clean"
    assert b"Error" not in told
