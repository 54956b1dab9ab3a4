"""The rules as a Markdown table."""

from collections.abc import Sequence
from itertools import groupby

from contract_lint.model import Rule
from contract_lint.rulebook.precision import load_precision


def render_table(rules: Sequence[Rule]) -> str:
    """Return one table for each topic, in the order of the rules' ids."""
    parts: list[str] = []
    for topic, members in groupby(sorted(rules, key=_order), key=lambda rule: rule.topic):
        parts += [f"## {topic.replace('-', ' ').capitalize()}", ""]
        parts += [
            "| id | name | severity | by | right | documents | what it says |",
            "|---|---|---|---|---|---|---|",
        ]
        parts += [_row(rule) for rule in members]
        parts.append("")
    return "\n".join(parts)


def means(rule: Rule) -> str:
    """Say how a rule is checked: `require`, `match` or `check`."""
    if rule.require is not None:
        return "require"
    return "check" if rule.check else "match"


def _order(rule: Rule) -> tuple[str, str]:
    return rule.topic, rule.id


def _row(rule: Rule) -> str:
    documents = ", ".join(rule.documents) or "all"
    title = rule.title.replace("|", "\\|")
    cells = (rule.id, f"`{rule.name}`", rule.severity, means(rule), _right(rule), documents, title)
    return f"| {' | '.join(cells)} |"


def _right(rule: Rule) -> str:
    """Return how many of the findings that were read on real contracts were right."""
    precision = load_precision().get(rule.id)
    return f"{precision.right} of {precision.read}" if precision and precision.read else ""
