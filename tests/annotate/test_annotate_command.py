"""`contract-lint annotate` on the fixture deal, from draft to accepted suggestions."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from accepting import accept_all
from click.testing import CliRunner, Result
from pdf_notes import notes_in

from contract_lint.annotate.remark import AUTHOR
from contract_lint.cli import main
from contract_lint.cli.gather import Wanted
from contract_lint.cli.output import Progress
from contract_lint.cli.run import Options, run
from contract_lint.read import read

DEAL = Path(__file__).parents[2] / "fixtures" / "deal"
NAMES = ("msa.docx", "quality-agreement.docx", "sow.pdf")
SHEET = DEAL / "requirements.xlsx"
TODAY = ("--today", "2026-01-02")


def annotate(draft: Path, output: Path, *options: str) -> Result:
    """Annotate a draft of the deal beside its other documents."""
    others = [str(DEAL / name) for name in NAMES if name != draft.name]
    args = ["annotate", str(draft), *others, "-o", str(output), "-r", str(SHEET), *options]
    result = CliRunner().invoke(main, args, prog_name="contract-lint")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows_not_met(draft: Path) -> dict[str, str]:
    """Return the rows with a finding in `draft`, read beside the other documents of the deal."""
    others = (DEAL / name for name in NAMES if name != draft.name)
    outcome = run(Wanted((draft, *others), (SHEET,)), Options(), Progress(1))
    return {
        finding.judgement.requirement.id: str(finding.judgement.verdict)
        for result in outcome.report.results
        for finding in result.findings
        if finding.judgement and finding.passage and finding.passage.contract.document.path == draft
    }


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Word drafts of the deal with comments and suggestions."""
    folder = tmp_path_factory.mktemp("reviewed")
    written = {}
    for name in NAMES[:2]:
        written[name] = folder / name
        assert annotate(DEAL / name, folder / name, "--suggest", *TODAY).exit_code == 0
    return written


@pytest.mark.parametrize("name", NAMES[:2])
def test_accepting_all_changes_clears_what_they_were_suggested_for(
    name: str, reviewed: dict[str, Path], tmp_path: Path
) -> None:
    changes = [each for each in read(reviewed[name]).revisions if each.author == AUTHOR]
    accepted = tmp_path / name
    accepted.write_bytes(accept_all(reviewed[name].read_bytes()))
    before, after = rows_not_met(DEAL / name), rows_not_met(accepted)

    assert changes
    assert not read(accepted).revisions
    mended = set(before) - set(after)
    assert len(mended) >= {"msa.docx": 1, "quality-agreement.docx": 3}[name]
    assert {row: after[row] for row in set(after) - set(before)} == {}
    docx.Document(str(accepted))


def test_a_draft_that_was_annotated_is_brought_up_to_date(
    reviewed: dict[str, Path], tmp_path: Path
) -> None:
    name = "quality-agreement.docx"
    draft = tmp_path / name
    shutil.copy(reviewed[name], draft)

    assert annotate(draft, draft, "--suggest", *TODAY).exit_code == 0

    assert draft.read_bytes() == reviewed[name].read_bytes()


def test_without_suggest_nothing_is_tracked_and_no_date_is_made_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    name = "quality-agreement.docx"
    result = annotate(DEAL / name, tmp_path / name)

    assert result.exit_code == 0
    assert "comments" in result.stderr
    document = read(tmp_path / name)
    assert document.text == read(DEAL / name).text
    assert not document.revisions
    comments = docx.Document(str(tmp_path / name)).comments
    assert {each.author for each in comments} == {AUTHOR}
    assert {each.timestamp for each in comments} == {None}


def test_the_source_date_dates_the_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    annotate(DEAL / "msa.docx", tmp_path / "msa.docx")

    comments = docx.Document(str(tmp_path / "msa.docx")).comments
    dates = {each.timestamp.date().isoformat() for each in comments if each.timestamp}
    assert dates == {"2026-01-02"}


def test_a_pdf_gets_notes(tmp_path: Path) -> None:
    result = annotate(DEAL / "sow.pdf", tmp_path / "sow.pdf", *TODAY)

    assert result.exit_code == 0
    assert (tmp_path / "sow.pdf").read_bytes().startswith((DEAL / "sow.pdf").read_bytes())


@pytest.mark.parametrize(
    ("draft", "options", "complaint"),
    [
        ("notes.md", (), "no comments can be written into it; expected one of: .docm, .docx, .pdf"),
        ("sow.pdf", ("--suggest",), "changes can be tracked in Word files only"),
        ("absent.docx", (), "cannot be opened"),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, draft: str, options: tuple[str, ...], complaint: str
) -> None:
    result = annotate(DEAL / draft, tmp_path / draft, *options)

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not (tmp_path / draft).exists()


@pytest.mark.parametrize("name", ["quality-agreement.docx", "sow.pdf"])
def test_without_quotes_the_comments_hold_no_word_of_the_drafts(name: str, tmp_path: Path) -> None:
    with_quotes, without = tmp_path / f"with-{name}", tmp_path / f"without-{name}"
    assert annotate(DEAL / name, with_quotes).exit_code == 0
    assert annotate(DEAL / name, without, "--no-quotes").exit_code == 0
    told, kept = comments_of(with_quotes), comments_of(without)
    assert len(kept) == len(told) > 3
    assert kept != told
    assert not any("“" in text for text in kept)
    assert [text.rsplit("\n", 1)[-1] for text in kept] == [t.rsplit("\n", 1)[-1] for t in told]


def comments_of(path: Path) -> list[str]:
    """Return the texts of our comments, or of the notes of a PDF, sorted by their signature."""
    if path.suffix == ".docx":
        found = [each.text for each in docx.Document(str(path)).comments]
    else:
        found = [note["Contents"].replace("\r", "\n") for note in notes_in(path.read_bytes())]
    return sorted(found, key=lambda text: text.rsplit("\n", 1)[-1])


def test_a_date_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 20)
    done = annotate(DEAL / NAMES[0], tmp_path / "out.docx")
    assert (done.exit_code, "expected seconds since 1970" in done.stderr) == (2, True)


def test_a_copy_has_the_suffix_of_its_draft(tmp_path: Path) -> None:
    done = annotate(DEAL / NAMES[0], tmp_path / "out.pdf")
    assert (done.exit_code, "the copy of a .docx file is one too" in done.stderr) == (2, True)
    macros = tmp_path / "draft.docm"
    shutil.copy(DEAL / NAMES[1], macros)
    assert annotate(macros, tmp_path / "out.docm").exit_code == 0
    assert comments_of_word(tmp_path / "out.docm")


def comments_of_word(path: Path) -> int:
    with ZipFile(path) as archive:
        return archive.read("word/comments.xml").decode().count(f'w:author="{AUTHOR}"')
