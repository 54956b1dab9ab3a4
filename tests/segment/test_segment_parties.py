from pathlib import Path

import pytest
import yaml
from segment_documents import document

from contract_lint.model import Contract, DocumentType, Role
from contract_lint.segment import segment

SHARED = Path(__file__).parents[2] / ".." / "shared" / "gold" / "dev"


def roles(contract: Contract) -> dict[str, Role | None]:
    return {alias: party.role for party in contract.parties for alias in party.aliases}


INTRODUCTIONS = [
    pytest.param(
        'This Agreement is made by and between Alder Bio, Inc., a Delaware corporation ("Alder"), and '
        'Birch Works Ltd., having its office at 9 Mill Road ("Birch") (each a "Party").',
        {"Alder Bio, Inc.": "Alder", "Birch Works Ltd.": "Birch"},
        id="short names in brackets",
    ),
    pytest.param(
        'THIS AGREEMENT is between: ALDER LTD., with offices in Riga. Hereinafter referred to as "Customer" '
        'And BIRCH LTD. with offices in Oslo. Hereinafter referred to as "Contractor."',
        {"ALDER LTD.": "Customer", "BIRCH LTD.": "Contractor"},
        id="hereinafter",
    ),
    pytest.param(
        'BETWEEN:\n\nAlder Bio, Inc., a company in Boston ("Customer")\n\nAND:\n\nBirch AG, a company in '
        'Basel ("Supplier" and, collectively with Customer, the "Parties")',
        {"Alder Bio, Inc.": "Customer", "Birch AG": "Supplier"},
        id="a name to a line",
    ),
    pytest.param(
        'Licence Agreement between Alder Pharma AG, Zug "Licensor" / "ALDER" and Birch Farma S.A., Porto '
        '"Licensee" / "BIRCH" on the sale of tablets',
        {"Alder Pharma AG": "ALDER", "Birch Farma S.A.": "BIRCH"},
        id="two names with a stroke between",
    ),
    pytest.param(
        'WHEREAS ALDER is a company with headquarters in Bonn ("ALDER") and Birch Co. LTD is a company '
        'with its offices in Cork (" BIRCH"), each a "Party", WHEREAS ALDER will sell. ALDER shall sell. '
        "ALDER shall ship. ALDER shall test. BIRCH shall pay. BIRCH shall test. BIRCH shall order.",
        {"ALDER": "ALDER", "Birch Co. LTD": "BIRCH"},
        id="recitals only",
    ),
]


@pytest.mark.parametrize(("text", "expected"), INTRODUCTIONS)
def test_parties_are_introduced(text: str, expected: dict[str, str]) -> None:
    contract = segment(document(text))

    assert {party.name: True for party in contract.parties} == dict.fromkeys(expected, True)
    for party in contract.parties:
        assert expected[party.name] in party.aliases
        assert list(party.aliases) == sorted(party.aliases, key=lambda a: (-len(a), a))


def test_every_way_of_writing_a_name_is_an_alias() -> None:
    text = (
        'Agreement between ALDER BIO, INC., a corporation ("Alder") and Birch LLC, a company ("Birch").'
        "\n\n1. Alder Bio shall pay. ALDER pays. Signed: Alder Bio, Inc."
    )

    party = segment(document(text)).parties[0]

    assert {"ALDER BIO, INC.", "Alder Bio, Inc.", "Alder Bio", "ALDER", "Alder"} <= set(
        party.aliases
    )


FRONT = 'Agreement between Alder Inc., a corporation ("{a}") and Birch Inc., a corporation ("{b}").\n\n1. '
LANGUAGE = [
    ("Birch", "Birch shall manufacture and supply the Product to Alder. Alder shall pay Birch."),
    (
        "Birch",
        "Alder engages Birch to perform the Services. Birch will perform the Services for Alder.",
    ),
    (
        "Birch",
        "Alder shall issue Purchase Orders. Birch's facility shall be open. Alder's forecast binds.",
    ),
    (
        "Birch",
        "Product is manufactured by Birch and supplied to Alder, and Alder desires that Birch do so.",
    ),
    ("Alder", "Birch shall purchase the Product from Alder. Birch shall place orders with Alder."),
    (
        "Alder",
        "Alder has appointed Birch as its exclusive distributor. Birch will be a distributor of Alder.",
    ),
]


@pytest.mark.parametrize(("maker", "sentences"), LANGUAGE)
def test_who_makes_and_who_buys_tells_the_roles(maker: str, sentences: str) -> None:
    found = roles(segment(document(FRONT.format(a="Alder", b="Birch") + sentences)))

    buyer = "Alder" if maker == "Birch" else "Birch"
    assert (found[maker], found[buyer]) == (Role.CDMO, Role.SPONSOR)


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("The Company shall manufacture Product for Client.", Role.CDMO),
        ("The Company shall purchase Product from Supplier.", Role.SPONSOR),
    ],
)
def test_company_is_whatever_the_verbs_make_of_it(company: str, expected: Role) -> None:
    other = "Client" if expected is Role.CDMO else "Supplier"
    text = FRONT.format(a="the Company", b=other) + company

    assert roles(segment(document(text)))["Company"] is expected


def test_a_confidentiality_agreement_has_parties_without_roles() -> None:
    text = FRONT.format(a="Alder", b="Birch") + "Each Party shall keep the other Party's secrets."

    assert set(roles(segment(document(text))).values()) == {None}


def test_roles_that_are_given_win() -> None:
    text = (
        FRONT.format(a="Alder", b="Birch") + "Birch shall manufacture and supply Product to Alder."
    )
    given = {Role.SPONSOR: ["Birch"], Role.CDMO: ["Alder", "Cedar"]}

    contract = segment(document(text), type=DocumentType.QAG, roles=given)

    assert contract.type is DocumentType.QAG
    assert roles(contract)["Birch"] is Role.SPONSOR
    assert "Cedar" in contract.names_of(Role.CDMO)


def test_role_words_are_parties_where_nobody_is_named() -> None:
    text = "1. The Supplier shall make the Goods. The Supplier will test them. The Customer shall pay. The Customer may cancel."

    assert roles(segment(document(text))) == {"Supplier": Role.CDMO, "Customer": Role.SPONSOR}


TITLES = [
    ("QUALITY AGREEMENT\n\nThis agreement complements the Supply Agreement.", DocumentType.QAG),
    ("Technical Quality Agreement\n\nText.", DocumentType.QAG),
    ("STATEMENT OF WORK No. 3\n\nunder the Master Services Agreement.", DocumentType.SOW),
    ("Exhibit A\n\nWork Order 7\n\nText.", DocumentType.SOW),
    ("MASTER SUPPLY AGREEMENT\n\nText.", DocumentType.SUP),
    ("Commercial Manufacturing Agreement\n\nText.", DocumentType.SUP),
    ("DEVELOPMENT AND MANUFACTURING SERVICES AGREEMENT\n\nText.", DocumentType.MSA),
    ("Master Services Agreement\n\nText.", DocumentType.MSA),
    ("MUTUAL NON-DISCLOSURE AGREEMENT\n\nText.", DocumentType.OTHER),
    ("LICENSE AGREEMENT\n\nPurchase Orders and forecasts of Product.", DocumentType.OTHER),
    ('THIS AMENDMENT NO. 1 (this "Amendment") to the Supply Agreement of May.', DocumentType.SUP),
    ("Dear all,\n\nwe met.", DocumentType.OTHER),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_the_title_tells_the_type(text: str, expected: DocumentType) -> None:
    assert segment(document(text)).type is expected


def test_words_tell_the_type_where_the_title_does_not() -> None:
    text = "OUTSOURCING AGREEMENT\n\n1. Buyer sends purchase orders and a forecast of Product.\n\n"

    assert segment(document(text)).type is DocumentType.SUP


@pytest.mark.shared
def test_types_and_roles_of_real_agreements() -> None:
    labels = sorted(SHARED.glob("*.yaml"))
    if not labels:
        pytest.skip("no labelled agreements beside the checkout")
    wrong = []
    for path in labels:
        label = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        contract = segment(document(path.with_suffix(".txt").read_text(encoding="utf-8")))
        expected = {name: Role(role) for role, names in label["roles"].items() for name in names}
        found = roles(contract)
        wrong += [(path.stem, n) for n, role in expected.items() if found.get(n, role) is not role]
        wrong += [(path.stem, r) for r in Role if not contract.names_of(r)]
        wrong += [(path.stem, contract.type)] if contract.type != label["type"] else []
    assert wrong == []


def test_a_role_word_that_the_text_slips_into_is_an_alias() -> None:
    text = FRONT.format(a="Alder", b="Birch") + (
        "Birch shall manufacture and supply Product to Alder. Supplier's records are kept. Any Manufacturer "
        "will do for sugar."
    )

    contract = segment(document(text))

    assert "Supplier" in contract.names_of(Role.CDMO)
    assert "Manufacturer" not in contract.names_of(Role.CDMO)


def test_a_name_ends_at_its_legal_form() -> None:
    text = (
        'Made between Alder, Inc., 8 Kestrel Wharf, Boston ("Client") and Birch (Ireland) Ltd., Mill '
        'Street, Cork, a company ("Manufacturer").'
    )

    assert [party.name for party in segment(document(text)).parties] == [
        "Alder, Inc.",
        "Birch (Ireland) Ltd.",
    ]
