"""Comments and tracked changes in Word files: nothing lost, everything at its words."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from accepting import W, accept_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from contract_lint.annotate.remark import AUTHOR, Edit, NewClause, Remark, Suggestion
from contract_lint.annotate.word import annotate_word, without_suggestions
from contract_lint.model import Document, Span
from contract_lint.read.docx import read_docx
from contract_lint.read.docx_trace import trace_docx

ROOT = Path(__file__).parents[2]
FIXTURES = [ROOT / "fixtures" / "deal" / name for name in ("msa.docx", "quality-agreement.docx")]
SHARED = ROOT / ".." / "shared" / "data" / "docx" / "contracts"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def word(body: str, **parts: str) -> bytes:
    """Write a Word file whose body is `body`; `parts` are other parts in `word/`, whole."""
    links = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{links}</Relationships>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document {SPACES}>'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, look: str = "") -> str:
    shown = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def remark_at(span: Span, number: int = 1) -> Remark:
    key = f"{number:016x}"
    return Remark(span, ("Error: a title", "What is wrong.", f"AUD-01 · {key}"), key)


def find(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[bytes], Document]:
    """Read the bytes of a Word file."""

    def read(data: bytes) -> Document:
        path = tmp_path / "read.docx"
        path.write_bytes(data)
        return read_docx(path)

    return read


def commented_words(data: bytes) -> dict[str, str]:
    """Return the words in the range of each comment of ours, by the end of the comment."""
    root = part(data)
    texts: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for element in root.iter(f"{W}t", f"{W}br", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            texts[number] = []
        elif element.tag == f"{W}commentRangeEnd":
            found[number] = "".join(texts.pop(number))
        else:
            for words in texts.values():
                words.append(element.text or " ")
    comments = part(data, "word/comments.xml")
    return {
        "".join(comment[-1].itertext())[-16:]: found[comment.get(f"{W}id", "")]
        for comment in comments
        if comment.get(f"{W}author") == AUTHOR
    }


def words_with_spans(document: Document) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\s|]+", document.text)]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_words_can_be_commented_on_and_no_word_is_lost(
    path: Path, data: st.DataObject, reading: Callable[[bytes], Document]
) -> None:
    before = read_docx(path)
    words = words_with_spans(before)
    starts = data.draw(st.lists(st.integers(0, len(words) - 1), min_size=1, max_size=8))
    remarks = []
    for index, start in enumerate(starts):
        line = before.lines[before.line_at(words[start].start)].span
        end = min(words[min(start + 3, len(words) - 1)].end, line.end)
        remarks.append(remark_at(Span(words[start].start, end), index))

    written = annotate_word(path, path.read_bytes(), remarks)

    after = reading(written)
    assert after.text == before.text
    assert after.blocks == before.blocks
    assert after.tables == before.tables
    assert after.revisions == before.revisions
    anchored = commented_words(written)
    assert set(anchored) == {remark.key for remark in remarks}
    for remark in remarks:
        assert "".join(anchored[remark.key].split()) in "".join(before.quote(remark.span).split())
        assert anchored[remark.key]
    docx.Document(BytesIO(written))
    with ZipFile(BytesIO(written)) as new, ZipFile(path) as old:
        assert new.testzip() is None
        kept = set(old.namelist()) - {
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
        }
        assert all(new.read(name) == old.read(name) for name in kept)
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}


def test_members_that_need_no_change_keep_their_compressed_bytes() -> None:
    path = FIXTURES[0]
    data = path.read_bytes()
    written = annotate_word(path, data, [remark_at(find(read_docx(path), "Manufacturer"))])

    with ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith(("styles.xml", "numbering.xml", "core.xml")):
                end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
                assert data[entry.header_offset : end] in written


def test_a_run_is_split_and_both_halves_look_as_before(reading: Callable[..., Document]) -> None:
    data = word(f"<w:p>{run('The Manufacturer may notify.', '<w:b/>')}</w:p>")
    span = find(reading(data), "may notify")

    written = annotate_word(Path("a.docx"), data, [remark_at(span)], (), "2026-01-02T00:00:00Z")

    runs = [each for each in part(written).iter(f"{W}r") if each.find(f"{W}t") is not None]
    assert [each.findtext(f"{W}t") for each in runs] == ["The Manufacturer ", "may notify", "."]
    assert all(each.find(f"{W}rPr/{W}b") is not None for each in runs)
    assert list(commented_words(written).values()) == ["may notify"]
    (comment,) = part(written, "word/comments.xml")
    assert comment.get(f"{W}date") == "2026-01-02T00:00:00Z"
    assert ["".join(p.itertext()) for p in comment][1] == "What is wrong."


GONE = '<w:del w:id="9" w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (f'<w:hyperlink r:id="x">{run("the linked words")}</w:hyperlink>', "linked"),
        (f'<w:ins w:id="7" w:author="Ann">{run("the added words")}</w:ins>', "added words"),
        (f'<w:sdt><w:sdtPr/><w:sdtContent>{run("the held words")}</w:sdtContent></w:sdt>', "held"),
        (f'<w:fldSimple w:instr="REF a">{run("the field words")}</w:fldSimple>', "field"),
        (f"{run('a')}<w:r><w:tab/><w:t>tabbed</w:t><w:br/><w:t>words</w:t></w:r>", "tabbed words"),
        (f"{run('x')}{GONE}{run('y z')}", "x"),
    ],
)  # fmt: skip
def test_links_changes_controls_and_fields_stay(
    inner: str, words: str, reading: Callable[..., Document]
) -> None:
    data = word(f"<w:p>{run('Before ')}{inner}{run(' after.')}</w:p>")
    before = reading(data)

    written = annotate_word(Path("a.docx"), data, [remark_at(find(before, words))])

    after = reading(written)
    assert (after.text, after.revisions) == (before.text, before.revisions)
    for tag in ("hyperlink", "ins", "del", "sdt", "fldSimple", "tab", "br"):
        assert len(list(part(written).iter(f"{W}{tag}"))) == len(list(part(data).iter(f"{W}{tag}")))
    assert " ".join(next(iter(commented_words(written).values())).split())[: len(words)] == words


def test_a_bound_control_is_commented_on_whole(reading: Callable[..., Document]) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr>'
        f"<w:sdtContent>{run('thirty days')}</w:sdtContent></w:sdt>"
    )
    data = word(f"<w:p>{run('Within ')}{control}{run(' of notice.')}</w:p>")

    written = annotate_word(Path("a.docx"), data, [remark_at(find(reading(data), "thirty"))])

    assert list(commented_words(written).values()) == ["thirty days"]
    assert part(written).find(f".//{W}sdtContent/{W}commentRangeStart") is None


def test_blanks_that_word_does_not_show_stay_unshown(reading: Callable[..., Document]) -> None:
    data = word("<w:p><w:r><w:t>Date: </w:t></w:r></w:p>")

    written = annotate_word(Path("a.docx"), data, [remark_at(Span(0, 2))])

    texts = [(each.text, each.attrib) for each in part(written).iter(f"{W}t")]
    assert [text for text, _ in texts] == ["Da", "te:", " "]
    assert not texts[-1][1]


COMMENTS = (
    f'<w:comments {SPACES}><w:comment w:id="4" w:author="Ann" w:initials="A"><w:p '
    'w14:paraId="AA"><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>'
)
ANCHORED = (
    '<w:commentRangeStart w:id="4"/>'
    + run("shall notify")
    + '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>'
)


def test_comments_of_others_stay_and_ours_get_free_numbers(
    reading: Callable[..., Document],
) -> None:
    data = word(f"<w:p>{run('We ')}{ANCHORED}{run(' you.')}</w:p>", comments=COMMENTS)

    written = annotate_word(Path("a.docx"), data, [remark_at(find(reading(data), "notify you"))])

    comments = {each.get(f"{W}author"): each for each in part(written, "word/comments.xml")}
    assert "".join(comments["Ann"].itertext()) == "Why?"
    assert comments[AUTHOR].get(f"{W}id") != "4"
    assert list(commented_words(written).values()) == ["notify you"]


def test_a_second_run_changes_nothing_and_a_mended_finding_takes_its_comment_away() -> None:
    path = FIXTURES[1]
    document = read_docx(path)
    remarks = [
        remark_at(find(document, words), n) for n, words in enumerate(["audit", "Deviation"])
    ]
    edit = Suggestion(remarks[1].key, (Edit(remarks[1].span, "Departure"),))
    once = annotate_word(path, path.read_bytes(), remarks, [edit])

    assert annotate_word(path, once, remarks, [edit]) == once

    less = annotate_word(path, once, remarks[:1])
    assert set(commented_words(less)) == {remarks[0].key}
    assert len(list(part(less).iter(f"{W}commentReference"))) == 1
    assert not list(part(less).iter(f"{W}ins"))


def test_a_comment_with_a_reply_stays(reading: Callable[..., Document]) -> None:
    data = word(f"<w:p>{run('We may notify you.')}</w:p>")
    remark = remark_at(find(reading(data), "may"))
    written = annotate_word(Path("a.docx"), data, [remark])
    with ZipFile(BytesIO(written)) as archive:
        comments = archive.read("word/comments.xml").decode()
        body = archive.read("word/document.xml").decode()
    body = body.partition("<w:body>")[2].partition("<w:sectPr/>")[0]
    last = comments.rindex("<w:p>")
    comments = f'{comments[:last]}<w:p w14:paraId="BB">{comments[last + 5 :]}'
    comments = comments.replace("<w:comments ", f"<w:comments {SPACES.partition(' ')[2]} ", 1)
    thread = f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="CC" w15:paraIdParent="BB"/></w15:commentsEx>'
    answered = word(body, comments=comments, commentsExtended=thread)

    assert set(commented_words(annotate_word(Path("a.docx"), answered, []))) == {remark.key}
    assert not commented_words(annotate_word(Path("a.docx"), written, []))


def test_a_change_is_tracked_and_accepting_it_gives_the_words(
    reading: Callable[..., Document],
) -> None:
    data = word(f"<w:p>{run('Within sixty (60) ', '<w:i/>')}{run('days of notice.')}</w:p>")
    document = reading(data)
    edits = (
        Edit(find(document, "sixty (60)"), "ninety (90)"),
        Edit(
            Span(find(document, " of notice").start, find(document, " of notice").start), ", or so,"
        ),
    )

    written = annotate_word(Path("a.docx"), data, (), [Suggestion("0" * 16, edits)])

    assert reading(written).text == "Within ninety (90) days, or so, of notice."
    assert reading(accept_all(written)).text == reading(written).text
    authors = {each.get(f"{W}author") for each in part(written).iter(f"{W}ins", f"{W}del")}
    assert authors == {AUTHOR}
    (deleted,) = part(written).iter(f"{W}delText")
    assert deleted.text == "sixty (60)"
    inserted = next(each for each in part(written).iter(f"{W}ins"))
    assert inserted.find(f"{W}r/{W}rPr/{W}i") is not None
    assert reading(without_suggestions(Path("a.docx"), written)).text == document.text


def test_a_change_within_somebody_elses_insertion_leaves_it_theirs(
    reading: Callable[..., Document],
) -> None:
    inner = f'<w:ins w:id="3" w:author="Ann" w:date="2026-01-01T00:00:00Z">{run("within sixty days of it")}</w:ins>'
    data = word(f"<w:p>{run('Notify ')}{inner}{run('.')}</w:p>")
    span = find(reading(data), "sixty")

    written = annotate_word(Path("a.docx"), data, (), [Suggestion("0" * 16, (Edit(span, "ten"),))])

    root = part(written)
    for change in root.iter(f"{W}ins"):
        assert all(each.tag != f"{W}ins" for each in change.iterancestors())
    (deleted,) = root.iter(f"{W}del")
    assert deleted.getparent().get(f"{W}author") == "Ann"
    assert reading(accept_all(written)).text == "Notify within ten days of it."
    assert len({each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del")}) == 5


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{FIELD[0]}{run('thirty')}{FIELD[1]}</w:p>", "thirty"),
        (f'<w:p><w:moveTo w:id="1" w:author="A">{run("moved words")}</w:moveTo></w:p>', "moved"),
    ],
)
def test_no_change_is_tracked_where_word_would_undo_it(
    body: str, words: str, reading: Callable[..., Document]
) -> None:
    data = word(body)
    edit = Edit(find(reading(data), words), "other")

    written = annotate_word(Path("a.docx"), data, (), [Suggestion("0" * 16, (edit,))])

    assert "other" not in reading(written).text


def test_a_new_clause_looks_like_its_neighbour(reading: Callable[..., Document]) -> None:
    properties = '<w:pPr><w:pStyle w:val="Clause"/><w:keepNext/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>'
    data = word(
        f"<w:p>{properties}{run('One.', '<w:b/>')}{run(' It shall be so.')}</w:p><w:p>{run('Two.')}</w:p>"
    )
    document = reading(data)
    where = document.blocks[0].span

    for plain, number in ((False, "2"), (True, "0")):
        clause = NewClause(where, where, "It shall be otherwise.", plain)
        written = annotate_word(Path("a.docx"), data, (), [Suggestion("0" * 16, (clause,))])

        assert reading(written).text.splitlines()[1] == "It shall be otherwise."
        new = list(part(written).iter(f"{W}p"))[1]
        assert new.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Clause"
        assert new.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == number
        assert new.find(f"{W}pPr/{W}rPr/{W}ins") is not None
        assert new.find(f".//{W}r/{W}rPr") is None
        assert reading(without_suggestions(Path("a.docx"), written)).text == document.text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared contracts are not beside the checkout")
def test_real_contracts_keep_text_tables_notes_and_changes(
    reading: Callable[..., Document],
) -> None:
    paths = sorted(SHARED.glob("*.docx"), key=lambda path: path.stat().st_size)[:8]
    assert paths
    for path in paths:
        before = read_docx(path)
        spans = words_with_spans(before)[:: max(1, len(before.text) // 400)]
        remarks = [remark_at(span, number) for number, span in enumerate(spans)]
        written = annotate_word(path, path.read_bytes(), remarks)
        after = reading(written)
        assert (after.text, after.tables, after.blocks) == (
            before.text,
            before.tables,
            before.blocks,
        )
        assert after.revisions == before.revisions
        assert annotate_word(path, written, remarks) == written
        assert len(trace_docx(path, written).spots) >= len(
            trace_docx(path, path.read_bytes()).spots
        )


BEGIN = (
    "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>REF a</w:instrText>"
    "<w:fldChar w:fldCharType='separate'/></w:r>"
)
END = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
APPENDIX, LETTER = run("Appendix"), run(" B")


@pytest.mark.parametrize(
    "field",
    [
        f"{BEGIN}{APPENDIX}{LETTER}{END}",
        f"<w:hyperlink w:anchor='a'>{BEGIN}{APPENDIX}</w:hyperlink>{LETTER}{END}",
        f"<w:fldSimple w:instr='REF a'>{APPENDIX}{LETTER}</w:fldSimple>",
    ],
    ids=["field", "field that begins in a link", "simple field"],
)
def test_a_comment_that_would_end_within_a_field_ends_with_it(field: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(word(f"<w:p>{run('As told in ')}{field}{run(' of it.')}</w:p>"))
    span = find(read_docx(path), "told in Appendix")
    root = part(annotate_word(path, path.read_bytes(), [remark_at(span)]))
    order = [
        each.tag.removeprefix(W) if each.tag != f"{W}t" else each.text
        for each in root.iter(f"{W}t", f"{W}commentRangeEnd", f"{W}commentReference")
    ]
    assert order == [
        "As ",
        "told in ",
        "Appendix",
        " B",
        "commentRangeEnd",
        "commentReference",
        " of it.",
    ]
    mark = next(root.iter(f"{W}commentReference"))
    assert next(mark.iterancestors(f"{W}fldSimple", f"{W}hyperlink"), None) is None
    kinds = [
        each.get(f"{W}fldCharType") for each in root.iter(f"{W}fldChar", f"{W}commentReference")
    ]
    assert kinds in (["begin", "separate", "end", None], [None])


def cells(*texts: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc><w:p>{run(text)}</w:p></w:tc>' for text in texts)}</w:tr>"


@pytest.mark.parametrize(
    ("words", "stands_on"),
    [
        ("Reports | Final report within 30 days", "ReportsFinal report within 30 days"),
        ("Plant |\n| Reports | Final report", "ReportsFinal report"),
        ("days |\nNothing else is owed.", "Nothing else is owed."),
    ],
    ids=["over the cells of a row", "into the next row", "out of the table"],
)
def test_a_comment_stands_on_all_its_words_of_one_row(
    words: str, stands_on: str, reading: Callable[..., Document]
) -> None:
    rows = cells("Visits", "Once a year at the Plant") + cells(
        "Reports", "Final report within 30 days"
    )
    data = word(f"<w:tbl>{rows}</w:tbl><w:p>{run('Nothing else is owed.')}</w:p>")

    written = annotate_word(Path("a.docx"), data, [remark_at(find(reading(data), words))])

    assert list(commented_words(written).values()) == [stands_on]
