"""Read what is filled into the form fields of a PDF page: words, choices and ticks."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from contract_lint.read.pdf_shapes import Word

LINE = 12.0  # points: the height of a line in a field of several
RISE = 0.25  # of the height of a line: from its bottom up to the base of the words
MAX_FIELDS = 2_000  # on a page
MAX_VALUE = 20_000  # bytes of a value

TICKS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
VALUES = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)


def open_form(document: pdfium.PdfDocument) -> Any:
    """Return PDFium's handle of the document's form; nothing where it has none."""
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return None
    try:
        document.init_forms()
    except pdfium.PdfiumError:
        return None
    return document.formenv.raw if document.formenv else None


def field_words(form: Any, page: Any) -> Iterator[Word]:
    """Yield what stands in the fields of a page, where it stands."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        field = raw.FPDFPage_GetAnnot(page, index)
        if not field:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_WIDGET:
                yield from _words(form, field)
        finally:
            raw.FPDFPage_CloseAnnot(field)


def _words(form: Any, field: Any) -> Iterator[Word]:
    box = raw.FS_RECTF()
    hidden = raw.FPDFAnnot_GetFlags(field) & raw.FPDF_ANNOT_FLAG_HIDDEN
    if hidden or not raw.FPDFAnnot_GetRect(field, box):
        return
    kind = raw.FPDFAnnot_GetFormFieldType(form, field)
    lines: list[str] = []
    if kind in TICKS:
        lines = ["☒" if raw.FPDFAnnot_IsChecked(form, field) else "☐"]
    elif kind in VALUES:
        lines = _text(raw.FPDFAnnot_GetFormFieldValue, form, field).splitlines()
    left, right = min(box.left, box.right), max(box.left, box.right)
    top, bottom = -max(box.top, box.bottom), -min(box.top, box.bottom)
    height = min(LINE, bottom - top) if len(lines) > 1 else min(1.5 * LINE, bottom - top)
    first = top if len(lines) > 1 else (top + bottom - height) / 2
    for number, line in enumerate(lines):
        words = line.split()
        above = first + number * height
        below = above + height
        width = (right - left) / max(len(line), 1) if kind in VALUES else right - left
        at = left
        for text in words:
            end = at + min(width, 0.5 * height) * len(text)
            yield Word(text, at, end, above, below, below - RISE * height)
            at = end + 0.25 * height


def _text(ask: Callable[..., int], form: Any, field: Any) -> str:
    """Return a text that PDFium writes as UTF-16 into a buffer of ours."""
    size = min(ask(form, field, None, 0), MAX_VALUE)
    buffer = ctypes.create_string_buffer(size + 2)
    ask(form, field, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")
