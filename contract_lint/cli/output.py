"""Bytes to stdout and files, words to stderr."""

import os
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from contract_lint.errors import UsageError


def write_out(data: bytes, path: Path | None = None) -> None:
    """Write `data` to a file, or to stdout as it is.

    Raises UsageError for what cannot be written, BrokenPipeError where the reader went away.
    """
    try:
        if path is not None:
            path.write_bytes(data)
        elif sys.stdout is None:
            raise UsageError("stdout is closed; name a file with --output")
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        where = path or "stdout"
        raise UsageError(f"{where}: cannot be written: {error.strerror or error}") from error


def real(path: Path) -> Path:
    """Return where a path leads; a loop of links leads nowhere and is left as it is."""
    return Path(os.path.realpath(path))


def spare(inputs: Iterable[Path], *outputs: Path | None) -> None:
    """Raise UsageError where one of `outputs` would be written over one of `inputs`."""
    read = {real(path) for path in inputs}
    for output in outputs:
        if output and real(output) in read:
            raise UsageError(f"{output} is read by this run and cannot be its output")


def tell(message: str) -> None:
    """Say something about the run on stderr."""
    click.echo(f"contract-lint: {message}", err=True)


def shows_colour() -> bool:
    """Say whether stdout is a terminal whose user wants colours (https://no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()


def day_of(given: datetime | None) -> date:
    """Return the day that is given, else that of SOURCE_DATE_EPOCH, else today."""
    return (moment_of(given) or datetime.now(UTC)).date()


def moment_of(given: datetime | None) -> datetime | None:
    """Return the moment that is given, else that of SOURCE_DATE_EPOCH, else none.

    Raises UsageError where SOURCE_DATE_EPOCH is no number of seconds
    (https://reproducible-builds.org/specs/source-date-epoch).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given is not None or not epoch:
        return given
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        reason = "expected seconds since 1970, such as 1735689600"
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; {reason}") from error


class Progress:
    """A line on stderr that says how far a run is; silent where stderr is no terminal."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.shown = total > 1 and sys.stderr.isatty()

    def step(self, what: str) -> None:
        """Say that work on `what` begins."""
        self.done += 1
        if self.shown:
            line = f"{self.done}/{self.total} {what}"
            click.echo(f"\r\033[K{line[:100]}", err=True, nl=False)

    def clear(self) -> None:
        """Take the line away."""
        if self.shown:
            click.echo("\r\033[K", err=True, nl=False)
