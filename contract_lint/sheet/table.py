"""Find the header of a table and give each row below it the names of the columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from contract_lint.sheet.columns import COLUMNS, candidates, header_words
from contract_lint.sheet.values import is_blank, parse_unit

_HEADER_DEPTH = 60  # rows that are searched for a header
_LATER = 10  # what each row above a header takes from its score
_STRONG = 50  # the fit of a header that names a column outright
_SAMPLE = 200  # rows that are looked at to tell columns apart
_HELP = frozenset(column.help for column in COLUMNS)
_ID_LIKE = re.compile(r"[\w./#:-]{1,40}")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of cells and where it stands.

    `spread` are the cells with merged ones filled to the right, for header rows; `filled` are the
    columns whose cell was merged with the one above.
    """

    line: int
    cells: tuple[str, ...]
    spread: tuple[str, ...] = ()
    filled: frozenset[int] = frozenset()
    banner: bool = False  # one cell merged across the row


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a file; `name` is the worksheet, or empty."""

    name: str
    rows: tuple[GridRow, ...]
    notes: tuple[str, ...] = ()
    ragged: bool = True  # cells to the right of the header are remarks, not a lost separator


@dataclass(frozen=True, slots=True)
class Header:
    """Which column of a grid is which column of the sheet, and where its rows begin."""

    columns: Mapping[str, int]
    names: tuple[str, ...]  # as the file gives them
    first: int  # index of the first row below
    line: int
    units: Mapping[str, str]  # the unit that a header gives in brackets, by column
    guessed: tuple[str, ...] = ()  # what was taken from the values and not from a name
    score: int = 0  # how much it looks like a header
    fit: int = 0  # how well a name fits the requirement, 1 to 100; 0 without such a column

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return the headers that name no column."""
        used = set(self.columns.values())
        return tuple(name for index, name in enumerate(self.names) if name and index not in used)


def find_header(grid: Grid) -> Header | None:
    """Return the best header among the first rows, or None.

    A header names a column for the requirement, or object and action or limit. It may be two rows
    deep; a row of titles, dates or logos above it does not matter.
    """
    best: Header | None = None
    seen = 0
    for index, row in enumerate(grid.rows):
        if not any(cell.strip() for cell in row.cells):
            continue
        seen += 1
        if seen > _HEADER_DEPTH:
            break
        for depth in (1, 2):
            found = _try_header(grid, index, depth)
            if found is None:
                continue
            found = replace(found, score=found.score - _LATER * seen)
            if best is None or found.score > best.score:
                best = found
    return best


def _try_header(grid: Grid, index: int, depth: int) -> Header | None:
    """Read `depth` rows from `index` on as a header, if they look like one."""
    rows = grid.rows[index : index + depth]
    if len(rows) < depth or any(len(cell) > 120 for row in rows for cell in row.cells[:60]):
        return None
    if depth == 2 and not _continues(rows[1]):
        return None
    width = max(len(row.cells) for row in rows)
    stacks = [_stack(rows, column) for column in range(width)]
    sample = [row.cells for row in grid.rows[index + depth : index + depth + _SAMPLE]]
    columns, fits, guessed = _assign(stacks, sample)
    if not _is_header(stacks, columns, fits):
        return None
    names = tuple(" ".join(dict.fromkeys(stack)) for stack in stacks)
    units = {name: unit for name, column in columns.items() if (unit := _unit_in(names[column]))}
    strong = sum(1 for fit in fits.values() if fit > _STRONG)
    return Header(
        columns,
        names,
        index + depth,
        rows[0].line,
        units,
        guessed,
        score=100 * strong
        + 30 * (len(fits) - strong)
        + (50 if "id" in columns else 0)
        - 5 * (depth - 1),
        fit=fits.get("requirement", 0),
    )


def _is_header(
    stacks: Sequence[tuple[str, ...]], columns: Mapping[str, int], fits: Mapping[str, int]
) -> bool:
    """Say whether enough columns are named, and whether the other cells are names as well."""
    typed = "object" in columns and ("action" in columns or "limit" in columns)
    if "requirement" not in columns:
        return typed
    if fits["requirement"] <= _STRONG and "id" not in columns:
        return False
    used = columns.values()
    others = [words for index, stack in enumerate(stacks) if index not in used for words in stack]
    return len(columns) > 2 or all(len(words.split()) <= 8 for words in others)


def _continues(bottom: GridRow) -> bool:
    """Say whether `bottom` looks like the second half of a header: few words, no numbers."""
    told = [cell for cell in bottom.cells if cell.strip()]
    if not told or (len(told) == 1 and bottom.banner):
        return False
    if any(len(cell.split()) > 4 or cell.strip().isdigit() for cell in told):
        return False
    return sum(1 for cell in told if candidates(cell)) * 2 >= len(
        [
            cell
            for index, cell in enumerate(bottom.cells)
            if cell.strip() and index not in bottom.filled
        ]
    )


def _stack(rows: Sequence[GridRow], column: int) -> tuple[str, ...]:
    """Return the words that stand above a column, from the top down."""
    cells = []
    for row in rows[:-1]:
        spread = row.spread or row.cells
        cells.append(spread[column] if column < len(spread) else "")
    last = rows[-1].cells
    cells.append(last[column] if column < len(last) else "")
    return tuple(" ".join(cell.split()) for cell in cells if cell.strip())


def _unit_in(name: str) -> str:
    """Return the unit of `Value (days)`, or an empty string."""
    for aside in re.findall(r"[(\[]([^()\[\]]{1,20})[)\]]", name):
        unit = parse_unit(aside)
        if unit:
            return unit
    return ""


def _assign(
    stacks: Sequence[tuple[str, ...]], sample: Sequence[tuple[str, ...]]
) -> tuple[dict[str, int], dict[str, int], tuple[str, ...]]:
    """Give each column of the sheet the header that names it best, looking at the values too."""
    wishes: list[tuple[int, int, str]] = []
    for index, stack in enumerate(stacks):
        for name, fit in _stack_candidates(stack).items():
            wishes.append((fit + _bonus(name, index, sample), -index, name))
    columns: dict[str, int] = {}
    fits: dict[str, int] = {}
    for fit, negative, name in sorted(wishes, reverse=True):
        if name not in columns and -negative not in columns.values() and fit > 0:
            columns[name] = -negative
            fits[name] = fit
    guessed: tuple[str, ...] = ()
    if "id" not in columns and "requirement" in columns:
        found = _id_by_values(columns, sample)
        if found is not None:
            columns["id"] = found
            guessed = ("id",)
    return columns, fits, guessed


def _stack_candidates(stack: tuple[str, ...]) -> dict[str, int]:
    """Say which columns the words above a column may name, together or one by one."""
    found: dict[str, int] = {}
    if len(stack) > 1:
        stack = (" ".join(stack), *stack)
    for words in stack:
        for name, fit in candidates(words).items():
            found[name] = max(found.get(name, 0), fit)
    return found


def _bonus(name: str, index: int, sample: Sequence[tuple[str, ...]]) -> int:
    """Weigh a header by its values: ids are short and differ, requirements are sentences."""
    values = _values(index, sample)
    if name not in {"id", "requirement"} or not sample:
        return 0
    if not values:
        return -75 if name == "id" else 0
    words = sum(len(value.split()) for value in values) / len(values)
    if name == "requirement":
        return -60 if words < 2 else 0
    distinct = len(set(values)) / len(values)
    return (0 if distinct > 0.9 else -30) - (60 if words > 4 else 0)


def _values(index: int, sample: Sequence[tuple[str, ...]]) -> list[str]:
    cells = (row[index].strip() for row in sample if index < len(row))
    return [cell for cell in cells if cell]


def _id_by_values(
    columns: Mapping[str, int],
    sample: Sequence[tuple[str, ...]],
) -> int | None:
    """Return the first column left of the requirement whose values are unique short codes."""
    for index in range(columns["requirement"]):
        values = _values(index, sample)
        if index in columns.values() or not values or len(set(values)) < len(values):
            continue
        if len(values) * 2 >= len(sample) and all(_is_code(value) for value in values):
            return index
    return None


def _is_code(value: str) -> bool:
    return bool(_ID_LIKE.fullmatch(value)) and any(c.isdigit() for c in value)


def guess_header(grid: Grid) -> Header | None:
    """Take a table of one or two columns without a header for texts, or ids and texts."""
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    if not rows:
        return None
    width = max(len(row.cells) for row in rows)
    used = [i for i in range(width) if any(i < len(r.cells) and r.cells[i].strip() for r in rows)]
    if len(used) == 1:
        columns = {"requirement": used[0]}
    elif len(used) == 2 and all(_is_code(row.cells[used[0]].strip()) for row in rows):
        columns = {"id": used[0], "requirement": used[1]}
    else:
        return None
    texts = _values(columns["requirement"], [row.cells for row in rows])
    if sum(len(text.split()) for text in texts) < 4 * len(rows):
        return None
    return Header(
        columns, ("",) * width, grid.rows.index(rows[0]), rows[0].line, {}, tuple(columns)
    )


def rows_below(grid: Grid, header: Header) -> Iterator[tuple[GridRow, dict[str, str]]]:
    """Yield each row below the header that says something, with its cells by column.

    A header that is printed again, as at the top of a page, is left out.
    """
    folded = [header_words(name) for name in header.names]
    for row in grid.rows[header.first :]:
        if all(is_blank(cell) for cell in row.cells):
            continue
        if [header_words(cell) for cell in row.cells] == folded[: len(row.cells)]:
            continue
        if any(cell in _HELP for cell in row.cells):  # of the template, never a requirement
            continue
        cells = {
            name: row.cells[index] if index < len(row.cells) else ""
            for name, index in header.columns.items()
        }
        yield row, cells
