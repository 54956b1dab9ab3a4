"""`contract-lint waive`: accept one finding, with a reason."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_lint.cli.output import Progress, day_of, tell, write_out
from contract_lint.errors import UsageError

if TYPE_CHECKING:
    from contract_lint.model import Finding, Report

SHORTEST = 8  # hex digits that may stand for a fingerprint


@click.command("waive")
@click.argument("name")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--reason", required=True, help="Why it is accepted.")
@click.option("--author", required=True, help="Who accepts it.")
@click.option("--expires", type=click.DateTime(["%Y-%m-%d"]), help="Last day on which it holds.")
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet; may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Check the built-in baseline besides a sheet.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Date of the waiver.")
def command(
    name: str,
    files: tuple[Path, ...],
    reason: str,
    author: str,
    expires: datetime | None,
    requirements: tuple[Path, ...],
    with_baseline: bool,
    config: Path | None,
    today: datetime | None,
) -> None:
    """Print the waiver of the finding NAME in FILES: a row, or the beginning of a fingerprint.

    Append it to `contract-lint-waivers.toml`: `contract-lint waive R1 deal/ ... >> FILE`.
    """
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.accept import render_waiver
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options, run

    wanted = Wanted(files, requirements, config)
    outcome = run(wanted, Options(with_baseline=with_baseline), Progress(len(files)))
    for message in outcome.messages:
        tell(message)
    finding = _find(outcome.report, name)
    last = expires.date() if expires else None
    table = render_waiver(finding, reason, author, day_of(today), last)
    write_out(f"\n{table}".encode("utf-8", "replace"))


def _find(report: "Report", name: str) -> "Finding":
    """Return the one finding that is meant."""
    found = {
        finding.fingerprint: finding
        for result in report.results
        for finding in result.findings
        if (finding.judgement and finding.judgement.requirement.id == name)
        or (len(name) >= SHORTEST and finding.fingerprint.startswith(name))
    }
    if not found:
        raise UsageError(f"no finding {name!r}; the JSON report shows rows and fingerprints")
    if len(found) > 1:
        choices = ", ".join(fingerprint[:12] for fingerprint in found)
        raise UsageError(f"{name!r} has {len(found)} findings; name one of: {choices}")
    return next(iter(found.values()))
