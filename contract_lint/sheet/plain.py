"""Read Markdown and plain text: pipe tables, and lists of rows in the one-line form."""

import re
from collections.abc import Iterator
from pathlib import Path

from contract_lint.sheet.delimited import decode, read_delimited
from contract_lint.sheet.line import parse_line
from contract_lint.sheet.table import Grid, GridRow

_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?|\s*\|\s*:?-+:?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_NAMED = re.compile(r"(?P<id>[A-Za-z]{1,8}[-_.]?\d{1,5}[a-z]?)\s*[:.)|]\s+")


def read_plain(path: Path, data: bytes) -> tuple[Grid, ...]:
    """Return a grid for each pipe table and one for all one-line rows between them.

    A text file that holds neither may be a comma- or tab-separated one.
    """
    lines = decode(data).splitlines()
    grids = tuple(_pipe_tables(lines))
    listed = tuple(_one_liners(lines))
    if listed:
        width = max(len(row.cells) for row in listed)
        even = (row if len(row.cells) == width else _wider(row) for row in listed)
        grids = (*grids, Grid("", tuple(even)))
    if not grids and path.suffix.lower() == ".txt":
        return read_delimited(path, data)
    return grids


def _wider(row: GridRow) -> GridRow:
    return GridRow(row.line, ("", *row.cells))


def _pipe_tables(lines: list[str]) -> Iterator[Grid]:
    """Yield each run of lines under a header that a rule of dashes sets off."""
    index = 1
    while index < len(lines):
        if not (_RULE.fullmatch(lines[index]) and "|" in lines[index - 1]):
            index += 1
            continue
        rows = [GridRow(index, _cells(lines[index - 1]))]
        index += 1
        while index < len(lines) and "|" in lines[index]:
            if not _RULE.fullmatch(lines[index]):
                rows.append(GridRow(index + 1, _cells(lines[index])))
            index += 1
        yield Grid("", tuple(rows), ragged=False)


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(_bare(cell) for cell in _BAR.split(inner))


def _bare(cell: str) -> str:
    """Drop the marks of Markdown around the words of a cell."""
    text = cell.replace("\\|", "|").replace("<br>", "\n").replace("<br/>", "\n").strip()
    for mark in ("**", "__", "`"):
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark):
            text = text[len(mark) : -len(mark)]
    return text


def _one_liners(lines: list[str]) -> Iterator[GridRow]:
    for number, line in enumerate(lines, 1):
        text = _BULLET.sub("", line.strip(), count=1).strip("`")
        named = _NAMED.match(text)
        if named and parse_line(text[named.end() :]):
            yield GridRow(number, (named["id"], text[named.end() :]))
        elif parse_line(text):
            yield GridRow(number, (text,))
