from itertools import pairwise

import pytest

from contract_lint.segment.numerals import (
    Style,
    alphabetic,
    counted,
    readings_of,
    roman,
    spelled,
    step,
)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("i", 1),
        ("iv", 4),
        ("ix", 9),
        ("xiv", 14),
        ("XL", 40),
        ("lx", 60),
        ("iiii", None),
        ("", None),
    ],
)
def test_roman_numerals(numeral: str, value: int | None) -> None:
    assert roman(numeral) == value


@pytest.mark.parametrize(
    ("letters", "value"), [("a", 1), ("z", 26), ("aa", 27), ("BB", 28), ("ab", None)]
)
def test_letters_count_on_after_z(letters: str, value: int | None) -> None:
    assert alphabetic(letters) == value


def test_numbers_in_words() -> None:
    assert spelled("FOUR") == 4
    assert spelled("IV") == 4
    assert spelled("Services") is None


def test_a_letter_that_is_a_roman_numeral_too_has_two_readings() -> None:
    assert readings_of("paren", "i") == ((Style.LOWER, (9,)), (Style.SMALL_ROMAN, (1,)))
    assert readings_of("paren", "b") == ((Style.LOWER, (2,)),)
    assert readings_of("decimal", "7.2.1") == ((Style.DECIMAL, (7, 2, 1)),)


@pytest.mark.parametrize(
    "numbers", ["7 7A 7B 7C 8", "4.2 4.2bis 4.2ter 4.2quater 4.3", "12.9 12.9A 12.10", "3 3-A 4"]
)
def test_inserted_numbers_stand_between_their_neighbours(numbers: str) -> None:
    values = [counted(number) for number in numbers.split()]
    assert values == sorted(set(values))
    assert all(step(one[-1], other[-1]) == 1 for one, other in pairwise(values))
