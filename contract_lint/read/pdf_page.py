"""Take the words, the ruled lines and the images of one PDF page out of PDFium.

Coordinates are points; `x` grows to the right and `y` grows downward from an arbitrary origin, so
that reading order is ascending. A page whose text runs sideways is turned until the text is level.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from contract_lint.read.pdf_fields import field_words
from contract_lint.read.pdf_marks import find_marks
from contract_lint.read.pdf_noise import DOUBT, NOISE, noise
from contract_lint.read.pdf_shapes import Box, Rule, Word
from contract_lint.read.pdf_signs import Outline, drawn_signs, is_small

HYPHEN = "\ufffe"  # PDFium's mark for a hyphen at the end of a line
WORD = re.compile(rf"[^\s{HYPHEN}]+{HYPHEN}?|{HYPHEN}")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
MAX_PATHS = 20_000  # a drawing, not a form: more than any ruled page has
MAX_OBJECTS = 200_000  # on a page and in its forms, counted as often as they are shown
MAX_CHARACTERS = 200_000  # on a page: some forty pages full of text
MAX_SEGMENTS = 2_000  # of one path
MAX_DEPTH = 4  # of forms within forms
THIN = 4.0  # points: a filled rectangle no thicker than this is a line
MAX_SIDE = 14_400  # points: of a page
BOLD = 600  # font weight

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


class Page(NamedTuple):
    """What a page shows."""

    number: int  # from 1
    box: Box
    words: list[Word]
    rules: list[Rule]
    readable: bool  # False: a scan, or a font that does not say which characters it draws
    slanted: int  # words of a watermark, left out
    outside: int  # words beyond the edge of the page, left out
    struck: Sequence[Word] = ()  # words that a line strikes through
    underlined: int = 0  # words that a line underlines
    doubtful: bool = False  # text that was recognised in a scan, and misread in places


def read_page(document: pdfium.PdfDocument, number: int, form: Any = None) -> Page:
    """Read page `number` (from 1) and free what PDFium holds of it; `form` is that of the document.

    Raises pypdfium2.PdfiumError when PDFium cannot load the page.
    """
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            if text_page.count_chars() > MAX_CHARACTERS:
                return Page(number, Box(0, 0, 0, 0), [], [], False, 0, 0)
            text = text_page.get_text_range()
            words, angle, slanted = _read_words(text_page.raw, text, text_page.count_chars())
            turn = TURNS[angle]
            box = _turn_box(turn, *page.get_bbox())
            inside = [word for word in words if _shows(box, word)]
            outside = len(words) - len(inside)
            rules, drawn, small = _read_rules(page.raw, turn)
            inside.extend(drawn_signs(small))
            if form is not None and angle == 0:
                inside.extend(field_words(form, page.raw))
            marks = find_marks(inside, rules, _Cutter(text_page.raw))
        finally:
            text_page.close()
        broken = noise(text) if drawn else 0.0
        readable = _is_readable(text, drawn) and broken < NOISE
        return Page(
            number,
            box,
            marks.words,
            rules,
            readable,
            slanted,
            outside,
            marks.struck,
            marks.underlined,
            broken >= DOUBT,
        )
    finally:
        page.close()


class _Cutter:
    """Parts words at a place on the page, between two of their characters."""

    def __init__(self, handle: Any) -> None:
        self.ask = _Characters(handle)

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


def _shows(box: Box, word: Word) -> bool:
    """Say whether any of the word lies on the page."""
    _, left, right, top, bottom, *_ = word
    return (
        left <= box.right
        and right >= box.left
        and top <= box.bottom
        and bottom >= box.top
        and abs(right - left) + abs(bottom - top) < 4 * MAX_SIDE
    )


def _is_readable(text: str, drawn: bool) -> bool:
    """Say whether the text layer is all that a reader needs."""
    visible = sum(map(len, text.split()))
    if visible < 25:
        return not drawn
    return len(CONTROL.findall(text)) * 4 < visible


def _turn_box(turn: Turn, left: float, bottom: float, right: float, top: float) -> Box:
    x0, y0 = turn(left, bottom)
    x1, y1 = turn(right, top)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class _Characters:
    """Asks PDFium about single characters, with the buffers for its answers made once."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.rect = raw.FS_RECTF()
        self.numbers = [ctypes.c_double() for _ in range(4)]

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

    def angle(self, index: int) -> float:
        """Return the direction of the text in quarter turns, counterclockwise."""
        clockwise: float = raw.FPDFText_GetCharAngle(self.handle, index)
        return -clockwise / (math.pi / 2)

    def font(self, index: int) -> str:
        """Return the name of the font."""
        flags = ctypes.c_int()
        buffer = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(self.handle, index, buffer, len(buffer), flags)
        return buffer.value.decode("utf-8", "replace")

    def is_bold(self, index: int) -> bool:
        """Say whether the font is a bold one."""
        weight = raw.FPDFText_GetFontWeight(self.handle, index)
        return weight >= BOLD or "bold" in self.font(index).lower()


def _read_words(handle: Any, text: str, count: int) -> tuple[list[Word], int, int]:
    """Return the words, the quarter turns of the text, and how many words stand aslant."""
    ask = _Characters(handle)
    found = [(match[0], match.start(), match.end() - 1) for match in WORD.finditer(text)]
    if count != len(text):  # PDFium left characters out of the text, or wrote one as two
        index_of = raw.FPDFText_GetCharIndexFromTextIndex
        found = [
            (word, index_of(handle, first), index_of(handle, last)) for word, first, last in found
        ]
        found = [entry for entry in found if entry[1] >= 0 and entry[2] >= entry[1]]
    lines = _lines(text, found)
    angles = [ask.angle(line[0][1]) for line in lines]
    quarters: Counter[int] = Counter()
    for line, angle in zip(lines, angles, strict=True):
        if not _is_slanted(angle):
            quarters[round(angle) % 4] += len(line)
    main = quarters.most_common(1)[0][0] if quarters else 0
    words: list[Word] = []
    slanted = 0
    for line, angle in zip(lines, angles, strict=True):
        quarter = round(angle) % 4
        if _is_slanted(angle):
            slanted += len(line)
        elif main == quarter == 0:
            words.extend(_level_words(ask, line))
        else:
            words.extend(_turned_words(ask, line, main, quarter != main))
    return words, main, slanted


def _lines(text: str, found: list[Found]) -> list[list[Found]]:
    """Group words by the lines that PDFium breaks the text into."""
    lines: list[list[Found]] = []
    end = 0
    for entry in found:
        if lines and "\n" not in text[end : entry[1]]:
            lines[-1].append(entry)
        else:
            lines.append([entry])
        end = entry[2] + 1
    return lines


def _is_slanted(angle: float) -> bool:
    return abs(angle - round(angle)) >= 0.05


def _sign(font: str, letter: str) -> str:
    """Return the sign that a symbol font shows for a letter; the letter for any other font."""
    name = font.rpartition("+")[2].lower().removesuffix("-regular")
    return FONT_SIGNS.get(re.sub(r"[\s-]", "", name), {}).get(letter, letter)


def _bold_ends(ask: _Characters, line: list[Found]) -> tuple[bool, bool]:
    """Say whether the first and the last word are bold: asking for each would double the time."""
    first = ask.is_bold(line[0][1])
    return first, ask.is_bold(line[-1][1]) if len(line) > 1 else first


def _level_words(ask: _Characters, line: list[Found]) -> Iterator[Word]:
    """Yield the words of a level line; written out flat, since every word goes through here."""
    handle, rect, (x, y, *_) = ask.handle, ask.rect, ask.numbers
    origin_of, box_of = raw.FPDFText_GetCharOrigin, raw.FPDFText_GetLooseCharBox
    bold, last_bold = _bold_ends(ask, line)
    end = line[-1]
    for entry in line:
        text, first, last = entry
        if entry is end:
            bold = last_bold
        if text in SIGN_LETTERS:
            text = _sign(ask.font(first), text)
        origin_of(handle, first, x, y)
        left, base = x.value, y.value
        if text[-1].isalpha() and not text[0].isalpha():  # a raised mark in front of the word
            base = ask.origin(last)[1]
        box_of(handle, last, rect)
        bottom, right, top = rect.bottom, rect.right, rect.top
        if top <= bottom or right < rect.left:
            _, bottom, right, top = ask.tight(last)
        if (base > top or bottom - base > 0.8 * (top - bottom)) and last > first:
            yield from _stacked_words(ask, entry, bold)  # figures below each other, not a word
            continue
        yield Word(text, left, max(left, right), -top, -bottom, -base, bold, False, first)


def _stacked_words(ask: _Characters, entry: Found, bold: bool) -> Iterator[Word]:
    """Yield the pieces, each on a line of its own, of what PDFium takes for one word."""
    text, first, _ = entry
    bases = [ask.origin(first + at)[1] for at in range(len(text))]
    starts = [at for at in range(len(text)) if at == 0 or abs(bases[at] - bases[at - 1]) > 1]
    for start, end in pairwise([*starts, len(text)]):
        left, _ = ask.origin(first + start)
        _, bottom, right, top = ask.tight(first + end - 1)
        base, at = -bases[start], first + start
        yield Word(text[start:end], left, max(left, right), -top, -bottom, base, bold, False, at)


def _turned_words(
    ask: _Characters, line: list[Found], quarters: int, turned: bool
) -> Iterator[Word]:
    turn = TURNS[quarters]
    bold, last_bold = _bold_ends(ask, line)
    for entry in line:
        text, first, last = entry
        if entry is line[-1]:
            bold = last_bold
        if text in SIGN_LETTERS:
            text = _sign(ask.font(first), text)
        one = _turn_box(turn, *ask.tight(first))
        two = _turn_box(turn, *ask.tight(last))
        left, right = min(one.left, two.left), max(one.right, two.right)
        top, bottom = min(one.top, two.top), max(one.bottom, two.bottom)
        _, base = turn(*ask.origin(first))
        yield Word(text, left, right, top, bottom, base, bold, turned)


def _read_rules(page: Any, turn: Turn) -> tuple[list[Rule], bool, list[Outline]]:
    """Return the ruled lines, whether anything but text is drawn, and strokes that may be ticks."""
    rules: list[Rule] = []
    small: list[Outline] = []
    drawn = False
    paths = 0
    walk = _walk(page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)
    for item, kind, matrix in islice(walk, MAX_OBJECTS):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            if paths > MAX_PATHS:
                return [], True, []
            rules.extend(_path_rules(item, matrix, turn, small))
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            drawn = True
    return rules, drawn or paths > 200, small


Matrix: TypeAlias = tuple[float, float, float, float, float, float]


def _walk(page: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield the objects of a page and of the forms on it, with the matrix of their form."""
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    if depth:
        count, get = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
    for index in range(max(0, count(page))):
        item = get(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < MAX_DEPTH:
            yield from _walk(item, _multiply(_matrix_of(item), matrix), depth + 1)


def _matrix_of(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    """Return the matrix that applies `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _path_rules(path: Any, form: Matrix, turn: Turn, small: list[Outline]) -> Iterator[Rule]:
    """Yield the level and upright strokes of a path, and thin filled bars as strokes."""
    count = raw.FPDFPath_CountSegments(path)
    filled, stroked = _drawn(path)
    if not 2 <= count <= MAX_SEGMENTS or not (filled or stroked):
        return
    a, b, c, d, e, f = _multiply(_matrix_of(path), form)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _outline_rules(outline, stroked, small)
            outline = [point]
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outline.append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                outline.append(outline[0])
        else:  # a curve
            yield from _outline_rules(outline, stroked, small)
            outline = []
    yield from _outline_rules(outline, stroked, small)


def _drawn(path: Any) -> tuple[bool, bool]:
    """Say whether the path is filled and whether it is stroked; a clip is neither."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value), bool(stroke.value)


def _outline_rules(
    points: list[tuple[float, float]], stroked: bool, small: list[Outline]
) -> Iterator[Rule]:
    """Yield the rules of one run of straight strokes; a thin filled bar is one too."""
    if len(points) < 2:
        return
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= THIN < right - left:
        yield Rule(False, (top + bottom) / 2, left, right)
    elif right - left <= THIN < bottom - top:
        yield Rule(True, (left + right) / 2, top, bottom)
    elif stroked and is_small(points):
        small.append(points)
    else:
        shade = not stroked
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(y1 - y0) < 1 < abs(x1 - x0):
                yield Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1), shade)
            elif abs(x1 - x0) < 1 < abs(y1 - y0):
                yield Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1), shade)
