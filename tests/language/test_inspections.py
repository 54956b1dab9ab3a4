"""Who may look into whose books and premises, in the words that contracts use."""

import re

import pytest

from contract_lint.language.inspections import find_inspections
from contract_lint.language.norms import Names

NAMES = Names(
    re.compile(r"(?<!\w)(?:(?P<name>Client|Maker))(?!\w)"), {"Client": "Sponsor", "Maker": "CDMO"}
)


@pytest.mark.parametrize(
    "text",
    [
        "Client may, once a year and during business hours, audit the books of Maker.",
        (
            "Client shall have the right (which may be exercised by its accountants), on ten days' notice, to "
            "examine the records on which the royalties are based."
        ),
        "Maker shall permit Client and its consultants to inspect any premises where the Product is filled.",
        "Maker shall grant Client reasonable access to the Facility so that it can verify compliance.",
        "Such accounts shall be open at all reasonable times for inspection by an independent accountant.",
        "Maker shall make these ledgers available, on request, for audit by Client.",
        "Any new plant is subject to a separate audit by Client.",
        "Where Client has cause, Maker shall admit Client's own auditors within 48 hours.",
        "The technical terms include the right of Client to conduct inspections.",
        "Maker shall allow Client access to its accounts relating to the sale of the Product.",
        "Client may cause an independent firm to examine the books of account of Maker.",
    ],
)
def test_a_right_to_look_is_found(text: str) -> None:
    found = list(find_inspections(text, NAMES))
    assert found
    assert any(one.records or one.premises for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Client shall inspect each shipment within ten days of its receipt at the warehouse.",
        "Client may inspect the Products on arrival and reject those with a visible defect.",
        "Maker shall keep complete books and records of all sales for five years.",
        "Client may inspect advertising material that bears its Marks.",
        "Any Regulatory Authority may inspect the Facility.",
        "Maker shall give Client a copy of the findings of any inspection by an authority.",
        "Maker shall notify Client of each inspection of the Facility.",
        "Client shall not be entitled to inspect the accounts of an earlier year.",
        "Billing, reporting, auditing.",
        "Maker shall allow Client access to its premises to deliver the Materials.",
        "Client may disclose these terms to a firm that performs a financial audit.",
        "Maker reviews the audit trail of the records of each batch.",
    ],
)
def test_other_words_on_audits_and_inspections_give_none(text: str) -> None:
    assert list(find_inspections(text, NAMES)) == []


def test_what_is_looked_into_is_told_apart() -> None:
    books, plant = (
        next(find_inspections(text, NAMES))
        for text in ("Client may examine the ledgers.", "Client may inspect the plant.")
    )

    assert (books.records, books.premises) == (True, False)
    assert (plant.records, plant.premises) == (False, True)
