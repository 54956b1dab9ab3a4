from pathlib import Path

import pytest

from contract_lint.cli.gather import Gathered, Wanted, gather
from contract_lint.errors import UsageError
from contract_lint.model import DocumentType

CONFIG = """
requirements = "rows.csv"
[documents."q.docx"]
type = "QAG"
[sets.deal]
documents = ["msa.md", "sow-*.txt"]
precedence = ["SOW", "MSA"]
[sets.second]
documents = ["msa.md", "q.docx"]
requirements = "other.csv"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def configure(folder: Path, text: str = CONFIG) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "contract-lint.toml").write_text(text, encoding="utf-8")


def sets(found: Gathered) -> dict[str, list[str]]:
    return {job.name: [draft.path.as_posix() for draft in job.drafts] for job in found.jobs}


def gathered(*paths: str, **options: object) -> Gathered:
    return gather(Wanted(tuple(map(Path, paths)), **options))  # type: ignore[arg-type]


def test_named_files_are_one_set_each_file_once(folder: Path) -> None:
    touch(folder, "a.md", "b.txt")
    assert sets(gathered("b.txt", "a.md", "./b.txt")) == {"named files": ["b.txt", "a.md"]}
    assert sets(gathered("b.txt")) == {"b.txt": ["b.txt"]}


def test_each_takes_every_file_alone(folder: Path) -> None:
    touch(folder, "a.md", "in/b.txt", "in/c.txt")
    assert sets(gathered("a.md", "in", each=True)) == {
        "a.md": ["a.md"],
        "in/b.txt": ["in/b.txt"],
        "in/c.txt": ["in/c.txt"],
    }


def test_a_walked_folder_gives_a_set_for_each_folder(folder: Path) -> None:
    touch(
        folder, "d/A.DOCX", "d/b.Pdf", "d/~$A.docx", "d/rows.xlsx", "d/x/c.markdown", "d/.git/e.md"
    )
    found = gathered("d")
    assert sets(found) == {"d": ["d/A.DOCX", "d/b.Pdf"], "d/x": ["d/x/c.markdown"]}
    assert found.skipped == 2


def test_overlapping_folders_are_walked_once(folder: Path) -> None:
    touch(folder, "d/a.md", "d/x/c.md")
    assert sets(gathered("d/x", "d")) == {"d/x": ["d/x/c.md"], "d": ["d/a.md"]}


def test_a_sheet_in_a_walked_folder_is_no_contract(folder: Path) -> None:
    touch(folder, "d/a.md", "d/rows.md")
    found = gathered("d", sheets=(Path("d/rows.md"),))
    assert sets(found) == {"d": ["d/a.md"]}
    assert found.skipped == 0


def test_excluded_files_are_skipped_when_walked_and_taken_when_named(folder: Path) -> None:
    configure(folder, "exclude = ['README.md']")
    touch(folder, "a.md", "README.md")
    found = gathered(".")
    assert sets(found) == {".": ["a.md"]}
    assert found.skipped == 1
    assert sets(gathered("README.md")) == {"README.md": ["README.md"]}


def test_a_named_file_brings_every_set_that_holds_it(folder: Path) -> None:
    configure(folder / "d")
    touch(folder, "d/msa.md", "d/sow-1.txt", "d/sow-2.txt", "d/q.docx", "d/other.md")
    found = gathered("d/msa.md", "d/other.md")
    assert sets(found) == {
        "deal": ["d/msa.md", "d/sow-1.txt", "d/sow-2.txt"],
        "second": ["d/msa.md", "d/q.docx"],
        "d/other.md": ["d/other.md"],
    }
    deal, second, other = found.jobs
    assert deal.precedence == (DocumentType.SOW, DocumentType.MSA)
    assert [path.as_posix() for path in deal.sheets] == ["d/rows.csv"]
    assert [path.as_posix() for path in second.sheets] == ["d/other.csv"]
    assert [path.as_posix() for path in other.sheets] == ["d/rows.csv"]
    assert second.drafts[1].settings.type is DocumentType.QAG


def test_sheets_of_the_command_line_replace_those_of_the_configuration(folder: Path) -> None:
    configure(folder)
    touch(folder, "msa.md", "sow-1.txt", "q.docx")
    found = gathered("msa.md", sheets=(Path("mine.csv"),))
    assert {job.sheets for job in found.jobs} == {(Path("mine.csv"),)}


def test_paths_are_shown_as_the_named_file_was(folder: Path) -> None:
    configure(folder)
    touch(folder, "msa.md", "sow-1.txt", "q.docx")
    found = gathered(str(folder / "sow-1.txt"))
    assert sets(found) == {
        "deal": [(folder / "msa.md").as_posix(), (folder / "sow-1.txt").as_posix()]
    }


def test_a_set_names_what_is_not_there(folder: Path) -> None:
    configure(folder)
    touch(folder, "msa.md")
    (first, second) = gathered("msa.md").failures
    assert (first.path, first.reason) == (
        Path("sow-*.txt"),
        "no such file, but set 'deal' names it",
    )
    assert second.path == Path("q.docx")


def test_configured_only_leaves_other_files_alone(folder: Path) -> None:
    configure(folder)
    touch(folder, "msa.md", "sow-1.txt", "q.docx", "README.md", "rows.csv")
    found = gathered("README.md", configured_only=True)
    assert (found.jobs, found.left_alone) == ([], 1)
    assert list(sets(gathered("sow-1.txt", "README.md", configured_only=True))) == ["deal"]


@pytest.mark.parametrize(("sheet", "names"), [("rows.csv", ["deal"]), ("other.csv", ["second"])])
def test_a_named_sheet_brings_the_sets_it_belongs_to(
    folder: Path, sheet: str, names: list[str]
) -> None:
    configure(folder)
    touch(folder, "msa.md", "sow-1.txt", "q.docx", "rows.csv", "other.csv")
    assert list(sets(gathered(sheet, configured_only=True))) == names


def test_without_names_every_configured_set_is_taken(folder: Path) -> None:
    configure(folder / "deals" / "one")
    touch(folder, "deals/one/msa.md", "deals/one/sow-1.txt", "deals/one/q.docx")
    assert list(sets(gathered())) == ["deal", "second"]
    assert sets(gathered())["second"] == ["deals/one/msa.md", "deals/one/q.docx"]


def test_without_names_and_sets_there_is_nothing_to_do(folder: Path) -> None:
    touch(folder, "a.md")
    with pytest.raises(UsageError, match=r"\[sets\.NAME\]"):
        gathered(configured_only=True)


def test_a_configuration_can_be_named(folder: Path) -> None:
    configure(folder / "conf", "[documents.'*.md']\ntype = 'SUP'")
    touch(folder, "a.md")
    (job,) = gathered("a.md", config=Path("conf/contract-lint.toml")).jobs
    assert job.drafts[0].settings.type is DocumentType.SUP


def test_a_configured_set_in_a_walked_folder_is_taken_once(folder: Path) -> None:
    configure(folder)
    touch(folder, "msa.md", "sow-1.txt", "q.docx", "loose.txt")
    assert sets(gathered(".")) == {
        "deal": ["msa.md", "sow-1.txt"],
        "second": ["msa.md", "q.docx"],
        ".": ["loose.txt"],
    }


def test_a_sheet_among_named_files_is_no_contract(folder: Path) -> None:
    touch(folder, "a.md", "rows.md")
    found = gathered("a.md", "rows.md", sheets=(Path("rows.md"),))
    assert sets(found) == {"a.md": ["a.md"]}


def test_a_folder_that_cannot_be_walked_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    (folder / "locked").mkdir()
    monkeypatch.setattr("os.scandir", scandir)
    (failure,) = gathered("locked").failures
    assert (failure.path, failure.reason) == (
        Path("locked"),
        "cannot be opened: Permission denied",
    )
