"""Tell the text of a PDF from what every page repeats: headers, footers, numbers, stamps."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import combinations, groupby, pairwise
from statistics import median

from contract_lint.read.pdf_layout import LABEL, VisualLine
from contract_lint.read.pdf_shapes import Box, Word

ZONE = 0.16  # of the height of the page, at the top and at the bottom
DEEP = 6  # lines looked at from each end
SENTENCE = 5  # blanks in a line that is more than a word or two
LONG = 15  # blanks in a notice that is known however its lines are broken
OPENING = 20  # characters by which such a notice is looked for
FEW_IDS = 3  # pages that end with the mark of a file
LINE_NUMBERS = 15  # on a page: fewer may be a list

HEADER, FOOTER = "lines of page headers", "lines of page footers"
NUMBER, STAMP, MARGIN = "page numbers", "Bates stamps", "line numbers in the margin"

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"""
    [\[(–—\s-]* (?: page | pg\.? | p\. )? \s*
    (?: (?: [A-Z]{1,2} | [ivx]{1,4} )? [-–.]? \# | [ivxl]{1,6} )
    (?: \s* (?: of | / | \| ) \s* (?: \# | [ivxl]{1,6} ) )?
    [\])–—\s-]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
CERTAIN_NUMBER = re.compile(
    r"page \s* \# (?: \s* of \s* \# )? | \# \s of \s \# | [-–—] \s* \# \s* [-–—]",
    re.VERBOSE | re.IGNORECASE,
)
NUMBERED = re.compile(r"\bpage \s* \#", re.VERBOSE | re.IGNORECASE)
BARE_NUMBER = re.compile(r"[-–—\s]*(\d{1,3})[-–—\s]*")
IDENTIFIER = re.compile(r"(?=.*\d{4})[\w/#.:-]+(?: [\w/#.:-]+){0,2}")  # ABC/ 1234567.8
BATES = re.compile(r"[A-Z][A-Z0-9._-]{1,20}[ _-]?\d{5,10}")


def without_line_numbers(words: list[Word]) -> tuple[list[Word], int]:
    """Return the words without the numbers that count the lines of a page, and how many."""
    numbers = [word for word in words if word.text.isdigit() and len(word.text) < 3]
    if len(numbers) < LINE_NUMBERS:
        return words, 0
    column = max(
        (_aligned(numbers, [word.left for word in numbers])),
        (_aligned(numbers, [word.right for word in numbers])),
        key=len,
    )
    values = [int(word.text) for word in column]
    steps = [two - one for one, two in pairwise(values)]
    if len(column) < LINE_NUMBERS or steps.count(1) < 0.9 * len(steps):
        return words, 0
    right = max(word.right for word in column)
    taken = set(map(id, column))
    rest = [word for word in words if id(word) not in taken]
    beyond = sum(word.left < right + 2 for word in rest)
    bases = {round(word.base) for word in rest}
    beside = sum(
        bool({round(word.base) + shift for shift in (-1, 0, 1)} & bases) for word in column
    )
    if beyond > 0.05 * len(rest) or beside < 0.6 * len(bases):
        return words, 0
    return rest, len(column)


def _aligned(words: Sequence[Word], edges: Sequence[float]) -> list[Word]:
    """Return the words whose edge is the commonest one, from the top down."""
    common = Counter(round(edge / 3) for edge in edges).most_common(1)[0][0]
    aligned = [
        word for word, edge in zip(words, edges, strict=True) if abs(round(edge / 3) - common) <= 1
    ]
    return sorted(aligned, key=lambda word: word.base)


def without_margins(
    pages: Sequence[Sequence[VisualLine]], boxes: Sequence[Box]
) -> tuple[list[list[VisualLine]], Counter[str]]:
    """Return the lines of each page that belong to the text, and what was left out."""
    ends = [_ends(lines) for lines in pages]
    running = _Running(ends, boxes)
    dropped: dict[int, str] = {}  # the kind of each line that belongs to no text, by its id
    for lines, (head, foot) in zip(pages, ends, strict=True):
        found: dict[int, str] = {}
        for end, name in ((head, HEADER), (foot, FOOTER)):
            inside = False  # what stands here belongs to the text, unless every page says it
            for line in end:
                kind = running.kind(line, name)
                inside = inside or kind is None
                if kind is not None and (not inside or running.is_certain(line)):
                    found.setdefault(id(line), kind)
        if running.few and len(found) == len(lines):  # else the page would say nothing
            found = {place: kind for place, kind in found.items() if kind == NUMBER}
        dropped.update(found)
    dropped.update((place, FOOTER) for place in _wrapped_otherwise(pages, dropped))
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    inner = _inner_numbers(kept, boxes)
    omitted = Counter(dropped.values())
    omitted[NUMBER] += len(inner)
    return [[line for line in lines if id(line) not in inner] for lines in kept], omitted


def _wrapped_otherwise(
    pages: Sequence[Sequence[VisualLine]], dropped: Container[int]
) -> Iterator[int]:
    """Yield the lines left that say what pages say below each other in lines of another width."""
    notices: Counter[str] = Counter()
    for lines in pages:
        for out, run in groupby(lines, key=lambda line: id(line) in dropped):
            texts = [line.text for line in run] if out else []
            notices.update(
                " ".join(texts[at:end]) for at, end in combinations(range(len(texts) + 1), 2)
            )
    said = {text for text, count in notices.items() if count >= FEW_IDS and text.count(" ") >= LONG}
    openings = {text[:OPENING] for text in said}
    for lines in pages if said else ():
        for at, line in enumerate(lines):
            if id(line) in dropped or line.text[:OPENING] not in openings:
                continue
            for end in range(at + 1, min(at + DEEP, len(lines)) + 1):
                if " ".join(one.text for one in lines[at:end]) in said:
                    yield from map(id, lines[at:end])


def _ends(lines: Sequence[VisualLine]) -> tuple[list[VisualLine], list[VisualLine]]:
    """Return the first and the last lines of a page, the outermost first."""
    texts = sorted((line for line in lines if line.grid is None), key=lambda line: line.base)
    return texts[:DEEP], texts[: -DEEP - 1 : -1]


def _masked(text: str) -> str:
    """Return the text with its digits masked; those of a clause number stay: it is not a page's."""
    masked = DIGITS.sub("#", text)
    return text if LABEL.match(text) and not PAGE_NUMBER.fullmatch(masked) else masked


def _without_page(line: VisualLine) -> str:
    """Return the text with the number of its page masked, where that ends or begins the line."""
    if LABEL.match(line.text):
        return line.text
    number = rf"^{line.page}(?=\s)|(?<=\s){line.page}$"
    return re.sub(number, "#", line.text)


class _Running:
    """The texts that come back page after page, their digits masked."""

    def __init__(
        self,
        ends: Sequence[tuple[list[VisualLine], list[VisualLine]]],
        boxes: Sequence[Box],
    ) -> None:
        self.boxes = boxes
        filled = sum(bool(head) for head, _ in ends)
        self.few = filled < 4  # pages: then only the very same words, or a page number, come back
        wanted = 2 if self.few else max(3, filled // 25)
        seen: dict[str, list[VisualLine]] = defaultdict(list)
        for head, foot in ends:
            for line in (*head, *foot):
                seen[self._key(line)].append(line)
        self.placed: set[tuple[str, int]] = set()  # with the height at which they stand
        self.common: set[str] = set()  # wherever they stand, word for word
        outermost = {id(end[0]) for both in ends for end in both if end}
        for text, lines in seen.items():
            if not _may_repeat(text):
                continue
            numbered = NUMBERED.search(text) is not None or PAGE_NUMBER.fullmatch(text) is not None
            for exact, same in _by_text(lines, numbered).items():
                if len({line.page for line in same}) >= max(3, 0.4 * filled):
                    self.common.add(exact)
            if len({line.page for line in lines if id(line) in outermost}) >= FEW_IDS:
                self.common.update(line.text for line in lines if IDENTIFIER.fullmatch(line.text))
            heights: defaultdict[int, set[int]] = defaultdict(set)
            for line in lines:
                heights[round(line.base / 8)].add(line.page)
            for height in list(heights):
                near = heights[height].union(*(heights.get(height + by, ()) for by in (-1, 1)))
                if len(near) >= wanted:
                    self.placed.add((text, height))

    def kind(self, line: VisualLine, name: str) -> str | None:
        """Return what kind of furniture the outermost line is; nothing for a line of the text."""
        text = self._key(line)
        placed = self._is_in_margin(line, name) and (text, round(line.base / 8)) in self.placed
        if BATES.fullmatch(line.text) and self._is_in_margin(line, name):
            return STAMP
        again = placed or text in self.common or line.text in self.common
        if CERTAIN_NUMBER.fullmatch(text) or (again and PAGE_NUMBER.fullmatch(text)):
            return NUMBER
        return name if again else None

    def is_certain(self, line: VisualLine) -> bool:
        """Say whether the line is none of the text whatever stands outside of it."""
        if CERTAIN_NUMBER.fullmatch(_masked(line.text)):
            return True
        return line.text in self.common and line.text.count(" ") >= SENTENCE

    def _key(self, line: VisualLine) -> str:
        masked = _masked(line.text)
        numbered = NUMBERED.search(masked) or PAGE_NUMBER.fullmatch(masked)
        return _without_page(line) if self.few and not numbered else masked

    def _is_in_margin(self, line: VisualLine, name: str) -> bool:
        box = self.boxes[line.page - 1]
        depth = ZONE * (box.bottom - box.top)
        if name == HEADER:
            return line.base <= box.top + depth
        return line.base >= box.bottom - depth


def _by_text(lines: Sequence[VisualLine], numbered: bool) -> dict[str, list[VisualLine]]:
    """Group the lines by their text, its digits masked where one of them counts pages."""
    found: dict[str, list[VisualLine]] = defaultdict(list)
    for line in lines:
        found[_masked(line.text) if numbered else line.text].append(line)
    return found


def _may_repeat(text: str) -> bool:
    """Say whether the text can be a running one: words or a page number, not `[***]`."""
    return sum(map(str.isalpha, text)) >= 2 or PAGE_NUMBER.fullmatch(text) is not None


def _inner_numbers(pages: Sequence[Sequence[VisualLine]], boxes: Sequence[Box]) -> set[int]:
    """Return the numbers of the pages of a document that was paged anew: 1, 2, 3 in mid-page."""
    found: list[tuple[int, VisualLine]] = []
    for lines, box in zip(pages, boxes, strict=True):
        outer = {id(line) for line in (*lines[:1], *lines[-1:])}
        for line in lines:
            match = None if line.grid else BARE_NUMBER.fullmatch(line.text)
            if match and (id(line) in outer or _is_centred(line, box)):
                found.append((int(match[1]), line))
    numbers: set[int] = set()
    runs: list[list[tuple[int, VisualLine]]] = []
    for number, line in found:
        if runs and number == runs[-1][-1][0] + 1:
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
    for run in runs:
        if len(run) >= 3 and _is_spaced(run):
            numbers.update(id(line) for _, line in run)
    return numbers


def _is_centred(line: VisualLine, box: Box) -> bool:
    return abs(line.middle - (box.left + box.right) / 2) < 0.12 * (box.right - box.left)


def _is_spaced(run: Sequence[tuple[int, VisualLine]]) -> bool:
    """Say whether about a page of text lies between the numbers."""
    places = [line.page * 1000 + line.base for _, line in run]
    return median(two - one for one, two in pairwise(places)) > 300
