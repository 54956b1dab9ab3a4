"""Find the ruled tables of a PDF page and put its words into their cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from contract_lint.read.pdf_shapes import Box, Rule, Word

SNAP = 3.0  # points: lines nearer than this are one line
MIN_ROW = 8.0  # points: the height of a row
MAX_LINES = 400  # of one table, in each direction


class GridCell(NamedTuple):
    """A cell that may cover several columns and rows of the grid."""

    row: int
    column: int
    rows: int
    columns: int
    words: list[Word]


class Grid(NamedTuple):
    """A ruled table on one page."""

    box: Box
    edges: tuple[float, ...]  # the upright lines, left to right
    rows: list[list[GridCell]]  # a cell stands in the first row that it covers
    open_top: bool = False  # a page break cut the first row off its beginning
    open_bottom: bool = False  # and the last one off its end
    aligned: bool = False  # known by the place of its words alone


def find_grids(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[list[Grid], list[Word]]:
    """Return the tables of a page from top to bottom, and the words that stand in none."""
    rest = list(words)
    grids: list[Grid] = []
    strokes = [rule for rule in rules if not rule.shade]
    shades = [rule for rule in rules if rule.shade]
    drawn = [(frame, True) for frame in _frames(strokes)]
    coloured = [(frame, False) for frame in _frames(shades) if frame.is_regular()]
    for frame, ruled in (*drawn, *coloured):
        if ruled:
            frame.add_shades(shades)
        inside = [word for word in rest if frame.holds(word)]
        grid = frame.fill(inside)
        if grid is None:
            continue
        taken = set(map(id, inside))
        rest = [word for word in rest if id(word) not in taken]
        grids.append(grid)
    grids.sort(key=lambda grid: (grid.box.top, grid.box.left))
    return grids, rest


def _frames(rules: Sequence[Rule]) -> Iterator["_Frame"]:
    """Yield the frames that lines make where they meet."""
    for level, upright in _touching(_merged(rules)):
        frame = _Frame.build(level, upright)
        if frame is not None:
            yield frame


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join the pieces of one line, also of a line drawn twice."""
    merged: list[Rule] = []
    bundle: list[Rule] = []
    for rule in sorted(rules):
        if bundle and (rule.upright != bundle[0].upright or rule.at - bundle[-1].at > SNAP):
            merged.extend(_joined(bundle))
            bundle = []
        bundle.append(rule)
    merged.extend(_joined(bundle))
    return merged


def _joined(bundle: list[Rule]) -> list[Rule]:
    """Join what touches among rules that lie on one line."""
    joined: list[Rule] = []
    for rule in sorted(bundle, key=lambda rule: rule.start):
        if joined and rule.start <= joined[-1].end + SNAP:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, rule.end))
        else:
            joined.append(rule)
    return joined


def _touching(rules: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Group the lines that meet, directly or through others: a group may be a table."""
    level = [rule for rule in rules if not rule.upright]
    upright = [rule for rule in rules if rule.upright]
    group = {rule: index for index, rule in enumerate(level)}
    members: dict[int, list[Rule]] = {index: [rule] for rule, index in group.items()}
    for line in upright:
        met = {
            group[other]
            for other in level
            if line.start - SNAP <= other.at <= line.end + SNAP
            and other.start - SNAP <= line.at <= other.end + SNAP
        }
        if not met:
            continue
        into = min(met)
        members[into].append(line)
        for index in met - {into}:
            for rule in members[index]:
                if not rule.upright:
                    group[rule] = into
            members[into].extend(members.pop(index))
    return [
        ([rule for rule in lines if not rule.upright], [rule for rule in lines if rule.upright])
        for _, lines in sorted(members.items())
        if len(lines) > 3
    ]


def _places(rules: Iterable[Rule]) -> list[float]:
    """Return where the lines stand, near ones counted once."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return places


def _with_open_ends(ys: list[float], upright: list[Rule]) -> list[float]:
    """Add the end of the upright lines where a page break left a row without its last line."""
    above = sorted(rule.start for rule in upright if rule.start < ys[0] - MIN_ROW)
    below = sorted(rule.end for rule in upright if rule.end > ys[-1] + MIN_ROW)
    if len(above) > len(upright) / 2:
        ys = [above[0], *ys]
    if len(below) > len(upright) / 2:
        ys = [*ys, below[-1]]
    return ys


class _Frame:
    """The lines of one table; `xs` and `ys` are where its columns and rows begin and end."""

    def __init__(self, level: list[Rule], upright: list[Rule]) -> None:
        self.xs = _places(upright)
        drawn = _places(level)
        self.ys = _with_open_ends(drawn, upright)
        self.open_top = self.ys[0] < drawn[0]
        self.open_bottom = self.ys[-1] > drawn[-1]
        self.level: list[list[Rule]] = [[] for _ in self.ys]
        self.upright: list[list[Rule]] = [[] for _ in self.xs]
        for rule in level:
            self.level[_nearest(self.ys, rule.at)].append(rule)
        for rule in upright:
            self.upright[_nearest(self.xs, rule.at)].append(rule)

    @classmethod
    def build(cls, level: list[Rule], upright: list[Rule]) -> "_Frame | None":
        """Return the frame, or nothing where the lines bound fewer than two columns."""
        if not level or not upright:
            return None
        frame = cls(level, upright)
        if not 3 <= len(frame.xs) <= MAX_LINES or not 2 <= len(frame.ys) <= MAX_LINES:
            return None
        return frame

    def add_shades(self, shades: Iterable[Rule]) -> None:
        """Let the edges of coloured cells part what the strokes leave open."""
        for rule in shades:
            places, lines = (self.xs, self.upright) if rule.upright else (self.ys, self.level)
            index = _nearest(places, rule.at)
            if abs(places[index] - rule.at) <= SNAP:
                lines[index].append(rule)

    def is_regular(self) -> bool:
        """Say whether nearly every spot is a cell: coloured cells are, marked words are not."""
        spots = (len(self.xs) - 1) * (len(self.ys) - 1)
        return len(self.ys) > 3 and len(set(self._owners().values())) >= 0.75 * spots

    def holds(self, word: Word) -> bool:
        """Say whether the middle of the word is inside."""
        x, y = _middle(word)
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] <= y <= self.ys[-1]

    def fill(self, words: list[Word]) -> Grid | None:
        """Put words into cells; nothing where that does not make a table."""
        owner = self._owners()
        regions: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for spot, first in owner.items():
            regions.setdefault(first, []).append(spot)
        held: dict[tuple[int, int], list[Word]] = {first: [] for first in regions}
        for word in words:
            x, y = _middle(word)
            row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
            column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
            held[owner[row, column]].append(word)
        rows: list[list[GridCell]] = [[] for _ in self.ys[1:]]
        for (row, column), spots in sorted(regions.items()):
            down = max(spot[0] for spot in spots) - row + 1
            across = max(spot[1] for spot in spots) - column + 1
            rows[row].append(GridCell(row, column, down, across, held[row, column]))
        filled = [row for row in rows if any(cell.words for cell in row)]
        if not filled or max(sum(bool(cell.words) for cell in row) for row in filled) < 2:
            return None
        box = Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])
        return Grid(box, tuple(self.xs), filled, self.open_top, self.open_bottom)

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return for each spot of the grid the first spot of the merged cell it belongs to."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                first = (row, column)
                if column and not self._is_drawn(
                    self.upright[column], self.ys[row], self.ys[row + 1]
                ):
                    first = owner[row, column - 1]
                elif row and not self._is_drawn(
                    self.level[row], self.xs[column], self.xs[column + 1]
                ):
                    above = owner[row - 1, column]
                    if above[1] == column:
                        first = above
                owner[row, column] = first
        return owner

    @staticmethod
    def _is_drawn(lines: list[Rule], start: float, end: float) -> bool:
        """Say whether a line runs along at least half of the way from `start` to `end`."""
        drawn = 0.0
        done = start
        for line in sorted(lines, key=lambda line: line.start):
            drawn += max(0.0, min(line.end, end) - max(line.start, done))
            done = max(done, line.end)
        return drawn * 2 >= end - start


def _nearest(places: list[float], at: float) -> int:
    return min(range(len(places)), key=lambda index: abs(places[index] - at))


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, (word.top + word.bottom) / 2
