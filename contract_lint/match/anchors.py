"""Strings that every match of a regular expression must hold: a cheap test before a dear one."""

from collections.abc import Iterable
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

SHORTEST = 2  # what a choice of anchors must be worth; a single letter tells nothing
SIGN = 2  # worth of a character that is no letter of the alphabet: "[", "_" or a party


def anchors(expression: str) -> tuple[str, ...]:
    """Return strings in small letters of which every match of `expression` holds at least one.

    Empty where no such strings are known.
    """
    return tuple(sorted(_anchors(_parser.parse(expression))))


def _anchors(sequence: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the choice of strings whose shortest member is longest."""
    choices: list[frozenset[str]] = []
    run = ""
    for operation, argument in sequence:
        if operation is sre.LITERAL and chr(argument) != " ":
            run += chr(argument).lower()
            continue
        choices.append(frozenset({run}))
        run = ""
        choices.append(_inner(operation, argument))
    choices.append(frozenset({run}))
    best = max(choices, key=_worth)
    return best if _worth(best) >= SHORTEST else frozenset()


def _inner(operation: object, argument: Any) -> frozenset[str]:
    if operation is sre.SUBPATTERN:
        return _anchors(argument[3])
    if operation is sre.BRANCH:
        branches = [_anchors(branch) for branch in argument[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] > 0:
        return _anchors(argument[2])
    return frozenset()


def _worth(choice: frozenset[str]) -> int:
    return min(map(_length, choice), default=0)


def _length(anchor: str) -> int:
    plain = anchor.isascii() and (anchor.isalnum() or not anchor)
    return len(anchor) if plain else max(len(anchor), SIGN)
