"""Read ticks and crosses that a PDF page draws with strokes of the pen."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from contract_lint.read.pdf_shapes import Word

SMALLEST, LARGEST = 3.0, 18.0  # points: of a sign, in both directions
MOST = 300  # strokes on a page: more are a drawing
NEAR = 2.0  # points between the middles of the two strokes of a cross
RISE = 0.2  # of the height of a sign: from its lowest point up to the line of the words beside it

Outline: TypeAlias = Sequence[tuple[float, float]]


def is_small(points: Outline) -> bool:
    """Say whether a run of strokes may be a tick, or half of a cross."""
    if not 2 <= len(points) <= 3:
        return False
    xs, ys = zip(*points, strict=True)
    return all(SMALLEST <= max(side) - min(side) <= LARGEST for side in (xs, ys))


def drawn_signs(outlines: Sequence[Outline]) -> Iterator[Word]:
    """Yield a word for each tick and each cross; `y` grows downward."""
    if len(outlines) > MOST:
        return
    for points in outlines:
        if len(points) == 3 and _is_tick(points):
            yield _sign("✓", points)
    lines = [points for points in outlines if len(points) == 2]
    for one, two in combinations(lines, 2):
        if _falls(one) != _falls(two) and _apart(one, two) <= NEAR:
            yield _sign("✗", (*one, *two))


def _is_tick(points: Outline) -> bool:
    """Say whether the strokes go down a little, then up further, from left to right."""
    (x0, y0), (x1, y1), (x2, y2) = sorted(points)
    return x0 < x1 < x2 and y1 > y0 > y2 and points[1] == (x1, y1)


def _falls(line: Outline) -> bool:
    (x0, y0), (x1, y1) = line
    return (x1 - x0) * (y1 - y0) > 0


def _apart(one: Outline, two: Outline) -> float:
    """Return how far the middles of two lines stand apart, on the axis where they do most."""
    (x0, y0), (x1, y1) = one
    (x2, y2), (x3, y3) = two
    return max(abs(x0 + x1 - x2 - x3), abs(y0 + y1 - y2 - y3)) / 2


def _sign(text: str, points: Outline) -> Word:
    xs, ys = zip(*points, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return Word(text, left, right, top, bottom, bottom - RISE * (bottom - top))
