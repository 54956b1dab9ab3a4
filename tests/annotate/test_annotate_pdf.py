"""Highlights and notes in PDF files: at the words, appended, and the same on every run."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_notes import notes_in

from contract_lint.annotate.pdf import _settled, annotate_pdf
from contract_lint.annotate.pdf_places import PageText, find_boxes, pages_of, squeezed
from contract_lint.annotate.remark import AUTHOR, Remark
from contract_lint.model import Severity, Span
from contract_lint.read.pdf import read_pdf

SOW = Path(__file__).parents[2] / "fixtures" / "deal" / "sow.pdf"
WHEN = "2026-01-02T00:00:00Z"


@pytest.fixture(scope="module")
def text() -> str:
    return read_pdf(SOW).text


def remark_at(span: Span, number: int = 1) -> Remark:
    key = f"{number:016x}"
    words = ("Error: a title", "What is “wrong”.", f"FIT-01 · {key}")
    return Remark(span, words, key, Severity.ERROR)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_boxes_of_any_words_hold_those_words(data: st.DataObject) -> None:
    document = read_pdf(SOW)
    words = [match.span() for match in re.finditer(r"[^\s|]+", document.text)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = min(len(words) - 1, first + data.draw(st.integers(0, 20)))
    file = pdfium.PdfDocument(SOW.read_bytes())
    shown, wanted = "", ""
    for number, pieces in pages_of(document, Span(words[first][0], words[last][1])):
        page = file[number - 1].get_textpage()
        boxes = find_boxes(document, number, pieces, PageText(page.raw))
        assert boxes
        for left, bottom, right, top in boxes:
            shown += page.get_text_bounded(left - 0.5, bottom + 1, right + 0.5, top - 1)
        wanted += "".join(document.quote(piece) for piece in pieces)
        page.close()
    file.close()
    assert squeezed(wanted) in squeezed(shown)
    assert len(squeezed(shown)) <= len(squeezed(wanted)) + 6  # a neighbour may touch a box


def test_notes_are_appended_and_no_word_is_lost(text: str, tmp_path: Path) -> None:
    data = SOW.read_bytes()
    remarks = [remark_at(Span(0, 20)), remark_at(Span(2000, 2400), 2)]

    written = annotate_pdf(SOW, data, remarks, (), WHEN)

    assert written.startswith(data)
    path = tmp_path / "noted.pdf"
    path.write_bytes(written)
    assert read_pdf(path).text == text
    notes = notes_in(written)
    assert {note["NM"][:16] for note in notes} == {remark.key for remark in remarks}
    assert {note["T"] for note in notes} == {AUTHOR}
    assert {note["M"] for note in notes} == {"D:20260102000000Z"}
    assert notes[0]["Contents"].replace("\r", "\n") == remarks[0].text


def test_the_same_input_gives_the_same_bytes() -> None:
    data = SOW.read_bytes()
    remarks = [remark_at(Span(100, 140))]

    assert annotate_pdf(SOW, data, remarks) == annotate_pdf(SOW, data, remarks)


@pytest.mark.parametrize(
    "kept",
    [b"<00112233445566778899AABBCCDDEEFF>", b"(\\(by]tes<)", b""],
    ids=["hex", "bytes", "none"],
)
def test_identifiers_made_at_random_are_settled(kept: bytes) -> None:
    """Whatever PDFium draws for the identifier, the same file comes out."""
    original = b"%PDF-1.7 /ID[" + kept + kept + b"]"
    drawn = [
        original + b"trailer /ID[" + (kept or b"<" + half + b">") + b"<" + half + b">]"
        for half in (b"A1" * 16, b"0F" * 16)
    ]
    one, other = (_settled(each, len(original)) for each in drawn)

    assert one == other
    assert len(one) == len(drawn[0])
    assert kept in one[len(original) :]


def test_a_second_run_adds_nothing_and_removes_what_is_mended(tmp_path: Path) -> None:
    remarks = [remark_at(Span(100, 140)), remark_at(Span(3000, 3040), 2)]
    path = tmp_path / "noted.pdf"
    once = annotate_pdf(SOW, SOW.read_bytes(), remarks)
    path.write_bytes(once)

    assert annotate_pdf(path, once, remarks) == once

    less = annotate_pdf(path, once, remarks[:1])
    assert {note["NM"] for note in notes_in(less)} == {remarks[0].key}


def test_words_over_a_page_break_are_marked_on_both_pages() -> None:
    document = read_pdf(SOW)
    second = next(line for line in document.lines if line.page == 2)
    span = Span(second.span.start - 20, second.span.end)

    written = annotate_pdf(SOW, SOW.read_bytes(), [remark_at(span)])

    assert [note["NM"][16:] for note in notes_in(written)] == ["", "-2"]
