"""`contract-lint sheet`: requirement sheets."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_lint.cli.output import tell, write_out
from contract_lint.config import find_config
from contract_lint.errors import UsageError
from contract_lint.model import Requirement, Sheet

if TYPE_CHECKING:
    from contract_lint.language.analyzer import Analyzer

CANNOT_CHECK = 2
SHEET_RULES = "sheet"  # the topic of the rules on sheets


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
    """Echo FILE as it was understood; what was read from a row's words is marked with *.

    What is wrong with its rows is told besides.
    """
    from contract_lint.language.startup import import_spacy
    from contract_lint.sheet import load

    sheet = load(file)
    import_spacy()
    from contract_lint.language.analyzer import Analyzer

    analyzer = Analyzer.build(find_config(file.parent).lexicon_files)
    rows = list(map(analyzer.understand, sheet.requirements))
    write_out("".join(f"{line}\n" for line in _lines(sheet, rows)).encode("utf-8", "replace"))
    for problem in sheet.problems:
        tell(str(problem))
    for line in _findings(sheet, analyzer):
        tell(line)
    if not rows or any(problem.fatal for problem in sheet.problems):
        raise click.exceptions.Exit(CANNOT_CHECK)


def _findings(sheet: Sheet, analyzer: "Analyzer") -> Iterator[str]:
    """Yield a line for each thing that the rules on sheets find."""
    from contract_lint.lint import Linter
    from contract_lint.report.view import show_cell
    from contract_lint.rulebook import load_rules

    linter = Linter.build(
        tuple(rule for rule in load_rules() if rule.topic == SHEET_RULES), analyzer=analyzer
    )
    for found in linter.lint_sheet(sheet):
        yield f"{show_cell(found)}: {found.severity}: {found.message} [{found.rule}]"


def _lines(sheet: Sheet, rows: list[Requirement]) -> Iterator[str]:
    from contract_lint.sheet import describe

    for row in rows:
        inner = f"[{row.place.sheet}]" if row.place.sheet else ""
        place = f"{row.place.path.as_posix()}{inner}:{row.place.line}"
        yield f"{row.id} ({place})"
        for shown in describe(row):
            if shown.column != "id":
                mark = "*" if shown.inferred else " "
                yield f"  {mark} {shown.column:<11} {' '.join(shown.value.split())}"
        yield ""
    count = f"{len(rows)} row{'' if len(rows) == 1 else 's'}"
    yield f"{count} in {sheet.path.as_posix()}; * was read from the words of the row"
