"""`contract-lint rules`: what there is to check."""

from itertools import groupby

import click

from contract_lint.cli.output import write_out
from contract_lint.rulebook import load_rules, select


@click.command("rules")
@click.argument("keys", nargs=-1)
def command(keys: tuple[str, ...]) -> None:
    """List the rules by topic; KEYS (ids, families, names, topics) narrow the list."""
    rules = select(load_rules(), keys)
    width = max(len(rule.name) for rule in rules)
    lines: list[str] = []
    for topic, found in groupby(sorted(rules, key=lambda r: (r.topic, r.id)), lambda r: r.topic):
        lines.append(topic)
        lines += (
            f"  {rule.id:<7} {rule.name:<{width}}  {rule.severity:<7}  {rule.title}"
            for rule in found
        )
    lines.append(f"{len(rules)} rules")
    write_out("".join(f"{line}\n" for line in lines).encode())
