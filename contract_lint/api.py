"""The library: the checks of the command line, as functions that return its objects."""

from collections.abc import Iterable, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TypeAlias

from contract_lint.cli.check import REVISIONS, STAGES
from contract_lint.cli.gather import Wanted
from contract_lint.cli.output import Progress
from contract_lint.cli.run import Options, run
from contract_lint.errors import UsageError, unknown
from contract_lint.model import Report

Paths: TypeAlias = str | PathLike[str] | Iterable[str | PathLike[str]]


def check(
    paths: Paths = (),
    requirements: Paths = (),
    *,
    with_baseline: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    stage: str = "",
    owner: str = "",
    each: bool = False,
    revisions: str = "",
    waivers: str | PathLike[str] | None = None,
    baseline: str | PathLike[str] | None = None,
    today: date | None = None,
    config: str | PathLike[str] | None = None,
) -> Report:
    """Check contracts against requirement sheets and the rules, as `contract-lint check` does.

    `paths` are files and folders; files named together are one set, and so is each folder. With no
    path, every configured set is checked. `requirements` are sheets; with none, those of the
    configuration are used, else the built-in baseline. `select` and `ignore` name rules, families
    or `REQ`; `revisions` names the side of tracked changes that is read: final, original or both.

    With `today` a run asks what was accepted, as of that day: the waivers beside the configuration
    or in the file `waivers`, and the `baseline`. Then accepted findings stand in
    `Report.accepted` alone. Without it every finding is reported. What could not be read stands in `Report.failures`; nothing is printed or written.

    Raises ContractLintError for what stops the whole run: a bad configuration, an unknown rule,
    stage or owner, a folder without contracts.
    """
    if stage and stage not in STAGES:
        raise UsageError(unknown("stage", stage, STAGES))
    if revisions and revisions not in REVISIONS:
        raise UsageError(unknown("side of tracked changes", revisions, REVISIONS))
    if today is None and (waivers or baseline):
        raise UsageError("say by which day waivers and baseline hold: today=date.today()")
    wanted = Wanted(
        paths=_paths(paths),
        sheets=_paths(requirements),
        config=Path(config) if config is not None else None,
        each=each,
    )
    options = Options(
        select=tuple(select),
        ignore=tuple(ignore),
        with_baseline=with_baseline,
        stage=stage,
        owner=owner,
        revisions=revisions,
        waivers=Path(waivers) if waivers is not None else None,
        baseline=Path(baseline) if baseline is not None else None,
        today=today,
    )
    return run(wanted, options, Progress(0)).report


def render(report: Report, format: str = "text", *, quotes: bool = True) -> bytes:  # noqa: A002
    """Return `report` in a format of the command line: text, json, sarif, html and so on.

    Without `quotes` no word of the contracts stands in it, places and verdicts only. Raises
    UsageError for an unknown format.
    """
    from contract_lint.report import REPORTERS, View, without_quotes

    if format not in REPORTERS:
        raise UsageError(unknown("format", format, REPORTERS))
    shown = report if quotes else without_quotes(report)
    return REPORTERS[format](shown, View(quotes=quotes))


def _paths(given: Paths) -> tuple[Path, ...]:
    if isinstance(given, str | PathLike):
        return (Path(given),)
    return tuple(Path(path) for path in given)
