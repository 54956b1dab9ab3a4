"""Take the words, the ruled lines and the images of one PDF page out of PDFium.

Coordinates are points; `x` grows to the right and `y` grows downward from an arbitrary origin, so
that reading order is ascending. A page whose text runs sideways is turned until the text is level.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from contract_lint.read.pdf_fields import field_words
from contract_lint.read.pdf_marks import find_marks
from contract_lint.read.pdf_noise import DOUBT, NOISE, noise
from contract_lint.read.pdf_shapes import Box, Rule, Word
from contract_lint.read.pdf_signs import Outline, drawn_signs, is_small
from contract_lint.read.pdf_words import TURNS, Cutter, PageText, Turn, turn_box

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
MAX_PATHS = 20_000  # a drawing, not a form: more than any ruled page has
MAX_OBJECTS = 200_000  # on a page and in its forms, counted as often as they are shown
MAX_CHARACTERS = 200_000  # on a page: some forty pages full of text
MAX_SEGMENTS = 2_000  # of one path
MAX_DEPTH = 4  # of forms within forms
THIN = 4.0  # points: a filled rectangle no thicker than this is a line
MAX_SIDE = 14_400  # points: of a page


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
            lines = PageText(text_page.raw, text, text_page.count_chars())
            turn = TURNS[lines.quarters]
            box = turn_box(turn, *page.get_bbox())
            rules, drawn, small = _read_rules(page.raw, turn)
            words = lines.words(joined=not rules)
            inside = [word for word in words if _shows(box, word)]
            outside = 0
            if len(inside) < len(words):
                outside = sum(word.words for word in words) - sum(word.words for word in inside)
            inside.extend(drawn_signs(small))
            if form is not None and lines.quarters == 0:
                inside.extend(field_words(form, page.raw))
            marks = find_marks(inside, rules, Cutter(text_page.raw))
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
            lines.slanted,
            outside,
            marks.struck,
            marks.underlined,
            broken >= DOUBT,
        )
    finally:
        page.close()


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
