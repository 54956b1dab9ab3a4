import pytest
from segment_documents import document

from contract_lint.model import Contract
from contract_lint.segment import segment


def definitions(contract: Contract) -> list[tuple[str, str]]:
    return [(term.name, contract.document.quote(term.span)) for term in contract.terms]


FORMS = [
    ('1. "Goods" means vials.', [("Goods", '"Goods" means vials.')]),
    ("1. “Goods” shall mean vials.", [("Goods", "“Goods” shall mean vials.")]),
    (
        "1. \"Goods' has the meaning set forth in Exhibit A.",
        [("Goods", "\"Goods' has the meaning set forth in Exhibit A.")],
    ),
    (
        '1. "Good Practice" or "GxP" means the rules in force.',
        [
            ("Good Practice", '"Good Practice" or "GxP" means the rules in force.'),
            ("GxP", '"Good Practice" or "GxP" means the rules in force.'),
        ],
    ),
    ("1. **Goods** means vials.", [("Goods", "**Goods** means vials.")]),
    ("1. “**Fine Goods**” means vials.", [("Fine Goods", "“**Fine Goods**” means vials.")]),
    ("1. Maker sells vials (the “**Goods**”) to Buyer.", ["Goods"]),
    (
        '1. "Affiliate" of a Party means its parent.',
        [("Affiliate", '"Affiliate" of a Party means its parent.')],
    ),
    (
        "1. Affiliate(s) shall exclude the bank.",
        [("Affiliate(s)", "Affiliate(s) shall exclude the bank.")],
    ),
    (
        "1. First. Maker sells vials (the “Goods”) to Buyer. Next sentence.",
        [("Goods", "Maker sells vials (the “Goods”) to Buyer.")],
    ),
    ("1. They meet (each, a “Party” and together, the “Parties”).", ["Party", "Parties"]),
    ("1. The day of signing (hereinafter referred to as the 'Start Date') counts.", ["Start Date"]),
    ('1. Maker marks the box "Fragile" and sends it.', []),
    ("1. Maker's goods and Buyer's money change hands.", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_definitions_are_found(text: str, expected: list[object]) -> None:
    found = definitions(segment(document(text)))

    if expected and isinstance(expected[0], str):
        assert [name for name, _ in found] == expected
    else:
        assert found == expected


def test_a_list_of_definitions_in_one_paragraph_is_cut_at_each_term() -> None:
    text = '1. DEFINITIONS\n\nIn this Agreement: "Batch" means a run. It has a number. "Cell" means a cell.'

    assert definitions(segment(document(text))) == [
        ("Batch", '"Batch" means a run.'),
        ("Cell", '"Cell" means a cell.'),
    ]


def test_a_definition_of_its_own_clause_holds_its_items() -> None:
    text = '1.1 "Event" means (a) rain; or (b) snow.\n\n1.2 "Batch" means a run. It has a number.'

    assert definitions(segment(document(text))) == [
        ("Event", '"Event" means (a) rain; or (b) snow.'),
        ("Batch", '"Batch" means a run. It has a number.'),
    ]


def test_lines_of_a_definitions_clause_define_without_quotation_marks() -> None:
    text = "1. Definitions\n\nBusiness Day: a day on which banks open.\n\nBatch means a run.\n\n2. Price: ten."

    assert [name for name, _ in definitions(segment(document(text)))] == ["Business Day", "Batch"]


def test_a_term_knows_its_clause_and_comes_as_often_as_it_is_defined() -> None:
    contract = segment(document('1. "Fee" means ten.\n\n2. "Fee" means twenty.'))

    assert [contract.clauses[term.clause].number for term in contract.terms] == ["1", "2"]
