"""A row of a technical requirement sheet."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path


class Limit(StrEnum):
    """What a row asks of its value, seen from the sponsor's side."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="
    PRESENT = "present"
    ABSENT = "absent"
    ALL_OF = "all_of"
    NONE_OF = "none_of"


class Strength(StrEnum):
    """How much a row weighs."""

    MUST = "must"
    SHOULD = "should"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: `line` counts from 1 in text files and is the row in Excel."""

    path: Path
    line: int
    sheet: str = ""

    def __str__(self) -> str:
        """Return `path:line` or `path[sheet]:row`."""
        inner = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.path}{inner}:{self.line}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One testable requirement, as the sheet states it.

    Columns as in the sheet; an empty string or tuple is an empty cell. `values` holds the numbers
    of a numeric limit, `items` the list of `all_of` and `none_of`. `inferred` names the fields
    that were read from the text of the row and not from a column of their own.
    """

    id: str
    text: str
    place: Place
    checks: tuple[str, ...] = ()
    area: str = ""
    party: str = ""  # CDMO, Sponsor, both, each, or a name that the contract uses
    action: str = ""
    objects: tuple[str, ...] = ()  # alternatives
    attribute: str = ""
    limit: Limit | None = None
    value: Decimal | None = None
    items: tuple[str, ...] = ()
    unit: str = ""
    clock_from: str = ""
    conditions: tuple[str, ...] = ()
    to: str = ""
    stages: tuple[str, ...] = ()  # empty: all
    documents: tuple[str, ...] = ()  # empty: any; several: must be in each
    strength: Strength = Strength.MUST
    accept: tuple[str, ...] = ()
    source: str = ""
    owner: str = ""
    inferred: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Something wrong in a sheet; a fatal one makes the run end with exit code 2."""

    place: Place
    column: str  # as the sheet names it, or empty
    message: str
    fatal: bool = False

    def __str__(self) -> str:
        """Return one line: place, column and what to do."""
        column = f" column {self.column!r}:" if self.column else ""
        return f"{self.place}:{column} {self.message}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A requirement sheet as it was read."""

    path: Path
    requirements: tuple[Requirement, ...]
    problems: tuple[SheetProblem, ...] = ()
    sha256: str = ""
