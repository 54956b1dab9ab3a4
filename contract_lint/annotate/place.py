"""Where in a contract a missing requirement belongs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from contract_lint.annotate.remark import NewClause
from contract_lint.model import (
    Block,
    BlockKind,
    Clause,
    ClauseKind,
    Contract,
    Judgement,
    Requirement,
    Span,
    Verdict,
)

_NUMBERED = (ClauseKind.ARTICLE, ClauseKind.SECTION)
_HEADING_WEIGHT = 2  # of a word that heading and row share, against a neighbour of the same area
_RUN_IN_WORDS = 8  # a paragraph with more is a clause, not the heading of one
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 5  # letters by which words are compared
_LAST_PART = re.compile(r"(?P<before>.*?)(?P<last>\d+|[A-Za-z])(?P<after>[.)\s]*)")


def home_of(contract: Contract, row: Requirement, judgements: Sequence[Judgement]) -> Clause | None:
    """Return the article in which the matters of `row` are dealt with.

    It is the one whose heading names them or that answers other rows of the same area.
    """
    points: Counter[int] = Counter()
    for judgement in judgements:
        near = judgement.requirement
        if near.area != row.area or not row.area or judgement.verdict is Verdict.MISSING:
            continue
        for passage in judgement.evidence[:1]:
            if passage.contract is contract:
                article = _article(contract, contract.clause_at(passage.span.start))
                if article is not None:
                    points[article.index] += 1
    wanted = _stems(" ".join((*row.objects, row.attribute, *row.conditions)))
    for clause in contract.clauses:
        article = (
            _article(contract, clause) if clause.heading and clause.kind in _NUMBERED else None
        )
        if article is not None and clause.heading is not None:
            shared = _stems(contract.document.quote(clause.heading)) & wanted
            points[article.index] += _HEADING_WEIGHT * len(shared)
    best = max(points, key=lambda index: (points[index], -index), default=None)
    return None if best is None or not points[best] else contract.clauses[best]


def remark_span(contract: Contract, home: Clause | None) -> Span:
    """Return the words at which a remark on something missing stands."""
    if home is not None and home.heading is not None:
        return home.heading
    start = home.span.start if home is not None else 0
    for block in contract.document.blocks:
        if block.span.end > start and block.kind is not BlockKind.ASIDE:
            return block.span
    return contract.document.lines[0].span


def clause_after(contract: Contract, home: Clause, text: str) -> NewClause | None:
    """Return a clause at the end of `home`, as its last section or as a paragraph of it.

    No number that stands in the contract changes. None where `home` has no paragraph.
    """
    own = list(_blocks(contract, home.span))
    if not own:
        return None
    sections = [
        clause
        for clause in contract.clauses
        if clause.parent == home.index and clause.kind is ClauseKind.SECTION
    ]
    if sections:
        last = sections[-1]
        first = next(_blocks(contract, last.span), None)
        if first is not None and _is_run_in(contract, first):
            number = "" if first.label else _next_number(contract, last)
            if first.label or number:
                words = f"{number} {text}".strip()
                return NewClause(own[-1].span, first.span, words)
    plain = [block for block in own if block.kind is BlockKind.PARAGRAPH]
    unnumbered = [block for block in plain if block.label is None]
    like = (unnumbered or plain or own)[-1]
    return NewClause(own[-1].span, like.span, text, plain=True)


def _article(contract: Contract, clause: Clause) -> Clause | None:
    """Return the outermost numbered clause around `clause`, outside exhibits."""
    family = (clause, *contract.ancestors(clause))
    if any(each.kind is ClauseKind.EXHIBIT for each in family):
        return None
    return next((each for each in reversed(family) if each.kind in _NUMBERED), None)


def _blocks(contract: Contract, span: Span) -> Iterator[Block]:
    for block in contract.document.blocks:
        if block.span.overlaps(span) and block.kind not in (BlockKind.NOTE, BlockKind.CONTENTS):
            yield block


def _is_run_in(contract: Contract, block: Block) -> bool:
    words = len(contract.document.quote(block.span).split())
    return block.kind is BlockKind.PARAGRAPH and words > _RUN_IN_WORDS


def _next_number(contract: Contract, clause: Clause) -> str:
    """Return the number after that of `clause`, written as it is."""
    if clause.label is None:
        return ""
    found = _LAST_PART.fullmatch(contract.document.quote(clause.label))
    if found is None:
        return ""
    last = found["last"]
    if last.isdigit():
        following = str(int(last) + 1)
    elif last in "zZ":
        return ""
    else:
        following = chr(ord(last) + 1)
    return f"{found['before']}{following}{found['after']}".strip()


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()))
