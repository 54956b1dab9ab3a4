"""Write a count the way Word's number formats do: 4, iv, D, fourth."""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
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
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ODD_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_MARKS = "*†‡§"
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"),
    (60, "ס"), (50, "נ"), (40, "מ"), (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"),
    (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_LOWER_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_MOST_REPEATS = 30  # Word stops at 780 = 30 x 26 as well


def lower_roman(count: int) -> str:
    """Return `count` in small Roman numerals, in digits where they have none."""
    if not 0 < count < 4000:
        return str(count)
    written = []
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written.append(letters * times)
    return "".join(written)


def lower_letter(count: int) -> str:
    """Return a, b, ... z, aa, bb, ... as Word counts."""
    return _repeated(count, "abcdefghijklmnopqrstuvwxyz")


def ordinal(count: int) -> str:
    """Return 1st, 2nd, 3rd, 4th."""
    if count % 100 in {11, 12, 13}:
        return f"{count}th"
    return f"{count}{({1: 'st', 2: 'nd', 3: 'rd'}).get(count % 10, 'th')}"


def cardinal_text(count: int) -> str:
    """Return One, Twenty-one; in digits from a thousand."""
    return _cardinal(count).capitalize() if 0 <= count < 1000 else str(count)


def ordinal_text(count: int) -> str:
    """Return First, Twenty-first; with digits from a thousand."""
    if not 0 <= count < 1000:
        return ordinal(count)
    head, dash, tail = _cardinal(count).rpartition("-" if count % 100 > 20 else " ")
    if tail in _ODD_ORDINALS:
        tail = _ODD_ORDINALS[tail]
    else:
        tail = f"{tail.removesuffix('y')}ieth" if tail.endswith("y") else f"{tail}th"
    return f"{head}{dash}{tail}".capitalize()


def _cardinal(count: int) -> str:
    if count >= 100:
        hundreds, rest = divmod(count, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {_cardinal(rest)}" if rest else "")
    if count < 20:
        return _ONES[count]
    tens, ones = divmod(count, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def _repeated(count: int, letters: str) -> str:
    times, index = divmod(count - 1, len(letters))
    if count < 1 or times >= _MOST_REPEATS:
        return str(count)
    return letters[index] * (times + 1)


def _hebrew(count: int) -> str:
    if not 0 < count < 1000:
        return str(count)
    written = []
    while count:
        value, letters = next(pair for pair in _HEBREW if pair[0] <= count)
        written.append(letters)
        count -= value
    return "".join(written)


def _shifted(count: int, zero: str) -> str:
    """Write decimal digits of another script, whose zero is `zero`."""
    return "".join(chr(ord(zero) + int(digit)) for digit in str(abs(count)))


def _enclosed(count: int, one: str) -> str:
    return chr(ord(one) + count - 1) if 1 <= count <= 20 else f"({count})"


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "lowerRoman": lower_roman,
    "upperRoman": lambda count: lower_roman(count).upper(),
    "lowerLetter": lower_letter,
    "upperLetter": lambda count: lower_letter(count).upper(),
    "ordinal": ordinal,
    "cardinalText": cardinal_text,
    "ordinalText": ordinal_text,
    "decimalZero": lambda count: f"{count:02}",
    "decimalZero3": lambda count: f"{count:03}",
    "hex": lambda count: f"{count:X}",
    "numberInDash": lambda count: f"- {count} -",
    "chicago": lambda count: _repeated(count, _MARKS),
    "decimalEnclosedCircle": lambda count: _enclosed(count, "①"),
    "decimalEnclosedParen": lambda count: _enclosed(count, "⑴"),
    "decimalEnclosedFullstop": lambda count: _enclosed(count, "⒈"),
    "decimalFullWidth": lambda count: _shifted(count, "０"),
    "hindiNumbers": lambda count: _shifted(count, "٠"),
    "thaiNumbers": lambda count: _shifted(count, "๐"),
    "hebrew1": _hebrew,
    "russianLower": lambda count: _repeated(count, _LOWER_RUSSIAN),
    "russianUpper": lambda count: _repeated(count, _LOWER_RUSSIAN.upper()),
    "none": lambda _count: "",
    "bullet": lambda _count: "",
}


def write_count(count: int, number_format: str) -> str:
    """Return `count` in a format of ST_NumberFormat (ECMA-376 part 1, 17.18.59).

    Formats of other scripts that are not known here are written in decimal digits.
    """
    return _FORMATS.get(number_format, str)(count)
