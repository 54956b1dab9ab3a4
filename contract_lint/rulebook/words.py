"""Classes of words that expressions name instead of spelling out; data in `rules/words.yaml`."""

import re
from collections.abc import Mapping
from functools import cache

import yaml

from contract_lint.errors import BadRuleError
from contract_lint.rulebook.folder import rules_folder

WORDS = "words.yaml"  # beside the topics
NAME = re.compile(r"<([a-z]+(?:-[a-z]+)*)>")


@cache
def word_classes() -> Mapping[str, str]:
    """Return the expression of each class of words, by name; a class may name those above it.

    Raises BadRuleError where the file does not give each name a list of expressions.
    """
    path = rules_folder() / WORDS
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    classes: dict[str, str] = {}
    for name, choices in content.items():
        if not isinstance(choices, list) or not all(isinstance(each, str) for each in choices):
            raise BadRuleError(path, 1, f"{name!r}: expected a list of expressions (quote them)")
        classes[name] = f"(?:{_filled('|'.join(choices), classes)})"
    return classes


def spell_out(expression: str) -> str:
    """Return `expression` with its word classes, such as `<at-will>`, spelled out."""
    return _filled(expression, word_classes())


def _filled(expression: str, classes: Mapping[str, str]) -> str:
    return NAME.sub(lambda found: classes.get(found[1], found[0]), expression)
