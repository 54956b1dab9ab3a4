"""Find the rule files and read them all."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from contract_lint.errors import BadRuleError, UsageError
from contract_lint.model import Rule
from contract_lint.rulebook.folder import rules_folder
from contract_lint.rulebook.parse import parse_rule

LEXICON = "lexicon"  # a folder beside the topics that holds no rules


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rules in `folder` (default: those shipped), sorted by id.

    Raises BadRuleError for a file that is no rule and for an id or name used twice.
    """
    return _shipped_rules() if folder is None else _load(folder)


def load_with(folders: Sequence[Path]) -> tuple[Rule, ...]:
    """Return the shipped rules and those in `folders`, sorted by id.

    Only rule files are read from the folders; no code is. Raises BadRuleError as `load_rules`
    does, and UsageError for a folder that is none.
    """
    if not folders:
        return load_rules()
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"no folder of rules at {folder}")
    own = (rule for folder in folders for rule in load_rules(folder))
    return _distinct((*load_rules(), *own))


def rule_files(folder: Path) -> Iterator[Path]:
    """Yield each rule file of each topic, in order of path."""
    for path in sorted(folder.glob("*/*.yaml")):
        if path.parent.name != LEXICON:
            yield path


@cache
def _shipped_rules() -> tuple[Rule, ...]:
    return _load(rules_folder(), tested=True)


def _load(folder: Path, *, tested: bool = False) -> tuple[Rule, ...]:
    return _distinct(parse_rule(path, tested=tested) for path in rule_files(folder))


def _distinct(found: Iterable[Rule]) -> tuple[Rule, ...]:
    rules = sorted(found, key=lambda rule: rule.id)
    for key in ("id", "name"):
        seen: dict[str, Rule] = {}
        for rule in sorted(rules, key=lambda rule: rule.path):
            value = getattr(rule, key)
            earlier = seen.setdefault(value, rule)
            if earlier is not rule:
                raise BadRuleError(rule.path, 1, f"{key} {value!r} is taken by {earlier.path}")
    return tuple(rules)
