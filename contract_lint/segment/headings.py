"""Find the heading of a clause: set on its own line, or run in before the first sentence."""

import re

from contract_lint.model import Span

_MAX_WORDS = 14
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "under",
        "upon",
        "via",
        "vs",
        "with",
        "without",
        "not",
        "no",
        "other",
        "than",
        "etc",
    ]
)
_WORD = re.compile(r"[^\s]+")
_RUN_IN = re.compile(
    r"(?P<title>[^\n.:;?!]{2,110}?)(?P<end>\.(?=[\s—–*_]|$)|:(?=\s|$)|\s[–—-](?=\s))"
)
_MODAL = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|has|have|hereby|agrees?|means?|should|can|had|does|do)\b",
)
_STARTERS = frozenset(
    [
        "A",
        "All",
        "An",
        "Any",
        "As",
        "At",
        "Both",
        "Each",
        "Either",
        "Except",
        "For",
        "From",
        "If",
        "In",
        "It",
        "Neither",
        "No",
        "Nothing",
        "Notwithstanding",
        "On",
        "Subject",
        "Such",
        "The",
        "These",
        "This",
        "To",
        "Unless",
        "Upon",
        "Where",
        "Within",
    ]
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|No|Nos|Sec|Art|St|Dr|Mr|Ms|vs|Ph|Eur)|\b[A-Z])$"
)
_GAP = re.compile(r"[ \t\xa0]{2,}(?=[A-Z])")
_LEAD = " \t\xa0\n*_#|:.–—-"
_EDGE = " \t\xa0\n*_#|"


def find_heading(
    text: str, start: int, limit: int, *, set_apart: bool = False, item: bool = False
) -> Span | None:
    """Return the heading that stands at `start`, or None.

    `limit` is where the next clause begins; `set_apart` says that the file marks the line as a
    heading. The heading of an `item` is run in: a short item is its own text.
    """
    while start < limit and text[start] in _LEAD:
        start += 1
    if start >= limit:
        return None
    line_end = text.find("\n", start, limit)
    line_end = limit if line_end < 0 else line_end
    line = text[start:line_end].rstrip(_EDGE)
    if not line:
        return None
    if set_apart:
        return Span(start, start + len(line))
    heading = _run_in(text, start, line_end)
    if item:
        return heading if heading and text[heading.end + 1 : limit].strip(_EDGE) else None
    return heading or _set_off(line, start) or _whole_line(line, start) or _run_on(line, start)


def _whole_line(line: str, start: int) -> Span | None:
    """Take a short line in title case or capitals that does not end a sentence."""
    if line[-1] in ";,:" or len(line) > 120:
        return None
    title = line.rstrip(".")
    if title != line and any(word[0].islower() and word not in _SMALL for word in title.split()):
        return None
    return Span(start, start + len(title)) if _is_title(title) else None


def _set_off(line: str, start: int) -> Span | None:
    """Take `Storage` before a wide gap and the first sentence."""
    gap = _GAP.search(line, 0, 90)
    if gap is None:
        return None
    title = line[: gap.start()]
    if len(title.split()) > 8 or title[-1] in ",;" or not _is_title(title):
        return None
    return Span(start, start + gap.start())


def _run_in(text: str, start: int, end: int) -> Span | None:
    """Take `Production Orders.` before `From time to time ...`."""
    match = _RUN_IN.match(text, start, end)
    while match is not None and match["end"] == "." and _ABBREVIATED.search(match["title"]):
        further = _RUN_IN.match(text, match.end(), end)
        if further is None or further.end() - start > 120:
            return None
        title = text[start : further.start("end")]
        return Span(start, start + len(title.rstrip(_EDGE))) if _is_title(title) else None
    if match is None:
        return None
    title = match["title"].rstrip(_EDGE)
    if not text[match.end() : end].strip(_EDGE):
        return None
    return Span(start, start + len(title)) if _is_title(title) else None


def _run_on(line: str, start: int) -> Span | None:
    """Take `DEFINITIONS` before `For the purpose ...`, and `Term` before `This Agreement ...`."""
    end = 0
    capitals = True
    for count, match in enumerate(_WORD.finditer(line)):
        word = match[0]
        bare = word.strip("()\"“”'’,&/*_")
        if count and bare in _STARTERS and not (bare.isupper() and len(bare) > 1):
            title = line[:end]
            return Span(start, start + end) if _is_title(title) else None
        if word[0] in "\"“('[" and count == 0:
            return None
        if not (bare.isupper() or not bare or bare.isdigit()):
            if capitals and count >= 1 and bare[0].isupper() and _has_capitals(line[:end]):
                return Span(start, start + end)
            capitals = False
        if not bare or (bare[0].islower() and bare not in _SMALL):
            return None
        if count > 7 or word[-1] in ",.;:":
            return None
        end = match.end()
    return None


def _has_capitals(title: str) -> bool:
    """Say whether the words so far are set in capitals and are more than a name or two."""
    words = title.split()
    return len(words) >= 2 and sum(len(word) for word in words) >= 8 and _is_title(title)


def _is_title(title: str) -> bool:
    """Say whether the words look like a title."""
    words = title.split()
    if not words or len(words) > _MAX_WORDS:
        return False
    if title.isupper():
        return _MODAL.search(title.lower()) is None and len(title) > 2
    first = words[0].lstrip("\"“('[*_")
    if not first or not first[0].isupper() or words[0][0] in '"“':
        return False
    if _MODAL.search(title):
        return False
    large = [word.strip("\"“”'’(),&/*_[]") for word in words]
    large = [word for word in large if word and word not in _SMALL]
    risen = sum(1 for word in large if not word[0].islower())
    return bool(large) and (risen == len(large) or (len(words) <= 5 and risen >= len(large) * 0.5))
