"""Write the reference pages that follow from the code: `python docs/reference.py`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contract_lint.report.as_json import schema
from contract_lint.sheet.columns import AREAS, COLUMNS, Column

HERE = Path(__file__).parent
SECTIONS = {
    "document": "A document",
    "requirement": "A requirement",
    "verdict": "A verdict",
    "finding": "A finding",
    "place": "A place",
}
SHOWN_NAMES = 8  # headers of a column that the page lists

SHEET = """\
# The requirement sheet

Excel (`.xlsx`, `.xlsm`), CSV or TSV, YAML, or a table in Word or Markdown. `contract-lint sheet new requirements.xlsx`
writes an empty one with help and drop-downs; `contract-lint sheet show FILE` prints each row as it was understood.

Two columns are enough: an id and a sentence. What the other columns leave open is read from the sentence. Title lines
above the header, empty lines and hidden columns do no harm; headers are known by many names, in English and German.

## Columns

| column | holds | usual values | also called |
| --- | --- | --- | --- |
{columns}

`document` takes several types joined by `+` (`MSA+QAG`: it must stand in both), `object` alternatives divided by `|`,
the other lists `;`.

## Areas

| code | matter |
| --- | --- |
{areas}

## One-line form

A row may be one line of a text or Markdown file: party, action, object, a class in brackets, limit, value and unit, the
event from which the time counts, and the document:

```
- R12: CDMO notify change [major] >= 90 d before implementation in QAG
- R13: CDMO retain batch records >= 10 y after manufacture
```

## YAML

A list of rows; a list of values may be written as such:

```yaml
- id: R12
  requirement: Major changes are announced at least 90 days ahead
  party: CDMO
  action: notify
  object: change
  limit: ">="
  value: 90
  unit: d
  clock_from: before implementation
  document: [QAG]
  owner: QA
- id: R13
  requirement: Batch records are kept at least ten years after manufacture
```

An editor shows how each row is understood as you write it; see [in an editor](editor.md).
"""

JSON = """\
# The JSON report

`contract-lint check ... --format json` writes one object, `--format jsonl` one line for each finding.
`contract-lint schema` prints the JSON Schema (draft 2020-12), from which this page is made; the first part of
`schema_version` grows when a reader must change. Lines and columns count from 1 and in characters; the end of a column range is exclusive.

```
contract-lint check deal/ -r requirements.xlsx --format json | jq -r '.findings[] | [.severity, .requirement, .message] | @tsv'
```

## The report

| field | type | holds |
| --- | --- | --- |
{report}
"""


def pages() -> dict[str, str]:
    """Return each page by the name of its file."""
    return {"sheet.md": sheet_page(), "json.md": json_page()}


def sheet_page() -> str:
    """Return the page about the sheet."""
    columns = "\n".join(map(_column, COLUMNS))
    areas = "\n".join(f"| `{code}` | {matter} |" for code, matter in AREAS.items())
    return SHEET.format(columns=columns, areas=areas)


def json_page() -> str:
    """Return the page about the JSON report."""
    described = json.loads(schema())
    parts = [JSON.format(report="\n".join(_fields(described, described)))]
    for name, title in SECTIONS.items():
        note = "It has the fields of a [place](#a-place) besides.\n\n" if name == "finding" else ""
        rows = "\n".join(_fields(described["$defs"][name], described))
        parts.append(
            f"\n## {title}\n\n{note}| field | type | holds |\n| --- | --- | --- |\n{rows}\n"
        )
    return "".join(parts)


def _column(column: Column) -> str:
    names = [name for name in column.names if name != column.name][:SHOWN_NAMES]
    allowed = ", ".join(f"`{_cell(value)}`" for value in column.allowed)
    return f"| `{column.name}` | {_cell(column.help)} | {allowed} | {_cell(', '.join(names))} |"


def _fields(part: dict[str, Any], whole: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield a row for each field, those of an object within it under its name."""
    properties = {**part.get("properties", {})}
    helps = _of_sheet() if part is whole["$defs"]["requirement"] else {}
    for more in (part.get("then", {}),):
        inner = _resolved(more, whole).get("properties", {})
        properties |= {name: field for name, field in inner.items() if field is not True}
    for name, field in properties.items():
        told = _cell(field.get("description", "") or helps.get(name, ""))
        yield f"| `{prefix}{name}` | {_type(field)} | {told} |"
        inner = field.get("items", field)
        if isinstance(inner, dict) and "properties" in inner:
            mark = "[]." if "items" in field else "."
            yield from _fields(inner, whole, f"{prefix}{name}{mark}")


def _of_sheet() -> dict[str, str]:
    """Return the help of the sheet's columns by the name of the field that holds them."""
    names = {"requirement": "text", "check": "checks", "object": "objects"}
    names |= {"condition": "conditions", "stage": "stages", "document": "documents"}
    return {names.get(column.name, column.name): column.help for column in COLUMNS}


def _resolved(part: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    name = part.get("$ref", "").removeprefix("#/$defs/")
    found: dict[str, Any] = whole["$defs"][name] if name else part
    return found


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].removeprefix("#/$defs/")
        title = SECTIONS.get("place" if name == "passage" else name)
        if title:
            return f"[{name}](#{title.lower().replace(' ', '-')})"
        return name.replace("_", " ")
    if "const" in field:
        return f"`{json.dumps(field['const'])}`"
    if "enum" in field:
        return ", ".join(f"`{json.dumps(value)}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(map(_type, field["anyOf"]))
    kind = field.get("type", "object")
    if kind == "array":
        return f"list of {_type(field.get('items', {}))}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    for file, text in pages().items():
        (HERE / file).write_text(text, encoding="utf-8")
