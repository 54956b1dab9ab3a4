"""Read a contract file into one canonical text whose lines know where they came from."""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Document
from contract_lint.read.settings import DEFAULT, ReadSettings
from contract_lint.read.tongues import set_foreign_apart

_READERS = {
    ".docx": ("contract_lint.read.docx", "read_docx"),
    ".docm": ("contract_lint.read.docx", "read_docx"),
    ".pdf": ("contract_lint.read.pdf", "read_pdf"),
    ".md": ("contract_lint.read.markdown", "read_markdown"),
    ".markdown": ("contract_lint.read.markdown", "read_markdown"),
    ".txt": ("contract_lint.read.text", "read_text"),
}

__all__ = ["SUFFIXES", "ReadSettings", "read"]

SUFFIXES: frozenset[str] = frozenset(_READERS)

_SAVE_AS = "open it and save it as .docx (or export it as .pdf), then check that file"
_KNOWN_OTHERS = {
    ".doc": f"a Word 97-2003 file, which cannot be read; {_SAVE_AS}",
    ".dot": f"a Word 97-2003 template, which cannot be read; {_SAVE_AS}",
    ".dotx": f"a Word template, not a document; {_SAVE_AS}",
    ".rtf": f"a Rich Text file, which cannot be read; {_SAVE_AS}",
    ".odt": f"an OpenDocument text, which cannot be read; {_SAVE_AS}",
    ".pages": f"an Apple Pages file, which cannot be read; {_SAVE_AS}",
    ".wpd": f"a WordPerfect file, which cannot be read; {_SAVE_AS}",
    ".wps": f"a Microsoft Works file, which cannot be read; {_SAVE_AS}",
    ".html": f"a web page, which cannot be read; {_SAVE_AS}",
    ".htm": f"a web page, which cannot be read; {_SAVE_AS}",
    ".gdoc": "a link to a Google document, not the document; download it as .docx, then check that file",
    ".xlsx": "a spreadsheet, not a contract; name it as the requirement sheet instead",
}


def read(path: Path, settings: ReadSettings = DEFAULT) -> Document:
    """Read a file by its suffix, in any case.

    Only a Word file has tracked changes that `settings` can reject. Passages that are not in
    English are set apart. Raises UnreadableFileError, with one line that says what is wrong and what to do.
    """
    suffix = path.suffix.lower()
    if os.path.isdir(path):  # noqa: PTH112 - never raises, however long the name
        raise UnreadableFileError(path, "is a folder; name a file in it")
    if suffix not in _READERS:
        raise UnreadableFileError(path, _why_not(suffix))
    module, name = _READERS[suffix]
    reader = cast("Callable[[Path, ReadSettings], Document]", getattr(import_module(module), name))
    try:
        return set_foreign_apart(reader(path, settings))
    except OSError as error:
        raise UnreadableFileError(path, f"cannot be opened: {error.strerror or error}") from error


def _why_not(suffix: str) -> str:
    if suffix in _KNOWN_OTHERS:
        return _KNOWN_OTHERS[suffix]
    known = ", ".join(sorted(SUFFIXES))
    if not suffix:
        return f"no suffix says what kind of file it is; expected one of: {known}"
    return f"unsupported file type {suffix!r}; expected one of: {known}"
