"""Build the tree of clauses from the labels that open them."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contract_lint.model import Block, BlockKind, Clause, ClauseKind, Document, Span
from contract_lint.segment.headings import find_heading
from contract_lint.segment.numbering import Level, Opening, Stack
from contract_lint.segment.numerals import Style

_DOTTED = {Style.ROMAN_DOT, Style.UPPER_DOT}
_ROMAN_NUMERALS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class _Open:
    """A clause whose end is not known yet."""

    index: int
    position: int  # of its level in the stack
    level: Level


def build_clauses(document: Document, openings: Sequence[Opening]) -> tuple[Clause, ...]:
    """Return the clauses in reading order; those without parent cover the text exactly once."""
    text = document.text
    starts = [opening.label.start for opening in openings]
    parents, depths, ends = _nest(openings, len(text))
    set_apart = {block.span.start for block in document.blocks if block.kind is BlockKind.HEADING}
    first = 1 if not starts or text[: starts[0]].strip() else 0
    clauses: list[Clause] = []
    names: dict[int, str] = {}
    if first:
        end = starts[0] if starts else len(text)
        clauses.append(Clause(0, ClauseKind.PREAMBLE, Span(0, end), _trim(text, Span(0, end))))
    for at, opening in enumerate(openings):
        label = opening.label
        names[len(opening.stack) - 1] = label.name
        limit = starts[at + 1] if at + 1 < len(starts) else len(text)
        named = label.start in set_apart
        kind = _kind(opening.stack)
        heading = find_heading(
            text, label.span.end, limit, set_apart=named, item=kind is ClauseKind.ITEM
        )
        body_start = heading.end if heading else label.span.end
        start = 0 if at == 0 and not first else label.start
        parent = parents[at]
        clauses.append(
            Clause(
                index=at + first,
                kind=kind,
                span=Span(start, ends[at]),
                body=_trim(text, Span(body_start, limit), opening=heading is not None),
                number=_number(opening, names),
                label=label.span if len(label.span) else None,
                heading=heading,
                parent=None if parent is None else parent + first,
                depth=depths[at],
            )
        )
    return _resume(document, clauses)


def _resume(document: Document, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Give paragraphs that follow an enumeration inside a sentence back to the clause around it.

    "The Parties shall (a) meet and (b) report." ends with its paragraph; what follows stands in
    an unlabelled clause that is cited by the number of the clause around the enumeration.
    """
    found: list[Clause] = []
    moved: dict[int, int] = {}  # old index -> new index
    cuts: dict[int, int] = {}  # old index -> new end
    inserted: dict[int, Clause] = {}  # old index of the last item -> the clause after it
    for clause in clauses:
        block = _block_at(document, clause.label)
        if clause.kind is not ClauseKind.ITEM or block is None or clause.label is None:
            continue
        inside = document.text[block.span.start : clause.label.start].strip()
        if not inside or clause.body.end <= block.span.end or block.kind is BlockKind.ROW:
            continue
        if not document.quote(block.span).rstrip().endswith((".", ";", ":")):
            continue
        outer = clause
        while outer.parent is not None and _starts_in(clauses[outer.parent], block):
            outer = clauses[outer.parent]
        if outer.kind is not ClauseKind.ITEM or outer.parent is None:
            continue
        rest = Span(block.span.end, clause.span.end)
        if outer.span.end != clause.span.end or not _has_text(document, rest):
            continue
        holder = clause
        while True:
            cuts[holder.index] = rest.start
            if holder is outer or holder.parent is None:
                break
            holder = clauses[holder.parent]
        inserted[clause.index] = Clause(
            index=-1,
            kind=ClauseKind.SECTION,
            span=rest,
            body=_trim(document.text, rest),
            number=clauses[outer.parent].number,
            parent=outer.parent,
            depth=outer.depth,
        )
    for clause in clauses:
        moved[clause.index] = len(found)
        end = cuts.get(clause.index, clause.span.end)
        found.append(
            replace(
                clause,
                index=len(found),
                span=Span(clause.span.start, end),
                body=Span(clause.body.start, max(clause.body.start, min(clause.body.end, end))),
                parent=None if clause.parent is None else moved[clause.parent],
            )
        )
        if (after := inserted.get(clause.index)) is not None and after.parent is not None:
            found.append(replace(after, index=len(found), parent=moved[after.parent]))
    return _under_preamble(found)


def _under_preamble(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Put the list items that follow the preamble at once under it: its last words lead them in."""
    if len(clauses) < 2 or clauses[0].kind is not ClauseKind.PREAMBLE:
        return tuple(clauses)
    end = clauses[0].span.end
    items: set[int] = set()
    for clause in clauses[1:]:
        if clause.parent is None:
            if clause.kind is not ClauseKind.ITEM:
                break
            end = clause.span.end
            items.add(clause.index)
    if not items:
        return tuple(clauses)
    below = [
        replace(
            clause,
            parent=0 if clause.index in items else clause.parent,
            depth=clause.depth + (clause.span.end <= end),
        )
        for clause in clauses[1:]
    ]
    first = clauses[0]
    return (replace(first, span=Span(first.span.start, end)), *below)


def _block_at(document: Document, label: Span | None) -> Block | None:
    if label is None:
        return None
    at = bisect_right(document.blocks, label.start, key=lambda block: block.span.start) - 1
    return document.blocks[at] if at >= 0 and document.blocks[at].span.covers(label) else None


def _has_text(document: Document, span: Span) -> bool:
    """Say whether words stand in `span`, other than page numbers and running heads."""
    asides = [
        Span(max(block.span.start, span.start), min(block.span.end, span.end))
        for block in _blocks_in(document, span)
        if block.kind is BlockKind.ASIDE
    ]
    words = sum(len(document.quote(aside).split()) for aside in asides)
    return len(document.quote(span).split()) > words


def _blocks_in(document: Document, span: Span) -> Sequence[Block]:
    """Return the blocks that begin in `span`."""
    first = bisect_left(document.blocks, span.start, key=lambda block: block.span.start)
    end = bisect_left(document.blocks, span.end, key=lambda block: block.span.start)
    return document.blocks[first:end]


def _starts_in(clause: Clause, block: Block) -> bool:
    return clause.kind is ClauseKind.ITEM and block.span.start < clause.span.start < block.span.end


def _nest(openings: Sequence[Opening], end: int) -> tuple[list[int | None], list[int], list[int]]:
    """Return parent, depth and end of each clause."""
    parents: list[int | None] = []
    depths: list[int] = []
    ends = [end] * len(openings)
    path: list[_Open] = []
    for index, (label, stack) in enumerate(openings):
        position = len(stack) - 1
        while path and not _holds(path[-1], position, stack[-1]):
            ends[path.pop().index] = label.start
        parents.append(path[-1].index if path else None)
        depths.append(len(path))
        path.append(_Open(index, position, stack[-1]))
    return parents, depths, ends


def _holds(open_: _Open, position: int, level: Level) -> bool:
    """Say whether an open clause is an ancestor of one that opens at `level`."""
    if open_.position != position:
        return open_.position < position
    value = open_.level.value
    return (
        level.style is Style.DECIMAL
        and open_.level.style is Style.DECIMAL
        and len(value) < len(level.value)
        and level.value[: len(value)] == value
    )


def _trim(text: str, span: Span, *, opening: bool = False) -> Span:
    """Leave out the white space at both ends, and what closes a heading."""
    start, end = span.start, span.end
    lead = " \t\xa0\n\r\f*_" + (".:–—-" if opening else "")
    while start < end and text[start] in lead:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _kind(stack: Stack) -> ClauseKind:
    style = stack[-1].style
    if style is Style.EXHIBIT:
        return ClauseKind.EXHIBIT
    if style is Style.ARTICLE or (style is Style.ROMAN_DOT and len(_numbered(stack)) == 1):
        return ClauseKind.ARTICLE
    if style in {Style.DECIMAL, Style.HEADING, Style.UPPER_DOT, Style.ROMAN_DOT}:
        return ClauseKind.SECTION
    return ClauseKind.ITEM


def _numbered(stack: Stack) -> list[Level]:
    return [
        level for level in stack if level.style not in {Style.EXHIBIT, Style.HEADING, Style.BULLET}
    ]


def _number(opening: Opening, names: Mapping[int, str]) -> str:
    """Return the number as one would cite it; `names` has those of the exhibit and the article."""
    stack = opening.stack
    if stack[-1].style in {Style.BULLET, Style.HEADING}:
        return ""
    prefix = own = ""
    outer: Level | None = None
    for position, level in enumerate(stack):
        last = position == len(stack) - 1
        if level.style is Style.EXHIBIT:
            prefix = names[position]
        elif level.style is Style.ARTICLE:
            own = names[position] if last else names[position].rpartition(" ")[2]
        elif level.style not in {Style.HEADING, Style.BULLET}:
            own = _extend(own, level, outer, names.get(position, ""))
        outer = level if level.style not in {Style.HEADING, Style.EXHIBIT} else None
    return f"{prefix}{own}" if own.startswith("(") else f"{prefix} {own}".strip()


def _extend(number: str, level: Level, outer: Level | None, name: str) -> str:
    """Append the number of a level, which is cited as `name` if it has one, to that around it."""
    style, value = level.style, level.value
    if style is Style.DECIMAL:
        written = name or ".".join(str(part) for part in value)
        carried = outer is None or len(value) > 1 or (outer.before and value > outer.before)
        return written if carried or not number else f"{number}.{written}"
    written = _written(style, int(value[0]))
    if style in _DOTTED:
        return f"{number}.{written}" if number else written
    return f"{number}({written})"


def _written(style: Style, value: int) -> str:
    if style in {Style.DIGIT, Style.DIGIT_CLOSED}:
        return str(value)
    if style in {Style.ROMAN, Style.ROMAN_DOT}:
        return _upper_roman(value)
    if style in {Style.SMALL_ROMAN, Style.SMALL_ROMAN_CLOSED, Style.SMALL_ROMAN_DOT}:
        return _upper_roman(value).lower()
    letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    upper = style in {Style.UPPER, Style.UPPER_DOT, Style.UPPER_CLOSED}
    return letter.upper() if upper else letter


def _upper_roman(value: int) -> str:
    written = ""
    for amount, numeral in _ROMAN_NUMERALS:
        while value >= amount:
            written += numeral
            value -= amount
    return written
