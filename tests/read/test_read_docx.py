from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from document_laws import check_laws
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builder import (
    W_NS,
    cell,
    deleted,
    field,
    inserted,
    p,
    run,
    style,
    styled,
    table,
    word_bytes,
    word_file,
    zipped,
)

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document
from contract_lint.read import read
from contract_lint.read.docx_runs import STRUCK

GONE = '<w:rPr><w:del w:id="1" w:author="Bob" w:date="2024"/></w:rPr>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def doc(path: Path, body: str, **parts: str) -> Document:
    document = read(word_file(path / "a.docx", body, **parts))
    check_laws(document)
    return document


def drawing(inner: str) -> str:
    return (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def box(inner: str) -> str:
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    shape = drawing(f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>")
    fallback = f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param(run("thirty") + run(" days"), "thirty days", id="runs"),
        pytest.param(
            "<w:r><w:t>By:</w:t><w:tab/><w:tab/><w:t>Date</w:t></w:r>", "By: Date", id="tabs"
        ),
        pytest.param("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a b", id="soft-line-break"),
        pytest.param(
            "<w:r><w:t>a</w:t><w:cr/><w:br w:type='page'/><w:t>b</w:t></w:r>", "a b", id="page"
        ),
        pytest.param(run("30\u00a0days\u2003from"), "30 days from", id="other-blanks"),
        pytest.param(run("con\u00adtract\u200b"), "contract", id="invisible-characters"),
        pytest.param(
            "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>GMP a\u2011b</w:t></w:r>",
            "non-GMP a-b",
            id="non-breaking-hyphens",
        ),
        pytest.param(
            f'<w:hyperlink w:anchor="x">{run("Section 4")}</w:hyperlink>', "Section 4", id="link"
        ),
        pytest.param(field("REF _Ref1 \\r", "7.2"), "7.2", id="field-result"),
        pytest.param(
            field("REF a " + "</w:instrText></w:r>" + field("PAGE", "9") + "<w:r><w:instrText>", "7"),
            "7",
            id="field-in-an-instruction",
        ),
        pytest.param(
            f'<w:fldSimple w:instr="DATE">{run("1 May")}</w:fldSimple>', "1 May", id="simple-field"
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MACROBUTTON None '
            '[insert date]</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "[insert date]",
            id="prompt",
        ),
        pytest.param(
            control(run("Widget"), "<w:alias w:val='Product'/>"), "Widget", id="content-control"
        ),
        pytest.param(
            control(
                "<w:r><w:t>\u2612</w:t></w:r>", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
            )
            + run(" CDMO"),
            "\u2612 CDMO",
            id="check-box",
        ),
        pytest.param(
            control("", '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>') + run(" x"),
            "\u2612 x",
            id="check-box-without-character",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            '<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" yes"),
            "\u2612 yes",
            id="legacy-check-box",
        ),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\u2713", id="tick-symbol"
        ),
        pytest.param(
            run("\u00fc", '<w:rFonts w:ascii="Wingdings"/>'), "\u2713", id="tick-by-font"
        ),
        pytest.param(
            run("-20 ") + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>' + run("C"),
            "-20 °C",
            id="degree-symbol",
        ),
        pytest.param(run("a") + run("hidden", "<w:vanish/>") + run("b"), "ab", id="hidden"),
        pytest.param(run("shown", '<w:vanish w:val="0"/>'), "shown", id="not-hidden"),
        pytest.param(
            "<w:r><w:ruby><w:rt>" + run("x") + "</w:rt><w:rubyBase>" + run("y")
            + "</w:rubyBase></w:ruby></w:r>",
            "y",
            id="ruby",
        ),
        pytest.param(
            f'<w:smartTag w:element="place">{run("Basel")}</w:smartTag>', "Basel", id="smart-tag"
        ),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_shown(tmp_path: Path, inner: str, text: str) -> None:
    assert doc(tmp_path, p(inner)).text == text


def test_changes_are_accepted_and_recorded(tmp_path: Path) -> None:
    body = p(
        run("within ") + deleted("ten") + inserted(run("thirty ") + run("(30)")) + run(" days")
    )
    document = doc(tmp_path, body)
    assert document.text == "within thirty (30) days"
    assert [(document.quote(c.span), c.kind, c.author) for c in document.revisions] == [
        ("", "deletion", "Bob"),
        ("thirty (30)", "insertion", "Ann"),
    ]
    assert document.revisions[0].span.start == len("within ")
    assert document.revisions[1].date == "2024-01-02T00:00:00Z"


def test_moved_words_stand_where_they_went(tmp_path: Path) -> None:
    away = '<w:moveFrom w:id="3" w:author="Ann" w:date="">' + run("gone") + "</w:moveFrom>"
    here = '<w:moveTo w:id="4" w:author="Ann" w:date="">' + run("come") + "</w:moveTo>"
    document = doc(tmp_path, p(run("a ") + away) + p(run("b ") + here))
    assert document.text == "a\nb come"
    assert [(c.kind, document.quote(c.span)) for c in document.revisions] == [
        ("move", ""),
        ("move", "come"),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(p(run("one ") + deleted("x"), GONE) + p("two"), "one two", id="joined"),
        pytest.param(p("a") + p(deleted("x"), GONE) + p("b"), "a\nb", id="whole-paragraph"),
        pytest.param(p("a") + p("b", GONE), "a\nb", id="last-paragraph"),
        pytest.param(
            p(run("1.2 Term."), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("It lasts."),
            "1.2 Term. It lasts.",
            id="style-separator",
        ),
    ],
)
def test_deleted_or_hidden_paragraph_marks_join(tmp_path: Path, body: str, text: str) -> None:
    assert doc(tmp_path, body).text == text


def test_a_deletion_at_the_very_end_is_recorded(tmp_path: Path) -> None:
    document = doc(tmp_path, p("a") + p(deleted("b"), GONE))
    assert document.text == "a"
    assert {change.kind for change in document.revisions} == {"deletion"}


def test_notes_stand_after_their_paragraph(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{p("The <site>.".replace("<", "&lt;"))}{p("Two.")}</w:footnote>'
    document = doc(
        tmp_path, p(run("Made at the site") + NOTE + run(".")) + p("Next."), footnotes=notes
    )
    assert document.text.split("\n") == [
        "Made at the site [^1].",
        "[^1] The <site>. Two.",
        "Next.",
    ]
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.NOTE,
        BlockKind.PARAGRAPH,
    ]


def test_text_boxes_are_read_once_after_their_paragraph(tmp_path: Path) -> None:
    document = doc(tmp_path, p(run("Anchor") + box(p("In the box") + p("and more"))) + p("After"))
    assert document.text.split("\n") == ["Anchor", "In the box", "and more", "After"]


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    picture = drawing("<pic:pic/>")
    body = p(run("a") + picture + "<m:oMath/>" + run("secret", "<w:vanish/>"))
    document = doc(
        tmp_path,
        body,
        comments="<w:comment>" + p("?") + "</w:comment>",
        header1=p("Draft"),
        footer1=p(),
    )
    assert document.text == "a"
    assert dict(document.omitted) == {
        "comments": 1,
        "equations": 1,
        "images": 1,
        "page headers": 1,
        "pieces of hidden text": 1,
    }


def test_headings_are_known_by_style_and_outline(tmp_path: Path) -> None:
    styles = (
        style("H2", "heading 2") + style("Mine", "My head", based_on="H2") + style("T", "Title")
    )
    long = "The Supplier shall keep records of each batch for the Term and seven years after it."
    body = (
        styled("Agreement", "T")
        + styled("Term", "H2")
        + styled("Fees", "Mine")
        + styled(long, "H2")
        + p("Audit", '<w:outlineLvl w:val="0"/>')
        + p("Text")
    )
    document = doc(tmp_path, body, styles=styles)
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, None),
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.HEADING, 0),
        (BlockKind.PARAGRAPH, None),
    ]


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(styled("1. Term 3", "TOC1") + styled("2. Fees 4", "TOC1"), id="style"),
        pytest.param(
            control(
                p("1. Term 3") + p("2. Fees 4"),
                '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
            ),
            id="gallery",
        ),
        pytest.param(
            p(
                field("TOC \\o", "1. Term 3").removesuffix(
                    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
                )
            )
            + p(run("2. Fees 4") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            id="field",
        ),
    ],
)
def test_a_table_of_contents_is_told_from_clauses(tmp_path: Path, entries: str) -> None:
    title = p("Table of Contents")
    document = doc(tmp_path, title + entries + p("Text"), styles=style("TOC1", "toc 1"))
    assert document.text == "Table of Contents\n1. Term 3\n2. Fees 4\nText"
    assert [block.kind for block in document.blocks] == [
        *[BlockKind.CONTENTS] * 3,
        BlockKind.PARAGRAPH,
    ]


def test_a_field_that_never_ends_hides_nothing(tmp_path: Path) -> None:
    begun = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    )
    assert doc(tmp_path, p(begun) + p("The rest") + p("stays")).text == "The rest\nstays"


def test_a_table_is_a_line_a_row(tmp_path: Path) -> None:
    matrix = table(
        ["Activity", "CDMO", "Sponsor"],
        ["Batch release", cell(p("\u2713")), ""],
        [cell(p("Retain samples") + p("5 years")), "", cell(p("X"))],
        headers=1,
    )
    document = doc(tmp_path, p("Before") + matrix + p("After"))
    assert document.text.split("\n") == [
        "Before",
        "| Activity | CDMO | Sponsor |",
        "| Batch release | \u2713 | |",
        "| Retain samples 5 years | | X |",
        "After",
    ]
    (found,) = document.tables
    assert found.headers == 1
    tick = found.rows[1].cells[1]
    assert [document.quote(head.span) for head in found.header_of(tick)] == ["CDMO"]
    assert [line.table for line in document.lines] == [None, 0, 0, 0, None]
    assert [line.paragraph for line in document.lines][0::4] == [0, 1]


def test_merged_cells_are_read_once(tmp_path: Path) -> None:
    rows = table(
        [cell("Quality", '<w:gridSpan w:val="2"/>'), cell("Site", '<w:vMerge w:val="restart"/>')],
        ["QA", "QC", cell("ghost", "<w:vMerge/>")],
        ["a", "b", "c"],
    )
    document = doc(tmp_path, rows)
    assert document.text.split("\n") == ["| Quality | Site |", "| QA | QC | |", "| a | b | c |"]
    assert [(c.column, c.columns) for c in document.tables[0].rows[0].cells] == [(0, 2), (2, 1)]


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ([["Item", "Due", "Owner"], ["Report", "30 days", "CDMO"]], 1),
        ([["Name", "Ann"], ["Title", "CEO"]], 0),
        ([[cell(p(run(t, "<w:b/>"))) for t in ("Item", "Due")], ["Report", "30 days"]], 1),
        ([["one " * 20, "b", "c"], ["d", "e", "f"]], 0),
        ([["a", "b", "c"]], 0),
        ([[cell("Fees", '<w:gridSpan w:val="3"/>')], ["A", "B", "C"], ["d", "e", "f"]], 2),
    ],
)
def test_header_rows_are_told_from_forms(
    tmp_path: Path, rows: list[list[str]], headers: int
) -> None:
    assert doc(tmp_path, table(*rows)).tables[0].headers == headers


def test_a_frame_of_one_column_is_text(tmp_path: Path) -> None:
    document = doc(tmp_path, table([cell(p("1. Term") + p("It lasts."))], ["End"]))
    assert document.text == "1. Term\nIt lasts.\nEnd"
    assert document.tables == ()


def test_a_table_in_a_cell_is_part_of_the_cell(tmp_path: Path) -> None:
    document = doc(tmp_path, table([cell(p("a") + table(["b", "c"], ["d", "e"]) + p()), "f"]))
    assert document.text == "| a b c d e | f |"


def test_deleted_and_inserted_rows(tmp_path: Path) -> None:
    rows = (
        table(["a", "b"], ["c", "d"], ["e", "f"])
        .replace("<w:tr><w:tc><w:p><w:r><w:t xml:space=\"preserve\">c", '<w:tr><w:trPr><w:del w:id="1" '
                 'w:author="Bob" w:date=""/></w:trPr><w:tc><w:p><w:r><w:t xml:space="preserve">c')
        .replace("<w:tr><w:tc><w:p><w:r><w:t xml:space=\"preserve\">e", '<w:tr><w:trPr><w:ins w:id="2" '
                 'w:author="Ann" w:date=""/></w:trPr><w:tc><w:p><w:r><w:t xml:space="preserve">e')
    )  # fmt: skip
    document = doc(tmp_path, rows)
    assert document.text == "| a | b |\n| e | f |"
    assert sorted((c.kind, document.quote(c.span)) for c in document.revisions) == [
        ("deletion", ""),
        ("insertion", "| e | f |"),
    ]


def test_strict_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "strict.docx"
    data = word_bytes(p("Strict text"))
    with ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = "http://purl.oclc.org/ooxml/"
    files = {
        name: text.replace(W_NS, f"{strict}wordprocessingml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            f"{strict}officeDocument/relationships",
        )
        for name, text in files.items()
    }
    path.write_bytes(zipped(files))
    assert read(path).text == "Strict text"


def test_a_damaged_side_part_is_named_and_the_text_still_read(tmp_path: Path) -> None:
    document = doc(tmp_path, p("Text"), styles="<w:style>")
    assert document.text == "Text"
    assert "word/styles.xml" in document.notes[0]


plain = st.text("ab \u00a0\u00ad1.", min_size=1, max_size=8)
inline = st.one_of(
    plain.map(run),
    plain.map(deleted),
    plain.map(run).map(inserted),
    plain.map(run).map(control),
    st.just(NOTE),
    plain.map(lambda text: box(p(text))),
)
marks = st.sampled_from(["", "", GONE, "<w:rPr><w:specVanish/></w:rPr>"])
paragraphs = st.builds(
    lambda runs, mark: p("".join(runs), mark), st.lists(inline, min_size=1, max_size=4), marks
)
cells = st.lists(paragraphs, min_size=1, max_size=2).map("".join).map(cell)
some_tables = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: table(*rows)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(paragraphs, some_tables), max_size=5))
def test_any_file_keeps_the_laws(tmp_path_factory: pytest.TempPathFactory, body: list[str]) -> None:
    path = tmp_path_factory.mktemp("laws") / "a.docx"
    notes = f'<w:footnote w:id="2">{p("Note")}</w:footnote>'
    document = read(word_file(path, p("Start") + "".join(body), footnotes=notes))
    check_laws(document)
    assert "  " not in document.text


def test_words_struck_through_by_hand_are_kept_and_noted(tmp_path: Path) -> None:
    struck = '<w:style w:type="character" w:styleId="S"><w:name w:val="S"/><w:rPr><w:strike/></w:rPr></w:style>'
    body = (
        p(run("within ") + run("five (5)", "<w:strike/>") + run(" thirty (30) days"))
        + p(run("whole", '<w:rStyle w:val="S"/>') + run(" not", "<w:dstrike w:val='0'/>"))
        + p(run("not", '<w:rStyle w:val="S"/><w:strike w:val="0"/><w:dstrike w:val="0"/>'))
        + p(inserted(run("added", "<w:strike/>")))
    )
    document = read(word_file(tmp_path / "a.docx", body, styles=struck))
    assert document.text.splitlines()[0] == "within five (5) thirty (30) days"
    kinds = {document.quote(each.span): each.kind for each in document.revisions}
    assert kinds == {"five (5)": STRUCK, "whole": STRUCK, "added": "insertion"}
    (note,) = document.notes
    assert "3 words are struck through, but not as a tracked change (lines 1-2)" in note


def test_documents_within_the_document_are_counted(tmp_path: Path) -> None:
    chunk = '<w:altChunk r:id="rId9"/>'
    body = (
        p('<w:subDoc r:id="rId8"/>' + run("Agreement")) + chunk + table([cell(chunk), "b"], ["c"])
    )
    document = read(word_file(tmp_path / "a.docx", body))
    assert dict(document.omitted) == {"embedded documents": 2, "linked documents": 1}
    with pytest.raises(
        UnreadableFileError, match=r"only embedded documents \(1\): open it in Word"
    ):
        read(word_file(tmp_path / "b.docx", chunk))


def test_a_note_that_is_cited_over_and_over_is_read_once(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="2">{p(run("See the plan.") + NOTE)}</w:footnote>'
    document = doc(tmp_path, p(run("As agreed") + NOTE) * 3, footnotes=note)
    assert document.text.count("See the plan.") == 1
