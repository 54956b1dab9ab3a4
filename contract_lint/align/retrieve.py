"""Rank the provisions of a set by how well they cover a query."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lint.align.index import Entry, Index
from contract_lint.align.query import Query

CONTEXT = 0.65  # what a match in a heading or lead-in counts against one in the own words
NEAR = 0.3  # and one in a neighbouring sentence of the same clause


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provision that may answer a row; scores lie in [0, 1]."""

    entry: Entry
    score: float  # share of the query that the provision covers, weighted by rarity
    core: float  # the same for the core of the query alone
    own_core: float  # the same again, counting only the provision's own words


def retrieve(
    index: Index, query: Query, contracts: Sequence[int], most: int = 12
) -> list[Candidate]:
    """Return the best candidates within `contracts`, best first; ties in reading order."""
    wanted = {f: w * index.rarity(f) for f, w in query.weights.items()}
    total = sum(wanted.values()) or 1.0
    core_total = sum(wanted.get(f, 0.0) for f in query.core) or 1.0
    allowed = frozenset(contracts)
    pool: set[int] = set()
    for feature in query.core or query.weights.keys():
        pool.update(index.postings.get(feature, ()))
    ranked = []
    for at in pool:
        entry = index.entries[at]
        if entry.contract not in allowed:
            continue
        covered = core = own_core = 0.0
        for feature, weight in wanted.items():
            share = _share(entry, feature)
            covered += weight * share
            if feature in query.core:
                core += weight * share
                own_core += weight * (feature in entry.own)
        if entry.length < 5:
            covered *= 0.6
        ranked.append((-covered / total, at, core / core_total, own_core / core_total))
    ranked.sort()
    return [
        Candidate(index.entries[at], -score, core, own) for score, at, core, own in ranked[:most]
    ]


def _share(entry: Entry, feature: str) -> float:
    if feature in entry.own:
        return 1.0
    if feature in entry.context:
        return CONTEXT
    return NEAR if feature in entry.near else 0.0
