from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from made_deal import Run


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("m.xlsx", b"PK"),
        ("m.csv", b"\xef\xbb\xbfSet,Requirement"),
        ("m.html", b"<!DOCTYPE html>"),
        ("m.md", b"# Requirements traceability matrix"),
    ],
)
def test_the_name_of_the_file_tells_the_format(
    deal: Path, run: Run, name: str, begins: bytes
) -> None:
    done = run("matrix", "deal", "-r", "rows.csv", "-o", name)
    assert done.exit_code == 0, done.output
    assert (deal / name).read_bytes().startswith(begins)


def test_markdown_goes_to_stdout(deal: Path, run: Run) -> None:
    shown = run("matrix", "deal", "-r", "rows.csv", "--owner", "QA").stdout
    assert "| deal | R1 |" in shown
    assert "| deal | R3 |" not in shown


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--format", "xlsx"), "an Excel file needs a name"),
        (("-o", "matrix.doc"), "no matrix format ends so"),
        (("-o", "rows.csv"), "is read by this run"),
    ],
)
def test_what_cannot_be_written_is_said_before_the_run(
    deal: Path, run: Run, args: tuple[str, ...], told: str
) -> None:
    done = run("matrix", "deal", "-r", "rows.csv", *args)
    assert done.exit_code == 2
    assert told in done.output


def test_what_could_not_be_checked_is_exit_2(deal: Path, run: Run) -> None:
    (deal / "deal" / "broken.docx").write_bytes(b"not a zip")
    done = run("matrix", "deal", "-r", "rows.csv", "-o", "m.csv")
    assert done.exit_code == 2
    assert (deal / "m.csv").exists()


def test_the_matrix_traces_either_side_of_tracked_changes(deal: Path, run: Run) -> None:
    before, after = (f"shall retain all batch records for {n} years" for n in ("ten", "four"))
    document = docx.Document()
    document.add_paragraph("QUALITY AGREEMENT between Arden (“Client”) and Brisa (“Manufacturer”)")
    words = document.add_paragraph("1. Records. Manufacturer ")._p
    for tag, text, name in (("del", before, "delText"), ("ins", after, "t")):
        words.append(
            parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:{name}>{text}</w:{name}></w:r></w:{tag}>")
        )
    document.add_paragraph("2. Law. The laws of Ireland govern this Agreement.")
    document.save(str(deal / "draft.docx"))
    asked = ("matrix", "draft.docx", "-r", "rows.csv")
    assert after in run(*asked).stdout
    assert before in run(*asked, "--revisions", "original").stdout
