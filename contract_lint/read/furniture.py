"""Find what stands in a text export but is no contract text: page numbers, running lines, contents."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

_PAGE_NUMBER = re.compile(
    r"[-\u2013\s]*(?:page\s+)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013\s]*", re.IGNORECASE
)
_FEWEST_NUMBERS = 3
_FEWEST_REPEATS = 4
_WIDEST = 60  # words of a running line
_SPREAD = 0.4  # of the file, from the first to the last repetition
_BINDS = re.compile(r"\b(?:shall|must|will|may|agrees?|warrants?)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")

_TAIL = 240  # characters in which the page number of the last entry stands
_FEW_WORDS = 12  # in a longer paragraph the share of numbers tells entries from text
_NUMBER_SHARE = 0.15
_CONTENTS_TITLE = re.compile(
    r"\W*(?:table\s+of\s+contents\b|contents(?:\s+page)?\W*$)", re.IGNORECASE
)
_LEADER = re.compile(r"(?:\.{4}|(?:\. ){4}|\u2026{2})[.\s\u2026]{0,200}\d{1,3}$")
_PAGE = re.compile(r"\d{1,3}|[ivxl]{1,6}")


def running_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the indexes of page numbers and of headers and footers that repeat over the file."""
    alone = [index for index in range(len(lines)) if _stands_alone(lines, index)]
    return frozenset(_page_numbers(lines, alone)) | frozenset(_repeated(lines, alone))


def is_contents_title(text: str) -> bool:
    """Say whether a paragraph opens a table of contents."""
    return _CONTENTS_TITLE.match(text) is not None and _BINDS.search(text) is None


def is_contents_entry(text: str, *, after_title: bool) -> bool:
    """Say whether a paragraph is an entry, or several, of a table of contents."""
    if _BINDS.search(text):
        return False
    if _LEADER.search(text[-_TAIL:]):
        return True
    words = text.split()
    if not after_title or len(words) < 3:
        return False
    numbers = sum(1 for word in words if word[:1].isdigit())
    many = len(words) > _FEW_WORDS and numbers > len(words) * _NUMBER_SHARE
    return many or _PAGE.fullmatch(words[-1]) is not None


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    before = lines[index - 1] if index else ""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(lines[index].strip()) and not before.strip() and not after.strip()


def _page_numbers(lines: Sequence[str], alone: Sequence[int]) -> list[int]:
    """Take numbers that stand alone and, most of them, grow by one or two."""
    found = [
        (index, int(match[1])) for index in alone if (match := _PAGE_NUMBER.fullmatch(lines[index]))
    ]
    steps = [later[1] - earlier[1] for earlier, later in pairwise(found)]
    steady = sum(1 for step in steps if step in {1, 2})
    if len(found) < _FEWEST_NUMBERS or steady < len(steps) * 0.6:
        return []
    return [index for index, _ in found]


def _repeated(lines: Sequence[str], alone: Sequence[int]) -> list[int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index in alone:
        places[" ".join(lines[index].split())].append(index)
    return [
        index
        for text, indexes in places.items()
        if len(indexes) >= _FEWEST_REPEATS
        and indexes[-1] - indexes[0] > len(lines) * _SPREAD
        and len(text.split()) <= _WIDEST
        and len(_WORD.findall(text)) > 1
        and not _BINDS.search(text)
        for index in indexes
    ]
