"""What can go wrong that the user can put right. Anything else is a bug."""

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

MOST_NAMED = 30  # choices that a message lists


class ContractLintError(Exception):
    """The user's input stops the run; the message says where and what to do."""


class UnreadableFileError(ContractLintError):
    """A contract or a sheet could not be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class BadRuleError(ContractLintError):
    """A rule file does not say what a rule file must say."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


class BadConfigError(ContractLintError):
    """The configuration does not say what a configuration must say."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class UsageError(ContractLintError):
    """The command line asks for something that is not there."""


def unknown(what: str, value: str, known: Collection[str]) -> str:
    """Say that `value` is not one of `known`, and which it may have meant."""
    close = get_close_matches(value, sorted(known), n=1)
    if close:
        return f"unknown {what} {value!r}; did you mean {close[0]!r}?"
    names = sorted(known)
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"unknown {what} {value!r}; expected one of: {', '.join(names[:MOST_NAMED])}{more}"
