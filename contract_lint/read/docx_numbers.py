"""Compute the numbers that Word puts in front of paragraphs (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from contract_lint.read.docx_counting import write_count
from contract_lint.read.docx_package import W, number, switched_on
from contract_lint.read.docx_styles import Style, Styles
from contract_lint.read.docx_symbols import readable

_LEVELS = 9
_NUM_ID, _ILVL = f"{W}numId", f"{W}ilvl"
_PLACE = re.compile("%([1-9])")
_KEPT_LEGAL = frozenset({"none", "bullet", "decimalZero"})
_CUSTOM_WIDTH = re.compile("0+1,")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # restarts after this level (from 1); 0 never; None after any above
    legal: bool = False  # writes the numbers of all levels as digits
    glued: bool = False  # nothing between number and text
    style: str = ""
    hidden: bool = False

    def restarts_after(self, level: int) -> bool:
        """Say whether a number on `level` (from 0) makes this deeper level start again."""
        return self.restart is None or level < self.restart


_UNLISTED = Level()


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph as it is shown."""

    text: str
    level: int
    glued: bool = False


@dataclass(slots=True)
class _List:
    """One numbering: its levels, the counters it shares, and starts that are still to come."""

    levels: dict[int, Level]
    counters: list[int | None]
    starts: dict[int, int]


class Place(NamedTuple):
    """Where a paragraph stands: its list, and the level in it, from 0."""

    listed: _List
    level: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` counts on, so paragraphs must come in reading order."""

    _abstracts: dict[int, etree._Element] = field(default_factory=dict)
    _numbers: dict[int, etree._Element] = field(default_factory=dict)
    _levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    _styles: Styles = field(default_factory=Styles)
    _lists: dict[int, _List] = field(default_factory=dict)
    _counters: dict[int, list[int | None]] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: etree._Element | None, styles: Styles) -> "Numbering":
        """Read `word/numbering.xml`."""
        numbering = cls(_styles=styles)
        if root is None:
            return numbering
        for element in root.iterfind(f"{W}abstractNum"):
            numbering._abstracts[number(element, -1, f"{W}abstractNumId")] = element
        for element in root.iterfind(f"{W}num"):
            numbering._numbers[number(element, -1, f"{W}numId")] = element
        return numbering

    def place(self, direct: etree._Element | None, style: Style) -> Place | None:
        """Find the list of a paragraph, given its `w:numPr` and its style; None where it has none."""
        number_id, level = style.number_id, style.number_level
        for each in () if direct is None else direct:
            if each.tag == _NUM_ID:
                number_id = number(each, 0)
            elif each.tag == _ILVL:
                level = number(each, 0)
        if not number_id:
            return None
        listed = self._list(number_id)
        if listed is None:
            return None
        if level is None:
            level = _level_of(style, listed)
        return Place(listed, min(max(level, 0), _LEVELS - 1))

    def label(self, place: Place) -> Label | None:
        """Count a paragraph; None where its number is not shown."""
        listed, index = place
        level = listed.levels.get(index)
        if level is None:
            return None
        counters = listed.counters
        now = counters[index]
        if index in listed.starts:
            counters[index] = listed.starts.pop(index)
        else:
            counters[index] = level.start if now is None else now + 1
        for deeper in range(index + 1, _LEVELS):
            if deeper not in listed.levels or listed.levels[deeper].restarts_after(index):
                counters[deeper] = None
        for upper in range(index):  # a level that was skipped counts as begun
            begun = listed.starts.pop(upper, listed.levels.get(upper, _UNLISTED).start)
            if counters[upper] is None and upper in listed.levels:
                counters[upper] = begun
        if level.hidden:
            return None
        text = _PLACE.sub(lambda place: _written(listed, level, int(place[1]) - 1), level.text)
        return Label(" ".join(text.split()), index, level.glued)

    def _list(self, number_id: int) -> _List | None:
        if number_id not in self._lists:
            made = self._make(number_id)
            if made is None:
                return None
            self._lists[number_id] = made
        return self._lists[number_id]

    def _make(self, number_id: int) -> _List | None:
        element = self._numbers.get(number_id)
        if element is None:
            return None
        abstract_id = self._abstract_of(element)
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        if abstract_id not in self._levels:
            self._levels[abstract_id] = _levels(abstract)
        levels = dict(self._levels[abstract_id])
        starts: dict[int, int] = {}
        for override in element.iterfind(f"{W}lvlOverride"):
            index = number(override, -1, f"{W}ilvl")
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _level(own)
            start = override.find(f"{W}startOverride")
            if start is not None:
                starts[index] = number(start, 1)
        counters = self._counters.setdefault(abstract_id, [None] * _LEVELS)
        return _List(levels, counters, starts)

    def _abstract_of(self, element: etree._Element) -> int:
        """Follow a link to a numbering style, which names the list that has the levels."""
        abstract_id = number(element.find(f"{W}abstractNumId"), -1)
        abstract = self._abstracts.get(abstract_id)
        link = abstract.find(f"{W}numStyleLink") if abstract is not None else None
        if link is None:
            return abstract_id
        linked = self._styles.numbering_of(link.get(f"{W}val", ""))
        target = self._numbers.get(linked) if linked is not None else None
        if target is None or target is element:
            return abstract_id
        return number(target.find(f"{W}abstractNumId"), abstract_id)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found = {}
    for element in abstract.iterfind(f"{W}lvl"):
        found[number(element, -1, f"{W}ilvl")] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    restart = element.find(f"{W}lvlRestart")
    suffix = element.find(f"{W}suff")
    style = element.find(f"{W}pStyle")
    shown = _format(element)
    return Level(
        start=number(element.find(f"{W}start"), 0),
        format=shown,
        text=_text(element, shown),
        restart=number(restart, 0) if restart is not None else None,
        legal=switched_on(element.find(f"{W}isLgl")),
        glued=suffix is not None and suffix.get(f"{W}val") == "nothing",
        style=style.get(f"{W}val", "") if style is not None else "",
        hidden=switched_on(element.find(f"{W}rPr/{W}vanish")),
    )


def _format(level: etree._Element) -> str:
    found = next(level.iter(f"{W}numFmt"), None)
    if found is None:
        return "decimal"
    shown = found.get(f"{W}val", "decimal")
    if shown == "custom":
        width = _CUSTOM_WIDTH.match(found.get(f"{W}format", ""))
        return f"decimalZero{len(width[0]) - 1}" if width else "decimal"
    return shown


def _text(level: etree._Element, shown: str) -> str:
    if level.find(f"{W}lvlPicBulletId") is not None:
        return "•"
    element = level.find(f"{W}lvlText")
    text = "" if element is None else element.get(f"{W}val", "")
    fonts = level.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi", ""))
    if shown != "bullet":
        return text
    if text == "o" and font.startswith("Courier"):
        return "◦"
    return readable(text, font)


def _level_of(style: Style, listed: _List) -> int:
    """Find the level that names the paragraph's style, or one that it is based on."""
    for name in style.chain:
        for index, level in listed.levels.items():
            if level.style == name:
                return index
    return 0


def _written(listed: _List, shown: Level, index: int) -> str:
    level = listed.levels.get(index)
    if level is None:
        return ""
    count = listed.counters[index]
    if count is None:  # a deeper level than the paragraph's own
        count = level.start
    legal = shown.legal and level.format not in _KEPT_LEGAL
    return write_count(count, "decimal" if legal else level.format)
