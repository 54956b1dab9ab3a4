"""Rows worded as clauses: how they are read, and which clauses answer or deny them."""

from pathlib import Path

import pytest

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.row_formal import read_formal
from contract_lint.model import DocumentSet, Modality, Place, Requirement, Verdict
from contract_lint.read import read
from contract_lint.segment import segment


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


@pytest.mark.parametrize(
    ("text", "party", "modality", "verb"),
    [
        ("Receiving Party shall not lend the Samples.", "Receiving Party", "prohibition", "lend"),
        ("Receiving Party may lend the Samples.", "Receiving Party", "permission", "lend"),
        ("Licensee shall promptly return the Samples.", "Licensee", "obligation", "return"),
        ("Each Sample shall be labelled by the Owning Party.", "Owning Party", "obligation", "lab"),
        ("Some duties of Agreement may outlive it.", "", "declaration", "outlive"),
    ],
)
def test_row_in_the_words_of_a_clause(text: str, party: str, modality: str, verb: str) -> None:
    formal = read_formal(text)
    assert formal is not None
    assert (formal.party, formal.modality) == (party, Modality(modality))
    assert text[formal.verb :].startswith(verb)


@pytest.mark.parametrize(
    "text",
    [
        "The customer may station a person at the plant",
        "We may leave after 30 days of force majeure",
        "The manufacturer shall keep samples for 5 years",
        "Samples are kept for 5 years",
    ],
)
def test_row_in_other_words(text: str) -> None:
    assert read_formal(text) is None


COPY = "Receiving Party may make copies of Confidential Information."
NO_COPY = "Receiving Party shall not make copies of Confidential Information."


@pytest.mark.parametrize(
    ("row", "clause", "verdict"),
    [
        (COPY, "The Recipient may make copies of the Confidential Information.", "met"),
        (COPY, "The Recipient shall not make copies of the Confidential Information.", "no"),
        (
            COPY,
            "The Recipient shall not make copies of Confidential Information but for advisers only.",
            "met",
        ),
        (NO_COPY, "The Recipient shall not make copies of the Confidential Information.", "met"),
        (NO_COPY, "The Recipient may make copies of the Confidential Information.", "no"),
    ],
)
def test_stance_decides(
    row: str, clause: str, verdict: str, analyzer: Analyzer, tmp_path: Path
) -> None:
    path = tmp_path / "nda.md"
    path.write_text(f"# Confidentiality Agreement\n\n1. {clause}\n\n2. Notices go by post.\n")
    contract = segment(read(path))
    aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
    judged = aligner.judge(Requirement("R1", row, Place(path, 1)))
    assert judged.verdict is (Verdict.MET if verdict == "met" else Verdict.CONTRADICTED)


def test_a_definition_answers_what_a_term_takes_in(analyzer: Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "nda.md"
    path.write_text(
        "# Confidentiality Agreement\n\n"
        '1. "Confidential Information" means any and all information, whether oral or written.\n\n'
        "2. Confidential Information stays the property of its owner.\n"
    )
    contract = segment(read(path))
    aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
    said = Requirement("R1", "Confidential Information may include what is said.", Place(path, 1))
    only = Requirement("R2", "Confidential Information shall only include recipes.", Place(path, 2))
    assert aligner.judge(said).verdict is Verdict.MET
    assert aligner.judge(only).verdict is Verdict.CONTRADICTED


def test_inverted_should_is_a_condition() -> None:
    from contract_lint.language.modality import find_modals

    found = find_modals("Should the Supplier be late, it shall inform Client.")
    assert [modal.modality for modal in found] == [Modality.OBLIGATION]
