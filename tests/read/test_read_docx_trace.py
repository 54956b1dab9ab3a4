"""Every character of a Word file's text is traced to the XML that it came from."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_builder import inserted, p, run, table, word_bytes

from contract_lint.read.docx import read_docx
from contract_lint.read.docx_trace import trace_docx
from contract_lint.read.docx_words import Words, characters

FIXTURES = Path(__file__).parents[2] / "fixtures"
BLANKS_AND_LETTERS = st.text(alphabet="ab \t\n\u00a0\u00ad\u200b\u2011\u3000")


@given(st.lists(BLANKS_AND_LETTERS, max_size=4))
def test_characters_are_kept_as_words_keep_them(texts: list[str]) -> None:
    words = Words()
    for text in texts:
        before, was_open = words.length, words._open
        words.add(text)
        kept, places = characters(text, after_blank=was_open)
        assert kept == "".join(words.parts)[before:]
        for character, place in zip(kept, places, strict=True):
            assert text[place] == character or text[place].isspace() or text[place] == "\u2011"


@pytest.mark.parametrize("name", ["deal/msa.docx", "deal/quality-agreement.docx"])
def test_a_trace_reads_what_the_reader_reads_and_covers_it(name: str) -> None:
    path = FIXTURES / name
    trace = trace_docx(path, path.read_bytes())
    document = trace.document

    assert document == read_docx(path)
    for spot in trace.spots:
        text = spot.element.text or ""
        came = "".join(text[place] for place in spot.offsets)
        assert " ".join(came.split()) == " ".join(document.quote(spot.span).split())
    labels = sum(len(block.label) for block in document.blocks if block.label)
    traced = sum(len(spot.span) for spot in trace.spots)
    pipes = document.text.count("|")
    assert traced + labels + 3 * pipes + 2 * len(document.lines) >= len(document.text)


def test_spots_know_their_run_their_field_and_their_change(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("4.2")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(run("See ") + field + run(" a\u00adnd") + inserted(run(" more")))
    path = tmp_path / "a.docx"
    path.write_bytes(word_bytes(body + table(["one", "two"])))

    trace = trace_docx(path, path.read_bytes())

    assert trace.document == read_docx(path)
    assert trace.document.text == "See 4.2 and more\n| one | two |"
    found = [(trace.document.quote(spot.span), spot.in_field) for spot in trace.spots]
    assert found == [
        ("See ", False),
        ("4.2", True),
        (" and", False),
        (" more", False),
        ("one", False),
        ("two", False),
    ]
    assert trace.spots[2].offsets == (0, 1, 3, 4)
