"""Find the headings of exhibits, schedules, annexes and appendices."""

import re
from collections.abc import Iterator

from contract_lint.model import BlockKind, Document, Span
from contract_lint.segment.flow import without_heads
from contract_lint.segment.labels import Label, Place, Regions
from contract_lint.segment.numerals import Style

WORDS = "exhibit|schedule|annex|annexure|appendix|attachment|addendum|enclosure"
_EXHIBIT = re.compile(
    rf"(?<![^\s*_#|>\"“\[])(?P<word>{WORDS})[ \t\xa0]+(?P<number>[A-Z]{{1,2}}(?:-?\d{{1,2}})?"
    r"|\d{1,2}(?:[.-]\d{1,2}){0,3}(?:-?[A-Z])?|[IVX]{1,5}|[A-Z]-[IVX]{1,4}|one|two|three|four|five)"
    r"(?:\([a-z]\))?(?![\w])",
    re.IGNORECASE,
)
_NOT_NUMBER = frozenset(
    {"OF", "TO", "IN", "IS", "AS", "BY", "ON", "OR", "AN", "NO", "AT", "IF", "SO"}
)
_FILED = re.compile(r"(?:10|4|2|3|99)\.\d")  # the number under which an agency files the whole
_PROSE = re.compile(
    r"\s*(?:\(|,|;|\.\s+[a-z]|and\b|or\b|to (?:this|the)\b|of\b|shall|will|is\b|are\b|attached"
    r"|hereto|hereof|above|below|may\b|must\b|for\b|as\b|sets?\b|contains?\b|which|in\b|by\b|at\b"
    r"|on\b|with\b|under\b|from\b|has\b|have\b|does\b|also\b)"
)
_ENDS = re.compile(r"\s*\.\s+\S+\s+(?:\S*[a-z]\S*\s+){2}")  # the end of a sentence, and another
_RUNS_ON = re.compile(
    r"\b(?:in|to|on|of|and|or|the|see|as|with|by|under|per|from|for|this|that|each|an?)\s*$",
    re.IGNORECASE,
)
_TO_AGREEMENT = re.compile(r"\s*(?:to|TO)\s+(?:this|the|THIS|THE)\b[^\n]{0,60}")
_MARKUP = ' \t\xa0*_#|>"“['
_INDENT = 60  # characters of space and mark-up before a name that is first on its line
_REST = 200  # characters after a name that tell what it is
_NEAR = 160  # characters between the entries of a list of exhibits
_FRONT = 400  # characters in which the number of the filing stands


def find_exhibits(document: Document, skip: Regions) -> list[Label]:
    """Return the headings at which exhibits open, in reading order."""
    found = [label for label in _candidates(document) if label.start not in skip]
    return list(_once(_without_lists(found, len(document.text))))


def _candidates(document: Document) -> Iterator[Label]:
    text = without_heads(document)
    headings = {b.span.start for b in document.blocks if b.kind is BlockKind.HEADING}
    filed = ""
    for match in _EXHIBIT.finditer(text):
        start, end = match.span()
        word, number = match["word"], match["number"]
        if start < _FRONT and _FILED.match(number):
            filed = number
        if number == filed or number.upper() in _NOT_NUMBER:
            continue
        line = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        rest = text[end : len(text) if line_end < 0 else line_end]
        first = not text[line:start].strip(' \t\xa0*_#|>"“[')
        if not word[0].isupper() or not (number.isupper() or number[0].isdigit() or first):
            continue
        before = text[max(0, line - 20 if first else start - 6) : line if first else start]
        if not (
            _opens_line(rest, before, heading=line in headings)
            if first
            else _opens_within(word, rest, before)
        ):
            continue
        name = f"{word.capitalize()} {number if number.isupper() else number.capitalize()}"
        reading = (Style.EXHIBIT, (start,))
        yield Label(line if first else start, Span(start, end), (reading,), Place.BLOCK, name)


def _opens_line(rest: str, before: str, *, heading: bool) -> bool:
    """Say whether the name, first on its line, is a heading rather than a reference."""
    stripped = rest.strip(' \t\xa0*_:.–—-"”]')
    if heading:
        return True
    if _RUNS_ON.search(before):
        return False
    if not stripped or _TO_AGREEMENT.fullmatch(rest):
        return True
    opens = stripped[0].isupper() or stripped[0].isdigit() or stripped[0] == "["
    return opens and not _PROSE.match(rest) and not _ENDS.match(rest)


def _opens_within(word: str, rest: str, before: str) -> bool:
    """Say whether the name, in the flow of a line, is a heading: only in capitals."""
    if not word.isupper() or _PROSE.match(rest):
        return False
    stripped = rest.strip(' \t\xa0*_:.–—-"”]')
    last = before.rstrip()
    settled = not last or last[-1] in '.;:]”"*_' or before.endswith("  ")
    return settled and (not stripped or stripped[:4].isupper())


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
