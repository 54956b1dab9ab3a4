"""Numbers in words, in digits, in both, and blacked out."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.language.numbers import beginning, fold, number_at, parse_words

ONES = [
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
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int, glue: str, hyphen: str) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (hyphen + ONES[ones] if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    head, rest = divmod(number, size)
    words = f"{spell(head, glue, hyphen)} {name}"
    return words + (f"{glue}{spell(rest, glue, hyphen)}" if rest else "")


@given(st.integers(0, 999_999), st.sampled_from([" ", " and "]), st.sampled_from(["-", " "]))
def test_a_number_in_words_reads_back(number: int, glue: str, hyphen: str) -> None:
    words = spell(number, glue, hyphen)

    assert parse_words(words) == number
    found = number_at(words, 0)
    assert found is not None
    assert (found.value, found.end) == (number, len(words))


@given(st.integers(0, 10**9))
def test_digits_with_and_without_commas_agree(number: int) -> None:
    plain, grouped = number_at(f"{number} ", 0), number_at(f"{number:,} ", 0)

    assert plain and grouped
    assert plain.value == grouped.value == number


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("thirty (30)", "30", None),
        ("thirty(30)", "30", None),
        ("thirty [30]", "30", None),
        ("thirty 30)", "30", None),
        ("30 (thirty)", "30", None),
        ("thirty (60)", "60", "30"),
        ("60 (thirty)", "60", "30"),
        ("tenth (10th)", "10", None),
        ("once (1)", "1", None),
        ("twenty ([***])", "20", None),
        ("[***] (15)", "15", None),
        ("(15)", "15", None),
        ("two and a half", "2.5", None),
        ("two and one-half (2.5)", "2.5", None),
        ("half", "0.5", None),
        ("10 million", "10000000", None),
        ("two million five hundred thousand", "2500000", None),
        ("Twenty\u2011Four", "24", None),
        ("a hundred and ten", "110", None),
        ("twenty-first", "21", None),
    ],
)
def test_both_spellings_of_a_number_are_one(text: str, value: str, words: str | None) -> None:
    found = number_at(fold(text), 0)

    assert found is not None
    assert (found.start, found.end) == (0, len(text))
    assert found.value == Decimal(value)
    assert found.words == (Decimal(words) if words else None)


@pytest.mark.parametrize(
    "text",
    ["[***]", "[*]", "[* * *]", "[●]", "[XX]", "{***}", "****", "[redacted]", "[**TBD]", "█████"],
)
def test_a_hidden_number_has_no_value(text: str) -> None:
    found = number_at(fold(text), 0)

    assert found is not None
    assert (found.value, found.end) == (None, len(text))


@pytest.mark.parametrize("text", ["**bold**", "1.2.3", "tenant", "oneself", "[a]", "* * *", ""])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert number_at(fold(text), 0) is None


@pytest.mark.parametrize("text", ["", "days", "thirty days", "and"])
def test_other_words_are_no_number(text: str) -> None:
    assert parse_words(text) is None


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="one twenty-hundred()[]*_0123456789,.", max_size=60))
def test_a_number_lies_inside_its_text(text: str) -> None:
    for position in range(len(text)):
        found = number_at(text, position)
        assert found is None or position <= found.start < found.end <= len(text)


@pytest.mark.parametrize("piece", ["one ", "twenty-", "[ ", "* ", "_", "1,", "x", "[*", "( ( ("])
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.process_time()
    position = 0
    while position < len(text):
        found = number_at(text, position)
        position = found.end if found else position + 1

    assert time.process_time() - begun < 2


def test_a_number_is_sought_only_where_one_of_its_words_may_begin() -> None:
    form = re.compile(beginning(("an", "half", "us$")))
    text = "an and half us$ bus$ behalf, 5)"

    assert [found.start() for found in form.finditer(text)] == [0, 7, 12, 14, 19, 29]
