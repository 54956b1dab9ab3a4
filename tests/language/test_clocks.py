"""Which clocks a provision sets: direction, period, event, and words without a number."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lint.language.clocks import find_clocks
from contract_lint.language.quantities import find_quantities
from contract_lint.model import Clock

# text | clock; clock ... where clock is: direction period-or-word [@ anchor [= event words]]
TABLE = """
within five (5) Business Days after receipt of the written request | within 5bd @ receipt = receipt of the written request
The CDMO shall notify the Sponsor within 24 hours of becoming aware of the deviation. | within 24h @ discovery = becoming aware of the deviation
within two days from discovery of the defect | within 2d @ discovery = discovery of the defect
no later than thirty (30) days after the end of manufacture of the Batch | within 30d @ end of manufacture
within 30 days after completion of manufacturing | within 30d @ end of manufacture
not later than the fifth Business Day after delivery | within 5bd @ delivery = delivery
in no event later than 3 days following arrival at the warehouse | within 3d @ delivery
within ten (10) days after placement of a purchase order | within 10d @ order
within 10 days after the requested delivery date | within 10d @ delivery
within 5 days of the request by the Sponsor | within 5d @ request
at least sixty days before the date on which it is to be implemented, in writing | before 60d @ implementation = the date on which it is to be implemented
within 48 hours of the initial OOS result | within 48h @ initial result
within one day after confirmation of the result | within 1d @ confirmation
within one day of its occurrence | within 1d @ occurrence
one (1) Business Day after completion of the investigation | within 1bd @ end of investigation
at least two days before the next steering meeting | before 2d @ next meeting
within 60 days of the Effective Date | within 60d @ effective date
within 30 days from the date hereof | within 30d @ effective date
within thirty days of release of the Batch | within 30d @ release
within ten days after the Change takes effect | within 10d @ implementation
within 5 days following such Change of Control | within 5d @ other
net 30 days | within 30d
up to 90 days following termination | within 90d @ termination
by the tenth (10th) day of each month | within 10d @ other = each month; every 1/mo
Upon receipt of the report, Supplier shall within ten (10) days respond. | within 10d @ receipt = receipt of the report
at least ninety (90) days prior to implementation of the change | before 90d @ implementation = implementation of the change
not later than ninety (90) days prior to the shipment | before 90d @ delivery
ten (10) days in advance | before 10d
the change is announced six months in advance. | before 6mo
Upon thirty (30) days' prior written notice, Sponsor may audit | before 30d @ notice
on not less than 10 Business Days notice | before 10bd @ notice
six (6) months advance written notification | before 6mo @ notice
with at least [***] advance notice | before ? @ notice
giving 12 months' notice of termination to the other Party | before 12mo @ termination
at least 180 days' prior written notice before any change to the Process | before 180d @ implementation
notice of not less than five (5) days | before 5d @ notice
a notice period of 90 days | before 90d @ notice
following sixty (60) days' notice to the other Party | before 60d @ notice
not earlier than 30 days after the Effective Date | after 30d @ effective date
effective thirty (30) days after sending the letter | after 30d @ other
delivery shall be not less than 120 days from the purchase order date | after 120d @ order
for a period of five (5) years after the expiration date of the Batch | for 5y @ expiry date
for 5 years following expiry of the shelf life of the Batch | for 5y @ expiry date
for at least two years following termination of this Agreement | for 2y @ termination
Records shall be retained for at least 7 years from the date of manufacture | for 7y @ end of manufacture
kept at least five years after the expiration or termination of this Agreement | for 5y @ termination
retained until two (2) years beyond the expiration | for 2y @ termination
during the thirty (30) day period following receipt of notice | for 30d @ receipt
The term shall continue for three (3) years. | for 3y
at least [***] prior to the expiration date of the Initial Term | before ? @ termination
within [***] of receipt | within ? @ receipt = receipt
once per calendar year | every 1/y
not more than one audit in any twelve (12) month period | every 1/y
Within 30 days following the end of each calendar quarter | within 30d @ other = the end of each calendar quarter; every 4/y
within one (1) Business Day of completion of the investigation, and within three (3) days of discovery | within 1bd @ end of investigation; within 3d @ discovery
The Supplier shall promptly notify the Customer of any deviation. | within vague
promptly upon learning of such an inspection | within vague @ discovery = learning of such an inspection
as soon as reasonably practicable after receipt of the samples | within vague @ receipt
without undue delay | within vague
in a timely manner | within vague
within a reasonable time | within vague
upon reasonable prior written notice | before vague @ notice
for a reasonable period of time | for vague
the Parties shall meet from time to time | every vague
reviewed periodically | every vague
as amended from time to time |
immediately upon learning of the event | within immediate @ discovery
forthwith | within immediate
on the same Business Day | within immediate
provide immediate written notice | within immediate
in immediately available funds |
the calendar year immediately preceding the request |
the word "promptly" has no meaning |
promptly, and in any event within 24 hours, after discovery | within 24h @ discovery = discovery
promptly after discovery (but in no event later than two (2) Business Days) | within 2bd @ discovery = discovery
as soon as possible, but in all events within three days | within 3d
reasonable notice of not less than five (5) days | before 5d @ notice
without undue delay and at the latest within 48 hours | within 48h
promptly notify the Sponsor; the report follows within 10 days | within vague; within 10d
a 12-month supply |
deliver 200 vials at -80 degC |
"""
ROWS = [tuple(line.split(" |", 1)) for line in TABLE.strip().split("\n")]


def read(text: str, offset: int = 0) -> list[Clock]:
    return find_clocks(text, find_quantities(text, offset), offset)


def tell(text: str, clock: Clock, *, event: bool) -> str:
    if clock.period:
        value = "" if clock.period.value is None else f"{clock.period.value}{clock.period.unit}"
        said = value or "?"
    else:
        said = "vague" if clock.vague else "immediate"
    anchor = f" @ {clock.anchor}" if clock.anchor else ""
    words = text[clock.event.start : clock.event.end] if clock.event and event else ""
    return f"{clock.direction} {said}{anchor}" + (f" = {words}" if words else "")


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=lambda part: part[:60])
def test_clocks(text: str, expected: str) -> None:
    wanted = [clock.strip() for clock in expected.split(";") if clock.strip()]
    found = read(text)

    assert [
        tell(text, clock, event=" = " in (wanted[i] if i < len(wanted) else ""))
        for i, clock in enumerate(found)
    ] == wanted


def test_spans_are_shifted_with_the_text() -> None:
    text = "Notify within two (2) days after receipt."
    plain, shifted = read(text)[0], read(text, 50)[0]

    assert plain.event and shifted.event and shifted.period
    assert shifted.span.start == plain.span.start + 50
    assert shifted.event.start == plain.event.start + 50
    assert shifted.period == find_quantities(text, 50)[0]


PIECES = st.sampled_from(
    [
        "within",
        "thirty (30) days",
        "after",
        "receipt",
        "of",
        "notice",
        "prior to",
        "promptly",
        ", and",
        "in any event",
        "upon",
        ";",
        ".",
        "at least",
        "for a period of",
        "[***]",
        "the",
        "change",
        "once per year",
        "(",
        ")",
        "immediately",
        "from time to time",
        "monthly",
        "'",
        "termination",
        "reasonable",
        "no later than",
        "\n",
        "shall",
        "is",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map(" ".join)))
def test_any_text_yields_clocks_inside_it(text: str) -> None:
    found = read(text, 11)

    assert found == sorted(found, key=lambda clock: clock.span)
    for clock in found:
        assert 11 <= clock.span.start < clock.span.end <= len(text) + 11
        assert clock.event is None or 11 <= clock.event.start < clock.event.end <= len(text) + 11
        assert bool(clock.period) + clock.vague + clock.immediate == 1


@pytest.mark.parametrize(
    "piece",
    ["within ", "at least a period of ", "30 days after ", "promptly ", "upon receipt ",
     "as soon as ", "reasonable prior ", "30 days prior written ", "completion of the the ",
     "changed from time to time ", "30 days' notice of the is ", "( "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    quantities = find_quantities(text)
    begun = time.process_time()
    find_clocks(text, quantities)

    assert time.process_time() - begun < 4
