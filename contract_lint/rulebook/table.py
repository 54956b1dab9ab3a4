"""The rules as a Markdown table."""

from collections.abc import Sequence
from itertools import groupby

from contract_lint.model import Rule


def render_table(rules: Sequence[Rule]) -> str:
    """Return one table for each topic, in the order of the rules' ids."""
    parts: list[str] = []
    for topic, members in groupby(sorted(rules, key=_order), key=lambda rule: rule.topic):
        parts += [f"## {topic.replace('-', ' ').capitalize()}", ""]
        parts += [
            "| id | name | severity | by | documents | what it says |",
            "|---|---|---|---|---|---|",
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
    return (
        f"| {rule.id} | `{rule.name}` | {rule.severity} | {means(rule)} | {documents} | {title} |"
    )
