"""The source lines of a passage, with marks under its words."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from contract_lint.model import Passage, Span
from contract_lint.report.view import printable

WIDTH = 100  # columns of source text
AROUND = 90  # characters shown on either side of the words that decide
LEAD = 24  # characters shown before the words where a line is longer than that
ROWS = 4  # of one source line
LINES = 3  # of one passage
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


class Shown(NamedTuple):
    """A row of the excerpt: `line` is None where it continues the row above."""

    line: int | None
    text: str
    marks: str


def excerpt(passage: Passage, focus: Passage | None = None) -> Iterator[Shown]:
    """Yield the rows to print for the lines that `passage` covers; none for an empty one.

    The words of `focus`, where it lies in the passage, are marked alone, with what stands around.
    """
    if not passage.text.strip():
        return
    document = passage.contract.document
    shown, marked = _spans(passage, focus)
    location = document.locate(shown)
    last = min(location.end_line, location.line + LINES - 1)
    for number in range(location.line, last + 1):
        line = document.lines[number - 1].span
        part = _within(shown, line)
        if part.start < part.end:
            text = printable(document.quote(line))
            yield from _rows(number, text, part, _within(marked, line))
    if last < location.end_line:
        yield Shown(None, f"{ELLIPSIS} (to line {location.end_line})", "")


def _spans(passage: Passage, focus: Passage | None) -> tuple[Span, Span]:
    """Return what to show and what of it to mark."""
    whole = passage.span
    if focus is None or focus.contract is not passage.contract or not focus.text.strip():
        return whole, whole
    words = focus.span
    if not whole.covers(words):
        return whole, whole
    return Span(max(whole.start, words.start - AROUND), min(whole.end, words.end + AROUND)), words


def _within(span: Span, line: Span) -> Span:
    """Return the part of `span` that lies in `line`, counted from its start; may be empty."""
    start = max(span.start, line.start) - line.start
    return Span(start, max(start, min(span.end, line.end) - line.start))


def _rows(number: int, text: str, words: Span, marked: Span) -> Iterator[Shown]:
    """Yield the rows of one line: `words` are shown, `marked` are underlined."""
    window = _window(text, words)
    for index, piece in enumerate(_wrap(text, window)):
        if index == ROWS:
            return
        cut = piece.end < words.end and index == ROWS - 1
        before = ELLIPSIS if index == 0 and piece.start > 0 else ""
        after = ELLIPSIS if cut or (piece.end == window.end < len(text)) else ""
        under = Span(max(piece.start, marked.start), min(piece.end, marked.end))
        marks = ""
        if under.start < under.end:
            left = _columns(before + text[piece.start : under.start])
            marks = " " * left + "^" * max(1, _columns(text[under.start : under.end].rstrip()))
        shown = before + text[piece.start : piece.end].rstrip() + after
        yield Shown(number if index == 0 else None, shown, marks)


def _window(text: str, words: Span) -> Span:
    """Return the part of a line to show: all of it, or some of it around the words."""
    if len(text) <= WIDTH:
        return Span(len(text) - len(text.lstrip()), len(text))
    end = min(len(text), max(words.end + LEAD, words.start - LEAD + WIDTH))
    start = max(0, min(words.start - LEAD, end - WIDTH))
    if start:
        start = _next_word(text, start, words.start)
    if end < len(text):
        end = max(words.end, text.rfind(" ", words.end, end))
    return Span(start, end)


def _next_word(text: str, start: int, limit: int) -> int:
    blank = text.find(" ", start, limit)
    return start if blank < 0 else blank + 1


def _wrap(text: str, window: Span) -> Iterator[Span]:
    start = window.start
    while start < window.end:
        end = min(window.end, start + WIDTH)
        if end < window.end:
            blank = text.rfind(" ", start, end)
            end = blank + 1 if blank > start else end
        yield Span(start, end)
        start = end


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
