"""Turn the bytes of a text file into its lines, whatever encoding they are in."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from contract_lint.errors import UnreadableFileError
from contract_lint.read.settings import Limits, refuse

_LINE_END = re.compile(r"\r\n|\r|\n")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_BINARY = 0.01  # of the characters
_UNDEFINED = "\ufffd"


class Decoded(NamedTuple):
    """The lines of a file without their ends, and what was odd about them."""

    lines: list[str]
    notes: tuple[str, ...] = ()


def read_text_lines(path: Path, data: bytes, limits: Limits) -> Decoded:
    """Decode UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252.

    Raises UnreadableFileError where the bytes are no text.
    """
    text, notes = _decode(data)
    if len(_BINARY.findall(text)) > len(text) * _MOST_BINARY:
        reason = "is not a text file; save the contract as .docx, .pdf or plain text"
        raise UnreadableFileError(path, reason)
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    if len(lines) > limits.lines:
        refuse(path, f"has more than {limits.lines:,} lines", "lines", limits.lines)
    if not any(line.strip() for line in lines):
        raise UnreadableFileError(path, "holds no text")
    return Decoded(lines, (*notes, *_undefined(lines)))


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ()
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        note = "the file is not UTF-8; it was read as Windows-1252"
        return data.decode("cp1252", "replace"), (note,)


def _wide_encoding(data: bytes) -> str:
    """Recognise UTF-16 without a mark by the zero bytes of Latin letters."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _undefined(lines: list[str]) -> tuple[str, ...]:
    found = [str(number) for number, line in enumerate(lines, 1) if _UNDEFINED in line]
    if not found:
        return ()
    shown = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
    return (f"characters that could not be decoded stand in line {shown}",)
