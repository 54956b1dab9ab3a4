"""Find the characters of a page that a span of the canonical text was read from.

PDF text passes through the layout of lines, which leaves letters and digits as they are; so they
alone are compared, and the n-th place on the page is the n-th in the text.
"""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from contract_lint.model import Document, Span


class Box(NamedTuple):
    """A rectangle in the coordinates of the page, whose origin is at its lower left."""

    left: float
    bottom: float
    right: float
    top: float


class PageText:
    """The letters and digits of a page and where each of them stands."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        letters: list[str] = []
        self._places: list[int] = []
        for index in range(max(0, raw.FPDFText_CountChars(handle))):
            code = raw.FPDFText_GetUnicode(handle, index)
            for letter in squeezed(chr(code)) if 0 < code < 0x110000 else "":
                letters.append(letter)
                self._places.append(index)
        self.letters = "".join(letters)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return a box for each line that the letters from `start` to `end` stand in."""
        found: list[Box] = []
        for index in range(self._places[start], self._places[end - 1] + 1):
            box = self._box(index)
            if box is None:
                continue
            if found and _goes_on(found[-1], box):
                last = found[-1]
                found[-1] = Box(
                    min(last.left, box.left),
                    min(last.bottom, box.bottom),
                    max(last.right, box.right),
                    max(last.top, box.top),
                )
            else:
                found.append(box)
        return found

    def _box(self, index: int) -> Box | None:
        rect = raw.FS_RECTF()
        if not raw.FPDFText_GetLooseCharBox(self._handle, index, ctypes.byref(rect)):
            return None
        box = Box(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
        return box if box.right > box.left and box.top > box.bottom else None


def squeezed(text: str) -> str:
    """Return the letters and digits of `text`, all small."""
    return "".join(character for character in text.casefold() if character.isalnum())


def pages_of(document: Document, span: Span) -> Iterator[tuple[int, list[Span]]]:
    """Yield each page that `span` runs over and the pieces of lines and cells on it."""
    pages: dict[int, list[Span]] = {}
    for line in document.lines[document.line_at(span.start) :]:
        if line.span.start >= span.end:
            break
        piece = Span(max(span.start, line.span.start), min(span.end, line.span.end))
        if line.page is None or not piece:
            continue
        pieces = [piece]
        if line.table is not None and line.row is not None:
            cells = document.tables[line.table].rows[line.row].cells
            pieces = [cell.span for cell in cells if cell.span and cell.span.overlaps(piece)]
        pages.setdefault(line.page, []).extend(pieces)
    yield from pages.items()


def find_boxes(
    document: Document, number: int, pieces: Sequence[Span], page: PageText
) -> list[Box]:
    """Return the boxes of the words of `pieces` on page `number`; none where they are not found.

    They are looked for as one and, where the page holds them in another order, piece by piece.
    """
    whole = Span(pieces[0].start, pieces[-1].end)
    found = _find(document, number, whole, page)
    if found is not None:
        return page.boxes(*found)
    boxes: list[Box] = []
    for piece in pieces:
        found = _find(document, number, piece, page)
        if found is not None:
            boxes.extend(page.boxes(*found))
    return boxes


def _find(document: Document, number: int, span: Span, page: PageText) -> tuple[int, int] | None:
    wanted = squeezed(document.quote(span))
    if not wanted:
        return None
    first = next(line.span.start for line in document.lines if line.page == number)
    before = squeezed(document.text[first : span.start])
    earlier = _count(before + wanted[:-1], wanted)
    starts = _starts(page.letters, wanted)
    if not starts:
        return None
    start = starts[min(earlier, len(starts) - 1)]
    return start, start + len(wanted)


def _starts(text: str, wanted: str) -> list[int]:
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _count(text: str, wanted: str) -> int:
    return len(_starts(text, wanted))


def _goes_on(last: Box, box: Box) -> bool:
    """Say whether `box` stands in the line of `last`, right of it."""
    middle = (box.bottom + box.top) / 2
    return last.bottom < middle < last.top and box.left >= last.left - 1
