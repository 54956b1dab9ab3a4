"""Strings that every match of a regular expression must hold: a cheap test before a dear one."""

from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

AHEAD = 1  # the direction of an assertion that looks ahead


@dataclass(frozen=True, slots=True)
class Every:
    """All of these are needed; where there are none, nothing is."""

    parts: tuple["Need", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these is needed."""

    parts: tuple["Need", ...]


Need = str | Every | Some  # a string stands for itself, in small letters and without blanks

NOTHING = Every()


def needs(expression: str) -> Need:
    """Return what a text must hold for `expression` to match in it, in any case."""
    return _needs(_parser.parse(expression))


def _needs(sequence: Iterable[tuple[Any, Any]]) -> Need:
    parts: list[Need] = []
    run = ""
    for operation, argument in sequence:
        if operation is sre.LITERAL and chr(argument) != " ":
            run += chr(argument).lower()
            continue
        parts += (run, _inner(operation, argument))
        run = ""
    parts.append(run)
    telling = [part for part in parts if part != NOTHING and not _is_idle(part)]
    return telling[0] if len(telling) == 1 else Every(tuple(dict.fromkeys(telling)))


def _inner(operation: object, argument: Any) -> Need:
    if operation is sre.SUBPATTERN:
        return _needs(argument[3])
    if operation is sre.BRANCH:
        branches = tuple(dict.fromkeys(map(_needs, argument[1])))
        return NOTHING if NOTHING in branches else Some(branches)
    if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] > 0:
        return _needs(argument[2])
    if operation is sre.ASSERT and argument[0] == AHEAD:
        return _needs(argument[1])
    return NOTHING


def _is_idle(need: Need) -> bool:
    """Say whether a string is empty or a single letter, which tells nothing."""
    if not isinstance(need, str):
        return False
    return not need or (len(need) == 1 and need.isascii() and need.isalnum())
