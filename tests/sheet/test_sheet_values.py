"""The small languages of single cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.model import Limit, Strength
from contract_lint.sheet.values import (
    LIMITS,
    UNITS,
    decimal_text,
    find_number,
    parse_amount,
    parse_documents,
    parse_limit,
    parse_number,
    parse_stages,
    parse_strength,
    parse_unit,
    split_list,
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("48", "48"),
        ("-150", "-150"),
        ("−150", "-150"),
        ("minus 150", "-150"),
        ("1,000", "1000"),
        ("1.000.000", "1000000"),
        ("1'000", "1000"),
        ("10 000", "10000"),
        ("1\u202f000", "1000"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("0,5", "0.5"),
        ("0,005", "0.005"),
        ("2.5", "2.5"),
        ("10 M", "10000000"),
        ("10m", "10000000"),
        ("1.5 million", "1500000"),
        ("2 Mio.", "2000000"),
        ("1e6", "1000000"),
        ("1 x 10^6", "1000000"),
        ("ten", "10"),
        ("Twenty-four", "24"),
        ("one hundred and eighty", "180"),
        ("two thousand five hundred", "2500"),
        ("a hundred", "100"),
        ("thirty (30)", "30"),
        ("30 (thirty)", "30"),
        ("~30", "30"),
        ("７０", "70"),
    ],
)
def test_a_number_is_read_however_it_is_written(cell: str, value: str) -> None:
    assert parse_number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["", "as needed", "tbd", "and", "a", "many", "30 days", "[***]"])
def test_what_is_no_number_is_none(cell: str) -> None:
    assert parse_number(cell) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_any_decimal_is_read_back(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == value


@given(st.integers(min_value=1, max_value=10**12))
def test_thousands_separators_do_not_change_a_number(value: int) -> None:
    for mark in (",", "'", " ", "\u00a0"):
        assert parse_number(f"{value:,}".replace(",", mark)) == value


@given(st.text(max_size=60))
def test_no_text_upsets_the_number_reader(text: str) -> None:
    found = find_number(text)
    assert found is None or found[0].is_finite()
    parse_amount(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_is_written_without_needless_zeros(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        (">=", Limit.AT_LEAST),
        ("≥", Limit.AT_LEAST),
        ("=>", Limit.AT_LEAST),
        ("At least", Limit.AT_LEAST),
        ("min.", Limit.AT_LEAST),
        ("no less  than", Limit.AT_LEAST),
        ("mindestens", Limit.AT_LEAST),
        ("<=", Limit.AT_MOST),
        ("max", Limit.AT_MOST),
        ("Höchstens", Limit.AT_MOST),
        ("not later than", Limit.AT_MOST),
        ("=", Limit.EQUAL),
        ("Required", Limit.PRESENT),
        ("absent", Limit.ABSENT),
        ("all of", Limit.ALL_OF),
        ("NONE_OF", Limit.NONE_OF),
        ("roughly", None),
        ("", None),
    ],
)
def test_a_limit_has_many_names(cell: str, limit: Limit | None) -> None:
    assert parse_limit(cell) is limit


@given(st.sampled_from(sorted(LIMITS)), st.sampled_from([str.upper, str.title, str.strip]))
def test_the_case_of_a_limit_does_not_matter(word: str, change: object) -> None:
    assert callable(change)
    assert parse_limit(f" {change(word)} ") is LIMITS[word]


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("hours", "h"),
        ("Calendar Days", "d"),
        ("business days", "bd"),
        ("Arbeitstage", "bd"),
        ("days (business)", "bd"),
        ("wks", "wk"),
        ("month(s)", "mo"),
        ("years", "y"),
        ("per year", "/y"),
        ("monthly", "/mo"),
        ("per cent", "%"),
        ("°C", "degC"),
        ("deg C", "degC"),
        ("$", "USD"),
        ("€", "EUR"),
        ("vial", "vials"),
        ("batch", "batches"),
        ("mL", "mL"),
        ("$/mo", "USD/mo"),
        ("% / year", "%/y"),
        ("USD/vial", "USD/vial"),
        ("cats/dogs", None),
        ("furlongs", None),
        ("M", None),
    ],
)
def test_a_unit_has_one_name(cell: str, unit: str | None) -> None:
    assert parse_unit(cell) == unit


def test_the_names_of_units_name_themselves() -> None:
    assert {unit: parse_unit(unit) for unit in UNITS.values()} == {u: u for u in UNITS.values()}


@pytest.mark.parametrize(
    ("cell", "limit", "value", "unit", "rest"),
    [
        (">= 200 vials", Limit.AT_LEAST, "200", "vials", ""),
        ("≤30d", Limit.AT_MOST, "30", "d", ""),
        ("within 5 business days of receipt", Limit.AT_MOST, "5", "bd", "of receipt"),
        ("thirty (30) days after receipt", None, "30", "d", "after receipt"),
        ("USD 10 million", None, "10000000", "USD", ""),
        ("$5,000", None, "5000", "USD", ""),
        ("70%", None, "70", "%", ""),
        ("200 vials (min)", Limit.AT_LEAST, "200", "vials", ""),
        ("3 or more", Limit.AT_LEAST, "3", "", ""),
        ("1 /y", None, "1", "/y", ""),
    ],
)
def test_an_amount_may_hold_its_own_limit_and_unit(
    cell: str, limit: Limit | None, value: str, unit: str, rest: str
) -> None:
    amount = parse_amount(cell)
    assert amount is not None
    assert (amount.limit, amount.value, amount.unit, amount.rest) == (
        limit,
        Decimal(value),
        unit,
        rest,
    )


@pytest.mark.parametrize("cell", ["2 to 8", "2-8", "2 – 8 degC", "as needed", "about twelve-ish x"])
def test_a_range_or_a_phrase_is_no_amount(cell: str) -> None:
    assert parse_amount(cell) is None


@pytest.mark.parametrize(
    ("cell", "types", "complains"),
    [
        ("SOW", ("SOW",), False),
        ("QAG+MSA", ("QAG", "MSA"), False),
        ("Quality Agreement", ("QAG",), False),
        ("quality agreement and MSA", ("QAG", "MSA"), False),
        ("any", (), False),
        ("", (), False),
        ("MSA/QAG", (), True),
        ("SOW, QAG", (), True),
        ("Charter", (), True),
    ],
)
def test_documents_are_types_joined_by_plus(
    cell: str, types: tuple[str, ...], complains: bool
) -> None:
    found, complaint = parse_documents(cell)
    assert found == types
    assert bool(complaint) is complains


@pytest.mark.parametrize(
    ("cell", "strength"),
    [
        ("Must", Strength.MUST),
        ("High", Strength.MUST),
        ("mandatory", Strength.MUST),
        ("Medium", Strength.SHOULD),
        ("could have", Strength.INFO),
        ("Low", Strength.INFO),
        ("purple", None),
    ],
)
def test_strength_knows_the_words_of_priorities(cell: str, strength: Strength | None) -> None:
    assert parse_strength(cell) is strength


def test_stages_and_lists() -> None:
    assert parse_stages("all") == ((), "")
    assert parse_stages("Clinical; PPQ") == (("clin", "ppq"), "")
    assert parse_stages("someday")[1]
    assert split_list("a; b;;a ;-") == ("a", "b")
