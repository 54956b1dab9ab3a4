"""`contract-lint baseline`: write down what is found today."""

from datetime import datetime
from pathlib import Path

import click

from contract_lint.cli.output import Progress, day_of, tell, write_out

CANNOT_CHECK = 2


@click.command("baseline")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet; may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Check the built-in baseline besides a sheet.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File instead of stdout.")
@click.option("--each", is_flag=True, help="Check every file alone.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
@click.option("--waivers", type=click.Path(path_type=Path), help="Accepted findings.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day that waivers expire by. [default: SOURCE_DATE_EPOCH, else the clock]",
)
def command(
    files: tuple[Path, ...],
    requirements: tuple[Path, ...],
    with_baseline: bool,
    output: Path | None,
    each: bool,
    config: Path | None,
    waivers: Path | None,
    today: datetime | None,
) -> None:
    """Write the findings and the met rows of FILES or folders, for `check --baseline`.

    No word of a contract is written. The command ends with 2 where something could not be
    checked, and then writes nothing.
    """
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.accept import render_baseline
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options, run

    options = Options(
        with_baseline=with_baseline, waivers=waivers, today=day_of(today), outputs=(output,)
    )
    outcome = run(Wanted(files, requirements, config, each), options, Progress(len(files)))
    for message in outcome.messages:
        tell(message)
    if outcome.report.failures:
        raise click.exceptions.Exit(CANNOT_CHECK)
    write_out(render_baseline(outcome.report), output)
