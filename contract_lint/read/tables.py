"""Tables that are drawn with characters, and which rows of a table name its columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contract_lint.read.lines import SourceCell, SourceLine, SourceRow, SourceTable

_HEADER_WORDS = 12
_RULE_CELL = re.compile(r":?[-=]+:?")
_BORDER = re.compile(r"[+|][-=+|:\s]*[+|]")
_GAP = re.compile(r"\t\s*| {3,}")
_FEWEST_ALIGNED = 3  # rows, and columns


def names_columns(texts: Sequence[str]) -> bool:
    """Say whether the cells of a row are short enough, and enough of them, to be names."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(len(text.split()) <= _HEADER_WORDS for text in filled)


def pipe_cells(line: str) -> tuple[SourceCell, ...]:
    """Return the cells of a line such as `| a | b |`, none where it has no pipe."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    if line[start:end].startswith("|"):
        start += 1
    bars = [at for at in range(start, end) if line[at] == "|" and line[at - 1 : at] != "\\"]
    if not bars:
        return ()
    if bars[-1] != end - 1:
        bars.append(end)
    cells = []
    for column, bar in enumerate(bars):
        cells.append(_trimmed(line, start, bar, column))
        start = bar + 1
    return tuple(cells)


def is_rule(line: str) -> bool:
    """Say whether a line only draws the line between the rows of a table."""
    stripped = line.strip()
    if "-" not in stripped and "=" not in stripped:
        return False
    if stripped.startswith("+"):
        return _BORDER.fullmatch(stripped) is not None
    cells = stripped.strip("|").split("|")
    return "|" in stripped and all(_RULE_CELL.fullmatch(cell.strip()) for cell in cells)


def pipe_table(lines: Sequence[SourceLine]) -> SourceTable:
    """Make a table of lines that are drawn with pipes; rules between rows are no rows.

    In a grid, a row may be drawn over several lines.
    """
    rows: list[SourceRow | SourceLine] = []
    headers = None
    ruled = _is_ruled(lines)
    for line in lines:
        last = rows[-1] if rows else None
        if is_rule(line.text):
            if headers is None and any(isinstance(row, SourceRow) for row in rows):
                headers = sum(isinstance(row, SourceRow) for row in rows)
            rows.append(line)
        elif ruled and isinstance(last, SourceRow) and _goes_on(last, line, ruled=ruled):
            rows[-1] = _longer(last, line)
        else:
            rows.append(SourceRow(line, pipe_cells(line.text)))
    if headers is None:
        headers = _guessed_headers([row for row in rows if isinstance(row, SourceRow)])
    return SourceTable(tuple(rows), headers)


def find_tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of consecutive lines that draw a table with pipes or borders."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _is_drawn(lines[end]):
            end += 1
        rows = sum(1 for line in lines[start:end] if not is_rule(line))
        if rows > 1 or (rows == 1 and end - start > 1):
            yield start, end
        start = max(end, start + 1)


def aligned_table(lines: Sequence[SourceLine]) -> SourceTable | None:
    """Make a table of lines whose columns stand apart by wide gaps; None where they do not.

    All lines must have the same number of short cells, three or more: anything less clear stays
    a paragraph.
    """
    cells = [_aligned_cells(line.text) for line in lines]
    columns = {len(row) for row in cells}
    if len(lines) < _FEWEST_ALIGNED or len(columns) != 1 or min(columns) < _FEWEST_ALIGNED:
        return None
    rows = [SourceRow(line, row) for line, row in zip(lines, cells, strict=True)]
    if not all(names_columns(_texts(row)) for row in rows):
        return None
    return SourceTable(tuple(rows), _guessed_headers(rows))


def _is_ruled(lines: Sequence[SourceLine]) -> str:
    """Say how a table is drawn: `rows` with a rule below each, `frame` with rules, or not at all."""
    if not lines[0].text.lstrip().startswith("+"):
        return ""
    rules = [index for index, line in enumerate(lines) if is_rule(line.text)]
    between = sum(later - earlier > 1 for earlier, later in pairwise(rules))
    return "rows" if between > 2 else "frame"


def _goes_on(row: SourceRow, line: SourceLine, *, ruled: str) -> bool:
    """Say whether a line is one more line of the row above it."""
    cells = pipe_cells(line.text)
    if len(cells) != len(row.cells):
        return False
    return ruled == "rows" or cells[0].start == cells[0].end


def _longer(row: SourceRow, line: SourceLine) -> SourceRow:
    at = len(row.more)
    cells = tuple(
        cell._replace(more=(*cell.more, (at, here.start, here.end)))
        if here.end > here.start
        else cell
        for cell, here in zip(row.cells, pipe_cells(line.text), strict=True)
    )
    return SourceRow(row.line, cells, (*row.more, line))


def _is_drawn(line: str) -> bool:
    stripped = line.strip()
    return is_rule(stripped) or (stripped.startswith("|") and stripped.count("|") > 1)


def _guessed_headers(rows: Sequence[SourceRow]) -> int:
    if len(rows) < 2 or len(rows[0].cells) < 3:
        return 0
    return int(names_columns(_texts(rows[0])))


def _texts(row: SourceRow) -> list[str]:
    return [row.line.text[cell.start : cell.end] for cell in row.cells]


def _trimmed(line: str, start: int, end: int, column: int) -> SourceCell:
    text = line[start:end]
    left = start + len(text) - len(text.lstrip())
    return (
        SourceCell(left, left + len(text.strip()), column)
        if text.strip()
        else SourceCell(start, start, column)
    )


def _aligned_cells(line: str) -> tuple[SourceCell, ...]:
    cells: list[SourceCell] = []
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    for gap in _GAP.finditer(line, start, end):
        cells.append(SourceCell(start, gap.start(), len(cells)))
        start = gap.end()
    return (*cells, SourceCell(start, end, len(cells)))
