"""Who does what, by the column of a mark or by a name."""

from pathlib import Path

import pytest

from contract_lint.language.matrices import is_lost, tasks
from contract_lint.model import Contract, DocumentType, Role
from contract_lint.read import read
from contract_lint.segment import segment

ROLES = {Role.CDMO: ("CDMO", "Manufacturer", "Alder"), Role.SPONSOR: ("Sponsor", "Client", "Birch")}
TWO = "| Activity | CDMO | Sponsor |\n|---|---|---|\n"
OTHERS = "| Release of raw materials | X | |\n| Approval of the master record | | X |\n"


def contract(folder: Path, text: str) -> Contract:
    path = folder / "qag.md"
    path.write_text(text, encoding="utf-8")
    return segment(read(path), type=DocumentType.QAG, roles=ROLES)


@pytest.mark.parametrize(
    ("head", "row", "owners"),
    [
        (TWO, "| Method transfer | X | |", ("CDMO",)),
        (TWO, "| Method transfer | | ✓ |", ("Sponsor",)),
        (TWO, "| Method transfer | x (1) | |", ("CDMO",)),
        (TWO, "| Method transfer | X* | — |", ("CDMO",)),
        (TWO, "| Method transfer | R | A |", ("CDMO",)),
        (TWO, "| Method transfer | C/I | R/A |", ("Sponsor",)),
        (TWO, "| Method transfer | I | A |", ("Sponsor",)),
        (TWO, "| Method transfer | R | R |", ("CDMO", "Sponsor")),
        (TWO, "| Method transfer | Lead | Support |", ("CDMO",)),
        (TWO, "| Method transfer | Shared | Shared |", ("CDMO", "Sponsor")),
        (TWO, "| Method transfer | CDMO | |", ("CDMO",)),
        (TWO, "| Method transfer | C | I |", ()),
        (TWO, "| Method transfer | | |", ()),
        ("| No. | Task | Client | Manufacturer |\n|---|---|---|---|\n", "| 7 | Method transfer | I | R |", ("Manufacturer",)),
        ("| Task | Responsible |\n|---|---|\n", "| Method transfer | CDMO |", ("CDMO",)),
        ("| Task | Owner |\n|---|---|\n", "| Method transfer | Sponsor / CDMO |", ("Sponsor", "CDMO")),
        ("| Task | Responsibility | When |\n|---|---|---|\n", "| Method transfer | Both | week 3 |", ("CDMO", "Sponsor")),
        ("| Responsible party | Activity |\n|---|---|\n", "| Birch | Method transfer |", ("Birch",)),
    ],
)  # fmt: skip
def test_the_owner_of_an_activity(
    tmp_path: Path, head: str, row: str, owners: tuple[str, ...]
) -> None:
    found = {task.name: task.owners for task in tasks(contract(tmp_path, f"{head}{row}\n"))}

    assert found == {"Method transfer": owners}


def test_in_a_matrix_of_performers_and_reviewers_r_is_no_owner(tmp_path: Path) -> None:
    rows = "| Sampling | P | R |\n| Batch review | R | P |\n"

    found = {task.name: task.roles for task in tasks(contract(tmp_path, TWO + rows))}

    assert found == {"Sampling": ("CDMO",), "Batch review": ("Sponsor",)}


@pytest.mark.parametrize(
    "table",
    [
        "| Item | Price | Date |\n|---|---|---|\n| Vial fill | 12,000 | May |\n",
        "| Change | Approval | Notification |\n|---|---|---|\n| Site | X | |\n",
        "| Notice | Sponsor | CDMO |\n|---|---|---|\n| Address | 1 High St | 2 Low St |\n| Phone | 1 | 2 |\n",
        "| Document | Responsible |\n|---|---|\n| Record | see Annex 4 |\n",
    ],
)
def test_other_tables_are_no_matrices(tmp_path: Path, table: str) -> None:
    assert list(tasks(contract(tmp_path, table))) == []


def test_titles_and_rows_that_do_not_apply_are_told_apart(tmp_path: Path) -> None:
    rows = "| MATERIALS | | |\n| Import licence | N/A | N/A |\n"

    found = {task.name: task for task in tasks(contract(tmp_path, TWO + OTHERS + rows))}

    assert found["MATERIALS"].heading
    assert not found["Import licence"].applicable


@pytest.mark.parametrize(
    ("words", "lost"),
    [
        ("Release of raw materials | X | | |", True),
        ("Release of raw materials    X", True),
        ("The X chromosome is tested.", False),
        ("Release of raw materials by the CDMO", False),
    ],
)
def test_a_mark_without_its_column(tmp_path: Path, words: str, lost: bool) -> None:
    assert is_lost(contract(tmp_path, f"{words}\n"), words, None) is lost
