"""Clauses that fall short in who owns or pays."""

import re
from collections.abc import Iterator

from contract_lint.align.facts import Facts
from contract_lint.model import Deviation

_FREE = re.compile(
    r"free\s+of\s+charge|own\s+(?:cost|expense)|no\s+(?:extra\s+|additional\s+|further\s+)?c(?:ost|harge)|"
    r"without\s+(?:(?:extra|additional|any|further)\s+)*(?:charg\w+|costs?|fees?|pay\w*)|at\s+cdmo|cdmo\s+cost|at\s+its\s+(?:cost|expense)|for\s+free",
    re.IGNORECASE,
)
_WHOSE_COST = re.compile(
    r"['’]?s?\s+(?:(?:sole|own|reasonable)\s+)*(?:cost|expense)", re.IGNORECASE
)
_PAID_BY = re.compile(
    r"(?:(?:paid|borne|reimbursed|invoiced|charged|billed)\s+(?:by|to)|\bat\s+the\s+(?:sole\s+)?(?:cost|expense)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BILLED = re.compile(
    r"\b(?:will|shall|may|to)\s+be\s+(?:separately\s+)?(?:billed|invoiced|charged)\b[^.;]{0,40}",
    re.IGNORECASE,
)
_COST = re.compile(r"(?:cost|expense|charge)s?\b", re.IGNORECASE)
_SOLE = re.compile(
    r"(?<!non-)(?<!non )\bexclusiv\w+|\bsole\b|\bonly\s+(?:we|ones?)\b|\bnobody\s+(?:else\s+)?but\b",
    re.IGNORECASE,
)
_NOT_SOLE = re.compile(r"\bnon-?\s?exclusive\b", re.IGNORECASE)
_ONCE_PAID = re.compile(
    r"\b(?:only\s+)?(?:when|after|once|upon|until|as\s+soon\s+as|subject\s+to|on)\s+(?:\w+\s+){0,10}?(?:pay(?:ment|ments|s)?|paid|settle(?:d|ment))\b",
    re.IGNORECASE,
)


def sole(facts: Facts) -> Iterator[Deviation]:
    """Read a grant that leaves others beside, where the row wants the only one."""
    row = facts.wanted.requirement
    if facts.wanted.formal is None and _SOLE.search(" ".join((row.text, *row.objects))):
        found = _NOT_SOLE.search(facts.words)
        if found and not _SOLE.search(facts.words):
            yield Deviation("negation", "an exclusive right", found.group())


def cost(facts: Facts) -> Iterator[Deviation]:
    """Read that the party pays for what the row wants free of charge."""
    row = facts.wanted.requirement
    asked = " ".join((row.text, *row.objects, row.attribute, *row.conditions))
    if not _FREE.search(asked):
        return
    for cost in _COST.finditer(facts.text):
        near = facts.text[max(0, cost.start() - 60) : cost.end() + 90]
        for start, end, role in facts.names.find(near):
            whose = _WHOSE_COST.match(near[end:])
            if role == facts.other and (whose or _PAID_BY.search(near[:start])):
                yield Deviation("cost", "free of charge", f"at the cost of {facts.other}")
                return
    billed = _BILLED.search(facts.text)
    if billed:
        yield Deviation("cost", "free of charge", f"“{billed.group()}”")


def ownership(facts: Facts) -> Iterator[Deviation]:
    """Read that another owns, or owns beside the party or only once it has paid."""
    if facts.wanted.query.action != "own" or facts.side not in ("Sponsor", "CDMO"):
        return
    owners = set()
    for found in re.finditer(
        r"(?:owned\s+(?:solely\s+|exclusively\s+|jointly\s+)?by|property\s+of|reserved\s+(?:solely\s+|exclusively\s+)?to|(?:rest|lie)s?\s+(?:solely\s+|exclusively\s+)?with|vest\w*\s+in|belong\w*\s+to|title\b[^.;]{0,40}\b(?:in|with))\s+(?:the\s+)?",
        facts.text,
        re.IGNORECASE,
    ):
        owners |= {
            r for s, _, r in facts.names.find(facts.text[found.end() : found.end() + 60]) if s < 12
        }
    for _, end, role in facts.names.find(facts.text):
        if re.match(
            r"\s+(?:shall|will|hereby)?\s*(?:\w+ly\s+)?(?:own|retain|hold)s?\b",
            facts.text[end : end + 40],
        ):
            owners.add(role)
    unpaid = _ONCE_PAID.search(facts.text)
    if unpaid:
        yield Deviation("exception", "ownership at once", " ".join(unpaid.group().split()))
    if owners == {facts.other}:
        yield Deviation("negation", f"owned by {facts.side}", f"owned by {facts.other}")
    elif "both" in owners or re.search(r"\bjoint(?:ly)?\b", facts.text, re.IGNORECASE):
        yield Deviation("scope", f"owned by {facts.side}", "owned jointly")
