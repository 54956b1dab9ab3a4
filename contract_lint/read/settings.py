"""How a file is read, and how much of it at most: a draft comes from the other side."""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Document, RevisionView


@dataclass(frozen=True, slots=True)
class Limits:
    """What no contract exceeds; a file that does is refused before it costs time and memory.

    A Word file of 1,000 pages unpacks to some 40 MiB and has some 15,000 paragraphs.
    """

    file_mib: int = 256  # size of the file
    text_mib: int = 16  # of a text or Markdown file
    unpacked_mib: int = 128  # text of all parts of a Word file together
    lines: int = 100_000  # paragraphs and table rows, or lines
    columns: int = 1_000  # of one table
    pages: int = 5_000  # of a PDF


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Which side of pending changes is read, and the limits."""

    revisions: RevisionView = RevisionView.FINAL
    limits: Limits = Limits()


DEFAULT = ReadSettings()


def refuse(path: Path, what: str, name: str, limit: int) -> NoReturn:
    """Say that a file goes beyond a limit, and which setting moves it."""
    setting = name.replace("_", "-")
    reason = (
        f"{what}, which no contract needs; not read (raise limits.{setting} = {limit} to read it)"
    )
    raise UnreadableFileError(path, reason)


def read_bytes(path: Path, limits: Limits, *, text: bool = False) -> bytes:
    """Return the content of a file that is not too large; a `text` file may be less so."""
    most, name = (limits.text_mib, "text_mib") if text else (limits.file_mib, "file_mib")
    with path.open("rb") as file:
        data = file.read(most * 2**20 + 1)
    if len(data) > most * 2**20:
        refuse(path, f"is larger than {most} MiB", name, most)
    return data


def refuse_wide(document: Document, limits: Limits) -> None:
    """Raise UnreadableFileError where a table has more columns than the limits allow."""
    widest = max((len(row.cells) for table in document.tables for row in table.rows), default=0)
    if widest > limits.columns:
        what = f"has a table of more than {limits.columns:,} columns"
        refuse(document.path, what, "columns", limits.columns)
