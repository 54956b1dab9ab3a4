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
_SHOWN = 20  # lines that a note names


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
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace"), ()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), ()
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        mended = data.decode("utf-8-sig", "replace")
        broken = mended.count(_UNDEFINED)
        if sum(1 for character in mended if not character.isascii()) > 2 * broken:
            return mended, ()  # all but a few bytes are UTF-8
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
    shown = ", ".join(found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
    count = sum(line.count(_UNDEFINED) for line in lines)
    noun = "byte" if count == 1 else "bytes"
    return (f"{count} {noun} could not be decoded, in line {shown}; read them by eye",)
