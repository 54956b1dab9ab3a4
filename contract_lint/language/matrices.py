"""Responsibility matrices: tables that say by a mark in a column, or by a name, who does what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lint.model import Cell, Contract, Role, Row, Span, Table

_WORDS = {
    Role.CDMO: r"cdmo|cmo|manufacturer|supplier|service provider|provider|contract acceptor|contractor|acceptor|vendor|toller",
    Role.SPONSOR: r"sponsor|client|customer|contract giver|giver|purchaser|buyer|marketing authori[sz]ation holder|mah",
}
_PARTY = re.compile(
    "|".join(rf"\b(?P<{role.name}>{words})\b" for role, words in _WORDS.items())
    + r"|\b(?P<unknown>company)\b",
    re.IGNORECASE,
)
_NOTE = r"(?:\s?[\d*†‡]{1,2}|\s?\(\d{1,2}\)|\s?\[\d{1,2}\])?"  # of a footnote
_TICK = rf"(?:[xX✓✔☑☒●•■]|yes|ja){_NOTE}"
_LETTER = r"[RACISPLE]"
_LETTERS = rf"{_LETTER}(?:\s*[/,&+]?\s*{_LETTER}){{0,3}}{_NOTE}"
_WORD = r"(?:lead|support|review|approve|primary|secondary|perform|execute|inform|consult)s?(?:ed)?"
_BOTH = (
    r"(?:(?:both|the|all) parties|parties|both|shared|joint(?:ly)?|all|each(?: party)?|together)"
)
MARK = re.compile(rf"{_TICK}|{_LETTERS}|{_WORD}|{_BOTH}", re.IGNORECASE)
TICK = re.compile(rf"{_TICK}|lead|primary|performs?|executes?", re.IGNORECASE)
LETTERS = re.compile(_LETTERS)
BOTH = re.compile(_BOTH, re.IGNORECASE)
_OPEN = r"t\.?\s?b\.?\s?[dca]|n\.\s?n|\?+|open|undecided|to be (?:determined|decided|defined|agreed|named|allocated)"
NONE = re.compile(rf"(?:none|not applicable|n\s*/?\s*a|-+|–|—|no|{_OPEN})?\.?", re.IGNORECASE)
NOT_APPLICABLE = re.compile(r"n\s*/?\s*a\b|not applicable", re.IGNORECASE)
OWNER = re.compile(
    r"(?:responsib(?:le|ility)(?: part(?:y|ies))?|(?:process |activity )?owner(?:ship)?|lead(?: party)?|performed by|executed by|"
    r"done by|who|responsible (?:function|unit)|accountable(?: party)?)",
    re.IGNORECASE,
)
LOST = re.compile(r"\|\s*[xX✓✔☑☒]\s*\||(?<=\S)\s{2,}[xX✓✔☑☒]\s*$|^\s*[xX✓✔☑☒]\s{2,}(?=\S)")
KIND = re.compile(  # a head that names what is ticked, where no party could stand
    r"(?:(?:prior|written|formal) )*(?:approval|consent|notification|notice|information|notify|approve)(?: required| only| needed)?"
    r"|major|moderate|minor|critical|required|not required|GMP|in scope",
    re.IGNORECASE,
)
LEAST_MARKED = 0.5  # share of rows with marks from which a table is a matrix
FEW = 2  # rows, up to which a table with heads of parties needs no mark to be one
MOST_DOUBLE = 0.2  # share of rows with two ticks from which two ticks are the custom
FEWEST_DOUBLE = 3  # rows with two ticks that make a custom
ACTIVITY = re.compile(
    r"(?:activit(?:y|ies)|tasks?|responsibilit(?:y|ies)|dut(?:y|ies)|steps?|functions?|process|items?|subject)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Task:
    """An activity of a matrix and who is responsible for it."""

    row: tuple[int, int]  # table and row
    name: str
    span: Span  # of its name
    owners: tuple[str, ...]  # as the matrix names them
    roles: tuple[str, ...]  # of the owners, where they are known
    applicable: bool = True
    heading: bool = False  # a title inside the table, with no marks
    doubtful: bool = False  # two ticks, where that is the custom of the matrix


@dataclass(frozen=True, slots=True)
class _Matrix:
    table: int
    activity: int  # column
    parties: tuple[tuple[int, str, str], ...]  # column, heading, role
    owner: int | None = None  # the column of names, where there is one instead of marks
    rows: tuple[tuple[int, Row], ...] = ()
    performs: bool = False  # marks are P, R, A: performs, reviews, approves


def tasks(contract: Contract) -> Iterator[Task]:
    """Yield the activities of every responsibility matrix of a contract."""
    for index, table in enumerate(contract.document.tables):
        matrix = _by_marks(contract, index, table) or _by_names(contract, index, table)
        if matrix is not None:
            yield from _tasks(contract, matrix)


def is_lost(contract: Contract, words: str, row: tuple[int, int] | None) -> bool:
    """Say whether a line holds the mark of a matrix whose columns cannot be told any more."""
    if row is None:
        return LOST.search(words) is not None
    table = contract.document.tables[row[0]]
    cells = table.rows[row[1]].cells
    heads = _heads(contract, table)
    ticked = [
        cell.column for cell in cells if re.fullmatch(_TICK, _quote(contract, cell), re.IGNORECASE)
    ]
    named = any(len(_quote(contract, cell).split()) > 1 for cell in cells)
    told = all(KIND.fullmatch(heads.get(column, "")) for column in ticked)
    return bool(ticked) and named and not told


def role_of(contract: Contract, name: str) -> str:
    """Return the role of a party by any of its names, or an empty string."""
    for party in contract.parties:
        if name.casefold() in (alias.casefold() for alias in party.aliases):
            return str(party.role or "")
    found = _PARTY.search(name)
    if found is None or found.lastgroup == "unknown":
        return ""
    return str(Role[found.lastgroup or ""])


def _by_marks(contract: Contract, index: int, table: Table) -> _Matrix | None:
    """Return a matrix with a column for each party; None where the columns do not say so."""
    if not table.headers or len(table.rows) <= table.headers:
        return None
    heads = _heads(contract, table)
    parties = tuple(
        (column, head, role_of(contract, head))
        for column, head in heads.items()
        if _is_party(contract, head)
    )
    full = _full_rows(table)
    others = [column for column in range(_width(table)) if column not in {p[0] for p in parties}]
    body = len(table.rows) - table.headers
    if len(parties) < 2 or not others or len(full) < body * LEAST_MARKED:
        return None
    activity = max(others, key=lambda column: _length(contract, full, column))
    own = {head.casefold() for _, head, _ in parties}
    marks = [_mark_in(contract, cell) for _, row in full for cell in _cells(row, parties)]
    if not all(_is_mark(mark, own) or NONE.fullmatch(mark) for mark in marks):
        return None
    marked = [row for _, row in full if any(map(_said, _quotes(contract, row, parties)))]
    named = ACTIVITY.match(heads.get(activity, "")) is not None
    if len(marked) < len(full) * LEAST_MARKED and not (named and (len(full) <= FEW or not marked)):
        return None
    performs = any(LETTERS.fullmatch(mark) and "P" in mark for mark in marks)
    return _Matrix(index, activity, parties, rows=tuple(full), performs=performs)


def _by_names(contract: Contract, index: int, table: Table) -> _Matrix | None:
    """Return a matrix with one column of names: `Responsible: CDMO`."""
    if not table.headers or len(table.rows) <= table.headers:
        return None
    heads = _heads(contract, table)
    column = next((at for at, head in heads.items() if OWNER.fullmatch(head)), None)
    full = _full_rows(table)
    others = [at for at in range(_width(table)) if at != column]
    if column is None or not others or not full:
        return None
    names = [
        _quote(contract, cell) for _, row in full for cell in row.cells if cell.column == column
    ]
    named = [name for name in names if _is_party(contract, name) or BOTH.fullmatch(name)]
    said = [name for name in names if not NONE.fullmatch(name)]
    if len(named) < len(said) * LEAST_MARKED or not named:
        return None
    activity = max(others, key=lambda at: _length(contract, full, at))
    return _Matrix(index, activity, (), column, tuple(full))


def _tasks(contract: Contract, matrix: _Matrix) -> Iterator[Task]:
    found = []
    for number, row in matrix.rows:
        cells = {cell.column: cell for cell in row.cells}
        cell = cells.get(matrix.activity)
        name = _quote(contract, cell) if cell else ""
        if cell is None or not name:
            continue
        if matrix.owner is not None:
            marks = {matrix.owner: _quote(contract, cells[matrix.owner])}
            owners = _named(contract, marks[matrix.owner])
        else:
            marks = {
                at: _mark_in(contract, cells[at]) for at, _, _ in matrix.parties if at in cells
            }
            owners = _marked(matrix, marks)
        found.append((number, name, cell.span, owners, tuple(marks.values())))
    double = [each for each in found if len(each[3]) > 1 and _ticked(each[4])]
    usual = max(FEWEST_DOUBLE - 1, len(found) * MOST_DOUBLE)
    custom = len(double) > usual and matrix.owner is None
    for at, (number, name, span, owners, said) in enumerate(found):
        roles = tuple(dict.fromkeys(filter(None, (role for _, role in owners))))
        yield Task(
            row=(matrix.table, number),
            name=name,
            span=span,
            owners=tuple(owner for owner, _ in owners),
            roles=roles,
            applicable=not any(NOT_APPLICABLE.match(mark) for mark in said),
            heading=not any(said) and _is_heading(name, [each[1] for each in found[at + 1 :]]),
            doubtful=custom and len(owners) > 1 and _ticked(said),
        )


def _marked(matrix: _Matrix, marks: dict[int, str]) -> list[tuple[str, str]]:
    """Return the parties whose mark makes them responsible: R before A, P before R."""
    everyone = [(head, role) for _, head, role in matrix.parties]
    if any(BOTH.fullmatch(mark) for mark in marks.values()):
        return everyone
    own = {head.casefold() for _, head, _ in matrix.parties}
    forms = ("P",) if matrix.performs else ("RLE", "A")
    for letters in forms:
        found = [
            (head, role)
            for at, head, role in matrix.parties
            if LETTERS.fullmatch(marks.get(at, "")) and set(letters) & set(marks[at])
        ]
        if found:
            return found
    return [
        (head, role)
        for at, head, role in matrix.parties
        if TICK.fullmatch(marks.get(at, "")) or marks.get(at, "").casefold() in own
    ]


def _named(contract: Contract, words: str) -> list[tuple[str, str]]:
    """Return the parties that a cell names."""
    if BOTH.fullmatch(words):
        return [(role.value, role.value) for role in (Role.CDMO, Role.SPONSOR)]
    parts = [
        part.strip() for part in re.split(r"\s*(?:/|,|;|&|\+|\band\b|\bund\b)\s*(?:the\s+)?", words)
    ]
    named = [(part, role_of(contract, part)) for part in parts if _is_party(contract, part)]
    return named or ([(words, "")] if _said(words) else [])


def _ticked(marks: Sequence[str]) -> bool:
    return any(re.fullmatch(_TICK, mark, re.IGNORECASE) for mark in marks)


def _said(mark: str) -> bool:
    return NONE.fullmatch(mark) is None


def _is_mark(words: str, heads: set[str]) -> bool:
    return MARK.fullmatch(words) is not None or words.casefold() in heads


def _is_party(contract: Contract, head: str) -> bool:
    names = {alias.lower() for party in contract.parties for alias in party.aliases}
    return head.lower() in names or (_PARTY.search(head) is not None and len(head.split()) <= 3)


def _is_heading(name: str, below: Sequence[str]) -> bool:
    """Say whether the name of a row without marks is a title inside the table."""
    if name.isupper() or name.endswith(":"):
        return True
    if below and len(name.split()) == 1 and name.lower() in below[0].lower():
        return True  # "Validation" above "Cleaning validation"
    number = re.match(r"(\d{1,3})(?:\.0)?\.?\s", name)
    return number is not None and bool(below) and below[0].startswith(f"{number[1]}.")


def _heads(contract: Contract, table: Table) -> dict[int, str]:
    return {
        cell.column: _quote(contract, cell)
        for row in table.rows[: table.headers]
        for cell in row.cells
        if cell.columns == 1 and _quote(contract, cell)
    }


def _full_rows(table: Table) -> list[tuple[int, Row]]:
    """Return the rows below the heads that have every column, each with its number."""
    width = _width(table)
    numbered = list(enumerate(table.rows))[table.headers :]
    return [(at, row) for at, row in numbered if sum(cell.columns for cell in row.cells) == width]


def _width(table: Table) -> int:
    return max((cell.column + cell.columns for cell in table.rows[0].cells), default=0)


def _cells(row: Row, parties: Sequence[tuple[int, str, str]]) -> list[Cell]:
    columns = {at for at, _, _ in parties}
    return [cell for cell in row.cells if cell.column in columns]


def _quotes(contract: Contract, row: Row, parties: Sequence[tuple[int, str, str]]) -> list[str]:
    return [_mark_in(contract, cell) for cell in _cells(row, parties)]


def _mark_in(contract: Contract, cell: Cell) -> str:
    """Return the words of a cell, without the party that it may repeat: "CDMO: R"."""
    head, colon, mark = _quote(contract, cell).partition(":")
    return mark.strip() if colon and _is_party(contract, head) else _quote(contract, cell)


def _length(contract: Contract, rows: Sequence[tuple[int, Row]], column: int) -> int:
    return sum(
        len(_quote(contract, cell))
        for _, row in rows
        for cell in row.cells
        if cell.column == column
    )


def _quote(contract: Contract, cell: Cell) -> str:
    return " ".join(contract.document.quote(cell.span).split())
