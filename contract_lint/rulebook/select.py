"""Choose rules by id, name, family or topic."""

from collections.abc import Callable, Collection, Sequence

from contract_lint.errors import UsageError, unknown
from contract_lint.model import Rule

ID_LENGTH = len("AUD-03")


def family(rule: Rule) -> str:
    """Return the family of a rule: `AUD` for AUD-03."""
    return rule.id.partition("-")[0]


def select(
    rules: Sequence[Rule], select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[Rule, ...]:
    """Return the rules that `select` names (nothing: all) and `ignore` does not.

    A key is an id (`DRF-06` also means DRF-06b), a name, a family (`AUD`) or a topic (`audit`).
    Raises UsageError for a key that no rule answers to.
    """
    chosen = _named(rules, select) if select else {rule.id for rule in rules}
    chosen -= _named(rules, ignore)
    return tuple(rule for rule in rules if rule.id in chosen)


KEYS: tuple[Callable[[Rule], str], ...] = (
    lambda rule: rule.id,
    lambda rule: rule.id[:ID_LENGTH],
    lambda rule: rule.name,
    family,
    lambda rule: rule.topic,
)


def _named(rules: Sequence[Rule], keys: Collection[str]) -> set[str]:
    answers: dict[str, set[str]] = {}
    for rule in rules:
        for key in KEYS:
            answers.setdefault(key(rule), set()).add(rule.id)
    found: set[str] = set()
    for name in keys:
        if name not in answers:
            raise UsageError(unknown("rule", name, answers))
        found |= answers[name]
    return found
