"""Read the numerals that contracts count with."""

import re
from enum import StrEnum


class Style(StrEnum):
    """How a level of the numbering is written."""

    EXHIBIT = "exhibit"
    HEADING = "heading"  # a title without a number
    ARTICLE = "article"
    DECIMAL = "1.1"
    ROMAN_DOT = "I."
    UPPER_DOT = "A."
    LOWER_DOT = "a."
    SMALL_ROMAN_DOT = "i."
    LOWER = "(a)"
    SMALL_ROMAN = "(i)"
    UPPER = "(A)"
    ROMAN = "(I)"
    DIGIT = "(1)"
    LOWER_CLOSED = "a)"
    SMALL_ROMAN_CLOSED = "i)"
    UPPER_CLOSED = "A)"
    DIGIT_CLOSED = "1)"
    BULLET = "-"


_ROMAN = re.compile(
    r"(?:x{0,3})(?:ix|iv|v?i{0,3})|xl(?:ix|iv|v?i{0,3})|l(?:x{0,3})(?:ix|iv|v?i{0,3})"
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_WORDS = [
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
    "twenty",
]
_STYLES = {
    "paren": (Style.LOWER, Style.SMALL_ROMAN, Style.UPPER, Style.ROMAN, Style.DIGIT),
    "closed": (
        Style.LOWER_CLOSED,
        Style.SMALL_ROMAN_CLOSED,
        Style.UPPER_CLOSED,
        None,
        Style.DIGIT_CLOSED,
    ),
    "dotted": (Style.LOWER_DOT, Style.SMALL_ROMAN_DOT, Style.UPPER_DOT, Style.ROMAN_DOT, None),
}


_INSERTED = re.compile(r"(\d+)(?:-?([A-Za-z])|[ \xa0]?(bis|ter|quater))?", re.IGNORECASE)
_LATIN = ("bis", "ter", "quater")
_INSERTS = 100  # that a count has room for between two numbers


def counted(number: str) -> tuple[float, ...]:
    """Return 7.2 as (7, 2) and the inserted 7.2A or 7.2bis as (7, 2.01): after 7.2, before 7.3."""
    return tuple(map(_counted, number.split(".")))


def _counted(part: str) -> float:
    match = _INSERTED.fullmatch(part)
    if match is None:
        return 0
    base, letter, latin = match.groups()
    if latin:
        return round(int(base) + (_LATIN.index(latin.lower()) + 1) / _INSERTS, 2)
    if letter:
        return round(int(base) + (ord(letter.lower()) - ord("a") + 1) / _INSERTS, 2)
    return int(base)


def step(before: float, after: float) -> int:
    """Return how far one number of a count lies after another: 7A is the next after 7, 8 after 7A."""
    if int(before) == int(after):
        return round((after - before) * _INSERTS)
    return int(after) - int(before)


def roman(numeral: str) -> int | None:
    """Return the value of a Roman numeral below ninety, or None."""
    lower = numeral.lower()
    if not lower or not _ROMAN.fullmatch(lower):
        return None
    values = [_ROMAN_VALUES[letter] for letter in lower]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def alphabetic(letters: str) -> int | None:
    """Return 1 for a, 26 for z, 27 for aa, 28 for bb; None for any other word."""
    lower = letters.lower()
    if len(lower) > 3 or len(set(lower)) != 1:
        return None
    return ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)


def spelled(number: str) -> int | None:
    """Return the value of a Roman numeral or of a number in words."""
    word = number.lower()
    if word in _WORDS:
        return _WORDS.index(word) + 1
    return roman(number) if number.isupper() else None


def readings_of(form: str, number: str) -> tuple[tuple[Style, tuple[float, ...]], ...]:
    """Return each style and value that `number` may stand for, likeliest first.

    `form` is how it is written: "decimal", "paren" for (a), "closed" for a), "dotted" for a.
    """
    if form == "decimal":
        value = counted(number)
        return () if not value[0] and len(value) == 1 else ((Style.DECIMAL, value),)
    lower, small_roman, upper, big_roman, digit = _STYLES[form]
    if number.isdigit():
        return ((digit, (int(number),)),) if digit is not None and int(number) else ()
    letter_style, roman_style = (upper, big_roman) if number.isupper() else (lower, small_roman)
    found: list[tuple[Style, tuple[float, ...]]] = []
    for style, ordinal in ((letter_style, alphabetic(number)), (roman_style, roman(number))):
        if style is not None and ordinal is not None:
            found.append((style, (ordinal,)))
    return tuple(found)
