"""Say which lines of a text file go on from the line before."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_NUMBERED = re.compile(
    r"""
    \s* (?:
        (?:article|section|clause|exhibit|schedule|annex|appendix|attachment|part) \s+ [\dA-Z]
      | \d{1,3} (?:\.\d{1,3}){0,6} [.):]? \s      # 7  7.  7.2  7)
      | \( (?: [a-z]{1,5} | \d{1,3} ) \) \s       # (a) (iii) (2)
      | [a-z] [.)] \s                             # a. b)
      | [ivxlc]{1,6} [.)] \s
      | [-*\u2022\u25cf\u25aa\u25e6\u2013o\u00b7] \s
      | ["\u201c] [A-Z]                           # a definition
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HANGING = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex(?:es)?|appendix"
    r"|an?|the|of|to|in|by|with|within|under|than|least|for|from)$",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred)$",
    re.IGNORECASE,
)
_DOUBLED = re.compile(r"\(\d{1,3}\)\s")  # "(3) Business Days", after "three"
_ENDS = ".;:!?"
_WIDEST_WRAP = 130  # lines that are broken at a margin are not longer than this
_NARROWEST_WRAP = 35
_PROSE = re.compile(
    r"\b(?:of|the|an?|and|or|to|in|into|for|by|on|as|at|from|is|are|be|shall|will|must|may|any|its|that|with|within)\b"
)
_COUNTED = re.compile(r"\(?\d{1,3}\)?\s+[a-z]")  # "(24) hours"
_TOLERANCE = 6  # how far short of the margin a full line may end


def margin(lines: Sequence[str]) -> int | None:
    """Return the width at which a file breaks its lines; None where it does not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < 4 or lengths[int(len(lengths) * 0.95)] > _WIDEST_WRAP:
        return None
    return lengths[int(len(lengths) * 0.95)]


def split_paragraphs(lines: Sequence[str], width: int | None) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines that are one paragraph each; `lines` has no blank line."""
    start = 0
    for index in range(1, len(lines)):
        if not goes_on(lines[index - 1], lines[index], width) and not is_wrapped(
            lines, start, index
        ):
            yield start, index
            start = index
    if lines:
        yield start, len(lines)


def is_wrapped(lines: Sequence[str], start: int, index: int) -> bool:
    """Say whether the lines from `start` on are one sentence broken at a margin of its own.

    Where a file breaks its lines nowhere, or elsewhere, three lines in a row that had no room for
    the first word of the next one tell.
    """
    before, text = lines[index - 1].rstrip(), lines[index].strip()
    if before.endswith(tuple(_ENDS)) or not _PROSE.search(before):
        return False
    if _NUMBERED.match(text) and not _COUNTED.match(text):
        return False
    broken = [line.rstrip() for line in lines[start : index + 2]]
    widest = max(len(line) for line in broken)
    if len(broken) < 3 or not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return False
    return all(_is_full(one, other.strip(), widest) for one, other in pairwise(broken))


def goes_on(before: str, line: str, width: int | None) -> bool:
    """Say whether `line` belongs to the same paragraph as the line `before`."""
    before, text = before.rstrip(), line.strip()
    ended = before.endswith((*_ENDS, " and", " or"))
    if _HANGING.search(before) and before != before.upper():
        return True
    if _DOUBLED.match(text) and _SPELLED.search(before):
        return True
    if _NUMBERED.match(line) and (ended or not _is_full(before, text, width)):
        return False
    if text[:1].islower() and not before.endswith(tuple(_ENDS)):
        return True
    if not _is_full(before, text, width):
        return False
    deeper = _indent(line) > _indent(before) + 1
    return not (ended and deeper)


def _is_full(before: str, text: str, width: int | None) -> bool:
    """Say whether the first word of `text` had no room at the end of the line before."""
    if width is None:
        return False
    first = len(text.split(maxsplit=1)[0]) if text else 0
    return len(before) + 1 + first > width - _TOLERANCE


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
