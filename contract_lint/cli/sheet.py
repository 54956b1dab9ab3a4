"""`contract-lint sheet`: requirement sheets."""

from collections.abc import Iterator
from pathlib import Path

import click

from contract_lint.cli.output import tell, write_out
from contract_lint.errors import UsageError
from contract_lint.model import Requirement, Sheet

CANNOT_CHECK = 2

FIELDS = (
    "checks",
    "area",
    "party",
    "action",
    "objects",
    "attribute",
    "limit",
    "value",
    "items",
    "unit",
    "clock_from",
    "conditions",
    "to",
    "stages",
    "documents",
    "strength",
    "accept",
    "source",
    "owner",
)


@click.group("sheet")
def command() -> None:
    """Write a requirement sheet to fill in, or show how one is read."""


@command.command("new")
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Write an empty sheet with column help and drop-downs to FILE (.xlsx)."""
    from contract_lint.sheet import write_template

    if file.suffix.lower() != ".xlsx":
        raise UsageError(f"{file}: a new sheet is an Excel file; name it {file.stem}.xlsx")
    if file.exists():
        raise UsageError(f"{file}: there is such a file already; name another")
    try:
        write_template(file)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written: {error.strerror or error}") from error
    tell(f"wrote {file.as_posix()}")


@command.command("show")
@click.argument("file", type=click.Path(path_type=Path))
def show(file: Path) -> None:
    """Echo FILE as it was understood; what was read from a row's words is marked with *."""
    from contract_lint.language.analyzer import Analyzer
    from contract_lint.sheet import load

    sheet = load(file)
    rows = list(map(Analyzer.build().understand, sheet.requirements))
    write_out("".join(f"{line}\n" for line in _lines(sheet, rows)).encode())
    for problem in sheet.problems:
        tell(str(problem))
    if not rows or any(problem.fatal for problem in sheet.problems):
        raise click.exceptions.Exit(CANNOT_CHECK)


def _lines(sheet: Sheet, rows: list[Requirement]) -> Iterator[str]:
    for row in rows:
        inner = f"[{row.place.sheet}]" if row.place.sheet else ""
        yield f"{row.id}  {' '.join(row.text.split())}  ({row.place.path.name}{inner}:{row.place.line})"
        for name in FIELDS:
            value = _show(getattr(row, name))
            if value:
                mark = "*" if name in row.inferred else " "
                yield f"  {mark} {name:<10} {value}"
        yield ""
    yield f"{len(rows)} rows in {sheet.path.as_posix()}; * read from the words of the row"


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
