"""`contract-lint matrix`: the requirements traceability matrix."""

from pathlib import Path

import click

from contract_lint.cli.check import STAGES, VIEWS
from contract_lint.cli.output import Progress, tell, write_out
from contract_lint.errors import UsageError, unknown

CANNOT_CHECK = 2

FORMATS = {".xlsx": "xlsx", ".csv": "csv", ".html": "html", ".htm": "html", ".md": "markdown"}


@click.command("matrix")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet (xlsx, csv, yaml, or a table in docx or md); may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Trace the built-in baseline besides a sheet.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File instead of stdout.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(sorted(set(FORMATS.values()))),
    help="What to write. [default: by the name of the file, else markdown]",
)
@click.option("--no-quotes", is_flag=True, help="Keep the words of the contracts to yourself.")
@click.option("--revisions", type=click.Choice(VIEWS), help="Tracked changes accepted or rejected.")
@click.option("--each", is_flag=True, help="Trace every file alone.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
@click.option("--stage", default="", help="Judge only the rows for this stage.")
@click.option("--owner", default="", help="Judge only the rows of this owner.")
def command(
    files: tuple[Path, ...],
    requirements: tuple[Path, ...],
    with_baseline: bool,
    output: Path | None,
    format_: str | None,
    no_quotes: bool,
    revisions: str | None,
    each: bool,
    config: Path | None,
    stage: str,
    owner: str,
) -> None:
    """Trace each row to its verdict and the words it rests on, in FILES or folders.

    The matrix is a record: it ends with 0 whatever the verdicts are, and with 2 where something
    could not be checked.
    """
    if stage and stage not in STAGES:
        raise UsageError(unknown("stage", stage, STAGES))
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options, run
    from contract_lint.matrix import MATRICES
    from contract_lint.report import without_quotes

    chosen = format_ or _by_name(output)
    if chosen == "xlsx" and output is None:
        raise UsageError("an Excel file needs a name; add --output matrix.xlsx")
    wanted = Wanted(files, requirements, config, each)
    options = Options(
        fail_on="never",
        with_baseline=with_baseline,
        stage=stage,
        owner=owner,
        revisions=revisions or "",
        outputs=(output,),
    )
    outcome = run(wanted, options, Progress(len(files)))
    for message in outcome.messages:
        tell(message)
    report = without_quotes(outcome.report) if no_quotes else outcome.report
    write_out(MATRICES[chosen](report), output)
    if report.failures:
        raise click.exceptions.Exit(CANNOT_CHECK)


def _by_name(output: Path | None) -> str:
    if output is None:
        return "markdown"
    found = FORMATS.get(output.suffix.lower())
    if found is None:
        known = ", ".join(FORMATS)
        raise UsageError(f"{output}: no matrix format ends so; name it {known}, or add --format")
    return found
