"""Find the tables of contents: their numbers open no clause."""

import re

from contract_lint.model import BlockKind, Document, Span

_TITLE = re.compile(
    r"(?<![^\s*_#])table\s+of\s+contents\b|^\W*(?:contents|index)\W*$", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(
    r"(?:\.{3,}|(?:\. ){3,}|\t|[ \xa0]{2,}|…)[ \xa0]*(?P<page>\d{1,3}|[ivx]{1,5})\s*$"
)
_TAIL = 40  # characters at the end of a line in which leader and page number stand
_APART = 600  # characters between two entries: a page may end there
_LONGEST_ENTRY = 300
_FIRST = re.compile(
    r"\W*(?:(?:article|section|part|clause)\s+)?(?P<number>[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?|[A-Z])?[.:]?"
    r"[\s–—-]*(?P<title>[A-Za-z][A-Za-z,;&’' \xa0-]{4,60}?)\s*(?:\.{2,}|\d|\n|$|ARTICLE|Section|  )",
    re.IGNORECASE,
)
_LONGEST = 30_000  # characters that a table of contents may fill
_RUN = 4  # lines with a page number that make a table of contents without a title


def find_contents(document: Document) -> list[Span]:
    """Return the ranges that tables of contents fill."""
    marked = [block.span for block in document.blocks if block.kind is BlockKind.CONTENTS]
    spans = [*_joined(marked), *_runs_of_entries(document)]
    return spans or _titled(document.text)


def _joined(spans: list[Span]) -> list[Span]:
    """Join ranges between which no more than a page end stands."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end <= _APART // 2:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _runs_of_entries(document: Document) -> list[Span]:
    """Find lines that end in page numbers that count up, several near each other."""
    found: list[Span] = []
    near: list[Span] = []
    last = 0
    for line in document.lines:
        span = line.span
        tail = document.text[max(span.start, span.end - _TAIL) : span.end]
        page = _PAGE.search(tail)
        if page is None or len(span) < len(page[0]) + 4 or len(span) > _LONGEST_ENTRY:
            continue
        number = int(page["page"]) if page["page"].isdigit() else 0
        if near and (span.start - near[-1].end > _APART or number < last):
            _close(near, found)
            near = []
        near.append(span)
        last = number
    _close(near, found)
    return found


def _close(near: list[Span], found: list[Span]) -> None:
    if len(near) >= _RUN:
        found.append(Span(near[0].start, near[-1].end))


def _titled(text: str) -> list[Span]:
    """Find a table of contents by its title: it ends where its first entry comes again."""
    title = _TITLE.search(text, 0, max(2000, len(text) // 4))
    if title is None:
        return []
    first = _FIRST.match(text, title.end(), min(len(text), title.end() + 300))
    if first is None:
        return []
    words = first["title"].split()
    again = re.compile(r"\W+".join(re.escape(word) for word in words), re.IGNORECASE)
    limit = min(len(text), title.end() + _LONGEST)
    match = again.search(text, first.end("title"), limit)
    if match is None:
        return []
    line = text.rfind("\n", 0, match.start())
    return [Span(title.start(), max(line, match.start() - 20, first.end("title")))]
