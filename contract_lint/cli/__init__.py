"""The command line: one command a module, each imported only when it is called."""

import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from contract_lint import __version__
from contract_lint.errors import ContractLintError, unknown

PACKAGE = Path(__file__).parents[1]

CANNOT_CHECK = 2
STOPPED = 130  # as a shell reports a program that Ctrl-C ended
PIPE_CLOSED = 141  # as a shell reports one whose reader went away, such as `head`
BUG = 70  # EX_SOFTWARE of sysexits.h: never to be taken for findings

COMMANDS: dict[str, str] = {
    "check": "Check contracts against a requirement sheet and the rules.",
    "matrix": "Write the requirements traceability matrix.",
    "compare": "Say what a new draft makes better or worse, row by row.",
    "baseline": "Write down the findings that are there, for `check --baseline`.",
    "waive": "Accept one finding, with a reason.",
    "annotate": "Write the findings into a copy of a draft, as comments beside the words.",
    "text": "Print the text of a contract as findings refer to it.",
    "rules": "List the rules.",
    "explain": "Explain a rule.",
    "sheet": "Write a requirement sheet to fill in, or show how one is read.",
    "lsp": "Serve an editor: findings, rows and quick fixes as you write.",
    "init": "Write what a folder of contracts needs to be checked.",
    "schema": "Print the JSON Schema of the JSON report.",
}


class LazyGroup(click.Group):
    """A group of the commands in `commands`; a command's module is imported when it runs."""

    def __init__(self, *args: Any, package: str, helps: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.package = package
        self.helps = helps

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names in the order in which `--help` shows them."""
        return list(self.helps)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name not in self.helps:
            return None
        command: click.Command = import_module(f"{self.package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        if args and args[0] not in self.helps and not args[0].startswith("-"):
            raise click.UsageError(unknown("command", args[0], self.helps), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.helps.items()))


class Cli(LazyGroup):
    """The group; it alone turns what goes wrong into one line and an exit code.

    2 for what the user can put right, 70 for a bug of ours, 130 where the user stops the run, 141
    where the reader of a pipe does.
    """

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; a wrong one is told in one line too."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False)
        if not standalone_mode:
            return run(**extra)
        code: Any = None
        try:
            code = run(**extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except click.ClickException as error:
            click.echo(f"contract-lint: {_one_line(error)}", err=True)
            code = error.exit_code
        except click.Abort:
            click.echo("contract-lint: stopped", err=True)
            code = STOPPED
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> object:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except ContractLintError as error:
            click.echo(f"contract-lint: {error}", err=True)
            ctx.exit(CANNOT_CHECK)
        except KeyboardInterrupt:
            click.echo("contract-lint: stopped", err=True)
            ctx.exit(STOPPED)
        except BrokenPipeError:
            _leave_pipe()
            ctx.exit(PIPE_CLOSED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the last boundary before the user
            _tell_bug(error, traced=ctx.params["debug"])
            ctx.exit(BUG)


def _one_line(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and where its options are told."""
    message = error.format_message().rstrip(".")
    words = " ".join(f"{message[:1].lower()}{message[1:]}".split())
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    return f"{words}; see `{ctx.command_path} --help`" if ctx is not None else words


def _leave_pipe() -> None:
    """Let what is still to be written go nowhere, so that the end of the program is silent."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _tell_bug(error: Exception, *, traced: bool) -> None:
    """Say where the program broke; the traceback only where it is asked for."""
    import traceback

    if traced:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(str(PACKAGE))]
    place = f"{Path(own[-1].filename).relative_to(PACKAGE).as_posix()}:{own[-1].lineno}"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    click.echo(f"contract-lint: this is a bug of contract-lint, at {place}: {what}", err=True)
    if not traced:
        click.echo("contract-lint: `contract-lint --debug ...` shows what to report", err=True)


@click.group(
    cls=Cli,
    package=__name__,
    helps=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="contract-lint", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of a bug.")
def main(debug: bool) -> None:
    """Check contract drafts against a technical requirement sheet, line by line."""
