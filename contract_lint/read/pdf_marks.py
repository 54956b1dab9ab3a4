"""Tell which words of a PDF page a line strikes through or underlines: a printed redline."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from contract_lint.read.pdf_shapes import Rule, Word

HIGH, LOW = 0.5, 0.14  # of a line's height above its base: where a line strikes words through
BELOW = 0.3  # of a line's height below its base: how far down a line underlines words
COVERED = 0.6  # of a word
EDGE = 1.5  # points: a line that ends nearer to the end of a word ends with it

Cut = Callable[[Word, float], tuple[Word, Word] | None]


class Marks(NamedTuple):
    """The words of a page, and which of them are marked."""

    words: list[Word]
    struck: list[Word]
    underlined: int


def find_marks(words: Sequence[Word], rules: Sequence[Rule], cut: Cut) -> Marks:
    """Return the words, cut where a strike begins or ends within one, and the marked ones.

    `cut` parts a word at a place, or returns nothing where no character begins there.
    """
    level = sorted((rule for rule in rules if not rule.upright and not rule.shade), key=_height)
    if not level:
        return Marks(list(words), [], 0)
    heights = [rule.at for rule in level]
    kept: list[Word] = []
    struck: list[Word] = []
    underlined = 0
    for word in words:
        size = word.bottom - word.top
        near = level[
            bisect_left(heights, word.base - HIGH * size) : bisect_right(
                heights, word.base + BELOW * size
            )
        ]
        if not near or word.turned:
            kept.append(word)
            continue
        lines = [rule for rule in near if rule.at <= word.base - LOW * size]
        for part in _parts(word, lines, cut):
            kept.append(part)
            if _covers(lines, part):
                struck.append(part)
            elif _covers([rule for rule in near if rule.at > word.base - LOW * size], part):
                underlined += 1
    return Marks(kept, struck, underlined)


def _height(rule: Rule) -> float:
    return rule.at


def _parts(word: Word, strikes: Sequence[Rule], cut: Cut) -> Iterator[Word]:
    """Yield the word, in parts where a strike begins or ends in it."""
    places = sorted(
        {
            place
            for rule in strikes
            for place in (rule.start, rule.end)
            if word.left + EDGE < place < word.right - EDGE
        }
    )
    rest = word
    for place in places:
        halves = cut(rest, place)
        if halves is not None:
            yield halves[0]
            rest = halves[1]
    yield rest


def _covers(rules: Sequence[Rule], word: Word) -> bool:
    """Say whether lines run along most of the word."""
    covered = sum(
        max(0.0, min(rule.end, word.right) - max(rule.start, word.left)) for rule in rules
    )
    return covered >= COVERED * max(word.right - word.left, 1.0)
