"""`contract-lint text`: the canonical text of a contract."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_lint.cli.output import write_out

if TYPE_CHECKING:
    from contract_lint.model import Document


@click.command("text")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="The text alone, without line numbers.")
@click.option("--comments", is_flag=True, help="Show remarks of Word files below their lines.")
@click.option(
    "--revisions",
    type=click.Choice(["final", "original"]),
    default="final",
    help="Tracked changes accepted or rejected.",
)
def command(file: Path, plain: bool, comments: bool, revisions: str) -> None:
    """Print the text of FILE with the line numbers that findings refer to."""
    from contract_lint.errors import UnreadableFileError
    from contract_lint.model import RevisionView
    from contract_lint.read import ReadSettings, read

    document = read(file, ReadSettings(RevisionView(revisions)))
    if not any(map(str.isalnum, document.text)):
        raise UnreadableFileError(file, "no text could be read from it")
    lines = [document.quote(line.span) for line in document.lines]
    if not plain:
        width = len(str(len(lines)))
        lines = [f"{number:>{width}}  {line}" for number, line in enumerate(lines, start=1)]
    if comments:
        lines = list(_with_comments(document, lines))
    write_out("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _with_comments(document: "Document", lines: Sequence[str]) -> Iterator[str]:
    """Put each comment below the line that it stands at."""
    by_line: dict[int, list[str]] = {}
    for comment in document.comments:
        when = f", {comment.date[:10]}" if comment.date else ""
        text = f"    [comment by {comment.author or 'an unnamed author'}{when}] {comment.text}"
        by_line.setdefault(document.line_at(comment.span.start), []).append(text)
    for index, line in enumerate(lines):
        yield line
        yield from by_line.get(index, ())
