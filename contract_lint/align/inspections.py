"""Rows that ask for a right to audit or inspect, and the clauses that give one."""

from collections.abc import Iterator, Sequence

from contract_lint.align.features import Wanted
from contract_lint.align.index import Index
from contract_lint.align.source import Source
from contract_lint.model import Limit

_FINANCIAL = frozenset({"topic:financial audit", "topic:books"})
_MATTER = _FINANCIAL | {"topic:audit", "topic:regulatory inspection"}
_LOOKED_INTO = frozenset({"topic:records", "topic:facility", "topic:third party"})
_SIGNS = ("audit", "inspect", "inspection", "examin", "examination", "access", "visit", "review")


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
