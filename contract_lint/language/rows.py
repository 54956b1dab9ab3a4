"""Read the sentence of a requirement row as one reads a clause."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from contract_lint.language.pipeline import Mention
from contract_lint.language.quantities import find_quantities
from contract_lint.model import Comparator, Dimension, Limit, Quantity, Requirement

_SPONSOR = r"we|us|our|ours|customers?|sponsors?|clients?|buyers?|purchasers?|the\s+company"
_CDMO = (
    r"manufacturers?|suppliers?|cdmos?|cmos?|sellers?|vendors?|contractors?|developers?|"
    r"service\s+providers?|provider|plant|maker|laboratory"
)
_PARTY = re.compile(rf"\b(?:(?P<sponsor>{_SPONSOR})|(?P<cdmo>{_CDMO}))\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both\s+(?:sides|parties)|each\s+(?:side|party)|either\s+(?:side|party)|the\s+parties|neither\s+party|parties)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\b(?:we|customer|sponsor|client|buyer|purchaser)\b[^.;]{0,40}?\b(?:can|may|has|have|is\s+free|are\s+free|is\s+entitled|must\s+be\s+able)\b|\bmust\s+be\s+possible\b|\bopen\s+to\b|\bour\s+(?:right|accountants?|auditors?)\b",
    re.IGNORECASE,
)
_CEILING = re.compile(
    r"\b(?:at\s+most|at\s+the\s+latest|no\s+(?:later|more|longer)\s+than|not\s+(?:later|more|longer)\s+than|or\s+(?:less|fewer|sooner|earlier|shorter|below)|within|maximum|max|up\s+to|or\s+under|at\s+or\s+below|below|under|as\s+late\s+as|less\s+than)\b|<=|≤",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"\b(?:at\s+least|minimum|min|no\s+(?:less|fewer)\s+than|not\s+(?:less|fewer)\s+than|or\s+(?:more|longer|later|above|higher|better)|ahead|beforehand|in\s+advance|before(?:hand)?|prior|reaches|on\s+less\s+than|beyond|outlives?|or\s+over)\b|>=|≥",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\b(?:must\s+not\s+contain|there\s+is\s+no|no\s+clause)\b", re.IGNORECASE)
_LONG = frozenset({"retain", "maintain", "store", "refrain", "warrant", "extend", "insure"})
_PRIORITY = (  # the action that a row is most likely about, where several are named
    "obtain_approval", "notify", "terminate", "retain", "return", "replace", "escalate", "refrain",
    "indemnify", "allocate", "own", "respond", "warrant", "transfer", "remain_liable", "meet",
    "investigate", "pay", "provide", "deliver", "execute", "extend", "manufacture", "reject",
    "maintain", "insure", "inspect", "accept", "change", "submit", "release", "define", "permit",
)  # fmt: skip


def understand(requirement: Requirement, mentions: Sequence[Mention]) -> Requirement:
    """Fill the empty fields of `requirement` from its text, and record which were filled."""
    text = requirement.text
    found: dict[str, Any] = {}
    actions = {
        m.concept.removeprefix("action:") for m in mentions if m.concept.startswith("action:")
    }
    if not requirement.action:
        action = next((name for name in _PRIORITY if name in actions), "")
        if action:
            found["action"] = action
    if not requirement.party:
        found["party"] = read_party(text)
    if not requirement.objects:
        topics = [
            m.concept.removeprefix("topic:") for m in mentions if m.concept.startswith("topic:")
        ]
        if topics:
            found["objects"] = tuple(dict.fromkeys(topics))
    if not requirement.conditions:
        kinds = [
            m.concept.removeprefix("qualifier:")
            for m in mentions
            if m.concept.startswith("qualifier:")
        ]
        kinds = [kind for kind in kinds if kind not in ("prior", "written", "annual")]
        if kinds:
            found["conditions"] = tuple(dict.fromkeys(kinds))
    if requirement.limit is None:
        found |= read_limit(text, str(found.get("action", requirement.action)))
    filled = {name: value for name, value in found.items() if value not in ("", (), None)}
    return replace(requirement, **filled, inferred=requirement.inferred | frozenset(filled))


def read_party(text: str) -> str:
    """Return "Sponsor", "CDMO" or "both": who the row binds or gives a right."""
    if _BOTH.search(text):
        return "both"
    if _RIGHT.search(text):
        return "Sponsor"
    first = _PARTY.search(text)
    if first is None:
        return ""
    if first["cdmo"]:
        return "CDMO"
    return "Sponsor" if first.start() < 4 else "CDMO"


def read_limit(text: str, action: str) -> dict[str, Any]:
    """Return limit, value and unit as the sentence states them, or `present` where it has none."""
    quantities = [q for q in find_quantities(text) if q.value is not None]
    if not quantities:
        return {"limit": Limit.ABSENT if _ABSENT.search(text) else Limit.PRESENT}
    quantity = _main(quantities)
    return {
        "limit": _limit_of(text, quantity, action),
        "value": quantity.value,
        "unit": quantity.unit,
    }


def _main(quantities: Sequence[Quantity]) -> Quantity:
    """Return the value that the row is most likely about: time before money before counts."""
    order = [
        Dimension.MONEY,
        Dimension.PERCENT,
        Dimension.TEMPERATURE,
        Dimension.TIME,
        Dimension.RATE,
    ]
    ranked = sorted(
        enumerate(quantities),
        key=lambda pair: (
            order.index(pair[1].dimension) if pair[1].dimension in order else len(order),
            pair[0],
        ),
    )
    return ranked[0][1]


def _limit_of(text: str, quantity: Quantity, action: str) -> Limit:
    if quantity.comparator is Comparator.AT_LEAST:
        return Limit.AT_LEAST
    if quantity.comparator is Comparator.AT_MOST:
        return Limit.AT_MOST
    near = text[max(0, quantity.span.start - 40) : quantity.span.end + 40]
    ceiling, floor = _CEILING.search(near), _FLOOR.search(near)
    if ceiling and not floor:
        return Limit.AT_MOST
    if floor and not ceiling:
        return Limit.AT_LEAST
    if quantity.dimension in (Dimension.RATE, Dimension.COUNT, Dimension.PERCENT):
        return Limit.AT_LEAST
    if quantity.dimension is Dimension.TIME and action in _LONG:
        return Limit.AT_LEAST
    if quantity.dimension is Dimension.TIME and re.search(
        r"\b(?:have|has|get|gets|need)\b.{0,12}$|(?:in\s+(?:being|force)|safety\s+stock)",
        text[: quantity.span.start],
        re.IGNORECASE,
    ):
        return Limit.AT_LEAST
    return Limit.AT_MOST


def is_right(requirement: Requirement) -> bool:
    """Say whether the row asks for a right (of the sponsor), not for a duty of the other side."""
    return requirement.action in ("permit", "terminate") or (
        requirement.party == "Sponsor" and requirement.action not in ("pay", "own", "provide")
    )
