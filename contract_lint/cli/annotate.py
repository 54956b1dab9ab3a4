"""`contract-lint annotate`: the findings beside the words of a draft."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from contract_lint.cli.output import Progress, moment_of, real, spare, tell, write_out
from contract_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract_lint.annotate import Remark, Suggestion
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options
    from contract_lint.model import Contract, Finding, Result

CANNOT_CHECK = 2
_ROUNDS = 3  # of proving suggestions: one that clears its finding alone may not beside another


@click.command("annotate")
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("others", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", required=True, type=click.Path(path_type=Path), help="The copy to write."
)
@click.option(
    "--requirements",
    "-r",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Requirement sheet; may be repeated.",
)
@click.option("--with-baseline", is_flag=True, help="Check the built-in baseline besides a sheet.")
@click.option("--suggest", is_flag=True, help="Track the changes whose wording is certain (Word).")
@click.option("--no-quotes", is_flag=True, help="Keep the words of the contracts out of comments.")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the comments. [default: SOURCE_DATE_EPOCH, else none]",
)
@click.option("--config", type=click.Path(path_type=Path), help="Configuration to use.")
@click.option("--stage", default="", help="Judge only the rows for this stage.")
@click.option("--owner", default="", help="Judge only the rows of this owner.")
def command(
    draft: Path,
    others: tuple[Path, ...],
    output: Path,
    requirements: tuple[Path, ...],
    with_baseline: bool,
    suggest: bool,
    no_quotes: bool,
    today: datetime | None,
    config: Path | None,
    stage: str,
    owner: str,
) -> None:
    """Write the findings on DRAFT (.docx, .docm or .pdf) into a copy of it.

    OTHERS are read with it as one set; only findings on DRAFT are written. A copy that was
    annotated before is brought up to date.
    """
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.annotate import SUFFIXES, TRACKING
    from contract_lint.cli.gather import Wanted
    from contract_lint.cli.run import Options
    from contract_lint.report.confidential import without_words

    suffix = draft.suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UsageError(f"{draft}: no comments can be written into it; expected one of: {known}")
    if output.suffix.lower() != suffix:
        raise UsageError(f"{output}: the copy of a {suffix} file is one too; name it {suffix}")
    if suggest and suffix not in TRACKING:
        raise UsageError(f"{draft}: changes can be tracked in Word files only; leave out --suggest")
    spare((*others, *requirements), output)
    wanted = Wanted((draft, *others), requirements, config)
    options = Options(with_baseline=with_baseline, stage=stage, owner=owner, revisions="final")
    with TemporaryDirectory() as folder:
        job = _Job(draft, wanted, options, Path(folder))
        show = without_words if no_quotes else None
        data = job.annotate(_moment(today), suggest=suggest, show=show)
    write_out(data, output)
    for message in job.messages:
        tell(message)
    if job.failed:
        raise click.exceptions.Exit(CANNOT_CHECK)


class _Job:
    """One draft on its way to its annotated copy."""

    def __init__(self, draft: Path, wanted: "Wanted", options: "Options", folder: Path) -> None:
        self.draft = draft
        self.wanted = wanted
        self.options = options
        self.folder = folder
        self.messages: tuple[str, ...] = ()
        self.failed = False

    def annotate(
        self, when: str, *, suggest: bool, show: "Callable[[Finding], Finding] | None" = None
    ) -> bytes:
        """Return the annotated copy; say on the way what was written.

        `show` gives what may be told of a finding.
        """
        from contract_lint import annotate

        data = _read_bytes(self.draft)
        result, contract = self.check(self.plain(data))
        findings = annotate.about(contract, result.findings)
        places = annotate.places_of(contract, findings, result.judgements)
        remarks = tuple(
            annotate.remark(show(finding) if show else finding, span) for finding, span in places
        )
        suggestions: tuple[Suggestion, ...] = ()
        if suggest:
            offered = annotate.suggest(contract, findings, result.judgements)
            suggestions = self.proved(data, remarks, offered, findings)
        counts = _count(len(remarks), "comment")
        if suggest:
            counts += f", {_count(len(suggestions), 'suggestion')}"
        elsewhere = len(result.findings) - len(findings)
        if elsewhere:
            counts += f"; not on this document: {_count(elsewhere, 'finding')}"
        self.messages = (*self.messages, f"{self.draft}: {counts}")
        return annotate.writer_for(self.draft)(self.draft, data, remarks, suggestions, when)

    def plain(self, data: bytes) -> bytes:
        """Return the draft without the suggestions of a former run."""
        from contract_lint.annotate import TRACKING

        if self.draft.suffix.lower() not in TRACKING:
            return data
        from contract_lint.annotate.word import without_suggestions

        return without_suggestions(self.draft, data)

    def check(self, data: bytes) -> "tuple[Result, Contract]":
        """Check the set with `data` as the content of the draft."""
        from dataclasses import replace

        from contract_lint.cli.run import run

        stand_in = self.folder / f"draft{self.draft.suffix}"
        stand_in.write_bytes(data)
        options = replace(self.options, instead={real(self.draft): stand_in})
        outcome = run(self.wanted, options, Progress(1))
        self.messages = outcome.messages
        self.failed = bool(outcome.report.failures)
        for result in outcome.report.results:
            for contract in result.set.contracts:
                if real(contract.document.path) == real(self.draft):
                    return result, contract
        raise UsageError("; ".join(outcome.messages) or f"{self.draft}: was not checked")

    def proved(
        self,
        data: bytes,
        remarks: "tuple[Remark, ...]",
        offered: "tuple[Suggestion, ...]",
        findings: "tuple[Finding, ...]",
    ) -> "tuple[Suggestion, ...]":
        """Return the suggestions that clear their findings once they are accepted."""
        from contract_lint.annotate import about, cleared, writer_for

        for _ in range(_ROUNDS):
            if not offered:
                break
            written = writer_for(self.draft)(self.draft, data, remarks, offered, "")
            result, contract = self.check(written)  # the reader takes changes as accepted
            kept = cleared(offered, findings, about(contract, result.findings))
            if kept == offered:
                return kept
            offered = kept
        return ()


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be opened: {error.strerror or error}") from error


def _moment(today: datetime | None) -> str:
    """Return the date of comments in ISO 8601, or empty where none is given."""
    moment = moment_of(today)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
