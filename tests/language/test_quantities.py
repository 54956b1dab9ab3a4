"""What counts as a quantity, what it is worth, and what is none."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lint.language.quantities import base_value, compare, find_quantities
from contract_lint.model import Dimension

# text | quoted words | value[..high] or ? | unit | comparator [| number in words]
TABLE = """
payment is due thirty (30) days later | thirty (30) days | 30 | d | =
thirty(30) days | thirty(30) days | 30 | d | =
30 (thirty) calendar days | 30 (thirty) calendar days | 30 | d | =
one hundred and eighty days | one hundred and eighty days | 180 | d | =
for a period of two years | two years | 2 | y | =
twenty-four (24) hours | twenty-four (24) hours | 24 | h | =
in 24h | 24h | 24 | h | =
a 48-hour window | 48-hour | 48 | h | =
a thirty-day period | thirty-day | 30 | d | =
a thirty (30)-day period | thirty (30)-day | 30 | d | =
on the fifth Business Day after dispatch | fifth Business Day | 5 | bd | =
not later than the fifth Business Day after dispatch | fifth Business Day | 5 | bd | <=
the tenth (10th) business day following | tenth (10th) business day | 10 | bd | =
by the tenth day of each month | tenth day ; each month | 10 ; 1 | d ; /mo | <= ; =
one month's notice | one month | 1 | mo | =
12 months' prior written notice | 12 months | 12 | mo | =
within a year of launch | a year | 1 | y | <=
upon a month's notice | a month | 1 | mo | =
half a year | half a year | 0.5 | y | =
1.5 years | 1.5 years | 1.5 | y | =
at least eighteen months | eighteen months | 18 | mo | >=
ten Working Days | ten Working Days | 10 | bd | =
3 banking days | 3 banking days | 3 | bd | =
three (3) consecutive months | three (3) consecutive months | 3 | mo | =
two calendar quarters | two calendar quarters | 6 | mo | =
two weeks | two weeks | 2 | wk | =
the first anniversary of the Effective Date | first anniversary | 1 | y | =
a 24-hour/365-day hotline | 24-hour ; 365-day | 24 ; 365 | h ; d | = ; =
said 30-day period | 30-day | 30 | d | =
ninety (90) day(s) | ninety (90) day(s) | 90 | d | =
with [30] days | [30] days | 30 | d | =
one (1) to two (2) business days | one (1) to two (2) business days | 1..2 | bd | =
between 5 and 10 days | 5 and 10 days | 5..10 | d | =
30 days to 60 days | 30 days to 60 days | 30..60 | d | =
thirty (30) or sixty (60) days | thirty (30) ; sixty (60) days | 30 ; 60 | d ; d | = ; =
30 and 60 days | 30 ; 60 days | 30 ; 60 | d ; d | = ; =
not less than ten (10) nor more than twenty (20) days | ten (10) ; twenty (20) days | 10 ; 20 | d ; d | >= ; <=
stored at 2-8 degC | 2-8 degC | 2..8 | degC | =
2 °C to 8°C | 2 °C to 8°C | 2..8 | degC | =
2C to 8C | 2C to 8C | 2..8 | degC | =
between 2 and 8 degrees C | 2 and 8 degrees C | 2..8 | degC | =
minus 150 degrees Celsius | minus 150 degrees Celsius | -150 | degC | =
at -150 degC | -150 degC | -150 | degC | =
at –70 °C | –70 °C | -70 | degC | =
at or below -60 °C | -60 °C | -60 | degC | <=
above -15 ºC | -15 ºC | -15 | degC | >=
viability of 70 % | 70 % | 70 | % | =
seventy percent (70%) | seventy percent (70%) | 70 | % | =
thirty (30%) percent | thirty (30%) percent | 30 | % | =
thirty percent (30%) or more | thirty percent (30%) | 30 | % | >=
110% of the forecast | 110% | 110 | % | =
shall not vary by more than 25% | 25% | 25 | % | <=
approximately 5 per cent | 5 per cent | 5 | % | ~
USD 10 million | USD 10 million | 10000000 | USD | =
$5,000,000 per claim | $5,000,000 | 5000000 | USD | =
EUR 2.5m | EUR 2.5m | 2500000 | EUR | =
two million U.S. dollars ($2,000,000) | two million U.S. dollars ($2,000,000) | 2000000 | USD | =
a fee of £250k | £250k | 250000 | GBP | =
US$ 40,000 | US$ 40,000 | 40000 | USD | =
500 Euros | 500 Euros | 500 | EUR | =
limits of not less than $1,000,000 | $1,000,000 | 1000000 | USD | >=
deliver 200 vials | 200 vials | 200 | vials | =
not fewer than two hundred (200) vials | two hundred (200) vials | 200 | vials | >=
three routine samples | three routine samples | 3 | samples | =
two (2) persons | two (2) persons | 2 | persons | =
one (1) sealed envelope | one (1) sealed | 1 | sealeds | =
at least 1.0 mL | 1.0 mL | 1.0 | mL | >=
500 g | 500 g | 500 | g | =
10 kg of substance | 10 kg | 10 | kg | =
5 mg/mL | 5 mg/mL | 5 | mg/ml | =
up to 2 audits | 2 audits | 2 | audits | <=
once per calendar quarter | once per calendar quarter | 4 | /y | =
no less often than once per calendar quarter | once per calendar quarter | 4 | /y | >=
once per calendar year | once per calendar year | 1 | /y | =
only once a year | once a year | 1 | /y | <=
twice a year | twice a year | 2 | /y | =
every six months | every six months | 2 | /y | =
every other month | every other month | 6 | /y | =
every two (2) years | every two (2) years | 0.5 | /y | =
once every 24 months | once every 24 months | 0.5 | /y | =
meet monthly | monthly | 1 | /mo | =
quarterly meetings | quarterly | 4 | /y | =
reported annually | annually | 1 | /y | =
an annual audit | annual | 1 | /y | =
each calendar month | each calendar month | 1 | /mo | =
semi-annually | semi-annually | 2 | /y | =
bi-weekly | bi-weekly | 26..104 | /y | =
no more than one (1) audit in any twelve (12) month period | one (1) audit in any twelve (12) month period | 1 | /y | <=
two audits of the plant per year | two audits of the plant per year | 2 | /y | =
three (3) times per week | three (3) times per week | 3 | /wk | =
at 3-month intervals | 3-month intervals | 4 | /y | =
>= 1 /mo | 1 /mo | 1 | /mo | >=
[***] days | [***] days | ? | d | =
[*] Business Days | [*] Business Days | ? | bd | =
[**]% of the price | [**]% | ? | % | =
**** days | **** days | ? | d | =
**** percent (****%) | **** percent (****%) | ? | % | =
____ days | ____ days | ? | d | =
[●] days | [●] days | ? | d | =
[XX] days | [XX] days | ? | d | =
a fee of $[***] | $[***] | ? | USD | =
at least [* * *] vials | [* * *] vials | ? | vials | >=
the first [***] of the forecast | [***] | ? | | =
within [***] of receipt | [***] | ? | | <=
no more often than once every [***] months | once every [***] months | ? | /y | <=
thirty (60) days | thirty (60) days | 60 | d | = | 30
ten percent (15%) | ten percent (15%) | 15 | % | = | 10
not less than 30 days | 30 days | 30 | d | >=
no fewer than 30 days | 30 days | 30 | d | >=
a minimum of 30 days | 30 days | 30 | d | >=
a minimum period of 30 days | 30 days | 30 | d | >=
≥ 30 days | 30 days | 30 | d | >=
30 days or more | 30 days | 30 | d | >=
not more than 30 days | 30 days | 30 | d | <=
a period not to exceed 30 days | 30 days | 30 | d | <=
in no event shall such time exceed 30 days | 30 days | 30 | d | <=
maximum of 30 days | 30 days | 30 | d | <=
within 30 days | 30 days | 30 | d | <=
no later than 30 days after | 30 days | 30 | d | <=
no later than 30 days prior to | 30 days | 30 | d | >=
not earlier than 30 days before | 30 days | 30 | d | <=
not earlier than 30 days after | 30 days | 30 | d | >=
<= 48 h from request | 48 h | 48 | h | <=
in no event shall cover be less than $5,000,000 | $5,000,000 | 5000000 | USD | >=
if the impurity exceeds 2% | 2% | 2 | % | >=
"""
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in TABLE.replace(" | | ", " |  | ").split("\n")
    if line
]


def number(said: str) -> tuple[Decimal | None, Decimal | None]:
    if said == "?":
        return None, None
    low, _, high = said.partition("..")
    return Decimal(low), Decimal(high) if high else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_quantities(row: list[str]) -> None:
    text, quotes, values, units, comparators, *words = row
    found = find_quantities(text, 100)

    assert [text[q.span.start - 100 : q.span.end - 100] for q in found] == quotes.split(" ; ")
    assert [(q.value, q.high) for q in found] == [number(v) for v in values.split(" ; ")]
    assert [q.unit for q in found] == units.split(" ; ")
    assert [str(q.comparator) for q in found] == comparators.split(" ; ")
    assert [q.words for q in found] == ([Decimal(words[0])] if words else [None] * len(found))
    assert [q.redacted for q in found] == [q.value is None for q in found]


@pytest.mark.parametrize(
    "text",
    [
        "as of January 1, 2020",
        "under 21 CFR 211 and 21 C.F.R. Part 600",
        "Section 4.2 Days are counted",
        "pursuant to Section 12 months pass",
        '1.8 "Business Day" means a day on which banks are open',
        "this 15th day of May, 2013",
        "the first day of the following month",
        "in the second year of the Term",
        "call 555-0100 or write to 12 Main Street, Basel 4056",
        "Exhibit 2 and Schedule 3",
        "5.3 Retention Samples",
        "1617 Long Boulevard Suite 500",
        "at any time",
        "one or more of the Parties",
        "if such day is not a business day",
        "once the Product is released",
        "Article XX",
        "Signed: ________",
        "omitted parts are marked with [***] and filed separately",
        "**Term.** The term",
        "for each",
        "",
    ],
)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_a_period_blacked_out_with_its_unit_is_still_a_period() -> None:
    dimensions = [
        find_quantities(text)[0].dimension
        for text in ("within [***] of receipt", "at least [***] advance notice", "with [***] waste")
    ]

    assert dimensions == [Dimension.TIME, Dimension.TIME, Dimension.COUNT]


@pytest.mark.parametrize(
    ("value", "unit", "dimension", "base"),
    [
        ("48", "h", Dimension.TIME, "2"),
        ("1", "bd", Dimension.TIME, "1"),
        ("5", "bd", Dimension.TIME, "7"),
        ("30", "bd", Dimension.TIME, "42"),
        ("2", "wk", Dimension.TIME, "14"),
        ("1", "mo", Dimension.TIME, "30"),
        ("12", "mo", Dimension.TIME, "365"),
        ("18", "mo", Dimension.TIME, "545"),
        ("2", "y", Dimension.TIME, "730"),
        ("2", "/mo", Dimension.RATE, "24"),
        ("1", "/wk", Dimension.RATE, "52"),
        ("2", "kg", Dimension.MASS, "2000"),
        ("5", "mL", Dimension.VOLUME, "0.005"),
        ("-94", "degF", Dimension.TEMPERATURE, "-70"),
        ("7", "usd", Dimension.MONEY, "7"),
        ("70", "%", Dimension.PERCENT, "70"),
        ("200", "vials", Dimension.COUNT, "200"),
    ],
)
def test_base_value(value: str, unit: str, dimension: Dimension, base: str) -> None:
    assert base_value(Decimal(value), unit) == (dimension, Decimal(base))


@pytest.mark.parametrize(
    ("text", "wanted", "unit", "expected"),
    [
        ("one Business Day", "24", "h", 0),
        ("one day", "24", "h", 0),
        ("five Business Days", "7", "d", 0),
        ("five Business Days", "1", "wk", 0),
        ("30 days", "1", "mo", 0),
        ("12 months", "1", "y", 0),
        ("52 weeks", "1", "y", 0),
        ("thirty (30) Business Days", "45", "d", -1),
        ("five Business Days", "5", "d", 1),
        ("72 hours", "1", "bd", 1),
        ("10 business days", "10", "bd", 0),
        ("89 days", "90", "d", -1),
        ("every six months", "1", "/y", 1),
        ("monthly", "12", "/y", 0),
        ("quarterly", "1", "/mo", -1),
        ("$5,000,000", "10000000", "USD", -1),
        ("$5,000,000", "10000000", "EUR", None),
        ("200 vials", "200", "vial", 0),
        ("200 vials", "200", "", 0),
        ("200 vials", "200", "kits", None),
        ("-80 degC", "-70", "degC", -1),
        ("0.5 kg", "500", "g", 0),
        ("[***] days", "30", "d", None),
        ("30 days", "30", "%", None),
    ],
)
def test_compare(text: str, wanted: str, unit: str, expected: int | None) -> None:
    assert compare(find_quantities(text)[0], Decimal(wanted), unit) == expected


@given(st.integers(1, 400), st.sampled_from(["h", "d", "bd", "wk", "mo", "y"]))
def test_more_of_a_unit_is_never_less_time(value: int, unit: str) -> None:
    assert base_value(Decimal(value), unit)[1] < base_value(Decimal(value + 1), unit)[1]


PIECES = st.sampled_from(
    [
        "thirty",
        "(30)",
        " ",
        "days",
        "[***]",
        "%",
        "$",
        "-",
        "one",
        "half",
        "every",
        "each",
        "per",
        "year",
        "a",
        "once",
        "twice",
        "1,000",
        "2.5",
        "to",
        "and",
        "or",
        "month",
        "°C",
        "minus",
        "(",
        ")",
        ".",
        "within",
        "at least",
        "audits",
        "vials",
        "/",
        "monthly",
        "second",
        "\n",
        "’s",
        "notice",
        "XX",
        "____",
        "million",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map(" ".join)))
def test_any_text_yields_sorted_quantities_inside_it(text: str) -> None:
    found = find_quantities(text, 7)

    edges = [edge for q in found for edge in (q.span.start, q.span.end)]
    assert edges == sorted(edges)
    assert all(7 <= q.span.start < q.span.end <= len(text) + 7 for q in found)


@pytest.mark.parametrize(
    "piece",
    ["( ( (", "one ", "1 ", "1 to ", "thirty (30), ", "every ", "a ", "$ ", "[***] ", "- ", "once ",
     "not ", "period of ", "thirty (", "1, ", "two audits of the of "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.process_time()
    find_quantities(text)

    assert time.process_time() - begun < 3
