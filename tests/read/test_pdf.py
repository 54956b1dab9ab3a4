import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.lib.colors import lightgrey
from reportlab.pdfgen.canvas import Canvas

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document
from contract_lint.read.pdf import read_pdf
from contract_lint.read.pdf_words import _sign

SHARED = Path(__file__).parents[3] / "shared" / "data" / "pdf" / "edge"
WIDTH, HEIGHT = 612, 792
LEFT, TOP, LEADING = 72, 700, 14

Draw = Callable[[Canvas], None]


def write_pdf(path: Path, pages: Sequence[Draw], encrypt: object = None) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encrypt)
    for draw in pages:
        canvas.setFont("Times-Roman", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text_page(*lines: str, left: float = LEFT, top: float = TOP, step: float = LEADING) -> Draw:
    def draw(canvas: Canvas) -> None:
        for index, line in enumerate(lines):
            canvas.drawString(left, top - index * step, line)

    return draw


def scan_page(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 0, 0, WIDTH, HEIGHT)


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def read_pages(tmp_path: Path, *pages: Draw) -> Document:
    return read_pdf(write_pdf(tmp_path / "draft.pdf", pages))


def blocks(document: Document) -> list[str]:
    return [document.quote(block.span).replace("\n", " ") for block in document.blocks]


LONG = "The Supplier shall keep every batch record in good order and shall hand a copy of it to the"


def test_lines_know_their_page_and_their_place(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path, text_page("1. Supply", "Nothing else."), text_page("2. Price", "As agreed.")
    )

    assert document.format == "pdf"
    assert document.pages == 2
    assert [line.page for line in document.lines] == [1, 1, 2, 2]
    assert document.text.splitlines() == ["1. Supply", "Nothing else.", "2. Price", "As agreed."]
    assert len(document.sha256) == 64


def test_running_heads_and_page_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        return both(
            text_page("Project Alder - Confidential", top=760),
            text_page(f"{number}.1 Clause {number} is the only one here.", f"It ends on {number}."),
            text_page(f"Page {number} of 4", left=280, top=30),
            text_page(f"ALD-{number:07}", left=480, top=18),
        )

    document = read_pages(tmp_path, *map(page, range(1, 5)))

    assert "Alder" not in document.text
    assert "of 4" not in document.text
    assert "ALD-" not in document.text
    assert document.text.count("It ends on") == 4
    assert dict(document.omitted) == {
        "Bates stamps": 4,
        "lines of page headers": 4,
        "page numbers": 4,
    }


def test_clause_numbers_at_the_top_of_pages_are_no_running_heads(tmp_path: Path) -> None:
    pages = [
        text_page(f"Section {number}", f"The {name} is all of it.", top=750)
        for number, name in enumerate(("price", "place", "scope", "term", "end"), start=1)
    ]

    document = read_pages(tmp_path, *pages)

    assert [f"Section {number}" in document.text for number in range(1, 6)] == [True] * 5
    assert document.omitted == ()


def test_a_blank_redaction_on_every_page_is_no_running_head(tmp_path: Path) -> None:
    document = read_pages(tmp_path, *[text_page("[***]", "Other words.", top=750)] * 2)

    assert "[***]" in document.text


def test_numbers_of_an_earlier_paging_are_left_out(tmp_path: Path) -> None:
    pages = [
        text_page(*[f"Body of {name}"] * count, f"{count + 6}", top=600)
        for count, name in ((2, "two"), (3, "three"), (4, "four"), (5, "five"))
    ]

    document = read_pages(tmp_path, *pages)

    assert dict(document.omitted) == {"page numbers": 4}
    assert all(line.startswith("Body") for line in document.text.splitlines())


def test_line_numbers_in_the_margin_are_left_out(tmp_path: Path) -> None:
    numbers = [str(number) for number in range(1, 26)]
    words = [f"line of text that says {name} things" for name in "abcdefghijklmnopqrstuvwxy"]

    document = read_pages(tmp_path, both(text_page(*numbers, left=40), text_page(*words)))

    assert document.text.splitlines() == words
    assert dict(document.omitted) == {"line numbers in the margin": 25}


def test_words_broken_at_line_ends_are_joined_where_they_were_one(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        text_page(
            "The Supplier will manufacture the product for each party in a third-",
            "party plant that is fit for the purpose, and shall not manufac-",
            "ture it in any other plant without the consent of the custo-",
            "mer, which the customer gives in writing for a short-",
            "term need.",
        ),
    )

    assert document.text.splitlines() == [
        "The Supplier will manufacture the product for each party in a third-party",
        "plant that is fit for the purpose, and shall not manufacture",
        "it in any other plant without the consent of the customer,",
        "which the customer gives in writing for a short-term",
        "need.",
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [f"The left column says in line {number} this" for number in range(12)]
    right = [f"The right column says in line {number} that" for number in range(12)]
    document = read_pages(
        tmp_path,
        both(
            text_page(
                "A TITLE THAT STANDS ACROSS BOTH OF THE COLUMNS OF THIS PAGE", left=100, top=740
            ),
            text_page(*left),
            text_page(*right, left=330, top=TOP - 3),
        ),
    )

    assert document.text.splitlines()[1:] == left + right


def test_a_form_with_two_short_columns_stays_in_rows(tmp_path: Path) -> None:
    names = ["Lot:", "Site:", "Grade:", "Shelf:"] * 4

    document = read_pages(tmp_path, both(text_page(*names), text_page(*names, left=330)))

    assert document.text.splitlines() == [f"{name} {name}" for name in names]


def test_two_places_to_sign_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ["ALDER WORKS LTD", "By: ____________", "Name: Ann Alder", "Title: Director"]
    right = ["BIRCH LABS INC", "By: ____________", "Name: Bob Birch", "Title: Manager"]

    document = read_pages(
        tmp_path,
        both(text_page(LONG, top=740), text_page(*left), text_page(*right, left=330)),
    )

    assert blocks(document) == [LONG, *left, *right]


def test_small_capitals_are_words_in_capitals(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(LEFT, TOP)
        for part in ("1.2 T", "he", " S", "upplier", " keeps the records of it."):
            small = part.isalpha()
            text.setFont("Times-Roman", 8 if small else 11)
            text.textOut(part.upper() if small else part)
        canvas.drawText(text)

    assert read_pages(tmp_path, page).text == "1.2 THE SUPPLIER keeps the records of it."


def test_running_lines_of_two_pages_are_left_out(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        return both(
            text_page("Draft of 3 May", top=765),
            text_page(f"{number}. Clause {number}", LONG),
            text_page(f"Alder Works and Birch Labs {number}", top=30),
        )

    document = read_pages(tmp_path, page(1), page(2))

    assert document.text.splitlines() == ["1. Clause 1", LONG, "2. Clause 2", LONG]
    assert dict(document.omitted) == {"lines of page footers": 2, "lines of page headers": 2}


def test_lines_of_a_paragraph_are_one_block(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        text_page(
            LONG,
            f"Customer. {LONG[:-14]} as",
            "Section 4.2 says.",
            "(a) The first item of a list that is short;",
            "(b) the second item.",
            "1.2 A new clause.",
        ),
    )

    found = blocks(document)
    assert found[0].endswith("as Section 4.2 says.")
    assert [text.split()[0] for text in found[1:]] == ["(a)", "(b)", "1.2"]


def test_a_paragraph_goes_on_over_the_page_break(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        text_page("1.1 Records.", LONG, top=100),
        text_page("Customer on request.", "1.2 Nothing else."),
    )

    assert blocks(document)[1] == f"{LONG} Customer on request."


def test_a_blank_line_or_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        both(
            text_page(LONG, LONG, "Customer."),
            text_page(LONG, LONG, "Customer.", top=TOP - 60),
        ),
    )

    assert [block.count("Supplier") for block in blocks(document)] == [2, 2]


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("1.1Defined Terms", "1.1 Defined Terms"),
        ("3.Price", "3. Price"),
        ("7A.Insurance", "7A. Insurance"),
        ("(a)The Supplier", "(a) The Supplier"),
        ("(iii)prepare the minutes", "(iii) prepare the minutes"),
        ("6.4.1fails to deliver", "6.4.1 fails to deliver"),
        ("1.16“Batch” means a lot", "1.16 “Batch” means a lot"),
        ("(iv)(A)use its best people", "(iv) (A) use its best people"),
        ("(B)use its best people", "(B) use its best people"),
        ("(s)he may object", "(s)he may object"),
        ("2.5mg of substance", "2.5mg of substance"),
    ],
)
def test_a_number_glued_to_its_heading_is_set_apart(tmp_path: Path, glued: str, apart: str) -> None:
    assert read_pages(tmp_path, text_page(glued)).text == apart


def test_entries_of_a_table_of_contents_are_marked(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path, text_page("1. Supply ............. 3", "2. Price . . . . . . . 12", "Then words.")
    )

    assert [block.kind for block in document.blocks][:2] == [BlockKind.CONTENTS] * 2
    assert document.blocks[2].kind is BlockKind.PARAGRAPH


def test_a_table_of_contents_without_dots_is_known_by_its_title(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        both(
            text_page("TABLE OF CONTENTS", "Page", "1. Supply", "2. Price and", "Payment"),
            text_page("3", "", "12", left=500, top=TOP - 2 * LEADING),
        ),
        text_page("1. Supply", "The Supplier supplies 20", "or more of them."),
    )

    kinds = [block.kind for block in document.blocks]
    assert kinds[:5] == [BlockKind.CONTENTS] * 5
    assert BlockKind.CONTENTS not in kinds[5:]


def test_bold_and_large_lines_are_headings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 11)
        canvas.drawString(LEFT, 740, "4. Change Control")
        canvas.setFont("Times-Roman", 11)
        text_page(LONG, LONG, "Customer.")(canvas)

    document = read_pages(tmp_path, draw)

    assert [block.kind for block in document.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


XS = (72, 272, 342, 412)


def matrix(first: int, last: int, top: float) -> Draw:
    """Draw a responsibility matrix with a header and rows `first` to `last`."""

    def draw(canvas: Canvas) -> None:
        rows = [("Task", "Owner", "Maker")]
        rows += [
            (f"Task number {row}", "X" if row % 2 else "", "" if row % 2 else "X")
            for row in range(first, last)
        ]
        ruled(canvas, XS, [top - 20 * row for row in range(len(rows) + 1)])
        for index, row in enumerate(rows):
            for x, text in zip(XS, row, strict=False):
                canvas.drawString(x + 4, top - 20 * index - 14, text)

    return draw


def test_a_ruled_table_over_two_pages_is_one_table(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        both(text_page("Before the table.", top=720), matrix(1, 5, top=160)),
        both(matrix(5, 8, top=740), text_page("After the table.", top=400)),
    )

    (table,) = document.tables
    lines = document.text.splitlines()
    assert lines[0] == "Before the table."
    assert lines[1:4] == [
        "| Task | Owner | Maker |",
        "| Task number 1 | X | |",
        "| Task number 2 | | X |",
    ]
    assert lines[-1] == "After the table."
    assert lines.count("| Task | Owner | Maker |") == 1
    assert dict(document.omitted) == {"repeated table headers": 1}
    assert table.headers == 1
    ticks = [
        (document.quote(row.cells[0].span), document.quote(table.header_of(cell)[0].span))
        for row in table.rows[1:]
        for cell in row.cells[1:]
        if document.quote(cell.span)
    ]
    assert ticks == [(f"Task number {row}", "Owner" if row % 2 else "Maker") for row in range(1, 8)]
    assert [line.page for line in document.lines if line.table == 0] == [1] * 5 + [2] * 3


def test_a_form_has_no_header_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS[:3], (700, 680, 660))
        for y, name, value in ((686, "Bank:", "Alder"), (666, "Account:", "12")):
            canvas.drawString(76, y, name)
            canvas.drawString(276, y, value)

    assert read_pages(tmp_path, draw).tables[0].headers == 0


def test_merged_cells_and_wrapped_cells(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(72, 700, 412, 700)
        canvas.line(272, 680, 412, 680)
        for y in (660, 620):
            canvas.line(72, y, 412, y)
        for x in (72, 272, 412):
            canvas.line(x, 700, x, 620)
        canvas.line(342, 680, 342, 620)
        for x, y, text in (
            (76, 676, "Task"),
            (276, 686, "Who is responsible"),
            (276, 666, "Owner"),
            (346, 666, "Maker"),
            (76, 646, "Release of the"),
            (76, 632, "drug substance"),
            (346, 640, "X"),
        ):
            canvas.drawString(x, y, text)

    document = read_pages(tmp_path, draw)

    (table,) = document.tables
    assert document.text.splitlines() == [
        "| Task | Who is responsible |",
        "| Owner | Maker |",
        "| Release of the drug substance | | X |",
    ]
    assert table.headers == 2
    heads = [document.quote(cell.span) for cell in table.header_of(table.rows[2].cells[2])]
    assert heads == ["Who is responsible", "Maker"]


def test_signs_of_symbol_fonts_are_ticks(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, (700, 680, 660))
        text_page("Task", top=686, left=76)(canvas)
        text_page("Owner", top=686, left=276)(canvas)
        text_page("Audit", top=666, left=76)(canvas)
        canvas.setFont("ZapfDingbats", 11)
        canvas.drawString(280, 666, "✔")

    assert read_pages(tmp_path, draw).text.splitlines()[1] == "| Audit | ✔ | |"


@pytest.mark.parametrize(
    ("font", "letter", "sign"),
    [
        ("ABCDEF+Wingdings-Regular", "ü", "✓"),
        ("Wingdings", "¨", "☐"),
        ("ABCDEF+Wingdings2", "P", "✓"),
        ("Wingdings 2", "O", "✗"),
        ("ABCDEF+Calibri", "P", "P"),
    ],
)
def test_letters_of_symbol_fonts_are_signs(font: str, letter: str, sign: str) -> None:
    assert _sign(font, letter) == sign


def test_a_row_that_the_page_break_leaves_open_belongs_to_its_table(tmp_path: Path) -> None:
    def draw(ys: Sequence[float], top: float, bottom: float, words: Sequence[str]) -> Draw:
        def draw_part(canvas: Canvas) -> None:
            for y in ys:
                canvas.line(72, y, 412, y)
            for x in XS:
                canvas.line(x, top, x, bottom)
            for index, word in enumerate(words):
                canvas.drawString(76, top - 14 - 20 * index, word)
                canvas.drawString(276, top - 14 - 20 * index, "X")

        return draw_part

    rows = read_pages(
        tmp_path,
        draw((200, 180, 160), 200, 120, ("Task", "Audit", "Release of", "the whole")),
        draw((700, 680), 720, 680, ("batch", "Recall")),
    ).text.splitlines()

    assert rows == [
        "| Task | X | |",
        "| Audit | X | |",
        "| Release of the whole batch | X X X | |",
        "| Recall | X | |",
    ]


def test_shades_underlines_and_frames_are_no_tables(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(lightgrey)
        canvas.rect(72, 696, 300, 14, stroke=0, fill=1)
        canvas.rect(72, 682, 180, 14, stroke=0, fill=1)
        canvas.rect(60, 500, 480, 220, stroke=1, fill=0)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.line(72, 690, 250, 690)
        text_page(LONG, "Customer as marked.")(canvas)

    document = read_pages(tmp_path, draw)

    assert document.tables == ()
    assert document.text.splitlines() == [LONG, "Customer as marked."]


def test_sideways_pages_are_read_along_their_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(100, 60)
        canvas.rotate(90)
        text_page("1. First line of it", "2. Second line of it", left=0, top=0)(canvas)

    assert read_pages(tmp_path, draw).text == "1. First line of it\n2. Second line of it"


def test_a_watermark_is_left_out_and_counted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text_page(LONG, "Customer.")(canvas)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DRAFT")

    document = read_pages(tmp_path, draw)

    assert "DRAFT" not in document.text
    assert dict(document.omitted) == {"words of watermarks": 1}


def test_words_beyond_the_page_are_left_out_and_counted(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path, both(text_page(LONG), text_page("Unseen words", left=2000, top=1e9))
    )

    assert document.text == LONG
    assert dict(document.omitted) == {"words beyond the edge of the page": 2}


def test_a_raised_ordinal_stays_in_its_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "on the 31")
        canvas.drawString(180, 700, "of May")
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(72 + canvas.stringWidth("on the 31", "Times-Roman", 11), 705, "st")

    assert read_pages(tmp_path, draw).text == "on the 31st of May"


def test_footnotes_stand_after_the_paragraph_that_goes_on(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        text_page("1.1 Records.", LONG, LONG)(canvas)
        canvas.setFont("Times-Roman", 8)
        text_page("1 As the law of the place of manufacture has it.", top=100)(canvas)

    document = read_pages(
        tmp_path, first, text_page("Customer on request.", f"1.2 {LONG}", f"Customer. {LONG}")
    )

    kinds = [(block.kind, document.quote(block.span)) for block in document.blocks]
    assert kinds[1][1].endswith("Customer on request.")
    assert kinds[2] == (BlockKind.NOTE, "1 As the law of the place of manufacture has it.")
    assert kinds[3][1].startswith("1.2")


def test_footnotes_below_the_left_column_are_notes(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        text_page(*[f"Words of the left column, line {n} of it" for n in range(30)])(canvas)
        text_page(*[f"Words of the other, line {n} of it" for n in range(40)], left=330)(canvas)
        canvas.setFont("Times-Roman", 8)
        text_page("1 As the law of the place of making has it.", top=200)(canvas)

    document = read_pages(tmp_path, page)

    assert [document.quote(b.span) for b in document.blocks if b.kind is BlockKind.NOTE] == [
        "1 As the law of the place of making has it."
    ]


def test_blank_pages_are_no_trouble(tmp_path: Path) -> None:
    document = read_pages(tmp_path, text_page(LONG), lambda canvas: None, text_page("Customer."))

    assert document.pages == 3
    assert document.notes == ()


def test_a_scanned_page_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    document = read_pages(tmp_path, text_page(LONG), scan_page, scan_page, text_page("Customer."))

    assert document.text.splitlines() == [LONG, "Customer."]
    (note,) = document.notes
    assert note.startswith("pages 2-3 could not be read")
    assert "ocrmypdf" in note


def test_a_scan_without_text_is_refused(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "scan.pdf", [scan_page, scan_page])

    with pytest.raises(UnreadableFileError, match=r"pages 1-2 .*`ocrmypdf in\.pdf out\.pdf`"):
        read_pdf(path)


def locked(path: Path) -> Path:
    encryption = pdfencrypt.StandardEncryption("open sesame", strength=128)
    return write_pdf(path, [text_page(LONG)], encryption)


def copy_protected(path: Path) -> Path:
    encryption = pdfencrypt.StandardEncryption("", ownerPassword="owner", canCopy=0, strength=128)
    return write_pdf(path, [text_page(LONG)], encryption)


def truncated(path: Path) -> Path:
    data = write_pdf(path, [text_page(LONG)] * 5).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def damaged(path: Path) -> Path:
    path.write_bytes(b"%PDF-1.7\n" + b"no object in here\n" * 20 + b"%%EOF\n")
    return path


def other(path: Path) -> Path:
    path.write_bytes(b"PK\x03\x04 a Word file under a wrong name")
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (locked, "needs a password"),
        (copy_protected, "copy-protected"),
        (truncated, "cut off before its end"),
        (damaged, "damaged"),
        (other, "not a PDF"),
        (empty, "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_one_line(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    path = make(tmp_path / "draft.pdf")

    with pytest.raises(UnreadableFileError) as caught:
        read_pdf(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert reason in caught.value.reason
    assert "\n" not in str(caught.value)


WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ(),.;§’", min_size=1, max_size=9),
    min_size=1,
    max_size=9,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, min_size=1, max_size=12))
def test_every_word_is_there_once_and_every_span_fits(
    tmp_path: Path, lines: list[list[str]]
) -> None:
    document = read_pages(tmp_path, text_page(*(" ".join(words) for words in lines)))

    assert "".join(document.text.split()) == "".join("".join(words) for words in lines)
    assert "\n".join(document.quote(line.span) for line in document.lines) == document.text
    for one, two in pairwise(document.blocks):
        assert one.span.end < two.span.start
    assert sum(len(block.span) for block in document.blocks) + len(document.blocks) - 1 == len(
        document.text
    )
    for block in document.blocks:
        place = document.locate(block.span)
        assert place.page == 1
        assert place.column == 1


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "draft.pdf", [both(text_page(LONG), matrix(1, 5, top=500))])

    assert read_pdf(path) == read_pdf(path)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real files are not beside the checkout")
def test_real_odd_files_are_read_or_refused() -> None:
    refused: list[str] = []
    for path in sorted(SHARED.glob("*.pdf")):
        try:
            assert read_pdf(path).text.strip()
        except UnreadableFileError as error:
            refused.append(error.reason)

    assert refused
    assert all(len(reason) < 200 for reason in refused)


def columns_page(rows: Sequence[Sequence[str]], xs: Sequence[float], top: float = TOP) -> Draw:
    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            for x, text in zip(xs, row, strict=True):
                canvas.drawString(x, top - index * LEADING, text)

    return draw


def rows_of(document: Document, table: int = 0) -> list[list[str]]:
    return [
        [document.quote(cell.span) for cell in row.cells] for row in document.tables[table].rows
    ]


def test_a_table_without_lines_is_known_by_its_columns(tmp_path: Path) -> None:
    rows = [
        ("Deliverable", "Due", "Owner"),
        ("Batch record", "10 days", "Supplier"),
        ("Stability plan", "30 days", "Supplier"),
        ("", "after release", ""),
        ("Cell bank report", "$ 5,000", "Customer"),
    ]
    document = read_pages(
        tmp_path,
        both(
            text_page(LONG, LONG, top=TOP),
            columns_page(rows, (72, 250, 400), top=TOP - 50),
            text_page("5. Payment is due on delivery.", top=TOP - 140),
        ),
    )

    assert rows_of(document) == [
        ["Deliverable", "Due", "Owner"],
        ["Batch record", "10 days", "Supplier"],
        ["Stability plan", "30 days after release", "Supplier"],
        ["Cell bank report", "$ 5,000", "Customer"],
    ]
    assert document.tables[0].headers == 1
    assert blocks(document)[-1] == "5. Payment is due on delivery."


@pytest.mark.parametrize(
    ("rows", "xs"),
    [
        ([("By:", "By:", "Date:")] * 5, (72, 250, 400)),
        ([(f"{n}. Part {n}", str(n * 2)) for n in range(1, 9)], (72, 480)),
        ([(f"({n})", "an item that goes on") for n in "abcdefg"], (72, 110)),
        ([("Alpha", "1 day"), ("Beta", "2 days")], (72, 300)),
        ([(LONG[:40], LONG[40:80])] * 6, (72, 330)),
    ],
)
def test_places_to_sign_contents_lists_and_prose_are_no_tables(
    tmp_path: Path, rows: Sequence[Sequence[str]], xs: Sequence[float]
) -> None:
    assert read_pages(tmp_path, columns_page(rows, xs)).tables == ()


def test_cells_known_by_colour_alone_make_a_table_but_marked_words_do_not(tmp_path: Path) -> None:
    def coloured(canvas: Canvas) -> None:
        canvas.setFillColor(lightgrey)
        for row in range(3):
            for column in range(2):
                canvas.rect(72 + 150 * column, 600 - 24 * row, 150, 24, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for row, (name, price) in enumerate((("Item", "Price"), ("Vial", "4"), ("Box", "9"))):
            canvas.drawString(80, 607 - 24 * row, name)
            canvas.drawString(230, 607 - 24 * row, price)

    def marked(canvas: Canvas) -> None:
        canvas.setFillColor(lightgrey)
        canvas.rect(72, 400, 180, 14, stroke=0, fill=1)
        canvas.rect(72, 386, 320, 14, stroke=0, fill=1)
        canvas.rect(72, 372, 250, 14, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for row in range(3):
            canvas.drawString(72, 403 - 14 * row, LONG[:60])

    document = read_pages(tmp_path, both(coloured, marked))

    assert [rows_of(document, index) for index in range(len(document.tables))] == [
        [["Item", "Price"], ["Vial", "4"], ["Box", "9"]]
    ]


NAMES = ("", "price", "place", "scope", "term", "end")


def test_a_notice_at_the_foot_is_left_out_however_its_lines_are_broken(tmp_path: Path) -> None:
    notice = (
        "Parts of this page are left out and were handed to the authority apart from it, as the rules "
        "on secrets of trade allow; they are marked with a star."
    )

    def page(number: int) -> Draw:
        foot = textwrap.wrap(notice, 70 if number == 3 else 60)
        return both(
            text_page(*[f"{number}.{line} Words of {NAMES[line]}" for line in range(5)]),
            text_page(*foot, top=400 if number == 3 else 100),
            text_page("Nothing else is on this page." if number == 3 else "", top=340),
        )

    document = read_pages(tmp_path, *map(page, range(1, 6)))

    assert "left out" not in document.text
    assert document.text.count("Words of") == 5 * 5
    assert "Nothing else" in document.text


def test_pages_of_a_heading_each_keep_it(tmp_path: Path) -> None:
    headings = [f"Exhibit QX-{number}" for number in range(1, 5)]

    document = read_pages(
        tmp_path, *(text_page(head, "Form 00731", "{2 pages left out}") for head in headings)
    )

    assert [line for line in document.text.splitlines() if "Exhibit" in line] == headings


def test_two_pages_of_the_same_words_keep_them(tmp_path: Path) -> None:
    document = read_pages(tmp_path, *[text_page("Certificate of release")] * 2)

    assert document.text.splitlines() == ["Certificate of release"] * 2


def test_figures_of_columns_far_apart_are_words_of_their_own(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        text_page(LONG, top=400)(canvas)
        figures = canvas.beginText(LEFT, 300)
        figures.setCharSpace(40)
        figures.textOut("30")
        canvas.drawText(figures)

    assert read_pages(tmp_path, page).text.splitlines() == [LONG, "3 0"]


def test_a_footer_in_mid_page_is_left_out_below_words_of_the_text(tmp_path: Path) -> None:
    notice = "Certain information in this document has been omitted and filed apart."

    def page(number: int) -> Draw:
        return text_page(
            *[f"Words of {NAMES[number]}"] * number,
            notice,
            f"Page {number} of 5",
            f"XY/ 1234567.{8}",
        )

    document = read_pages(tmp_path, *map(page, range(1, 6)))

    assert set(document.text.splitlines()) == {f"Words of {name}" for name in NAMES[1:]}


def test_what_is_filled_into_a_form_is_read_where_it_stands(tmp_path: Path) -> None:
    def form(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Name of the supplier:")
        canvas.acroForm.textfield(
            name="supplier", value="Alder Works Ltd", x=200, y=695, width=200, height=18
        )
        canvas.drawString(72, 670, "Testing is done by the supplier")
        canvas.acroForm.checkbox(name="yes", checked=True, x=300, y=667, size=12)
        canvas.drawString(72, 640, "Testing is done by the customer")
        canvas.acroForm.checkbox(name="no", checked=False, x=300, y=637, size=12)

    assert read_pages(tmp_path, form).text.splitlines() == [
        "Name of the supplier: Alder Works Ltd",
        "Testing is done by the supplier ☒",
        "Testing is done by the customer ☐",
    ]


def test_a_printed_redline_is_noted_and_its_words_are_set_apart(tmp_path: Path) -> None:
    def redline(canvas: Canvas) -> None:
        canvas.drawString(
            72, 700, "The Supplier shallshould keep thirty ten days of stock at hand."
        )
        start = 72 + canvas.stringWidth("The Supplier ")
        end = start + canvas.stringWidth("shall")
        canvas.line(start, 703, end, 703)
        canvas.line(end, 698, end + canvas.stringWidth("should"), 698)
        start = end + canvas.stringWidth("should keep ")
        canvas.line(start, 703, start + canvas.stringWidth("thirty ten"), 703)
        canvas.drawString(72, 680, "An underlined heading")
        canvas.line(72, 678, 180, 678)

    document = read_pages(tmp_path, redline)

    assert document.text.splitlines()[0].startswith("The Supplier shall should keep thirty")
    assert len(document.notes) == 1
    assert "3 words are struck through and 4 underlined (page 1)" in document.notes[0]


def test_underlines_and_rules_of_tables_are_no_redline(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, (72, 200, 330), (690, 704, 718, 732))
        for row in range(3):
            canvas.drawString(76, 694 + 14 * row, f"Lot {row}")
            canvas.drawString(204, 694 + 14 * row, "is released by the supplier")
        for line in range(6):
            canvas.drawString(72, 600 - 20 * line, f"Heading {line} of it")
            canvas.line(72, 598 - 20 * line, 160, 598 - 20 * line)

    assert read_pages(tmp_path, page).notes == ()


def recognised(words: str) -> Draw:
    lines = [words[at : at + 80] for at in range(0, len(words), 80)]
    return both(scan_page, text_page(*lines))


def test_a_text_layer_of_noise_is_refused_and_a_poor_one_is_noted(tmp_path: Path) -> None:
    good = "the supplier keeps every record of the batch in good order "
    noisy = "tbc s&ppl1er kceqs cvcrg rcc*rd of t h e b^tch in g00d ordcr "

    with pytest.raises(UnreadableFileError, match="page 1"):
        read_pages(tmp_path, recognised(noisy * 6))
    poor = read_pages(tmp_path, recognised(good * 8 + noisy * 2))
    assert "page 1 is misread in places" in poor.notes[0]
    assert read_pages(tmp_path, recognised(good * 8)).notes == ()
    assert read_pages(tmp_path, text_page(noisy)).notes == ()


def test_a_list_of_exhibits_ends_the_table_of_contents(tmp_path: Path) -> None:
    document = read_pages(
        tmp_path,
        both(
            text_page("TABLE OF CONTENTS", "1. Supply", "2. Price", "3. Term"),
            text_page("", "1", "4", "9", left=500),  # PDFium takes these figures for one word
            text_page("EXHIBITS", "Exhibit 1.2 - Cost of Sales", "Exhibit B - Marks", top=640),
            text_page("The parties agree as follows.", "Exhibit B is part of this.", top=560),
        ),
    )

    kinds = {document.quote(block.span): block.kind for block in document.blocks}
    assert kinds["Exhibit 1.2 - Cost of Sales"] is BlockKind.CONTENTS
    assert kinds["Exhibit B - Marks"] is BlockKind.CONTENTS
    assert kinds["Exhibit B is part of this."] is BlockKind.PARAGRAPH


def test_ticks_and_crosses_drawn_with_lines_stand_in_their_cells(tmp_path: Path) -> None:
    def matrix(canvas: Canvas) -> None:
        ruled(canvas, (72, 250, 330, 410), (640, 660, 680, 700))
        for x, text in ((76, "Task"), (254, "Supplier"), (334, "Customer")):
            canvas.drawString(x, 686, text)
        canvas.drawString(76, 666, "Release of lots")
        canvas.drawString(76, 646, "Supply of cells")
        tick = canvas.beginPath()
        tick.moveTo(284, 670)
        tick.lineTo(288, 665)
        tick.lineTo(296, 676)
        canvas.drawPath(tick)
        canvas.line(364, 645, 372, 653)
        canvas.line(364, 653, 372, 645)

    assert rows_of(read_pages(tmp_path, matrix)) == [
        ["Task", "Supplier", "Customer"],
        ["Release of lots", "✓", ""],
        ["Supply of cells", "", "✗"],
    ]
