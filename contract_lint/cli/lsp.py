"""`contract-lint lsp`: a language server for contracts in Markdown and text, and YAML sheets."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from contract_lint.errors import UsageError


@click.command("lsp")
def command() -> None:
    """Speak the Language Server Protocol on stdin and stdout, for an editor that starts it.

    It needs pygls: install the extra `lsp`.
    """
    try:
        import pygls  # noqa: F401
    except ImportError as error:
        reason = "install it with: pip install 'contract-alignment-lint[lsp]'"
        raise UsageError(f"a language server needs pygls; {reason}") from error
    from contract_lint.language.startup import import_spacy

    import_spacy()
    from contract_lint.cli.editor import Editor
    from contract_lint.cli.server import serve

    with TemporaryDirectory() as folder:
        serve(Editor(Path(folder)))
