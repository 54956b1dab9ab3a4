"""What a Word style passes on to its paragraphs: outline level, numbering, hiding, striking."""

from dataclasses import dataclass, field

from lxml import etree

from contract_lint.read.docx_package import W, number, switched_on

_MAX_ANCESTORS = 50  # a style that is based on itself ends somewhere


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with everything it inherits."""

    number_id: int | None = None
    number_level: int | None = None
    chain: tuple[str, ...] = ()  # its own id first, then those it is based on
    outline: int | None = None  # from 0; None for body text
    is_contents: bool = False
    is_title: bool = False
    hidden: bool = False
    struck: bool = False


PLAIN = Style()


@dataclass(slots=True)
class Styles:
    """The styles of a document, resolved when asked for."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: str = ""
    _resolved: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: etree._Element | None) -> "Styles":
        """Read `word/styles.xml`."""
        styles = cls()
        if root is None:
            return styles
        for element in root.iter(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            styles.elements[name] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {
                "1",
                "true",
            }:
                styles.default = name
        return styles

    def get(self, name: str) -> Style:
        """Return a style by its id; an unknown or empty id is the default paragraph style."""
        name = name if name in self.elements else self.default
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def numbering_of(self, name: str) -> int | None:
        """Return the numbering that a numbering style stands for."""
        return self.get(name).number_id if name in self.elements else None

    def _resolve(self, name: str) -> Style:
        chain = self._chain(name)
        if not chain:
            return PLAIN
        names = [_name(self.elements[each]) for each in chain]
        properties = [self.elements[each].find(f"{W}pPr") for each in chain]
        present = [each for each in properties if each is not None]
        outline = _first_value(present, f"{W}outlineLvl")
        if outline is None:
            outline = next(
                (level for each in names if (level := _heading_level(each)) is not None), None
            )
        return Style(
            number_id=_first_value(present, f"{W}numPr/{W}numId"),
            number_level=_first_value(present, f"{W}numPr/{W}ilvl"),
            chain=chain,
            outline=outline if outline is not None and 0 <= outline < 9 else None,
            is_contents=any(_is_contents(each) for each in names),
            is_title=names[0] in {"title", "subtitle"},
            hidden=self._switched_on(chain, "vanish"),
            struck=self._switched_on(chain, "strike") or self._switched_on(chain, "dstrike"),
        )

    def _switched_on(self, chain: tuple[str, ...], name: str) -> bool:
        marks = (self.elements[each].find(f"{W}rPr/{W}{name}") for each in chain)
        return switched_on(next((mark for mark in marks if mark is not None), None))

    def _chain(self, name: str) -> tuple[str, ...]:
        chain: list[str] = []
        while name in self.elements and name not in chain and len(chain) < _MAX_ANCESTORS:
            chain.append(name)
            based_on = self.elements[name].find(f"{W}basedOn")
            name = based_on.get(f"{W}val", "") if based_on is not None else ""
        return tuple(chain)


def _first_value(properties: list[etree._Element], path: str) -> int | None:
    for each in properties:
        found = each.find(path)
        if found is not None:
            return number(found, 0)
    return None


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "").lower()


def _heading_level(name: str) -> int | None:
    kind, _, level = name.partition(" ")
    return int(level) - 1 if kind == "heading" and level in set("123456789") else None


def _is_contents(name: str) -> bool:
    return name.startswith("toc ") or name in {"toc", "table of figures", "table of authorities"}
