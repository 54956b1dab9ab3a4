"""What must hold of every document, whatever file it came from."""

from contract_lint.model import Document, Span


def check_laws(document: Document) -> None:
    check_lines(document)
    check_blocks(document)
    check_tables(document)
    for change in document.revisions:
        assert 0 <= change.span.start <= change.span.end <= len(document.text)
    assert len(document.sha256) == 64


def check_lines(document: Document) -> None:
    """Lines and the newlines between them cover the text exactly once."""
    assert "\n".join(document.quote(line.span) for line in document.lines) == document.text
    at = 0
    for line in document.lines:
        assert line.span.start == at
        assert "\n" not in document.quote(line.span)
        at = line.span.end + 1
    assert at == len(document.text) + 1


def check_blocks(document: Document) -> None:
    starts = {line.span.start for line in document.lines}
    ends = {line.span.end for line in document.lines}
    end = -1
    for block in document.blocks:
        assert block.span.start > end
        assert block.span.start in starts and block.span.end in ends
        assert document.quote(block.span).strip()
        if block.label is not None:
            assert len(block.label) > 0 and block.span.covers(block.label)
        check_place(document, block.span)
        end = block.span.end


def check_tables(document: Document) -> None:
    for index, table in enumerate(document.tables):
        assert 0 <= table.headers <= len(table.rows)
        for number, row in enumerate(table.rows):
            first, last = (document.line_at(at) for at in (row.span.start, row.span.end))
            lines = document.lines[first : last + 1]
            assert {(line.table, line.row) for line in lines} == {(index, number)}
            assert row.span == Span(lines[0].span.start, lines[-1].span.end)
            for cell in row.cells:
                for span in (cell.span, *cell.more):
                    assert row.span.covers(span)
                    assert document.quote(span) == document.quote(span).strip()


def check_place(document: Document, span: Span) -> None:
    """Line and column lead back to the words."""
    place = document.locate(span)
    spans = document.lines[place.line - 1 : place.end_line]
    lines = [document.quote(line.span) for line in spans]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    assert "\n".join(lines) == document.quote(span)
