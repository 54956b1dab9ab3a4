"""Make a requirement of one row of cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from contract_lint.errors import unknown
from contract_lint.model import Limit, Place, Requirement, SheetProblem, Strength
from contract_lint.sheet.columns import AREAS, BY_NAME
from contract_lint.sheet.line import TIME_UNITS, parse_line
from contract_lint.sheet.values import (
    LISTS,
    NUMERIC,
    Amount,
    find_number,
    is_blank,
    parse_amount,
    parse_documents,
    parse_limit,
    parse_stages,
    parse_strength,
    parse_unit,
    split_list,
    split_unit,
    words_of,
)
from contract_lint.sheet.vocabulary import parse_action, parse_party

_NO_TEXT = frozenset({"tbd", "tbc", "to be defined", "to be determined", "to be confirmed", "xxx"})
_AS_READ = "the row is judged by its text"
_SENTENCE = ("party", "action", "object", "attribute", "limit", "value", "unit", "clock_from")
_YES = frozenset({"yes", "y", "x", "true", "1", "ja", "required", "present", "absent", "no", "✓"})


def has_words(text: str) -> bool:
    """Say whether a text can be judged: it holds a letter and is more than `TBD`."""
    return any(c.isalpha() for c in text) and words_of(text) not in _NO_TEXT and not is_blank(text)


@dataclass(slots=True)
class _Notes:
    """What is wrong with a row, gathered while it is read."""

    place: Place
    problems: list[SheetProblem] = field(default_factory=list)

    def note(self, column: str, message: str) -> None:
        """Add something that the row survives."""
        self.problems.append(SheetProblem(self.place, column, message))

    def fail(self, column: str, message: str) -> None:
        """Add something that keeps the row from being checked."""
        self.problems.append(SheetProblem(self.place, column, message, fatal=True))

    @property
    def fatal(self) -> bool:
        """Say whether the row cannot be checked."""
        return any(problem.fatal for problem in self.problems)


@dataclass(slots=True)
class _Measure:
    """The columns that together say how much and by when."""

    limit: Limit | None = None
    value: Decimal | None = None
    items: tuple[str, ...] = ()
    unit: str = ""
    clock_from: str = ""


def parse_row(
    cells: Mapping[str, str], place: Place
) -> tuple[Requirement | None, tuple[SheetProblem, ...]]:
    """Read one row; `cells` is keyed by the names of `COLUMNS`.

    The requirement is None where a problem is fatal. A text in the one-line form fills the columns
    that are empty; the fields so filled are `inferred`.
    """
    notes = _Notes(place)
    for name in cells:
        if name not in BY_NAME:
            notes.note(name, f"{unknown('column', name, BY_NAME)} It is ignored.")
    given = {name: _tidy(cells.get(name, "")) for name in BY_NAME}
    text = " ".join(given["requirement"].split())
    if not has_words(text):
        text = _sentence(given)
        if not text:
            what = (
                f"{given['requirement']!r} is no requirement" if given["requirement"] else "empty"
            )
            notes.fail("requirement", f"{what}; say in a sentence what the contract must hold")
            return None, tuple(notes.problems)
        notes.note("requirement", f"empty; made of the other columns: {text}")
    inferred = _fill(given, parse_line(text) or {})
    measure = _measure(given, text, notes)
    if notes.fatal:
        return None, tuple(notes.problems)
    if measure.limit is None or (measure.limit in NUMERIC and measure.value is None):
        inferred -= {"limit"}
    requirement = Requirement(
        id=given["id"] or f"row-{place.line}",
        text=text,
        place=place,
        checks=split_list(given["check"], ";,| \n"),
        area=_area(given["area"], notes),
        party=_party(given["party"], notes),
        action=_action(given["action"], notes),
        objects=split_list(given["object"], "|;\n"),
        attribute=given["attribute"],
        limit=measure.limit,
        value=measure.value,
        items=measure.items,
        unit=measure.unit,
        clock_from=measure.clock_from,
        conditions=split_list(given["condition"], ";|\n"),
        to=given["to"],
        stages=_stages(given["stage"], notes),
        documents=_documents(given["document"], notes),
        strength=_strength(given["strength"], notes),
        accept=split_list(given["accept"]),
        source=given["source"],
        owner=given["owner"],
        inferred=frozenset(_FIELD.get(name, name) for name in inferred),
    )
    return requirement, tuple(notes.problems)


_FIELD = {"object": "objects", "condition": "conditions", "document": "documents"}
_LINES_COUNT = ("object", "condition", "value", "accept", "check", "stage")


def _tidy(cell: str) -> str:
    """Fold the blanks of each line and drop cells that say nothing."""
    lines = (" ".join(line.split()) for line in cell.splitlines())
    text = "\n".join(line for line in lines if line)
    return "" if is_blank(text) else text


def _sentence(given: Mapping[str, str]) -> str:
    """Make a text of the columns of a row that has none but says who does what."""
    if not given["object"] or not (given["action"] or given["limit"]):
        return ""
    text = " ".join(given[name].replace("\n", " ") for name in _SENTENCE if given[name])
    return text.replace("_", " ")


def _fill(given: dict[str, str], line: Mapping[str, str]) -> set[str]:
    """Fill empty columns from the one-line form and return their names."""
    for name in given:
        if name not in _LINES_COUNT:
            given[name] = given[name].replace("\n", " ")
    measured = ("limit", "value", "unit")
    if any(given[name] for name in measured):
        line = {name: cell for name, cell in line.items() if name not in measured}
    filled = {name for name in line if not given[name]}
    given.update({name: line[name] for name in filled})
    return filled


def _area(cell: str, notes: _Notes) -> str:
    """Return the code of an area; other areas stay as they are."""
    folded = words_of(cell)
    for code, name in AREAS.items():
        if folded and folded in {code.lower(), name, f"{name}s", name.removesuffix("s")}:
            return code
    if cell:
        notes.note("area", f"unknown area {cell!r} is kept; {_AS_READ}")
    return cell


def _party(cell: str, notes: _Notes) -> str:
    party, known = parse_party(cell)
    if cell and not known and not _is_name(cell):
        notes.note("party", f"unknown party {cell!r} is looked for as a name in the contract")
    return party


def _is_name(cell: str) -> bool:
    """Say whether a party is written like a name: `Receiving Party`, `Lenz AG`."""
    return all(word[:1].isupper() or not word[:1].isalpha() for word in cell.split())


def _action(cell: str, notes: _Notes) -> str:
    action, known = parse_action(cell)
    if cell and not known:
        notes.note("action", f"unknown action {cell!r} is kept; {_AS_READ}")
    return action


def _stages(cell: str, notes: _Notes) -> tuple[str, ...]:
    stages, complaint = parse_stages(cell)
    if complaint:
        notes.note("stage", complaint)
    return stages


def _documents(cell: str, notes: _Notes) -> tuple[str, ...]:
    documents, complaint = parse_documents(cell)
    if complaint:
        notes.note("document", complaint)
    return documents


def _strength(cell: str, notes: _Notes) -> Strength:
    strength = parse_strength(cell)
    if cell and strength is None:
        expected = ", ".join(Strength)
        notes.note("strength", f"unknown strength {cell!r} is read as must; expected {expected}")
    return strength or Strength.MUST


# how much and by when ----------------------------------------------------------------------------


def _measure(given: Mapping[str, str], text: str, notes: _Notes) -> _Measure:
    """Read limit, value, unit and clock together: each may stand in another's cell."""
    measure = _Measure(clock_from=given["clock_from"])
    limit_cell, value_cell = given["limit"], given["value"]
    measure.limit = parse_limit(limit_cell)
    if limit_cell and measure.limit is None:
        if not value_cell and parse_amount(limit_cell):
            value_cell = limit_cell  # `>= 30 d` in one cell
        else:
            expected = ", ".join(Limit)
            notes.note("limit", f"unknown limit {limit_cell!r}; expected {expected}; {_AS_READ}")
    amount = None
    if not value_cell:
        _without_value(measure, text, notes)
    elif measure.limit in LISTS:
        measure.items = _items(value_cell, notes)
    elif measure.limit in NUMERIC:
        amount = _number(measure, value_cell, notes)
    elif measure.limit is None:
        amount = _without_limit(measure, value_cell, notes, limit_cell)
    elif words_of(value_cell) not in _YES:
        notes.note("value", f"{value_cell!r} is not used: the limit {measure.limit} has no value")
    _unit(measure, given["unit"], amount, notes)
    return measure


def _without_value(measure: _Measure, text: str, notes: _Notes) -> None:
    if measure.limit in NUMERIC and not _mentions_number(text):
        notes.fail("value", f"no number under the limit {measure.limit}; enter one")
    elif measure.limit in NUMERIC or measure.limit in LISTS:
        notes.note("value", f"nothing under the limit {measure.limit}; it is read from the text")


def _mentions_number(text: str) -> bool:
    """Say whether a number stands anywhere in a text, in digits or words."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(c.isdigit() for c in text) or any(
        word.lower() not in {"a", "and"} and find_number(word) for word in words
    )


def _items(cell: str, notes: _Notes) -> tuple[str, ...]:
    items = split_list(cell, ";|\n")
    if len(items) == 1 and "," in cell:
        items = split_list(cell, ",")
    if not items:
        notes.fail("value", f"{cell!r} is no list; separate its items by ';'")
    return items


def _number(measure: _Measure, cell: str, notes: _Notes) -> Amount | None:
    """Read the number under a numeric limit; anything else there is fatal."""
    amount = parse_amount(cell)
    if amount is not None:
        measure.value = amount.value
        if amount.limit not in {None, measure.limit}:
            notes.note("value", f"{cell!r} and the limit {measure.limit} differ; the limit counts")
        return amount
    if find_number(cell):
        measure.limit = None
        notes.note("value", f"{cell!r} is more than one number; give each a row; {_AS_READ}")
    else:
        notes.fail("value", f"{cell!r} is no number, which the limit {measure.limit} needs")
    return None


def _without_limit(measure: _Measure, cell: str, notes: _Notes, limit_cell: str) -> Amount | None:
    """Read a value that has no limit beside it: it may hold its own."""
    amount = parse_amount(cell)
    if amount is not None:
        measure.value, measure.limit = amount.value, amount.limit
        if amount.limit is None and not limit_cell:
            notes.note("limit", f"empty beside the value {cell!r}; it is read from the text")
        return amount
    measure.limit = parse_limit(cell)
    if measure.limit is not None and measure.limit not in NUMERIC | LISTS:
        return None
    measure.limit, measure.items = None, split_list(cell) if ";" in cell else ()
    if not measure.items:
        notes.note("value", f"{cell!r} is no number; {_AS_READ}")
    elif not limit_cell:
        notes.note("limit", "empty beside a list; all_of or none_of would say what is meant")
    return None


def _unit(measure: _Measure, cell: str, amount: Amount | None, notes: _Notes) -> None:
    """Settle the unit, and the words that follow it: `days after receipt`."""
    unit, rest = parse_unit(cell) or "", ""
    if cell and not unit and measure.value is not None and _SCALE.match(cell.lower()):
        unit, measure.value = _scaled(cell, measure.value)
    elif cell and not unit:
        unit, rest = split_unit(cell)
        if not unit:
            unit, rest = rest, ""
            notes.note("unit", f"unknown unit {cell!r} is kept as it is")
    if amount is not None:
        if unit and amount.unit and amount.unit != unit:
            notes.note(
                "unit", f"{unit!r} and the {amount.unit!r} of the value differ; {unit!r} counts"
            )
        unit, rest = unit or amount.unit, rest or amount.rest
    measure.unit = unit
    if rest:
        _settle_rest(measure, rest, notes)
    _common_unit(measure)


_SCALE = re.compile(r"(?:millions?|mio|mn|thousand|billion)(?![a-z])")


def _scaled(cell: str, value: Decimal) -> tuple[str, Decimal]:
    """Turn 10 `million USD` into 10000000 `USD`."""
    scaled = find_number(f"1 {cell}")
    if scaled is None:
        return cell, value
    return parse_unit(scaled[1]) or scaled[1], value * scaled[0]


def _settle_rest(measure: _Measure, rest: str, notes: _Notes) -> None:
    first, _, others = rest.partition(" ")
    event = others if first.lower() in {"from", "of", "upon", "following", "since"} else rest
    starts = {"from", "of", "upon", "following", "since", "after", "before", "prior"}
    if not measure.clock_from and measure.unit in TIME_UNITS and first.lower() in starts and event:
        measure.clock_from = event
    else:
        notes.note("value", f"the words {rest!r} beside the value are not read")


def _common_unit(measure: _Measure) -> None:
    """Turn quarters into months, and times a quarter into times a year."""
    factors = {"quarters": (3, "mo"), "/q": (4, "/y")}
    if measure.unit in factors and measure.value is not None:
        factor, measure.unit = factors[measure.unit]
        measure.value *= factor
