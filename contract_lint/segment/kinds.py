"""Tell what type of document a contract is: by its title, else by what it speaks of."""

import re
from collections.abc import Iterator

from contract_lint.model import Document, DocumentType

_FRONT = 6000
_PAPER = (
    r"(?:AGREEMENT|Agreement|STATEMENT OF WORK|Statement of Work|SCOPE OF WORK|Scope of Work|WORK ORDER"
    r"|Work Order|TASK ORDER|Task Order|CONTRACT|Contract|AMENDMENT|Amendment|ADDENDUM|Addendum|LEASE|TERMS AND CONDITIONS|Terms and Conditions|TERMS|Terms)"
)
_WORDS = r"(?:[A-Z][\w&/.’'-]*,?\s+(?:(?:and|of|for|to|on|-|–|No\.?|#?\d+)\s+)*){0,9}"
_TITLE = rf"(?P<title>{_WORDS}{_PAPER}(?:\s+(?:[Nn][Oo]\.?\s*|#)?\d+)?)\b"
_SELF = re.compile(rf"\b[Tt](?:his|HIS)\s+{_TITLE}")
_CAPITALS = re.compile(
    r"(?P<title>(?:\b[A-Z][A-Z&/,-]+\s+(?:(?:AND|OF|FOR|TO|NO\.|-|\d+)\s+)*){1,9}"
    r"(?:AGREEMENT|STATEMENT OF WORK|WORK ORDER|CONTRACT))\b"
)
_RISEN = re.compile(
    r"(?P<title>(?:\b[A-Z][\w&/-]+,?\s+(?:(?:and|of|for)\s+)?){0,9}"
    r"(?:Agreement|Contract|Statement of Work|STATEMENT OF WORK|Work Order|WORK ORDER))\b"
)
_SPOKEN_OF = re.compile(r"\bthe\s+$")  # another paper: "under the Supply Agreement"
_TO = re.compile(r"\bto\b", re.IGNORECASE)
_AMENDS = re.compile(r"amendment|addendum", re.IGNORECASE)
_AMENDED = re.compile(
    rf"\s*(?:\([^()]{{0,80}}\)\s*)?[Tt][Oo]\s+(?:the\s+|that\s+certain\s+)?{_TITLE}"
)
_PAPER_WORD = re.compile(_PAPER)
_PROSE = re.compile(
    r"\b(?:shall|will|must|is|are|was|has|have|hereby|dated|between|whereof|set forth|pursuant"
    r"|herein|hereto)\b",
    re.IGNORECASE,
)
_FRONT_BLOCKS = 40
_LONGEST_TITLE = 120
_TYPES = (
    (
        DocumentType.QAG,
        re.compile(
            r"\bquality\b.*\b(?:agreement|annex|terms|addendum|requirements)|technical(?: quality)? agreement|\bgmp agreement|\bqta\b|\bqaa\b"
        ),
    ),
    (
        DocumentType.SOW,
        re.compile(
            r"statement of work|scope of work|work order|work statement|task order|project (?:plan|addendum|agreement)|product agreement|facility addendum|\bsow\b|\bproposal\b|\bquotation\b"
        ),
    ),
    (
        DocumentType.SUP,
        re.compile(r"\bsupply\b|\bpurchase agreement|\bpurchase order|toll manufactur"),
    ),
    (
        DocumentType.MSA,
        re.compile(r"\bservices?\b.*\bagreement|framework agreement|general terms|\bmsa\b"),
    ),
    (DocumentType.SUP, re.compile(r"manufactur|\bproduction agreement")),
)
_THIS_AGREEMENT = re.compile(r"\b[Tt]his Agreement\b")
_THIS = (
    (
        DocumentType.SOW,
        re.compile(r"\b[Tt]his (?:SOW|Statement of Work|Work Order|Task Order)\b"),
    ),
    (
        DocumentType.QAG,
        re.compile(
            r"\b[Tt]his (?:Quality|Technical|Quality Technical|Technical Quality) Agreement\b"
        ),
    ),
)
_OFTEN = 3
_OTHER_TRADE = re.compile(
    r"disclosure|confidential|\bnda\b|licen[cs]|\blease\b|collaborat|distribut|promotion|franchis"
    r"|brand|sponsor|endorse|joint|consult|cooperation|property|agency|option|guarant|\bloan\b"
)
_SUPPLY_WORDS = re.compile(
    r"\bpurchase orders?\b|\bsuppl(?:y|ies|ied) (?:of )?(?:the )?products?\b|\bforecasts?\b"
    r"|\bmanufactur(?:e|ed|ing) (?:of )?(?:the )?(?:\w+ )?products?\b",
    re.IGNORECASE,
)
_SERVICE_WORDS = re.compile(
    r"\bServices\b|\b(?:[Ss]tatements? of [Ww]ork|[Ww]ork [Oo]rders?|SOWs?)\b"
)
_PER = 1000  # words
_RICH_IN_SUPPLY = 0.85
_RICH_IN_SERVICES = 6.0


def find_title(document: Document) -> str:
    """Return what the document calls itself, or an empty string."""
    text = document.text
    match = _SELF.search(text, 0, _FRONT)
    for line in _title_lines(document):
        bare = _AMENDS.search(line) and not _TO.search(line)
        return line + _amended(text, match) if match and bare else line
    if match is not None and len(match["title"].split()) > 1:
        return " ".join(match["title"].split()) + _amended(text, match)
    for pattern in (_CAPITALS, _RISEN):
        for found in pattern.finditer(text, 0, _FRONT):
            if not _SPOKEN_OF.search(text, max(0, found.start() - 8), found.start()):
                return " ".join(found["title"].split())
    return match["title"] if match is not None else ""


def names_paper(line: str) -> bool:
    """Say whether a heading names a kind of paper, as titles of contracts do."""
    return _PAPER_WORD.search(line) is not None


def _title_lines(document: Document) -> Iterator[str]:
    """Yield the short lines at the front that name a kind of paper."""
    for block in document.blocks[:_FRONT_BLOCKS]:
        if block.span.start > _FRONT:
            return
        whole = document.quote(block.span)
        for line in (whole, *whole.split("\n")):
            words = " ".join(line.strip(" \t#*_-=").split())
            if 0 < len(words) <= _LONGEST_TITLE and _PAPER_WORD.search(words) and _is_title(words):
                yield words


def _is_title(line: str) -> bool:
    """Say whether a line is set as a title: no sentence, no number of a clause."""
    if line[-1] in ".,;:" or line[0].isdigit() or _PROSE.search(line):
        return False
    words = [word for word in line.split() if word[0].isalpha()]
    risen = sum(1 for word in words if word[0].isupper())
    return bool(words) and risen >= 0.6 * len(words)


def _amended(text: str, match: re.Match[str]) -> str:
    """Return ` to` and the title of the paper that an amendment amends."""
    if not _AMENDS.search(match["title"]):
        return ""
    whole = _AMENDED.match(text, match.end())
    return " to " + " ".join(whole["title"].split()) if whole else ""


def _called(text: str) -> DocumentType | None:
    """Return the type by which the document speaks of itself again and again."""
    agreement = len(_THIS_AGREEMENT.findall(text))
    for kind, pattern in _THIS:
        times = len(pattern.findall(text))
        if times >= _OFTEN and times > 2 * agreement:
            return kind
    return None


def find_type(document: Document, title: str) -> DocumentType:
    """Return the type that the title names, or that the words of the text are rich in."""
    lowered = title.casefold()
    called = _called(document.text)
    if called is not None:
        return called
    for kind, pattern in _TYPES:
        if pattern.search(lowered):
            return kind
    if _OTHER_TRADE.search(lowered):
        return DocumentType.OTHER
    text = document.text
    share = _PER / max(1, len(text.split()))
    if sum(1 for _ in _SUPPLY_WORDS.finditer(text)) * share >= _RICH_IN_SUPPLY:
        return DocumentType.SUP
    if sum(1 for _ in _SERVICE_WORDS.finditer(text)) * share >= _RICH_IN_SERVICES:
        return DocumentType.MSA
    return DocumentType.OTHER
