"""`contract-lint rules`: what there is to check."""

from itertools import groupby
from pathlib import Path

import click

from contract_lint.cli.output import write_out
from contract_lint.errors import UsageError
from contract_lint.rulebook import load_rules, select

TEST = "test"  # no rule has this name


@click.command("rules")
@click.argument("keys", nargs=-1)
def command(keys: tuple[str, ...]) -> None:
    """List the rules by topic; KEYS (ids, families, names, topics) narrow the list.

    `rules test DIR` tries the examples of the rules in a folder of your own.
    """
    if keys[:1] == (TEST,):
        _try(keys[1:])
        return
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


def _try(folders: tuple[str, ...]) -> None:
    """Try the examples of each rule in a folder; any that fails ends with exit code 1."""
    if len(folders) != 1 or not Path(folders[0]).is_dir():
        raise UsageError("give one folder: contract-lint rules test DIR")
    rules = load_rules(Path(folders[0]))
    if not rules:
        raise UsageError(f"no rule in {folders[0]}; a rule stands in DIR/topic/name.yaml")
    # here, because listing the rules needs no language model
    from contract_lint.config import find_config
    from contract_lint.language.analyzer import Analyzer
    from contract_lint.trial import Trial

    words = find_config(Path(folders[0])).lexicon_files
    failures = list(Trial(Analyzer.build(words), rules).failures())
    tried = sum(len(rule.examples.bad) + len(rule.examples.good) for rule in rules)
    lines = [*map(str, failures), f"{len(rules)} rules, {tried} examples, {len(failures)} wrong"]
    write_out("".join(f"{line}\n" for line in lines).encode())
    if failures:
        raise click.exceptions.Exit(1)
