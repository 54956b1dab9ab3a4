"""Read a Word file and keep which piece of its XML each character came from."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from contract_lint.model import Document, Span
from contract_lint.read.docx import read_package
from contract_lint.read.docx_package import DamagedPartError, Package, W, open_package
from contract_lint.read.docx_runs import _HANDLERS, RunReader
from contract_lint.read.docx_styles import Styles
from contract_lint.read.docx_words import characters
from contract_lint.read.lines import SourceRevision
from contract_lint.read.settings import DEFAULT

_MARK = "source"  # of the stand-in revisions that carry a piece through the layout of lines
_T = f"{W}t"


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of the canonical text and the XML that they came from.

    `element` is a `w:t` where `offsets` is set: each character's place in its text. Else it is
    something that stands for them whole, such as a tab or a content control.
    """

    span: Span
    element: etree._Element
    offsets: tuple[int, ...] = ()
    in_field: bool = False  # the result of a field, which Word may compute anew


@dataclass(frozen=True, slots=True)
class Trace:
    """A Word file as text and as XML; `spots` are in order and do not overlap."""

    document: Document
    spots: tuple[Spot, ...]
    package: Package
    main: str  # name of the part with the body
    roots: dict[str, etree._Element]  # by part

    @property
    def root(self) -> etree._Element:
        """Return the `w:document`."""
        return self.roots[self.main]

    def spots_in(self, span: Span) -> Iterator[Spot]:
        """Yield the spots that share a character with `span`."""
        first = bisect_right(self.spots, span.start, key=lambda spot: spot.span.end)
        for spot in self.spots[first:]:
            if spot.span.start >= span.end:
                return
            if spot.span.overlaps(span):
                yield spot


def trace_docx(path: Path, data: bytes) -> Trace:
    """Read the bytes of a Word file; the text is the one that `read_docx` gives.

    Raises UnreadableFileError as `read_docx` does.
    """
    package = open_to_write(path, data)
    readers: list[_TracingReader] = []

    def make(styles: Styles, omitted: Counter[str]) -> RunReader:
        readers.append(_TracingReader(styles, omitted))
        return readers[-1]

    document = read_package(path, data, package, make)
    (reader,) = readers
    marks = [each for each in document.revisions if each.kind == _MARK]
    spots = [replace(reader.spots[int(mark.author)], span=mark.span) for mark in marks if mark.span]
    spots.sort(key=lambda spot: spot.span)
    main = package.main_part()
    revisions = tuple(each for each in document.revisions if each.kind != _MARK)
    return Trace(replace(document, revisions=revisions), tuple(spots), package, main, package.roots)


def open_to_write(path: Path, data: bytes) -> "KeptPackage":
    """Open the bytes of a Word file so that each part is parsed once and can be changed."""
    opened = open_package(path, data, DEFAULT.limits)
    return KeptPackage(opened.path, opened.archive, opened.names, opened.limits)


@dataclass(slots=True)
class KeptPackage(Package):
    """Parses each part once, so that spots stay in the tree that is written out."""

    roots: dict[str, etree._Element] = field(default_factory=dict)

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part, the same each time; raises as `Package.xml` does."""
        if name not in self.roots:
            self.roots[name] = Package.xml(self, name)
        return self.roots[name]

    def pieces(self, name: str, tag: str) -> Iterator[etree._Element]:
        """Yield what the first `tag` of a part holds, and keep it."""
        found = self.xml(name).find(tag)
        if found is None:
            raise DamagedPartError(name, "has no document body")
        yield from found


@dataclass(slots=True)
class _TracingReader(RunReader):
    """Leaves a mark over the characters of each element among the tracked changes."""

    spots: list[Spot] = field(default_factory=list)
    _source: etree._Element | None = None

    def _walk(self, element: etree._Element) -> None:
        outer = self._source
        for child in element:
            handle = _HANDLERS.get(child.tag)
            if handle is not None:
                self._source = child
                handle(self, child)
        self._source = outer

    def _add(self, text: str) -> None:
        words, source = self.words, self._source
        start, was_open = words.length, words._open
        RunReader._add(self, text)
        if words.length == start or source is None:
            return
        added = words.parts[-1]
        offsets: tuple[int, ...] = ()
        if source.tag == _T:
            kept, places = characters(source.text or "", after_blank=was_open)
            offsets = places if len(kept) == len(added) else ()
        self.spots.append(Spot(Span(0, 0), source, offsets, bool(self._fields)))
        number = str(len(self.spots) - 1)
        mark = SourceRevision(start, words.length, _MARK, number)
        place = len(words.revisions) - (self._change is not None)  # changes that touch stay last
        words.revisions.insert(place, mark)
