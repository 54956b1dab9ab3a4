"""Read plain text: a line of the document is a line of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from contract_lint.model import BlockKind, Document
from contract_lint.read.decode import read_text_lines
from contract_lint.read.furniture import is_contents_entry, is_contents_title, running_lines
from contract_lint.read.lines import SourceBlock, SourceLine, SourcePiece, assemble, digest
from contract_lint.read.paragraphs import margin, split_paragraphs
from contract_lint.read.settings import DEFAULT, ReadSettings, read_bytes, refuse_wide
from contract_lint.read.tables import aligned_table, find_tables, pipe_table

_FORM_FEED = "\f"


def read_text(path: Path, settings: ReadSettings = DEFAULT) -> Document:
    """Read a text file in any usual encoding.

    Page numbers and running lines are marked as asides and stay in the text.
    """
    data = read_bytes(path, settings.limits, text=True)
    decoded = read_text_lines(path, data, settings.limits)
    pieces = _pieces(decoded.lines)
    document = assemble(path, "text", pieces, sha256=digest(data), notes=decoded.notes)
    refuse_wide(document, settings.limits)
    return _paged(document)


def _paged(document: Document) -> Document:
    """Number the pages of a file whose pages end in form feeds."""
    if _FORM_FEED not in document.text.rstrip():
        return document
    page = 1
    lines = []
    for line in document.lines:
        text = document.quote(line.span)
        first = len(text) - len(text.lstrip(_FORM_FEED))
        lines.append(replace(line, page=page + first))
        page += text.count(_FORM_FEED)
    return replace(document, lines=tuple(lines), pages=lines[-1].page)


def _pieces(lines: Sequence[str]) -> Iterator[SourcePiece]:
    width = margin(lines)
    asides = running_lines(lines)
    in_contents = False
    for start, end in _runs(lines):
        if start in asides or not lines[start].strip():
            line = SourceLine(lines[start])
            yield SourceBlock((line,), BlockKind.ASIDE) if start in asides else line
            continue
        for piece in _run_pieces(lines[start:end], width):
            if not isinstance(piece, SourceBlock):
                yield piece
                continue
            text = " ".join(line.text.strip() for line in piece.lines)
            in_contents = is_contents_title(text) or (
                is_contents_entry(text, after_title=in_contents) or (in_contents and text == "Page")
            )
            yield piece._replace(kind=BlockKind.CONTENTS) if in_contents else piece


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield each blank line, and each run of lines between blank ones."""
    start = 0
    while start < len(lines):
        end = start + 1
        if lines[start].strip():
            while end < len(lines) and lines[end].strip():
                end += 1
        yield start, end
        start = end


def _run_pieces(run: Sequence[str], width: int | None) -> Iterator[SourcePiece]:
    done = 0
    for start, end in find_tables(run):
        yield from _paragraphs(run[done:start], width)
        yield pipe_table([SourceLine(text) for text in run[start:end]])
        done = end
    yield from _paragraphs(run[done:], width)


def _paragraphs(run: Sequence[str], width: int | None) -> Iterator[SourcePiece]:
    if not run:
        return
    table = aligned_table([SourceLine(text) for text in run])
    if table is not None:
        yield table
        return
    for start, end in split_paragraphs(run, width):
        yield SourceBlock(tuple(SourceLine(text) for text in run[start:end]))
