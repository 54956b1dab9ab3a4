"""A fingerprint of the rules, so that a report says what it was made with."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from contract_lint.model import Rule
from contract_lint.rulebook.load import LEXICON
from contract_lint.rulebook.words import WORDS


def digest(rules: Sequence[Rule]) -> str:
    """Return the SHA-256 of the bytes of the rule files, in the order of their ids.

    The lexicon and the word classes beside their topics are part of it: they decide what a rule
    sees.
    64 hex digits.
    """
    total = sha256()
    files = [rule.path for rule in sorted(rules, key=lambda rule: rule.id)]
    for path in [*files, *_lexicon_files(rules)]:
        content = path.read_bytes()
        total.update(f"{path.parent.name}/{path.name}:{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def _lexicon_files(rules: Sequence[Rule]) -> list[Path]:
    roots = sorted({rule.path.parent.parent for rule in rules})
    return [
        path
        for root in roots
        for path in (*sorted((root / LEXICON).glob("**/*")), root / WORDS)
        if path.is_file()
    ]
