"""`contract-lint explain`: a rule, why it is one, and clauses that break and keep it."""

import textwrap
from collections.abc import Iterator

import click

from contract_lint.cli.output import write_out
from contract_lint.errors import UsageError, unknown
from contract_lint.model import Requirement, Rule
from contract_lint.rulebook import load_precision, load_rules

WIDTH = 90


@click.command("explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Explain RULE, named by its id (AUD-03) or its name."""
    rules = {key: found for found in load_rules() for key in (found.name, found.id)}
    found = rules.get(rule) or rules.get(rule.upper())
    if found is None:
        raise UsageError(unknown("rule", rule, rules))
    write_out("".join(f"{line}\n" for line in _lines(found)).encode())


def _lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} {rule.name} ({rule.severity}, {rule.stability})"
    yield rule.title
    documents = ", ".join(rule.documents) or "any"
    yield ""
    yield from _labelled("Documents", documents)
    if rule.require:
        yield from _labelled("Requires", " ".join(_parts(rule.require)) or rule.require.text)
    yield from _labelled("Why", rule.why)
    yield from _labelled("Fix", rule.fix)
    yield from _labelled("Source", rule.source)
    yield from _labelled("Precision", _precision(rule))
    for title, examples in (("Found", rule.examples.bad), ("Left alone", rule.examples.good)):
        yield ""
        yield f"{title}:"
        for example in examples:
            yield from _example(example)


def _precision(rule: Rule) -> str:
    """Say how often the rule was right on real contracts."""
    shown = load_precision().get(rule.id)
    if shown is None:
        return "not measured on real contracts"
    found = f"{shown.found} found in {shown.contracts} real contracts"
    if not shown.read:
        return f"{found}, none read" if shown.found else found.replace("0 found", "nothing found")
    return f"{shown.right} of {shown.read} right ({found}, read in their context)"


def _parts(row: Requirement) -> Iterator[str]:
    """Yield the row as the one-line form of a sheet has it."""
    yield from filter(None, (row.party, row.action, " | ".join(row.objects), row.attribute))
    if row.conditions:
        yield f"[{'; '.join(row.conditions)}]"
    if row.limit:
        yield str(row.limit)
    if row.value is not None:
        yield f"{row.value:f}"
    yield from filter(None, ("; ".join(row.items), row.unit))
    if row.clock_from:
        yield f"from {row.clock_from}"
    if row.documents:
        yield f"in {'+'.join(row.documents)}"


def _labelled(label: str, text: str) -> Iterator[str]:
    first = f"{label + ':':<11}"
    lines = _wrap(text, WIDTH - len(first))
    yield first + lines[0]
    yield from (" " * len(first) + line for line in lines[1:])


def _example(text: str) -> Iterator[str]:
    lines = [row for line in text.splitlines() for row in _wrap(line, WIDTH - 4)]
    for number, line in enumerate(lines):
        yield f"  {'-' if number == 0 else ' '} {line}".rstrip()


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
