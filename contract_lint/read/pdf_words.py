"""Take the words of a page out of PDFium, each with its place.

PDFium is asked about single characters only, which is slow from Python: the answers about all words
go into two arrays, and a line whose words look alike and stand close is taken as one.
"""

import ctypes
import math
import re
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, count, pairwise, repeat
from operator import add, sub
from typing import Any, NamedTuple, TypeAlias

import pypdfium2.raw as raw

from contract_lint.read.pdf_shapes import Box, Word

HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line
LINE = re.compile(r"[^\r\n]+")
WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
BOLD = 600  # font weight
CLOSE = 0.5  # of the height of a line: words that stand no further apart may be read as one
APART = 2.0  # of the height of a word: characters that stand further apart are of two words
FAR = 12.0  # points: and at least so far
WIDEST = 14_400  # points: of a page
SAME = 0.02  # of the height of a line: by so much the boxes of words of one font may differ

# What is asked about every word or line, with plain addresses for the answers.
PAGE, INDEX, ADDRESS = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
ORIGIN = ctypes.CFUNCTYPE(ctypes.c_int, PAGE, INDEX, ADDRESS, ADDRESS)(
    ctypes.cast(raw.FPDFText_GetCharOrigin, ctypes.c_void_p).value or 0
)
LOOSE = ctypes.CFUNCTYPE(ctypes.c_int, PAGE, INDEX, ADDRESS)(
    ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
WEIGHT = ctypes.CFUNCTYPE(ctypes.c_int, PAGE, INDEX)(
    ctypes.cast(raw.FPDFText_GetFontWeight, ctypes.c_void_p).value or 0
)
FONT = ctypes.CFUNCTYPE(ctypes.c_ulong, PAGE, INDEX, ADDRESS, ctypes.c_ulong, ADDRESS)(
    ctypes.cast(raw.FPDFText_GetFontInfo, ctypes.c_void_p).value or 0
)
NAME = 128  # bytes of the name of a font

# Symbol fonts put their signs into the private use area, or into the places of Latin letters.
FONT_SIGNS = {
    "wingdings": dict(zip("üûþý¨oqrx·§Øn", "✓✗☑☒☐☐☐☐☒•▪➢▪", strict=True)),
    "wingdings2": dict(zip("POQRST£", "✓✗☒☑☒☒☐", strict=True)),
    "webdings": dict(zip("arcg", "✓✗☐■", strict=True)),
    "symbol": {"·": "•"},
}
SIGN_LETTERS = frozenset(letter for signs in FONT_SIGNS.values() for letter in signs)
PRIVATE = {
    chr(0xF000 + ord(letter)): sign
    for name in ("wingdings2", "wingdings")
    for letter, sign in FONT_SIGNS[name].items()
}
SYMBOLS = str.maketrans(PRIVATE)

Found: TypeAlias = tuple[str, int, int]  # a word, and the indexes of its first and last character
Turn: TypeAlias = Callable[[float, float], tuple[float, float]]

# How a point is turned when text runs at 0, 90, 180 or 270 degrees (counterclockwise).
TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, -y),
    lambda x, y: (y, x),
    lambda x, y: (-x, y),
    lambda x, y: (-y, -x),
)


class _Line(NamedTuple):
    """The words of a line, and the indexes of their first and last characters."""

    texts: list[str]
    firsts: list[int]
    lasts: list[int]
    quarter: int | None  # turns of the text, counterclockwise; nothing where it stands aslant


class _Places(NamedTuple):
    """Where the words of a line begin, and the box of the last character of each; `y` grows up."""

    lefts: list[float]
    bases: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


class PageText:
    """The words of a page, in the lines into which PDFium breaks its text.

    `quarters` are the quarter turns of most of it, `slanted` counts the words that stand aslant.
    """

    def __init__(self, handle: Any, text: str, characters: int) -> None:
        self.ask = Characters(handle)
        self.lines = list(_lines(self.ask, text, characters == len(text)))
        turns: Counter[int | None] = Counter()
        for line in self.lines:
            turns[line.quarter] += len(line.texts)
        self.slanted = turns.pop(None, 0)
        self.quarters = (turns.most_common(1)[0][0] or 0) if turns else 0

    def words(self, *, joined: bool) -> list[Word]:
        """Return the words that do not stand aslant; `joined` says to join those of a plain line."""
        words: list[Word] = []
        level = [line for line in self.lines if self.quarters == line.quarter == 0]
        places = _places(self.ask.page, level)
        for line in self.lines:
            if line.quarter is None:
                continue
            if self.quarters == line.quarter == 0:
                words.extend(_level_words(self.ask, line, next(places), joined=joined))
            else:
                turned = line.quarter != self.quarters
                words.extend(_turned_words(self.ask, line, self.quarters, turned))
        return words


def _lines(ask: "Characters", text: str, whole: bool) -> Iterator[_Line]:
    """Yield the lines of the text; unless `whole`, PDFium left characters out of it."""
    for match in LINE.finditer(text):
        line = match[0].rstrip()
        texts = line.split()
        if whole and HYPHEN not in line and " ".join(texts) == line:
            lasts = list(map(add, accumulate(map(len, texts)), count(match.start() - 1)))
            firsts = [match.start(), *(last + 2 for last in lasts[:-1])]
        else:
            found = [(m[0], m.start(), m.end() - 1) for m in WORD.finditer(text, *match.span())]
            if not whole:
                index = ask.index
                found = [(word, index(first), index(last)) for word, first, last in found]
                found = [entry for entry in found if entry[1] >= 0 and entry[2] >= entry[1]]
            texts, firsts, lasts = (
                (list(part) for part in zip(*found, strict=True)) if found else ([], [], [])
            )
        if texts:
            yield _Line(texts, firsts, lasts, ask.quarter(firsts[0]))


def _places(page: int | None, lines: Sequence[_Line]) -> Iterator[_Places]:
    """Yield where the words of each line stand, having asked about all of them at once."""
    firsts = [first for line in lines for first in line.firsts]
    lasts = [last for line in lines for last in line.lasts]
    origins, boxes = array("d", bytes(16 * len(firsts))), array("f", bytes(16 * len(firsts)))
    (at, _), (box, _), end = origins.buffer_info(), boxes.buffer_info(), 16 * len(firsts)
    xs, ys = range(at, at + end, 16), range(at + 8, at + 8 + end, 16)
    deque(map(ORIGIN, repeat(page), firsts, xs, ys), maxlen=0)
    deque(map(LOOSE, repeat(page), lasts, range(box, box + end, 16)), maxlen=0)
    columns = [
        part.tolist()
        for part in (origins[::2], origins[1::2], boxes[1::4], boxes[2::4], boxes[3::4])
    ]
    start = 0
    for line in lines:
        end = start + len(line.texts)
        yield _Places(*(column[start:end] for column in columns))
        start = end


def _level_words(
    ask: "Characters", line: _Line, places: _Places, *, joined: bool
) -> Iterator[Word]:
    """Yield the words of a level line, or all of a plain one as one where they are to be joined."""
    bold, last_bold = _bold_ends(ask, line)
    texts = line.texts
    if not SIGN_LETTERS.isdisjoint(texts):
        texts = [
            _sign(ask.font(first), text) if text in SIGN_LETTERS else text
            for text, first in zip(texts, line.firsts, strict=True)
        ]
    if joined and bold == last_bold and _is_plain(places):
        lefts, bases, tops, rights, bottoms = places
        yield Word(
            " ".join(texts),
            lefts[0],
            rights[-1],
            -max(tops),
            -min(bottoms),
            -bases[0],
            bold,
            False,
            line.firsts[0],
            rights[0] - lefts[0],
        )
        return
    end = line.firsts[-1]
    for text, first, last, left, base, top, right, bottom in zip(
        texts, line.firsts, line.lasts, *places, strict=True
    ):
        if first == end:
            bold = last_bold
        if text[-1].isalpha() and not text[0].isalpha():  # a raised mark in front of the word
            base = ask.origin(last)[1]
        if top <= bottom or right < left:
            _, bottom, right, top = ask.tight(last)
        height = top - bottom
        stacked = base > top or bottom - base > 0.8 * height
        gap = max(APART * height, FAR)
        wide = height > 0 and gap * len(text) < right - left < WIDEST
        if last > first and (stacked or wide):
            yield from _parts(ask, (text, first, last), bold, gap if wide else math.inf)
            continue
        yield Word(text, left, max(left, right), -top, -bottom, -base, bold, False, first)


def _is_plain(places: _Places) -> bool:
    """Say whether several words of one look stand no further apart than words do."""
    lefts, bases, tops, rights, bottoms = places
    height = tops[0] - bottoms[0]
    if len(lefts) < 2 or height <= 0 or min(bases) < max(bases):
        return False
    gaps = list(map(sub, lefts[1:], rights))
    return (
        min(gaps) >= 0
        and max(gaps) < CLOSE * height
        and max(tops) - min(tops) < SAME * height
        and max(bottoms) - min(bottoms) < SAME * height
        and bases[0] <= tops[0]
        and bottoms[0] - bases[0] <= 0.8 * height
    )


def _bold_ends(ask: "Characters", line: _Line) -> tuple[bool, bool]:
    """Say whether the first and the last word are bold: asking for each would double the time."""
    first = ask.is_bold(line.firsts[0])
    return first, ask.is_bold(line.firsts[-1]) if len(line.texts) > 1 else first


def _parts(ask: "Characters", found: Found, bold: bool, gap: float) -> Iterator[Word]:
    """Yield the pieces, below each other or a wide gap apart, of what PDFium takes for one word."""
    text, first, _ = found
    boxes = [ask.tight(first + at) for at in range(len(text))]
    origins = [ask.origin(first + at) for at in range(len(text))]
    starts = [
        at
        for at in range(len(text))
        if at == 0
        or abs(origins[at][1] - origins[at - 1][1]) > 1
        or boxes[at][0] - boxes[at - 1][2] > gap
    ]
    for start, end in pairwise([*starts, len(text)]):
        left, base = origins[start]
        _, bottom, right, top = boxes[end - 1]
        at = first + start
        yield Word(text[start:end], left, max(left, right), -top, -bottom, -base, bold, False, at)


def _turned_words(ask: "Characters", line: _Line, quarters: int, turned: bool) -> Iterator[Word]:
    turn = TURNS[quarters]
    bold, last_bold = _bold_ends(ask, line)
    end = line.firsts[-1]
    for text, first, last in zip(*line[:3], strict=True):
        if first == end:
            bold = last_bold
        if text in SIGN_LETTERS:
            text = _sign(ask.font(first), text)
        one = turn_box(turn, *ask.tight(first))
        two = turn_box(turn, *ask.tight(last))
        left, right = min(one.left, two.left), max(one.right, two.right)
        top, bottom = min(one.top, two.top), max(one.bottom, two.bottom)
        _, base = turn(*ask.origin(first))
        yield Word(text, left, right, top, bottom, base, bold, turned)


def _sign(font: str, letter: str) -> str:
    """Return the sign that a symbol font shows for a letter; the letter for any other font."""
    name = font.rpartition("+")[2].lower().removesuffix("-regular")
    return FONT_SIGNS.get(re.sub(r"[\s-]", "", name), {}).get(letter, letter)


def turn_box(turn: Turn, left: float, bottom: float, right: float, top: float) -> Box:
    """Return the box that a turn makes of another."""
    x0, y0 = turn(left, bottom)
    x1, y1 = turn(right, top)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class Characters:
    """Asks PDFium about single characters, with the buffers for its answers made once."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.page = ctypes.cast(handle, ctypes.c_void_p).value
        self.numbers = [ctypes.c_double() for _ in range(4)]
        self.name = ctypes.create_string_buffer(NAME)
        self.flags = ctypes.c_int()
        self.places = ctypes.addressof(self.name), NAME, ctypes.addressof(self.flags)

    def index(self, at: int) -> int:
        """Return the index of the character at a place in the text; below 0 where there is none."""
        found: int = raw.FPDFText_GetCharIndexFromTextIndex(self.handle, at)
        return found

    def tight(self, index: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right, top of the ink of the character."""
        left, right, bottom, top = self.numbers
        raw.FPDFText_GetCharBox(self.handle, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def origin(self, index: int) -> tuple[float, float]:
        """Return the point on the base line where the character begins."""
        x, y = self.numbers[:2]
        raw.FPDFText_GetCharOrigin(self.handle, index, x, y)
        return x.value, y.value

    def quarter(self, index: int) -> int | None:
        """Return the quarter turns of the text, counterclockwise; nothing where it stands aslant."""
        clockwise: float = raw.FPDFText_GetCharAngle(self.handle, index)
        if clockwise == 0:
            return 0
        turns = -clockwise / (math.pi / 2)
        return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else None

    def font(self, index: int) -> str:
        """Return the name of the font."""
        return self._font(index).decode("utf-8", "replace")

    def _font(self, index: int) -> bytes:
        FONT(self.page, index, *self.places)
        return self.name.value

    def is_bold(self, index: int) -> bool:
        """Say whether the font is a bold one."""
        return WEIGHT(self.page, index) >= BOLD or b"bold" in self._font(index).lower()


class Cutter:
    """Parts words at a place on the page, between two of their characters."""

    def __init__(self, handle: Any) -> None:
        self.ask = Characters(handle)

    def __call__(self, word: Word, place: float) -> tuple[Word, Word] | None:
        """Return the parts before and after the character that begins nearest to `place`."""
        if word.first < 0:
            return None
        starts = [self.ask.origin(word.first + at)[0] for at in range(len(word.text))]
        at = min(range(len(starts)), key=lambda index: abs(starts[index] - place))
        if at == 0 or abs(starts[at] - place) > 2:
            return None
        before = word._replace(text=word.text[:at], right=starts[at])
        return before, word._replace(text=word.text[at:], left=starts[at], first=word.first + at)
