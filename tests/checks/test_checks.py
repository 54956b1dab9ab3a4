from pathlib import Path

import pytest

from contract_lint.checks import CHECKS, SET_CHECKS
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, DocumentType, Hit, ReadContract, Role
from contract_lint.read import read
from contract_lint.segment import segment

ANALYZER = Analyzer.build()
ROLES = {Role.CDMO: ("CDMO", "Manufacturer"), Role.SPONSOR: ("Sponsor", "Client")}


def reading(folder: Path, text: str, kind: str = "QAG", name: str = "draft.md") -> ReadContract:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return ANALYZER.read(segment(read(path), type=DocumentType(kind), roles=ROLES))


def quotes(folder: Path, check: str, text: str) -> list[str]:
    found = reading(folder, text)
    if check in SET_CHECKS:
        documents = DocumentSet("set", (found.contract,))
        hits: list[Hit] = [hit for _, hit in SET_CHECKS[check]([found], documents)]
    else:
        hits = list(CHECKS[check](found))
    return [" ".join(found.contract.document.quote(hit.span).split()) for hit in hits]


@pytest.mark.parametrize(
    ("check", "text", "expected"),
    [
        ("unequal-numbers", "Notice is given within thirty (60) days.", ["thirty (60)"]),
        ("unequal-numbers", "Notice is given on the tenth (15th) day.", ["tenth (15th)"]),
        ("unequal-numbers", "One hundred and eighty (180) days and ten (10) more.", []),
        ("unequal-numbers", "It has two parts: (1) a record; (2) a list.", []),
        ("blanks", "The CDMO ships within ____ days of release.", ["____"]),
        ("blanks", "By: ____________\nName: __________\n", []),
        ("blanks", "The first line is long enough to read.\n\n________________________\n", []),
        ("weak-duties", "The CDMO should report each event.", ["should"]),
        ("weak-duties", "If the CDMO should report late, Sponsor may stop work.", []),
        ("weak-duties", "The CDMO shall report events that should have been seen.", []),
        ("weak-duties", "The Sponsor should pay.", []),
        ("weak-duties", "The CDMO may sell scrap.", []),
        ("vague-time", "The CDMO shall promptly report each event.", ["promptly"]),
        ("vague-time", "The CDMO shall promptly and at the latest within one day report it.", []),
        ("vague-time", "The Sponsor shall promptly report each event.", []),
        ("unilateral-discretion", "The CDMO shall store vials unless it, in its sole discretion, sells them.", ["in its sole discretion"]),
        ("unilateral-discretion", "The CDMO shall store vials unless Sponsor, in its sole discretion, sells them.", []),
    ],
)  # fmt: skip
def test_a_check_points_at_the_words(
    tmp_path: Path, check: str, text: str, expected: list[str]
) -> None:
    assert quotes(tmp_path, check, text) == expected


NUMBERED = "1. One\nText of one.\n\n2. Two\nText of two. {words}\n\n3. Three\nText of three.\n"


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("See Section 9.", True),
        ("See Section 3.", False),
        ("See Section 9 of the Master Services Agreement.", False),
        ("See 21 CFR, Section 9.", False),
        ("See Section 9 of this Agreement.", True),
        ("See Sections 2 and 3.", False),
        ("9. Insurance is described in Section 9.", False),
    ],
)
def test_only_a_reference_that_is_certainly_broken_dangles(
    tmp_path: Path, words: str, broken: bool
) -> None:
    assert bool(quotes(tmp_path, "dangling-references", NUMBERED.format(words=words))) is broken


def test_a_numbering_with_gaps_says_nothing(tmp_path: Path) -> None:
    text = "1. One\nText.\n\n2. Two\nSee Section 9.\n\n5. Five\nText.\n"

    assert quotes(tmp_path, "dangling-references", text) == []


MATRIX = "| Activity | Sponsor | CDMO |\n|---|---|---|\n| Release | X | |\n| Testing | | X |\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| Shipping | | |\n", ["Shipping"]),
        ("| Shipping | N/A | N/A |\n", []),
        ("| MATERIALS | | |\n", []),
        ("| 4 Shipping | | |\n| 4.1 Boxes | X | |\n", []),
        ("| Shipping | as agreed in each case | |\n", []),
    ],
)
def test_a_gap_is_a_row_in_which_nobody_is_named(
    tmp_path: Path, rows: str, expected: list[str]
) -> None:
    assert quotes(tmp_path, "matrix-gaps", MATRIX + rows) == expected


def test_a_table_without_parties_is_no_matrix(tmp_path: Path) -> None:
    text = "| Item | Week | Price |\n|---|---|---|\n| Bank | X | |\n| Vials | | |\n"

    assert quotes(tmp_path, "matrix-gaps", text) == []


def test_a_matrix_whose_columns_were_lost_is_not_guessed(tmp_path: Path) -> None:
    text = "| Activity | Sponsor | CDMO |\n|---|---|---|\n| Release X |\n| Testing X |\n| Boxes |\n"

    assert quotes(tmp_path, "matrix-gaps", text) == []


def test_two_letters_r_are_an_overlap_and_so_are_two_ticks_that_are_no_custom(
    tmp_path: Path,
) -> None:
    letters = (
        "| Task | Sponsor | CDMO |\n|---|---|---|\n| Transfer | R | R |\n| Release | R | I |\n"
    )
    ticks = "| Task | Sponsor | CDMO |\n|---|---|---|\n| Transfer | X | X |\n| Release | X | |\n"

    assert quotes(tmp_path, "matrix-overlaps", letters) == ["Transfer"]
    assert quotes(tmp_path, "matrix-overlaps", ticks) == ["Transfer"]
    assert quotes(tmp_path, "matrix-overlaps", ticks + "| Sampling | X | X |\n" * 3) == []


def test_a_column_that_names_the_owner_is_read_as_a_matrix(tmp_path: Path) -> None:
    table = "| Task | Responsible |\n|---|---|\n| Transfer | CDMO and Sponsor |\n| Release | |\n| Storage | CDMO |\n"

    assert quotes(tmp_path, "matrix-overlaps", table) == ["Transfer"]
    assert quotes(tmp_path, "matrix-gaps", table) == ["Release"]


def test_a_matrix_in_which_nobody_has_anything_is_all_gaps(tmp_path: Path) -> None:
    empty = "| Activity | Sponsor | CDMO |\n|---|---|---|\n| Transfer | | |\n"

    assert quotes(tmp_path, "matrix-gaps", empty) == ["Transfer"]


def of_set(folder: Path, check: str, **texts: str) -> list[tuple[int, str]]:
    reads = [reading(folder, text, kind, f"{kind}.md") for kind, text in texts.items()]
    documents = DocumentSet("set", tuple(each.contract for each in reads))
    return [
        (index, " ".join(reads[index].contract.document.quote(hit.span).split()))
        for index, hit in SET_CHECKS[check](reads, documents)
    ]


@pytest.mark.parametrize(
    ("msa", "sow", "circular"),
    [
        ("this Agreement prevails over the SOW", "this SOW prevails over the MSA", True),
        ("this Agreement prevails over the SOW", "the MSA prevails over this SOW", False),
        ("this Agreement prevails over the SOW", "this SOW prevails over the MSA only where it says so expressly", False),
    ],
)  # fmt: skip
def test_precedence_that_runs_in_a_circle(
    tmp_path: Path, msa: str, sow: str, circular: bool
) -> None:
    texts = {"MSA": f"1. In case of conflict, {msa}.", "SOW": f"1. In case of conflict, {sow}."}

    assert bool(of_set(tmp_path, "circular-precedence", **texts)) is circular
    assert of_set(tmp_path, "missing-precedence", **texts) == []


def test_a_set_in_which_nothing_prevails(tmp_path: Path) -> None:
    found = of_set(tmp_path, "missing-precedence", MSA="1. Work is done.", SOW="1. Vials ship.")

    assert found == [(0, "1. Work is done.")]


def test_a_single_document_needs_no_precedence(tmp_path: Path) -> None:
    assert of_set(tmp_path, "missing-precedence", MSA="1. Work is done.") == []


def test_a_term_used_in_another_document_of_the_set_is_used(tmp_path: Path) -> None:
    definition = '1. "Excursion" means any time above the alarm limit.\n\n2. Vials are cold.\n'

    assert of_set(tmp_path, "unused-terms", MSA=definition) == [(0, "Excursion")]
    assert of_set(tmp_path, "unused-terms", MSA=definition, QAG="1. Report each Excursion.") == []
