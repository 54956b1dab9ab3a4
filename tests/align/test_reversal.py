"""Clauses that name what a row asks and deny it, gate it or let the other side out of it."""

from pathlib import Path

import pytest

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, Judgement, Place
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

HEAD = (
    "# Supply Agreement\n\nThis Agreement is made between Arden Therapeutics, Inc. "
    '("Client") and Brisa Biologics AG ("Manufacturer"), who shall manufacture the Product for '
    "Client.\n\n1. "
)
NOTIFY = {
    "requirement": "The manufacturer reports deviations within 3 business days",
    "party": "CDMO",
    "action": "notify",
    "object": "deviation",
    "limit": "<=",
    "value": "3",
    "unit": "bd",
}
AUDIT = {
    "requirement": "The customer may audit the plant",
    "party": "Sponsor",
    "action": "permit",
    "object": "audit",
    "limit": "present",
}

REJECT = {
    "requirement": "We have 45 days from receipt to reject a batch",
    "party": "Sponsor",
    "action": "permit",
    "object": "rejection of batch",
    "limit": ">=",
    "value": "45",
    "unit": "d",
    "clock_from": "receipt of batch",
}
DISPOSE = {
    "requirement": "The final disposition of a batch is ours",
    "party": "Sponsor",
    "action": "own",
    "object": "final disposition",
    "limit": "present",
}
CLOSURE = {
    "requirement": "Closure of the plant is announced 24 months ahead",
    "party": "CDMO",
    "action": "notify",
    "object": "site closure",
    "limit": ">=",
    "value": "24",
    "unit": "mo",
    "clock_from": "before closure",
}
SUBCONTRACT = {
    "requirement": "No work goes to a third party without our written approval",
    "party": "CDMO",
    "action": "obtain_approval",
    "object": "subcontracting",
    "limit": "present",
}
UNSIGNED = {
    "requirement": "No GMP work starts before the quality agreement is signed",
    "party": "CDMO",
    "action": "not_do",
    "object": "GMP activity before quality agreement",
    "limit": "present",
}
ROUTINE = {
    "requirement": "One routine audit a year at least is possible",
    "party": "Sponsor",
    "action": "permit",
    "object": "audit",
    "attribute": "frequency",
    "limit": ">=",
    "value": "1",
    "unit": "/y",
    "condition": "routine",
}

STABILITY = {
    "requirement": "The product goes on stability once a year",
    "party": "CDMO",
    "action": "test",
    "object": "stability of product",
    "limit": ">=",
    "value": "1",
    "unit": "/y",
}


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


def judge(analyzer: Analyzer, folder: Path, row: dict[str, str], clause: str) -> Judgement:
    path = folder / "supply.md"
    path.write_text(f"{HEAD}{clause}\n")
    contract = segment(read(path))
    aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
    asked, problems = parse_row({"id": "R1", **row}, Place(path, 1))
    assert asked is not None, problems
    return aligner.judge(asked)


@pytest.mark.parametrize(
    ("row", "clause", "verdict"),
    [
        (
            NOTIFY,
            "Manufacturer shall notify Client of each deviation within two (2) business days.",
            "met",
        ),
        (
            NOTIFY,
            "Manufacturer shall not notify Client of each deviation within two (2) business days.",
            "contradicted",
        ),
        (
            NOTIFY,
            (
                "Manufacturer shall not notify Client of any deviation later than two (2) business days "
                "after its discovery."
            ),
            "met",
        ),
        (
            NOTIFY,
            (
                "Manufacturer shall notify Client of each deviation within two (2) business days, except "
                "that Manufacturer may decide otherwise in its sole discretion."
            ),
            "conditional",
        ),
        (
            NOTIFY,
            (
                "Manufacturer shall notify Client of each deviation within two (2) business days, unless "
                "Client decides otherwise in its sole discretion."
            ),
            "met",
        ),
        (AUDIT, "Client may audit the Facility on ten (10) days' notice.", "met"),
        (
            AUDIT,
            (
                "Client may audit the Facility, subject in each case to Manufacturer's prior written "
                "consent."
            ),
            "conditional",
        ),
        (AUDIT, "Manufacturer shall permit Client to audit the Facility.", "met"),
        (AUDIT, "Client shall permit Manufacturer to audit the Facility.", "weaker"),
        (
            NOTIFY,
            (
                "Manufacturer shall notify Client of each deviation within two (2) business days, "
                "except where Manufacturer considers this not practicable."
            ),
            "conditional",
        ),
        (
            NOTIFY,
            (
                "Manufacturer shall notify Client of each deviation within two (2) business days, "
                "unless Client and Manufacturer determine otherwise."
            ),
            "met",
        ),
        (
            NOTIFY,
            "Manufacturer shall not: (a) notify Client of each deviation within two (2) business days.",
            "contradicted",
        ),
        (
            AUDIT,
            "Client may audit the Facility, provided that Manufacturer has given its prior consent.",
            "conditional",
        ),
        (AUDIT, "Manufacturer may audit the Facility of Client.", "weaker"),
        (AUDIT, "Client shall not have the right to audit the Facility.", "contradicted"),
        (
            REJECT,
            "Client has sixty (60) days after receipt of a batch to reject the batch.",
            "met",
        ),
        (
            REJECT,
            "Manufacturer has sixty (60) days after receipt of a batch to reject the batch.",
            "weaker",
        ),
        (
            DISPOSE,
            "The final disposition of each batch is reserved to Client.",
            "met",
        ),
        (
            DISPOSE,
            "The final disposition of each batch is reserved to Manufacturer.",
            "contradicted",
        ),
        (
            CLOSURE,
            "Manufacturer shall not give Client at least twenty-four (24) months' notice before it closes the plant.",
            "contradicted",
        ),
        (
            SUBCONTRACT,
            "Manufacturer may obtain Client's prior written approval to use a subcontractor.",
            "weaker",
        ),
        (
            UNSIGNED,
            "Client shall not start a GMP activity before the Quality Agreement has been signed.",
            "weaker",
        ),
        (
            ROUTINE,
            "Client may carry out one routine audit of the plant in [***].",
            "unverifiable",
        ),
        (
            NOTIFY,
            "Each deviation is subject to a written notice, which notice may be delivered by e-mail within two (2) business days.",
            "weaker",
        ),
        (
            SUBCONTRACT,
            "Manufacturer shall use subcontractors in compliance with the approved batch records.",
            "weaker",
        ),
        (
            STABILITY,
            "Manufacturer shall perform annual stability testing of the Product.",
            "met",
        ),
        (
            STABILITY,
            "Costs associated with annual stability testing of the Product will be quoted by Manufacturer.",
            "weaker",
        ),
    ],
)
def test_verdict(
    row: dict[str, str], clause: str, verdict: str, analyzer: Analyzer, tmp_path: Path
) -> None:
    assert judge(analyzer, tmp_path, row, clause).verdict == verdict
