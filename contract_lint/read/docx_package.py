"""Open a Word file: a ZIP of XML parts that name each other by relationships."""

import posixpath
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from typing import cast
from zipfile import BadZipFile, ZipFile

from lxml import etree

from contract_lint.errors import UnreadableFileError
from contract_lint.read.settings import DEFAULT, Limits, refuse

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MAX_PARTS = 10_000
TAGS = 20  # for each paragraph that the limits allow: a tag becomes an object of some 140 bytes
FEWEST = 10_000  # paragraphs whose mark-up is always read
_CHUNK = 2**16  # bytes that are parsed at once

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TROUBLE = (  # what zipfile raises over a damaged archive
    BadZipFile,
    EOFError,
    LZMAError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_SAVE_AGAIN = "open it in Word, save it as .docx and check that file"
_DISGUISES = (
    (b"{\\rtf", "a Rich Text file named .docx"),
    (b"%PDF", "a PDF named .docx; name it .pdf"),
    (b"<", "a web page or XML file named .docx"),
)
_FOREIGN = {
    "xl/workbook.xml": "an Excel workbook named .docx",
    "ppt/presentation.xml": "a presentation named .docx",
    "content.xml": "an OpenDocument file named .docx",
    "Index/Document.iwa": "an Apple Pages file named .docx",
}
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class DamagedPartError(Exception):
    """A part of the package is no well-formed XML, or not safe to parse."""

    def __init__(self, part: str, reason: object) -> None:
        lines = str(reason).splitlines() or ["no reason given"]
        super().__init__(f"{part}: {lines[0]}")


@dataclass(slots=True)
class Package:
    """The parts of a Word file, read when asked for."""

    path: Path
    archive: ZipFile
    names: frozenset[str]
    limits: Limits = DEFAULT.limits
    spent: int = field(default=0)  # bytes
    tags: int = field(default=0)

    def xml(self, name: str) -> etree._Element:
        """Parse one part.

        Raises DamagedPartError where it cannot be, UnreadableFileError where all parts together
        are larger than the limits allow.
        """
        return parse(name, self.data(name))

    def pieces(self, name: str, tag: str) -> Iterator[etree._Element]:
        """Yield what the first `tag` of a part holds, each piece emptied when the next is asked for.

        Raises as `xml` does, and DamagedPartError where there is no such element.
        """
        yield from children_of(name, self.data(name), tag)

    def data(self, name: str) -> bytes:
        """Unpack one part, in the namespaces of transitional Word files; raises as `xml` does."""
        self.spent += self.archive.getinfo(name).file_size
        most = self.limits.unpacked_mib
        if self.spent > most * 2**20:
            refuse(self.path, f"unpacks to more than {most} MiB of text", "unpacked_mib", most)
        try:
            data = _transitional(self.archive.read(name))
        except _TROUBLE as error:
            raise DamagedPartError(name, error) from error
        self.tags += data.count(b"<")
        most = max(self.limits.lines, FEWEST)
        if self.tags > most * TAGS:
            refuse(self.path, f"has more mark-up than {most:,} paragraphs have", "lines", most)
        return data

    def related(self, part: str) -> dict[str, list[str]]:
        """Return the parts that `part` names, by the last word of the relationship's type."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, list[str]] = {}
        if name not in self.names:
            return found
        for relation in self.xml(name).iter(_RELATIONSHIP):
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            if target[1:] in self.names:
                found.setdefault(kind, []).append(target[1:])
        return found

    def main_part(self) -> str:
        """Return the name of the part that holds the document's text."""
        named = self.related("").get("officeDocument", [])
        for name in (*named, "word/document.xml"):
            if name in self.names and not name.startswith(("xl/", "ppt/")):
                return name
        raise UnreadableFileError(self.path, self._not_word())

    def _not_word(self) -> str:
        for name, what in _FOREIGN.items():
            if name in self.names:
                return f"is {what}; {_SAVE_AGAIN}"
        return f"is a ZIP file without a Word document in it; {_SAVE_AGAIN}"


def open_package(path: Path, data: bytes, limits: Limits = DEFAULT.limits) -> Package:
    """Open the bytes of a Word file; raises UnreadableFileError where they are none."""
    try:
        archive = ZipFile(BytesIO(data))
    except _TROUBLE as error:
        raise UnreadableFileError(path, _not_zip(data)) from error
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise UnreadableFileError(path, f"holds more than {MAX_PARTS:,} parts; not read")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError(path, _protected())
    return Package(path, archive, frozenset(entry.filename for entry in entries), limits)


def parse(name: str, data: bytes) -> etree._Element:
    """Parse XML that a stranger wrote: no entities, no network, bounded depth."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedPartError(name, error) from error
    _no_entities(name, root)
    return root


def children_of(name: str, data: bytes, tag: str) -> Iterator[etree._Element]:
    """Yield what the first `tag` of a part holds; each piece is emptied when the next is asked for.

    Raises DamagedPartError where there is no such element, and as `parse` does, but only once
    the damage is reached.
    """
    parser = etree.XMLPullParser(
        events=("start",),
        tag=tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    found: etree._Element | None = None
    last: etree._Element | None = None
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            if found is None:
                begun = [cast("etree._Element", each) for _, each in parser.read_events()]
                found = begun[0] if begun else None
            if found is not None:
                _no_entities(name, found)
                while (child := _after(last, found)) is not None and child.getnext() is not None:
                    yield child
                    child.clear()  # to take it out would cost time that grows with its square
                    last = child
        _no_entities(name, parser.close())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedPartError(name, error) from error
    if found is None:
        raise DamagedPartError(name, "has no document body")
    while (child := _after(last, found)) is not None:
        yield child
        child.clear()
        last = child


def _after(last: etree._Element | None, parent: etree._Element) -> etree._Element | None:
    if last is not None:
        return last.getnext()
    return parent[0] if len(parent) else None


def _no_entities(name: str, element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise DamagedPartError(name, "declares a document type, which no Word file does")


def _transitional(data: bytes) -> bytes:
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    return data


def number(element: etree._Element | None, default: int, attribute: str = f"{W}val") -> int:
    """Return a whole number of at most nine digits from an attribute, else `default`."""
    if element is None:
        return default
    text = element.get(attribute, "")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default


def switched_on(element: etree._Element | None) -> bool:
    """Say whether an on/off property is there and not off."""
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off"}


def _not_zip(data: bytes) -> str:
    if not data:
        return "is empty"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return _protected()
        return f"is a Word 97-2003 file named .docx; {_SAVE_AGAIN}"
    for start, what in _DISGUISES:
        if data.lstrip().startswith(start):
            return f"is {what}; {_SAVE_AGAIN}"
    if data.startswith(b"PK"):
        return "is damaged (the file breaks off or its directory is lost); get it again from its sender"
    return f"is not a Word file; {_SAVE_AGAIN}"


def _protected() -> str:
    return "is protected with a password; remove it in Word (File > Info > Protect Document)"
