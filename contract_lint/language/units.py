"""Units as texts spell them, their dimensions, and how quantities compare."""

import re
from dataclasses import dataclass
from decimal import Decimal

from contract_lint.model.norm import Dimension, Quantity

_ONE = Decimal(1)
_YEAR = Decimal(365)
_CURRENCIES = frozenset(
    ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "ILS", "SEK", "DKK", "NOK", "CNY"]
)
_LINEAR = {
    "min": (Dimension.TIME, _ONE / 1440),
    "h": (Dimension.TIME, _ONE / 24),
    "d": (Dimension.TIME, _ONE),
    "wk": (Dimension.TIME, Decimal(7)),
    "y": (Dimension.TIME, _YEAR),
    "/y": (Dimension.RATE, _ONE),
    "/mo": (Dimension.RATE, Decimal(12)),
    "/wk": (Dimension.RATE, Decimal(52)),
    "/d": (Dimension.RATE, _YEAR),
    "/h": (Dimension.RATE, _YEAR * 24),
    "%": (Dimension.PERCENT, _ONE),
    "kg": (Dimension.MASS, Decimal(1000)),
    "g": (Dimension.MASS, _ONE),
    "mg": (Dimension.MASS, Decimal("0.001")),
    "ug": (Dimension.MASS, Decimal("0.000001")),
    "lb": (Dimension.MASS, Decimal("453.59237")),
    "l": (Dimension.VOLUME, _ONE),
    "ml": (Dimension.VOLUME, Decimal("0.001")),
    "ul": (Dimension.VOLUME, Decimal("0.000001")),
    "degc": (Dimension.TEMPERATURE, _ONE),
}

# What the text says -> (unit, how many of it). The first that fits wins.
_SPELLINGS: tuple[tuple[str, str, int], ...] = (
    (r"(?:business|working|banking|bank|work)[\s-]{1,6}days?(?:\(s\))?|workdays?|bd", "bd", 1),
    (r"days?(?:\(s\))?|weekdays?", "d", 1),
    (r"months?(?:\(s\))?|mos?", "mo", 1),
    (r"hours?(?:\(s\))?|hrs?", "h", 1),
    (r"years?[\s-]anniversar(?:y|ies)|years?(?:\(s\))?|yrs?|anniversar(?:y|ies)", "y", 1),
    (r"weeks?(?:\(s\))?|wks?", "wk", 1),
    (r"quarters?(?:\(s\))?", "mo", 3),
    (r"fortnights?", "wk", 2),
    (r"minutes?|mins?", "min", 1),
    (r"per[\s-]?cent(?:age)?(?:[\s-]points?)?|pct", "%", 1),
    (r"(?:\u00b0|degrees?|deg\.?)\s?(?:c|celsius|centigrade)|\u2103", "degC", 1),
    (r"(?:\u00b0|degrees?|deg\.?)\s?(?:f|fahrenheit|farenheit)|\u2109", "degF", 1),
    (r"kilograms?|kilogrammes?|kilos?|kgs?", "kg", 1),
    (r"milligrams?|milligrammes?|mgs?", "mg", 1),
    (r"micrograms?|mcg|\u00b5g|ug", "ug", 1),
    (r"grams?|grammes?", "g", 1),
    (r"millilit(?:er|re)s?|mls?", "mL", 1),
    (r"microlit(?:er|re)s?|\u00b5l|ul", "uL", 1),
    (r"lit(?:er|re)s?", "L", 1),
    (r"(?:u\.?\s?s\.?\s{0,2})?dollars?|us\$|usd", "USD", 1),
    (r"euros?|eur|\u20ac", "EUR", 1),
    (r"pounds\s{1,3}sterling|gbp|\u00a3", "GBP", 1),
    (r"swiss\s{1,3}francs|chf", "CHF", 1),
    (r"pounds|lbs?", "lb", 1),
)
FILLERS = (
    "consecutive|successive|full|additional|further|whole|complete|completed|more|extra|calendar"
    "|preceding|previous|prior|following|subsequent|such|contract|rolling|clear|fiscal"
)
_LETTERS = {"h": "h", "d": "d", "y": "y", "g": "g", "l": "L", "c": "degC"}
_UNIT = re.compile(
    rf"[\s-]{{0,4}}(?:(?:{FILLERS})[\s-]{{1,4}}){{0,3}}(?:"
    + "|".join(f"(?P<u{index}>{spelling})" for index, (spelling, _, _) in enumerate(_SPELLINGS))
    + r")(?![a-z0-9])(?!\s?/\s?(?:m?l|kg|g|vial|dose)\b)|\s{0,3}(?P<percent>%)|\s{0,2}(?P<letter>[hdyglc])(?![a-z0-9.'/&-])"
)
_MEASURE = re.compile(
    r"\s{0,3}(?P<measure>(?:[mun\u00b5]?g|[mu\u00b5]?mol|(?:viable\s)?cells|cfu|eu|iu)"
    r"\s?/\s?(?:m?l|g|kg|vial|dose)|ppm|ppb|[mk]?iu|[mgk]bq|[mun\u00b5]?ci)(?![a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found behind a number; the number counts `factor` of it ("two quarters")."""

    name: str
    dimension: Dimension
    end: int
    factor: int = 1


def unit_at(text: str, folded: str, position: int) -> Unit | None:
    """Read the unit that follows a number which ends at `position`."""
    if measure := _MEASURE.match(folded, position):
        return Unit(measure["measure"].replace(" ", ""), Dimension.COUNT, measure.end())
    found = _UNIT.match(folded, position)
    if not found:
        return None
    if found["percent"]:
        return Unit("%", Dimension.PERCENT, found.end())
    if letter := found["letter"]:
        return _letter(text, found, letter)
    _, name, factor = _SPELLINGS[int(str(found.lastgroup)[1:])]
    return Unit(name, base_value(_ONE, name)[0], found.end(), factor)


def _letter(text: str, found: re.Match[str], letter: str) -> Unit | None:
    upper = text[found.start("letter")].isupper()
    if upper != (letter in "lc") and letter != "l":
        return None
    name = _LETTERS[letter]
    return Unit(name, base_value(_ONE, name)[0], found.end())


def base_value(value: Decimal, unit: str) -> tuple[Dimension, Decimal]:
    """Return the dimension of `unit` and `value` in its base unit.

    Base units: calendar days (a month has 30, twelve months 365; up to four business days count
    as calendar days, more of them as 7/5), per year, gram, litre, degree Celsius, per cent, the
    currency itself. A unit that nothing knows is a count.
    """
    key = unit.strip().lower()
    if key == "bd":
        return Dimension.TIME, value if value < 5 else value * 7 / 5
    if key == "mo":
        years, months = value // 12, value % 12
        return Dimension.TIME, years * _YEAR + months * 30
    if key == "degf":
        return Dimension.TEMPERATURE, (value - 32) * 5 / 9
    if key.upper() in _CURRENCIES:
        return Dimension.MONEY, value
    dimension, factor = _LINEAR.get(key, (Dimension.COUNT, _ONE))
    return dimension, value * factor


def compare(found: Quantity, wanted: Decimal, unit: str) -> int | None:
    """Return -1, 0 or 1 as `found` is less than, equal to or more than `wanted` of `unit`.

    Equal are what contracts treat as equal: 24 h and a (business) day, 5 business days and a
    week, 30 days and a month, 12 months and a year. None where the two cannot be compared: a
    hidden value, another dimension, another currency, another thing counted. A range compares by
    its first value.
    """
    if found.value is None:
        return None
    dimension, target = base_value(wanted, unit)
    if dimension is not found.dimension:
        return None
    same = _plain(found.unit) == _plain(unit)
    if dimension is Dimension.MONEY and not same:
        return None
    if dimension is Dimension.COUNT and found.unit and unit.strip() and not same:
        return None
    if same:
        return _sign(found.value - wanted)
    actual = base_value(found.value, found.unit)[1]
    weeks = "wk" in (_plain(found.unit), _plain(unit))
    if weeks and abs(actual - target) * 60 <= target:  # 52 weeks and a year, 13 weeks and 90 days
        return 0
    return _sign(actual - target)


def plural(noun: str) -> str:
    """Return the plural that names what is counted ("vial" and "vials" are the unit "vials")."""
    if noun in ("person", "people", "persons"):
        return "persons"
    if noun.endswith("s") or noun == "personnel":
        return noun
    if noun.endswith(("ch", "sh", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _plain(unit: str) -> str:
    name = unit.strip().lower()
    return name if name in _LINEAR or not name.isalpha() else plural(name)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)
