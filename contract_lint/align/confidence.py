"""How often a judgement is right, by the probability that the clause was the right one.

The tables were fitted on labelled agreements, each judged with weights that never saw it, and made
monotone (pool adjacent violators; `benchmarks/gold.py --calibrate` prints them anew). Between two
points the line between them holds.
"""

from bisect import bisect_right
from collections.abc import Sequence

Points = Sequence[tuple[float, float]]

# probability of the clause that decides -> share of verdicts that are right
ANSWERED: Points = (
    (0.0, 0.5), (0.15, 0.55), (0.3, 0.59), (0.46, 0.67), (0.65, 0.77), (0.78, 0.81), (0.91, 0.82),
    (1.0, 0.9),
)  # fmt: skip
# probability of the likeliest clause, where none was believed -> share that is missing indeed
MISSING: Points = (
    (0.0, 0.96), (0.008, 0.94), (0.018, 0.92), (0.032, 0.78), (0.044, 0.66), (0.074, 0.6),
    (0.15, 0.57), (0.3, 0.29), (1.0, 0.25),
)  # fmt: skip


def confidence(score: float, *, missing: bool = False) -> float:
    """Return the confidence, in [0, 1], of a verdict on a clause of probability `score`."""
    return round(_between(MISSING if missing else ANSWERED, score), 3)


def _between(points: Points, at: float) -> float:
    right = bisect_right(points, at, key=lambda point: point[0])
    if right == len(points):
        return points[-1][1]
    (low, start), (high, end) = points[right - 1], points[right]
    return start + (end - start) * (at - low) / (high - low)
