"""Checks on responsibility matrices: who does what, by the column of a mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract_lint.model import Cell, Contract, Hit, ReadContract, Row, Span, Table

PARTY = re.compile(
    r"\b(?:cdmo|cmo|sponsor|client|customer|manufacturer|supplier|service provider|contract (?:giver|acceptor)|"
    r"purchaser|buyer|provider|contractor|company)\b",
    re.IGNORECASE,
)
MARK = re.compile(
    r"(?:[xX✓✔☑☒●•]|[RACI](?:\s*[/,&+]\s*[RACIS])*|yes|ja|lead|support|review|approve|primary)",
    re.IGNORECASE,
)
TICK = re.compile(r"[xX✓✔☑☒●•]|yes|ja|lead|primary", re.IGNORECASE)
LETTERS = re.compile(r"[RACIS](?:\s*[/,&+]\s*[RACIS])*")
LETTER_R = re.compile(r"(?=.*R)[RACIS](?:\s*[/,&+]\s*[RACIS])*")
NONE = re.compile(r"(?:n\s*/?\s*a|none|not applicable|-+|–|—|no)?\.?", re.IGNORECASE)
NOT_APPLICABLE = re.compile(r"n\s*/?\s*a\b|not applicable", re.IGNORECASE)
SHARED = re.compile(
    r"\b(?:confidential\w*|complian\w+|comply|laws?|training|meetings?|attend\w*|communicat\w+|retention|"
    r"archiv\w+|both|each|own|jointly|mutual\w*|respective\w*|review of this agreement|contacts?)\b",
    re.IGNORECASE,
)
MOST_DOUBLE = 0.2  # share of rows with two ticks from which two ticks are the custom
FEWEST_DOUBLE = 3  # rows with two ticks that make a custom
ACTIVITY = re.compile(
    r"(?:activit(?:y|ies)|tasks?|responsibilit(?:y|ies)|duties|dut(?:y|ies)|steps?|functions?|process|items?|subject)\b",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"(?:responsib\w+(?: part(?:y|ies))?|owner|performed by|done by|lead|accountable|party|who)",
    re.IGNORECASE,
)
BOTH = re.compile(
    r"(?:both|joint(?:ly)?|shared|the parties|parties|both parties|each party|together)",
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:and|/|&|\+|,|und)\s*(?:the\s+)?", re.IGNORECASE)
LEAST_MARKED = 0.5  # share of rows with marks from which a table is a matrix


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table whose columns are parties and whose rows are activities."""

    table: Table
    activity: int  # column
    parties: tuple[tuple[int, str], ...]  # column and heading


def matrix_gaps(read: ReadContract) -> Iterator[Hit]:
    """Point at activities of a responsibility matrix for which no party is responsible."""
    contract = read.contract
    for matrix in _matrices(contract):
        rows = _activities(contract, matrix)
        for index, (row, name) in enumerate(rows):
            marks = _marks(contract, matrix, row)
            if any(NOT_APPLICABLE.match(mark) for mark in marks.values()):
                continue
            if _is_section(name, rows[index + 1 :], marks):
                continue
            if not any(_is_responsible(mark) for mark in marks.values()):
                yield Hit(_span(row, matrix), {"activity": name})
    for column in _owner_columns(contract):
        for place, name, owner in column:
            if NONE.fullmatch(owner) and not NOT_APPLICABLE.match(owner):
                yield Hit(place, {"activity": name})


def matrix_overlaps(read: ReadContract) -> Iterator[Hit]:
    """Point at activities for which a responsibility matrix names two responsible parties.

    Where two ticks in a row are the custom of a matrix, they stand for two parts of a task and
    nothing is said.
    """
    contract = read.contract
    for matrix in _matrices(contract):
        rows = _activities(contract, matrix)
        ticked = [row for row, _ in rows if len(_owners(contract, matrix, row, TICK)) > 1]
        custom = len(ticked) > max(FEWEST_DOUBLE - 1, len(rows) * MOST_DOUBLE)
        for row, name in rows:
            owners = _owners(contract, matrix, row, LETTER_R)
            if not owners and not custom:
                owners = _owners(contract, matrix, row, TICK)
            if len(owners) > 1 and not SHARED.search(name):
                values = {"activity": name, "parties": " and ".join(owners)}
                yield Hit(_span(row, matrix), values)
    for column in _owner_columns(contract):
        for place, name, owner in column:
            if _are_two(contract, owner) and not SHARED.search(name):
                yield Hit(place, {"activity": name, "parties": owner})


def _owner_columns(contract: Contract) -> Iterator[list[tuple[Span, str, str]]]:
    """Yield, of each table with one column that names the owner, its activities and owners."""
    for table in contract.document.tables:
        if not table.headers or len(table.rows) <= table.headers:
            continue
        heads = {cell.column: _words(contract, cell) for cell in table.rows[0].cells}
        tasks = [column for column, head in heads.items() if ACTIVITY.match(head)]
        owners = [c for c, head in heads.items() if c not in tasks[:1] and OWNER.fullmatch(head)]
        if not tasks or len(owners) != 1:
            continue
        rows = [{cell.column: cell for cell in row.cells} for row in table.rows[table.headers :]]
        named = [
            (
                cells[tasks[0]].span,
                _words(contract, cells[tasks[0]]),
                _words(contract, cells[owners[0]]),
            )
            for cells in rows
            if {tasks[0], owners[0]} <= cells.keys() and _words(contract, cells[tasks[0]])
        ]
        if any(_names_party(contract, owner) for _, _, owner in named):
            yield named


def _are_two(contract: Contract, owner: str) -> bool:
    if BOTH.fullmatch(owner):
        return True
    names = AND.split(owner)
    return len(names) == 2 and all(_names_party(contract, name) for name in names)


def _matrices(contract: Contract) -> Iterator[Matrix]:
    for table in contract.document.tables:
        matrix = _as_matrix(contract, table)
        if matrix is not None:
            yield matrix


def _as_matrix(contract: Contract, table: Table) -> Matrix | None:
    """Return the matrix that a table is; None where it is none or its columns were lost."""
    if not table.headers or len(table.rows) <= table.headers:
        return None
    heads = {
        cell.column: _words(contract, cell)
        for row in table.rows[: table.headers]
        for cell in row.cells
        if cell.columns == 1 and _words(contract, cell)
    }
    parties = tuple(
        (column, head) for column, head in heads.items() if _names_party(contract, head)
    )
    if len(parties) < 2:
        return None
    body = table.rows[table.headers :]
    width = max(cell.column + cell.columns for cell in table.rows[0].cells)
    full = [row for row in body if sum(cell.columns for cell in row.cells) == width]
    if len(full) < len(body) * LEAST_MARKED:
        return None
    others = [column for column in range(width) if column not in dict(parties)]
    if not others:
        return None
    activity = max(others, key=lambda column: _length(contract, full, column))
    matrix = Matrix(table, activity, parties)
    marked = [row for row in full if any(_marks(contract, matrix, row).values())]
    clean = all(
        MARK.fullmatch(mark) or NONE.fullmatch(mark)
        for row in marked
        for mark in _marks(contract, matrix, row).values()
    )
    if not marked and ACTIVITY.match(heads.get(activity, "")):
        return matrix  # nobody has been given anything
    return matrix if clean and marked and len(marked) >= len(full) * LEAST_MARKED else None


def _names_party(contract: Contract, head: str) -> bool:
    names = {alias.lower() for party in contract.parties for alias in party.aliases}
    return head.lower() in names or (PARTY.search(head) is not None and len(head.split()) <= 3)


def _activities(contract: Contract, matrix: Matrix) -> list[tuple[Row, str]]:
    """Return the rows that have every column, each with the words of its activity."""
    found = []
    wanted = {matrix.activity, *(column for column, _ in matrix.parties)}
    for row in matrix.table.rows[matrix.table.headers :]:
        cells = {cell.column: cell for cell in row.cells if cell.columns == 1}
        if wanted <= cells.keys() and _words(contract, cells[matrix.activity]):
            found.append((row, _words(contract, cells[matrix.activity])))
    return found


def _marks(contract: Contract, matrix: Matrix, row: Row) -> dict[str, str]:
    cells = {cell.column: cell for cell in row.cells}
    return {
        head: _words(contract, cells[column]) for column, head in matrix.parties if column in cells
    }


def _is_responsible(mark: str) -> bool:
    if LETTERS.fullmatch(mark):
        return bool({"R", "A"} & set(mark))
    return bool(mark) and not NONE.fullmatch(mark)


def _owners(contract: Contract, matrix: Matrix, row: Row, form: re.Pattern[str]) -> list[str]:
    """Return the parties whose mark in `row` has the form that makes an owner."""
    marks = _marks(contract, matrix, row)
    return [head for head, mark in marks.items() if form.fullmatch(mark)]


def _is_section(name: str, following: list[tuple[Row, str]], marks: dict[str, str]) -> bool:
    """Say whether a row without marks is a heading inside the table."""
    if any(marks.values()):
        return False
    if name.isupper() or name.endswith(":"):
        return True
    number = re.match(r"(\d+)(?:\.0)?\.?\s", name)
    below = following[0][1] if following else ""
    if len(name.split()) == 1 and name.lower() in below.lower():
        return True  # "Validation" above "Cleaning validation"
    return number is not None and re.match(rf"{number[1]}\.\d", below) is not None


def _span(row: Row, matrix: Matrix) -> Span:
    return next(cell.span for cell in row.cells if cell.column == matrix.activity)


def _length(contract: Contract, rows: list[Row], column: int) -> int:
    return sum(
        len(_words(contract, cell)) for row in rows for cell in row.cells if cell.column == column
    )


def _words(contract: Contract, cell: Cell) -> str:
    return " ".join(contract.document.quote(cell.span).split())
