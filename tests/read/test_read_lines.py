from pathlib import Path

from document_laws import check_laws
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.model import BlockKind
from contract_lint.read.lines import (
    CellText,
    SourceBlock,
    SourceLine,
    SourcePiece,
    SourceRevision,
    SourceTable,
    assemble,
    digest,
    pipe_row,
)

SHA = digest(b"")
words = st.text("ab |é§", min_size=0, max_size=12).map(lambda text: " ".join(text.split()))
lines = words.map(SourceLine)
filled = words.filter(str.strip).map(SourceLine)
blocks = st.lists(filled, min_size=1, max_size=3).map(lambda each: SourceBlock(tuple(each)))
rows = st.lists(words, min_size=1, max_size=4).map(
    lambda texts: pipe_row([CellText(text, index) for index, text in enumerate(texts)])
)
tables = st.lists(rows, min_size=1, max_size=3).map(lambda each: SourceTable(tuple(each)))


@given(st.lists(st.one_of(lines, blocks, tables), min_size=1, max_size=8))
def test_what_is_laid_can_be_found_again(pieces: list[SourcePiece]) -> None:
    document = assemble(Path("a.txt"), "text", pieces, sha256=SHA)
    check_laws(document)
    for table, source in zip(
        document.tables, [each for each in pieces if isinstance(each, SourceTable)], strict=True
    ):
        for row, written in zip(table.rows, source.rows, strict=True):
            assert document.quote(row.span) == written.line.text


@given(st.lists(words, min_size=1, max_size=5))
def test_a_pipe_row_gives_back_its_cells(texts: list[str]) -> None:
    row = pipe_row([CellText(text, index) for index, text in enumerate(texts)])
    assert [row.line.text[cell.start : cell.end] for cell in row.cells] == texts


def test_places_are_kept() -> None:
    block = SourceBlock(
        (SourceLine("1. Term", 2, 7, (SourceRevision(3, 7, "insertion", "Ann", "2024"),)),),
        BlockKind.HEADING,
        (0, 2),
        0,
    )
    document = assemble(Path("a"), "docx", [SourceLine("before"), block], sha256=SHA)
    (found,) = document.blocks
    assert found.label is not None
    assert document.quote(found.label) == "1."
    assert (found.kind, found.level) == (BlockKind.HEADING, 0)
    assert (document.lines[1].page, document.lines[1].paragraph) == (2, 7)
    assert [document.quote(change.span) for change in document.revisions] == ["Term"]


def test_a_line_between_rows_is_no_row() -> None:
    head, body = (pipe_row([CellText(text, 0), CellText("x", 1)]) for text in "ab")
    table = SourceTable((head, SourceLine("|---|---|"), body))
    document = assemble(Path("a"), "markdown", [table], sha256=SHA)
    assert [line.row for line in document.lines] == [0, None, 1]
    assert len(document.tables[0].rows) == 2
