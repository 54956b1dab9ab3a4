"""Tell whom a requirement row binds, or to whom it gives a right."""

import re
from collections.abc import Sequence

from contract_lint.language.row_clauses import CDMO_WORDS, SPONSOR_WORDS, Clauses

_I = re.IGNORECASE
_WE = rf"(?:we|(?:the|our)\s+(?:{SPONSOR_WORDS}))"
_BOTH = re.compile(
    r"\b(?:both\s+(?:sides|parties|companies)|(?:each|either|neither)\s+(?:side|party)|the\s+parties|"
    r"the\s+two\s+(?:sides|companies|parties)|mutual(?:ly)?|each\s+other|jointly)\b",
    _I,
)
_JOINT = re.compile(
    r"\b(?:(?:joint|steering|project)\s+(?:\w+\s+){0,2}(?:team|committee|group|board)|"
    r"qa[\s-]to[\s-]qa|research\s+exchange|disputes?\s+(?:is|are|go)|disagreements?\s+(?:is|are|go)|talks\s+between|escalat\w+|quality\s+agreement|"
    r"technical\s+agreement|order\s+of\s+precedence|comes?\s+first|prevails?|takes?\s+precedence|"
    r"company\s+heads|executives?|senior\s+management|arbitrat\w+|mediat\w+|governing\s+law|"
    r"(?:a|any)\s+notice\s+(?:sent|given|by)|prolongation|frame(?:work)?\s+(?:contract|agreement)|"
    r"an\s+annex|emergency\s+is\s+defined|meets?\s+(?:every|at|once|twice|monthly|quarterly|weekly))\b",
    _I,
)
_PRECEDENCE = re.compile(
    r"\b(?:order\s+of\s+precedence|comes?\s+first|prevails?|takes?\s+precedence)\b", _I
)
_RIGHT = re.compile(
    rf"(?:^|[,;:]\s|\b(?:and|then|else|otherwise|that)\s|\blets?\s)?\b{_WE}\s+(?:also\s+|still\s+)?"
    r"(?:can|may|could|(?:is|are|must\s+be|remains?|stays?)\s+(?:\w+\s+)?(?:free|entitled|allowed|permitted|"
    r"able|out)\b|(?:has|have|gets?|keeps?|receives?)\s+(?:the|a)\s+(?:\w+\s+)?(?:right|option|choice|say)|"
    r"(?:has|have|gets?|wants?|needs?|must\s+have)\s+(?:at\s+least\s+|not\s+less\s+than\s+|a\s+)?"
    r"[\w-]+\s+(?:\w+\s+){0,3}?(?:to|from|in\s+which|for)\s|sees?|inspects?|audits?|decides?|chooses?|"
    r"owns?|approves?|disposes?|decide)\b",
    _I,
)
_LETS = re.compile(
    r"\b(?:lets?|allows?|permits?|entitles?|frees?|enables?)\s+(?:us|the\s+customer)\b", _I
)
_OURS = re.compile(
    r"\bour\s+(?:\w+\s+)?(?:auditors?|accountants?|inspectors?|people|staff|representatives?|experts?|"
    r"team|employees?|engineers?|quality\s+unit|end\s+customers?|right|option)\b"
    r"(?!\s+(?:is|are)\s+(?:told|warned|informed|notified))|"
    r"\bour\s+(?:own\s+)?(?:\w+\s+)?(?:forecasts?|notice|payments?|orders?)\s+"
    r"(?:need|target|term|ends?|may|can|must|is\s+due|are\s+due)\b|"
    r"\b(?:belongs?\s+to|(?:is|are|becomes?|remains?)\s+(?:the\s+)?(?:sole\s+)?property\s+of|"
    r"(?:is|are|be)\s+owned\s+by|vests?\s+in|stays?\s+with|rests?\s+with|lies?\s+with)\s+"
    rf"(?:us|our|(?:the\s+)?(?:{SPONSOR_WORDS}))\b|\bin\s+our\s+name\b|\b(?:is|are|be)\s+ours\b|"
    rf"\bopen\s+to\s+(?:us|our|the\s+(?:{SPONSOR_WORDS}))\b",
    _I,
)
_POSSIBLE = re.compile(
    r"\bmust\s+be\s+possible\b|\b(?:can|may)\s+(?:still\s+|also\s+)?be\s+(?!made\s+only)"
    r"(?!(?:delivered|supplied|shipped|produced|made|manufactured|drawn|ordered)\b)\w+|"
    r"\bneed\s+not\s+be\b|\bmay\s+still\b|\bis\s+open\s+to\b",
    _I,
)
_AUDIT = re.compile(
    r"\b(?:audits?|audit\s+rights?|inspections?\s+of\s+(?:the\s+)?(?:plant|site|facilit\w+))\b", _I
)
_AUDIT_NOT = re.compile(
    r"\b(?:observations?|findings?|reports?|authorit\w+|regulat\w+|outside\s+body|third[\s-]party|trail|"
    r"FDA|answers?|capa|agency|inspectorate)\b",
    _I,
)
_PAY = re.compile(
    r"\b(?:costs?\s+us|we\s+(?:owe|pay|are\s+charged)|our\s+(?:payment|price|fees?)|purchase\s+price|"
    r"payment\s+(?:term|target|period)|invoices?\s+(?:are|is|fall)\s+(?:due|payable|paid)|(?:fee|price)\s+"
    r"(?:per|for)\b|price\s+(?:stays?|is|does|may|must))",
    _I,
)
_END = re.compile(
    r"\bwe\s+(?:are|may\s+be|can\s+be)\s+out\b|\bends?\s+the\s+(?:contract|agreement)\b|"
    r"\b(?:orders?|bookings?|slots?|reservations?)\b.{0,30}\bcancel",
    _I,
)
_CONSENT = re.compile(
    r"\b(?:unless|without|only\s+(?:after|with|if|when|once)|needs?|requires?|subject\s+to|wait\s+for|"
    r"not\s+before|prior\s+to|before|until)\b[^.;]{0,40}\b(?:agree[sd]?|agreement|consent\w*|approv\w+|"
    r"permission|permit|clear(?:ed|ance)|ok|go-ahead|sign[\s-]?off|authori[sz]\w+|allow\w*)\b",
    _I,
)
_CDMO = re.compile(rf"\b(?:{CDMO_WORDS})\b(?!['\u2019]|\s*-)", _I)
_SPONSOR_SUBJECT = re.compile(rf"^(?:then\s+)?{_WE}\b", _I)
_GIVEN = re.compile(
    rf"^{_WE}\s+(?:also\s+)?(?:hears?|learns?|receives?|gets?\b(?!.{{0,40}}\bto\s)|(?:is|are)\s+(?:\w+ly\s+)?(?:told|warned|"
    r"informed|notified|given|sent|indemnified|alerted|shown|advised|supplied|compensated|"
    r"reimbursed|consulted|kept)|earns?|find\s+out)\b",
    _I,
)


def read_party(clauses: Clauses, names: Sequence[str]) -> str:
    """Return "Sponsor", "CDMO", "both" or a name that stands in the row as its subject."""
    main, text = clauses.main, f"{clauses.lead} {clauses.main} {clauses.tail}"
    if _BOTH.search(main) or _PRECEDENCE.search(text):
        return "both"
    named = _named_subject(main, names)
    if named:
        return named
    if _is_consent(clauses):
        return "CDMO"
    if _GIVEN.match(main):
        return "CDMO"
    if _has_right(clauses):
        return "Sponsor"
    if _cdmo_subject(main):
        return "CDMO"
    if _JOINT.search(main):
        return "both"
    if _SPONSOR_SUBJECT.match(main) or _PAY.search(text):
        return "Sponsor"
    return "CDMO"


def _is_consent(clauses: Clauses) -> bool:
    return bool(_CONSENT.search(f"{clauses.main} {clauses.tail}")) and not _RIGHT.match(
        clauses.main
    )


def _has_right(clauses: Clauses) -> bool:
    main = clauses.main
    if re.match(rf"(?:{_DETERMINER}){CDMO_WORDS}", main, _I) and not _LETS.search(main):
        return False
    if _RIGHT.match(main) or _LETS.search(main) or _OURS.search(main) or _END.search(main):
        return True
    if _PAY.search(main):
        return True
    if _POSSIBLE.search(main) and not _by_cdmo(main):
        return True
    return bool(_AUDIT.search(main)) and not _AUDIT_NOT.search(main) and not _cdmo_subject(main)


_DETERMINER = r"(?:the|a|an|each|every|our)\s+(?:\w+\s+)?"


def _by_cdmo(main: str) -> bool:
    return bool(re.search(rf"\bby\s+the\s+(?:{CDMO_WORDS})\b", main, _I))


def _cdmo_subject(main: str) -> bool:
    found = _CDMO.search(main)
    return bool(found) and len(main[: found.start()].split()) <= 3 if found else False


def _named_subject(main: str, names: Sequence[str]) -> str:
    """Return the name that the main clause begins with."""
    for name in names:
        if re.match(rf"(?:then\s+|the\s+)?{re.escape(name)}\b(?!['\u2019]s)", main):
            return name
    return ""
