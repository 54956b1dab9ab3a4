"""Rows that ask for a right to audit or inspect, and the clauses that give one."""

import re
from collections.abc import Iterator, Sequence

from contract_lint.align.facts import Facts
from contract_lint.align.features import Wanted
from contract_lint.align.index import Index
from contract_lint.align.source import Source
from contract_lint.model import Deviation, Limit

_FINANCIAL = frozenset({"topic:financial audit", "topic:books"})
_MATTER = _FINANCIAL | {"topic:audit", "topic:regulatory inspection"}
_LOOKED_INTO = frozenset({"topic:records", "topic:facility", "topic:third party"})
_SIGNS = ("audit", "inspect", "inspection", "examin", "examination", "access", "visit", "review")
_VISIT = re.compile(r"\b(?:visits?|tours?|(?:shown|look)\s+(?:a?round|over))\b", re.IGNORECASE)
_INCOMING = re.compile(
    r"\binspect\w*\b[^.;]{0,60}\b(?:products?|goods|shipments?|deliver\w+|materials?)\b[^.;]{0,80}\b(?:receipt|delivery|arrival|damage|defects?|shortages?)\b",
    re.IGNORECASE,
)
_PLANT = re.compile(
    r"\b(?:audit\w*|facilit\w+|premises|sites?|records?|procedures?|(?:manufactur|produc)\w*\s+(?:plant|site|area))\b",
    re.IGNORECASE,
)
_EXAMINES = re.compile(
    r"\b(?:audit|inspect|examin|assess|verif|check|observ|monitor|evaluat|record|document|quality|GMP|complian)\w*",
    re.IGNORECASE,
)
# "access to records and raw data is not granted", but not "to the records of other customers"
_SHUT = re.compile(
    r"\b(?:access\s+to|inspections?\s+of|audits?\s+of|review\s+of|copies\s+of)\b"
    r"(?:(?!\b(?:other|others|third|unrelated|financial|pric\w+|costs?|personal|proprietary|confidential|competitors?)\b)[^.;]){0,120}?"
    r"\b(?:records?|documents?|documentation|data|systems?|procedures?|sub-?contractors?)\b[^.;]{0,40}?"
    r"\b(?:(?:is|are|shall\s+be|will\s+be)\s+(?:not\s+(?:granted|given|included|permitted|allowed|provided|covered|part|foreseen|planned|intended)|excluded|denied|refused)"
    r"|(?:shall|will)\s+not\s+be\s+(?:granted|given|included|permitted|allowed|provided))\b",
    re.IGNORECASE,
)


def asks_to_inspect(wanted: Wanted) -> bool:
    """Say whether a row asks for the bare right to audit or inspect, whatever its terms."""
    core = wanted.query.core
    topics = {feature for feature in wanted.query.weights if feature.startswith("topic:")}
    return (
        wanted.requirement.limit is Limit.PRESENT
        and wanted.right
        and wanted.query.action in ("permit", "inspect")
        and bool(core & (_FINANCIAL | {"topic:audit"}))
        and topics <= _MATTER | _LOOKED_INTO
    )


def wanted_inspections(
    wanted: Wanted, index: Index, sources: Sequence[Source], within: Sequence[int]
) -> Iterator[int]:
    """Yield the entries that give a right to look into what the row names.

    A row on books or accounts wants records looked into; any other takes premises as well.
    """
    financial = bool(wanted.query.core & _FINANCIAL)
    for at in sorted({at for sign in _SIGNS for at in index.postings.get(sign, ())}):
        entry = index.entries[at]
        if (
            entry.speaks_for in within
            and not entry.silent
            and any(
                found.records or (found.premises and not financial)
                for found in sources[entry.contract].inspections(entry.provision)
            )
        ):
            yield at


def mere_visit(facts: Facts) -> Iterator[Deviation]:
    """Read a visit that is no audit."""
    if not facts.wanted.right or "topic:audit" not in facts.wanted.query.core:
        return
    found = _VISIT.search(facts.text)
    if found and not _EXAMINES.search(facts.text):
        yield Deviation("scope", "an audit", found.group())
    shut = _SHUT.search(facts.text)
    if shut:
        yield Deviation("exception", "no exception", " ".join(shut.group().split())[:120])
    if _INCOMING.search(facts.words) and not _PLANT.search(facts.words):
        yield Deviation("scope", "an audit", "an inspection of goods on receipt")
