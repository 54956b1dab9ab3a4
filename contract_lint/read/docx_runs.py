"""Read what stands in a Word paragraph as the page shows it, insertions in, deletions out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from contract_lint.read.docx_counting import lower_roman
from contract_lint.read.docx_listnum import FieldNumbers
from contract_lint.read.docx_package import W, number, switched_on
from contract_lint.read.docx_styles import PLAIN, Style, Styles
from contract_lint.read.docx_symbols import is_symbol_font, readable
from contract_lint.read.docx_words import Change, Words

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/"
ALTERNATE = f"{_MC}AlternateContent"
_BOX = f"{W}txbxContent"
_PICTURES = {f"{_A}picture}}pic": "images", f"{_V}imagedata": "images"}
_DRAWN = {
    **_PICTURES,
    f"{_A}chart}}chart": "charts",
    f"{_A}diagram}}relIds": "diagrams",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": "charts",
}
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_VANISH, _R_STYLE, _R_FONTS, _R_PR = f"{W}vanish", f"{W}rStyle", f"{W}rFonts", f"{W}rPr"
_STRIKES = frozenset({f"{W}strike", f"{W}dstrike"})
STRUCK = "strike-through"  # of formatting, which no one signs
_TICKED, _EMPTY = "☒", "☐"


class NoteReference(NamedTuple):
    """A mark in the text that leads to a note."""

    part: str  # footnotes or endnotes
    id: str
    mark: str


class _Look(NamedTuple):
    """How the words of a run look."""

    hidden: bool
    struck: bool


@dataclass(slots=True)
class _Field:
    """A field that has begun: first its instruction, then its result."""

    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        """Return its first word, such as REF or TOC."""
        return self.instruction.split(maxsplit=1)[0].upper() if self.instruction.strip() else ""


def branch(alternate: etree._Element) -> etree._Element | None:
    """Return the one version of alternate content that is read."""
    choice = alternate.find(f"{_MC}Choice")
    return choice if choice is not None else alternate.find(f"{_MC}Fallback")


@dataclass(slots=True)
class RunReader:
    """Walks paragraphs one after the other: fields and note numbers go on from each to the next."""

    styles: Styles
    omitted: Counter[str]
    words: Words = field(default_factory=Words)
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)  # ids of remarks beside the paragraph
    in_contents: bool = False  # the paragraph has an entry of a table of contents
    page: int = 0  # on which the walk stands; 0 before the first page break that Word recorded
    first_page: int = 0  # on which the paragraph begins
    row_page: int = 0  # on which the first paragraph begins since this was set to 0
    _fields: list[_Field] = field(default_factory=list)
    _change: Change | None = None
    _style: Style = PLAIN
    _font: str = ""
    _begin: int = 0  # where the paragraph begins in `words`
    _level: int | None = None
    _numbers: FieldNumbers = field(default_factory=FieldNumbers)
    _marks: Counter[str] = field(default_factory=Counter)

    def read(
        self,
        paragraph: etree._Element,
        words: Words,
        style: Style = PLAIN,
        level: int | None = None,
    ) -> None:
        """Add the words of a `w:p` of a style to `words`; `level` is that of its number, from 0."""
        self.words, self.notes, self.boxes, self.comments = words, [], [], []
        self._style, self._level, self._begin = style, level, words.length
        self.first_page = self.page
        self.in_contents = self._inside_contents()
        self._walk(paragraph)
        self.row_page = self.row_page or self.first_page
        for each in self._fields:  # an instruction that never ends must not swallow the rest
            each.has_result = True

    def _inside_contents(self) -> bool:
        return any(each.name == "TOC" for each in self._fields)

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            handle = _HANDLERS.get(child.tag)
            if handle is not None:
                handle(self, child)

    def _visible(self) -> bool:
        return not self._fields or all(each.has_result for each in self._fields)

    def _add(self, text: str) -> None:
        if self._visible():
            self.words.add(text, self._change)

    def _run(self, run: etree._Element) -> None:
        self._font = ""
        look = _Look(self._style.hidden, self._style.struck)
        if len(run) and run[0].tag == _R_PR:
            look = self._look(run[0])
        if look.hidden and run.find(f"{W}fldChar") is None:
            if run.find(f"{W}t") is not None:
                self.omitted["pieces of hidden text"] += 1
            return
        if not look.struck or self._change is not None:
            self._walk(run)
            return
        self._change = Change(STRUCK, "", "")
        self._walk(run)
        self._change = None

    def _look(self, properties: etree._Element) -> "_Look":
        """Say whether a run is hidden or struck through, and note its font on the way."""
        hidden, struck = self._style.hidden, self._style.struck
        direct = None
        for each in properties:  # the style of a run comes first and is overruled by the rest
            tag = each.tag
            if tag == _R_FONTS:
                self._font = each.get(f"{W}ascii") or each.get(f"{W}hAnsi") or ""
            elif tag == _VANISH:
                hidden = switched_on(each)
            elif tag in _STRIKES:
                direct = switched_on(each) or bool(direct)  # one of two kinds is enough
            elif tag == _R_STYLE:
                style = self.styles.get(each.get(f"{W}val", ""))
                hidden, struck = hidden or style.hidden, struck or style.struck
        return _Look(hidden, struck if direct is None else direct)

    def _text(self, element: etree._Element) -> None:
        text = element.text or ""
        if (self._font and is_symbol_font(self._font)) or _PRIVATE.search(text):
            text = readable(text, self._font)
        self._add(text)

    def _blank(self, _element: etree._Element) -> None:
        self._add(" ")

    def _hyphen(self, _element: etree._Element) -> None:
        self._add("-")

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
        if 0x20 <= low < 0xD800:
            self._add(readable(chr(low), element.get(f"{W}font", "")))

    def _note(self, element: etree._Element) -> None:
        if not self._visible():
            return
        part = "endnotes" if element.tag == f"{W}endnoteReference" else "footnotes"
        self._marks[part] += 1
        count = self._marks[part]
        mark = lower_roman(count) if part == "endnotes" else str(count)
        self.notes.append(NoteReference(part, element.get(f"{W}id", ""), mark))
        self.words.add(f" [^{mark}]", self._change)

    def _comment(self, element: etree._Element) -> None:
        self.comments.append(element.get(f"{W}id", ""))

    def _page_break(self, _element: etree._Element) -> None:
        self.page = max(self.page, 1) + 1
        if self.words.length == self._begin:
            self.first_page = self.page

    def _inserted(self, element: etree._Element) -> None:
        self._changed(element, "insertion")

    def _moved_here(self, element: etree._Element) -> None:
        self._changed(element, "move")

    def _changed(self, element: etree._Element, kind: str) -> None:
        outer = self._change
        self._change = change_of(element, kind)
        self._walk(element)
        self._change = outer

    def _deleted(self, element: etree._Element) -> None:
        if any(each.text for each in element.iter(f"{W}delText", f"{W}t")):
            self.words.delete(change_of(element, "deletion"))

    def _moved_away(self, element: etree._Element) -> None:
        self.words.delete(change_of(element, "move"))

    def _field_mark(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            form = element.find(f"{W}ffData")
            if form is not None:
                self._form_field(form)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
            self.in_contents = self.in_contents or self._inside_contents()
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not ended.has_result:
                self._without_result(ended)

    def _instruction(self, element: etree._Element) -> None:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction += element.text or ""

    def _without_result(self, ended: _Field) -> None:
        if ended.name in {"MACROBUTTON", "GOTOBUTTON"}:  # the prompt stands in the instruction
            self._add("".join(ended.instruction.split(maxsplit=2)[2:]))
        elif ended.name.startswith(("LISTNUM", "AUTONUM")):
            self._add(self._numbers.write(ended.instruction, self._level))

    def _simple_field(self, element: etree._Element) -> None:
        self._fields.append(_Field(element.get(f"{W}instr", ""), has_result=True))
        self.in_contents = self.in_contents or self._inside_contents()
        self._walk(element)
        if self._fields:
            self._fields.pop()

    def _form_field(self, form: etree._Element) -> None:
        box = form.find(f"{W}checkBox")
        if box is not None:
            state = box.find(f"{W}checked")
            state = state if state is not None else box.find(f"{W}default")
            self._add(_TICKED if switched_on(state) else _EMPTY)
        choices = form.find(f"{W}ddList")
        if choices is not None:
            entries = choices.findall(f"{W}listEntry")
            chosen = number(choices.find(f"{W}result"), 0)
            if 0 <= chosen < len(entries):
                self._add(entries[chosen].get(f"{W}val", ""))

    def _control(self, element: etree._Element) -> None:
        content = element.find(f"{W}sdtContent")
        box = element.find(f"{W}sdtPr/{_W14}checkbox")
        before = self.words.length
        if content is not None:
            self._walk(content)
        if box is not None and self.words.length == before:
            state = box.find(f"{_W14}checked")
            ticked = state is not None and state.get(f"{_W14}val") in {"1", "true"}
            self._add(_TICKED if ticked else _EMPTY)

    def _alternate(self, element: etree._Element) -> None:
        chosen = branch(element)
        if chosen is not None:
            self._walk(chosen)

    def _ruby(self, element: etree._Element) -> None:
        base = element.find(f"{W}rubyBase")
        if base is not None:
            self._walk(base)

    def _equation(self, _element: etree._Element) -> None:
        self.omitted["equations"] += 1
        self._add(" ")

    def _drawing(self, element: etree._Element) -> None:
        for part in _parts(element):
            if part.tag == _BOX:
                self.boxes.append(part)
            else:
                self.omitted[_DRAWN[part.tag]] += 1

    def _linked(self, _element: etree._Element) -> None:
        self.omitted["linked documents"] += 1

    def _object(self, element: etree._Element) -> None:
        self.omitted["embedded objects"] += 1
        self.boxes.extend(part for part in _parts(element) if part.tag == _BOX)


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes and pictures of a drawing; what is in a text box is not looked at."""
    for child in element:
        if child.tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from _parts(chosen)
        elif child.tag == _BOX or child.tag in _DRAWN:
            yield child
        else:
            yield from _parts(child)


def change_of(element: etree._Element, kind: str) -> Change:
    """Return who made the change that `element` records."""
    return Change(kind, element.get(f"{W}author", ""), element.get(f"{W}date", ""))


_Handler = Callable[[RunReader, etree._Element], None]
_HANDLERS: dict[str, _Handler] = {
    **dict.fromkeys(
        [
            f"{W}{name}"
            for name in ("hyperlink", "smartTag", "customXml", "bdo", "dir", "sdtContent")
        ],
        RunReader._walk,
    ),
    **dict.fromkeys([f"{W}{name}" for name in ("tab", "br", "cr", "ptab")], RunReader._blank),
    f"{W}r": RunReader._run,
    f"{W}t": RunReader._text,
    f"{W}sym": RunReader._symbol,
    f"{W}noBreakHyphen": RunReader._hyphen,
    f"{W}footnoteReference": RunReader._note,
    f"{W}endnoteReference": RunReader._note,
    f"{W}commentReference": RunReader._comment,
    f"{W}lastRenderedPageBreak": RunReader._page_break,
    f"{W}ins": RunReader._inserted,
    f"{W}moveTo": RunReader._moved_here,
    f"{W}del": RunReader._deleted,
    f"{W}moveFrom": RunReader._moved_away,
    f"{W}fldChar": RunReader._field_mark,
    f"{W}instrText": RunReader._instruction,
    f"{W}fldSimple": RunReader._simple_field,
    f"{W}sdt": RunReader._control,
    ALTERNATE: RunReader._alternate,
    f"{W}ruby": RunReader._ruby,
    f"{_M}oMath": RunReader._equation,
    f"{_M}oMathPara": RunReader._equation,
    f"{W}drawing": RunReader._drawing,
    f"{W}pict": RunReader._drawing,
    f"{W}object": RunReader._object,
    f"{W}subDoc": RunReader._linked,
}
