"""Both sides of tracked changes, and what else Word records beside the text."""

from pathlib import Path

import pytest
from document_laws import check_laws
from word_builder import (
    abstract,
    deleted,
    field,
    inserted,
    level,
    num,
    numbered,
    p,
    run,
    table,
    word_file,
)

from contract_lint.model import Document, RevisionView
from contract_lint.read import ReadSettings, read

NUMBERS = {"numbering": abstract(0, level(0, "%1.")) + num(1)}
ORIGINAL = ReadSettings(RevisionView.ORIGINAL)
MARK = '<w:rPr><w:{} w:id="9" w:author="Eve" w:date="2024-02-01T00:00:00Z"/></w:rPr>'
OLD_STYLE = (
    '<w:pPrChange w:id="8" w:author="Eve" w:date="2024-02-01T00:00:00Z"><w:pPr>{}</w:pPr>'
    "</w:pPrChange>"
)


def both(path: Path, body: str, **parts: str) -> tuple[Document, Document]:
    """Read a file with its changes accepted, and with them rejected."""
    file = word_file(path / "draft.docx", body, **parts)
    final, original = read(file), read(file, ORIGINAL)
    check_laws(final)
    check_laws(original)
    return final, original


@pytest.mark.parametrize(
    ("body", "final", "original"),
    [
        pytest.param(
            p(run("within ") + deleted("five") + inserted(run("ten")) + run(" days")),
            "within ten days",
            "within five days",
            id="replacement",
        ),
        pytest.param(
            p(run("a ") + inserted(f"<w:r><w:t>b</w:t></w:r>{deleted('c')}")),
            "a b",
            "a",
            id="deleted-insertion",
        ),
        pytest.param(
            p("one", MARK.format("del")) + p("two"), "onetwo", "one\ntwo", id="deleted-mark"
        ),
        pytest.param(
            p("one", MARK.format("ins")) + p("two"), "one\ntwo", "onetwo", id="inserted-mark"
        ),
        pytest.param(
            p(run("x ") + '<w:moveFrom w:id="1" w:author="A"><w:r><w:t>y</w:t></w:r></w:moveFrom>')
            + p(run("z ") + '<w:moveTo w:id="2" w:author="A"><w:r><w:t>y</w:t></w:r></w:moveTo>'),
            "x\nz y",
            "x y\nz",
            id="move",
        ),
        pytest.param(
            numbered("one") + numbered("two", more=OLD_STYLE.format("")) + numbered("three"),
            "1. one\n2. two\n3. three",
            "1. one\ntwo\n2. three",
            id="numbering-added",
        ),
        pytest.param(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
            + MARK.format("del")
            + f"</w:pPr>{deleted('gone')}</w:p>"
            + numbered("kept"),
            "1. kept",
            "1. gone\n2. kept",
            id="deleted-number",
        ),
    ],
)
def test_both_sides_of_a_change(tmp_path: Path, body: str, final: str, original: str) -> None:
    accepted, rejected = both(tmp_path, body, **NUMBERS)
    assert (accepted.text, rejected.text) == (final, original)
    assert all(change.author for change in rejected.revisions)


def test_rows_come_and_go(tmp_path: Path) -> None:
    head = table(["a", "b"], ["c", "d"]).removesuffix("</w:tbl>")
    change = '<w:trPr><w:{} w:id="3" w:author="Eve"/></w:trPr>'
    new = f"<w:tr>{change.format('ins')}<w:tc>{p('new')}</w:tc><w:tc>{p('n')}</w:tc></w:tr>"
    old = f"<w:tr>{change.format('del')}<w:tc>{p('old')}</w:tc><w:tc>{p('o')}</w:tc></w:tr>"
    final, original = both(tmp_path, f"{head}{new}{old}</w:tbl>")
    assert final.text.split("\n")[2:] == ["| new | n |"]
    assert original.text.split("\n")[2:] == ["| old | o |"]


def test_changes_are_named_from_the_side_of_the_reader(tmp_path: Path) -> None:
    body = p(run("within ") + deleted("five") + inserted(run("ten")) + run(" days"))
    final, original = both(tmp_path, body)
    words = {
        view: {(change.kind, change.author): d.quote(change.span) for change in d.revisions}
        for view, d in (("final", final), ("original", original))
    }
    assert words["final"] == {("deletion", "Bob"): "", ("insertion", "Ann"): "ten"}
    assert words["original"] == {("deletion", "Bob"): "five", ("insertion", "Ann"): ""}


def test_changes_in_a_span(tmp_path: Path) -> None:
    final, _ = both(tmp_path, p(run("aa ") + deleted("bb") + inserted(run("cc")) + run(" dd")))
    whole = final.blocks[0].span
    assert {change.author for change in final.changes_in(whole)} == {"Ann", "Bob"}
    assert final.changes_in(type(whole)(0, 0)) == ()
    assert final.changes_in(type(whole)(6, 8)) == ()


def test_changes_in_notes_are_rejected_too(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="5">{p(deleted("old") + inserted(run("new")))}</w:footnote>'
    body = p(run("Term") + '<w:r><w:footnoteReference w:id="5"/></w:r>')
    final, original = both(tmp_path, body, footnotes=note)
    assert final.text.endswith("[^1] new")
    assert original.text.endswith("[^1] old")


def test_recorded_page_breaks_number_the_pages(tmp_path: Path) -> None:
    flip = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = (
        p("one") + p(run("two ") + flip + run("on")) + p(flip + run("three"))
        + table(["a", "b"], [f"<w:tc>{p(flip + run('c'))}</w:tc>", "d"])
    )  # fmt: skip
    document = read(word_file(tmp_path / "a.docx", body))
    assert [line.page for line in document.lines] == [1, 1, 3, 3, 4]
    assert document.pages == 4
    plain = read(word_file(tmp_path / "b.docx", p("one")))
    assert (plain.pages, plain.lines[0].page) == (None, None)


def test_comments_stand_beside_the_text(tmp_path: Path) -> None:
    comment = '<w:comment w:id="7" w:author="Ann" w:date="2024-01-02T00:00:00Z">{}</w:comment>'
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    body = p("one") + p(run("two") + mark) + table(["x", f"<w:tc>{p(run('y') + mark)}</w:tc>"])
    document = read(word_file(tmp_path / "a.docx", body, comments=comment.format(p("why?"))))
    assert "why?" not in document.text
    assert [(document.quote(c.span), c.author, c.text) for c in document.comments] == [
        ("two", "Ann", "why?"),
        ("| x | y |", "Ann", "why?"),
    ]
    assert ("comments", 1) in document.omitted


def no_result(instruction: str) -> str:
    return field(instruction, "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "")


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        (
            ["LISTNUM", "LISTNUM", "LISTNUM \\l 2", "LISTNUM \\l 1"],
            ["1) x", "2) x", "a) x", "3) x"],
        ),
        (["LISTNUM LegalDefault \\l 1", "LISTNUM LegalDefault \\l 2"], ["1. x", "1.1. x"]),
        (["LISTNUM OutlineDefault \\s 4", "LISTNUM OutlineDefault"], ["IV. x", "V. x"]),
        (["AUTONUM", "AUTONUM"], ["1. x", "2. x"]),
        (["AUTONUMLGL \\e", "AUTONUMLGL \\e"], ["1 x", "2 x"]),
        (["AUTONUMOUT", "AUTONUMOUT"], ["I. x", "II. x"]),
    ],
)
def test_numbers_that_fields_count(tmp_path: Path, fields: list[str], lines: list[str]) -> None:
    body = "".join(p(no_result(each) + run(" x")) for each in fields)
    assert read(word_file(tmp_path / "a.docx", body)).text.split("\n") == lines


def test_a_field_in_a_numbered_paragraph_counts_one_level_below(tmp_path: Path) -> None:
    body = numbered(
        run("x: ") + no_result("LISTNUM") + run(" y; ") + no_result("LISTNUM") + run(" z")
    )
    assert read(word_file(tmp_path / "a.docx", body, **NUMBERS)).text == "1. x: a) y; b) z"


def test_a_word_file_with_macros_is_read(tmp_path: Path) -> None:
    assert read(word_file(tmp_path / "a.docm", p("Term"))).text == "Term"
