"""Read comma-, semicolon-, tab- and pipe-separated files."""

import csv
import io
from collections import Counter
from pathlib import Path

from contract_lint.errors import UnreadableFileError
from contract_lint.sheet.table import Grid, GridRow

_MARKS = ",;\t|"
_SNIFFED = 64 * 1024  # characters that are looked at to tell the separator
_LARGEST_CELL = 1_000_000  # characters


def read_delimited(path: Path, data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a file; a row's line is the line in the file on which it starts."""
    text = decode(data)
    if "\0" in text:
        raise UnreadableFileError(path, "not a text file; save the sheet as CSV UTF-8 or .xlsx")
    csv.field_size_limit(_LARGEST_CELL)
    rows = _parse(path, text, _sniff(text))
    return (Grid("", rows, ragged=False),)


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:400] and len(data) % 2 == 0:
        little = data[1:400:2].count(0) >= data[0:400:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _parse(path: Path, text: str, mark: str) -> tuple[GridRow, ...]:
    """Return the rows; a quote that is never closed would swallow rows and is refused."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            rows.append(GridRow(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"line {line}: not well-formed CSV ({error}); save the sheet as .xlsx"
        raise UnreadableFileError(path, reason) from error
    return tuple(rows)


def _sniff(text: str) -> str:
    """Return the mark that parts most rows into the same number of cells.

    A first line `sep=;`, as Excel writes it, decides alone.
    """
    first = text.split("\n", 1)[0].strip().lower()
    if len(first) == len("sep=;") and first.startswith("sep="):
        return first[-1]
    best = (0, ",")
    for mark in _MARKS:
        widths = _widths(text[:_SNIFFED], mark)
        width, times = max(
            Counter(width for width in widths if width > 1).items(),
            key=lambda item: (item[1] * item[0], item[0]),
            default=(0, 0),
        )
        best = max(best, (width * times, mark), key=lambda fit: fit[0])
    return best[1]


def _widths(text: str, mark: str) -> list[int]:
    try:
        return [len(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        return []
