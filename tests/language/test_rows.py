"""Rows of a requirement sheet that are only a sentence."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.language.analyzer import Analyzer
from contract_lint.language.clocks import classify_event
from contract_lint.model import Anchor, Limit, Place, Requirement

PLACE = Place(Path("sheet.csv"), 2)

# sentence -> party, action, limit, value, unit
ROWS = [
    # rights of the sponsor
    ("We can walk through the plant on three days' notice", "Sponsor", "permit", "<=", "3", "d"),
    ("The sponsor may audit at least once a year", "Sponsor", "permit", ">=", "1", "/y"),
    ("Two visits per year must be possible for our auditors", "Sponsor", "permit", ">=", "2", "/y"),
    ("For-cause inspections of the plant on 24 hours' notice", "Sponsor", "permit", "<=", "24", "h"),
    ("We have 30 days from receipt to refuse a batch", "Sponsor", "permit", ">=", "30", "d"),
    ("Faulty goods can be rejected up to 60 days after delivery", "Sponsor", "permit", ">=", "60", "d"),
    ("The buyer is free to appoint a second manufacturer", "Sponsor", "permit", "present", None, ""),
    ("Our staff may watch the campaign in the suite", "Sponsor", "permit", "present", None, ""),
    ("Unsold stock may be sold for a further year after the end", "Sponsor", "permit", ">=", "1", "y"),
    ("The client is entitled to see the raw data", "Sponsor", "permit", "present", None, ""),
    ("We can leave the contract on six months' notice or less", "Sponsor", "terminate", "<=", "6", "mo"),
    ("If a breach is not cured in 30 days we may terminate", "Sponsor", "terminate", "<=", "30", "d"),
    ("If Lenz is bankrupt we can end the agreement within a week", "Sponsor", "terminate", "<=", "1", "wk"),
    ("The cell bank belongs to us", "Sponsor", "own", "present", None, ""),
    ("Results of the study are the property of the customer", "Sponsor", "own", "present", None, ""),
    ("Our payment term is 45 days or longer", "Sponsor", "pay", ">=", "45", "d"),
    ("A batch must not cost us more than EUR 200,000", "Sponsor", "pay", "<=", "200000", "EUR"),
    # what the other side tells, hands over and answers
    ("We hear of a fire at the plant within a day", "CDMO", "notify", "<=", "1", "d"),
    ("The customer is told of any deviation within 2 business days", "CDMO", "notify", "<=", "2", "bd"),
    ("Process changes are announced at least six months ahead", "CDMO", "notify", ">=", "6", "mo"),
    ("We learn half a year beforehand that a line will be shut", "CDMO", "notify", ">=", "6", "mo"),
    ("Lenz warns us a year and a half before it sells the plant", "Lenz", "notify", ">=", "18", "mo"),
    ("The supplier informs us 90 days before it changes a raw material", "CDMO", "notify", ">=", "90", "d"),
    ("Delays are reported no later than three working days after they are known", "CDMO", "notify", "<=", "3", "bd"),
    ("The batch record reaches us in 30 days or less", "CDMO", "provide", "<=", "30", "d"),
    ("Every month the maker sends a stock list", "CDMO", "provide", ">=", "12", "/y"),
    ("The stability report is in our hands two weeks after the last test", "CDMO", "provide", "<=", "2", "wk"),
    ("A certificate of analysis accompanies each delivery", "CDMO", "provide", "present", None, ""),
    ("Copies of raw data are given to us within 5 business days of our request", "CDMO", "provide", "<=", "5", "bd"),
    ("Audit findings are answered in 30 days", "CDMO", "respond", "<=", "30", "d"),
    ("The supplier replies to a change request within ten working days", "CDMO", "respond", "<=", "10", "bd"),
    ("Orders are acknowledged within 5 business days", "CDMO", "respond", "<=", "5", "bd"),
    # approval
    ("Nothing in the master batch record is altered without our written consent", "CDMO", "obtain_approval", "present", None, ""),
    ("A new subcontractor needs our approval", "CDMO", "obtain_approval", "present", None, ""),
    ("Orbis may move production only after we have agreed in writing", "Orbis", "obtain_approval", "present", None, ""),
    ("No batch is reworked unless the client has agreed", "CDMO", "obtain_approval", "present", None, ""),
    ("Purchases over EUR 1,000 wait for our approval", "CDMO", "obtain_approval", "<=", "1000", "EUR"),
    # how long, how much, how often
    ("Records are kept for at least 15 years", "CDMO", "retain", ">=", "15", "y"),
    ("Retained samples are stored two years past the expiry date", "CDMO", "retain", ">=", "2", "y"),
    ("Lenz keeps our data secret for 7 years after the contract is over", "Lenz", "maintain", ">=", "7", "y"),
    ("Liability insurance of EUR 5 million or more", "CDMO", "maintain", ">=", "5000000", "EUR"),
    ("Four months of safety stock are held at the warehouse", "CDMO", "maintain", ">=", "4", "mo"),
    ("Capacity never falls below 110 percent of our forecast", "CDMO", "maintain", ">=", "110", "%"),
    ("The product is guaranteed for two years after delivery", "CDMO", "warrant", ">=", "2", "y"),
    ("The shelf life left at delivery is a minimum of 12 months", "CDMO", "deliver", ">=", "12", "mo"),
    ("Goods are shipped within 8 weeks after the order", "CDMO", "deliver", "<=", "8", "wk"),
    ("Rejected lots are replaced inside 45 days of our notice", "CDMO", "replace", "<=", "45", "d"),
    ("Tooling of ours is handed back within 20 days of our request", "CDMO", "return", "<=", "20", "d"),
    ("The seller cannot quit without cause on less than two years' notice", "CDMO", "terminate", ">=", "2", "y"),
    ("Yearly price rises are capped at 3 %", "CDMO", "change", "<=", "3", "%"),
    ("Of the validation cost the supplier bears three quarters or more", "CDMO", "pay", ">=", "75", "%"),
    ("The plant names a minimum of two back-up engineers", "CDMO", None, ">=", "2", "engineers"),
    ("The developer may make no competing device for five years after the end", "CDMO", "refrain", ">=", "5", "y"),
    ("The manufacturer is liable for its subcontractors", "CDMO", "remain_liable", "present", None, ""),
    ("In a shortage what there is gets allocated pro rata", "CDMO", "allocate", "present", None, ""),
    # both
    ("The parties meet once a quarter", "both", "meet", ">=", "4", "/y"),
    ("A joint steering committee meets at least twice a year", "both", "meet", ">=", "2", "/y"),
    ("The quality agreement is signed before the first batch", "both", "execute", "present", None, ""),
    ("Disputes are put before the executives within 15 days", "both", "escalate", "<=", "15", "d"),
    ("The quality agreement prevails in matters of quality", "both", "define", "present", None, ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


def row(text: str) -> Requirement:
    return Requirement("R1", text, PLACE)


@pytest.mark.parametrize(("text", "party", "action", "limit", "value", "unit"), ROWS)
def test_a_sentence_says_what_its_columns_would(
    analyzer: Analyzer,
    text: str,
    party: str,
    action: str | None,
    limit: str,
    value: str | None,
    unit: str,
) -> None:
    read = analyzer.understand(row(text))

    assert read.party == party
    assert action is None or read.action == action
    assert read.limit == Limit(limit)
    if value is None:
        assert read.value is None
    elif unit == "/y":
        rates = {"/y": 1, "/mo": 12, "/wk": 52}
        assert read.value is not None
        assert read.value * rates[read.unit] == Decimal(value)
    else:
        assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("The batch record reaches us in 30 days or less", ("batch record",)),
        ("Hidden faults can be claimed within 20 days after they are found", ("Hidden faults",)),
        ("Two routine audits a year must be possible", ("routine audits",)),
        ("Lenz hands us the release package with every lot", ("release package", "lot")),
        ("We may leave if force majeure lasts 60 days", ("force majeure",)),
    ],
)
def test_objects_are_the_nouns_without_party_verb_and_value(
    analyzer: Analyzer, text: str, objects: tuple[str, ...]
) -> None:
    assert analyzer.understand(row(text)).objects == objects


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("The report is with us within 45 days once we ask", Anchor.REQUEST),
        ("Faults can be claimed within 20 days after they are found", Anchor.DISCOVERY),
        ("A plan reaches us 30 days after the contract is over", Anchor.TERMINATION),
        ("The supplier tells us of a deviation within one day", Anchor.DISCOVERY),
        ("We have 30 days from arrival to refuse a batch", Anchor.RECEIPT),
        ("We can leave on six months' notice or less", Anchor.NOTICE),
        ("The batch record is here within 20 days after manufacture", Anchor.END_OF_MANUFACTURE),
        ("Goods leave within 60 days of our order", Anchor.ORDER),
    ],
)
def test_the_clock_starts_at_the_event_the_row_names(
    analyzer: Analyzer, text: str, anchor: Anchor
) -> None:
    assert classify_event(analyzer.understand(row(text)).clock_from) is anchor


def test_classes_and_recipient_are_read(analyzer: Analyzer) -> None:
    assert analyzer.understand(row("Major changes are announced 6 months ahead")).conditions == (
        "major",
    )
    assert analyzer.understand(row("Deviations reach customer QA in a day")).to == "Sponsor QA"


def test_columns_that_are_filled_stay(analyzer: Analyzer) -> None:
    given = Requirement(
        "R1",
        "We hear of delays in 3 days",
        PLACE,
        party="both",
        objects=("slip",),
        limit=Limit.EQUAL,
    )

    read = analyzer.understand(given)

    assert (read.party, read.objects, read.limit, read.value) == ("both", ("slip",), "=", None)
    assert "action" in read.inferred
    assert not read.inferred & {"party", "objects", "limit", "value"}


@given(st.text(alphabet="abcdeSF 0129,.'’\"%()-|", max_size=80))
def test_any_text_is_read(text: str) -> None:
    read = ANALYZER.understand(row(text))

    assert read.text == text
    assert read.limit is not None
    assert (read.value is None) == (read.limit in (Limit.PRESENT, Limit.ABSENT))


ANALYZER = Analyzer.build()
