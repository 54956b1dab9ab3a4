"""Numbers as contracts write them: digits, words, both at once, or blacked out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
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
_ORDINAL_ONES = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
]
_ORDINAL_TEENS = [
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

_VALUES = {
    "zero": 0,
    "a": 1,
    "an": 1,
    "fourty": 40,
    "ninty": 90,
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    **{word: n for n, word in enumerate(_ORDINAL_ONES, 1)},
    **{word: n for n, word in enumerate(_ORDINAL_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_ORDINAL_TENS.split(), 2)},
}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

_FOLD = {
    **{ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u0060\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u00ba\u02da"), "\u00b0"),
    ord("\u03bc"): "\u00b5",
}

_GAP = r"[\s-]{1,6}"
_TENS_WORD = f"(?:{'|'.join(_TENS)}|fourty|ninty)"
_SMALL = (
    rf"(?:{_TENS_WORD}(?:{_GAP}(?:{'|'.join(_ONES)})\b)?"
    rf"|(?:{'|'.join(_TEENS + _ONES)})\b)"
)
_BELOW_THOUSAND = rf"(?:(?:{_SMALL}|an?\b){_GAP}hundred(?:{_GAP}(?:and{_GAP})?{_SMALL})?|{_SMALL})"
_CARDINAL = (
    rf"(?:zero|{_BELOW_THOUSAND}(?:{_GAP}(?:{'|'.join(_SCALES)})"
    rf"(?:,?{_GAP}(?:and{_GAP})?{_BELOW_THOUSAND})?){{0,3}})\b"
)
_ORDINAL = (
    rf"(?:(?:{_TENS_WORD}{_GAP})?(?:{'|'.join(_ORDINAL_ONES)})"
    rf"|{'|'.join([*_ORDINAL_TEENS, *_ORDINAL_TENS.split()])})\b"
)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}|[0-9]{1,15})(?:\.[0-9]{1,9})?(?![0-9]|[.,][0-9])"
_HIDDEN_WORD = (
    r"redacted|omitted|confidential|tbd|to be (?:determined|agreed|confirmed)|insert|blank"
)
_HIDDEN = (
    r"(?:[\[{<][\s*\u25cf\u2022_x.\u2026\u2588\\-]{1,60}[\]}>]"
    rf"|\[\**(?:{_HIDDEN_WORD})[^\[\]]{{0,60}}\]"
    r"|(?<![\w*])(?:\\?\*){3,40}(?![\w*])|\*\*(?=\s?%)"
    r"|\u2588{1,60}|(?<![\w.])_{2,60}(?!\w)|\bx{2,10}\b)"
)


def beginning(words: Iterable[str]) -> str:
    """Return an expression that looks ahead for the first letters of any of `words`, in small.

    A word begins at no letter that follows another; any sign that closes nothing may begin one.
    A search stands mostly where none of it does, and so need try nothing else there.
    """
    openings = {
        re.escape(word[:2]) + (r"\b" if word.isalpha() and len(word) < 3 else "") for word in words
    }
    return rf"(?=[^\sa-z.,;:'\")\]]|(?<![a-z])(?:{'|'.join(sorted(openings))}))"


NUMBER_WORDS = (*_VALUES, *_TIMES, "half", "xxx")
"""Every word that a number can begin with."""

NUMBER = (
    rf"{beginning(NUMBER_WORDS)}(?:(?P<ordinal>\b{_ORDINAL})"
    rf"|(?P<times>\b(?:{'|'.join(_TIMES)})\b)"
    rf"|(?P<words>\b{_CARDINAL})(?P<half>{_GAP}and{_GAP}(?:a|one){_GAP}half\b)?"
    r"|(?P<halfonly>\b(?:one[\s-])?half\b(?:\s{1,3}of)?(?:\s{1,3}an?\b)?)"
    rf"|(?<![\w.#])(?P<digits>{_DIGITS})(?P<nth>(?:st|nd|rd|th)\b)?"
    rf"(?P<scale>\s{{1,3}}(?:{'|'.join(_SCALES)})\b)?"
    rf"|[\(\[]\s{{0,2}}(?P<wrapped>{_DIGITS})(?P<wrappednth>(?:st|nd|rd|th))?\s{{0,2}}[\)\]]"
    rf"|(?P<hidden>{_HIDDEN}))"
)
"""The pattern of a number in folded text, to be read by `number_at`."""

_NUMBER = re.compile(NUMBER)
_IN_DIGITS = re.compile(
    rf"[\s-]{{0,4}}(?:[\(\[]?\s{{0,3}}(?P<digits>{_DIGITS})(?:st|nd|rd|th|x)?"
    rf"|\(\s{{0,3}}(?P<hidden>{_HIDDEN}))\s{{0,3}}(?P<scale>(?:{'|'.join(_SCALES)})\b)?"
    r"\s{0,3}[\)\]]"
)
_IN_WORDS = re.compile(rf"\s{{0,3}}\(\s{{0,3}}(?P<words>{_CARDINAL}|{_ORDINAL})\s{{0,3}}\)")
_TOKEN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands in the text.

    `value` follows the digits; `words` is the number in words where it differs from them.
    """

    start: int
    end: int
    value: Decimal | None  # None: hidden or left open
    words: Decimal | None = None
    ordinal: bool = False  # "fifth", "5th"
    times: bool = False  # "once", "twice"
    paired: bool = False  # in words and digits: a number for certain
    open: bool = False  # a blank that may be no number at all: "____", "XX", "[ ]"


def fold(text: str) -> str:
    """Lower the case and unify quotes, dashes and blanks, keeping every offset."""
    return text.translate(_FOLD)


def parse_words(text: str) -> Decimal | None:
    """Read a cardinal or ordinal in words, or return None where it is none.

    >>> parse_words("one hundred and eighty")
    Decimal('180')
    """
    total = current = 0
    words = [word for word in _TOKEN.findall(fold(text)) if word != "and"]
    if not words:
        return None
    for word in words:
        if word in _SCALES:
            total += current * _SCALES[word]
            current = 0
        elif word == "hundred":
            current *= 100
        elif word in _VALUES:
            current += _VALUES[word]
        else:
            return None
    return Decimal(total + current)


def number_at(folded: str, position: int) -> Number | None:
    """Read the number that begins at `position` of folded text."""
    found = _NUMBER.match(folded, position)
    return _read(found) if found else None


def _read(found: re.Match[str]) -> Number:
    """Turn a match into a number, together with its twin in brackets."""
    start, end = found.span()
    if found["words"] or found["ordinal"] or found["times"]:
        return _with_digits(found)
    if found["digits"]:
        return _with_words(found)
    if found["hidden"]:
        return _hidden(found)
    if found["wrapped"]:
        return Number(start, end, _decimal(found["wrapped"]), ordinal=bool(found["wrappednth"]))
    return Number(start, end, Decimal("0.5"))


def _decimal(digits: str, scale: str | None = None) -> Decimal:
    value = Decimal(digits.replace(",", ""))
    return value * _SCALES[scale.strip()] if scale else value


def _with_digits(found: re.Match[str]) -> Number:
    if found["times"]:
        words: Decimal | None = Decimal(_TIMES[found["times"]])
    else:
        words = parse_words(found["words"] or found["ordinal"])
    if words is not None and found["half"]:
        words += Decimal("0.5")
    number = Number(
        found.start(),
        found.end(),
        words,
        ordinal=bool(found["ordinal"]),
        times=bool(found["times"]),
    )
    twin = _IN_DIGITS.match(found.string, found.end())
    if not twin:
        return number
    value = _decimal(twin["digits"], twin["scale"]) if twin["digits"] else words
    differs = words if words != value else None
    return replace(number, end=twin.end(), value=value, words=differs, paired=True)


def _with_words(found: re.Match[str]) -> Number:
    value = _decimal(found["digits"], found["scale"])
    number = Number(found.start(), found.end(), value, ordinal=bool(found["nth"]))
    twin = _IN_WORDS.match(found.string, found.end())
    if not twin:
        return number
    words = parse_words(twin["words"])
    differs = words if words != value else None
    return replace(number, end=twin.end(), words=differs, paired=True)


def _hidden(found: re.Match[str]) -> Number:
    start, end = found.span()
    text = found["hidden"]
    blank = not text.strip("[]{}<> ") or text[0] in "_x"
    twin = _IN_DIGITS.match(found.string, end)
    if twin and "(" in twin[0]:
        value = _decimal(twin["digits"]) if twin["digits"] else None
        return Number(start, twin.end(), value)
    return Number(start, end, None, open=blank)
