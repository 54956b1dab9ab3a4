"""`contract-lint check`: contracts against rows and rules."""

import atexit
import gc
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from contract_lint.cli.output import Progress, day_of, shows_colour, spare, tell, write_out
from contract_lint.errors import UsageError, unknown

if TYPE_CHECKING:
    from contract_lint.model import Report
    from contract_lint.report import View

CLEAN, FOUND, CANNOT_CHECK = 0, 1, 2

FAIL_ON = ("error", "warning", "note", "never")  # each with those before it
FORMATS = (
    "text",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "html",
    "summary",
)
VIEWS = ("final", "original")  # of tracked changes: accepted, rejected
REVISIONS = (*VIEWS, "both")
STAGES = ("dev", "clin", "ppq", "com")


class Target(NamedTuple):
    """A format and the file that it goes to; None is stdout."""

    format: str
    path: Path | None


def _split_formats(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> tuple[Target, ...]:
    """Read `json` and `json:report.json`."""
    targets = []
    for value in values:
        name, _, file = value.partition(":")
        if name not in FORMATS:
            raise click.BadParameter(unknown("format", name, FORMATS), ctx, param)
        targets.append(Target(name, Path(file) if file else None))
    return tuple(targets)


def _commas(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> list[str]:
    """Split values at commas, as in `--select AUD,CHG-01`."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet (xlsx, csv, yaml, or a table in docx or md); may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Check the built-in baseline besides a sheet.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    callback=_split_formats,
    metavar=f"[{'|'.join(FORMATS)}][:FILE]",
    help="What to write, and to which file; may be repeated. [default: text]",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="File instead of stdout.")
@click.option("--select", multiple=True, callback=_commas, help="Only these rules.")
@click.option("--ignore", multiple=True, callback=_commas, help="Not these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The least finding that makes the exit code 1. [default: error]",
)
@click.option("--each", is_flag=True, help="Check every file alone.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
@click.option("--configured-only", is_flag=True, help="Leave alone files outside every set.")
@click.option("--show-met", is_flag=True, help="Show the evidence of rows that are met.")
@click.option("--no-quotes", is_flag=True, help="Keep the words of the contracts to yourself.")
@click.option(
    "--revisions",
    type=click.Choice(REVISIONS),
    help="Tracked changes: accepted, rejected, or both compared. [default: final]",
)
@click.option(
    "--waivers",
    type=click.Path(path_type=Path),
    help="Accepted findings. [default: contract-lint-waivers.toml beside the configuration]",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="Findings that were there before, as `contract-lint baseline` wrote them.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day that waivers expire by. [default: SOURCE_DATE_EPOCH, else the clock]",
)
@click.option("--explain", default="", metavar="ROW", help="Say why this row gets its verdict.")
@click.option("--stage", default="", help="Judge only the rows for this stage.")
@click.option("--owner", default="", help="Judge only the rows of this owner.")
def command(
    files: tuple[Path, ...],
    requirements: tuple[Path, ...],
    with_baseline: bool,
    formats: tuple[Target, ...],
    output: Path | None,
    select: list[str],
    ignore: list[str],
    fail_on: str | None,
    each: bool,
    config: Path | None,
    configured_only: bool,
    show_met: bool,
    no_quotes: bool,
    revisions: str | None,
    waivers: Path | None,
    baseline: Path | None,
    today: datetime | None,
    explain: str,
    stage: str,
    owner: str,
) -> None:
    """Check FILES, or the contracts in folders.

    Files named together are one set, and so is each folder. A file of a configured set brings its
    set along. Without FILES, every configured set is checked.
    """
    gc.set_threshold(100_000, 50, 50)  # most of what a run makes lives to its end
    atexit.register(gc.freeze)  # where nothing is sought in it that could be freed one by one
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.cli.explained import explained
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options, run
    from contract_lint.report import View

    if explain and formats:
        raise UsageError("--explain writes text alone; leave --format out")
    targets = _targets(formats, output)
    if stage and stage not in STAGES:
        raise UsageError(unknown("stage", stage, STAGES))
    wanted = Wanted(files, requirements, config, each, configured_only)
    accepted = (path for path in (waivers, baseline) if path)
    outputs = tuple(target.path for target in targets)
    spare(accepted, *outputs)
    options = Options(
        select=tuple(select),
        ignore=tuple(ignore),
        fail_on=fail_on or "",
        with_baseline=with_baseline,
        stage=stage,
        owner=owner,
        revisions=revisions or "",
        explain=explain,
        waivers=waivers,
        baseline=baseline,
        today=day_of(today),
        outputs=outputs,
    )
    outcome = run(wanted, options, Progress(len(files)))
    for message in outcome.messages:
        tell(message)
    if explain:
        write_out(explained(outcome.explanations, quotes=not no_quotes).encode(), output)
    else:
        _write(outcome.report, targets, View(shows_colour(), show_met, quotes=not no_quotes))
    if outcome.report.failures:
        raise click.exceptions.Exit(CANNOT_CHECK)
    raise click.exceptions.Exit(FOUND if outcome.failed else CLEAN)


def _targets(formats: tuple[Target, ...], output: Path | None) -> tuple[Target, ...]:
    """Give every format a place of its own; files come first, so that stdout comes last."""
    targets = formats or (Target("text", None),)
    to_stdout = [target for target in targets if target.path is None]
    if len(to_stdout) > 1:
        names = " and ".join(target.format for target in to_stdout)
        raise UsageError(
            f"{names} cannot share one output; write --format {to_stdout[1].format}:FILE"
        )
    if output and not to_stdout:
        raise UsageError(f"--output {output} has nothing to hold: every --format names its file")
    placed = [target._replace(path=target.path or output) for target in targets]
    paths = [target.path.absolute() for target in placed if target.path]
    if len(set(paths)) < len(paths):
        raise UsageError("two formats cannot share one file")
    return tuple(sorted(placed, key=lambda target: target.path is None))


def _write(report: "Report", targets: tuple[Target, ...], view: "View") -> None:
    from contract_lint.report import REPORTERS, without_quotes

    if not view.quotes:
        report = without_quotes(report)
    for target in targets:
        seen = replace(view, colour=view.colour and target.path is None)
        data = REPORTERS[target.format](report, seen)
        write_out(data, target.path)
