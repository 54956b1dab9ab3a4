"""Read the sentence of a requirement row as one reads a clause."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from contract_lint.language.pipeline import Mention
from contract_lint.language.row_action import read_action
from contract_lint.language.row_clauses import Clauses, find_names, part
from contract_lint.language.row_formal import action_of, read_formal
from contract_lint.language.row_limit import read_measure
from contract_lint.language.row_objects import read_objects
from contract_lint.language.row_party import read_party
from contract_lint.model import Requirement

_NO_CLASS = frozenset({"prior", "written", "annual"})  # qualifiers that part no clauses


def understand(requirement: Requirement, mentions: Sequence[Mention]) -> Requirement:
    """Fill the empty fields of `requirement` from its text, and record which were filled.

    `mentions` are the concepts of the lexicon that the text names.
    """
    text = " ".join(requirement.text.split())
    names = find_names(text, _opens_with_concept(mentions))
    clauses = part(text, names)
    found: dict[str, Any] = {}
    formal = read_formal(text)
    spoken = formal.party if formal else ""
    party = requirement.party or spoken or read_party(clauses, names)
    if formal is not None:
        action = requirement.action or action_of(formal, mentions)
    else:
        action = requirement.action or read_action(clauses, party, _named(mentions, "action:"))
    found |= {"party": party, "action": action}
    found["objects"] = read_objects(clauses, names)
    found["conditions"] = _classes(mentions)
    found["to"] = _recipient(clauses)
    if requirement.limit is None:
        measure = read_measure(text, party, action)
        found |= {"limit": measure.limit, "value": measure.value, "unit": measure.unit}
        found["clock_from"] = measure.clock_from
    return _filled(requirement, found)


def _filled(requirement: Requirement, found: dict[str, Any]) -> Requirement:
    fresh = {
        name: value
        for name, value in found.items()
        if value not in ("", (), None) and getattr(requirement, name) in ("", (), None)
    }
    return replace(requirement, **fresh, inferred=requirement.inferred | frozenset(fresh))


def _opens_with_concept(mentions: Sequence[Mention]) -> bool:
    return any(m.start == 0 and 0 < m.end < 40 for m in mentions)


def _named(mentions: Sequence[Mention], kind: str) -> dict[str, None]:
    return {m.concept.removeprefix(kind): None for m in mentions if m.concept.startswith(kind)}


def _classes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(name for name in _named(mentions, "qualifier:") if name not in _NO_CLASS)


_RECIPIENT = re.compile(
    r"\b(?:to|reach(?:es)?|with|warns?|tells?|informs?)\s+(?:our|(?:the\s+)?(?:customer|sponsor|client)(?:['\u2019]s)?)\s+"
    r"(?P<desk>(?:[a-z-]+\s+)?(?:qa|qc|quality\s+unit|desk|planners?|team|manager|lead|department|"
    r"office|project\s+manager))\b",
    re.IGNORECASE,
)


def _recipient(clauses: Clauses) -> str:
    """Return the desk of the sponsor that the row wants addressed."""
    found = _RECIPIENT.search(clauses.main)
    return f"Sponsor {found['desk']}" if found else ""


def is_right(requirement: Requirement) -> bool:
    """Say whether the row asks for a right (of the sponsor), not for a duty of the other side."""
    return requirement.action in ("permit", "terminate") or (
        requirement.party == "Sponsor" and requirement.action not in ("pay", "own", "provide")
    )
