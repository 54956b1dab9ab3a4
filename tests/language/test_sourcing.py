"""Whether a buyer is free to buy elsewhere, in the words that contracts use."""

import re

import pytest

from contract_lint.language.norms import Names
from contract_lint.language.sourcing import Tie, find_sourcing

NAMES = Names(
    re.compile(r"(?<!\w)(?:(?P<name>Client|Maker))(?!\w)"), {"Client": "Sponsor", "Maker": "CDMO"}
)


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Client may purchase the Product from third parties.", Tie.FREE),
        ("Client reserves the right to qualify a second supplier of the Drug Substance.", Tie.FREE),
        ("Client shall be free to have the Product made by another manufacturer.", Tie.FREE),
        (
            "Nothing in this Agreement shall prevent Client from ordering Product from other sources.",
            Tie.FREE,
        ),
        ("Maker shall supply the Product to Client on a non-exclusive basis.", Tie.FREE),
        ("Client shall purchase the Product exclusively from Maker.", Tie.TIED),
        ("Client shall buy all of its requirements of the Product from Maker.", Tie.TIED),
        (
            "Client agrees to order at least 80% of its annual requirements from Maker.",
            Tie.SHARE,
        ),
        ("Client shall purchase [***] of its annual requirements from Maker.", Tie.HIDDEN),
        ("Maker shall be the sole supplier of the Product to Client.", Tie.TIED),
        ("Maker is the [***] supplier of the Product for Client.", Tie.HIDDEN),
        ("Client shall not purchase the Product from any third party.", Tie.TIED),
        (
            "If Maker fails to deliver within ten days, Client may buy the Product from a third party.",
            Tie.IF,
        ),
    ],
)
def test_ties_and_freedoms(text: str, tie: Tie) -> None:
    assert tie in {found.tie for found in find_sourcing(text, NAMES)}


@pytest.mark.parametrize(
    "text",
    [
        "Maker shall manufacture the Product exclusively for Client.",
        "Maker may purchase raw materials from third parties.",
        "Client grants Maker a non-exclusive licence to use its process.",
        "Client may disclose the report to third parties.",
        "Client will not make any commitments to third parties.",
        "In order to protect third parties, Client may inform the authorities.",
        "Client shall appoint a project manager.",
    ],
)
def test_other_matters_are_left_alone(text: str) -> None:
    assert not list(find_sourcing(text, NAMES))
