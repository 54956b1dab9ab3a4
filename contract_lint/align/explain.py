"""Why a row got its verdict: how it was read and what each candidate clause gave."""

from collections.abc import Mapping
from dataclasses import dataclass

from contract_lint.align.retrieve import Weights
from contract_lint.model import Deviation, Judgement, Norm, Passage, Requirement, Verdict

MOST_SIGNALS = 4


@dataclass(frozen=True, slots=True)
class Considered:
    """A provision that was looked at, and what it would mean for the row by itself.

    `score` is the estimated probability that the row is about it; `signals` are the named features
    that speak most for it or against it, with what each adds to the logarithm of the odds.
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


def strongest(weights: Weights, found: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the features that move the score most, the strongest first."""
    parts = ((name, round(weights.weights[name] * found[name], 2)) for name in weights.weights)
    ranked = sorted(parts, key=lambda part: (-abs(part[1]), part[0]))
    return tuple(part for part in ranked[:MOST_SIGNALS] if part[1])
