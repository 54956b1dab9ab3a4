"""Named features of a pair of requirement and provision; a linear model weighs them.

Each value lies in [0, 1] unless its name says otherwise, so that a weight can be read as what a
full match is worth.
"""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from contract_lint.align.index import MONEY, Entry, Index
from contract_lint.align.query import Query
from contract_lint.align.vectors import Sense
from contract_lint.language.clocks import classify_event
from contract_lint.language.lexicon import Lexicon
from contract_lint.language.row_formal import Formal, read_formal
from contract_lint.language.rows import is_right
from contract_lint.language.units import base_value
from contract_lint.model import (
    Anchor,
    Dimension,
    Direction,
    Limit,
    Modality,
    Norm,
    ReadContract,
    Requirement,
)

CONTEXT = 0.65  # what a match in a heading or lead-in counts against one in the own words
LOOKED_INTO = frozenset(
    {"topic:audit", "topic:records", "topic:batch record", "topic:regulatory inspection",
     "topic:inspection report", "topic:audit observations", "topic:record retention"}
)  # fmt: skip
ACTION = 6.0  # what the row's verb counts in a norm, against about 3 for a rare topic
NEAR = 0.3  # and one in a neighbouring sentence of the same clause
_NUMERIC = (Limit.AT_LEAST, Limit.AT_MOST, Limit.EQUAL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is the same for every provision that a row is compared with."""

    requirement: Requirement
    query: Query
    weights: Mapping[str, float]  # feature of the query -> weight times rarity
    total: float
    words: tuple[str, ...]  # stems for BM25
    folded: str  # the row's text for fuzzy comparison
    dimension: Dimension | None
    anchor: Anchor | None
    right: bool
    wordy: tuple[frozenset[str], ...]  # names of the object that are no topic of the lexicon
    directions: frozenset[Direction]  # in which a clock may run to answer a row on time
    rivals: frozenset[str]
    formal: Formal | None  # how the row is worded, where it speaks as a clause does
    sentence: Sense  # what the words of the row mean
    fields: Sense  # and those of its columns, as given or understood

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the concepts of the matter and of the action."""
        matter = sorted(feature for feature in self.query.core if ":" in feature)
        return (*matter, f"action:{self.query.action}") if self.query.action else tuple(matter)

    @classmethod
    def of(cls, requirement: Requirement, query: Query, index: Index, lexicon: Lexicon) -> "Wanted":
        """Prepare `requirement` for comparison with the provisions of `index`."""
        weights = {f: w * index.rarity(f) for f, w in query.weights.items()}
        dimension = None
        if requirement.limit in _NUMERIC and requirement.value is not None:
            dimension = base_value(requirement.value, requirement.unit)[0]
        return cls(
            requirement=requirement,
            query=query,
            weights=weights,
            total=sum(weights.values()) or 1.0,
            words=tuple(sorted(f for f in query.weights if ":" not in f)),
            folded=requirement.text.lower(),
            dimension=dimension,
            anchor=classify_event(requirement.clock_from) if requirement.clock_from else None,
            right=is_right(requirement),
            wordy=tuple(core for core in query.cores if not any(":" in f for f in core)),
            directions=_directions(requirement) if dimension is Dimension.TIME else frozenset(),
            rivals=frozenset(r for q in query.qualifiers for r in lexicon.rivals(q)),
            formal=read_formal(requirement.text),
            sentence=index.vectors.sense(_rarities(query.sentence, index)),
            fields=index.vectors.sense(_rarities(query.fields, index)),
        )


def _rarities(words: Collection[str], index: Index) -> dict[str, float]:
    return {word: index.rarity(word) for word in words}


def _directions(requirement: Requirement) -> frozenset[Direction]:
    """Return how a clock may stand to its event where the row limits a time.

    A ceiling is a deadline, the notice that a right may cost, or how long one must wait for it; a floor is a lead time or a
    duration, and for the Sponsor also the window in which it may use a right or must do a duty.
    """
    if requirement.limit is Limit.AT_MOST:
        ceiling = {Direction.WITHIN, Direction.BEFORE, Direction.EVERY, Direction.AFTER}
        return frozenset(ceiling | {Direction.FOR}) if is_right(requirement) else frozenset(ceiling)
    if requirement.limit is Limit.AT_LEAST:
        floor = {Direction.BEFORE, Direction.FOR, Direction.AFTER}
        window = is_right(requirement) or requirement.party.lower() == "sponsor"
        return frozenset(floor | {Direction.WITHIN}) if window else frozenset(floor)
    return frozenset(Direction)


def features(wanted: Wanted, entry: Entry, index: Index, side: str) -> dict[str, float]:
    """Return the named features of `entry` as an answer to the row.

    `side` is the role that the row's party has in the entry's contract, or an empty string.
    """
    found = dict(_cover(wanted, entry))
    found["bm25"] = _bm25(wanted, entry, index)
    found["fuzzy"] = fuzz.token_set_ratio(wanted.folded, index.folded(entry)) / 100
    found |= _sense_features(wanted, entry, index)
    found |= _norm_features(wanted, entry, side)
    found |= _value_features(wanted, entry)
    found["rival"] = float(
        bool(wanted.rivals & entry.own.keys()) and not (wanted.query.qualifiers & entry.own.keys())
    )
    found["qualifier"] = float(bool(wanted.query.qualifiers & (entry.own.keys() | entry.context)))
    money = bool(MONEY & wanted.query.weights.keys())
    found["financial"] = float(bool(MONEY & (entry.own.keys() | entry.near)) and not money)
    looks = bool(LOOKED_INTO & wanted.query.core)
    found["books"] = float(entry.of_money and looks and not money)
    found["short"] = float(entry.length < 6)
    found["long"] = min(1.0, entry.length / 150)
    found["recital"] = float(entry.recital)
    return found


def _sense_features(wanted: Wanted, entry: Entry, index: Index) -> dict[str, float]:
    own, wide = index.direction(entry, wide=False), index.direction(entry, wide=True)
    words = index.words(entry)
    return {
        "sentence": wanted.sentence.near(own),
        "sentence wide": wanted.sentence.near(wide),
        "sentence words": wanted.sentence.covered(words),
        "fields": wanted.fields.near(own),
        "fields wide": wanted.fields.near(wide),
        "fields words": wanted.fields.covered(words),
    }


def _cover(wanted: Wanted, entry: Entry) -> Iterator[tuple[str, float]]:
    covered = own = topics = words = topic_total = word_total = 0.0
    for feature, weight in wanted.weights.items():
        share = _share(entry, feature)
        covered += weight * share
        own += weight * (feature in entry.own)
        if feature.startswith("topic:"):
            topics += weight * share
            topic_total += weight
        elif ":" not in feature:
            words += weight * share
            word_total += weight
    cores = [_core(wanted, entry, core) for core in wanted.query.cores] or [(0.0, 0.0, 0.0)]
    core, own_core, hits = max(cores)
    yield "cover", covered / wanted.total
    yield "own cover", own / wanted.total
    yield "core", core
    yield "own core", own_core
    yield "core hits", hits
    yield "no core", float(hits == 0)
    yield "topics", topics / topic_total if topic_total else 0.0
    yield "words", words / word_total if word_total else 0.0
    action = f"action:{wanted.query.action}"
    yield "action", float(action in entry.own) if wanted.query.action else 0.5
    yield "action above", float(action in entry.context)
    yield "heading", float(bool(wanted.query.core & entry.heading))


def _share(entry: Entry, feature: str) -> float:
    if feature in entry.own:
        return 1.0
    if feature in entry.context:
        return CONTEXT
    return NEAR if feature in entry.near else 0.0


def _core(wanted: Wanted, entry: Entry, core: frozenset[str]) -> tuple[float, float, float]:
    """Return what share of one name of the object a provision covers.

    First with the words around it, then by its own words, then counted without weights.
    """
    total = sum(wanted.weights[f] for f in core) or 1.0
    covered = sum(wanted.weights[f] * _share(entry, f) for f in core)
    own = sum(wanted.weights[f] for f in core if f in entry.own)
    hits = sum(f in entry.own or f in entry.context for f in core)
    return covered / total, own / total, hits / len(core)


def _bm25(wanted: Wanted, entry: Entry, index: Index, k1: float = 1.2, b: float = 0.75) -> float:
    """Return BM25 (Robertson and Zaragoza 2009) as a share of what a perfect match would get."""
    score = best = 0.0
    for word in wanted.words:
        rarity = index.rarity(word)
        best += rarity * (k1 + 1)
        count = entry.own.get(word, 0)
        if count:
            norm = k1 * (1 - b + b * entry.length / max(1.0, index.average))
            score += rarity * count * (k1 + 1) / (count + norm)
    return score / best if best else 0.0


_MODALITIES = {
    Modality.OBLIGATION: "duty",
    Modality.PROHIBITION: "prohibition",
    Modality.PERMISSION: "permission",
    Modality.RIGHT: "right",
    Modality.WARRANTY: "warranty",
    Modality.DECLARATION: "declaration",
    Modality.DEFINITION: "definition",
    Modality.EXPECTATION: "expectation",
}


def deciding_norm(wanted: Wanted, entry: Entry) -> Norm | None:
    """Return the norm of a provision that says most about the row's action and topics."""

    def worth(norm: Norm) -> tuple[float, int]:
        topics = sum(wanted.weights.get(c, 0.0) for c in norm.concepts)
        action = wanted.query.action in norm.actions
        return (topics + ACTION * action, -norm.span.start)

    return max(entry.norms, key=worth, default=None)


def _norm_features(wanted: Wanted, entry: Entry, side: str) -> dict[str, float]:
    found = dict.fromkeys((*_MODALITIES.values(), "joint"), 0.0)
    found |= dict.fromkeys(("same bearer", "other bearer", "right matches", "right reversed"), 0.0)
    norm = deciding_norm(wanted, entry)
    if norm is None:
        return found
    found[_MODALITIES[norm.modality]] = 1.0
    topics = any(c in wanted.query.core for c in norm.concepts) or any(
        core <= entry.own.keys() for core in wanted.wordy
    )
    found["joint"] = float(topics and wanted.query.action in norm.actions)
    if side in ("Sponsor", "CDMO") and norm.bearers and norm.modality is not Modality.DEFINITION:
        same = side in norm.bearers or "both" in norm.bearers
        found["same bearer"] = float(same)
        found["other bearer"] = float(not same)
        if wanted.right and norm.modality in (Modality.RIGHT, Modality.PERMISSION):
            found["right matches"] = float(same)
            found["right reversed"] = float(not same)
    return found


def _value_features(wanted: Wanted, entry: Entry) -> dict[str, float]:
    found = dict.fromkeys(
        ("value", "no value", "hidden value", "anchor", "worded clock", "present row", "wrong way"),
        0.0,
    )
    if wanted.dimension is None:
        found["present row"] = 1.0
        return found
    quantities = [q for norm in entry.norms for q in norm.quantities]
    fitting = [q for q in quantities if q.dimension is wanted.dimension]
    clocks = [c for norm in entry.norms for c in norm.clocks]
    found["value"] = float(any(q.value is not None for q in fitting))
    found["hidden value"] = float(any(q.value is None for q in fitting))
    found["no value"] = float(not fitting)
    if wanted.anchor is not None:
        found["anchor"] = float(any(c.anchor is wanted.anchor for c in clocks))
    if wanted.dimension is Dimension.TIME:
        ways = {c.direction for c in clocks if c.period is not None}
        found["wrong way"] = float(bool(ways) and not ways & wanted.directions)
        found["worded clock"] = float(any(c.vague or c.immediate for c in clocks))
    return found


def logistic(score: float) -> float:
    """Return the logistic function of `score`."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def side_of(party: str, read: ReadContract) -> str:
    """Return the role that a row's party word has in a contract, or an empty string."""
    low = party.lower()
    if low in ("sponsor", "cdmo"):
        return "Sponsor" if low == "sponsor" else "CDMO"
    if low in ("both", "each"):
        return "both"
    for known in read.contract.parties:
        if known.role and any(alias.lower() == low for alias in known.aliases):
            return known.role.value
    return ""
