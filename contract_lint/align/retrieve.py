"""Rank the provisions of a set by how likely each is to be what a row is about."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest
from importlib.resources import files
from operator import mul

from contract_lint.align.features import Wanted, features, logistic
from contract_lint.align.index import Entry, Index
from contract_lint.align.vectors import DIGITS

ANY = "*"  # stands for any term: how often a row on a concept is answered at all
RELATED = "related"  # the feature that sums up what the terms of a provision are worth to a row
POOL = 30  # provisions that are looked at closely, by weight of the shared concepts and words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provision that may answer a row."""

    entry: Entry
    score: float  # estimated probability that the provision addresses the row
    features: Mapping[str, float]

    @property
    def listed(self) -> bool:
        """Say whether it is a table row or list item that names all of what the row asks for."""
        return bool(self.entry.provision.lead) and self.features["core hits"] == 1

    @property
    def whole(self) -> bool:
        """Say whether it names all of the row's matter, and with it what is to be done."""
        return self.features["core hits"] == 1 and self.features["joint"] == 1


@dataclass(frozen=True, slots=True)
class Weights:
    """A conditional logit over the named features (McFadden 1974).

    Each candidate has odds against "nothing here answers the row", whose own odds are one; `bias`
    is in the odds of every candidate. `related` tells how much a concept or stem in a provision
    speaks for it where the row asks for a certain concept: it adds to the logarithm of the odds.
    """

    weights: Mapping[str, float]
    bias: float
    related: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def score(self, found: Mapping[str, float]) -> float:
        """Return the probability that a provision with these features answers, were it alone."""
        values = map(found.__getitem__, self.weights)
        return logistic(self.bias + sum(map(mul, self.weights.values(), values)))

    def related_to(self, wanted: Wanted) -> dict[str, float]:
        """Return what each concept or stem of a provision is worth to a row."""
        worths: dict[str, float] = {}
        for asked in wanted.asked:
            for own, worth in self.related.get(asked, {}).items():
                worths[own] = worths.get(own, 0.0) + worth
        return worths


def addressed(scores: Collection[float]) -> float:
    """Return the probability that one of the candidates with these scores answers the row."""
    odds = sum(score / (1 - score) for score in scores)
    return odds / (1 + odds)


@lru_cache(maxsize=2)
def shipped_weights(*, statements: bool = False) -> Weights:
    """Return the weights that were fitted on labelled agreements (`benchmarks/train.py`).

    Rows that are worded as clauses, `statements`, have weights of their own.
    """
    name = "statement_weights.json" if statements else "weights.json"
    content = json.loads(files("contract_lint.align").joinpath(name).read_text("utf-8"))
    return Weights(content["weights"], content["bias"], content["related"])


def pool(index: Index, wanted: Wanted, contracts: Sequence[int], most: int = POOL) -> list[int]:
    """Return the entries that share most with the query, in falling order of what they share."""
    allowed = frozenset(contracts)
    shared: dict[int, float] = {}
    for feature, weight in wanted.weights.items():
        for at in index.postings.get(feature, ()):
            shared[at] = shared.get(at, 0.0) + weight
    ranked = ((-worth, at) for at, worth in shared.items())
    speaking = (item for item in ranked if _may_speak(index.entries[item[1]], allowed))
    return [at for _, at in nsmallest(most, speaking)]


def _may_speak(entry: Entry, allowed: Collection[int]) -> bool:
    """Say whether an entry can answer a row: it is not replaced, and no bare mention."""
    return entry.speaks_for in allowed and not entry.silent and not entry.bare


def list_holders(
    index: Index, items: Sequence[frozenset[str]], contracts: Sequence[int]
) -> dict[int, float]:
    """Return the entries that open a clause which names most of `items`, and what share it names.

    Of nested clauses that name as many, the innermost counts; each item is a set of features of
    which all must be named.
    """
    best: dict[int, float] = {}
    for contract in contracts:
        shares = {
            clause: (sum(item <= named for item in items) / len(items), entry)
            for clause, (entry, named) in index.clause_features(contract).items()
        }
        top = max((share for share, _ in shares.values()), default=0.0)
        if top < 0.5:
            continue
        clauses = index.reads[contract].contract.clauses
        deepest = max(
            (clause for clause, (share, _) in shares.items() if share == top),
            key=lambda clause: (clauses[clause].depth, -clause),
        )
        best[index.position(shares[deepest][1])] = top
    return best


def retrieve(
    index: Index,
    wanted: Wanted,
    contracts: Sequence[int],
    sides: Mapping[int, str],
    weights: Weights,
    also: Collection[int] = (),
) -> list[Candidate]:
    """Return the candidates within `contracts`, the likeliest first; ties in reading order.

    `also` are entries to look at besides those that share most with the query.

    `sides` gives, for each contract, the role that the row's party has in it.
    """
    found = []
    near = pool(index, wanted, contracts)
    worths = weights.related_to(wanted)
    for at in (*near, *(other for other in sorted(also) if other not in near)):
        entry = index.entries[at]
        values = signals(wanted, entry, index, sides[entry.contract], worths)
        found.append((-weights.score(values), at, values))
    found.sort(key=lambda item: item[:2])
    return [Candidate(index.entries[at], -score, values) for score, at, values in found]


def signals(
    wanted: Wanted, entry: Entry, index: Index, side: str, worths: Mapping[str, float]
) -> dict[str, float]:
    """Return all that is weighed: the features, and what the entry's own terms are worth."""
    worth = worths.get(ANY, 0.0) + sum(worths[own] for own in entry.own if own in worths)
    return features(wanted, entry, index, side) | {RELATED: round(worth, DIGITS)}
