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
    (0.0, 0.5), (0.18, 0.52), (0.34, 0.58), (0.48, 0.65), (0.68, 0.7), (0.89, 0.74), (1.0, 0.76),
)  # fmt: skip
# probability of the likeliest clause, where none was believed -> share that is missing indeed
MISSING: Points = (
    (0.0, 0.97), (0.009, 0.96), (0.017, 0.9), (0.026, 0.73), (0.045, 0.7), (0.075, 0.55),
    (0.11, 0.46), (0.16, 0.4), (0.25, 0.3), (1.0, 0.25),
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
