"""Checks on which document of a set prevails."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contract_lint.model import (
    Contract,
    DocumentSet,
    DocumentType,
    Hit,
    Provision,
    ReadContract,
    Span,
)

PAPERS: tuple[tuple[DocumentType, str], ...] = (
    (
        DocumentType.QAG,
        r"(?:quality|technical|quality technical|quality assurance) agreements?|QAG|QTA|QAA",
    ),
    (
        DocumentType.SOW,
        r"statements? of work|scopes? of work|SOWs?|work orders?|work statements?|project plans?|task orders?",
    ),
    (DocumentType.SUP, r"(?:(?:manufacturing and |commercial |clinical )?supply) agreements?"),
    (
        DocumentType.MSA,
        r"(?:(?:master|development|manufacturing|framework)[ ,]+(?:and )?){1,3}(?:services? )?agreements?|MSAs?|DMSA",
    ),
)
PAPER = re.compile(
    "|".join(rf"\b(?P<{kind.value}>{words})\b" for kind, words in PAPERS)
    + r"|\b(?P<this>this (?:\w+ ){0,2}(?:agreement|SOW|statement of work|work order|contract))\b"
    + r"|\b(?P<main>the agreement)\b",
    re.IGNORECASE,
)
PREVAIL = re.compile(
    r"\b(?:prevails?|controls?|governs?|(?:takes?|has|have|is given) (?:precedence|priority)|supersedes?|overrides?|overrules?|outranks?|trumps?|is superior|decides?"
    r"|ranks? (?:first|above|before|ahead|higher)|comes? first)\b",
    re.IGNORECASE,
)
CLASH = re.compile(
    r"\b(?:conflicts?|inconsisten\w+|discrepanc\w+|contradict\w*|differ\w*|at variance|diverg\w*|incompatib\w*"
    r"|order of (?:precedence|priority)|over|overrid(?:es?|ing)|overrul\w+|outranks?|supersedes?|decides?|ahead of|above|precedence|in all other (?:matters|respects))\b",
    re.IGNORECASE,
)
ORDER = re.compile(
    r"\border of (?:precedence|priority|rank)\b|\bfollowing (?:order|sequence|ranking|hierarchy)\b"
    r"|\branking (?:is|shall be|applies)\b|\brank(?:ed|ing)? as follows\b|\b(?:hierarchy|rank(?:ing)?) of (?:the )?(?:\w+ )?documents\b",
    re.IGNORECASE,
)
QUALITY = re.compile(
    r"\b(?:quality|GMP|cGMP|regulatory)[- ]?(?:related)? ?(?:matters?|issues?|terms|aspects?|provisions|topics|questions)\b"
    r"|\bin (?:all )?(?:matters|questions) of quality\b|\bmatters (?:of|relating to|concerning) quality\b",
    re.IGNORECASE,
)
QUALITY_WORD = re.compile(r"\b(?:quality|GMP)\b(?! (?:\w+ )?agreement)", re.IGNORECASE)
SCOPED = re.compile(
    r"\b(?:unless|except|save|only (?:where|if|to the extent|insofar)|to the extent(?! of (?:any|such|an?)\b)|expressly|specifically)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """One document type put above another; `quality` says on which matters."""

    contract: int
    span: Span
    winner: DocumentType
    loser: DocumentType
    quality: bool


def missing_precedence(
    reads: Sequence[ReadContract], documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the top of the first document of a set in which nothing says what prevails."""
    kinds = {contract.type for contract in documents.contracts} - {DocumentType.OTHER}
    if len(kinds) < 2 or documents.precedence:
        return
    if any(_speaks_of_rank(read) for read in reads):
        return
    first = documents.contracts[0].document.lines[0].span
    names = ", ".join(sorted(kinds))
    yield 0, Hit(first, {"documents": names})


def circular_precedence(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the last of the clauses that, together, put a document above itself."""
    if len(reads) < 2:
        return
    seen: dict[tuple[DocumentType, DocumentType, bool], Ranking] = {}
    for index, read in enumerate(reads):
        for ranking in _rankings(index, read):
            seen.setdefault((ranking.winner, ranking.loser, ranking.quality), ranking)
            other = _reverse(seen, ranking)
            if other is not None:
                document = reads[other.contract].contract.document
                values = {
                    "winner": str(ranking.winner),
                    "loser": str(ranking.loser),
                    "document": document.path.name,
                    "line": str(document.locate(other.span).line),
                }
                yield index, Hit(ranking.span, values)


def _reverse(
    seen: Mapping[tuple[DocumentType, DocumentType, bool], Ranking], ranking: Ranking
) -> Ranking | None:
    """Return what puts a document above the winner of `ranking`, its loser or one that yields to it."""
    lower = {ranking.loser}
    for _ in DocumentType:
        lower |= {
            r.loser for r in seen.values() if r.winner in lower and r.quality == ranking.quality
        }
    chained = (
        each
        for each in seen.values()
        if each.winner in lower
        and each.loser is ranking.winner
        and each.quality == ranking.quality
        and each.winner is not ranking.winner
    )
    direct = seen.get((ranking.loser, ranking.winner, ranking.quality))
    return direct or next(chained, None)


def _speaks_of_rank(read: ReadContract) -> bool:
    """Say whether any sentence settles which of two papers wins, in whatever words."""
    for provision in read.provisions:
        words = _words(read, provision)
        papers = {found.group().lower() for found in PAPER.finditer(words)}
        ranked = CLASH.search(words) or QUALITY.search(words) or len(papers) > 1
        if papers and ranked and PREVAIL.search(words):
            return True
        if ORDER.search(words) and (papers or len(_listed(read, provision)) > 1):
            return True
        below = read.provisions[provision.index + 1 : provision.index + 1 + RUN_ON]
        if ORDER.search(words) and any(PAPER.search(_words(read, each)) for each in below):
            return True
    return False


def _listed(read: ReadContract, lead: Provision) -> list[tuple[Span, str]]:
    """Return the sentence and, in order, the items of the list that it leads in."""
    quote = read.contract.document.quote
    items = [each for each in read.provisions[lead.index + 1 :] if lead.span in each.lead]
    return [(each.span, " ".join(quote(each.span).split("\n"))) for each in (lead, *items)]


def _words(read: ReadContract, provision: Provision) -> str:
    """Return the words of a provision, with the heading in front that stands in its line."""
    document = read.contract.document
    words = " ".join(document.quote(provision.span).split("\n"))
    heading = read.contract.clauses[provision.clause].heading
    if heading is None or not ORDER.search(document.quote(heading)):
        return words
    return f"{document.quote(heading)}: {words}"


def _order(index: int, read: ReadContract, lead: Provision) -> Iterator[Ranking]:
    """Yield each document of an order of precedence above the next one, where it has no scopes."""
    pieces = _listed(read, lead)
    whole = " ".join(words for _, words in pieces)
    if SCOPED.search(whole) or QUALITY_WORD.search(whole):
        return
    ranked: list[tuple[Span, DocumentType]] = []
    for span, words in pieces:
        for found in PAPER.finditer(words):
            place = Span(span.start + found.start(), span.start + found.end())
            kind = _kind(read.contract, found)
            if kind not in {earlier for _, earlier in ranked}:
                ranked.append((place, kind))
    for (span, winner), (_, loser) in pairwise(ranked):
        yield Ranking(index, span, winner, loser, quality=False)


def _rankings(index: int, read: ReadContract) -> Iterator[Ranking]:
    contract = read.contract
    for provision in read.provisions:
        words = _words(read, provision)
        if ORDER.search(words):
            yield from _order(index, read, provision)
            continue
        prevail = PREVAIL.search(words)
        if prevail is None or not CLASH.search(words) or SCOPED.search(words):
            continue
        papers = [(found, _kind(contract, found)) for found in PAPER.finditer(words)]
        before = [(found, kind) for found, kind in papers if found.end() <= prevail.start()]
        if not before or len(list(PREVAIL.finditer(words))) > 1:
            continue
        winner = before[-1][1]
        if prevail.start() - before[-1][0].end() > LONGEST_GAP:
            continue
        span = Span(
            provision.span.start + before[-1][0].start(), provision.span.start + prevail.end()
        )
        quality = QUALITY.search(words) is not None
        for loser in {kind for _, kind in papers} - {winner}:
            yield Ranking(index, span, winner, loser, quality)


MAIN = (DocumentType.MSA, DocumentType.SUP)  # what "the Agreement" is by itself
RUN_ON = 2  # sentences into which numbers within a line cut a ranking
LONGEST_GAP = 40  # characters between the winner's name and the verb


def _kind(contract: Contract, found: re.Match[str]) -> DocumentType:
    group = found.lastgroup or ""
    if group == "main":
        return contract.type if contract.type in MAIN else DocumentType.MSA
    return contract.type if group == "this" else DocumentType(group)
