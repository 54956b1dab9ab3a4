"""Sets of documents: who prevails, where a row is wanted, and what an amendment replaces."""

from pathlib import Path

import pytest

from contract_lint.align import Aligner
from contract_lint.align.amendments import Effect, find_amendments
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, DocumentType, Judgement, Place, ReadContract
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

PARTIES = (
    ' is made between Arden Therapeutics, Inc. ("Sponsor") and Brisa Biologics AG ("CDMO"), '
    "who shall manufacture the Product for Sponsor.\n\n"
)
OPENINGS = {
    "msa": "# Master Services Agreement\n\nThis Master Services Agreement",
    "qag": "# Quality Agreement\n\nThis Quality Agreement",
    "sup": "# Supply Agreement\n\nThis Supply Agreement",
    "sow": "# Statement of Work No. 1\n\nThis Statement of Work, under the Master Services Agreement,",
    "first": "# Amendment No. 1 to the Quality Agreement\n\nThis Amendment No. 1 to the Quality Agreement",
    "second": "# Amendment No. 2 to the Quality Agreement\n\nThis Amendment No. 2 to the Quality Agreement",
}
ROW = {
    "id": "R1",
    "requirement": "Deviations are reported within 3 business days",
    "area": "QAO",
    "party": "CDMO",
    "action": "notify",
    "object": "deviation",
    "limit": "<=",
    "value": "3",
    "unit": "bd",
    "clock_from": "discovery",
}
AUDIT = {
    "id": "R2",
    "requirement": "The customer may audit the plant",
    "party": "Sponsor",
    "action": "permit",
    "object": "audit",
    "limit": "present",
}
APPROVAL = {
    "id": "R3",
    "requirement": "No subcontracting without our prior written approval",
    "party": "CDMO",
    "action": "obtain_approval",
    "object": "subcontracting",
    "limit": "present",
}
TWO = (
    "1. CDMO shall notify Sponsor of each deviation within two (2) Business Days of its discovery."
)
FIVE = TWO.replace("two (2)", "five (5)")
RECORDS = "1. CDMO shall keep batch records for ten years."


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


class Deal:
    """Documents of a set, written and read for one test."""

    def __init__(self, analyzer: Analyzer, folder: Path) -> None:
        self._analyzer = analyzer
        self._folder = folder

    def read(self, **bodies: str) -> list[ReadContract]:
        reads = []
        for name, body in bodies.items():
            path = self._folder / f"{name}.md"
            path.write_text(f"{OPENINGS[name]}{PARTIES}{body}\n")
            reads.append(self._analyzer.read(segment(read(path))))
        return reads

    def judge(
        self, row: dict[str, str], *, rank: tuple[DocumentType, ...] = (), **bodies: str
    ) -> Judgement:
        reads = self.read(**bodies)
        documents = DocumentSet("deal", tuple(each.contract for each in reads), rank)
        asked, problems = parse_row(row, Place(Path("rows.csv"), 2))
        assert asked is not None, problems
        return Aligner(self._analyzer, reads, documents).judge(asked)


@pytest.fixture
def deal(analyzer: Analyzer, tmp_path: Path) -> Deal:
    return Deal(analyzer, tmp_path)


def places(judgement: Judgement) -> list[tuple[str, str]]:
    """Return file and clause of each piece of evidence."""
    return [(each.contract.document.path.stem, each.clause) for each in judgement.evidence]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (
            "If this Agreement and the Quality Agreement conflict, the Quality Agreement prevails.",
            "weaker",
        ),
        ("Where the Quality Agreement and this Agreement differ, this Agreement governs.", "met"),
        (
            (
                "The Quality Agreement takes precedence over this Agreement on all matters of quality; "
                "otherwise this Agreement controls."
            ),
            "weaker",
        ),
        ("This Agreement overrides the Quality Agreement if they are inconsistent.", "met"),
        ("Order of precedence: (1) this Agreement; (2) the Quality Agreement; (3) any SOW.", "met"),
        (
            "The papers rank in the following order: the Quality Agreement, this Agreement, the SOWs.",
            "weaker",
        ),
        (
            (
                "The documents have this order of precedence:\n\n(a) the Quality Agreement;\n\n"
                "(b) this Agreement; and\n\n(c) each Statement of Work."
            ),
            "weaker",
        ),
        (
            (
                "This Agreement shall control in all respects save for quality matters, for which the "
                "Quality Agreement shall control."
            ),
            "weaker",
        ),
        ("Notwithstanding anything in the Quality Agreement, the terms hereof control.", "met"),
        ("Nothing in the Quality Agreement shall override this Agreement.", "met"),
        ("This Agreement prevails over any Statement of Work.", "conflict"),
        ("The documents are of equal rank and none of them prevails.", "conflict"),
        ("The Parties shall meet each month.", "conflict"),
    ],
)
def test_the_words_on_precedence_decide(deal: Deal, words: str, verdict: str) -> None:
    judgement = deal.judge(ROW, msa=f"{TWO}\n\n2. {words}", qag=FIVE)

    assert judgement.verdict.value == verdict, judgement.reason


def test_the_configured_order_comes_before_the_words(deal: Deal) -> None:
    prevails = "2. This Agreement prevails over the Quality Agreement."

    judgement = deal.judge(ROW, rank=(DocumentType.QAG,), msa=f"{TWO}\n\n{prevails}", qag=FIVE)

    assert judgement.verdict.value == "weaker"


def test_a_conflict_names_both_places(deal: Deal) -> None:
    judgement = deal.judge(ROW, msa=TWO, qag=FIVE)

    assert judgement.verdict.value == "conflict"
    assert places(judgement) == [("qag", "1"), ("msa", "1")]
    assert "five (5)" in judgement.reason
    assert "two (2)" in judgement.reason


def test_what_one_document_forbids_and_another_allows_is_a_conflict(deal: Deal) -> None:
    judgement = deal.judge(
        APPROVAL,
        msa="1. CDMO shall not subcontract any Services without the prior written consent of Sponsor.",
        qag="1. CDMO may subcontract any Services without the consent of Sponsor.",
    )

    assert judgement.verdict.value == "conflict"
    assert sorted(places(judgement)) == [("msa", "1"), ("qag", "1")]


@pytest.mark.parametrize(
    ("wanted", "msa", "qag", "verdict"),
    [
        ("any", TWO, RECORDS, "met"),
        ("QAG", TWO, RECORDS, "weaker"),
        ("QAG", RECORDS, TWO, "met"),
        ("QAG+MSA", TWO, TWO, "met"),
        ("QAG+MSA", TWO, RECORDS, "weaker"),
        ("QAG+MSA", RECORDS, RECORDS, "missing"),
    ],
)
def test_a_row_is_met_where_it_is_wanted(
    deal: Deal, wanted: str, msa: str, qag: str, verdict: str
) -> None:
    judgement = deal.judge(ROW | {"document": wanted}, msa=msa, qag=qag)

    assert judgement.verdict.value == verdict, judgement.reason


REPLACING = [
    "1. Section 1 of the Quality Agreement is deleted and replaced by the following: ",
    "1. Clause 1 of the Quality Agreement is hereby amended and restated in its entirety to read as follows:\n\n",
    "1. Section 1 shall be replaced in its entirety with the following:\n\n",
    "1. With effect from today, Section 1 of the Agreement is deleted in its entirety and substituted by:\n\n",
]


@pytest.mark.parametrize("order", REPLACING)
def test_an_amendment_replaces_a_clause(deal: Deal, order: str) -> None:
    judgement = deal.judge(ROW, qag=TWO, first=f'{order}"{FIVE}"')

    assert judgement.verdict.value == "weaker"
    assert places(judgement) == [("first", "1"), ("qag", "1")]
    assert judgement.reason.endswith("first.md 1 replaces clause 1 of qag.md")


def test_the_new_words_end_where_the_next_order_begins(deal: Deal) -> None:
    reads = deal.read(
        qag=f"{TWO}\n\n2. CDMO shall keep batch records.\n\n3. Sponsor may audit the Facility.",
        first=f'1. Section 1 is replaced by the following:\n\n"{FIVE}\n\nIt shall do so in writing."\n\n'
        "2. Section 2 is deleted.\n\n3. All else stays as it is.",
    )

    replaced, deleted = find_amendments(reads)

    quote = reads[1].contract.document.quote
    words = [quote(reads[1].provisions[piece].span) for piece in sorted(replaced.speaking)]
    assert words[-1] == 'It shall do so in writing."'
    assert (deleted.effect, deleted.number, deleted.speaking) == (
        Effect.DELETED,
        "2",
        frozenset(),
    )


def test_the_later_amendment_wins(deal: Deal) -> None:
    four = TWO.replace("two (2)", "four (4)")

    judgement = deal.judge(
        ROW,
        qag=FIVE,
        second=f'1. Section 1, as amended, is replaced by the following:\n\n"{TWO}"',
        first=f'1. Section 1 is replaced by the following:\n\n"{four}"',
    )

    assert judgement.verdict.value == "met"
    assert places(judgement)[0] == ("second", "1")


def test_a_deleted_clause_is_missing_and_both_places_are_named(deal: Deal) -> None:
    whole = f"{TWO}\n\n2. Sponsor may audit the Facility once a year."

    judgement = deal.judge(AUDIT, qag=whole, first="1. Section 2 is hereby deleted.")

    assert judgement.verdict.value == "missing"
    assert places(judgement) == [("first", "1"), ("qag", "2")]
    assert "first.md 1 deletes clause 2 of qag.md" in judgement.reason


def test_an_amendment_adds_a_clause(deal: Deal) -> None:
    added = f'1. Section 1 of the Quality Agreement is amended by adding the following: "{TWO}"'

    assert deal.judge(ROW, qag=RECORDS).verdict.value == "missing"
    assert deal.judge(ROW, qag=RECORDS, first=added).verdict.value == "met"
    assert deal.judge(ROW | {"document": "QAG"}, qag=RECORDS, first=added).verdict.value == "met"


def test_an_exhibit_is_replaced_by_the_one_attached(deal: Deal) -> None:
    old = f"1. Notices are set out in Exhibit B.\n\nExhibit B\n\n{FIVE[3:]}"
    new = (
        "1. Exhibit B is deleted and replaced with Exhibit B attached hereto.\n\n2. All else stays.\n\n"
        f"Exhibit B\n\n{TWO[3:]}"
    )

    judgement = deal.judge(ROW, qag=old, first=new)

    assert judgement.verdict.value == "met"
    assert places(judgement)[:2] == [("first", "Exhibit B"), ("qag", "Exhibit B")]


def test_words_exchanged_in_a_clause_are_for_a_reader(deal: Deal) -> None:
    judgement = deal.judge(
        ROW,
        qag=TWO,
        first='1. In Section 1 of the Quality Agreement the words "two (2)" are replaced by "nine (9)".',
    )

    assert judgement.verdict.value == "unverifiable"
    assert places(judgement) == [("qag", "1"), ("first", "1")]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (
            (
                "1. Section 1 of the Master Services Agreement is replaced, for this Statement of Work, by "
                f"the following: {FIVE[3:]}"
            ),
            "weaker",
        ),
        (f"1. In lieu of Section 1 of the Master Services Agreement, {FIVE[3:]}", "weaker"),
        ("1. Section 1 of the Master Services Agreement does not apply to this Work.", "missing"),
        ("1. Tests.\n\n2. Section 1 is deleted.", "met"),  # its own section
    ],
)
def test_a_statement_of_work_replaces_only_what_it_names(
    deal: Deal, words: str, verdict: str
) -> None:
    judgement = deal.judge(ROW, msa=TWO, sow=words)

    assert judgement.verdict.value == verdict, judgement.reason
