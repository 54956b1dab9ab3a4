"""Turn the words of PDF pages into visual lines in reading order, and lines into paragraphs."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from contract_lint.read.pdf_aligned import find_aligned
from contract_lint.read.pdf_page import Page
from contract_lint.read.pdf_shapes import Word
from contract_lint.read.pdf_tables import Grid
from contract_lint.read.pdf_words import HYPHEN, SYMBOLS

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
INVISIBLE = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFD]
)
CLEAN = INVISIBLE | str.maketrans(LIGATURES) | SYMBOLS | {0x2011: "-"}

LABEL = re.compile(
    r"""
    (?: (?: Article | ARTICLE | Section | SECTION | Schedule | SCHEDULE | Exhibit | EXHIBIT
          | Annex | ANNEX | Appendix | APPENDIX | Attachment | ATTACHMENT )
        \s+ [\dA-Z] [\w.-]{0,8} [.:]? (?= \s | $ )
      | § \s? \d
      | \d{1,3} (?: [A-Z] | (?: \.\d{1,3} ){1,5} )? [.):] (?= \s | $ )
      | \d{1,3} (?: \.\d{1,3} ){1,5} (?= \s | $ )
      | \( (?: [A-Za-z]{1,2} | [ivxIVX]{1,5} | \d{1,2} ) \) (?= \s | $ | \( [A-Za-z\d] )
      | (?: [A-Za-z] | [ivxIVX]{1,5} ) [.)] (?= \s )
      | [•▪●○■□➢✓✗☐☑☒◦–—·-] (?= \s )
    )
    """,
    re.VERBOSE,
)
GLUED = re.compile(
    r"""
    (?: \d{1,3} (?: \.\d{1,3} )+ \.?       # 1.1Defined
      | \d{1,2} [A-Z]? \.                  # 1.Definitions, 7A.Insurance
      | \( (?: [a-z]{1,2} | [ivx]{1,5} | \d{1,2} ) \)   # (a)The
    )
    (?= ["“‘] | [A-Z][a-z] | [A-Z]{2} )
    | (?: \d{1,2} (?: \.\d{1,2} ){2,4}      # 6.4.1fails
        | \( (?: [a-rt-z] | [ivx]{2,5} | \d{1,2} | [A-Z] ) \)   # (b)fails, but not (s)he
      )
    (?= [a-z]{2} )
    """,
    re.VERBOSE,
)
PAIRED = re.compile(r"\((?:[a-z]|[ivx]{2,5}|\d{1,2})\)(?=\((?:[A-Za-z]|[ivx]{2,5}|\d{1,2})\))")
ORDINAL = re.compile(r"(\d) (?=(?:st|nd|rd|th)\b)")
LEADERS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]{1,4}$|…{2,}\s*[\divxlc]{1,4}$")
PAGE_ENDS = frozenset("0123456789ivxlc")  # the last characters of page numbers
ENTRY = re.compile(r"\s(\d{1,3})$")
CONTENTS = re.compile(r"(?:table of )?contents|index", re.IGNORECASE)
ATTACHED = re.compile(
    r"(?:exhibits?|schedules?|annex(?:es)?|appendix|appendices|attachments?)"
    r"(?:$|:$|\s+[A-Z\d][\w.()-]{0,12}\s*[–—:.-]?\s)",
    re.IGNORECASE,
)
ENTRY_LENGTH = 100  # characters of a line in a list of exhibits, at most
NOTE_MARK = re.compile(r"(?:\d{1,2}|\*{1,3}|[†‡§∗])(?=\s|[A-Z“])")
LEADER_TAIL = 60  # characters: as far back from the end of a line as leaders are looked for
SENTENCE_END = re.compile(r"[.;:!?][\"”’')\]]*$")

LEFT, BASE = attrgetter("left"), attrgetter("base")

LEADS = (";", ",", "; and", "; or", ", and", ", or")  # the end of an item of a list

MIN_WIDTH, MAX_WIDTH = 200, 14_400  # points: of a page with columns; the widest that PDF allows
MIN_COLUMN_LINES = 8
MIN_COLUMN_WORDS = 3.5  # a line, on average: fewer is a table or a form


@dataclass(slots=True, eq=False)
class VisualLine:
    """A line as it stands on the page, or a table in its place among the lines."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    first: float  # width of the first word
    gap: float  # before the last word
    column: int = 0  # of the page, when it has several
    edges: tuple[float, float] = (0.0, 0.0)  # left and right end of the text column
    grid: Grid | None = None
    contents: bool = False  # part of a table of contents

    @property
    def middle(self) -> float:
        """Return the place halfway along the line."""
        return (self.left + self.right) / 2


def clean(text: str) -> str:
    """Replace ligatures and symbols by plain characters and drop what cannot be seen."""
    plain = text.isascii() and text.isprintable()
    return text if plain else " ".join(text.translate(CLEAN).split())


def join_words(words: Sequence[Word]) -> str:
    """Write words in reading order as one text; a hyphen mark within it is a hyphen."""
    rows = [list(words)] if any(word.turned for word in words) else _rows(words)
    texts = [_row_text(row) for row in rows]
    text = clean(" ".join(texts).replace(HYPHEN + " ", "-").replace(HYPHEN, "-"))
    return _set_apart(GLUED, text)


def _set_apart(label: re.Pattern[str], text: str, *more: re.Pattern[str]) -> str:
    """Put a blank between a label that opens the text, those after it, and the words glued to them."""
    match = label.match(text)
    if match is None:
        return text
    rest = text[match.end() :]
    return f"{match[0]} {_set_apart(more[0], rest, *more[1:]) if more else rest}"


def lay_out(page: Page, words: Sequence[Word], grids: Sequence[Grid]) -> list[VisualLine]:
    """Return the lines of a page in reading order, with its tables where they stand."""
    rows = _rows([word for word in words if not word.turned])
    rows.extend([_grid_word(grid, index)] for index, grid in enumerate(grids))
    rows.sort(key=lambda row: row[0].base)
    lines: list[VisualLine] = []
    parts = list(_columns(rows))
    known = list(grids)
    for column, part in enumerate(parts):
        aligned, rest = find_aligned(part)
        if aligned:
            for grid in aligned:
                below = (at for at, row in enumerate(rest) if row[0].base > grid.box.top)
                rest.insert(next(below, len(rest)), [_grid_word(grid, len(known))])
                known.append(grid)
        found = [_line(page.number, row, column, known) for row in rest]
        texts = [line for line in found if line.grid is None]
        if texts:
            left, right = min(line.left for line in texts), max(line.right for line in texts)
            if len(parts) == 1:  # a page of short lines: go by its margins
                margin = left - page.box.left
                right = max(right, left + 0.8 * (page.box.right - left - margin))
            edges = (left, right)
            for line in found:
                line.edges = edges
        lines.extend(found)
    aside = [word for word in words if word.turned]
    if aside:  # print along the edge of the page
        lines.append(_line(page.number, aside, -1, ()))
    return [line for line in lines if line.text]


def _grid_word(grid: Grid, index: int) -> Word:
    """Return a stand-in for a table, so that it finds its place among the words."""
    left, top, right, bottom = grid.box
    return Word(f"\0{index}", left, right, top, bottom, top)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words that stand on one line, from the top down, each from left to right."""
    rows: list[list[Word]] = []
    last = -math.inf
    for word in sorted(words, key=BASE):
        step = word.base - last
        if step <= 0.8 or step <= 0.2 * (word.bottom - word.top):
            rows[-1].append(word)
        else:
            rows.append([word])
        last = word.base
    rows = _with_raised(rows)
    for row in rows:
        row.sort(key=LEFT)
    return [_without_doubles(row) for row in rows]


def _count(words: Iterable[Word]) -> int:
    return sum(word.words for word in words)


def _height(word: Word) -> float:
    return word.bottom - word.top


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Put superscripts and subscripts back into the line they belong to."""
    merged: list[list[Word]] = []
    above = 0.0  # the height of the last of them
    for row in rows:
        height = max([word.bottom - word.top for word in row])
        if merged and height <= 0.8 * above and _is_raised(merged[-1], above, row, height):
            merged[-1].extend(row)
        elif merged and above <= 0.8 * height and _is_raised(row, height, merged[-1], above):
            merged[-1] = row + merged[-1]
            above = height
        else:
            merged.append(row)
            above = height
    return merged


def _is_raised(row: list[Word], height: float, small: list[Word], tallest: float) -> bool:
    """Say whether `small`, smaller print than `row`, stands at the height of `row`."""
    if _count(small) > _count(row):
        return False
    top, bottom = row[0].base - 0.9 * height, row[0].base + 0.35 * height
    return top <= small[0].base - tallest / 2 and small[0].base <= bottom


def _without_doubles(row: list[Word]) -> list[Word]:
    """Drop a word printed twice, a hair apart, to look bold."""
    kept = row[:1]
    for last, word in pairwise(row):
        if word.text != last.text or word.left - kept[-1].left > 0.15 * _height(last):
            kept.append(word)
    return kept if len(kept) < len(row) else row


def _columns(rows: list[list[Word]], depth: int = 0) -> Iterator[list[list[Word]]]:
    """Yield runs of rows in reading order: each is a column, or stands across the columns."""
    gutter = _gutter(rows) if depth < 3 else None
    if gutter is None:
        if rows:
            yield rows
        return
    left: list[list[Word]] = []
    right: list[list[Word]] = []
    across: list[list[Word]] = []
    for row in rows:
        before = [word for word in row if word.right <= gutter]
        after = [word for word in row if word.left >= gutter]
        if len(before) + len(after) == len(row) and _is_split(before, after):
            if across:
                yield across
                across = []
            left.extend([before] if before else [])
            right.extend([after] if after else [])
            continue
        if left or right:
            yield from _columns(left, depth + 1)
            yield from _columns(right, depth + 1)
            left, right = [], []
        across.append(row)
    yield from (part for part in (across,) if part)
    if left or right:
        yield from _columns(left, depth + 1)
        yield from _columns(right, depth + 1)


def _is_split(before: list[Word], after: list[Word]) -> bool:
    """Say whether a gap wider than a blank lies between the two halves of a row."""
    if not before or not after:
        return True
    gap = after[0].left - before[-1].right
    return gap >= 0.6 * min(_height(before[-1]), _height(after[0]))


def _runs(row: list[Word]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a row that no wide gap interrupts."""
    start, end = row[0].left, row[0].right
    for word in row:
        if word.left - end >= 0.6 * (word.bottom - word.top):
            yield start, end
            start = word.left
        if word.right > end:
            end = word.right
    yield start, end


def _gutter(rows: list[list[Word]]) -> float | None:
    """Return where a blank strip parts the rows into two columns of prose, if one does."""
    if len(rows) < 2 * MIN_COLUMN_LINES - 4:
        return None
    left = min(row[0].left for row in rows)
    right = max(word.right for row in rows for word in row)
    width = right - left
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    low, high = int(left + 0.25 * width), int(left + 0.75 * width)
    covered = [0] * (high - low + 2)
    for row in rows:
        for start, end in _runs(row):
            if end > low and start < high:
                covered[max(0, int(start) - low)] += 1
                covered[min(high - low + 1, int(end) + 1 - low)] -= 1
    total = 0
    for index, change in enumerate(covered):
        total += change
        covered[index] = total
    fewest = min(covered[:-1])
    if fewest > 0.4 * len(rows):
        return None
    start, length = _longest_run(covered[:-1], fewest)
    gutter = low + start + length / 2
    return gutter if length >= 6 and _parts_prose(rows, gutter, width) else None


def _longest_run(numbers: list[int], wanted: int) -> tuple[int, int]:
    """Return the start and the length of the longest run of `wanted`."""
    best = (0, 0)
    start = 0
    for index, number in enumerate([*numbers, wanted - 1]):
        if number != wanted:
            if index - start > best[1]:
                best = (start, index - start)
            start = index + 1
    return best


def _parts_prose(rows: list[list[Word]], gutter: float, width: float) -> bool:
    """Say whether running text stands on both sides of the gutter."""
    sides: tuple[list[list[Word]], list[list[Word]]] = ([], [])
    for row in rows:
        if any(word.left < gutter < word.right for word in row):
            continue
        for side, part in zip(
            sides,
            (
                [word for word in row if word.right <= gutter],
                [word for word in row if word.left >= gutter],
            ),
            strict=True,
        ):
            if part:
                side.append(part)
    for side in sides:
        if len(side) < MIN_COLUMN_LINES:
            return False
        if sum(map(_count, side)) < MIN_COLUMN_WORDS * len(side):
            return False
        if median(part[-1].right - part[0].left for part in side) < 0.25 * width:
            return False
    starts = [part[0].left for part in sides[1]]
    common = Counter(round(start / 4) for start in starts).most_common(1)[0][1]
    return 2 * min(map(len, sides)) >= max(map(len, sides)) * 0.5 and common >= 0.4 * len(starts)


def _row_text(row: list[Word]) -> str:
    return " ".join(word.text for word in row)


def _line(page: int, row: list[Word], column: int, grids: Sequence[Grid]) -> VisualLine:
    first, last = row[0], row[-1]
    height = max(map(_height, row))
    grid = grids[int(first.text[1:])] if first.text[0] == "\0" else None
    text = _row_text(row)
    if HYPHEN in text:
        text = text[:-1].replace(HYPHEN + " ", "-").replace(HYPHEN, "-") + text[-1]
    if grid is None:
        text = ORDINAL.sub(r"\1", clean(text))
        text = _set_apart(GLUED, text)
    return VisualLine(
        text=text,
        page=page,
        left=first.left,
        right=max(word.right for word in row),
        top=min(word.top for word in row),
        bottom=max(word.bottom for word in row),
        base=first.base,
        size=height,
        bold=first.bold and last.bold,
        first=first.head or first.right - first.left,
        gap=last.left - row[-2].right if len(row) > 1 else 0.0,
        column=column,
        grid=grid,
    )


def paragraphs(lines: Sequence[VisualLine]) -> Iterator[list[VisualLine]]:
    """Group lines into what a reader sees as paragraphs, headings and list items."""
    leading = _leading(lines)
    piece: list[VisualLine] = []
    for line in lines:
        if piece and (line.grid or piece[-1].grid or _begins(piece, line, leading)):
            yield piece
            piece = []
        if not piece and line.grid is None:
            line.text = _set_apart(PAIRED, line.text, GLUED)
        piece.append(line)
    if piece:
        yield piece


def _leading(lines: Sequence[VisualLine]) -> dict[int, float]:
    """Return for each page the usual distance of lines, as a multiple of their height."""
    steps: dict[int, list[float]] = {}
    every: list[float] = []
    for one, two in pairwise(lines):
        step = (two.base - one.base) / max(one.size, 1.0)
        if one.page == two.page and one.column == two.column and 0.5 < step < 3:
            steps.setdefault(one.page, []).append(step)
            every.append(step)
    usual = _mode(every)
    found = dict.fromkeys((line.page for line in lines), usual)
    found.update((page, _mode(own)) for page, own in steps.items() if len(own) >= 8)
    return found


def _mode(steps: list[float]) -> float:
    """Return the commonest of the steps, near ones counted together."""
    if not steps:
        return 1.2
    (place, _) = Counter(round(step * 10) for step in steps).most_common(1)[0]
    return median(step for step in steps if round(step * 10) == place)


def _begins(piece: list[VisualLine], line: VisualLine, leading: dict[int, float]) -> bool:
    """Say whether `line` begins a new paragraph rather than going on with `piece`."""
    last = piece[-1]
    if last.contents or line.contents:
        return True
    if last.text[-1:] in (HYPHEN, "-") and _is_lower(line.text):
        return False
    if abs(line.size - last.size) > 0.15 * last.size and not _is_lower(line.text):
        return True
    if line.bold != last.bold and (_is_short(last, line) or (len(piece) == 1 and last.bold)):
        return True
    moved = line.page != last.page or line.column != last.column
    ended = bool(SENTENCE_END.search(last.text))
    label = bool(LABEL.match(line.text))
    if moved:
        return (
            label
            or (ended and not _is_lower(line.text))
            or _is_heading_like(last)
            or _is_heading_like(line)
        )
    step = (line.base - last.base) / max(last.size, 1.0)
    if step > leading[line.page] * 1.22 + 0.1 or step < -1:  # below a gap, or beside the text
        return True
    short = _is_short(last, line)
    if label:
        named = line.text[0].isalpha()  # "Section 4" may go on with a sentence
        apart = len(piece) > 1 and abs(last.left - line.left) >= 2 and not named
        return ended or short or apart or last.text.endswith(LEADS)
    if short and not (_is_lower(line.text) and not ended) and line.text[0] != "[":
        return not _is_centred_pair(last, line)
    start = piece[1].left if len(piece) > 1 else None
    indent = line.left - (start if start is not None else last.left)
    if start is not None and indent > 0.8 * line.size:
        return True
    return start is not None and ended and abs(indent) > 0.8 * line.size


def _is_lower(text: str) -> bool:
    return text[:1].islower()


def _is_short(last: VisualLine, line: VisualLine) -> bool:
    """Say whether the first word of `line` would have fitted at the end of `last`."""
    room = last.edges[1] - last.right
    return room > line.first + 0.6 * last.size + 0.02 * (last.edges[1] - last.edges[0])


def _is_centred_pair(last: VisualLine, line: VisualLine) -> bool:
    """Say whether two lines of one centred title stand one above the other."""
    if abs(last.middle - line.middle) >= 3 or last.left <= last.edges[0] + 20:
        return False
    long = last.right - last.left > 0.4 * (last.edges[1] - last.edges[0])
    return LABEL.fullmatch(last.text) is not None or (
        long and (line.bold or line.text.isupper()) and last.bold == line.bold
    )


def _is_heading_like(line: VisualLine) -> bool:
    """Say whether the line stands as a heading does: bold, or in capitals or centred, and short."""
    left, right = line.edges
    if line.text.isupper():
        return True
    centred = abs(line.middle - (left + right) / 2) < 3 and line.left > left + 0.1 * (right - left)
    return centred or (line.bold and line.right < (left + right) / 2)


def mark_contents(lines: Sequence[VisualLine]) -> None:
    """Mark the lines that are a table of contents: by their leaders, or by its title."""
    page = 0  # that the last entry names, once a title has been seen
    waiting: list[VisualLine] = []
    inside = False
    for line in lines:
        line.contents = line.grid is None and _has_leaders(line.text)
        if CONTENTS.fullmatch(line.text):
            inside, page, waiting = True, 0, [line]
            continue
        if not inside:
            continue
        if page and not waiting and ATTACHED.match(line.text) and len(line.text) < ENTRY_LENGTH:
            line.contents = True  # a list of exhibits that ends the table of contents
            continue
        entry = ENTRY.search(line.text, max(0, len(line.text) - LEADER_TAIL))
        apart = line.contents or line.gap > 0.8 * line.size
        waiting.append(line)
        if entry and apart and page <= int(entry[1]) <= page + 50:
            page = int(entry[1])
            for one in waiting:
                one.contents = True
            waiting = []
        inside = len(waiting) < 4


def _has_leaders(text: str) -> bool:
    """Say whether the line is dots, then a page number."""
    if text[-1:] not in PAGE_ENDS:
        return False
    return LEADERS.search(text, max(0, len(text) - LEADER_TAIL)) is not None


def split_notes(
    lines: Sequence[VisualLine], body: float
) -> tuple[list[VisualLine], list[VisualLine]]:
    """Return the lines of the text and the footnotes: small print at the foot of a page."""
    notes: set[int] = set()
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        for column in _columns_of(page):
            first = len(column)
            for index in range(len(column) - 1, 0, -1):
                line = column[index]
                if line.grid is not None or line.size > 0.92 * body:
                    break
                if NOTE_MARK.match(line.text):
                    first = index
            notes.update(id(line) for line in column[first:])
    return (
        [line for line in lines if id(line) not in notes],
        [line for line in lines if id(line) in notes],
    )


def _columns_of(page: Sequence[VisualLine]) -> Iterator[list[VisualLine]]:
    """Yield the lines of a page in runs that each end at its foot, or where a column does."""
    run: list[VisualLine] = []
    for line in page:
        if run and line.column != run[-1].column and line.base < run[-1].base:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def is_heading(piece: Sequence[VisualLine], body: float) -> bool:
    """Say whether a paragraph looks like a heading beside text of size `body`."""
    plain = not (all(line.bold for line in piece) or min(line.size for line in piece) > 1.12 * body)
    if plain or len(piece) > 3:
        return False
    text = " ".join(line.text for line in piece)
    if len(text) > 150 or not any(map(str.isalpha, text)):
        return False
    return not text.endswith((";", ",", ".")) or LABEL.fullmatch(text) is not None


def body_size(lines: Iterable[VisualLine]) -> float:
    """Return the height of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
