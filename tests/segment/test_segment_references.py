import pytest
from segment_documents import document

from contract_lint.model import Contract, ReferenceKind
from contract_lint.segment import segment

FRAME = (
    "SUPPLY AGREEMENT\n\nThis Supply Agreement binds Maker and Buyer.\n\n"
    "1. Supply\n\n1.1 Maker shall (a) make and (b) test.\n\n1.2 {text}\n\n"
    "ARTICLE IV\n\nLast words.\n\nExhibit A\n\n3.1 Vials.\n\nSchedule 1 - Prices\n\nTen crowns."
)


def references(text: str) -> tuple[Contract, list[tuple[str, str, str | None]]]:
    contract = segment(document(FRAME.format(text=text)))
    found = [
        (
            str(reference.kind),
            reference.target,
            None if reference.clause is None else contract.clauses[reference.clause].number,
        )
        for reference in contract.references
    ]
    return contract, found


CASES = [
    ("As Section 1.1 says.", [("clause", "1.1", "1.1")]),
    ("As section 1.1(b) of this Agreement says.", [("clause", "1.1(b)", "1.1(b)")]),
    (
        "As Sections 1.1(a), (b) and 1.2 say.",
        [("clause", "1.1(a)", "1.1(a)"), ("clause", "1.1(b)", "1.1(b)"), ("clause", "1.2", "1.2")],
    ),
    ("As Article IV says.", [("clause", "Article IV", "Article IV")]),
    ("As Article 4 says.", [("clause", "Article 4", "Article IV")]),
    ("As § 9.9 says.", [("clause", "9.9", None)]),
    ("As clause 4.2bis(a) says.", [("clause", "4.2bis(a)", None)]),
    ("As Art. 4 and Art. 77 say.", [("clause", "Article 4", "Article IV")]),
    ("As 21 U.S.C. § 335a(a) or (b) asks.", [("statute", "21 U.S.C. § 335a(a)", None)]),
    ("By Minn. Stat. § 80C.14 we act.", [("statute", "Minn. Stat. § 80C.14", None)]),
    (
        "See Exhibit A and Schedule 1.",
        [("exhibit", "Exhibit A", "Exhibit A"), ("exhibit", "Schedule 1", "Schedule 1")],
    ),
    (
        "See Section 3.1 of Exhibit A.",
        [("clause", "Exhibit A 3.1", "Exhibit A 3.1"), ("exhibit", "Exhibit A", "Exhibit A")],
    ),
    ("See Appendices B and C.", [("exhibit", "Appendix B", None), ("exhibit", "Appendix C", None)]),
    ("As Section 1.1 of the MSA says.", [("document", "MSA", None), ("document", "MSA", None)]),
    (
        "As the Quality Agreement and each Statement of Work say.",
        [("document", "QAG", None), ("document", "SOW", None)],
    ),
    (
        "Buyer sends a Purchase Order under the Lease Agreement.",
        [("document", "Purchase Order", None), ("document", "Lease Agreement", None)],
    ),
    ("This Supply Agreement stands. The Agreement stands.", []),
    (
        "As 21 CFR 211.22 and ICH Q7 ask.",
        [("statute", "21 CFR 211.22", None), ("statute", "ICH Q7", None)],
    ),
    ("As Section 506C of the FD&C Act asks.", [("statute", "Section 506C of the FD&C Act", None)]),
    ("As EudraLex Volume 4, Annex 15 asks.", [("statute", "EudraLex Volume 4, Annex 15", None)]),
    ("Within 2.5 hours at 40 C.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_references_are_found_and_resolved(
    text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert references(text)[1] == expected


def test_an_item_is_sought_near_the_reference_first() -> None:
    text = "5. Five\n\n(a) one\n\n(b) as in paragraph (a).\n\n6. Six\n\n(a) two\n\n(b) as in paragraph (a)."

    contract = segment(document(text))

    assert [contract.clauses[r.clause or 0].number for r in contract.references] == ["5(a)", "6(a)"]


def test_a_number_in_an_exhibit_means_the_exhibit_first() -> None:
    text = "1. One\n\nText.\n\n2. Two\n\nText.\n\nExhibit B\n\n1. Eins\n\nText.\n\n2. Zwei\n\nAs Section 1 says."

    contract = segment(document(text))

    assert [r.target for r in contract.references] == ["1"]
    assert contract.clauses[contract.references[0].clause or 0].number == "Exhibit B 1"


def test_labels_and_tables_of_contents_are_no_references() -> None:
    contents = "\n".join(f"Section {n} Chapter ..... {n}" for n in range(1, 6))
    text = f"CONTENTS\n{contents}\n\nSection 1. Supply\n\nText.\n\nSection 2. Term\n\nText."

    contract = segment(document(text))

    assert contract.references == ()
    assert all(r.kind is ReferenceKind.CLAUSE for r in contract.references)
