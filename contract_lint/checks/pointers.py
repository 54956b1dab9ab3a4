"""Checks on references from one document of a set into another one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lint.checks.precedence import PAPER
from contract_lint.model import Clause, Contract, DocumentSet, DocumentType, Hit, ReadContract, Span

INTO = re.compile(
    r"\b(?:Section|Clause|Article|Paragraph|§)\s?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\s+(?:of|in|to)\s+(?:the\s+|that\s+)?",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.;\n]{0,200}$")
WORD = re.compile(r"[A-Za-z]{4,}")
EMPTY = re.compile(
    r"\b(?:section|clause|article|paragraph|under|with|according|accordance|follow\w*|govern\w*|handled|agreement|quality|"
    r"master|services?|supply|statement|work|framework|shall|will|this|that|see|forth|laid|down|described|provid\w+|general|"
    r"provisions|miscellaneous|other|matters|take|takes|place|made|dealt|contained)\b",
    re.IGNORECASE,
)
LEAST = 3  # words of its own from which a clause says something


@dataclass(frozen=True, slots=True)
class _Pointer:
    """A reference and the clause of another document that it leads to."""

    span: Span
    source: Clause
    document: int
    target: Clause


def missed_clauses(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at references into another document that lead back, or to another matter.

    A clause leads back if it says nothing itself and points at the clause one comes from. It deals
    with another matter if its heading and words lack what the sentence is about, and the heading
    of another clause there names it.
    """
    contracts = [read.contract for read in reads]
    pointers = [list(_pointers(contracts, index)) for index in range(len(contracts))]
    for index, found in enumerate(pointers):
        for pointer in found:
            other = contracts[pointer.document]
            back = any(
                each.document == index
                and each.target is pointer.source
                and each.source is pointer.target
                for each in pointers[pointer.document]
            )
            circle = back and index < pointer.document and _is_empty(other, pointer.target)
            if circle or _is_of_another_matter(contracts[index], pointer, other):
                words = " ".join(contracts[index].document.quote(pointer.span).split())
                line = str(other.document.locate(pointer.target.span).line)
                values = {"text": words, "document": other.document.path.name, "line": line}
                yield index, Hit(pointer.span, values)


def _pointers(contracts: Sequence[Contract], index: int) -> Iterator[_Pointer]:
    """Yield the references of one document into the one other document of the type they name."""
    contract = contracts[index]
    text = contract.document.text
    for found in INTO.finditer(text):
        paper = PAPER.match(text, found.end())
        kind = paper.lastgroup if paper else None
        if paper is None or kind in (None, "this", "main"):
            continue
        named = [
            n for n, each in enumerate(contracts) if each.type is DocumentType(kind) and n != index
        ]
        if len(named) != 1:
            continue
        clauses = contracts[named[0]].clauses
        targets = [clause for clause in clauses if clause.number == found["number"]]
        if len(targets) == 1:
            span = Span(found.start(), paper.end())
            yield _Pointer(span, contract.clause_at(found.start()), named[0], targets[0])


def _is_empty(contract: Contract, clause: Clause) -> bool:
    """Say whether a clause does little but point."""
    words = INTO.sub(" ", PAPER.sub(" ", contract.document.quote(clause.body)))
    return len(_matter(words)) < LEAST


def _is_of_another_matter(contract: Contract, pointer: _Pointer, other: Contract) -> bool:
    document = other.document
    heading = pointer.target.heading
    if heading is None:
        return False
    before = SENTENCE.search(contract.document.text, 0, pointer.span.start)
    asked = _matter(before.group() if before else "")
    if not asked or asked & _matter(document.quote(pointer.target.span)):
        return False
    return any(
        named and named <= asked
        for clause in other.clauses
        if clause.heading is not None and clause is not pointer.target
        for named in (_matter(document.quote(clause.heading)),)
    )


def _matter(words: str) -> set[str]:
    """Return the words that tell what a text is about, without their plural."""
    return {word.lower().removesuffix("s") for word in WORD.findall(EMPTY.sub(" ", words))}
