"""`contract-lint schema`: the JSON Schema of the JSON report."""

from importlib import resources

import click

from contract_lint.cli.output import write_out


@click.command("schema")
def command() -> None:
    """Print the JSON Schema (draft 2020-12) of the JSON report."""
    write_out(resources.files("contract_lint.report").joinpath("schema.json").read_bytes())
