"""What stands on a page of a PDF: words, lines and boxes, in points, `y` growing downward."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """Characters between two blanks; `base` is the height of the line they stand on.

    On a page without lines, words of one look that stand close to each other are one, with blanks.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    bold: bool = False
    turned: bool = False  # runs up or down the page while the rest is level
    first: int = -1  # index of the first character, where the words of the page are level
    head: float = 0.0  # width of the first of several words

    @property
    def words(self) -> int:
        """Return how many words they are."""
        return self.text.count(" ") + 1


class Rule(NamedTuple):
    """A level or an upright line; `at` is its place on the other axis."""

    upright: bool
    at: float
    start: float
    end: float
    shade: bool = False  # the edge of a coloured area, not a stroke
