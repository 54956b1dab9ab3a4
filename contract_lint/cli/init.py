"""`contract-lint init`: what a folder of contracts needs to be checked from now on."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from contract_lint.cli.output import tell, write_out
from contract_lint.config import FILE_NAME
from contract_lint.errors import UsageError
from contract_lint.read import SUFFIXES

SHEET = "requirements.xlsx"
HOOKS = ".pre-commit-config.yaml"
NOT_CONTRACTS = ("readme", "changelog", "contributing", "license", "notice", "todo")

HOOK_LINES = """\
  - repo: local
    hooks:
      - id: contract-lint
        name: check contracts with their sets
        entry: contract-lint check --configured-only
        language: system
        files: '(?i)\\.(docx|docm|pdf|md|markdown|txt)$'
        require_serial: true
      - id: contract-lint-sets
        name: check contract sets against changed requirements
        entry: contract-lint check --configured-only
        language: system
        files: '(?i)(\\.(xlsx|xlsm|csv|tsv|yaml|yml)|(^|/)contract-lint\\.toml)$'
        pass_filenames: false
        require_serial: true
"""


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Write configuration, sheet template and pre-commit lines for the contracts in FOLDER.

    Each folder that holds contracts becomes a set. A file that is there already is left as it is.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; name the one that holds the contracts")
    sets = find_sets(folder)
    if not sets:
        raise UsageError(f"{folder}: no contract found; expected {', '.join(sorted(SUFFIXES))}")
    _write(folder / FILE_NAME, configuration(sets).encode())
    from contract_lint.sheet import template

    _write(folder / SHEET, template())
    _hooks(folder)
    tell(f"next: fill in {(folder / SHEET).as_posix()}, then run contract-lint check")


def find_sets(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the contracts in and below `folder` by the name of their set, as paths from there."""
    found: dict[str, tuple[str, ...]] = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_private(Path(place, name)))
        inner = Path(place).relative_to(folder)
        files = tuple((inner / name).as_posix() for name in sorted(names) if _is_contract(name))
        if files:
            name = inner.as_posix() if inner.parts else folder.resolve().name or "contracts"
            found[_free(name, found)] = files
    return found


def configuration(sets: Mapping[str, Sequence[str]]) -> str:
    """Return a configuration with one set for each entry of `sets`."""
    return "".join(f"{line}\n" for line in _lines(sets))


def _lines(sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f"requirements = {_quoted(SHEET)}  # the sheet of every set that names none of its own"
    yield 'fail-on = "error"  # or "warning", "note", "never"'
    yield '# ignore = ["DRF"]  # rules and families to leave out; contract-lint rules lists them'
    for name, documents in sets.items():
        yield ""
        yield f"[sets.{_quoted(name)}]"
        yield "documents = ["
        yield from (f"  {_quoted(document)}," for document in documents)
        yield "]"
        yield '# precedence = ["QAG", "MSA", "SOW"]  # highest rank first, where no clause says it'
    yield ""
    yield "# Where the type of a document is not seen from its title, say it:"
    first = next(iter(sets.values()))[0]
    yield f"# [documents.{_quoted(first)}]"
    yield '# type = "MSA"  # MSA, SOW, QAG, SUP or OTHER'


def _hooks(folder: Path) -> None:
    """Write the pre-commit lines, or print them where the file is somebody's already."""
    root = next((place for place in (folder, *folder.resolve().parents) if _is_root(place)), folder)
    path = root / HOOKS
    if not path.exists():
        _write(path, f"repos:\n{HOOK_LINES}".encode())
        return
    if "contract-lint" in path.read_text(encoding="utf-8", errors="replace"):
        tell(f"left {path.as_posix()} as it is")
        return
    tell(f"left {path.as_posix()} as it is; add these lines under its `repos:`")
    write_out(HOOK_LINES.encode())


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        tell(f"left {path.as_posix()} as it is")
        return
    write_out(data, path)
    tell(f"wrote {path.as_posix()}")


def _is_contract(name: str) -> bool:
    path = Path(name)
    told = path.stem.casefold() in NOT_CONTRACTS or name.startswith(("~$", "."))
    return path.suffix.lower() in SUFFIXES and not told


def _is_private(folder: Path) -> bool:
    return folder.name.startswith(".") or (folder / "pyvenv.cfg").exists()


def _is_root(folder: Path) -> bool:
    return (folder / ".git").exists()


def _free(name: str, taken: Mapping[str, object]) -> str:
    while name in taken:
        name += "-"
    return name


def _quoted(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are TOML's, and TOML wants one for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
