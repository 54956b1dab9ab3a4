"""Write highlights with notes into a copy of a PDF file."""

import ctypes
import hashlib
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from contract_lint.annotate.pdf_places import Box, PageText, find_boxes, pages_of
from contract_lint.annotate.remark import AUTHOR, Remark, Suggestion
from contract_lint.errors import UnreadableFileError
from contract_lint.model import Document, Severity
from contract_lint.read.pdf import read_pdf

_COLOURS = {
    Severity.ERROR: (255, 150, 150),
    Severity.WARNING: (255, 224, 100),
    Severity.NOTE: (170, 215, 255),
}
_OPACITY = 140  # of 255
_PRINTED = 4  # annotation flag (ISO 32000-2, table 167)
_ICON = 20  # points: side of a note's sign where its words are not found
_IDS = re.compile(  # the first half may be a string of bytes where the original had one
    rb"/ID\s*\[\s*(?:<([0-9A-Fa-f]{32})>|.{1,160}?)\s*<([0-9A-Fa-f]{32})>\s*\]", re.DOTALL
)


def annotate_pdf(
    path: Path,
    data: bytes,
    remarks: Sequence[Remark],
    _suggestions: Sequence[Suggestion] = (),
    when: str = "",
) -> bytes:
    """Return the PDF file with a highlight and a note for each remark; PDF holds no suggestions.

    The file's own bytes stay, and the notes are appended to them. Notes of a former run are kept,
    or removed where their finding is gone. `when` is a moment in ISO 8601 or empty. Raises
    UnreadableFileError as the reader does.
    """
    text = read_pdf(path)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(path, "cannot be opened to write notes into it") from error
    try:
        if not _Annotator(document, text, when).run(remarks):
            return data
        buffer = BytesIO()
        document.save(buffer, flags=raw.FPDF_INCREMENTAL)
    finally:
        document.close()
    return _settled(buffer.getvalue(), len(data))


class _Annotator:
    def __init__(self, document: pdfium.PdfDocument, text: Document, when: str) -> None:
        self._document = document
        self._text = text
        self._when = when

    def run(self, remarks: Sequence[Remark]) -> bool:
        """Bring the notes of all pages up to date; say whether any changed."""
        by_page: dict[int, list[tuple[str, Remark, list[Any]]]] = {}
        for remark in remarks:
            for turn, (number, pieces) in enumerate(pages_of(self._text, remark.span)):
                name = f"{remark.key}-{turn + 1}" if turn else remark.key
                by_page.setdefault(number, []).append((name, remark, pieces))
        changed = False
        for number in range(1, len(self._document) + 1):
            page = self._document[number - 1]
            try:
                changed |= self._page(page, number, by_page.get(number, []))
            finally:
                page.close()
        return changed

    def _page(self, page: Any, number: int, wanted: list[tuple[str, Remark, list[Any]]]) -> bool:
        texts = {name: remark.text for name, remark, _ in wanted}
        present, changed = _keep(page.raw, texts)
        new = [each for each in wanted if each[0] not in present]
        if not new:
            return changed
        text_page = page.get_textpage()
        try:
            page_text = PageText(text_page.raw)
            for name, remark, pieces in new:
                boxes = find_boxes(self._text, number, pieces, page_text)
                self._write(page, name, remark, boxes)
        finally:
            text_page.close()
        return True

    def _write(self, page: Any, name: str, remark: Remark, boxes: list[Box]) -> None:
        """Highlight `boxes`; a sign at the top of the page where there are none."""
        kind = raw.FPDF_ANNOT_HIGHLIGHT if boxes else raw.FPDF_ANNOT_TEXT
        if not boxes:
            left, _, _, top = page.get_bbox()
            boxes = [Box(left, top - _ICON, left + _ICON, top)]
        note = raw.FPDFPage_CreateAnnot(page.raw, kind)
        if kind == raw.FPDF_ANNOT_HIGHLIGHT:
            for box in boxes:
                upper = (box.left, box.top, box.right, box.top)
                lower = (box.left, box.bottom, box.right, box.bottom)
                raw.FPDFAnnot_AppendAttachmentPoints(note, raw.FS_QUADPOINTSF(*upper, *lower))
        around = raw.FS_RECTF(
            min(box.left for box in boxes),
            max(box.top for box in boxes),
            max(box.right for box in boxes),
            min(box.bottom for box in boxes),
        )
        raw.FPDFAnnot_SetRect(note, around)
        colour = (raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS[remark.severity], _OPACITY)
        raw.FPDFAnnot_SetColor(note, *colour)
        raw.FPDFAnnot_SetFlags(note, _PRINTED)
        _set(note, "NM", name)
        _set(note, "T", AUTHOR)
        _set(note, "Contents", remark.text)
        if self._when:
            _set(note, "M", "D:" + re.sub(r"[-:T]", "", self._when))
        raw.FPDFPage_CloseAnnot(note)


def _keep(page: Any, texts: dict[str, str]) -> tuple[set[str], bool]:
    """Keep the notes of ours that are still wanted, remove the rest; say whether any went."""
    present: set[str] = set()
    stale: list[int] = []
    for index, name, text in _own(page):
        if name not in present and texts.get(name) == text:
            present.add(name)
        else:
            stale.append(index)
    for index in reversed(stale):
        raw.FPDFPage_RemoveAnnot(page, index)
    return present, bool(stale)


def _own(page: Any) -> Iterator[tuple[int, str, str]]:
    for index in range(max(0, raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            if _get(note, "T") == AUTHOR:
                yield index, _get(note, "NM"), _get(note, "Contents").replace("\r", "\n")
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _set(note: Any, key: str, value: str) -> None:
    encoded = ctypes.create_string_buffer(f"{value}\0".encode("utf-16-le"))
    pointer = ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_SetStringValue(note, key.encode(), pointer)


def _get(note: Any, key: str) -> str:
    size = raw.FPDFAnnot_GetStringValue(note, key.encode(), None, 0)
    if size < 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetStringValue(note, key.encode(), pointer, size)
    return buffer.raw[: size - 2].decode("utf-16-le")


def _settled(data: bytes, start: int) -> bytes:
    """Replace what is random in the file's new identifier by what its content gives.

    Its first half is the one that the original, which ends at `start`, brought along, if any.
    """
    found = list(_IDS.finditer(data, start))
    if not found:
        return data
    first = found[-1][1]
    halves = [2] if first is None or first.lower() in data[:start].lower() else [1, 2]
    settled = bytearray(data)
    for half in halves:
        settled[slice(*found[-1].span(half))] = b"0" * 32
    digest = hashlib.sha256(settled).hexdigest()[:32].upper().encode()
    for half in halves:
        settled[slice(*found[-1].span(half))] = digest
    return bytes(settled)
