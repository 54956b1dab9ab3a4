"""Replace parts of a Word file and leave every other byte of it as it is."""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import etree

from contract_lint.errors import UnreadableFileError
from contract_lint.read.docx_package import _STRICT as STRICT

_END = struct.Struct("<4s4H2LH")  # of the central directory (APPNOTE.TXT 4.3.16)
_ENTRY = struct.Struct("<4s6H3L5H2L")  # of it (4.3.12)
_LOCAL = struct.Struct("<4s5H3L2H")  # before the data of a part (4.3.7)
_FLAG_UTF8 = 0x800
_EPOCH = (0, 33)  # 1 January 1980, midnight: the first moment that ZIP knows
_PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?(<\?xml[^>]*\?>\s*)?")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A part as the archive holds it."""

    name: str
    record: bytes  # its line in the central directory
    data: bytes  # local header and compressed bytes
    stamp: tuple[int, int] = _EPOCH  # time and date as ZIP writes them


def rewrite(path: Path, archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the archive with `parts` in it, replaced in place or added at its end.

    Raises UnreadableFileError for an archive in the form for more than 4 GiB.
    """
    entries, comment = _entries(path, archive)
    known = {entry.name for entry in entries}
    new = [_Entry(name, b"", b"") for name in parts if name not in known]
    written: list[bytes] = []
    records: list[bytes] = []
    offset = 0
    for entry in (*entries, *new):
        if entry.name in parts:
            entry = _packed(entry.name, parts[entry.name], entry.stamp)
        written.append(entry.data)
        records.append(entry.record[:42] + struct.pack("<L", offset) + entry.record[46:])
        offset += len(entry.data)
    directory = b"".join(records)
    count = len(records)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, len(comment))
    return b"".join((*written, directory, end, comment))


def _entries(path: Path, archive: bytes) -> tuple[list[_Entry], bytes]:
    """Return the parts in the order of the directory, and the archive's comment."""
    at = archive.rfind(b"PK\5\6")
    if at < 0:
        raise UnreadableFileError(path, "is no ZIP file")
    _, _, _, _, count, size, stated, length = _END.unpack_from(archive, at)
    begin = at - size
    records: list[tuple[int, str, bytes, tuple[int, int]]] = []
    position = begin
    for _ in range(count):
        if archive[position : position + 4] != b"PK\1\2":
            raise UnreadableFileError(path, _SAVE_AGAIN)
        fields = _ENTRY.unpack_from(archive, position)
        flags, time, date, local = fields[3], fields[5], fields[6], fields[16]
        name_end = position + _ENTRY.size + fields[10]
        encoding = "utf-8" if flags & _FLAG_UTF8 else "cp437"
        name = archive[position + _ENTRY.size : name_end].decode(encoding)
        end = name_end + fields[11] + fields[12]
        start = local + begin - stated  # bytes may stand in front of the archive
        if not archive.startswith(b"PK\3\4", start):
            raise UnreadableFileError(path, _SAVE_AGAIN)
        records.append((start, name, archive[position:end], (time, date)))
        position = end
    starts = sorted({start for start, *_ in records} | {begin})
    ends = dict(pairwise(starts))
    entries = [
        _Entry(name, record, archive[start : ends[start]], stamp)
        for start, name, record, stamp in records
    ]
    return entries, archive[at + _END.size : at + _END.size + length]


_SAVE_AGAIN = "is packed in a way that cannot be written again; open it in Word and save it"


def _packed(name: str, content: bytes, stamp: tuple[int, int]) -> _Entry:
    encoded = name.encode()
    flags = 0 if name.isascii() else _FLAG_UTF8
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    local = _LOCAL.pack(b"PK\3\4", 20, flags, 8, *stamp, *sizes, len(encoded), 0)
    record = _ENTRY.pack(
        b"PK\1\2", 20, 20, flags, 8, *stamp, *sizes, len(encoded), 0, 0, 0, 0, 0, 0
    )
    return _Entry(name, record + encoded, local + encoded + packed, stamp)


def serialise(root: etree._Element, like: bytes) -> bytes:
    """Return a part as XML in UTF-8, its declaration and namespaces as those of `like`."""
    data = etree.tostring(root, encoding="UTF-8")
    if _STRICT_MARK in like:
        for strict, transitional in STRICT:
            data = data.replace(transitional, strict)
    found = _PROLOG.match(like)
    prolog = (found[1] if found else None) or _DECLARATION
    if b"encoding" in prolog and b"utf-8" not in prolog.lower():
        prolog = _DECLARATION
    return prolog + data
