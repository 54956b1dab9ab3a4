"""Cut the clauses of a contract into provisions: sentences, list items and table rows."""

import re
from bisect import bisect_right
from collections.abc import Iterator

import nupunkt

from contract_lint.model import Block, BlockKind, Clause, ClauseKind, Contract, Provision, Span

LONGEST = 2_000  # characters; longer pieces are cut at semicolons
_SKIPPED = frozenset({BlockKind.CONTENTS, BlockKind.ASIDE})
_WORD = re.compile(r"\w+")
_FURNITURE = re.compile(
    r"\s*(?:page\b|[-–—]?\s*\d+\s*[-–—]?\s*$|source:|confidential\b)", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:shall|will|must|may|is|are|has|have|means?|see|agrees?|warrants?)\b|(?:\w+\W+){9}"
)
_SHORTENED = re.compile(r"\b(?:Attn|approx|incl|excl|Dept|Tel|Bldg|\w*[Ss]tr|cf|resp)\.\s*$")
_OPEN_WORD = re.compile(
    r"(?:,|\b(?:the|a|an|of|to|by|for|in|on|and|or|any|such|its|with|from|at|shall|will|be|is|are|as|that|which|this))\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^0-9A-Za-z]")
_FIRST = ("1", "a", "i")
_LEAD_WORDS = 16  # of "A shall be responsible for:", which leads in a list of its own
_GAP = re.compile(
    r"(?<=\w)[.;]?\s{3,}(?=[A-Z][^:]*\b(?:shall|will|must|is|are|agrees?)\b[^:.;]{0,60}:$)"
)
_OPEN_END = re.compile(
    r"(?:[:—–-]|,|\b(?:and|or|shall|will|must|that|the following|to|by|for|of))\s*$"
)


def provisions(contract: Contract) -> tuple[Provision, ...]:
    """Return the provisions of `contract` in reading order."""
    found: list[Provision] = []
    last_of: dict[int, Span] = {}  # clause -> its last provision
    lead_of: dict[int, tuple[Span, ...]] = {}
    begun: dict[int, tuple[Span, ...]] = {}  # clause -> lead-in of the last of several lists in it
    before: dict[int, Clause] = {}  # clause -> the last of its items so far
    for clause in contract.clauses:
        lead = _lead(contract, clause, last_of, lead_of)
        if clause.parent is not None and clause.kind is ClauseKind.ITEM:
            opening = _opening(contract, before.get(clause.parent), clause, last_of)
            if opening is not None:
                begun[clause.parent] = (*lead[:-1], opening)
            lead = begun.get(clause.parent, lead)
            before[clause.parent] = clause
        lead_of[clause.index] = lead
        for at, (span, row) in enumerate(_pieces(contract, clause)):
            own_lead = lead if at == 0 or row is not None else ()  # later sentences stand alone
            if row is not None:
                own_lead = (*lead, *_header(contract, row))
            found.append(Provision(len(found), clause.index, span, own_lead, row=row))
            last_of[clause.index] = span
    return tuple(found)


def _lead(
    contract: Contract,
    clause: Clause,
    last_of: dict[int, Span],
    lead_of: dict[int, tuple[Span, ...]],
) -> tuple[Span, ...]:
    """Return the words that a list item shares with its siblings, outermost first."""
    if (
        clause.parent is None
        or clause.label is None
        or clause.kind not in (ClauseKind.ITEM, ClauseKind.SECTION)
    ):
        return ()
    last = last_of.get(clause.parent)
    if last is None:
        return lead_of.get(clause.parent, ()) if clause.kind is ClauseKind.ITEM else ()
    words = contract.document.quote(last).rstrip()
    if words.endswith((".", ";")) or (
        clause.kind is ClauseKind.SECTION and not _OPEN_END.search(words)
    ):
        return lead_of.get(clause.parent, ()) if words.endswith(";") else ()
    return (*lead_of.get(clause.parent, ()), last)


def _opening(
    contract: Contract, before: Clause | None, clause: Clause, last_of: dict[int, Span]
) -> Span | None:
    """Return the words that lead in a second list in one text: "9) audits. A shall: 1) ..."."""
    quote = contract.document.quote
    if before is None or before.label is None or clause.label is None:
        return None
    if _LABEL.sub("", quote(clause.label)).lower() not in _FIRST:
        return None
    last = last_of.get(before.index)
    return last if last is not None and _ends_in_lead(quote(last)) else None


def _ends_in_lead(words: str) -> bool:
    return words.rstrip().endswith(":") and len(_WORD.findall(words)) <= _LEAD_WORDS


def _pieces(contract: Contract, clause: Clause) -> Iterator[tuple[Span, tuple[int, int] | None]]:
    document = contract.document
    start = clause.body.start
    if clause.heading and not len(clause.body) and _SAYS.search(document.quote(clause.heading)):
        start = clause.heading.start  # a clause that is one sentence in heading style
    body = Span(start, max(start, clause.body.end))
    run: Span | None = None
    for block in _blocks_in(contract, body):
        span = Span(max(block.span.start, body.start), min(block.span.end, body.end))
        if block.kind in _SKIPPED:
            continue
        if block.kind is BlockKind.ROW:
            if run is not None:
                yield from ((piece, None) for piece in _sentences(document.text, run))
                run = None
            row = _row_at(contract, block.span)
            if row is None or row[1] >= document.tables[row[0]].headers:
                yield _trim(document.text, span), row
        elif run is None:
            run = span
        elif _is_furniture(document.quote(span)) and not _ends(document.quote(run)):
            continue  # a page number inside a sentence
        elif _goes_on(document.quote(run), document.quote(span)):
            run = Span(run.start, span.end)
        else:
            yield from ((piece, None) for piece in _sentences(document.text, run))
            run = span
    if run is not None:
        yield from ((piece, None) for piece in _sentences(document.text, run))


def _ends(words: str) -> bool:
    return words.rstrip().endswith((".", ";", ":", "!", "?", '."', ".”", ".)"))


def _is_furniture(words: str) -> bool:
    return len(words) < 60 and _FURNITURE.match(words) is not None


def _goes_on(before: str, after: str) -> bool:
    """Say whether a sentence runs on over a page break from one block into the next."""
    if _ends(before):
        return False
    first = after.lstrip()[:1]
    return first.islower() or _OPEN_WORD.search(before) is not None


def _blocks_in(contract: Contract, body: Span) -> Iterator[Block]:
    blocks = contract.document.blocks
    at = bisect_right(blocks, body.start, key=lambda block: block.span.end)
    while at < len(blocks) and blocks[at].span.start < body.end:
        if blocks[at].span.overlaps(body):
            yield blocks[at]
        at += 1


def _sentences(text: str, span: Span) -> Iterator[Span]:
    words = text[span.start : span.end].replace("\n", " ")
    pending = None
    for start, end in nupunkt.sent_spans(words):
        piece = Span(span.start + (pending if pending is not None else start), span.start + end)
        pending = None
        few = len(_WORD.findall(words[start:end])) < 3  # "3." or "Orders."
        if (few or _SHORTENED.search(words[start:end])) and end < len(words):
            pending = piece.start - span.start  # belongs to what follows
            continue
        for part in _apart(text, _trim(text, piece)):
            yield from _cut(text, part)


def _apart(text: str, span: Span) -> Iterator[Span]:
    """Cut off the lead-in of the next list where only a gap parts it from the item before it."""
    words = text[span.start : span.end]
    gap = _GAP.search(words)
    if gap and _ends_in_lead(words[gap.end() :]):
        yield Span(span.start, span.start + gap.start())
        yield Span(span.start + gap.end(), span.end)
    else:
        yield span


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut an overlong sentence at semicolons."""
    start = span.start
    while span.end - start > LONGEST:
        cut = text.rfind("; ", start, start + LONGEST)
        if cut < 0:
            cut = text.rfind(" ", start, start + LONGEST)
        if cut <= start:
            cut = start + LONGEST - 1
        yield _trim(text, Span(start, cut + 1))
        start = cut + 1
    if text[start : span.end].strip():
        yield _trim(text, Span(start, span.end))


def _trim(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _row_at(contract: Contract, span: Span) -> tuple[int, int] | None:
    line = contract.document.lines[contract.document.line_at(span.start)]
    if line.table is None or line.row is None:
        return None
    return (line.table, line.row)


def _header(contract: Contract, row: tuple[int, int]) -> tuple[Span, ...]:
    table = contract.document.tables[row[0]]
    return tuple(head.span for head in table.rows[: table.headers])
