"""Why a row got its verdict: how it was read and what each candidate clause gave."""

from collections.abc import Mapping
from dataclasses import dataclass

from contract_lint.align.retrieve import Weights
from contract_lint.model import Deviation, Judgement, Norm, Passage, Requirement, Verdict

MOST_SIGNALS = 4


@dataclass(frozen=True, slots=True)
class Considered:
    """A provision that was looked at, and what it would mean for the row by itself.

    `score` is the estimated probability that the row is about it; `signals` say what speaks for it
    and against it, the strongest first, with what each adds to the logarithm of the odds.
    """

    passage: Passage
    score: float
    signals: tuple[tuple[str, float], ...]
    norm: Norm | None
    verdict: Verdict
    reason: str
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row as it was understood, what was looked at (the likeliest first), and the judgement."""

    asked: Requirement
    action: str  # as the lexicon calls it
    sought: tuple[str, ...]  # concepts that name the row's matter
    considered: tuple[Considered, ...]
    judgement: Judgement


# what the features of the ranking look at, as a reader would say it
_LOOKED_AT = {
    "the matter it names": (
        *("cover", "own cover", "core", "own core", "core hits", "no core", "topics", "heading"),
    ),
    "its wording": (
        *("words", "bm25", "fuzzy", "sentence", "sentence wide", "sentence words"),
        *("fields", "fields wide", "fields words"),
    ),
    "what else it speaks of": ("related",),
    "what it has done": ("action", "action above", "joint"),
    "the kind of sentence": (
        *("duty", "prohibition", "permission", "right", "warranty", "declaration"),
        *("definition", "expectation"),
    ),
    "the party that it binds": ("same bearer", "other bearer", "right matches", "right reversed"),
    "the value or time it gives": (
        *(
            "value",
            "no value",
            "hidden value",
            "anchor",
            "worded clock",
            "present row",
            "wrong way",
        ),
    ),
    "the class or case it is for": ("rival", "qualifier", "financial", "books"),
    "where it stands and how long it is": ("short", "long", "recital"),
}
_GROUP = {feature: group for group, features in _LOOKED_AT.items() for feature in features}


def strongest(weights: Weights, found: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return what moves the score most, the strongest first.

    Features that look at the same thing are told together: alone, one of them makes up for another.
    """
    sums: dict[str, float] = {}
    for name, weight in weights.weights.items():
        group = _GROUP.get(name, name)
        sums[group] = sums.get(group, 0.0) + weight * found[name]
    ranked = sorted(sums.items(), key=lambda part: (-abs(part[1]), part[0]))
    return tuple((name, round(adds, 2)) for name, adds in ranked[:MOST_SIGNALS] if round(adds, 2))
