"""Files that cannot be read: one clear line each, and no other trouble."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builder import abstract, level, num, numbered, p, table, word_bytes, zipped

from contract_lint.errors import UnreadableFileError
from contract_lint.read import SUFFIXES, read
from contract_lint.read.settings import Limits, ReadSettings

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORD = word_bytes(
    p("Term") + numbered("One") + table(["a", "b"], ["c", "d"]),
    numbering=abstract(0, level(0, "%1.")) + num(1),
)


def refuse(path: Path, name: str, data: bytes) -> str:
    file = path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert "\n" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("a.doc", "a Word 97-2003 file"),
        ("a.RTF", "a Rich Text file"),
        ("a.odt", "an OpenDocument text"),
        ("a.pages", "an Apple Pages file"),
        ("a.xlsx", "a spreadsheet"),
        ("a.xyz", "unsupported file type '.xyz'; expected one of: .docm, .docx"),
        ("contract", "no suffix says what kind of file it is; expected one of: .docm"),
    ],
)
def test_other_types_are_named(tmp_path: Path, name: str, complaint: str) -> None:
    assert complaint in refuse(tmp_path, name, b"x")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(OLE, "a Word 97-2003 file named .docx", id="doc"),
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "password", id="encrypted"),
        pytest.param(b"{\\rtf1 x}", "a Rich Text file named .docx", id="rtf"),
        pytest.param(b"%PDF-1.7", "a PDF named .docx", id="pdf"),
        pytest.param(b"<html>", "a web page", id="html"),
        pytest.param(b"Dear all", "not a Word file", id="text"),
        pytest.param(WORD[: len(WORD) // 2], "damaged", id="cut-off"),
        pytest.param(zipped({"xl/workbook.xml": "<x/>"}), "an Excel workbook", id="excel"),
        pytest.param(zipped({"content.xml": "<x/>"}), "an OpenDocument file", id="odt"),
        pytest.param(zipped({"a": "b"}), "without a Word document", id="zip"),
        pytest.param(zipped({"word/document.xml": "<w:doc"}), "damaged", id="broken-xml"),
        pytest.param(zipped({"word/document.xml": "<a/>"}), "no document body", id="no-body"),
        pytest.param(word_bytes(p()), "holds no text", id="no-text"),
    ],
)
def test_what_is_no_word_file_is_said(tmp_path: Path, data: bytes, complaint: str) -> None:
    assert complaint in refuse(tmp_path, "a.docx", data)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    xml = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><d>&x;</d>'
    reason = refuse(tmp_path, "a.docx", zipped({"word/document.xml": xml}))
    assert "declares a document type" in reason


def test_xml_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    deep = "<d>" * 5000 + "</d>" * 5000
    assert "damaged" in refuse(tmp_path, "a.docx", zipped({"word/document.xml": deep}))


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = BytesIO()
    with (
        ZipFile(buffer, "w", ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(Limits().unpacked_mib + 1):
            part.write(bytes(2**20))
    assert "unpacks to more than" in refuse(tmp_path, "a.docx", buffer.getvalue())


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be opened: No such file"):
        read(tmp_path / "gone.docx")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_files_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with ZipFile(BytesIO(WORD)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from([*files, "whole"]))
    damaged = bytearray(WORD if name == "whole" else files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    whole = bytes(damaged) if name == "whole" else zipped({**files, name: bytes(damaged)})
    path = tmp_path_factory.mktemp("fuzz") / "a.docx"
    path.write_bytes(whole)
    try:
        assert read(path).text
    except UnreadableFileError as error:
        assert "\n" not in str(error)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, contract_lint.read as r; "
        "print(sorted({'lxml', 'pypdfium2', 'pdfplumber', 'spacy', 'docx', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert frozenset({".docx", ".docm", ".pdf", ".md", ".markdown", ".txt"}) == SUFFIXES


SMALL = ReadSettings(limits=Limits(file_mib=1, text_mib=1, unpacked_mib=2, lines=50, columns=5))
ROW = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 2 + "</w:tr>"


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        pytest.param("a.docx", bytes(2**20 + 1), "larger than 1 MiB", id="file"),
        pytest.param("a.txt", b"x" * (2**20 + 1), "larger than 1 MiB", id="text-file"),
        pytest.param("a.docx", word_bytes(p("x") * 51), "more than 50 paragraphs", id="paragraphs"),
        pytest.param("a.docx", word_bytes(p() * 51), "more than 50 paragraphs", id="empty"),
        pytest.param("a.docx", word_bytes(f"<w:tbl>{ROW * 51}</w:tbl>"), "more than 50", id="rows"),
        pytest.param(
            "a.docx", word_bytes(table(["x"] * 6)), "a table of more than 5 columns", id="columns"
        ),
        pytest.param("a.docx", word_bytes(p("x" * 2**21)), "more than 2 MiB", id="unpacked"),
        pytest.param(
            "a.docx", word_bytes(p("<w:r/>" * 100_000) * 2), "more mark-up than", id="mark-up"
        ),
        pytest.param("a.md", b"|a|b|c|d|e|f|\n" * 2, "more than 5 columns", id="drawn columns"),
        pytest.param("a.txt", b"aa    bb    cc    dd    ee    ff\n" * 3, "columns", id="gaps"),
        pytest.param("a.md", b"x\n" * 51, "more than 50 lines", id="lines"),
    ],
)
def test_what_goes_beyond_a_limit_is_refused(
    tmp_path: Path, name: str, data: bytes, complaint: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        read(file, SMALL)
    assert complaint in caught.value.reason
    assert "to read it)" in caught.value.reason
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        ),
    ],
)
def test_what_is_nested_deeply_is_read_or_refused(tmp_path: Path, start: str, end: str) -> None:
    for depth in (2, 30, 60, 120, 400):
        file = tmp_path / "a.docx"
        file.write_bytes(word_bytes(start * depth + p("core") + end * depth))
        try:
            assert "core" in read(file).text
        except UnreadableFileError as error:
            assert "damaged" in error.reason


def test_nothing_outside_the_file_is_fetched(tmp_path: Path) -> None:
    """A template, a picture and an included part that lie elsewhere stay there."""
    secret = tmp_path / "secret.xml"
    secret.write_text("<w:styles/>")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{office}/{kind}" Target="{target}" {mode}/>'
        for n, (kind, target, mode) in enumerate(
            [
                ("styles", secret.as_uri(), 'TargetMode="External"'),
                ("numbering", secret.as_uri(), ""),
                ("footnotes", "../../../secret.xml", ""),
                ("attachedTemplate", "https://example.invalid/t.dotx", 'TargetMode="External"'),
            ]
        )
    )
    with ZipFile(BytesIO(WORD)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{relations}</Relationships>'
    file = tmp_path / "a.docx"
    file.write_bytes(zipped({**files, "word/_rels/document.xml.rels": rels.encode()}))
    assert read(file).text.startswith("Term")


def test_nothing_is_written_beside_the_file_or_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    file = tmp_path / "a.docx"
    file.write_bytes(WORD)
    read(file)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.docx", "scratch"]
    assert not list(scratch.iterdir())
