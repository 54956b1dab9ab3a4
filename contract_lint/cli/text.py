"""`contract-lint text`: the canonical text of a contract."""

from pathlib import Path

import click

from contract_lint.cli.output import write_out


@click.command("text")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="The text alone, without line numbers.")
def command(file: Path, plain: bool) -> None:
    """Print the text of FILE with the line numbers that findings refer to."""
    from contract_lint.errors import UnreadableFileError
    from contract_lint.read import read

    document = read(file)
    if not any(map(str.isalnum, document.text)):
        raise UnreadableFileError(file, "no text could be read from it")
    lines = [document.quote(line.span) for line in document.lines]
    if not plain:
        width = len(str(len(lines)))
        lines = [f"{number:>{width}}  {line}" for number, line in enumerate(lines, start=1)]
    write_out("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
