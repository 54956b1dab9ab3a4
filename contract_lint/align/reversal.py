"""Words that turn a duty or right of a row into its opposite, or let the other party out of it."""

import re
from collections.abc import Sequence

from contract_lint.language.modality import find_modals
from contract_lint.language.norms import Names
from contract_lint.model import Modality

NEAR = 60  # characters between "shall not" and the verb that it forbids
_STILL_BINDS = re.compile(
    r"\b(?:unless|except|without|until|only|solely|less|fewer|more|later|longer|earlier|exceed\w*|"
    r"other\s+than|unreasonabl\w+|delay\w*|withh\w+|merely|limited|prevent\w*|fail|cease|before|prior\s+to)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|without|unless|only|refrains?|forbid\w*|free\s+(?:of|from))\b",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"\b(?:shall|will|must|agrees\s+to)\s+(?:also\s+)?(?:permit|allow|grant|afford|give|enable)\s+(?:to\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_AT_WILL = re.compile(
    r"\b(?:in|at)\s+(?:its|his|their)\s+(?:own\s+)?(?:sole|absolute|free|unfettered|own)"
    r"(?:\s+and\s+absolute)?\s+(?:discretion|judge?ment|option|election)\b",
    re.IGNORECASE,
)
_WAY_OUT = re.compile(
    r"\b(?:except|save|unless|but|however|provided(?:,?\s+however)?,?)(?:\s+that)?\b[^.;]{0,160}$",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"\bsubject(?:,?\s+(?:in\s+(?:each|every|any|all)\s+(?:case|event|instance|cases)|always|however|"
    r"at\s+all\s+times),?)?\s+to\b[^.;]{0,80}?\b(?:consent|approval|permission|authori[sz]ation)\b",
    re.IGNORECASE,
)


def is_negative(row: str) -> bool:
    """Say whether a row asks that something is not done."""
    return _NEGATIVE.search(row) is not None


def denial(words: str, acts: Sequence[int]) -> str:
    """Return the words that forbid what the row asks, or an empty string.

    `words` are those of the norm that decides; `acts` the offsets in it at which the row's action
    is named, by which the verb is quoted where it is known.
    """
    for modal in find_modals(words):
        if modal.modality is not Modality.PROHIBITION or words[modal.start] in "cC":  # cannot
            continue
        if _STILL_BINDS.search(words[modal.start :]):
            continue
        verb = next((at for at in acts if modal.end <= at <= modal.end + NEAR), modal.end)
        return " ".join(words[modal.start : verb + 24].split())
    return ""


def lets(words: str, names: Names) -> str:
    """Return the role that the words of a duty let do something, or an empty string."""
    found = _LETS.search(words)
    if found is None:
        return ""
    return next((role for at, _, role in names.find(words[found.end() :]) if at == 0), "")


def escape(text: str, names: Names, holder: str) -> str:
    """Return the exception that lets `holder` decide as it likes, or an empty string."""
    for found in _AT_WILL.finditer(text):
        before = text[: found.start()]
        opens = _WAY_OUT.search(before)
        if opens is None:
            continue
        named = [role for _, _, role in names.find(before[opens.start() :])]
        if named and named[-1] == holder:
            return " ".join(text[opens.start() : found.end()].split())[:120]
    return ""


def gate(text: str) -> str:
    """Return the words that make a right hang on a consent, or an empty string."""
    found = _GATE.search(text)
    return found.group() if found else ""
