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
    (0.0, 0.5), (0.52, 0.57), (0.85, 0.71), (0.95, 0.76), (0.98, 0.8), (0.994, 0.83), (1.0, 0.85),
)  # fmt: skip
# probability of the likeliest clause, where none was believed -> share that is missing indeed
MISSING: Points = (
    (0.0, 0.96), (0.011, 0.95), (0.027, 0.91), (0.048, 0.9), (0.076, 0.78), (0.12, 0.77),
    (0.23, 0.66), (0.45, 0.52), (1.0, 0.25),
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
