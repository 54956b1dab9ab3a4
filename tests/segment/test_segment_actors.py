"""Sides of parties that a passage names without introducing them."""

import pytest

from contract_lint.model import Role
from contract_lint.segment.actors import LONGEST, find_actors

NOBODY: dict[Role, tuple[str, ...]] = {Role.CDMO: ("Manufacturer",), Role.SPONSOR: ("Client",)}
MAKER, OWNER = Role.CDMO, Role.SPONSOR


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Arden shall report each deviation to Brisa.", {"Arden": MAKER, "Brisa": OWNER}),
        ("Should Brisa ask for raw data, Arden shall send them.", {"Arden": MAKER, "Brisa": OWNER}),
        ("The laboratory of Arden shall test each lot.", {"Arden": MAKER}),
        ("Arden's plant is audited once a year.", {"Arden": MAKER}),
        ("Brisa may audit the plant.", {"Brisa": OWNER}),
        ("Samples are stored by Arden; Brisa is informed.", {"Arden": MAKER, "Brisa": OWNER}),
        ("The Client is told by Arden, who shall keep a list.", {}),
        ("Arden shall keep the records that the Client asks for.", {"Arden": MAKER}),
        ("The Manufacturer shall report deviations to Brisa.", {"Brisa": OWNER}),
        ("The Manufacturer shall report deviations to the Client and to Brisa.", {}),
        ("Routine audits shall be announced. Defects must be notified.", {}),
        ("Drug Substance shall be stored at the plant in Linz.", {}),
        ("Batch records shall be kept.", {}),
        (
            "Arden Cell Labs Ltd shall inform Brisa Pharma.",
            {
                "Arden Cell Labs Ltd": MAKER,
                "Arden": MAKER,
                "Brisa Pharma": OWNER,
                "Brisa": OWNER,
            },
        ),
        (
            "The plant is that of Arden Bio; the Client visits it.",
            {"Arden Bio": MAKER, "Arden": MAKER},
        ),
        ("Audits are held by Brisa.", {"Brisa": OWNER}),
        ("Arden shall tolerate audits.", {"Arden": MAKER}),
        ("The Manufacturer tells Brisa as Client of delays.", {"Brisa": OWNER}),
        ("The Client, the Manufacturer and others may talk.", {}),
    ],
)
def test_sides_of_those_who_act(text: str, sides: dict[str, Role]) -> None:
    assert find_actors(text, NOBODY) == sides


def test_nothing_is_told_of_a_whole_contract() -> None:
    text = "Arden shall report each deviation to Brisa. "

    assert find_actors(text * (LONGEST // len(text) + 1), NOBODY) == {}
