"""The annotations of a PDF file."""

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def notes_in(data: bytes) -> list[dict[str, str]]:
    """Return author, name, words and date of each annotation."""
    found = []
    document = pdfium.PdfDocument(data)
    for page in document:
        for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            note = raw.FPDFPage_GetAnnot(page.raw, index)
            found.append({key: value_of(note, key) for key in ("T", "NM", "Contents", "M")})
            raw.FPDFPage_CloseAnnot(note)
        page.close()
    document.close()
    return found


def value_of(note: object, key: str) -> str:
    buffer = ctypes.create_string_buffer(4096)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    size = raw.FPDFAnnot_GetStringValue(note, key.encode(), pointer, len(buffer))
    return buffer.raw[: size - 2].decode("utf-16-le")
