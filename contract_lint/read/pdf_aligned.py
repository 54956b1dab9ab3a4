"""Find the tables of a PDF page that no lines rule: words that stand in columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from contract_lint.read.pdf_shapes import Box, Word
from contract_lint.read.pdf_tables import Grid, GridCell

GAP = 1.0  # of the height of a line: a wider blank parts two cells
STRIP = 5.0  # points: a blank strip between columns is at least so wide
FEWEST_ROWS, FEWEST_COLUMNS = 3, 3
FEWEST_PAIRS = 4  # rows of a table of two columns
FULL = 0.6  # of the rows hold most of the columns
CELL_WORDS = 14  # on average, at most
PAIRED = 0.75  # of the rows of a table of two columns hold both
PAIR_WORDS = 9  # of a cell in a table of two columns
LOOSE = 2.6  # line heights: further below, another piece of text begins
BREAK = 1.25  # of the smallest step: a wider one parts rows where lines wrap
FIGURE = re.compile(r"[\d$€£%]")
CURRENCIES, DASHES = frozenset(["$", "US$", "€", "£"]), frozenset(["–", "—"])
SIGNING = re.compile(r"_{3}|:$|\b(?:by|name|title|date|signature|attest)\b:?", re.IGNORECASE)
TO_SIGN = re.compile(
    r"_{3}|(?:by|(?:printed\s)?name|its|title|date|place|signature|signed|witness|attest)\b"
    r"(?:\s?:|\s?_{2}|$)",
    re.IGNORECASE,
)
FEWEST_SIGNED = 2  # rows with something to fill in on both sides
LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Za-z]|[ivxIVX]{1,5})[.):]?|[•▪●○■□–—·*-]")
GLUED = re.compile(r"\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)[A-Z]")
LEADERS = re.compile(r"\.{4}|(?:\. ){4}|…{2}")


class _Chunk(NamedTuple):
    """Words of a row that no wide gap parts."""

    left: float
    right: float
    words: list[Word]


class _Line(NamedTuple):
    """A visual row, cut at its wide gaps."""

    base: float
    height: float
    chunks: list[_Chunk]
    place: int  # in the rows given


Strip = tuple[float, float]


def find_aligned(rows: Sequence[list[Word]]) -> tuple[list[Grid], list[list[Word]]]:
    """Return the tables among the visual rows of a column of text, and the rows in none of them.

    A table has at least three columns, or two with figures or short names in the second, parted by
    blank strips that run through all its rows. Of two places to sign side by side, the rows of the
    left one come first.
    """
    lines = [_cut(row, place) for place, row in enumerate(rows)]
    grids: list[Grid] = []
    rest: list[list[Word]] = []
    start = 0
    while start < len(lines):
        region, strips = _grow(lines, start)
        grid = _build(region, strips) if region else None
        if grid is not None:
            grids.append(grid)
        elif region and _is_signing(region, strips):
            rest.extend(_sides(region, strips))
        else:
            rest.append(rows[start])
            start += 1
            continue
        start = region[-1].place + 1
    return grids, rest


def _is_signing(region: Sequence[_Line], strips: Sequence[Strip]) -> bool:
    """Say whether two parties sign side by side."""
    pairs = [line for line in region if len(line.chunks) == 2]
    signed = sum(all(TO_SIGN.match(_text(chunk)) for chunk in line.chunks) for line in pairs)
    return len(strips) == 1 and signed >= FEWEST_SIGNED


def _sides(region: Sequence[_Line], strips: Sequence[Strip]) -> Iterator[list[Word]]:
    """Yield the rows on the left of the strip, then those on its right."""
    for side in (0, 1):
        for line in region:
            words = [
                word
                for chunk in line.chunks
                if _column(chunk, strips) == side
                for word in chunk.words
            ]
            if words:
                yield words


def _cut(row: list[Word], place: int) -> _Line:
    height = max(word.bottom - word.top for word in row)
    chunks: list[_Chunk] = []
    for word in row:
        if word.text[0] == "\0":  # a ruled table
            return _Line(word.base, height, [], place)
        if chunks and word.left - chunks[-1].right < GAP * height:
            last = chunks[-1]
            chunks[-1] = _Chunk(last.left, max(last.right, word.right), [*last.words, word])
        else:
            chunks.append(_Chunk(word.left, word.right, [word]))
    chunks = _with_signs(chunks)
    if len(chunks) > 1 and LABEL.fullmatch(_text(chunks[0])) and not _is_figure(chunks[0]):
        first, second, *rest = chunks  # the number of a clause, then its words
        joined = _Chunk(first.left, second.right, [*first.words, *second.words])
        chunks = [joined, *rest]
    return _Line(row[0].base, height, chunks, place)


def _with_signs(chunks: list[_Chunk]) -> list[_Chunk]:
    """Put a currency sign, or the dash after a name, to the words that it stands before."""
    joined: list[_Chunk] = []
    for chunk in chunks:
        sign = _text(joined[-1]) if joined else ""
        if sign in CURRENCIES or (sign in DASHES and len(joined) == 2 and len(chunks) == 3):
            last = joined.pop()
            chunk = _Chunk(last.left, chunk.right, [*last.words, *chunk.words])
        joined.append(chunk)
    return joined


def _text(chunk: _Chunk) -> str:
    return " ".join(word.text for word in chunk.words)


def _count(words: Sequence[Word]) -> int:
    return sum(word.words for word in words)


def _is_figure(chunk: _Chunk) -> bool:
    """Say whether the words are a plain number: the first column of a table may count its rows."""
    return _text(chunk).isdigit()


def _grow(lines: Sequence[_Line], start: int) -> tuple[list[_Line], list[Strip]]:
    """Return the longest run of lines from `start` that blank strips run through."""
    first = lines[start]
    if len(first.chunks) < 2:
        return [], []
    region, strips = [first], _gaps(first)
    for line in lines[start + 1 :]:
        above = region[-1]
        if not line.chunks or not 0 < line.base - above.base <= LOOSE * above.height:
            break
        if _is_labelled(line) and not _is_labelled(above):  # a clause below the table
            break
        left = _narrowed(strips, line)
        if len(left) < min(len(strips), FEWEST_COLUMNS - 1):
            break
        if len(left) < len(strips) and len(region) >= FEWEST_ROWS and len(left) < 2:
            break
        if len(line.chunks) == 1 and not _goes_on(region, line, strips):
            break
        region.append(line)
        strips = left
    while region and len(region[-1].chunks) == 1 and not _is_wrap(region, strips):
        region.pop()
    return region, strips


def _is_labelled(line: _Line) -> bool:
    return _is_label(line.chunks[0].words[0])


def _is_label(word: Word) -> bool:
    """Say whether the word is the number of a clause: `(a)` or `3.`, not a figure."""
    text = _opening(word)
    if GLUED.match(text):
        return True
    return LABEL.fullmatch(text) is not None and not text[-1].isalnum()


def _opening(word: Word) -> str:
    return word.text.partition(" ")[0]


def _is_contents(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Say whether the last column counts pages: the rows are a table of contents."""
    ends = [" ".join(word.text for word in row[-1]) for row in rows]
    pages = [int(end) for end in ends if end.isdecimal() and len(end) < 4]
    rising = sum(one <= two for one, two in pairwise(pages))
    return 3 * len(pages) >= 2 * len(rows) and rising >= len(pages) - 2


def _gaps(line: _Line) -> list[Strip]:
    return [(one.right, two.left) for one, two in pairwise(line.chunks)]


def _narrowed(strips: Sequence[Strip], line: _Line) -> list[Strip]:
    """Return what the words of a line leave of the blank strips."""
    left: list[Strip] = []
    for start, end in strips:
        free = [(start, end)]
        for chunk in line.chunks:
            free = [
                part
                for low, high in free
                for part in ((low, min(high, chunk.left)), (max(low, chunk.right), high))
                if part[1] - part[0] >= STRIP
            ]
        if free:
            left.append(max(free, key=lambda part: part[1] - part[0]))
    return left


def _goes_on(region: Sequence[_Line], line: _Line, strips: Sequence[Strip]) -> bool:
    """Say whether a line with words in one place only can be a part of the table."""
    chunk = line.chunks[0]
    step = line.base - region[-1].base
    if chunk.left < strips[0][0]:  # in the first column: the end of a name, not a heading below
        bold = chunk.words[0].bold and not region[-1].chunks[0].words[0].bold
        return (
            step <= 1.4 * line.height and not bold and not LABEL.fullmatch(_opening(chunk.words[0]))
        )
    return step <= 1.6 * line.height


def _is_wrap(region: Sequence[_Line], strips: Sequence[Strip]) -> bool:
    """Say whether the last line goes on in a cell of the line above it."""
    line = region[-1]
    column = _column(line.chunks[0], strips)
    return any(
        _column(chunk, strips) == column and line.base - above.base <= 1.5 * line.height
        for above in region[-2:-1]
        for chunk in above.chunks
    )


def _column(chunk: _Chunk, strips: Sequence[Strip]) -> int:
    middle = (chunk.left + chunk.right) / 2
    return sum(middle > start for start, _ in strips)


def _build(region: Sequence[_Line], strips: Sequence[Strip]) -> Grid | None:
    """Put the words of a region into cells; nothing where that does not make a table."""
    columns = len(strips) + 1
    if columns < 2 or len(region) < FEWEST_ROWS or any(map(_has_leaders, region)):
        return None
    merged = sum(
        len({_column(chunk, strips) for chunk in line.chunks}) < len(line.chunks) for line in region
    )
    rows = _grouped(region, strips)
    if 4 * merged > len(region) or not _is_table(rows, columns) or _is_contents(rows):
        return None
    left = min(line.chunks[0].left for line in region)
    right = max(line.chunks[-1].right for line in region)
    words = [word for line in region for chunk in line.chunks for word in chunk.words]
    box = Box(left, min(word.top for word in words), right, max(word.bottom for word in words))
    edges = (left, *((start + end) / 2 for start, end in strips), right)
    cells = [
        [GridCell(number, column, 1, 1, words) for column, words in enumerate(row)]
        for number, row in enumerate(rows)
    ]
    return Grid(box, edges, cells, aligned=True)


def _has_leaders(line: _Line) -> bool:
    return any(LEADERS.search(_text(chunk)) for chunk in line.chunks)


def _grouped(region: Sequence[_Line], strips: Sequence[Strip]) -> list[list[list[Word]]]:
    """Return the cells of each row; lines that wrap within cells are one row."""
    begins = _wide_steps(region, strips) or [
        index == 0 or _column(line.chunks[0], strips) == 0 for index, line in enumerate(region)
    ]
    rows: list[list[list[Word]]] = []
    for line, begin in zip(region, begins, strict=True):
        if begin or not rows:
            rows.append([[] for _ in range(len(strips) + 1)])
        for chunk in line.chunks:
            rows[-1][_column(chunk, strips)].extend(chunk.words)
    return rows


def _wide_steps(region: Sequence[_Line], strips: Sequence[Strip]) -> list[bool]:
    """Say where rows begin, if the lines of a row stand closer than the rows do; else nothing."""
    steps = [two.base - one.base for one, two in pairwise(region)]
    bound = BREAK * min(steps)
    begins = [True, *(step > bound for step in steps)]
    for line, begin in zip(region, begins, strict=True):
        if not begin and len(line.chunks) > len(strips):
            return []  # a full line stands close below another: they are rows
    wide = sum(begins)
    return begins if FEWEST_ROWS <= wide < len(region) else []


def _is_table(rows: Sequence[Sequence[Sequence[Word]]], columns: int) -> bool:
    """Say whether the rows look like those of a table, not like prose or a place to sign."""
    filled = [[cell for cell in row if cell] for row in rows]
    cells = [cell for row in filled for cell in row]
    most = columns - 1 if columns > 2 else 2
    if sum(len(row) >= most for row in filled) < FULL * len(rows):
        return False
    if sum(bool(row[0]) for row in rows) < FULL * len(rows):
        return False
    if sum(map(_count, cells)) > CELL_WORDS * len(cells):
        return False
    texts = [" ".join(word.text for word in cell) for cell in cells]
    if 4 * sum(SIGNING.search(text) is not None for text in texts) > len(texts):
        return False
    if columns > 2:
        return len(rows) >= FEWEST_ROWS
    return len(rows) >= FEWEST_PAIRS and _is_pair_list(rows)


def _is_pair_list(rows: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Say whether two columns are names and figures."""
    if sum(all(row) for row in rows) < PAIRED * len(rows):
        return False
    if 2 * sum(_is_label(row[0][0]) for row in rows if row[0]) > len(rows):
        return False  # clauses with a short answer each
    lengths = [_count(cell) for row in rows for cell in row]
    if max(lengths) > PAIR_WORDS or median(lengths) > PAIR_WORDS / 2:
        return False
    figures = sum(
        FIGURE.search(" ".join(word.text for word in row[-1])) is not None for row in rows
    )
    return 2 * figures > len(rows)
