"""Read PDF files."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document
from contract_lint.read.lines import (
    CellText,
    SourceBlock,
    SourceLine,
    SourcePiece,
    SourceTable,
    assemble,
    digest,
    pipe_row,
)
from contract_lint.read.pdf_fields import open_form
from contract_lint.read.pdf_forms import shows_too_much
from contract_lint.read.pdf_hyphens import join_hyphens
from contract_lint.read.pdf_layout import (
    VisualLine,
    body_size,
    is_heading,
    join_words,
    lay_out,
    mark_contents,
    paragraphs,
    split_notes,
)
from contract_lint.read.pdf_margins import MARGIN, without_line_numbers, without_margins
from contract_lint.read.pdf_page import read_page
from contract_lint.read.pdf_shapes import Box
from contract_lint.read.pdf_tables import Grid, GridCell, find_grids
from contract_lint.read.settings import DEFAULT, Limits, ReadSettings, read_bytes, refuse

COPYING = 1 << 4  # the permission to take text out (ISO 32000-2, table 22, bit 5)
FEW_STRUCK = 3  # words: fewer may lie below a stray line
ENDLESS = "drawings in it show each other without end; print it to PDF anew and try again"
REPEATED_HEADS = "repeated table headers"
WATERMARK, OUTSIDE = "words of watermarks", "words beyond the edge of the page"


class _Reading(NamedTuple):
    """What the pages gave."""

    pages: list[list[VisualLine]]
    boxes: list[Box]
    unread: list[int]  # pages of which no text could be had, from 1
    omitted: Counter[str]
    doubtful: list[int]  # pages whose text was recognised in a scan, and misread in places
    struck: Counter[int]  # words struck through, by page
    underlined: Counter[int]


def read_pdf(path: Path, settings: ReadSettings = DEFAULT) -> Document:
    """Read a PDF file; its canonical lines are the lines that stand on the page.

    Raises UnreadableFileError when the file is no PDF, needs a password, forbids taking text out,
    is cut off, has no page with a text layer, or goes beyond the limits.
    """
    limits = settings.limits
    data = read_bytes(path, limits)
    document = _open(path, data)
    try:
        if len(document) > limits.pages:
            refuse(path, f"has {len(document):,} pages", "pages", limits.pages)
        reading = _read_pages(path, document, limits)
    finally:
        document.close()
    pages, omitted = without_margins(reading.pages, reading.boxes)
    omitted += reading.omitted
    lines = [line for page in pages for line in page]
    body = body_size(line for line in lines if line.grid is None)
    mark_contents(lines)
    text, notes = split_notes(lines, body)
    pieces = list(paragraphs(text))
    footnotes = list(paragraphs(notes))
    join_hyphens([piece for piece in (*pieces, *footnotes) if piece[0].grid is None])
    laid = list(_pieces(pieces, footnotes, body, omitted))
    trouble: list[str] = []
    if reading.unread:
        names = _page_names(reading.unread)
        trouble.append(
            f"{names} could not be read: no usable text layer; "
            f"add one with `ocrmypdf --skip-text in.pdf out.pdf`"
        )
    if reading.doubtful:
        trouble.append(
            f"the text layer of {_page_names(reading.doubtful)} is misread in places (a scan?); "
            "check what is quoted against the picture"
        )
    trouble.extend(_redline(reading))
    return assemble(
        path,
        "pdf",
        laid,
        sha256=digest(data),
        pages=len(reading.pages),
        omitted=sorted((name, count) for name, count in omitted.items() if count),
        notes=trouble,
    )


def _open(path: Path, data: bytes) -> pdfium.PdfDocument:
    """Open the file, or say what is wrong with it."""
    if not data:
        raise UnreadableFileError(path, "the file is empty; get a complete copy")
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFileError(path, "not a PDF file; save or print it as PDF and try again")
    if shows_too_much(data):
        raise UnreadableFileError(path, ENDLESS)
    whole = b"%%EOF" in data[-2048:] or b"startxref" in data[-2048:]
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(path, _complaint(error, whole)) from error
    permissions = raw.FPDF_GetDocPermissions(document.raw)
    reason: str | None = None
    if not whole:
        reason = "the file is cut off before its end; get a complete copy"
    elif not permissions & COPYING:
        reason = "copy-protected: its owner forbids taking text out; ask for an unprotected copy"
    elif len(document) == 0:
        reason = "the PDF is damaged: it has no pages; get a fresh copy"
    if reason is not None:
        document.close()
        raise UnreadableFileError(path, reason)
    return document


def _complaint(error: pdfium.PdfiumError, whole: bool) -> str:
    """Return why PDFium refused the file, and what to do."""
    code = getattr(error, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD:
        return "encrypted: it needs a password; save a copy without one and try again"
    if code == raw.FPDF_ERR_SECURITY:
        return "encrypted in a way that cannot be read; save a copy without encryption"
    if not whole:
        return "the file is cut off before its end; get a complete copy"
    return "the PDF is damaged; open it in a PDF viewer and save or print it as PDF anew"


def _read_pages(path: Path, document: pdfium.PdfDocument, limits: Limits) -> _Reading:
    reading = _Reading([], [], [], Counter(), [], Counter(), Counter())
    lines = 0
    form = open_form(document)
    for number in range(1, len(document) + 1):
        try:
            page = read_page(document, number, form)
        except pdfium.PdfiumError:
            reading.unread.append(number)
            reading.pages.append([])
            reading.boxes.append(Box(0, 0, 0, 0))
            continue
        if not page.readable:
            reading.unread.append(number)
        elif page.doubtful:
            reading.doubtful.append(number)
        words, numbers = without_line_numbers(page.words if page.readable else [])
        reading.omitted[MARGIN] += numbers
        reading.struck[number] += len(page.struck)
        reading.underlined[number] += page.underlined
        reading.omitted[WATERMARK] += page.slanted
        reading.omitted[OUTSIDE] += page.outside
        grids, words = find_grids(words, page.rules) if page.rules else ([], words)
        reading.pages.append(lay_out(page, words, grids))
        reading.boxes.append(page.box)
        lines += len(reading.pages[-1])
        if lines > limits.lines:
            refuse(path, f"has more than {limits.lines:,} lines", "lines", limits.lines)
    if not any(reading.pages):
        names = _page_names(reading.unread or range(1, len(document) + 1))
        reason = (
            f"no text to read on {names} (a scan?); "
            "add a text layer with `ocrmypdf in.pdf out.pdf` and try again"
        )
        raise UnreadableFileError(path, reason)
    return reading


def _redline(reading: _Reading) -> Iterator[str]:
    """Say that words are struck through: the text holds them, as it cannot know who is right."""
    struck, underlined = reading.struck.total(), reading.underlined.total()
    if struck < FEW_STRUCK:
        return
    names = _page_names(sorted(page for page, count in reading.struck.items() if count))
    new = f" and {underlined} underlined" if underlined else ""
    yield (
        f"a printed redline: {struck} words are struck through{new} ({names}); all of them are "
        "read as text, so check the Word file or a clean copy instead"
    )


def _page_names(numbers: Iterable[int]) -> str:
    """Write page numbers as `pages 3, 5-7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    single = len(runs) == 1 and len(runs[0]) == 1
    return f"page{'' if single else 's'} {', '.join(names)}"


def _pieces(
    pieces: Sequence[list[VisualLine]],
    footnotes: Sequence[list[VisualLine]],
    body: float,
    omitted: Counter[str],
) -> Iterator[SourcePiece]:
    """Yield blocks and tables in reading order, footnotes after what ends their page.

    Tables that a page break parts become one.
    """
    table: list[tuple[Grid, int]] = []
    waiting = deque(footnotes)
    for piece in pieces:
        line = piece[0]
        if table and (line.grid is None or not _goes_on(table[-1], line.grid, line.page)):
            yield _table(table, omitted)
            table = []
        while waiting and not table and waiting[0][0].page < line.page:
            yield _block(waiting.popleft(), BlockKind.NOTE)
        if line.grid is None:
            yield _block(piece, _kind(piece, body))
        else:
            table.append((line.grid, line.page))
    if table:
        yield _table(table, omitted)
    for note in waiting:
        yield _block(note, BlockKind.NOTE)


def _block(piece: Sequence[VisualLine], kind: BlockKind) -> SourceBlock:
    return SourceBlock(tuple(SourceLine(line.text, page=line.page) for line in piece), kind)


def _kind(piece: Sequence[VisualLine], body: float) -> BlockKind:
    if piece[-1].contents:
        return BlockKind.CONTENTS
    return BlockKind.HEADING if is_heading(piece, body) else BlockKind.PARAGRAPH


def _goes_on(table: tuple[Grid, int], grid: Grid, page: int) -> bool:
    """Say whether `grid` continues the table of the page before: the same columns."""
    last, number = table
    slack = 30 if last.aligned and grid.aligned else 6  # points
    return (
        page == number + 1
        and len(last.edges) == len(grid.edges)
        and all(abs(one - two) <= slack for one, two in zip(last.edges, grid.edges, strict=True))
    )


def _table(parts: Sequence[tuple[Grid, int]], omitted: Counter[str]) -> SourceTable:
    """Return the rows of a table, its header once."""
    first = parts[0][0]
    headers = _header_count(first)
    head = [_texts(row) for row in first.rows[:headers]]
    rows: list[tuple[list[CellText], int]] = []
    for index, (grid, page) in enumerate(parts):
        texts = [_texts(row) for row in grid.rows]
        if index and texts[:headers] == head:
            texts = texts[headers:]
            omitted[REPEATED_HEADS] += 1
        elif index and grid.open_top and parts[index - 1][0].open_bottom:
            rows[-1] = (_joined_row(rows[-1][0], texts.pop(0)), rows[-1][1])
        rows.extend((row, page) for row in texts)
    return SourceTable(tuple(pipe_row(row, page) for row, page in rows), headers)


def _joined_row(row: list[CellText], rest: list[CellText]) -> list[CellText]:
    """Put the end of a row that a page break cut back to its beginning."""
    ends = {cell.column: cell.text for cell in rest}
    return [
        cell._replace(text=f"{cell.text} {ends.pop(cell.column, '')}".strip()) for cell in row
    ] + [cell for cell in rest if cell.column in ends and cell.text]


def _header_count(grid: Grid) -> int:
    """Return how many rows name the columns: one, and any that group columns above it.

    None does in a form, where the first cell of most rows is a name and a colon.
    """
    names = [join_words(row[0].words) for row in grid.rows]
    if grid.aligned and any(map(str.isdigit, "".join(names[0]))):
        return 0
    if 2 * sum(name.endswith(":") for name in names) > len(names):
        return 0
    count = 1
    for row in grid.rows[:2]:
        if len(grid.rows) > count and any(cell.columns > 1 for cell in row if cell.words):
            count += 1
        else:
            break
    return count


def _texts(row: Sequence[GridCell]) -> list[CellText]:
    return [CellText(join_words(cell.words), cell.column, cell.columns) for cell in row]
