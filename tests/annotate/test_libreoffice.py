"""LibreOffice opens what was annotated and loses nothing of it."""

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from contract_lint.annotate.remark import AUTHOR, Remark
from contract_lint.annotate.word import annotate_word
from contract_lint.model import Span
from contract_lint.read.docx import read_docx

OFFICE = shutil.which("soffice")
DEAL = Path(__file__).parents[2] / "fixtures" / "deal"
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "docx" / "contracts"

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed: apt install libreoffice-writer"
)


def convert(paths: list[Path], target: str, folder: Path) -> None:
    """Convert files with LibreOffice, which keeps its profile beside them."""
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)


def remarks_over(path: Path) -> list[Remark]:
    text = read_docx(path).text
    words = [match.span() for match in re.finditer(r"[^\s|]+", text)]
    found = []
    for number, at in enumerate(range(0, len(words) - 3, max(1, len(words) // 25))):
        key = f"{number:016x}"
        span = Span(words[at][0], words[at + 2][1])
        found.append(Remark(span, ("Note: a title", "What it says.", f"AUD-01 · {key}"), key))
    return found


def check_no_loss(paths: list[Path], folder: Path) -> None:
    """Annotate files, convert both versions, and compare text, changes and comments."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    after.mkdir()
    counts = {}
    for path in paths:
        shutil.copy(path, before)
        remarks = remarks_over(path)
        counts[path.name] = len(remarks)
        (after / path.name).write_bytes(annotate_word(path, path.read_bytes(), remarks))
    for name, source in (("before", before), ("after", after)):
        files = sorted(source.glob("*.docx"))
        convert(files, "txt:Text", folder / f"{name}-txt")
        convert(files, "docx", folder / f"{name}-docx")
    for path in paths:
        texts = [folder / f"{name}-txt" / f"{path.stem}.txt" for name in ("before", "after")]
        assert texts[0].read_bytes() == texts[1].read_bytes(), path.name
        old, new = (folder / f"{name}-docx" / path.name for name in ("before", "after"))
        assert shape_of(old) == shape_of(new), path.name
        with ZipFile(new) as archive:
            comments = archive.read("word/comments.xml").decode()
        assert comments.count(f'w:author="{AUTHOR}"') == counts[path.name], path.name


def shape_of(path: Path) -> dict[str, int]:
    """Count paragraphs, tables and tracked changes."""
    with ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
    tags = ("w:p", "w:tbl", "w:ins", "w:del", "w:footnoteReference", "w:hyperlink")
    return {tag: len(re.findall(rf"<{tag}[ >/]", body)) for tag in tags}


def test_the_fixture_deal_is_the_same_but_for_our_comments(tmp_path: Path) -> None:
    check_no_loss([DEAL / "msa.docx", DEAL / "quality-agreement.docx"], tmp_path)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared contracts are not beside the checkout")
def test_real_contracts_are_the_same_but_for_our_comments(tmp_path: Path) -> None:
    paths = sorted(SHARED.glob("*.docx"), key=lambda path: path.stat().st_size)
    check_no_loss(paths[:12], tmp_path)
