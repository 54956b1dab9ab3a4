"""Checks on exhibits: named and not attached, or attached under another name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lint.checks.references import AMENDS, OPENING, points_elsewhere, words_of
from contract_lint.model import (
    BlockKind,
    Clause,
    ClauseKind,
    Contract,
    DocumentSet,
    Hit,
    ReadContract,
    Reference,
    ReferenceKind,
    Span,
)

WORD = r"(?:Exhibit|Appendix|Schedule|Annex|Attachment|Addendum)"
NUMBER = r"(?:[A-Z]{1,2}|\d{1,2})(?:[-.]?\d{1,2})*"
NAME = re.compile(rf"{WORD} {NUMBER}", re.IGNORECASE)
ANY_NAME = re.compile(rf"\b{WORD}\s+{NUMBER}(?!\w)", re.IGNORECASE)
POINTING = re.compile(
    r"\b(?:in|on|to|as|under|per|by|of|see|with|within|and|or|at|from|the|attached|this|each)\s+$",
    re.IGNORECASE,
)
LISTED = re.compile(r"\b(?:table|list|index) of\s+$", re.IGNORECASE)
PAGE = re.compile(r"\d{1,3}")  # "Schedule 2.7 to 15": the foot of a page ran into the sentence
LAW = re.compile(
    r"\b(?:SCCs?|Contractual Clauses|Directive|Regulation|EudraLex|GMP Guide|EEC|EC Guide|EU GMP)\b"
)
LAW_NEAR = 160  # characters

PROSE = re.compile(
    r"\s*(?:[,;)\]\"”']|\((?!\[)|and\b|or\b|of\b|shall|will|is\b|are\b|attached|hereto|hereof|above|below|may\b|"
    r"must\b|for\b|as\b|sets?\b|contains?\b|lists?\b|which|in\b|by\b|at\b|on\b|with\b|under\b|from\b|has\b|have\b|"
    r"does\b|also\b|to (?:this|the|be)\b|thereto|therein)"
)
OF_PAPER = re.compile(
    r"\s*(?::\s*)?to\s+(?:this|the)?\b(?![^\n]{0,60}\b(?:is|are|shall|may|will)\b)"
)
ENDED = re.compile(r"(?:[.:\])*_|\d–—-]|\b[A-Z]{2,}\b|^)\s*$")  # what a title may follow
NEIGHBOUR = 120  # characters between the entries of a list of exhibits
OF_AMENDMENT = re.compile(r"[^.;]{0,40}\bto this (?:\w+ ){0,2}amendment\b", re.IGNORECASE)

TITLED = re.compile(
    r"\s*(?:[-–—:]\s*|\(\s*(?:the )?[\"“]?)(?P<title>[A-Z][\w&/,’' -]{3,60}?)(?=[)\"”.;\n]|$)"
)
LEAST_TITLE = 4  # letters
OWN_NAME = re.compile(rf"\b[Tt]his\s+(?P<name>{WORD}\s+{NUMBER})(?!\w)")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An exhibit that is there: its name, and its title where it has one."""

    contract: int
    name: str
    title: str


def unattached_exhibits(
    reads: Sequence[ReadContract], documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the first mention of an exhibit that no document of the set holds.

    What an amendment names belongs to the agreement that it amends, unless it says otherwise.
    """
    titles = _titles(documents)
    there = list(_exhibits(reads))
    for index, read in enumerate(reads):
        contract = read.contract
        amends = AMENDS.search(contract.document.text, 0, OPENING) is not None
        for name, references in _unresolved(contract).items():
            first = references[0]
            if any(
                points_elsewhere(contract, each) or _of_law(contract, each) for each in references
            ):
                continue
            if amends and not _says_of_amendment(contract, first):
                continue
            if _is_title(name, titles) or _stands(contract, name) or _under_another(name, there):
                continue
            yield index, Hit(first.span, {"text": words_of(contract, first)})


def misnamed_exhibits(
    reads: Sequence[ReadContract], documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at exhibits that go by two names: in the text and at their head, or within themselves."""
    there = list(_exhibits(reads))
    names = {_key(each.name) for each in there}
    for index, read in enumerate(reads):
        contract = read.contract
        yield from ((index, hit) for hit in _calls_itself_otherwise(contract))
        for name, references in _unresolved(contract).items():
            if any(points_elsewhere(contract, each) for each in references):
                continue
            other = _under_another(name, there)
            if other and not _stands(contract, name) and not _is_title(name, _titles(documents)):
                values = {"text": words_of(contract, references[0]), "other": other}
                yield index, Hit(references[0].span, values)
        for reference in contract.references:
            if reference.kind is not ReferenceKind.EXHIBIT or points_elsewhere(contract, reference):
                continue
            title = _title_after(contract, reference)
            other = next(
                (each.name for each in there if title and _same(each.title, title)),
                reference.target,
            )
            own = next((e.title for e in there if _key(e.name) == _key(reference.target)), "")
            if _key(other) != _key(reference.target) and not _same(own, title) and names:
                values = {"text": words_of(contract, reference), "other": other}
                yield index, Hit(reference.span, values)


def _unresolved(contract: Contract) -> dict[str, list[Reference]]:
    """Return the references to exhibits that this document does not hold, by name."""
    found: dict[str, list[Reference]] = {}
    for reference in contract.references:
        if reference.kind is not ReferenceKind.EXHIBIT or reference.clause is not None:
            continue
        if NAME.fullmatch(reference.target) and _is_pointed_at(contract, reference):
            found.setdefault(reference.target, []).append(reference)
    return found


def _is_pointed_at(contract: Contract, reference: Reference) -> bool:
    """Say whether a sentence leads to the exhibit; page heads and lists of exhibits do not."""
    text = contract.document.text
    start = reference.span.start
    before = text[max(0, start - 24) : start]
    if PAGE.fullmatch(contract.document.quote(reference.span)) and before.endswith("to "):
        return False
    return POINTING.search(before) is not None and LISTED.search(before) is None


def _of_law(contract: Contract, reference: Reference) -> bool:
    start, end = reference.span.start, reference.span.end
    around = contract.document.text[max(0, start - LAW_NEAR) : end + LAW_NEAR]
    return reference.target.startswith("Annex") and LAW.search(around) is not None


def _says_of_amendment(contract: Contract, reference: Reference) -> bool:
    return OF_AMENDMENT.match(contract.document.text, reference.span.end) is not None


def _stands(contract: Contract, name: str) -> bool:
    """Say whether the exhibit stands in the text, at a head that was not read as one.

    A head is followed by words of its own and not by a sentence, and has no other exhibit right
    beside it, as it would in a list.
    """
    if any(_is_part(clause, name) for clause in contract.clauses):
        return True
    document = contract.document
    contents = [block.span for block in document.blocks if block.kind is BlockKind.CONTENTS]
    words = r"\s+".join(map(re.escape, name.split()))
    form = re.compile(rf"\b{words}(?!\w|[-.]\d)", re.IGNORECASE)
    for found in form.finditer(document.text):
        span = Span(*found.span())
        if any(each.covers(span) for each in contents):
            continue
        if _is_head(document.text, span) and not _is_listed(document.text, span):
            return True
    return False


def _is_part(clause: Clause, name: str) -> bool:
    """Say whether a clause is a part of an exhibit that has none of its own: `Exhibit B-1`."""
    return clause.kind is ClauseKind.EXHIBIT and clause.number.lower().startswith(
        f"{name.lower()}-"
    )


def _is_head(text: str, span: Span) -> bool:
    line = text.rfind("\n", 0, span.start) + 1
    before = text[max(line, span.start - 40) : span.start]
    first = not before.strip(' \t\xa0*_#|>"“[')
    if not first and not ENDED.search(before):
        return False
    after = text[span.end : span.end + NEIGHBOUR]
    if OF_PAPER.match(after):
        return first or before.rstrip().endswith(":")
    return PROSE.match(after) is None


def _is_listed(text: str, span: Span) -> bool:
    """Say whether another exhibit is named right after this one, or two right before."""
    after = ANY_NAME.search(text, span.end, span.end + NEIGHBOUR)
    if after is not None and not POINTING.search(text[max(0, after.start() - 12) : after.start()]):
        return True
    before = list(ANY_NAME.finditer(text, max(0, span.start - 2 * NEIGHBOUR), span.start))
    return len(before) > 1


def _exhibits(reads: Sequence[ReadContract]) -> Iterator[Exhibit]:
    for index, read in enumerate(reads):
        contract = read.contract
        for clause in contract.clauses:
            if clause.kind is ClauseKind.EXHIBIT and clause.number:
                heading = clause.heading
                title = contract.document.quote(heading) if heading is not None else ""
                yield Exhibit(index, clause.number, " ".join(title.split()))


def _under_another(name: str, there: Sequence[Exhibit]) -> str:
    """Return the name of the one exhibit with the same number and another word, if there is one."""
    word, _, number = name.partition(" ")
    others = [
        each.name
        for each in there
        if each.name.partition(" ")[2] == number and each.name.partition(" ")[0] != word
    ]
    telling = len(number) > 2  # "Exhibit 1.57" and "Appendix 1.57"; "A" and "1" tell nothing
    return others[0] if len(others) == 1 and telling else ""


def _calls_itself_otherwise(contract: Contract) -> Iterator[Hit]:
    """Point at "this Exhibit C" within Exhibit D."""
    text = contract.document.text
    for clause in contract.clauses:
        if clause.kind is not ClauseKind.EXHIBIT or clause.parent is not None or not clause.number:
            continue
        word = clause.number.partition(" ")[0].lower()
        for found in OWN_NAME.finditer(text, clause.span.start, clause.span.end):
            name = " ".join(found["name"].split())
            alike = name.partition(" ")[0].lower() == word and _key(name) != _key(clause.number)
            if alike and not _stands(contract, name):
                values = {"text": found["name"], "other": clause.number}
                yield Hit(Span(*found.span("name")), values)


def _title_after(contract: Contract, reference: Reference) -> str:
    """Return the title that a reference gives its exhibit: `Exhibit B (Fee Schedule)`."""
    found = TITLED.match(contract.document.text, reference.span.end)
    return " ".join(found["title"].split()) if found else ""


def _same(one: str, other: str) -> bool:
    first, second = _letters(one), _letters(other)
    return len(first) >= LEAST_TITLE and first == second


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]|\bthe\b", "", title.lower())


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def _titles(documents: DocumentSet) -> str:
    return " ".join(_opening(contract) for contract in documents.contracts).lower()


def _opening(contract: Contract) -> str:
    return f"{contract.title} {contract.document.path.stem.replace('-', ' ').replace('_', ' ')}"


def _is_title(name: str, titles: str) -> bool:
    return re.search(rf"\b{re.escape(name.lower())}\b", titles) is not None
