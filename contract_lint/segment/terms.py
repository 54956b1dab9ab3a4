"""Find the defined terms and the words that define them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from contract_lint.model import Clause, Contract, Span, Term
from contract_lint.segment.labels import Regions

_QUOTED = re.compile(
    r"(?<![\w])(?:\*\*)?(?P<open>[\"“”„‘']|\*\*)(?:\*\*)?\s?(?P<name>[\w\[*](?:[^\"“”„\n()]|\(s\)|\(es\)){0,80}?)\s?[,.]?"
    r"(?:\*\*(?=[\"“”]))?(?P<close>[\"“”]|\*\*|['’*](?=[\s,.;)]))(?:\*\*)?"
)
_MEANS = re.compile(
    r"[\s,]*(?:\([^()\n]{0,80}\)[\s,]*)?"
    r"(?:(?:,?\s*(?:when|as|with|in|for|if|of|solely|whether)\b[^.;:\"“”\n]{0,90}?,?\s+)?)"
    r"(?:(?:shall|will)\s+(?:each\s+)?)?(?:(?:also|collectively|each|only|both)\s+)?"
    r"(?:means?\b|mean\b|ha(?:s|ve)\s+(?:the\s+)?(?:same\s+)?(?:respective\s+)?meanings?\b"
    r"|is\s+defined|are\s+defined|be\s+defined|refers?\s+to\b|include[sd]?\b|exclude[sd]?\b"
    r"|as\s+defined\s+in|:|the\s+meaning)",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(
    r"\s*(?:,|,?\s*(?:or|and|and/or)|\((?:or|and|also)?|,?\s*(?:also\s+)?(?:referred\s+to\s+as|known\s+as))"
    r"\s*(?:the\s+|an?\s+)?[\"“”]$"
)
_INLINE = re.compile(
    r"\((?:\s|,|;|:|\b(?:each(?:\s+of\s+which)?|collectively|together|individually|the|an?|this|such"
    r"|hereinafter|hereafter|herein|referred|to|as|called|and|or|known|respectively|both|all|any"
    r"|is|are|in|agreement|defined|with|its|their|which|shall|be|also|sometimes|jointly|other|of"
    r"|them|constitute|a/k/a|hereto)\b|[\"“”][^\"“”()]{1,80}[\"“”]|['‘][^'‘’\"“”()]{1,80}['’])*$",
    re.IGNORECASE,
)
_DEFINITIONS = re.compile(
    r"\b(?:definitions?|interpretation|defined\s+terms|glossary)\b", re.IGNORECASE
)
_PLAIN = re.compile(
    r"(?P<name>[A-Z][\w/&’'()-]*(?:[ ](?:[A-Z(][\w/&’'()-]*|of|and|or|the|for|to|in|per)){0,7})"
    r"(?:[ ]\([^()\n]{1,40}\))?,?\s+"
    r"(?:means\b|shall\s+mean\b|mean\b|has\s+the\s+meaning|shall\s+have\s+the\s+meaning"
    r"|shall\s+(?:include|exclude|refer\s+to)\b|is\s+defined|refers\s+to)"
)
_COLON = re.compile(
    r"(?P<name>[A-Z][\w/&’'-]*(?:[ ](?:[A-Z][\w/&’'-]*|of|and|or|the|for)){0,6}):\s+\S"
)
_NOT_NAMES = frozenset(
    [
        "it",
        "this",
        "that",
        "which",
        "these",
        "those",
        "such",
        "the",
        "he",
        "she",
        "they",
        "control",
        "party",
    ]
)
_BEFORE = 110  # characters in which the bracket of an inline definition opens
_SENTENCE = re.compile(r"[.;](?=[\"”’)\]]*(?:\s+[\"“(\[]?[A-Z\d]|\s*$))")
_CLOSING = re.compile(r"(?:[\"”’)\]]*\s+)?")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Ltd|Co|Corp|No|Nos|Sec|Art|St|Dr|Mr|Mrs|Ms|vs|Ph|Eur|U\.S|e\.g|i\.e|Jr|Fla|approx)"
    r"|\b[A-Z])$"
)
_LONGEST = 3000  # characters that a sentence may have


def find_terms(contract: Contract, skip: Regions) -> tuple[Term, ...]:
    """Return every definition in reading order; a term defined twice comes twice.

    `skip` holds the tables of contents, which define nothing.
    """
    finder = _Finder(contract)
    found: dict[int, Term] = {}
    for name, name_span, definition in (*finder.quoted(), *finder.plain()):
        if name_span.start not in found:
            clause = finder.clause_at(name_span.start)
            found[name_span.start] = Term(name, name_span, definition, clause.index)
    return tuple(found[start] for start in sorted(found) if start not in skip)


Found = tuple[str, Span, Span]


class _Finder:
    """What is needed to find the definitions of one contract."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._text = contract.document.text
        self._starts = [clause.span.start for clause in contract.clauses]
        document = contract.document
        self._lines = Counter(document.quote(line.span) for line in document.lines)

    def clause_at(self, offset: int) -> Clause:
        """Return the clause that opens last before `offset`."""
        return self._contract.clauses[max(0, bisect_right(self._starts, offset) - 1)]

    def quoted(self) -> Iterator[Found]:
        """Yield the terms in quotation marks or bold: `"X" means`, `(the "X")`."""
        text = self._text
        heads: list[tuple[int, list[tuple[str, Span]]]] = []
        waiting: list[tuple[str, Span]] = []
        inline: list[Found] = []
        last_end = -1
        for match in _QUOTED.finditer(text):
            name = _clean(match["name"])
            if not name:
                continue
            span = Span(match.start("name"), match.start("name") + len(match["name"].rstrip()))
            gap = text[last_end : match.start("open") + 1] if last_end >= 0 else ""
            if not (waiting and len(gap) < 40 and _AND_ALSO.match(gap)):
                waiting = []
            last_end = match.end()
            if _MEANS.match(text, match.end()):
                first = waiting[0][1].start - 1 if waiting else match.start("open")
                heads.append((first, [*waiting, (name, span)]))
                waiting = []
                continue
            if self._in_bracket(match):
                inline.append((name, span, self._sentence_around(match.start(), match.end())))
                waiting = []
            else:
                waiting.append((name, span))
        yield from inline
        for at, (start, names) in enumerate(heads):
            following = heads[at + 1][0] if at + 1 < len(heads) else len(text)
            definition = self._definition(start, names[-1][1].end, following)
            for name, span in names:
                yield name, span, definition

    def _in_bracket(self, match: re.Match[str]) -> bool:
        """Say whether the quotation stands in brackets as a short name does."""
        if not (match["name"][0].isupper() or match["name"][0].isdigit()):
            return False
        start = match.start("open")
        before = self._text[max(0, start - _BEFORE) : start]
        opening = before.rfind("(")
        return opening >= 0 and _INLINE.fullmatch(before, opening) is not None

    def plain(self) -> Iterator[Found]:
        """Yield the terms without quotation marks that open a clause or a line of definitions."""
        for clause in self._contract.clauses:
            in_list = self._defines(clause)
            starts = [clause.heading.start if clause.heading else clause.body.start]
            if in_list:
                starts.append(clause.body.start)
                starts.extend(self._line_starts(clause.body))
            for start in starts:
                match = _PLAIN.match(self._text, start, clause.span.end)
                if match is None and in_list and self._is_alone(start):
                    match = _COLON.match(self._text, start, clause.span.end)
                if match is None or match["name"].casefold() in _NOT_NAMES:
                    continue
                name = _clean(match["name"])
                if name:
                    span = Span(match.start("name"), match.end("name"))
                    end = self._line_end(start, clause) if len(starts) > 1 else clause.span.end
                    yield name, span, self._trim(start, end)

    def _defines(self, clause: Clause) -> bool:
        """Say whether the clause, or one that holds it, is a list of definitions."""
        document = self._contract.document
        return any(
            candidate.heading is not None and _DEFINITIONS.search(document.quote(candidate.heading))
            for candidate in (clause, *self._contract.ancestors(clause))
        )

    def _line_starts(self, body: Span) -> Iterator[int]:
        document = self._contract.document
        for at in range(document.line_at(body.start) + 1, len(document.lines)):
            start = document.lines[at].span.start
            if start >= body.end:
                return
            yield start

    def _is_alone(self, start: int) -> bool:
        """Say whether the line at `start` is not the foot or head of every page."""
        document = self._contract.document
        line = document.quote(document.lines[document.line_at(start)].span)
        return self._lines[line] == 1

    def _line_end(self, start: int, clause: Clause) -> int:
        end = self._text.find("\n", start, clause.span.end)
        return clause.span.end if end < 0 else end

    def _definition(self, start: int, named: int, following: int) -> Span:
        """Return the item or sentence that defines what is named at `start`."""
        clause = self.clause_at(start)
        if start - clause.body.start <= 2:
            return self._trim(start, min(clause.span.end, max(following, named)))
        end = min(clause.span.end, following)
        block = self._text.find("\n\n", named, end)
        end = self._sentence_end(named, end if block < 0 else block)
        return self._trim(start, end)

    def _sentence_around(self, start: int, end: int) -> Span:
        clause = self.clause_at(start)
        first = max(clause.span.start, start - _LONGEST)
        body = clause.body.start if clause.body.start <= start else clause.span.start
        begin = max(first, body)
        for match in _SENTENCE.finditer(self._text, begin, start):
            if not _ABBREVIATION.search(self._text, max(begin, match.start() - 8), match.start()):
                begin = match.end()
        newline = self._text.rfind("\n\n", begin, start)
        begin = max(begin, newline)
        closing = _CLOSING.match(self._text, begin, start)
        begin = closing.end() if closing else begin
        return Span(begin, self._sentence_end(end, clause.span.end))

    def _sentence_end(self, start: int, limit: int) -> int:
        limit = min(limit, start + _LONGEST)
        for match in _SENTENCE.finditer(self._text, start, limit):
            if self._text[match.start()] == ";":
                continue
            if not _ABBREVIATION.search(self._text, max(start, match.start() - 8), match.start()):
                return match.end()
        return self._trim(start, limit).end

    def _trim(self, start: int, end: int) -> Span:
        while end > start and self._text[end - 1] in ' \t\xa0\n\r\f"“*_':
            end -= 1
        return Span(start, max(start, end))


def _clean(name: str) -> str:
    """Return a name without marks around it; empty where it is no name."""
    name = " ".join(name.split()).strip(" ,.*_")
    name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    if not name or len(name.split()) > 9 or not any(letter.isalpha() for letter in name):
        return ""
    return name
