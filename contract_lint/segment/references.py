"""Find the words that point elsewhere: to clauses, exhibits, other documents and laws."""

import re
from collections.abc import Iterator, Mapping, Sequence

from contract_lint.model import (
    Clause,
    ClauseKind,
    Contract,
    DocumentType,
    Reference,
    ReferenceKind,
    Span,
)
from contract_lint.segment.labels import Regions
from contract_lint.segment.numerals import roman, spelled

_PAREN = r"(?:[ ]?\((?:[a-z]{1,5}|[A-Z]{1,4}|\d{1,2})\))"
_LATER = r"(?:[A-Z]{0,2}|[a-z]|[ ]?(?:bis|ter|quater))(?:\.\d{1,3}){0,3}"  # 7A, 5a.1, 4.2bis
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}{_LATER}\b{_PAREN}*|[IVXLC]{{1,7}}\b(?:\.[A-Z]\b(?:\.\d+)?)?{_PAREN}*|{_PAREN}+)"
_NEXT = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and/or|and|or|to|through|-|–)\s+|\s*[-–]\s*)"
_CLAUSE = re.compile(
    r"(?<![\w.])(?P<word>[Ss]ections?|SECTIONS?|[Cc]lauses?|CLAUSES?|[Aa]rticles?|ARTICLES?|[Pp]aragraphs?"
    r"|PARAGRAPHS?|[Ss]ub-?(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?)|§{1,2}|[Aa]rts?\.)\s*"
    rf"(?P<first>{_NUMBER})(?P<more>(?:{_NEXT}(?:(?:[Ss]ections?|[Cc]lauses?|[Aa]rticles?)\s+)?{_NUMBER}(?![\w%])){{0,12}})"
)
_ITEM = re.compile(_NUMBER)
_EXHIBIT_NUMBER = r"(?:[A-Z]{1,2}(?:-?\d{1,2})?|\d{1,2}(?:[.-]\d{1,2}){0,3}(?:-?[A-Z])?|[IVX]{1,5})(?:\([a-z]\))?(?!\w)"
_EXHIBIT = re.compile(
    r"\b(?P<word>Exhibits?|EXHIBITS?|Schedules?|SCHEDULES?|Annex(?:es)?|ANNEX(?:ES)?|Appendi(?:x|ces)|APPENDI(?:X|CES)"
    r"|Attachments?|ATTACHMENTS?|Addend(?:um|a)|ADDENDUM)\s+"
    rf"(?P<first>{_EXHIBIT_NUMBER})(?P<more>(?:{_NEXT}{_EXHIBIT_NUMBER}){{0,12}})"
)
_EXHIBIT_ITEM = re.compile(_EXHIBIT_NUMBER)
_SINGULAR = {
    "annexes": "Annex",
    "appendices": "Appendix",
    "addenda": "Addendum",
}
_STATUTE = re.compile(
    r"\b\d{1,2}\s?C\.?\s?F\.?\s?R\.?(?:,?\s*(?:Parts?|§{1,2}|Sections?|Subparts?))?(?:\s*\d{1,4}(?:\.\d{1,4})*(?:\([a-z]\))*"
    r"(?:\s*(?:,|and|&|,\s*and|to|through|-|–)\s*\d{2,4}(?:\.\d{1,4})*){0,8})?"
    r"|\b\d{1,2}\s?U\.?S\.?C\.?A?\.?\s*(?:§{1,2}|Sections?)?\s*\d{1,5}[a-z]?(?:\([a-z\d]\))*"
    r"|\bEudra[Ll]ex\b(?:,?\s+Vol(?:ume|\.)?\s*\d{1,2})?(?:,?\s+(?:Part\s+[IVX]{1,3}|Annex\s+\d{1,2}))?"
    r"|\bICH\s+(?:[A-Z][\w-]*\s+){0,3}?[QEMS]\d{1,2}[A-Z]?(?:\s?\(R\d\))?(?:(?:,\s*|\s+and\s+)Q\d{1,2}[A-Z]?(?:\s?\(R\d\))?){0,6}"
    r"|\b(?:Commission\s+)?(?:Delegated\s+)?(?:Directive|Regulation)s?\s+(?:\((?:EC|EU|EEC)\)\s+)?(?:No\.?\s*)?\d{2,4}/\d{1,4}(?:/E[CU]C?)?"
    r"|\b(?:ISO|IEC)\s?(?:/\s?IEC\s?)?\d{4,5}(?:-\d)?(?::\d{4})?"
    r"|\b(?:[A-Z][\w.]{0,12}\s+){0,2}(?:Stat|Code|Ann)\.?\s+§{1,2}\s*\d{1,4}[A-Z]?(?:\.\d{1,4}){0,3}"
    r"(?:\s+(?:to|through|and)\s+\d{1,4}[A-Z]?(?:\.\d{1,4}){0,3})?"
    r"|(?:\b(?:[A-Z][\w.]{0,12}\s+){1,3})?(?:§{1,2}|\b[Ss]ection)\s*\d{1,4}(?:[-–:]\d{1,4}){1,3}"
    r"(?:\.\d{1,4})?(?:\([\w.]{1,4}\))*"
    r"|\b(?:[Ss]ections?|§)\s+\d{1,4}[A-Z]{0,2}(?:\([a-z\d]\))*(?:\s*(?:,|and|or)\s*\d{1,4}[A-Z]{0,2}(?:\([a-z\d]\))*){0,4}"
    r"\s+(?:of|under)\s+(?:the\s+)?(?:[A-Z][\w.’'&-]{0,40},?\s+(?:(?:and|of|for)\s+)?){0,9}(?:Act|Code|Law|Ordinance|Rules|Regulations?|Statute)\b(?:\s+of\s+\d{4})?"
    r"|\b(?:[A-Z][\w.’'&-]{1,40},?\s+(?:(?:and|of|for|on)\s+(?:the\s+)?)?){1,8}Act\b(?:\s+(?:of\s+)?\d{4})?"
)
_PAPERS: tuple[tuple[DocumentType, str], ...] = (
    (
        DocumentType.QAG,
        r"(?:Technical\s+)?Quality\s+(?:Technical\s+|Assurance\s+)?Agreements?|Technical\s+(?:Quality\s+)?Agreements?|QAA|QTA|GMP\s+Agreements?",
    ),
    (
        DocumentType.MSA,
        r"(?:Master\s+)?(?:[A-Z][a-z]+[ \n](?:and[ \n])?){0,3}Services\s+Agreements?|Master\s+Agreements?|MSAs?|DMSA|Framework\s+Agreements?",
    ),
    (
        DocumentType.SOW,
        r"Statements?\s+of\s+Work|SOWs?|Scopes?\s+of\s+Work|Work\s+(?:Orders?|Statements?)|Task\s+Orders?|Project\s+(?:Plans?|Addend(?:um|a)|Agreements?)",
    ),
    (
        DocumentType.SUP,
        r"(?:[A-Z][a-z]+[ \n](?:and[ \n])?){0,3}Supply\s+Agreements?",
    ),
)
_GAP = r"(?:[ \xa0]{1,3}|\n)"
_NAMED = (
    rf"(?:Purchase|Change|Production|Manufacturing){_GAP}Orders?"
    rf"|(?:[A-Z][\w&-]{{0,40}}{_GAP}(?:(?:and|of|for){_GAP})?){{1,5}}Agreements?"
)
_DOCUMENT = re.compile(
    r"(?<!\w)(?:(?:this|such|the|any|each|that\s+certain)\s+)?(?:"
    + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _PAPERS)
    + rf"|(?P<named>{_NAMED}))(?!\w)"
)
_PAPER_WORDS = ("Agreement", "Order", "Work", "MSA", "SOW", "QAA", "QTA", "Project")
_LAW_WORDS = (
    *("CFR", "C.F.R", "C. F", "USC", "U.S.C", "Eudra", "ICH", "ISO", "IEC", "Directive"),
    *("§", "Regulation", " Act", " Code", " Law", " Ordinance", " Rules", " Statute"),
)
_BEFORE_WORD = 120  # characters
_AFTER_WORD = 100
_DETERMINER = re.compile(
    r"(?:this|such|the|any|each|all|that\s+certain|in|under|if|no|upon|by|of|and|for)\s+",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:,\s*)?(?:of|to|in|under)\s+(?:(?P<this>this|the\s+present)\s+\w+|(?P<exhibit>(?:Exhibit|Schedule|Annex|Appendix|Attachment)\s+"
    + _EXHIBIT_NUMBER
    + r")|(?:the|that\s+certain|such|its|each|any|an?)?\s*(?P<paper>(?:[A-Z][\w&-]{0,40}\s+(?:(?:and|of|for)\s+)?){0,5}"
    r"(?:Agreements?|MSA|SOW|QAG|Statements?\s+of\s+Work|Work\s+Orders?|Purchase\s+Orders?)))\b"
)
_PAPER_BEFORE = re.compile(
    r"(?P<paper>(?:[A-Z][\w&-]{0,40}\s+){0,4}(?:Agreement|MSA|SOW|Statement\s+of\s+Work)),?\s+(?:at\s+|in\s+)?$"
)
_BACK = 60


def find_references(contract: Contract, skip: Regions) -> tuple[Reference, ...]:
    """Return every reference in reading order; each number of a list is one of its own.

    `skip` holds the tables of contents, whose numbers refer to nothing.
    """
    found = sorted(_Finder(contract).references(), key=lambda reference: reference.span)
    return tuple(r for r in _without_overlaps(found) if r.span.start not in skip)


def _without_overlaps(found: list[Reference]) -> Iterator[Reference]:
    """Leave out what lies inside an earlier reference."""
    end = -1
    for reference in found:
        if reference.span.start >= end:
            yield reference
            end = reference.span.end


class _Finder:
    """What is needed to find and resolve the references of one contract."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._text = contract.document.text
        self._labels = {clause.label.start for clause in contract.clauses if clause.label}
        self._headings = _Inside([clause.heading for clause in contract.clauses if clause.heading])
        self._index = _index(contract.clauses)
        self._own = _own_names(contract)
        self._taken: list[Span] = []

    def references(self) -> Iterator[Reference]:
        """Yield the references of every kind; laws first, for they hold numbers of sections."""
        laws = list(self._laws())
        yield from laws
        taken = [law.span for law in laws]
        starts = {span.start for span in taken}
        inside = _Inside(taken)
        for reference in (*self._clauses(inside), *self._exhibits(), *self._papers()):
            if reference.span.start not in starts and not inside.holds(reference.span.start):
                yield reference

    def _laws(self) -> Iterator[Reference]:
        for match in _near(self._text, _LAW_WORDS, _STATUTE):
            words = " ".join(match[0].split())
            start = match.start()
            lead = re.match(r"(?:The|This|Under|In|If|By|Any|Such|Each|And)\s+", words)
            if lead:
                start += len(lead[0])
                words = words[lead.end() :]
            if words in {"Act", "This Act"} or start in self._labels:
                continue
            yield Reference(Span(start, match.end()), ReferenceKind.STATUTE, words)

    def _clauses(self, laws: "_Inside") -> Iterator[Reference]:
        for match in _CLAUSE.finditer(self._text):
            if match.start() in self._labels:
                continue
            kind, paper, exhibit = self._whose(match)
            word = match["word"].casefold()
            article = word.startswith("art")
            lawful = word.endswith(".") or laws.holds(match.start())
            base = ""
            for item, span in _items(match, _ITEM):
                number = item.replace(" ", "")
                if number.startswith("("):
                    number = f"{base}{number}"
                else:
                    base = number.partition("(")[0]
                if kind is ReferenceKind.DOCUMENT:
                    yield Reference(span, kind, paper)
                    continue
                index = self._resolve(number, span.start, exhibit)
                if index is None and lawful:  # of a law that is named, or "Art. 5", as often as not
                    continue
                yield Reference(span, kind, self._target(number, index, article, exhibit), index)

    def _target(self, number: str, index: int | None, article: bool, exhibit: str) -> str:
        if index is not None and (number.startswith("(") or exhibit):
            return self._contract.clauses[index].number
        if exhibit:
            return f"{exhibit} {number}"
        if article and "." not in number and "(" not in number:
            return f"Article {number}"
        return number

    def _whose(self, match: re.Match[str]) -> tuple[ReferenceKind, str, str]:
        """Say whether the numbers are of this document, of another one, or of an exhibit."""
        after = _OF.match(self._text, match.end())
        if after is not None:
            if after["exhibit"]:
                return ReferenceKind.CLAUSE, "", " ".join(after["exhibit"].split())
            if after["paper"] and not self._is_own(after["paper"]):
                return ReferenceKind.DOCUMENT, _paper(after["paper"]), ""
            return ReferenceKind.CLAUSE, "", ""
        start = match.start()
        before = _PAPER_BEFORE.search(self._text, max(0, start - _BACK), start)
        if before is not None and not self._is_own(before["paper"]):
            return ReferenceKind.DOCUMENT, _paper(before["paper"]), ""
        return ReferenceKind.CLAUSE, "", ""

    def _is_own(self, paper: str) -> bool:
        return " ".join(paper.split()).casefold() in self._own

    def _resolve(self, number: str, offset: int, exhibit: str) -> int | None:
        """Return the clause that a number points at, looking near the reference first."""
        if exhibit:
            return self._index.get(_key(f"{exhibit} {number}"))
        here = self._contract.clause_at(offset)
        around = (here, *self._contract.ancestors(here))
        if number.startswith("("):
            for clause in around:
                found = self._index.get(_key(f"{clause.number}{number}")) if clause.number else None
                if found is not None:
                    return found
            return None
        outer = around[-1]
        if outer.kind is ClauseKind.EXHIBIT:
            found = self._index.get(_key(f"{outer.number} {number}"))
            if found is not None:
                return found
        return self._index.get(_key(number))

    def _exhibits(self) -> Iterator[Reference]:
        for match in _EXHIBIT.finditer(self._text):
            if match.start() in self._labels:
                continue
            word = match["word"].casefold()
            name = _SINGULAR.get(
                word, word.rstrip("s").capitalize() if word != "annex" else "Annex"
            )
            after = _OF.match(self._text, match.end())
            foreign = bool(after and after["paper"] and not self._is_own(after["paper"]))
            for item, span in _items(match, _EXHIBIT_ITEM):
                target = f"{name} {item}"
                index = None if foreign else self._index.get(_key(target))
                yield Reference(span, ReferenceKind.EXHIBIT, target, index)

    def _papers(self) -> Iterator[Reference]:
        for match in _near(self._text, _PAPER_WORDS, _DOCUMENT):
            lead = _DETERMINER.match(self._text, match.start(), match.end())
            start = lead.end() if lead else match.start()
            if lead and lead[0].strip().casefold() == "this":
                continue
            kind = next((k for k, _ in _PAPERS if match[k.value]), None)
            words = " ".join(self._text[start : match.end()].split())
            if words.casefold() in self._own or self._headings.holds(start):
                continue
            target = kind.value if kind else words
            yield Reference(Span(start, match.end()), ReferenceKind.DOCUMENT, target)


def _near(text: str, words: Sequence[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of `pattern` around the places where one of `words` stands.

    Both kinds of name begin with any capital: to look for them everywhere costs much more than to
    look for the words without which none is complete.
    """
    start = end = 0
    for at in sorted(at for word in words for at in _places(text, word)):
        if at - _BEFORE_WORD > end:
            yield from pattern.finditer(text, start, end)
            start = at - _BEFORE_WORD
        end = min(len(text), at + _AFTER_WORD)
    yield from pattern.finditer(text, max(0, start), end)


def _places(text: str, word: str) -> Iterator[int]:
    """Yield where a word stands, but for `this Agreement`."""
    at = text.find(word)
    while at >= 0:
        if text[max(0, at - 5) : at] not in {"this ", "This "}:
            yield at
        at = text.find(word, at + len(word))


class _Inside:
    """Ranges that do not overlap, for the question whether an offset lies in one."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)

    def holds(self, offset: int) -> bool:
        """Say whether a range holds `offset`."""
        low, high = 0, len(self._spans)
        while low < high:
            middle = (low + high) // 2
            if self._spans[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low < len(self._spans) and self._spans[low].start <= offset


def _items(match: re.Match[str], item: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Yield each number of a list and its range; the first range holds the word before it."""
    yield match["first"].strip(), Span(match.start(), match.end("first"))
    for found in item.finditer(match["more"] or ""):
        number = found[0].strip()
        end = match.start("more") + found.end()
        yield number, Span(end - len(number), end)


def _index(clauses: tuple[Clause, ...]) -> Mapping[str, int]:
    """Map each number to the first clause that bears it; an article also by its bare number."""
    found: dict[str, int] = {}
    for clause in clauses:
        if clause.number:
            found.setdefault(_key(clause.number), clause.index)
    for clause in clauses:
        if clause.kind is ClauseKind.ARTICLE:
            found.setdefault(_key(clause.number.rpartition(" ")[2]), clause.index)
    return found


def _key(number: str) -> str:
    """Return a number in the form in which two ways of writing it are equal."""
    words = number.replace("SECTION", "Section").split()
    last = words[-1]
    value = roman(last) if last.isupper() else spelled(last)
    if value is not None and len(words) <= 2 and words[0].casefold() not in _EXHIBIT_WORDS:
        words[-1] = str(value)
    if words[0].casefold() in {"article", "part", "chapter", "section"} and len(words) == 2:
        words = words[1:]
    return " ".join(words).casefold()


_EXHIBIT_WORDS = frozenset({"exhibit", "schedule", "annex", "appendix", "attachment", "addendum"})


_SELF = re.compile(
    r"\b[Tt](?:his|HIS)\s+(?P<name>(?:[A-Z][\w&-]{0,40}\s+(?:and\s+)?){0,6}(?:Agreement|AGREEMENT))\b"
)
_CALLED = re.compile(
    r"\bAGREEMENT\s*\((?:this\s+|the\s+|hereinafter\s+)?[\"“](?P<name>[^\"“”]{3,60}?)[\"”]",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?P<name>(?:[A-Z][\w&-]{0,40}\s+(?:and\s+)?){0,6}Agreement)\b", re.IGNORECASE)
_FRONT = 6000  # characters in which a document says what it is called


def _own_names(contract: Contract) -> frozenset[str]:
    """Return the names by which the document speaks of itself, in lower case."""
    names = {"agreement", "agreements", "the agreement", contract.title.casefold()}
    titled = list(_TITLE.finditer(contract.title))
    front = contract.document.text[:_FRONT]
    called = _CALLED.search(front)
    for match in (*titled[-1:], *_SELF.finditer(front), *((called,) if called else ())):
        names.add(" ".join(match["name"].split()).casefold())
    return frozenset(names)


def _paper(words: str) -> str:
    """Return the type of a paper where it has one of ours, else its name."""
    name = " ".join(words.split())
    match = _DOCUMENT.fullmatch(name)
    kind = next((k for k, _ in _PAPERS if match and match[k.value]), None)
    return kind.value if kind else name
