"""Checks on references to clauses and other documents."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from contract_lint.model import (
    BlockKind,
    ClauseKind,
    Contract,
    Document,
    DocumentSet,
    DocumentType,
    Hit,
    ReadContract,
    Reference,
    ReferenceKind,
)
from contract_lint.segment.numerals import roman

_MORE = (
    r"(?:\s*,?\s*(?:\([^()]{1,60}\)|\[[^\[\]]{1,60}\]|(?:[Pp]aragraphs?|[Ii]tems?|[Ss]entences?)\s+\d{1,2}|-\d{1,3}|(?:and|or|and/or|through|to|-|–)\s+(?:Sections?|Clauses?|Articles?)?\s*"
    r"(?=[\d(])|\d{1,2}(?:\.\d{1,2}){0,4})){0,8}"
)  # the rest of a list of numbers, and what stands in brackets behind it
ELSEWHERE = re.compile(
    _MORE
    + r"(?:\s*,)?\s+(?:(?:above|below|hereof|thereof|contained|set forth|set out|as defined|defined)\s+)?"
    r"(?:(?:of|to|in|under|from)\s*(?:the|that|such|said|its|any|our|your|their|each|title|part|"
    r"chapter|regulation|directive|exhibit|schedule|appendix|annex|attachment|[A-Z])|thereof|thereto)"
)
HERE = re.compile(
    _MORE
    + r"(?:\s*,)?\s+(?:(?:above|below|contained|set forth|set out)\s+)?(?:of|to|in|under)\s+(?:this|the present)\b"
)
LAW = re.compile(
    r"(?:Act|Code|CFR|C\.F\.R|U\.S\.C|USC|Regulations?|Directive|Rules?|Law|Statute|GMP|ICH|EudraLex|FD&C|FDCA|ISO|"
    r"Bankruptcy|Treas)\W*\s*$"
)
FOREIGN = re.compile(r"\bISO\W?\d{3,5}|\bSCCs?\b|\b[Cc]ontractual [Cc]lauses\b|\bGDPR\b")
HEADING = re.compile(r":\s+[A-Z]")  # "Clause 9: Storage": a title and no reference
CODES = re.compile(r"\b(?:C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C)\b")
WORDS = ("Article ", "Section ", "Clause ", "Part ")
ROMAN = re.compile(r"[IVX]|[IVXLC]{2,7}")  # a single C or L is a letter
LEAST_ROW = 2  # clauses of a row whose end can be told
MOST_GAPS = 0.2  # share of a row's numbers that may not have been read
TOP = re.compile(r"\d{1,2}")
DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.(\d{1,2})")
AMENDS = re.compile(
    r"\bamendment (?:no\b|number|#|agreement|to\b)"
    r"|\b(?:first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th)) amendment\b",
    re.IGNORECASE,
)
OPENING = 800  # characters in which an amendment says that it is one
FAR = 160  # characters before it that can name foreign clauses
NEAR = 60  # characters around a reference that can say it points elsewhere
ATTACHED = re.compile(
    r"[^.;]{0,80}\b(?:attached|annexed|appended)\b[^.;]{0,40}\b(?:as|hereto|to this)\b",
    re.IGNORECASE,
)
AS_EXHIBIT = re.compile(
    r"\b(?:exhibit|appendix|schedule|annex|attachment) [A-Z\d]{1,3}[\s:(–-]{1,4}$", re.IGNORECASE
)
ATTACHED_NEAR = 160


def dangling_references(read: ReadContract) -> Iterator[Hit]:
    """Point at references to a clause that the document certainly does not have.

    Certain means: the clauses around the missing number are there in a row (1, 2, 3 ...), the row
    ends before it, and no line begins like that clause. Where much of a row was not read nothing
    is said.
    """
    contract = read.contract
    numbers = {
        _plain(clause.number)
        for clause in contract.clauses
        if clause.kind is not ClauseKind.EXHIBIT
    }
    if AMENDS.search(contract.document.text, 0, OPENING):
        return  # its numbers are those of the agreement that it amends
    contents = [b.span for b in contract.document.blocks if b.kind is BlockKind.CONTENTS]
    for reference in contract.references:
        if reference.kind is not ReferenceKind.CLAUSE or reference.clause is not None:
            continue
        if any(span.covers(reference.span) for span in contents):
            continue
        if points_elsewhere(contract, reference) or _in_exhibit(contract, reference):
            continue
        if _is_where_it_stands(contract, reference):
            continue
        number = _plain(reference.target.partition("(")[0])
        last = _row_ends_at(number, numbers)
        if last and not _stands_as_label(contract, number):
            values = {"text": words_of(contract, reference), "last": last}
            yield Hit(reference.span, values)


def absent_documents(
    reads: Sequence[ReadContract], documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the first mention of a paper of the programme that is not in the set."""
    present = {str(contract.type) for contract in documents.contracts}
    present |= {kind for read in reads for kind in _attached_papers(read.contract)}
    known = {str(kind) for kind in DocumentType} - {str(DocumentType.OTHER)}
    seen: set[str] = set()
    for index, read in enumerate(reads):
        if read.contract.type is DocumentType.OTHER:
            continue
        for reference in read.contract.references:
            target = reference.target
            if reference.kind is not ReferenceKind.DOCUMENT or target not in known:
                continue
            if target in present or target in seen:
                continue
            seen.add(target)
            yield index, Hit(reference.span, {"text": words_of(read.contract, reference)})


def _is_where_it_stands(contract: Contract, reference: Reference) -> bool:
    """Say whether a reference is to its own clause, or its number the foot of a page."""
    text = contract.document.text
    start, end = reference.span.start, reference.span.end
    if text[max(0, start - 6) : start].split()[-1:] in (["this"], ["This"]):
        return True
    line = text.rfind("\n", 0, end) + 1
    line_end = text.find("\n", end)
    return text[line : line_end if line_end >= 0 else len(text)].strip().isdigit()


def _attached_papers(contract: Contract) -> Iterator[str]:
    """Yield the types of paper that a document holds as an exhibit."""
    text = contract.document.text
    for reference in contract.references:
        if reference.kind is ReferenceKind.DOCUMENT:
            start, end = reference.span.start, reference.span.end
            before, after = text[max(0, start - NEAR) : start], text[end : end + ATTACHED_NEAR]
            if (
                ATTACHED.match(after)
                or AS_EXHIBIT.search(before)
                or _is_line(contract.document, reference)
            ):
                yield reference.target


def _is_line(document: Document, reference: Reference) -> bool:
    """Say whether a reference is all that its paragraph says."""
    start, end = reference.span.start, reference.span.end
    at = bisect_right(document.blocks, start, key=lambda block: block.span.start) - 1
    if at < 0:
        return False
    block = document.blocks[at].span
    return not any(
        map(str.isalnum, document.text[block.start : start] + document.text[end : block.end])
    )


def _stands_as_label(contract: Contract, number: str) -> bool:
    """Say whether a clause of that number may be there and was only not read as one."""
    label = re.compile(
        rf"(?<![\w.])(?<!ction )(?<!rticle )(?<!lause )(?<!graph )(?<!CTION )(?<!TICLE )(?<!tions )(?<!icles ){re.escape(number)}"
        r"(?:\.0)?(?:[.)][ \t]{0,8}|[ \t\xa0]{1,8})(?!Source)[A-Z\"“\[]"
    )
    return label.search(contract.document.text) is not None


def _plain(number: str) -> str:
    """Return the number of a clause in digits, without its word: "Article IV" is 4."""
    bare = number.rpartition(" ")[2] if number.startswith(WORDS) else number
    value = roman(bare) if ROMAN.fullmatch(bare) else None
    return bare if value is None else str(value)


def _row_ends_at(base: str, numbers: set[str]) -> str:
    """Return the last number of the unbroken row that `base` lies beyond, else nothing."""
    if base in numbers or not base:
        return ""
    if TOP.fullmatch(base):
        return _end_of_row("", int(base), numbers)
    decimal = DECIMAL.fullmatch(base)
    if decimal is None:
        return ""
    stem, last = decimal[1], int(decimal[2])
    if stem not in numbers and not any(number.startswith(f"{stem}.") for number in numbers):
        top = stem.partition(".")[0]
        return "" if top in numbers else _end_of_row("", int(top), numbers)
    return _end_of_row(f"{stem}.", last, numbers)


def _end_of_row(stem: str, wanted: int, numbers: set[str]) -> str:
    form = re.compile(re.escape(stem) + r"(\d{1,2})")
    row = sorted(int(match[1]) for number in numbers if (match := form.fullmatch(number)))
    if len(row) < LEAST_ROW or wanted <= row[-1]:
        return ""
    gaps = row[-1] - row[0] + 1 - len(set(row))
    end = next(number for number in numbers if _ends_in(number, stem, row[-1]))
    return end if gaps <= max(1, row[-1] * MOST_GAPS) else ""


def _ends_in(number: str, stem: str, last: int) -> bool:
    return number.startswith(stem) and number[len(stem) :] in (str(last), f"0{last}")


def points_elsewhere(contract: Contract, reference: Reference) -> bool:
    """Say whether the words around a reference lead to another document or a law."""
    text = contract.document.text
    before = text[max(0, reference.span.start - NEAR) : reference.span.start]
    after = text[reference.span.end : reference.span.end + NEAR]
    if LAW.search(before) or CODES.search(before) or CODES.match(after.lstrip()):
        return True
    near = text[max(0, reference.span.start - FAR) : reference.span.end + NEAR]
    if FOREIGN.search(near) or HEADING.match(after):
        return True
    return HERE.match(after) is None and ELSEWHERE.match(after) is not None


def _in_exhibit(contract: Contract, reference: Reference) -> bool:
    clause = contract.clause_at(reference.span.start)
    return any(each.kind is ClauseKind.EXHIBIT for each in (clause, *contract.ancestors(clause)))


def words_of(contract: Contract, reference: Reference) -> str:
    """Return the words of a reference on one line."""
    return " ".join(contract.document.quote(reference.span).split())
