"""Tell what type of document a contract is: by its title, else by what it speaks of."""

import re

from contract_lint.model import BlockKind, Document, DocumentType

_FRONT = 6000
_PAPER = (
    r"(?:AGREEMENT|Agreement|STATEMENT OF WORK|Statement of Work|SCOPE OF WORK|Scope of Work|WORK ORDER"
    r"|Work Order|TASK ORDER|Task Order|CONTRACT|Contract|AMENDMENT|Amendment|ADDENDUM|Addendum|LEASE|TERMS AND CONDITIONS|Terms and Conditions|TERMS|Terms)"
)
_SELF = re.compile(
    r"\b[Tt](?:his|HIS)\s+(?P<title>(?:[A-Z][\w&/.-]*,?\s+(?:(?:and|of|for|to|on|No\.?|#?\d+)\s+)*){0,9}"
    + _PAPER
    + r"(?:\s+(?:No\.?\s*)?\d+)?)\b"
)
_CAPITALS = re.compile(
    r"(?<![a-z] )\b(?P<title>(?:[A-Z][A-Z&/,-]+\s+(?:(?:AND|OF|FOR|TO|NO\.|\d+)\s+)*){0,9}(?:AGREEMENT|STATEMENT OF WORK|WORK ORDER|CONTRACT))\b"
)
_LINE = re.compile(_PAPER)
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
_NO_TYPE = re.compile(
    r"nondisclosure|non-disclosure|confidentiality|licen[cs]e agreement|\bnda\b|lease"
)
_SUPPLY_WORDS = re.compile(
    r"\bpurchase orders?\b|\bsuppl(?:y|ies|ied) (?:of )?(?:the )?products?\b|\bforecasts?\b|\bmanufactur(?:e|ed|ing) (?:of )?(?:the )?(?:\w+ )?products?\b",
    re.IGNORECASE,
)
_PER = 1000  # words
_RICH = 4.0


def find_title(document: Document) -> str:
    """Return what the document calls itself, or an empty string."""
    text = document.text
    match = _SELF.search(text, 0, _FRONT)
    candidates = []
    for block in document.blocks[:40]:
        if block.span.start > _FRONT:
            break
        line = " ".join(document.quote(block.span).strip(" #*_\n").split())
        if (
            len(line) <= 110
            and (block.kind is BlockKind.HEADING or _LINE.search(line))
            and not line.endswith((".", ",", ";"))
        ):
            candidates.append(line)
    titled = [line for line in candidates if _LINE.search(line)]
    if titled:
        return titled[0]
    if match is not None:
        return " ".join(match["title"].split())
    capitals = _CAPITALS.search(text, 0, _FRONT)
    if capitals is not None:
        return " ".join(capitals["title"].split())
    return candidates[0] if candidates else ""


def find_type(document: Document, title: str) -> DocumentType:
    """Return the type that the title names, or that the words of the text are rich in."""
    lowered = title.casefold()
    for kind, pattern in _TYPES:
        if pattern.search(lowered):
            return kind
    if _NO_TYPE.search(lowered):
        return DocumentType.OTHER
    text = document.text
    words = text.count(" ") + text.count("\n") + 1
    supply = sum(1 for _ in _SUPPLY_WORDS.finditer(text)) * _PER / words
    return DocumentType.SUP if supply >= _RICH else DocumentType.OTHER
