from pathlib import Path

import pytest
from document_laws import check_laws
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document
from contract_lint.read import read


def text_document(path: Path, content: str | bytes) -> Document:
    file = path / "a.txt"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    document = read(file)
    check_laws(document)
    return document


def paragraphs(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.blocks]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Entgelt § 5\nÄnderung".encode(), "Entgelt § 5\nÄnderung", id="utf-8"),
        pytest.param("\ufeffa\nb\n".encode(), "a\nb", id="byte-order-mark"),
        pytest.param("a – b\n".encode("utf-16"), "a – b", id="utf-16"),
        pytest.param("a “b” c\nd".encode("utf-16-le"), "a “b” c\nd", id="utf-16-without-mark"),
        pytest.param("a “b” §".encode("cp1252"), "a “b” §", id="windows-1252"),
        pytest.param(b"a\r\nb\rc\nd", "a\nb\nc\nd", id="mixed-line-ends"),
        pytest.param(b"  a \t b  \n\n\n c", "  a \t b  \n\n\n c", id="blanks-are-kept"),
        pytest.param(b"a\n\x0cb", "a\n\x0cb", id="form-feed"),
    ],
)
def test_lines_are_the_lines_of_the_file(tmp_path: Path, data: bytes, text: str) -> None:
    assert text_document(tmp_path, data).text == text


def test_odd_bytes_are_named(tmp_path: Path) -> None:
    document = text_document(tmp_path, b"a\nb \xe9\x81")
    assert document.text == "a\nb é\ufffd"
    assert [note for note in document.notes if "line 2" in note]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [(b"", "no text"), (b" \n\t\n", "no text"), (bytes(range(32)) * 20, "not a text file")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, complaint: str) -> None:
    with pytest.raises(UnreadableFileError, match=complaint):
        text_document(tmp_path, data)


WRAPPED_PARAGRAPHS = [
    """\
7.1 Notice. The Supplier shall notify the Customer of each change to the
process within thirty days of the decision to make it, and shall not make
the change without consent in accordance with Section
9.2 of this Agreement.""",
    """\
7.2 Form. Each notice shall be in writing and shall name the persons who are
responsible for it:""",
    "(a) the quality head; and",
    "(b) the site head.",
]
WRAPPED = "\n".join(WRAPPED_PARAGRAPHS)
LONG = "The Supplier shall keep one retention sample of each batch of the Product " * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{LONG}\n{LONG}", [LONG, LONG], id="each-line-a-paragraph"),
        pytest.param(f"{LONG}\nuntil release.", [f"{LONG}\nuntil release."], id="goes-on"),
        pytest.param("Term\n\n\nFees", ["Term", "Fees"], id="blank-lines-part"),
        pytest.param(
            WRAPPED,
            WRAPPED_PARAGRAPHS,
            id="broken-at-a-margin",
        ),
    ],
)
def test_paragraphs(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert paragraphs(text_document(tmp_path, text)) == expected


def test_tables_drawn_with_pipes_and_with_gaps(tmp_path: Path) -> None:
    document = text_document(
        tmp_path,
        "Matrix:\n\n"
        "| Activity | CDMO | Sponsor |\n"
        "| Release  | X    |         |\n\n"
        "+------+-----+\n| Item | Day |\n+======+=====+\n| Box  | 5   |\n+------+-----+\n\n"
        "Item       Quantity    Due\n"
        "Vial       10          30 days\n"
        "Report     1           60 days\n\n"
        "By:        Name:",
    )
    cells = [
        [[document.quote(cell.span) for cell in row.cells] for row in table.rows]
        for table in document.tables
    ]
    assert cells == [
        [["Activity", "CDMO", "Sponsor"], ["Release", "X", ""]],
        [["Item", "Day"], ["Box", "5"]],
        [["Item", "Quantity", "Due"], ["Vial", "10", "30 days"], ["Report", "1", "60 days"]],
    ]
    assert [table.headers for table in document.tables] == [1, 1, 1]
    assert document.quote(document.blocks[-1].span) == "By:        Name:"


def test_page_numbers_and_running_lines_are_asides(tmp_path: Path) -> None:
    pages = "\n\n".join(
        f"Clause {page} says that one party shall act.\n\nSupply Agreement of 2024\n\n{page}"
        for page in range(1, 7)
    )
    document = text_document(tmp_path, pages)
    asides = [b for b in document.blocks if b.kind == BlockKind.ASIDE]
    assert [document.quote(b.span) for b in asides] == [
        line for page in range(1, 7) for line in ("Supply Agreement of 2024", str(page))
    ]


def test_a_clause_that_is_said_often_is_no_running_line(tmp_path: Path) -> None:
    document = text_document(tmp_path, "\n\n".join(["The terms shall stay in force."] * 6))
    assert {block.kind for block in document.blocks} == {BlockKind.PARAGRAPH}


def test_contents_are_told_from_clauses(tmp_path: Path) -> None:
    document = text_document(
        tmp_path,
        "TABLE OF CONTENTS\n\nArticle 1 Definitions 3\n\n2. Supply ......... 4\n\n"
        "ARTICLE 1\n\n1.1 The Supplier shall supply within 30 days of 4",
    )
    assert [block.kind for block in document.blocks] == [
        *[BlockKind.CONTENTS] * 3,
        *[BlockKind.PARAGRAPH] * 2,
    ]


@settings(max_examples=100, deadline=None)
@given(st.text("ab1.(|-+ \t\r\n\x0c§", max_size=60))
def test_any_text_keeps_the_laws(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = text_document(tmp_path_factory.mktemp("laws"), "Start\n" + text)
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    assert document.text == ("Start\n" + ended).removesuffix("\n")


GRID = """\
+------------+----------------+-----+
| Activity   | Detail         | Who |
+============+================+=====+
| Release    | of each batch  | X   |
| testing    | before         |     |
|            | shipment       |     |
+------------+----------------+-----+
| Storage    | of samples     | Y   |
+------------+----------------+-----+"""
FRAMED = """\
+---------+-----+
| Name    | Who |
+---------+-----+
| Release | X   |
| Storage | Y   |
|         | Z   |
+---------+-----+"""


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            GRID,
            [
                ["Activity", "Detail", "Who"],
                ["Release testing", "of each batch before shipment", "X"],
                ["Storage", "of samples", "Y"],
            ],
            id="grid",
        ),
        pytest.param(FRAMED, [["Name", "Who"], ["Release", "X"], ["Storage", "Y Z"]], id="frame"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_row_may_be_drawn_over_several_lines(
    tmp_path: Path, text: str, rows: list[list[str]], suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(f"Matrix\n\n{text}\n", encoding="utf-8")
    document = read(path)
    check_laws(document)
    (table,) = document.tables
    assert [[document.words_of(cell) for cell in row.cells] for row in table.rows] == rows
    assert table.headers == 1
    assert document.text == f"Matrix\n\n{text}"


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        pytest.param(
            "Entgelt § 5 „Ä“\n".encode() + b"b\xff\n",
            "Entgelt § 5 „Ä“\nb\ufffd",
            "1 byte",
            id="utf-8",
        ),
        pytest.param(b"a\n\x81\x8d\n\x8f", "a\n\ufffd\ufffd\n\ufffd", "3 bytes", id="cp1252"),
    ],
)
def test_bytes_that_are_no_characters_are_counted(
    tmp_path: Path, data: bytes, text: str, note: str
) -> None:
    document = text_document(tmp_path, data)
    assert document.text == text
    assert any(
        each.startswith(f"{note} could not be decoded, in line 2") for each in document.notes
    )


def test_form_feeds_number_the_pages(tmp_path: Path) -> None:
    document = text_document(tmp_path, "one\ntwo\n\fthree\n\f\ffive\n\f")
    assert [line.page for line in document.lines if document.quote(line.span).strip()] == [
        1,
        1,
        2,
        4,
    ]
    assert text_document(tmp_path, "one\n\f").pages is None


def test_a_paragraph_broken_at_a_margin_of_its_own_is_one(tmp_path: Path) -> None:
    long = "1. Each party shall keep the records of the work that it does for the other party " * 3
    clause = (
        "The parties are entering into a License\n"
        "Agreement, a Distribution Agreement and a\n"
        "Quality Agreement, each of even date, and\n"
        "shall provide the Quality Agreement within\n"
        "(24) hours."
    )
    document = text_document(tmp_path, f"{long}\n\n{clause}\nSignature of the Client\nName\n")
    assert paragraphs(document)[1] == clause
