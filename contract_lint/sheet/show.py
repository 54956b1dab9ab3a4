"""Say what was understood of a row, column by column."""

from dataclasses import dataclass

from contract_lint.model import Requirement
from contract_lint.sheet.columns import COLUMNS
from contract_lint.sheet.values import decimal_text


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a row; `inferred` where its value was read from the text."""

    column: str
    value: str
    inferred: bool


def describe(requirement: Requirement) -> list[Shown]:
    """Return the columns of a row that say something, in the order of the sheet."""
    cells = _cells(requirement)
    return [
        Shown(column.name, cells[column.name], _is_inferred(column.name, requirement))
        for column in COLUMNS
        if cells[column.name]
    ]


_FIELDS = {
    "object": ("objects",),
    "condition": ("conditions",),
    "document": ("documents",),
    "check": ("checks",),
    "stage": ("stages",),
    "value": ("value", "items"),
}


def _is_inferred(column: str, requirement: Requirement) -> bool:
    return bool(requirement.inferred.intersection(_FIELDS.get(column, (column,))))


def _cells(row: Requirement) -> dict[str, str]:
    """Write the fields of a requirement back as cells."""
    number = decimal_text(row.value) if row.value is not None else ""
    return {
        "id": row.id,
        "requirement": row.text,
        "check": ";".join(row.checks),
        "area": row.area,
        "party": row.party,
        "action": row.action,
        "object": "|".join(row.objects),
        "attribute": row.attribute,
        "limit": str(row.limit) if row.limit else "",
        "value": number or ";".join(row.items),
        "unit": row.unit,
        "clock_from": row.clock_from,
        "condition": ";".join(row.conditions),
        "to": row.to,
        "stage": ";".join(row.stages) or "all",
        "document": "+".join(row.documents) or "any",
        "strength": str(row.strength),
        "accept": ";".join(row.accept),
        "source": row.source,
        "owner": row.owner,
    }
