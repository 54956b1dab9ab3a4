"""Part the sentence of a requirement row into its main clause and what stands around it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

SPONSOR_WORDS = (
    r"customers?|sponsors?|clients?|buyers?|purchasers?|principal|contract\s+giver|"
    r"marketing\s+authori[sz]ation\s+holder"
)
CDMO_WORDS = (
    r"manufacturers?|suppliers?|cdmos?|cmos?|sellers?|vendors?|contractors?|developers?|makers?|"
    r"service\s+providers?|provider|plants?|contract\s+acceptor|laboratory|processor|producer"
)
VERB = (
    r"(?:may|can|cannot|must|shall|will|should|need|needs|want|wants|is|are|was|has|have|had|gets?|does|do|"
    r"never|only|also|always|then|itself|already|hear|learn|receive|earn|owe|pay|agree|see|order|"
    r"ask|choose|decide|approve|own|keep|[a-z-]{2,14}[^s\W]s)\b"
)
_LEAD = re.compile(
    r"^(?:if|when|whenever|where|once|should|after|before|during|for|from|with|without|in|at|on|"
    r"within|until|upon|as\s+soon\s+as|while|of|no\s+later\s+than|over|unless|by|every\s+year|"
    r"every\s+week|every\s+month|twice\s+a\s+month)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s")
_TAIL = re.compile(
    r",?(?<!\bput)\s(?:unless|if|when|whenever|where|once|while|until|before|after|because|otherwise|else|"
    r"even\s+if|in\s+case|provided|so\s+that|whatever|only\s+(?:after|with|if|when))\b|;\s"
)
_NO_NAMES = frozenset(
    [
        "FDA",
        "EMA",
        "MHRA",
        "PMDA",
        "GMP",
        "CGMP",
        "GLP",
        "GCP",
        "QA",
        "QC",
        "QP",
        "OOS",
        "OOT",
        "API",
        "ISO",
        "ICH",
        "DMF",
        "MCB",
        "WCB",
        "COA",
        "COC",
        "CAPA",
        "SOP",
        "SOPS",
        "CMC",
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "NDA",
        "BLA",
        "IND",
        "ANDA",
        "MAA",
        "TSE",
        "BSE",
        "BSE/TSE",
        "PO",
        "POS",
        "IP",
        "DS",
        "DP",
        "QAG",
        "MSA",
        "SOW",
        "EU",
        "US",
        "UK",
        "USA",
        "PPQ",
        "APR",
        "PQR",
        "CPV",
        "EBR",
        "LIMS",
        "EDI",
        "VAT",
        "FCA",
        "DDP",
        "EXW",
        "FOB",
        "KPI",
        "KPIS",
        "EIR",
        "JSC",
        "FTE",
        "IT",
        "CFR",
        "PART",
        "ANNEX",
        "I",
        "OK",
        "LOT",
        "PHASE",
    ]
)
_PLACES = frozenset(
    [
        "English",
        "German",
        "French",
        "Spanish",
        "Japanese",
        "Chinese",
        "Europe",
        "European",
        "America",
        "American",
        "Canada",
        "China",
        "Japan",
        "Germany",
        "Switzerland",
        "France",
        "India",
        "States",
        "Kingdom",
        "Union",
        "Health",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Eastern",
        "Central",
        "Monday",
        "Friday",
        "Department",
        "Form",
        "Section",
        "Article",
        "Exhibit",
        "Schedule",
        "Appendix",
    ]
)
_WORD = re.compile(r"[A-Za-z][\w&./-]*(?:\u2019s|'s)?")
_NO_NAME_END = re.compile(
    r"(?:tion|sion|ment|ings?|ity|ance|ence|ship|ed|als?|ure|age|ness|ty|[^uio]s|ly|cy)$"
)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The main clause of a sentence, and the clauses of time, case and condition around it."""

    main: str
    lead: str = ""
    tail: str = ""

    @property
    def asides(self) -> str:
        """Return the words around the main clause."""
        return f"{self.lead} {self.tail}".strip()


def find_names(text: str, known_first: bool) -> list[str]:
    """Return the proper names in a sentence that may be a party's, in order.

    `known_first` says that the first word is a common word of the field.
    """
    found: dict[str, None] = {}
    for match in _WORD.finditer(text):
        word = re.sub(r"(?:\u2019|')s$", "", match[0])
        if not word[:1].isupper() or word.upper() in _NO_NAMES or word in _PLACES:
            continue
        if match.start() == 0 and (known_first or not _opens_as_name(text, match.end(), word)):
            continue
        if re.fullmatch(r"[A-Z]|\d.*", word) or re.match(rf"(?:{_ROLES})$", word, re.IGNORECASE):
            continue
        found[word] = None
    return list(found)


_ROLES = rf"{SPONSOR_WORDS}|{CDMO_WORDS}|we|our|us|party|parties"


def _opens_as_name(text: str, end: int, word: str) -> bool:
    if word.isupper() and len(word) > 1:
        return True
    if word[1:].lower() != word[1:]:  # camel case
        return True
    followed = _SAYS.match(text, end)
    return bool(followed) and not _NO_NAME_END.search(word) and word.lower() not in _COMMON


_SAYS = re.compile(
    r"(?:\u2019s|'s)?\s+(?:(?:may|can|cannot|must|shall|will|should|need|is|has|had|never|only|also|"
    r"does|keeps|tells|hands|gives|sends|carries|makes|pays|bears|leaves|looks|warns|answers|stays)\b|"
    r"[a-z]{2,14}[^s\W]s\s(?:us|our|the|its|no|an?|any|every|each|all|out|away|back|up|down|for|in|at|"
    r"within|over|to)\b)"
)
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "its",
        "his",
        "their",
        "we",
        "it",
        "there",
        "everything",
        "nothing",
        "work",
        "talks",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
        "both",
        "all",
        "any",
        "no",
        "notice",
        "data",
        "goods",
        "what",
        "whatever",
        "whoever",
        "somebody",
        "nobody",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "stock",
        "time",
        "staff",
        "proof",
    ]
)


def part(text: str, names: Collection[str]) -> Clauses:
    """Part `text`; `names` are the proper names of parties in it."""
    text = " ".join(text.split()).rstrip(" .")
    start = _end_of_lead(text, names)
    lead, rest = text[:start].strip(" ,"), text[start:].strip()
    cut = _TAIL.search(rest, 10) if len(rest) > 10 else None
    if cut is None:
        return Clauses(rest, lead)
    return Clauses(rest[: cut.start()], lead, rest[cut.start() :].strip(" ,;"))


def _end_of_lead(text: str, names: Collection[str]) -> int:
    if not _LEAD.match(text):
        return 0
    subject = subject_pattern(names)
    comma = _COMMA.search(text)
    if comma and len(text) - comma.end() > 12:
        return comma.end()
    starts = [m.start() for m in subject.finditer(text) if m.start() > 8]
    if starts:
        return starts[-1]
    return 0


def subject_pattern(names: Collection[str]) -> re.Pattern[str]:
    """Return the pattern of a party that is followed by a verb."""
    named = "|".join(re.escape(name) for name in names) or r"(?!)"
    return re.compile(
        rf"\b(?:we|it|they|(?:[Tt]he|[Oo]ur|[Aa])\s+(?:{SPONSOR_WORDS}|{CDMO_WORDS})|{named})\s+(?={VERB})"
    )
