"""Read Word files."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lxml import etree

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document, RevisionView
from contract_lint.read.docx_numbers import Label, Numbering
from contract_lint.read.docx_package import DamagedPartError, Package, W, number, open_package
from contract_lint.read.docx_revisions import true_kind, undo_changes
from contract_lint.read.docx_runs import (
    ALTERNATE,
    STRUCK,
    NoteReference,
    RunReader,
    branch,
    change_of,
)
from contract_lint.read.docx_styles import Style, Styles
from contract_lint.read.docx_tables import TableRow, build_table
from contract_lint.read.docx_words import Change, Finished, Words, join
from contract_lint.read.furniture import is_contents_title
from contract_lint.read.lines import (
    CellText,
    SourceBlock,
    SourceComment,
    SourceLine,
    SourcePiece,
    SourceRevision,
    assemble,
    digest,
)
from contract_lint.read.ranges import line_ranges
from contract_lint.read.settings import DEFAULT, Limits, ReadSettings, read_bytes, refuse
from contract_lint.read.tongues import ENGLISH, tongues_of_columns

MakeRuns: TypeAlias = Callable[[Styles, Counter[str]], RunReader]

_P, _TBL, _TR, _TC, _SDT = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}sdt"
_P_PR, _R_PR, _NUM_PR, _SECT_PR = f"{W}pPr", f"{W}rPr", f"{W}numPr", f"{W}sectPr"
_P_STYLE, _OUTLINE, _VALUE = f"{W}pStyle", f"{W}outlineLvl", f"{W}val"
_ALT_CHUNK = f"{W}altChunk"
_EMBEDDED = "embedded documents"
_TRANSPARENT = {f"{W}{name}" for name in ("customXml", "smartTag", "ins", "moveTo", "sdtContent")}
_HEADING_WORDS = 25  # a longer paragraph in a heading style is a clause that only looks like one
_SENTENCE_WORDS = 9
_TITLE_WORDS = 4
_MOST_TONGUES = 6  # columns of one text in several languages
_SAMPLE_ROWS = 20  # of a table, that show its languages


def read_docx(path: Path, settings: ReadSettings = DEFAULT) -> Document:
    """Read a Word file: the text with its automatic numbers, tracked changes accepted or rejected.

    Raises UnreadableFileError where there is no Word document or no text in it.
    """
    data = read_bytes(path, settings.limits)
    package = open_package(path, data, settings.limits)
    return read_package(path, data, package, revisions=settings.revisions)


def read_package(
    path: Path,
    data: bytes,
    package: Package,
    make_runs: MakeRuns = RunReader,
    revisions: RevisionView = RevisionView.FINAL,
) -> Document:
    """Read the parts of a Word file, its paragraphs with the reader that `make_runs` returns."""
    notes: list[str] = []
    original = revisions is RevisionView.ORIGINAL
    try:
        main = package.main_part()
        support = _Support.gather(package, package.related(main), notes, original=original)
        reader = BodyReader(support, make_runs)
        body = package.pieces(main, f"{W}body")
        pieces = list(reader.read(_undone(body) if original else body))
    except DamagedPartError as error:
        raise UnreadableFileError(
            path, f"is damaged ({error}); get it again from its sender"
        ) from error
    if not pieces:
        raise UnreadableFileError(path, _why_empty(support.omitted))
    document = assemble(
        path,
        "docx",
        _from_page_one(pieces) if reader.page else pieces,
        sha256=digest(data),
        pages=reader.page,
        omitted=sorted((what, count) for what, count in support.omitted.items() if count),
        notes=notes,
    )
    if original:
        changes = (replace(each, kind=true_kind(each.kind)) for each in document.revisions)
        document = replace(document, revisions=tuple(changes))
    return replace(document, notes=(*document.notes, *_redline(document)))


def _redline(document: Document) -> Iterator[str]:
    """Say that words are struck through by hand: the text holds them, as no one signed for it."""
    struck = [each.span for each in document.revisions if each.kind == STRUCK]
    count = sum(len(document.quote(span).split()) for span in struck)
    if count:
        words = "1 word is" if count == 1 else f"{count} words are"
        yield (
            f"{words} struck through, but not as a tracked change "
            f"({line_ranges(document, struck)}); struck words are read as text: look there"
        )


def _undone(pieces: Iterable[etree._Element]) -> Iterator[etree._Element]:
    for piece in pieces:
        undo_changes(piece)
        yield piece


def _from_page_one(pieces: Iterable[SourcePiece]) -> Iterator[SourcePiece]:
    """Name the first page, which nothing marks, on the lines before the first break."""

    def placed(line: SourceLine) -> SourceLine:
        return line if line.page else line._replace(page=1)

    for piece in pieces:
        if isinstance(piece, SourceLine):
            yield placed(piece)
        elif isinstance(piece, SourceBlock):
            yield piece._replace(lines=tuple(map(placed, piece.lines)))
        else:
            yield piece._replace(
                rows=tuple(
                    placed(row)
                    if isinstance(row, SourceLine)
                    else row._replace(line=placed(row.line))
                    for row in piece.rows
                )
            )


def _why_empty(omitted: Counter[str]) -> str:
    if omitted["images"]:
        return f"holds no text, only images ({omitted['images']}): a scan; run text recognition on it first"
    if omitted[_EMBEDDED]:
        return (
            f"holds no text of its own, only {_EMBEDDED} ({omitted[_EMBEDDED]}): open it in Word, "
            "save it again and check that file"
        )
    return "holds no text"


@dataclass(slots=True)
class _Support:
    """The parts that the body refers to."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], etree._Element]
    comments: dict[str, SourceComment]
    omitted: Counter[str]
    path: Path
    limits: Limits

    @classmethod
    def gather(
        cls, package: Package, parts: dict[str, list[str]], trouble: list[str], *, original: bool
    ) -> "_Support":
        """Parse them; one that is damaged is left out and named in `trouble`."""

        def part(kind: str) -> etree._Element | None:
            return next(iter(_roots(package, parts.get(kind, [])[:1], trouble)), None)

        styles = Styles.parse(part("styles"))
        omitted: Counter[str] = Counter()
        for name in ("header", "footer"):
            roots = _roots(package, parts.get(name, []), trouble)
            omitted[f"page {name}s"] = sum(map(_has_text, roots))
        comments = _comments(part("comments"))
        omitted["comments"] = len(comments)
        notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnotes", "endnotes")
            if (root := part(kind)) is not None
            for note in root
        }
        if original:
            for note in notes.values():
                undo_changes(note)
        numbering = Numbering.parse(part("numbering"), styles)
        return cls(styles, numbering, notes, comments, omitted, package.path, package.limits)


def _roots(package: Package, names: list[str], trouble: list[str]) -> Iterator[etree._Element]:
    for name in names:
        try:
            yield package.xml(name)
        except DamagedPartError as error:
            trouble.append(f"a part of the Word file is damaged and was left out: {error}")


def _comments(root: etree._Element | None) -> dict[str, SourceComment]:
    if root is None:
        return {}
    found = {}
    for comment in root.iter(f"{W}comment"):
        lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(_P))
        text = " ".join(" ".join(lines).split())
        author, date = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        found[comment.get(f"{W}id", "")] = SourceComment(author, date, text)
    return found


def _has_text(root: etree._Element) -> bool:
    return any((each.text or "").strip() for each in root.iter(f"{W}t"))


class _Paragraph(NamedTuple):
    """A paragraph as it is shown."""

    line: Finished
    label: tuple[int, int] | None
    kind: BlockKind
    level: int | None
    notes: tuple[NoteReference, ...]
    boxes: tuple[etree._Element, ...]
    page: int
    comments: tuple[SourceComment, ...]


class _Beside(NamedTuple):
    """What the paragraphs of a cell refer to, in order."""

    notes: list[NoteReference]
    comments: list[SourceComment]


@dataclass(slots=True)
class _Started:
    """A paragraph whose mark is deleted or hidden: the next one goes on in the same line."""

    words: Words = field(default_factory=Words)
    shape: "_Shape | None" = None  # None as long as nothing is left of it
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    comments: list[SourceComment] = field(default_factory=list)
    page: int = 0
    in_contents: bool = False


class _Shape(NamedTuple):
    """What the properties of a paragraph make of it."""

    label: Label | None
    style: Style
    outline: int | None


class BodyReader:
    """Walks the blocks of a Word document in reading order."""

    def __init__(self, support: _Support, make_runs: MakeRuns = RunReader) -> None:
        self._support = support
        self._runs = make_runs(support.styles, support.omitted)
        self._lines = 0
        self._paragraph_index = -1
        self._lost: list[Change] = []  # deleted rows, recorded at the next line

    @property
    def page(self) -> int | None:
        """Return the page that the reading has come to; None where Word recorded no break."""
        return self._runs.page or None

    def read(self, body: Iterable[etree._Element]) -> Iterator[SourcePiece]:
        """Yield what the pieces of the body show."""
        last: SourcePiece | None = None
        for piece in self._blocks(body, at_top=True):
            if last is not None:
                yield last
            last = piece
        if last is not None:
            yield self._with_lost_at_end(last)

    def _count(self, lines: int) -> None:
        self._lines += lines
        most = self._support.limits.lines
        if self._lines > most:
            refuse(self._support.path, f"has more than {most:,} paragraphs", "lines", most)

    def _blocks(
        self, container: Iterable[etree._Element], *, at_top: bool = False, contents: bool = False
    ) -> Iterator[SourcePiece]:
        started = _Started()
        for element, in_contents in _content(container, contents):
            self._count(1)
            if element.tag == _P:
                self._paragraph_index += at_top
                paragraph = self._paragraph(element, started)
                if paragraph is None:
                    continue
                started = _Started()
                if in_contents:
                    paragraph = paragraph._replace(kind=BlockKind.CONTENTS)
                yield from self._paragraph_pieces(paragraph)
            elif element.tag == _TBL:
                yield from self._table_pieces(element)
            else:
                self._support.omitted[_EMBEDDED] += 1
        rest = self._finish(started)
        if rest is not None:
            yield from self._paragraph_pieces(rest)

    def _paragraph_pieces(self, paragraph: _Paragraph) -> Iterator[SourcePiece]:
        text, revisions = paragraph.line
        if text:
            changes = self._take_lost(0) + revisions
            page = paragraph.page or None
            line = SourceLine(text, page, self._index(), changes, paragraph.comments)
            yield SourceBlock((line,), paragraph.kind, paragraph.label, paragraph.level)
        elif revisions:
            self._lost.extend(Change(*change[2:]) for change in revisions)
        yield from self._attached(paragraph.notes, paragraph.boxes)

    def _attached(
        self, notes: tuple[NoteReference, ...], boxes: tuple[etree._Element, ...]
    ) -> Iterator[SourcePiece]:
        for note in notes:
            element = self._support.notes.pop((note.part, note.id), None)  # shown once
            if element is None:
                continue
            mark = f"[^{note.mark}]"
            body = self._flattened(element)
            line = join([Finished(mark), body])
            source = SourceLine(line.text, self.page, self._index(), line.revisions)
            yield SourceBlock((source,), BlockKind.NOTE, (0, len(mark)))
        for box in boxes:
            yield from self._blocks(box)

    def _index(self) -> int | None:
        return self._paragraph_index if self._paragraph_index >= 0 else None

    def _paragraph(self, element: etree._Element, started: _Started) -> _Paragraph | None:
        """Read a paragraph after what `started` holds; None where the next one goes on."""
        properties = _properties(element)
        named = properties.get(_P_STYLE)
        style = self._support.styles.get("" if named is None else named.get(_VALUE, ""))
        mark = properties.get(_R_PR)
        removed = _removal(mark) if mark is not None else None
        before = started.words.length
        place = self._support.numbering.place(properties.get(_NUM_PR), style)
        runs = self._runs
        level = place.level if place is not None else None
        runs.read(element, started.words, style, level)
        started.notes += runs.notes
        if runs.comments:
            known = self._support.comments
            started.comments += [known[each] for each in runs.comments if each in known]
        started.page = started.page or runs.first_page
        started.boxes += runs.boxes
        started.in_contents |= runs.in_contents
        empty = started.words.length == before
        if (
            empty and _SECT_PR in properties
        ):  # the mark of a section break is no paragraph, and not counted
            return None
        if started.shape is None and (removed is None or not empty):
            label = self._support.numbering.label(place) if place is not None else None
            started.shape = _Shape(label, style, _outline(properties.get(_OUTLINE), style))
        if removed is not None:
            started.words.delete(removed)
            return None
        if mark is not None and mark.find(f"{W}specVanish") is not None:
            started.words.add(" ")
            return None
        return self._finish(started)

    def _finish(self, started: _Started) -> _Paragraph | None:
        shape = started.shape
        if shape is None:
            if not started.words.revisions and not started.boxes:
                return None
            shape = _Shape(None, Style(), None)
        label = shape.label
        shown = label.text if label is not None else ""
        if started.words.is_blank() and not any(character.isalnum() for character in shown):
            shown = ""  # an empty bullet is no text
        line = started.words.finish(shown, label is not None and label.glued)
        kind = _kind(shape, started.in_contents, line.text[len(shown) :])
        level = shape.outline if shape.outline is not None else label.level if label else None
        return _Paragraph(
            line=line,
            label=(0, len(shown)) if shown else None,
            kind=kind,
            level=level,
            notes=tuple(started.notes),
            boxes=tuple(started.boxes),
            page=started.page,
            comments=tuple(started.comments),
        )

    def _table_pieces(self, table: etree._Element) -> Iterator[SourcePiece]:
        rows = []
        for row in _inside(table, _TR):
            self._count(1)
            if not self._is_deleted(row):
                rows.append(row)
        widths = {sum(1 for _ in _inside(row, _TC)) for row in rows}
        tongues = _tongues(rows) if 1 < max(widths, default=0) <= _MOST_TONGUES else ()
        if widths <= {1} or tongues:  # a layout, not a table
            yield from self._layout(rows, tongues)
            return
        notes: list[NoteReference] = []
        built = build_table([self._row(row, notes) for row in rows])
        if built is None:
            return
        first, *others = built.rows
        lost = self._take_lost(0)
        if lost and not isinstance(first, SourceLine):
            line = first.line._replace(revisions=lost + first.line.revisions)
            built = built._replace(rows=(first._replace(line=line), *others))
        yield built
        yield from self._attached(tuple(notes), ())

    def _layout(
        self, rows: Sequence[etree._Element], tongues: Sequence[str]
    ) -> Iterator[SourcePiece]:
        """Yield what stands in cells one after the other; foreign columns are no contract text."""
        for row in rows:
            for index, cell in enumerate(_inside(row, _TC)):
                foreign = tongues[index : index + 1] not in ((), ("",), (ENGLISH,))
                for piece in self._blocks(cell):
                    if foreign and isinstance(piece, SourceBlock):
                        piece = piece._replace(kind=BlockKind.ASIDE, label=None, level=None)
                    yield piece

    def _is_deleted(self, row: etree._Element) -> bool:
        deleted = row.find(f"{W}trPr/{W}del")
        if deleted is None:
            return False
        self._lost.append(change_of(deleted, "deletion"))
        return True

    def _row(self, row: etree._Element, notes: list[NoteReference]) -> TableRow:
        most = self._support.limits.columns
        column = min(max(0, number(row.find(f"{W}trPr/{W}gridBefore"), 0)), most)
        outer, self._runs.row_page = self._runs.row_page, 0
        comments: list[SourceComment] = []
        inserted = row.find(f"{W}trPr/{W}ins")
        cells: list[CellText] = []
        for cell in _inside(row, _TC):
            properties = cell.find(f"{W}tcPr")
            width = min(max(1, number(_property(properties, "gridSpan"), 1)), most)
            if len(cells) == most:
                what = f"has a table of more than {most:,} columns"
                refuse(self._support.path, what, "columns", most)
            if cells and _continues(properties, "hMerge"):
                cells[-1] = cells[-1]._replace(columns=cells[-1].columns + width)
            elif _continues(properties, "vMerge") or _property(properties, "cellDel") is not None:
                cells.append(CellText("", column, width))
            else:
                text, revisions = self._flattened(cell, notes, comments)
                cells.append(CellText(text, column, width, revisions))
            column += width
        page, self._runs.row_page = self._runs.row_page, outer or self._runs.row_page
        return TableRow(
            tuple(cells),
            is_header=row.find(f"{W}trPr/{W}tblHeader") is not None,
            is_bold=_is_bold(row),
            change=change_of(inserted, "insertion") if inserted is not None else None,
            page=page or None,
            comments=tuple(comments),
        )

    def _flattened(
        self,
        container: etree._Element,
        notes: list[NoteReference] | None = None,
        comments: list[SourceComment] | None = None,
    ) -> Finished:
        """Write all paragraphs of a cell or a note, and of tables and boxes in it, as one line.

        The notes and comments that it refers to are added to `notes` and `comments`.
        """
        beside = _Beside([] if notes is None else notes, [] if comments is None else comments)
        return join(self._lines_of(container, beside))

    def _lines_of(self, container: etree._Element, beside: "_Beside") -> Iterator[Finished]:
        started = _Started()
        for element, _ in _content(container):
            if element.tag == _TBL:
                for row in _inside(element, _TR):
                    if not self._is_deleted(row):
                        inner = self._row(row, beside.notes)
                        beside.comments.extend(inner.comments)
                        for cell in inner.cells:
                            yield Finished(cell.text, cell.revisions)
                continue
            if element.tag == _ALT_CHUNK:
                self._support.omitted[_EMBEDDED] += 1
                continue
            paragraph = self._paragraph(element, started)
            if paragraph is not None:
                started = _Started()
                yield from self._lines_with_boxes(paragraph, beside)
        rest = self._finish(started)
        if rest is not None:
            yield from self._lines_with_boxes(rest, beside)

    def _lines_with_boxes(self, paragraph: _Paragraph, beside: "_Beside") -> Iterator[Finished]:
        beside.notes.extend(paragraph.notes)
        beside.comments.extend(paragraph.comments)
        yield paragraph.line
        for box in paragraph.boxes:
            yield from self._lines_of(box, beside)

    def _take_lost(self, place: int) -> tuple[SourceRevision, ...]:
        lost = tuple(SourceRevision(place, place, *change) for change in self._lost)
        self._lost.clear()
        return lost

    def _with_lost_at_end(self, piece: SourcePiece) -> SourcePiece:
        """Record at the end of the last block what was deleted after it."""
        if self._lost and isinstance(piece, SourceBlock):
            line = piece.lines[-1]
            line = line._replace(revisions=line.revisions + self._take_lost(len(line.text)))
            return piece._replace(lines=(*piece.lines[:-1], line))
        return piece


def _content(
    container: Iterable[etree._Element], contents: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    """Yield paragraphs, tables and embedded documents, and whether they stand in a table of contents."""
    for child in container:
        if child.tag in (_P, _TBL, _ALT_CHUNK):
            yield child, contents
        else:
            yield from _unwrapped(child, contents)


def _unwrapped(child: etree._Element, contents: bool) -> Iterator[tuple[etree._Element, bool]]:
    if child.tag == _SDT:
        gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        named = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
        inner = child.find(f"{W}sdtContent")
        if inner is not None:
            yield from _content(inner, contents or named)
    elif child.tag in _TRANSPARENT:
        yield from _content(child, contents)
    elif child.tag == ALTERNATE:
        chosen = branch(child)
        if chosen is not None:
            yield from _content(chosen, contents)


def _inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, out of their content controls."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag == _SDT:
            inner = child.find(f"{W}sdtContent")
            if inner is not None:
                yield from _inside(inner, tag)
        elif child.tag in _TRANSPARENT:
            yield from _inside(child, tag)


def _removal(mark: etree._Element) -> Change | None:
    """Return the change that takes the end of a paragraph away."""
    for name, kind in (("del", "deletion"), ("moveFrom", "move")):
        found = mark.find(f"{W}{name}")
        if found is not None:
            return change_of(found, kind)
    return None


def _properties(paragraph: etree._Element) -> dict[str, etree._Element]:
    """Return what is said of a paragraph, by tag."""
    if len(paragraph) and paragraph[0].tag == _P_PR:
        return {each.tag: each for each in paragraph[0]}
    return {}


def _outline(direct: etree._Element | None, style: Style) -> int | None:
    if direct is None:
        return style.outline
    level = number(direct, 9)
    return level if 0 <= level < 9 else None


def _kind(shape: _Shape, in_contents: bool, text: str) -> BlockKind:
    titled = text.count(" ") < _TITLE_WORDS and is_contents_title(text)
    if shape.style.is_contents or titled or (in_contents and text[-1:].isdigit()):
        return BlockKind.CONTENTS
    if (shape.outline is not None or shape.style.is_title) and _is_short(text):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_short(text: str) -> bool:
    words = text.count(" ") + 1
    limit = _SENTENCE_WORDS if text.endswith((".", ";", ",", ":")) else _HEADING_WORDS
    return words <= limit


def _property(properties: etree._Element | None, name: str) -> etree._Element | None:
    return properties.find(f"{W}{name}") if properties is not None else None


def _continues(properties: etree._Element | None, name: str) -> bool:
    merge = _property(properties, name)
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _tongues(rows: Sequence[etree._Element]) -> tuple[str, ...]:
    """Return the languages of the columns where they hold the same text in several."""
    columns: dict[int, list[str]] = {}
    for row in rows[:_SAMPLE_ROWS]:
        for index, cell in enumerate(_inside(row, _TC)):
            columns.setdefault(index, []).extend(each.text or "" for each in cell.iter(f"{W}t"))
    return tongues_of_columns([" ".join(texts) for texts in columns.values()])


def _is_bold(row: etree._Element) -> bool:
    runs = [run for run in row.iter(f"{W}r") if run.find(f"{W}t") is not None]
    return bool(runs) and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)
