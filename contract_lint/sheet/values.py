"""Read the small languages of single cells: limits, numbers, units, lists, documents."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from contract_lint.model import DocumentType, Limit, Strength

_BLANK = frozenset({"", "-", "--", "–", "—", "n/a", "na", "n.a.", "n. a.", "none", "nil", "./."})


def is_blank(cell: str) -> bool:
    """Say whether a cell says nothing: empty, a dash, n/a."""
    return cell.strip().casefold() in _BLANK


def words_of(cell: str) -> str:
    """Fold case, width of characters and blanks."""
    return " ".join(unicodedata.normalize("NFKC", cell).casefold().split())


# limits ------------------------------------------------------------------------------------------

_LIMIT_WORDS: dict[Limit, tuple[str, ...]] = {
    Limit.AT_LEAST: (
        *(">=", "≥", "=>", "≧", "⩾", ">", "at least", "min", "min.", "minimum", "no less than"),
        *("not less than", "nlt", "or more", "mindestens", "ge", "gte", "not earlier than"),
        *("no fewer than", "not fewer than", "lower limit", "greater than or equal to", "from"),
        *("no earlier than", "more than", "greater than", "over", "lower bound"),
    ),
    Limit.AT_MOST: (
        *("<=", "≤", "=<", "≦", "⩽", "<", "at most", "max", "max.", "maximum", "no more than"),
        *("not more than", "nmt", "or less", "up to", "within", "höchstens", "maximal", "le"),
        *("lte", "not later than", "no later than", "not exceeding", "upper limit", "not exceed"),
        *("less than or equal to", "less than", "under", "innerhalb", "bis", "spätestens"),
        *("no longer than", "not to exceed", "upper bound", "fewer than", "by"),
    ),
    Limit.EQUAL: ("=", "==", "exactly", "equal", "equals", "equal to", "eq", "genau", "gleich"),
    Limit.PRESENT: (
        *("present", "required", "yes", "exists", "exist", "must exist", "included", "true"),
        *("vorhanden", "erforderlich", "ja", "presence", "contained", "x", "✓", "✔", "stated"),
    ),
    Limit.ABSENT: (
        *("absent", "not present", "no", "must not exist", "excluded", "forbidden", "prohibited"),
        *("false", "nicht vorhanden", "nein", "absence", "not allowed", "not contained"),
    ),
    Limit.ALL_OF: ("all_of", "all of", "allof", "all", "each of", "contains all", "alle", "list"),
    Limit.NONE_OF: ("none_of", "none of", "noneof", "contains none", "keine", "keine von"),
}
LIMITS: dict[str, Limit] = {word: limit for limit, words in _LIMIT_WORDS.items() for word in words}
NUMERIC = frozenset({Limit.AT_LEAST, Limit.AT_MOST, Limit.EQUAL})
LISTS = frozenset({Limit.ALL_OF, Limit.NONE_OF})


def parse_limit(cell: str) -> Limit | None:
    """Return the limit that a cell names, or None."""
    return LIMITS.get(cell.strip()) or LIMITS.get(words_of(cell))


# numbers -----------------------------------------------------------------------------------------

_ONES = [
    "zero",
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
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_ONES)} | {
    word: 20 + 10 * number for number, word in enumerate(_TENS)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SUFFIX = {
    "k": 10**3,
    "thousand": 10**3,
    "tsd": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "mrd": 10**9,
}
_DIGITS = re.compile(
    r"""
    (?P<sign> [-−–+] | minus\s )? \s?
    (?P<body> \d+ (?: [.,'’\u00a0\u2009\u202f ] \d+ )* )
    (?: (?: [eE] | \s?[x×*]\s?10\s?\^ ) (?P<power> [-−+]? \d{1,3} ) )?
    """,
    re.VERBOSE,
)
_NUMBER_WORDS = "|".join((*_SMALL, *_SCALES, "hundred", "and", "a"))
_WORDS = re.compile(rf"(?:(?:{_NUMBER_WORDS})(?![a-z])[\s-]{{0,3}})+")


def parse_number(cell: str) -> Decimal | None:
    """Return the number that a whole cell writes, in digits or in English words."""
    found = find_number(cell)
    return found[0] if found and not found[1] else None


def find_number(cell: str) -> tuple[Decimal, str] | None:
    """Return the number at the start of a cell and the words after it, or None.

    Knows thousands separators, decimal commas, powers of ten, `10 M`, `ten`, `thirty (30)`.
    """
    text = " ".join(unicodedata.normalize("NFKC", cell).split()).lstrip("~≈ ")
    lowered = text.lower()
    match = _DIGITS.match(lowered)
    if match:
        return _in_digits(match, text[match.end() :])
    match = _WORDS.match(lowered)
    value = _in_words(match.group()) if match else None
    if match is None or value is None:
        return None
    rest = text[match.end() :].strip()
    again = re.match(r"\(\s?(\d{1,9})\s?\)\s?", rest)  # thirty (30)
    if again:
        return Decimal(again[1]), rest[again.end() :]
    return value, rest


def _in_digits(match: re.Match[str], rest: str) -> tuple[Decimal, str] | None:
    """Work out a number in digits; blanks part thousands only where three digits follow."""
    body = match["body"]
    parts = re.split(r"[\u00a0\u2009\u202f ]", body)
    if len(parts) > 1 and not all(len(part) == 3 for part in parts[1:]):
        return None
    try:
        value = Decimal(_plain("".join(parts)))
    except InvalidOperation:
        return None
    if match["power"]:
        value = value.scaleb(int(match["power"].replace("−", "-")))
    if match["sign"] and match["sign"].strip() != "+":
        value = -value
    rest = rest.strip()
    word = re.match(r"([a-z]+)\.?(?![\w/])", rest.lower())
    if word and word[1] in _SUFFIX:
        value *= _SUFFIX[word[1]]
        rest = rest[word.end() :].strip()
    again = re.match(r"\(\s?[a-z][a-z -]{0,60}\)\s?", rest.lower())  # 30 (thirty)
    if again and _in_words(again.group().strip(" ()")) == value:
        rest = rest[again.end() :]
    return value, rest


def _plain(body: str) -> str:
    """Turn 1,000 and 1.000.000 and 1'000 and 1.234,5 into what Decimal reads."""
    body = body.replace("'", "").replace("’", "")
    comma, dot = body.rfind(","), body.rfind(".")
    if comma >= 0 and dot >= 0:
        thousands, point = (",", ".") if dot > comma else (".", ",")
        return body.replace(thousands, "").replace(point, ".")
    if body.count(".") > 1:
        return body.replace(".", "")
    groups = body.split(",")
    if len(groups) == 1:
        return body
    grouped = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if len(groups) > 2 or (grouped and groups[0].strip("0")):
        return body.replace(",", "")
    return body.replace(",", ".")


def _in_words(text: str) -> Decimal | None:
    """Work out `one hundred and eighty`; None if the words are no number."""
    total = current = 0
    seen = False
    for word in re.split(r"[\s-]+", text.strip()):
        if word in _SMALL:
            current, seen = current + _SMALL[word], True
        elif word == "hundred":
            current, seen = (current or 1) * 100, True
        elif word in _SCALES:
            total, current, seen = total + (current or 1) * _SCALES[word], 0, True
        elif word not in {"and", "a", ""}:
            return None
    return Decimal(total + current) if seen else None


def decimal_text(value: Decimal) -> str:
    """Write a number as a person would: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# units -------------------------------------------------------------------------------------------

_UNIT_WORDS: dict[str, str] = {
    "h": "h|hr|hrs|hour|hours|stunde|stunden|std",
    "d": (
        "d|day|days|calendar day|calendar days|days calendar|cal days|cd|consecutive day|consecutive days|tag"
        "|tage|tagen|kalendertag|kalendertage|kalendertagen"
    ),
    "bd": (
        "bd|bds|business day|business days|days business|days working|working day|working days|work day|work days|workday"
        "|workdays|wd|arbeitstag|arbeitstage|arbeitstagen|werktag|werktage|werktagen"
    ),
    "wk": "wk|wks|week|weeks|woche|wochen",
    "mo": "mo|mos|mth|mths|month|months|calendar months|monat|monate|monaten",
    "y": "y|yr|yrs|year|years|jahr|jahre|jahren",
    "min": "min|mins|minute|minutes|minuten",
    "/d": "/d|/day|per day|a day|daily|times per day|pro tag",
    "/wk": "/wk|/w|/week|per week|a week|weekly|times per week|pro woche",
    "/mo": "/mo|/month|per month|a month|monthly|times per month|pro monat",
    "/y": (
        "/y|/yr|/a|/year|per year|a year|yearly|annually|annual|per annum|pa|p.a|times per year"
        "|times a year|per calendar year|pro jahr"
    ),
    "/q": "/q|/qtr|/quarter|per quarter|a quarter|quarterly|per calendar quarter|pro quartal",
    "quarters": "quarter|quarters|quartal|quartale",
    "%": "%|percent|per cent|pct|prozent",
    "degC": "degc|°c|º c|ºc|° c|deg c|c|celsius|degrees celsius|degree celsius|degrees c|grad",
    "degF": "degf|°f|° f|deg f|fahrenheit|degrees fahrenheit",
    "USD": "usd|$|us$|us dollar|us dollars|dollar|dollars|u.s. dollars",
    "EUR": "eur|€|euro|euros",
    "GBP": "gbp|£|pound sterling|pounds sterling",
    "CHF": "chf|swiss francs|franken",
    "JPY": "jpy|¥|yen",
    "kg": "kg|kgs|kilogram|kilograms|kilo|kilos",
    "g": "g|gram|grams|gramm",
    "mg": "mg|milligram|milligrams",
    "ug": "ug|µg|μg|mcg|microgram|micrograms",
    "L": "l|liter|liters|litre|litres",
    "mL": "ml|milliliter|milliliters|millilitre|millilitres",
    "uL": "ul|µl|μl|microliter|microliters|microlitre|microlitres",
}
_COUNTED = [
    "vials",
    "persons",
    "batches",
    "samples",
    "units",
    "lots",
    "doses",
    "contacts",
    "sites",
    "copies",
    "rounds",
    "tests",
    "times",
    "levels",
    "meetings",
    "audits",
    "auditors",
    "locations",
    "reports",
    "tablets",
    "bottles",
    "syringes",
    "cartons",
    "pallets",
    "shipments",
    "deliveries",
    "orders",
    "runs",
    "bags",
    "containers",
    "attempts",
    "rejections",
    "members",
    "representatives",
    "participants",
    "items",
    "pieces",
    "suppliers",
    "events",
    "visits",
    "cells",
]
UNITS: dict[str, str] = {
    word: unit for unit, words in _UNIT_WORDS.items() for word in words.split("|")
}
for _unit in _COUNTED:
    _one = "batch" if _unit == "batches" else "copy" if _unit == "copies" else _unit[:-1]
    UNITS |= {_unit: _unit, ("delivery" if _unit == "deliveries" else _one): _unit}
UNITS |= {"people": "persons", "employees": "persons", "stück": "pieces", "aliquots": "aliquots"}
_LONGEST_UNIT = 4  # words


def parse_unit(cell: str) -> str | None:
    """Return the sheet's own name of a unit, or None if it is not one of the common ones."""
    exact = cell.strip()
    if exact in {"M", "m"}:
        return None
    folded = words_of(cell).rstrip(".").replace("(s)", "s").replace("(", "").replace(")", "")
    unit = UNITS.get(folded) or UNITS.get(folded.replace("’", "'").rstrip("'"))
    return unit or _compound_unit(folded)


def _compound_unit(folded: str) -> str | None:
    """Return `USD/mo` for `$ / month`; None unless both halves are units."""
    above, slash, below = (part.strip() for part in folded.partition("/"))
    if not (above and slash and below) or "/" in below:
        return None
    unit = UNITS.get(above)
    per = UNITS.get(f"/{below}", "").removeprefix("/") or (below if below in UNITS else "")
    return f"{unit}/{per}" if unit and per else None


def split_unit(text: str) -> tuple[str, str]:
    """Part `days after receipt` into the unit and the words after it; no unit: ("", text)."""
    words = text.strip().split()
    for size in range(min(_LONGEST_UNIT, len(words)), 0, -1):
        unit = parse_unit(" ".join(words[:size]).rstrip(",;"))
        if unit:
            return unit, " ".join(words[size:])
    return "", text.strip()


@dataclass(frozen=True, slots=True)
class Amount:
    """What a value cell says: `at least 30 days after receipt`."""

    value: Decimal
    limit: Limit | None = None
    unit: str = ""
    rest: str = ""


_LEADING_LIMITS = sorted(
    (word for word, limit in LIMITS.items() if limit in NUMERIC),
    key=lambda word: (-len(word), word),
)
_RANGE = re.compile(r"(?:to|-|–|—|\.\.|bis|and|or)\s?[-−+]?\d")


def parse_amount(cell: str) -> Amount | None:
    """Return limit, number and unit of a value cell, or None if it starts with no number.

    Money may name its currency first (`USD 10 million`). A range (`2 to 8`) is no amount.
    """
    text = " ".join(unicodedata.normalize("NFKC", cell).split())
    limit, text = _leading_limit(text)
    currency = re.match(r"(?:US)?\$|[A-Za-z]{3}\s|[€£¥]", text)
    unit = parse_unit(currency.group()) if currency else None
    if currency and unit in {"USD", "EUR", "GBP", "CHF", "JPY"}:
        text = text[currency.end() :].strip()
    else:
        unit = None
    found = find_number(text)
    if found is None or _RANGE.match(found[1].lower()):
        return None
    value, rest = found
    if limit is None:
        limit, rest = _trailing_limit(rest)
    if unit is None:
        unit, rest = split_unit(rest)
    if limit is None:
        limit, rest = _trailing_limit(rest)
    return Amount(value, limit, unit, rest)


def _leading_limit(text: str) -> tuple[Limit | None, str]:
    lowered = text.lower()
    for word in _LEADING_LIMITS:
        if lowered.startswith(word):
            rest = text[len(word) :]
            if not word[-1].isalpha() or not rest[:1].isalpha():
                return LIMITS[word], rest.strip()
    return None, text


def _trailing_limit(rest: str) -> tuple[Limit | None, str]:
    folded = rest.lower().strip(" ()")
    for word in ("or more", "or less", "min", "min.", "minimum", "max", "max.", "maximum"):
        if folded == word:
            return LIMITS[word], ""
    return None, rest


# lists and names ---------------------------------------------------------------------------------


def split_list(cell: str, marks: str = ";\n") -> tuple[str, ...]:
    """Part a cell at any of `marks`, dropping blanks and repeats."""
    parts = re.split(f"[{re.escape(marks)}]", cell)
    found = dict.fromkeys(" ".join(part.split()) for part in parts)
    return tuple(part for part in found if part and not is_blank(part))


_STRENGTH_WORDS: dict[Strength, str] = {
    Strength.MUST: (
        "must|shall|mandatory|high|critical|required|m|must have|muss|essential|h|hoch|pflicht|yes"
        "|1|very high|blocker|major|ja|x"
    ),
    Strength.SHOULD: (
        "should|medium|s|should have|soll|moderate|mittel|recommended|desirable|sollte|2|mid|med"
        "|important|minor"
    ),
    Strength.INFO: (
        "info|could|may|low|c|could have|kann|optional|nice to have|niedrig|gering|3|information"
        "|informational|informative|note|w|won't|no|nein|l"
    ),
}
_STRENGTHS = {
    word: strength for strength, words in _STRENGTH_WORDS.items() for word in words.split("|")
}


def parse_strength(cell: str) -> Strength | None:
    """Return the strength that a cell names, or None."""
    return _STRENGTHS.get(words_of(cell))


_DOCUMENT_WORDS: dict[DocumentType, str] = {
    DocumentType.MSA: (
        "msa|master services agreement|master service agreement|master agreement|rahmenvertrag"
        "|framework agreement|main agreement|master"
    ),
    DocumentType.SOW: (
        "sow|statement of work|work statement|work order|project plan|leistungsbeschreibung"
        "|work plan|project agreement|scope of work"
    ),
    DocumentType.QAG: (
        "qag|qa|qaa|qta|quality agreement|quality assurance agreement|quality technical agreement"
        "|technical quality agreement|technical agreement|quality|qualitätsvereinbarung|vav"
        "|verantwortungsabgrenzungsvertrag"
    ),
    DocumentType.SUP: (
        "sup|supply agreement|manufacturing and supply agreement|supply|commercial supply agreement"
        "|manufacturing agreement|msa supply|liefervertrag|clinical supply agreement|csa"
    ),
    DocumentType.OTHER: "other",
}
_DOCUMENTS = {
    word: document for document, words in _DOCUMENT_WORDS.items() for word in words.split("|")
}
_ANY_DOCUMENT = frozenset({"any", "*", "all", "each", "alle", "any document", "all documents"})


def parse_documents(cell: str) -> tuple[tuple[str, ...], str]:
    """Return the document types of a cell and, where it is not understood, why.

    `+` (or `&`) asks for the clause in each type; other lists are alternatives, which the sheet
    has no way to say: they become any document.
    """
    folded = words_of(cell)
    if folded in _ANY_DOCUMENT or is_blank(cell):
        return (), ""
    if folded in _DOCUMENTS:
        return (str(_DOCUMENTS[folded]),), ""
    parts = [part.strip() for part in re.split(r"[+&]| and | und ", folded) if part.strip()]
    if parts and all(part in _DOCUMENTS for part in parts):
        return tuple(dict.fromkeys(str(_DOCUMENTS[part]) for part in parts)), ""
    parts = [part.strip() for part in re.split(r"[|,/;]| or | oder ", folded) if part.strip()]
    if len(parts) > 1 and all(part in _DOCUMENTS for part in parts):
        return (), f"{cell!r} is read as any document; join types by '+' to ask for each of them"
    known = ", ".join(str(document) for document in _DOCUMENT_WORDS)
    return (), f"unknown document {cell!r} is read as any; expected any, {known}, or QAG+MSA"


_STAGE_WORDS = {
    "dev": "dev|development|preclinical|pre-clinical|entwicklung|process development",
    "clin": "clin|clinical|phase 1|phase 2|phase 3|phase i|phase ii|phase iii|klinisch|clinic",
    "ppq": "ppq|validation|process validation|pv|validierung|process performance qualification",
    "com": "com|commercial|commercial supply|market|kommerziell|launch",
}
_STAGES = {word: stage for stage, words in _STAGE_WORDS.items() for word in words.split("|")}


def parse_stages(cell: str) -> tuple[tuple[str, ...], str]:
    """Return the stages of a cell (none: all) and, where one is unknown, why."""
    parts = split_list(cell, ";,/|+\n")
    if any(words_of(part) in {"all", "any", "alle", "*"} for part in parts):
        return (), ""
    stages = dict.fromkeys(_STAGES.get(words_of(part), part) for part in parts)
    strange = [stage for stage in stages if stage not in _STAGE_WORDS]
    if strange:
        return (), f"unknown stage {strange[0]!r} is read as all; expected dev, clin, ppq or com"
    return tuple(stages), ""
