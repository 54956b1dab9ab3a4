"""Read a requirement sheet, whatever its format."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Place, Requirement, Sheet, SheetProblem
from contract_lint.sheet.columns import AREAS, IMPLIED_LIMITS, header_words
from contract_lint.sheet.row import has_words, parse_row
from contract_lint.sheet.table import (
    Grid,
    GridRow,
    Header,
    find_header,
    guess_header,
    rows_below,
)
from contract_lint.sheet.values import is_blank, words_of

Read = Callable[[Path, bytes], tuple[Grid, ...]]

READERS: dict[str, tuple[str, str]] = {
    ".csv": ("contract_lint.sheet.delimited", "read_delimited"),
    ".tsv": ("contract_lint.sheet.delimited", "read_delimited"),
    ".xlsx": ("contract_lint.sheet.workbook", "read_workbook"),
    ".xlsm": ("contract_lint.sheet.workbook", "read_workbook"),
    ".docx": ("contract_lint.sheet.word", "read_word"),
    ".md": ("contract_lint.sheet.plain", "read_plain"),
    ".markdown": ("contract_lint.sheet.plain", "read_plain"),
    ".txt": ("contract_lint.sheet.plain", "read_plain"),
    ".yaml": ("contract_lint.sheet.yaml_rows", "read_yaml"),
    ".yml": ("contract_lint.sheet.yaml_rows", "read_yaml"),
}
"""The reader of each suffix: module and function, imported when a file asks for it."""


_OUTRIGHT = 85  # the fit of a header that says "requirement" itself


def load(path: Path) -> Sheet:
    """Read the sheet at `path`.

    Raises `UnreadableFileError` where the file is no sheet or none of its rows can be used. Rows
    that cannot be used stand in `problems` as fatal ones, with file, sheet, row and column.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UnreadableFileError(path, _refusal(suffix))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or "cannot be read") from error
    module, name = READERS[suffix]
    read = cast("Read", getattr(import_module(module), name))
    grids = read(path, data)
    tables = _tables(path, grids)
    gathered = _Gathered(path)
    for grid, header in tables:
        gathered.add(grid, header)
    gathered.skip([grid for grid in grids if not any(grid is read for read, _ in tables)])
    if not gathered.requirements:
        fatal = [problem for problem in gathered.problems if problem.fatal]
        reason = f"no usable row; {fatal[0]}" if fatal else "no row below the header"
        raise UnreadableFileError(path, reason)
    return Sheet(
        path,
        tuple(gathered.requirements),
        tuple(_once(gathered.problems)),
        hashlib.sha256(data).hexdigest(),
    )


def _once(problems: list[SheetProblem]) -> Iterator[SheetProblem]:
    """Yield a note that many rows share once, and say how many they are."""
    times = Counter((p.column, p.message) for p in problems if not p.fatal)
    for problem in problems:
        more = times.pop((problem.column, problem.message), 0) - 1 if not problem.fatal else 0
        if more > 0:
            yield replace(problem, message=f"{problem.message} ({more} more rows)")
        elif problem.fatal or more == 0:
            yield problem


def _refusal(suffix: str) -> str:
    if suffix in {".xls", ".xlsb", ".ods"}:
        return f"{suffix} files are not read; open it in Excel or LibreOffice and save it as .xlsx"
    if suffix == ".doc":
        return ".doc files are not read; open it in Word and save it as .docx"
    return f"unknown kind of sheet {suffix!r}; expected one of: {', '.join(sorted(READERS))}"


def _tables(path: Path, grids: tuple[Grid, ...]) -> list[tuple[Grid, Header]]:
    """Return the grids that have a header; failing that, those that can do without."""
    for find in (find_header, guess_header):
        found = [(grid, header) for grid in grids if (header := find(grid))]
        if found:
            return _alike(found)
    reason = (
        "no requirement sheet: no row names a column such as 'requirement' (or 'description', "
        "'text'); the first row of a table should read: id, requirement"
    )
    raise UnreadableFileError(path, reason)


def _alike(tables: list[tuple[Grid, Header]]) -> list[tuple[Grid, Header]]:
    """Leave out tables beside the sheet that only look like one: version histories, references.

    The best table stays, and each that names its requirements outright or as the best one does.
    """
    best = max((header for _, header in tables), key=lambda header: header.score)
    wanted = _requirement_words(best)
    return [
        (grid, header)
        for grid, header in tables
        if header is best
        or header.fit >= _OUTRIGHT
        or (not header.fit and header.score >= best.score // 2)
        or (
            header.fit
            and _requirement_words(header) == wanted
            and ("id" in header.columns) == ("id" in best.columns)
        )
    ]


def _requirement_words(header: Header) -> str:
    index = header.columns.get("requirement")
    return header_words(header.names[index]) if index is not None else ""


@dataclass(slots=True)
class _Gathered:
    """The rows of all tables of a file, each id once."""

    path: Path
    requirements: list[Requirement] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    tables: int = 0

    def add(self, grid: Grid, header: Header) -> None:
        """Read the rows of one table."""
        self.tables += 1
        self._describe(grid, header)
        area = ""
        last_id, times = "", 0
        numbered = _has_numbered_ids(grid, header)
        for row, cells in rows_below(grid, header):
            place = Place(self.path, row.line, grid.name)
            if _is_repeat(row, header):
                continue
            if _is_heading(row, header, numbered=numbered):
                area = _area_of(row)
                if not row.banner and not area:
                    message = f"{_only_cell(row)!r} is taken for a heading; it is not checked"
                    self._note(place, "", message)
                continue
            if area and not cells.get("area", "").strip():
                cells["area"] = area
            given = cells.get("id", "").strip()
            times = times + 1 if given and given == last_id else 1
            last_id = given
            if times > 1 and header.columns.get("id") in row.filled:
                cells["id"] = f"{given}.{times}"
            if not grid.ragged and any(cell.strip() for cell in row.cells[len(header.names) :]):
                self._fail(place, "", "more cells than the header; put texts in quotes")
                continue
            self._add_row(cells, place, header)

    def _note(self, place: Place, column: str, message: str) -> None:
        self.problems.append(SheetProblem(place, column, message))

    def _fail(self, place: Place, column: str, message: str) -> None:
        self.problems.append(SheetProblem(place, column, message, fatal=True))

    def skip(self, grids: list[Grid]) -> None:
        """Note the tables that are not read because they have no header."""
        told = [grid for grid in grids if grid.rows]
        for grid in told:
            if grid.name:
                place = Place(self.path, grid.rows[0].line, grid.name)
                message = "no header of a requirement sheet in this worksheet; it is not read"
                self._note(place, "", message)
        unnamed = [grid for grid in told if not grid.name]
        if unnamed:
            place = Place(self.path, unnamed[0].rows[0].line)
            message = f"{len(unnamed)} tables without a header of a requirement sheet are not read"
            self._note(place, "", message)

    def _describe(self, grid: Grid, header: Header) -> None:
        place = Place(self.path, header.line, grid.name)
        for note in grid.notes:
            self._note(place, "", note)
        for name in dict.fromkeys(header.ignored):
            if name not in self.ignored:
                self.ignored.add(name)
                message = "names no known column; it is ignored"
                self._note(place, name, message)
        for name in header.guessed:
            index = header.columns[name]
            message = f"is taken for the {name}, going by its values"
            shown = header.names[index] or f"column {index + 1}"
            self._note(place, shown, message)
        if "id" not in header.columns:
            message = "no column for the id; rows are named after their place"
            self._note(place, "", message)

    def _add_row(self, cells: dict[str, str], place: Place, header: Header) -> None:
        given = " ".join(cells.get("id", "").split())
        if is_blank(given):
            given = ""
            cells["id"] = self._made_id(place)
            if "id" in header.columns:
                message = f"empty; the row is named {cells['id']!r} after its place"
                column = header.names[header.columns["id"]]
                if has_words(cells.get("requirement", "")):
                    self._note(place, column, message)
        else:
            cells["id"] = given
        if is_blank(cells.get("limit", "")) and not is_blank(cells.get("value", "")):
            cells["limit"] = IMPLIED_LIMITS.get(
                header_words(header.names[header.columns["value"]]), ""
            )
        unit = header.units.get("value") or header.units.get("limit", "")
        if unit and is_blank(cells.get("unit", "")) and not is_blank(cells.get("value", "")):
            cells["unit"] = unit
        if not given and not _says_anything(cells):
            self._note(place, "", "neither id nor text; it is skipped")
            return
        requirement, problems = parse_row(cells, place)
        self.problems.extend(_as_named(problem, header) for problem in problems)
        earlier = self.places.setdefault(cells["id"], place)
        if earlier is not place:
            column = header.names[header.columns["id"]] if "id" in header.columns else "id"
            message = (
                f"{cells['id']!r} is already the id of {_short(earlier)}; give each row its own"
            )
            self._fail(place, column, message)
        elif requirement is not None:
            self.requirements.append(requirement)

    def _made_id(self, place: Place) -> str:
        prefix = "row" if self.tables == 1 else f"table-{self.tables}-row"
        made = f"{prefix}-{place.line}"
        while made in self.places:
            made += "'"
        return made


def _says_anything(cells: Mapping[str, str]) -> bool:
    """Say whether a row without an id fills a column that a requirement is made of."""
    told = ("requirement", "object", "action", "limit", "value")
    return any(not is_blank(cells.get(name, "")) for name in told)


def _short(place: Place) -> str:
    """Name a place within the file."""
    return f"row {place.line} of {place.sheet!r}" if place.sheet else f"line {place.line}"


def _as_named(problem: SheetProblem, header: Header) -> SheetProblem:
    """Name the column of a problem as the file does."""
    index = header.columns.get(problem.column)
    shown = header.names[index] if index is not None else ""
    return replace(problem, column=shown or problem.column)


def _is_repeat(row: GridRow, header: Header) -> bool:
    """Say whether a row only repeats, through merged cells, what stands above it."""
    used = header.columns.values()
    own = [i for i, cell in enumerate(row.cells) if i not in row.filled and not is_blank(cell)]
    return bool(row.filled) and not any(index in used for index in own)


def _has_numbered_ids(grid: Grid, header: Header) -> bool:
    """Say whether an id of the table holds a number, as a heading in its column would not."""
    index = header.columns.get("id")
    if index is None:
        return False
    rows = (row.cells for row, _ in rows_below(grid, header) if len(_told(row)) > 1)
    return any(re.search(r"\d", cells[index]) for cells in rows if index < len(cells))


def _told(row: GridRow) -> list[tuple[int, str]]:
    """Return the cells that say something, each with its column."""
    return [(i, " ".join(cell.split())) for i, cell in enumerate(row.cells) if not is_blank(cell)]


def _is_heading(row: GridRow, header: Header, *, numbered: bool) -> bool:
    """Say whether a row is a heading between rows: one short cell, and no id.

    `numbered` says that the ids of the table hold numbers.
    """
    told = _told(row)
    if len(told) != 1 or (len(header.columns) < 2 and not row.banner):
        return False
    index, text = told[0]
    if index == header.columns.get("requirement"):
        short = len(text.split()) <= 6 and not text.endswith((".", ";"))
        return (row.banner or "id" in header.columns) and short and not _says_something(text)
    if row.banner:
        return True
    if index == header.columns.get("id") and len(text.split()) == 1:
        return not re.search(r"\d", text) and (numbered or bool(_area_of(row)))
    return True


def _says_something(text: str) -> bool:
    """Say whether a short text asks for something: a modal verb, a number, a limit."""
    words = words_of(text).split()
    asked = {"shall", "must", "should", "will", "may", "is", "are", "within", "at", "no", "not"}
    return bool(asked.intersection(words)) or bool(re.search(r"[\d<>=≤≥]", text))


def _only_cell(row: GridRow) -> str:
    return next(" ".join(cell.split()) for cell in row.cells if not is_blank(cell))


def _area_of(row: GridRow) -> str:
    """Return the code of the area that a heading names, or an empty string."""
    text = words_of(_only_cell(row))
    named = (code for code, name in AREAS.items() if text in {code.lower(), name, f"{name}s"})
    return next(named, "")
