"""Find the tables of contents: their numbers open no clause."""

import re

from contract_lint.model import BlockKind, Document, Span

_TITLE = re.compile(
    r"(?<![^\s*_#])table\s+of\s+contents\b|^\W*(?:contents|index)\W*$", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(r"(?:\.{3,}|(?:\. ){3,}|\t|[ \xa0]{2,}|…)[ \xa0]*(?:\d{1,3}|[ivx]{1,5})\s*$")
_TAIL = 40  # characters at the end of a line in which leader and page number stand
_FIRST = re.compile(
    r"\W*(?:(?:article|section|part|clause)\s+)?(?P<number>[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?|[A-Z])?[.:]?"
    r"[\s–—-]*(?P<title>[A-Za-z][A-Za-z,;&’' \xa0-]{4,60}?)\s*(?:\.{2,}|\d|\n|$|ARTICLE|Section|  )",
    re.IGNORECASE,
)
_LONGEST = 30_000  # characters that a table of contents may fill
_APART = 14  # lines between two entries: a page may end there
_RUN = 4  # lines with a page number that make a table of contents without a title


def find_contents(document: Document) -> list[Span]:
    """Return the ranges that tables of contents fill."""
    spans = [block.span for block in document.blocks if block.kind is BlockKind.CONTENTS]
    spans.extend(_runs_of_entries(document))
    if not spans:
        spans.extend(_titled(document.text))
    return spans


def _runs_of_entries(document: Document) -> list[Span]:
    """Find lines that end in a page number, several near each other."""
    found: list[Span] = []
    near: list[Span] = []
    blank = 0
    for line in document.lines:
        tail = document.text[max(line.span.start, line.span.end - _TAIL) : line.span.end]
        if _PAGE.search(tail) and len(line.span) > len(tail.split()[-1]) + 4:
            near.append(line.span)
            blank = 0
            continue
        blank += 1
        if blank > _APART:
            _close(near, found)
            near = []
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
