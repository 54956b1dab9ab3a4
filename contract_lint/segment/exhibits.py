"""Find the headings of exhibits, schedules, annexes and appendices."""

import re
from collections.abc import Iterator

from contract_lint.model import BlockKind, Document, Span
from contract_lint.segment.labels import Label, Place, Regions
from contract_lint.segment.numerals import Style

WORDS = "exhibit|schedule|annex|annexure|appendix|attachment|addendum|enclosure"
_EXHIBIT = re.compile(
    rf"(?<![^\s*_#|>\"“\[])(?P<word>{WORDS})[ \t\xa0]+(?P<number>[A-Z]{{1,2}}(?:-?\d{{1,2}})?"
    r"|\d{1,2}(?:[.-]\d{1,2})?(?:-?[A-Z])?|[IVX]{1,5}|[A-Z]-[IVX]{1,4}|one|two|three|four|five)"
    r"(?![\w])",
    re.IGNORECASE,
)
_FILED = re.compile(r"(?:10|4|2|3|99)\.\d")  # the number under which an agency files the whole
_PROSE = re.compile(
    r"\s*(?:\(|,|;|\.\s+[a-z]|and\b|or\b|to (?:this|the)\b|of\b|shall|will|is\b|are\b|attached"
    r"|hereto|hereof|above|below|may\b|must\b|for\b|as\b|sets?\b|contains?\b|which|in\b|by\b|at\b"
    r"|on\b|with\b|under\b|from\b|has\b|have\b|does\b|also\b)"
)
_TO_AGREEMENT = re.compile(r"\s*(?:to|TO)\s+(?:this|the|THIS|THE)\b[^\n]{0,60}")
_NEAR = 160  # characters between the entries of a list of exhibits
_FRONT = 400  # characters in which the number of the filing stands


def find_exhibits(document: Document, skip: Regions) -> list[Label]:
    """Return the headings at which exhibits open, in reading order."""
    found = [label for label in _candidates(document) if label.start not in skip]
    return list(_once(_without_lists(found, len(document.text))))


def _candidates(document: Document) -> Iterator[Label]:
    text = document.text
    headings = {b.span.start for b in document.blocks if b.kind is BlockKind.HEADING}
    blocks = {b.span.start for b in document.blocks}
    for match in _EXHIBIT.finditer(text):
        start, end = match.span()
        if start < _FRONT and _FILED.match(match["number"]):
            continue
        word, number = match["word"], match["number"]
        line = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        rest = text[end:line_end]
        first = not text[line:start].strip(' \t\xa0*_#|>"“[')
        if not word[0].isupper() or not (number.isupper() or number[0].isdigit() or first):
            continue
        if not _opens(word, rest, first, line in headings, text[max(0, start - 6) : start]):
            continue
        name = f"{word.capitalize()} {number if number.isupper() else number.capitalize()}"
        place = Place.BLOCK if line in blocks else Place.LINE
        yield Label(
            line if first else start,
            Span(start, end),
            ((Style.EXHIBIT, (start,)),),
            place,
            name,
        )


def _opens(word: str, rest: str, first: bool, heading: bool, before: str) -> bool:
    """Say whether the words around the name make it a heading rather than a reference."""
    stripped = rest.strip(' \t\xa0*_:.–—-"”]')
    if first:
        if heading or not stripped:
            return True
        if _TO_AGREEMENT.fullmatch(rest):
            return True
        return len(rest) < 120 and not _PROSE.match(rest) and stripped[0].isupper()
    if not word.isupper() or _PROSE.match(rest):
        return False
    settled = not before.strip() or before.rstrip()[-1] in '.;:]”"*_' or before.endswith("  ")
    capital = stripped[:1].isupper() and stripped[:4].isupper()
    return settled and (capital or not stripped)


def _without_lists(found: list[Label], end: int) -> list[Label]:
    """Leave out the entries of a list of exhibits when the exhibits themselves follow."""
    starts = [label.start for label in found] + [end]
    in_list = [
        starts[i + 1] - label.start < _NEAR or (i > 0 and label.start - starts[i - 1] < _NEAR)
        for i, label in enumerate(found)
    ]
    alone = {label.name for i, label in enumerate(found) if not in_list[i]}
    return [label for i, label in enumerate(found) if not in_list[i] or label.name not in alone]


def _once(found: list[Label]) -> Iterator[Label]:
    """Leave out the running heads that repeat the name of the exhibit on every page."""
    seen: set[str] = set()
    for label in found:
        if label.name not in seen:
            seen.add(label.name)
            yield label
