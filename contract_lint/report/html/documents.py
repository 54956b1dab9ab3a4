"""The documents: every line with its number, evidence marked, a link to each finding."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from contract_lint.model import BlockKind, Contract, Line, Passage, Span
from contract_lint.report.html.items import Contents, Item, Paper
from contract_lint.report.html.markup import Html, element, join

CHUNK = 50  # lines that a browser lays out together, when they come into view
TONES = ("error", "warning", "note", "met", "plain")  # the heaviest colours shared words

_KINDS = {BlockKind.HEADING: " h", BlockKind.ROW: " r", BlockKind.NOTE: " a", BlockKind.ASIDE: " a"}


class Marked(NamedTuple):
    """A part of a line, in characters of the line, that an item points at."""

    start: int
    end: int
    item: Item
    deciding: bool  # False: considered beside what decides
    focus: bool = False  # the value within what decides


class Marks(NamedTuple):
    """What the items say of one document, by index of the line."""

    parts: Mapping[int, Sequence[Marked]]
    begun: Mapping[int, Sequence[Item]]  # items of which a deciding passage begins in the line


def documents(page: Contents) -> Html:
    """Return every document of the page."""
    return join(*(_document(paper, page) for paper in page.papers))


def _document(paper: Paper, page: Contents) -> Html:
    marks = _marks(paper, page)
    contract = paper.contract
    title = element("span", contract.title, class_="title") if contract.title else ""
    kind = element("span", str(contract.type), class_="type")
    head = element("h3", kind, " ", paper.path, id=paper.anchor, tabindex="-1")
    lines = _lines if page.quotes else _places
    chunks = list(_chunks(list(lines(paper, marks))))
    absent = _absent(paper, page)
    return element(
        "article", head, title, absent, *chunks, class_="paper", aria_labelledby=paper.anchor
    )


def _absent(paper: Paper, page: Contents) -> Html:
    """Name the findings that point at no words: what is missing can stand in no line."""
    links = [
        element("li", _chip(item))
        for item in page.items
        if item.finding and item.finding.passage and not item.passages
        if page.paper(item.finding.passage.contract) is paper
    ]
    if not links:
        return Html("")
    told = element("p", "Nothing in this document for:", id=f"{paper.anchor}-absent")
    listed = element("ul", *links, aria_labelledby=f"{paper.anchor}-absent")
    return element("div", told, listed, class_="absent")


def _marks(paper: Paper, page: Contents) -> Marks:
    parts: dict[int, list[Marked]] = defaultdict(list)
    begun: dict[int, list[Item]] = defaultdict(list)
    for item in page.items:
        deciding = item.deciding
        for passage in item.passages:
            if page.paper(passage.contract) is paper:
                decides = passage in deciding
                first = passage.location.line - 1
                if decides and item not in begun[first]:
                    begun[first].append(item)
                for index, words in _on_lines(passage):
                    parts[index].append(Marked(words.start, words.end, item, decides))
        focus = item.focus
        if focus and page.paper(focus.contract) is paper:
            for index, words in _on_lines(focus):
                parts[index].append(Marked(words.start, words.end, item, True, focus=True))
    return Marks(parts, begun)


def _on_lines(passage: Passage) -> Iterator[tuple[int, Span]]:
    """Yield each line that a passage has words on, and which of its characters they are."""
    document, span = passage.contract.document, passage.span
    for index in range(document.line_at(span.start), document.line_at(span.end - 1) + 1):
        line = document.lines[index].span
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            yield index, Span(start - line.start, end - line.start)


def _lines(paper: Paper, marks: Marks) -> Iterator[Html]:
    document = paper.contract.document
    kinds = _kinds(paper.contract)
    page: int | None = None
    for index, line in enumerate(document.lines):
        if line.page != page:
            page = line.page
            yield element("div", f"page {page}", class_="page")
        words = document.quote(line.span)
        text = element("span", *_words(words, marks.parts.get(index, ())), class_="t")
        yield _line(paper, index, kinds.get(index, ""), text, marks)


def _places(paper: Paper, marks: Marks) -> Iterator[Html]:
    """Yield the lines that items point at, with their clause and page for their words."""
    document = paper.contract.document
    for index in sorted(marks.begun):
        told = _told(paper.contract, document.lines[index])
        yield _line(paper, index, "", element("span", told, class_="t"), marks)


def _told(contract: Contract, line: Line) -> str:
    clause = contract.cite(line.span.start)
    page = f"page {line.page}" if line.page else ""
    return ", ".join(filter(None, (f"clause {clause}" if clause else "", page))) or "words withheld"


def _line(paper: Paper, index: int, kind: str, text: Html, marks: Marks) -> Html:
    chips = [_chip(item) for item in marks.begun.get(index, ())]
    links = element("span", *chips, class_="chips") if chips else ""
    number = index + 1
    return element("div", text, links, class_=f"l{kind}", id=paper.line(number), data_n=number)


def _chip(item: Item) -> Html:
    return element(
        "a",
        item.label,
        class_=f"chip s-{item.tone}",
        href=f"#{item.anchor}",
        data_item=item.number,
        aria_label=f"{item.label}, {item.verdict}: show the finding",
    )


def _words(text: str, parts: Sequence[Marked]) -> Iterator[str]:
    """Yield the words of a line, cut where a mark begins or ends."""
    if not parts:
        yield text
        return
    cuts = sorted({0, len(text), *(part.start for part in parts), *(part.end for part in parts)})
    for start, end in pairwise(cuts):
        over = [part for part in parts if part.start <= start and end <= part.end]
        yield _mark(text[start:end], over) if over else text[start:end]


def _mark(words: str, parts: Sequence[Marked]) -> Html:
    """Return words with the heaviest colour that they decide; what decides comes first."""
    parts = sorted(parts, key=lambda part: (not part.deciding, TONES.index(part.item.tone)))
    tone = f"s-{parts[0].item.tone}" if parts[0].deciding else "aside"
    if any(part.focus for part in parts):
        tone += " focus"
    numbers = dict.fromkeys(str(part.item.number) for part in parts)
    return element("mark", words, class_=tone, data_f=" ".join(numbers))


def _kinds(contract: Contract) -> dict[int, str]:
    document = contract.document
    found: dict[int, str] = {}
    for block in document.blocks:
        if block.kind in _KINDS:
            first, last = document.line_at(block.span.start), document.line_at(block.span.end - 1)
            found |= dict.fromkeys(range(first, last + 1), _KINDS[block.kind])
    return found


def _chunks(lines: Sequence[Html]) -> Iterator[Html]:
    for start in range(0, len(lines), CHUNK):
        yield element("div", *lines[start : start + CHUNK], class_="chunk")
