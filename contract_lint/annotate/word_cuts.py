"""Find the place of a character in a paragraph's XML, and split runs there."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from contract_lint.model import Span
from contract_lint.read.docx_package import W
from contract_lint.read.docx_trace import Spot, Trace

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P, _R, _TR, _SDT = f"{W}p", f"{W}r", f"{W}tr", f"{W}sdt"
_WHOLE = {f"{W}txbxContent", f"{W}ruby", f"{_MATH}oMath", f"{_MATH}oMathPara"}
_CLOSED = tuple(  # content controls whose content Word writes itself
    f"{W}sdtPr/{name}"
    for name in (
        f"{W}dataBinding",
        f"{W}comboBox",
        f"{W}dropDownList",
        f"{W}date",
        f"{W}picture",
        f"{_W14}checkbox",
    )
)
_WRAPPERS = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "bdo", "dir", "fldSimple")
}
_PROPERTIES = {f"{W}{name}" for name in ("rPr", "sdtPr", "smartTagPr", "customXmlPr")}


@dataclass(slots=True)
class Cuts:
    """Splits the runs of a document; every cut keeps the words and how they look."""

    trace: Trace
    _pieces: dict[etree._Element, list[tuple[int, etree._Element]]] = field(default_factory=dict)

    def mark(self, span: Span, start: etree._Element, *end: etree._Element) -> bool:
        """Put `start` in front of the words of `span` and `end` behind them.

        Says False where none of the words are in the body. LibreOffice loses a comment that leaves
        a table, and takes the mark of one within a field for words: words over several
        rows are marked in the row that holds most of them, and a range that would end within a field ends with the field.
        """
        spots = self._in_one_row(self._spots(span), span)
        if not spots:
            return False
        self._before(spots[0], span.start).addprevious(start)
        node = self._after(spots[-1], span.end)
        if spots[-1].in_field:
            node = _end_of_field(node)
        node = next(iter([*node.iterancestors(f"{W}fldSimple")][::-1]), node)
        for element in reversed(end):
            node.addnext(element)
        return True

    def split(self, span: Span) -> None:
        """Split the runs at both ends of `span`."""
        spots = self._spots(span)
        if spots:
            self._before(spots[0], span.start, climb=False)
            self._after(spots[-1], span.end, climb=False)

    def runs(self, span: Span) -> list[etree._Element]:
        """Return the runs that hold the words of `span`, at whose ends runs have been split."""
        found: dict[etree._Element, None] = {}
        for spot in self._spots(span):
            if not spot.offsets:
                found[_run_of(spot.element)] = None
                continue
            first = spot.offsets[max(0, span.start - spot.span.start)]
            last = spot.offsets[min(span.end, spot.span.end) - spot.span.start - 1]
            for start, piece in self._pieces.get(spot.element, [(0, spot.element)]):
                if start <= last and first < start + len(piece.text or ""):
                    found[_run_of(piece)] = None
        return list(found)

    def run_before(self, offset: int) -> etree._Element | None:
        """Split the runs in front of the character at `offset` and return the run that ends there."""
        spots = self._spots(Span(max(0, offset - 1), offset))
        if not spots or whole_of(spots[-1].element) is not None:
            return None
        return self._after(spots[-1], offset, climb=False)

    def _spots(self, span: Span) -> list[Spot]:
        return [
            each for spot in self.trace.spots_in(span) if (each := self._in_body(spot)) is not None
        ]

    def _in_body(self, spot: Spot) -> Spot | None:
        """Return the spot, or that of the mark that leads to the note it stands in."""
        root = spot.element.getroottree().getroot()
        if root is self.trace.root:
            return spot
        note = next(spot.element.iterancestors(f"{W}footnote", f"{W}endnote"), None)
        if note is None:
            return None
        number = note.get(f"{W}id")
        for mark in self.trace.root.iter(f"{note.tag}Reference"):
            if mark.get(f"{W}id") == number:
                return Spot(spot.span, mark)
        return None

    def _in_one_row(self, spots: list[Spot], span: Span) -> list[Spot]:
        """Return the spots in the table row, or outside of tables, that hold the most of the words."""
        rows: dict[etree._Element | None, list[Spot]] = {}
        for spot in spots:
            rows.setdefault(next(spot.element.iterancestors(_TR), None), []).append(spot)
        return max(rows.values(), key=lambda row: _shared(row, span), default=[])

    def _before(self, spot: Spot, offset: int, *, climb: bool = True) -> etree._Element:
        """Return the element that begins with the character at `offset`, split off if needed."""
        whole = whole_of(spot.element)
        if whole is not None:
            return _outermost(whole, first=True) if climb else whole
        child = spot.element
        if spot.offsets:
            raw = spot.offsets[max(0, offset - spot.span.start)]
            child = self._text_at(spot.element, raw)
        run = _run_of(child)
        if run is child:
            return _outermost(run, first=True) if climb else run
        if any(each.tag not in _PROPERTIES for each in child.itersiblings(preceding=True)):
            run = _split_run(run, child)
        return _outermost(run, first=True) if climb else run

    def _after(self, spot: Spot, offset: int, *, climb: bool = True) -> etree._Element:
        """Return the element that ends with the character before `offset`."""
        whole = whole_of(spot.element)
        if whole is not None:
            return _outermost(whole, first=False) if climb else whole
        child = spot.element
        if spot.offsets:
            last = min(offset, spot.span.end) - spot.span.start - 1
            child = self._text_to(spot.element, spot.offsets[last] + 1)
        run = _run_of(child)
        following = child.getnext()
        if run is not child and following is not None:
            _split_run(run, following)
        return _outermost(run, first=False) if climb else run

    def _text_at(self, text: etree._Element, offset: int) -> etree._Element:
        """Return the piece of a `w:t` that begins at `offset`."""
        pieces = self._pieces.get(text)
        if pieces is None:
            pieces = self._pieces[text] = [(0, text)]
            _set_edges_apart(pieces)
        index = max(index for index, (start, _) in enumerate(pieces) if start <= offset)
        start, piece = pieces[index]
        if start == offset:
            return piece
        _split_text(pieces, index, offset)
        for _, each in pieces[index : index + 2]:
            each.set(SPACE, "preserve")
        return pieces[index + 1][1]

    def _text_to(self, text: etree._Element, offset: int) -> etree._Element:
        """Return the piece of a `w:t` that ends at `offset`."""
        if offset < len(_whole_text(self._pieces.get(text, [(0, text)]))):
            self._text_at(text, offset)
        pieces = self._pieces.get(text, [(0, text)])
        return next(piece for start, piece in reversed(pieces) if start < offset)


def _shared(spots: list[Spot], span: Span) -> int:
    """Return how many characters of `span` stand in `spots`."""
    return sum(min(spot.span.end, span.end) - max(spot.span.start, span.start) for spot in spots)


def whole_of(element: etree._Element) -> etree._Element | None:
    """Return what must not be opened around `element`: the run of a text box, a bound control."""
    found = None
    for ancestor in element.iterancestors():
        if ancestor.tag in _WHOLE:
            run = next(ancestor.iterancestors(_R), None)
            found = run if run is not None else ancestor
        elif ancestor.tag == _SDT and _is_closed(ancestor):
            found = ancestor
    if found is None and element.tag == _SDT:
        return element
    return found


def _is_closed(control: etree._Element) -> bool:
    in_line = next(control.iterancestors(_P), None) is not None
    return in_line and any(control.find(path) is not None for path in _CLOSED)


def _end_of_field(node: etree._Element) -> etree._Element:
    """Return the last run of the field around `node`; `node` where it does not end in its paragraph."""
    depth = 0
    for sibling in node.itersiblings():
        for mark in sibling.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            if kind == "end" and not depth:
                return sibling
            depth += {"begin": 1, "end": -1}.get(kind or "", 0)
    parent = node.getparent()
    if parent is None or parent.tag not in _WRAPPERS:
        return node
    outer = _end_of_field(parent)
    return node if outer is parent else outer


def _set_edges_apart(pieces: list[tuple[int, etree._Element]]) -> None:
    """Give blanks at the ends of a `w:t` a piece of their own where Word does not show them."""
    ((_, text),) = pieces
    words = text.text or ""
    core = words.strip(" \t\r\n")
    if text.get(SPACE) == "preserve" or core == words or not core:
        return
    start = words.index(core)
    for offset in (start, start + len(core)):
        if 0 < offset < len(words):
            _split_text(pieces, len(pieces) - 1, offset)


def _split_text(pieces: list[tuple[int, etree._Element]], index: int, offset: int) -> None:
    start, piece = pieces[index]
    words = piece.text or ""
    rest = deepcopy(piece)
    rest.tail = None
    piece.text, rest.text = words[: offset - start], words[offset - start :]
    piece.addnext(rest)
    pieces.insert(index + 1, (offset, rest))


def _run_of(element: etree._Element) -> etree._Element:
    run = next(element.iterancestors(_R), None)
    return run if run is not None else element


def _split_run(run: etree._Element, child: etree._Element) -> etree._Element:
    """Move `child` and what follows it into a run of its own and return that."""
    right = like(run)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        copied = deepcopy(properties)
        copied.tail = None
        right.append(copied)
    moved = [child, *child.itersiblings()]
    run.addnext(right)
    right.extend(moved)
    return right


def like(element: etree._Element) -> etree._Element:
    """Return an empty element with the attributes of `element`."""
    made = etree.Element(element.tag, nsmap={"w": W[1:-1]})
    for name, value in element.items():
        made.set(name, value)
    return made


def _outermost(node: etree._Element, *, first: bool) -> etree._Element:
    """Return the hyperlink, insertion or control that begins (or ends) with `node`."""
    while True:
        parent = node.getparent()
        if parent is None:
            return node
        if parent.tag == f"{W}sdtContent":
            control = parent.getparent()
            if control is None or next(control.iterancestors(_P), None) is None:
                return node
            outer = control
        elif parent.tag in _WRAPPERS and parent.find(_P) is None:
            outer = parent
        else:
            return node
        if any(each.tag not in _PROPERTIES for each in node.itersiblings(preceding=first)):
            return node
        node = outer


def _whole_text(pieces: list[tuple[int, etree._Element]]) -> str:
    return "".join(piece.text or "" for _, piece in pieces)
