from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from contract_lint.errors import UnreadableFileError
from contract_lint.read.pdf import read_pdf
from contract_lint.read.pdf_forms import shows_too_much
from contract_lint.read.settings import Limits, ReadSettings

WORDS = b"BT /F 12 Tf 72 700 Td (The Supplier shall keep every batch record in order.) Tj ET "


def write_raw(path: Path, objects: list[bytes]) -> Path:
    data = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count,
        table,
        count,
        data.index(b"1 0 obj") if not data else len(data),
    )  # fmt: skip
    path.write_bytes(data)
    return path


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def form(others: bytes, content: bytes) -> bytes:
    resources = b"/Resources<</XObject<<%b>>>>" % others if others else b""
    return stream(b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]" + resources, content)


def page_with(
    kids: bytes, count: int, *forms: bytes, content: bytes = WORDS + b"/X Do"
) -> list[bytes]:
    resources = (
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
        if forms
        else b"/Resources<</Font<</F 5 0 R>>>>"
    )
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R%b>>" % resources,
        stream(b"", content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *forms,
    ]


@pytest.mark.parametrize(
    "forms",
    [
        pytest.param([form(b"/X 6 0 R", b"/X Do /X Do")], id="itself"),
        pytest.param([form(b"/Y 7 0 R", b"/Y Do"), form(b"/X 6 0 R", b"/X Do")], id="two"),
        pytest.param(
            [form(b"/X %d 0 R" % number, b"/X Do " * 10) for number in range(7, 13)]
            + [form(b"", b"0 0 m")],
            id="a million",
        ),
    ],
)  # fmt: skip
def test_forms_that_show_each_other_without_end_are_refused(
    tmp_path: Path, forms: list[bytes]
) -> None:
    path = write_raw(tmp_path / "circle.pdf", page_with(b"3 0 R", 1, *forms))

    with pytest.raises(UnreadableFileError, match="show each other without end"):
        read_pdf(path)


def test_forms_within_forms_are_read(tmp_path: Path) -> None:
    forms = [form(b"/Y 7 0 R", b"/Y Do /Y Do"), form(b"", b"0 0 m")]
    path = write_raw(tmp_path / "nested.pdf", page_with(b"3 0 R", 1, *forms))

    assert not shows_too_much(path.read_bytes())
    assert read_pdf(path).text == "The Supplier shall keep every batch record in order."


def test_a_page_tree_in_a_circle_ends(tmp_path: Path) -> None:
    objects = page_with(b"2 0 R 3 0 R 2 0 R", 999_999_999, content=WORDS)
    path = write_raw(tmp_path / "tree.pdf", objects)

    try:
        assert read_pdf(path).pages is not None
    except UnreadableFileError as error:
        assert "\n" not in str(error)


def write_pages(path: Path, count: int, lines: int = 1, size: float = 792) -> Path:
    canvas = Canvas(str(path), pagesize=(size, size))
    for page in range(count):
        for line in range(lines):
            canvas.drawString(72, 700 - 12 * line, f"Lot {page} has record {line} in the archive.")
        canvas.showPage()
    canvas.save()
    return path


def test_more_pages_or_lines_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "long.pdf", 4, lines=3)

    assert read_pdf(path, ReadSettings(limits=Limits(pages=4, lines=12))).pages == 4
    with pytest.raises(UnreadableFileError, match=r"has 4 pages.*limits\.pages"):
        read_pdf(path, ReadSettings(limits=Limits(pages=3)))
    with pytest.raises(UnreadableFileError, match=r"more than 11 lines.*limits\.lines"):
        read_pdf(path, ReadSettings(limits=Limits(lines=11)))


def test_a_huge_page_is_read_and_one_with_a_book_on_it_is_named(tmp_path: Path) -> None:
    assert read_pdf(write_pages(tmp_path / "huge.pdf", 1, size=1_000_000)).text

    crowd = b" ".join(WORDS.replace(b"700", b"%d" % (20 * line)) for line in range(6_000))
    path = write_raw(tmp_path / "book.pdf", page_with(b"3 0 R", 1, content=crowd))
    with pytest.raises(UnreadableFileError, match="page 1"):
        read_pdf(path)
