"""Which document prevails where documents of a set disagree."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from contract_lint.align.facts import Facts
from contract_lint.model import (
    Deviation,
    DocumentSet,
    DocumentType,
    Provision,
    ReadContract,
    Requirement,
)

_PREVAILS = re.compile(
    r"\b(?:shall\s+|will\s+|is\s+to\s+|be\s+the\s+)?"
    r"(?:prevails?|controls?|governs?|(?:takes?|has|have)\s+(?:precedence|priority)|controlling\s+document|"
    r"supersedes?(?!\s+(?:and\s+\w+\s+)?(?:all|any)\s+(?:\w+,?\s+){0,3}?(?:prior|previous|earlier|oral|negotiations|understandings))|"
    r"overrides?|overrules?|outranks?|trumps?|comes?\s+first|ranks?\s+(?:first|above|before)|apply)\b",
    re.IGNORECASE,
)
_CONFLICT = re.compile(
    r"\b(?:conflict|inconsisten\w+|discrepan\w+|contradict\w*|disagree|differ|precedence|order\s+of\s+priority|"
    r"prevails?|(?:out)?ranks?|overrides?|notwithstanding\s+(?:any(?:thing)?|the\s+(?:terms|provisions)|other)|"
    r"in\s+all\s+(?:other\s+)?respects)\b",
    re.IGNORECASE,
)
_CLASH = re.compile(
    r"\b(?:conflict|inconsisten|discrepan|contradict|disagree|differ|precedence|ambigu)",
    re.IGNORECASE,
)
_EQUAL = re.compile(
    r"\b(?:equal\s+rank|none\s+of\s+them\s+prevails|neither\s+prevails)\b", re.IGNORECASE
)
_QUALITY = re.compile(
    r"\bquality(?:[- ]related)?\s+(?:matters?|issues?|points?|aspects?|provisions?|obligations?)|\bGMP\s+matters?|\bmatters?\s+of\s+quality|\bquality\b(?!\s+(?:and\s+technical\s+)?agreement)",
    re.IGNORECASE,
)
_NAMES = (
    (
        DocumentType.QAG,
        re.compile(
            r"\b(?:quality|technical)(?:\s+(?:and\s+)?(?:technical|assurance|quality))?\s+agreement\b|\bQ(?:A|T)A(?:G)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        DocumentType.SOW,
        re.compile(
            r"\b(?:statements?\s+of\s+work|SOWs?|work\s+orders?|project\s+plan)\b", re.IGNORECASE
        ),
    ),
    (DocumentType.SUP, re.compile(r"\bsupply\s+agreement\b", re.IGNORECASE)),
    (
        DocumentType.MSA,
        re.compile(
            r"\b(?:master\s+(?:\w+\s+){0,3}agreement|MSA|main\s+agreement|framework\s+agreement)\b",
            re.IGNORECASE,
        ),
    ),
)
_THIS = re.compile(
    r"\bthis\s+(?:\w+\s+){0,2}?(?:agreement|SOW|work\s+order)\b|\bthis\s+statement\s+of\s+work\b"
    r"|\bthe\s+agreement\b|\b(?:terms|provisions)\s+(?:hereof|herein)\b",
    re.IGNORECASE,
)
_PLAIN_AGREEMENT = re.compile(r"\bthe\s+Agreement\b")
_IN_ORDER = re.compile(
    r"\border\s+of\s+(?:precedence|priority|rank)\b|\b(?:following|descending)\s+(?:order|sequence|ranking)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"^\s*(?:\w+\s+){0,2}?(?:over|above|before|ahead\s+of)?\s*(?:the\s+)?", re.IGNORECASE
)
_NOTHING = re.compile(r"\b(?:nothing|no\s+(?:provision|term))\s+(?:in|of)\b", re.IGNORECASE)
_BUT = re.compile(
    r"\b(?:except|other\s+than|save|excluding)\s+(?:\w+\s+){0,3}quality\b[^,;]{0,40}", re.IGNORECASE
)
_OTHER = re.compile(
    r"\bpurchase\s+orders?|\bterms\s+of\s+sale\b|\binvoices?\b|\bexhibits?\b|\bschedules?\b",
    re.IGNORECASE,
)
# papers of trade, and versions in another language: a rank over them says nothing of contracts
_TRADE = re.compile(
    r"\b(?:purchase\s+orders?|orders?|order\s+(?:forms?|instructions?)|invoices?|quot(?:es|ations?)|acknowledge?ments?|"
    r"packing\s+slips?|bills?\s+of\s+(?:lading|sale)|delivery\s+notes?|terms\s+(?:and\s+conditions\s+)?of\s+(?:sale|purchase)|"
    r"(?:standard|printed|business)\s+(?:forms?|terms)|confirmations?|translations?|languages?|versions?)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:exhibits?|schedules?|attachments?|annex(?:es)?|appendi(?:x|ces)|addend(?:um|a)|statements?\s+of\s+work|SOWs?|work\s+orders?)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:quality|technical|supply|services?|licen[sc]e|development|manufacturing|other|related|ancillary|such)\s+(?:and\s+\w+\s+)?agreements?\b|\bdocuments?\b",
    re.IGNORECASE,
)
_OUTRANKS = re.compile(
    r"(?:\b(?:conflict|inconsisten|discrepan|contradict)\w*\b[^.;]{0,240}?\bthis\s+agreement\b|\bthis\s+agreement\b[^.;]{0,240}?\b(?:conflict|inconsisten|discrepan|contradict)\w*\b)"
    r"[^.;]{0,240}[,)]\s*(?:then\s+)?(?:the\s+)?(?:(?:terms|provisions|conditions)\s+(?:and\s+conditions\s+)?(?:of|in)\s+)?"
    r"(?:the|an?|any|such|each|that|those)\s+(?:[\w-]+\s+){0,3}?"
    r"(?P<paper>exhibits?|schedules?|attachments?|annex(?:es)?|appendi(?:x|ces)|purchase\s+(?:orders?|commitments?|schedules?)|statements?\s+of\s+work|work\s+orders?)"
    r"\s+(?:shall|will|is\s+to)?\s*(?:govern|control|prevail|take\s+precedence|have\s+precedence)s?\b(?!\s+(?:only|solely|but|with\s+respect|as\s+to|in\s+respect|to\s+the\s+extent))",
    re.IGNORECASE,
)
MOST_PAPERS = 12  # items of a list that ranks documents
QUALITY_AREAS = frozenset({"AUD", "CHG", "DAT", "DEL", "FIT", "QAO", "REG", "RSP", "SIT", "SUB"})


@dataclass(frozen=True, slots=True)
class Rank:
    """A statement on which document prevails.

    `order` names them from the highest rank; one alone prevails over all others, and none means
    that they are of equal rank.
    """

    order: tuple[DocumentType, ...]
    quality: bool  # on quality matters alone

    @property
    def winner(self) -> DocumentType | None:
        """Return the document of the highest rank, or None at equal rank."""
        return self.order[0] if self.order else None

    def between(self, kinds: Sequence[DocumentType]) -> DocumentType | None:
        """Return which of two documents prevails, or None where the statement does not say."""
        if len(self.order) == 1:
            return self.winner if self.winner in kinds else None
        ranked = [kind for kind in self.order if kind in kinds]
        return ranked[0] if len(ranked) == len(set(kinds)) > 1 else None


def read_ranks(text: str, own: DocumentType) -> Iterator[Rank]:
    """Yield who prevails according to one sentence of a document of type `own`."""
    if not _CONFLICT.search(text):
        return
    if _EQUAL.search(text):
        yield Rank((), quality=False)
        return
    listed = _listed(text, own)
    if listed:
        yield Rank(listed, quality=False)
        return
    start = 0
    for verb in _PREVAILS.finditer(text):
        before = text[start : verb.start()]
        if verb.group().lower() == "apply" and not _CLASH.search(text):
            continue  # "the following terms shall apply": no rank
        winner = _last_document(before, own)
        loser = _first_document(text[verb.end() :], own)
        if _NOTHING.search(before):
            winner, loser = loser, winner
        end = text.find(",", verb.end())
        scope = text[start : end if end > 0 else len(text)]
        if winner is not None:
            order = (winner,) if loser in (None, winner) else (winner, loser)
            yield Rank(order, quality=_on_quality(scope, verb.end() - start))
        start = verb.end()


def _listed(text: str, own: DocumentType) -> tuple[DocumentType, ...]:
    """Return the documents that a sentence lists from the highest rank, where it lists them."""
    lead = _IN_ORDER.search(text)
    if lead is None or _PREVAILS.search(text, lead.end()):
        return ()
    order = tuple(dict.fromkeys(kind for _, _, kind in _documents(text[lead.end() :], own)))
    return order if len(order) > 1 else ()


def names_quality_agreement(text: str) -> bool:
    """Say whether the words name a quality agreement."""
    return _NAMES[0][1].search(text) is not None


def _on_quality(scope: str, verb: int) -> bool:
    scope = scope[:verb] + _BUT.sub(" ", scope[verb:])
    return (
        _QUALITY.search(scope[verb:]) is not None
        or re.search(
            r"(?:on|in|for|to|regarding|concerning)\s+(?:any\s+|all\s+|a\s+)?quality\s+(?:matters?|issues?)",
            scope,
            re.IGNORECASE,
        )
        is not None
    )


def _last_document(text: str, own: DocumentType) -> DocumentType | None:
    latest = max(_documents(text, own), default=None, key=lambda found: found[1])
    other = max((match.end() for match in _OTHER.finditer(text)), default=-1)
    return latest[2] if latest is not None and latest[1] > other else None


def _first_document(text: str, own: DocumentType) -> DocumentType | None:
    """Return the document named right behind the verb: "prevails over the MSA"."""
    link = _OVER.match(text)
    reach = link.end() if link else 0
    first = min(_documents(text, own), default=None, key=lambda found: found[0])
    return first[2] if first is not None and first[0] <= reach + 24 else None


def _documents(text: str, own: DocumentType) -> list[tuple[int, int, DocumentType]]:
    """Return where a text names documents, in order."""
    named = [(m.start(), m.end(), kind) for kind, words in _NAMES for m in words.finditer(text)]
    # a paper that calls itself by its kind means the one above it by "the Agreement"
    beside = own in (DocumentType.QAG, DocumentType.SOW) and any(kind is own for *_, kind in named)
    own_names = [
        (m.start(), m.end(), DocumentType.MSA if beside and _PLAIN_AGREEMENT.match(m[0]) else own)
        for m in _THIS.finditer(text)
    ]
    inside = [one for one in named if not any(o[0] <= one[0] and one[1] <= o[1] for o in own_names)]
    return sorted(inside + own_names)


class Reach(IntEnum):
    """Between which papers a statement decides, from the least to the greatest of them."""

    TRADE = 0  # the contract and orders, invoices, translations
    PARTS = 1  # the contract and its own exhibits and work orders
    CONTRACTS = 2


def reach_of(text: str, own: DocumentType) -> Reach | None:
    """Return between which papers a sentence decides; None where it ranks none."""
    if _OUTRANKS.search(text):
        return Reach.CONTRACTS
    if not any(True for _ in read_ranks(text, own)):
        return None
    if _WHOLE.search(text):
        return Reach.CONTRACTS
    if _PART.search(text):
        return Reach.PARTS
    return Reach.TRADE if _TRADE.search(text) else Reach.CONTRACTS


class Precedence:
    """The order of the documents of a set, from the configuration or from their own words."""

    def __init__(self, documents: DocumentSet, reads: Sequence[ReadContract]) -> None:
        self._order = documents.precedence
        self._ranks: list[Rank] = []
        self._places: dict[tuple[int, int], Reach] = {}  # contract and provision that rank papers
        for number, read in enumerate(reads):
            for piece in read.provisions:
                words = _with_items(read, piece)
                self._ranks.extend(read_ranks(words, read.contract.type))
                reach = reach_of(words, read.contract.type)
                if reach is not None:
                    self._places[number, piece.index] = reach

    def places(self, least: Reach) -> Set[tuple[int, int]]:
        """Return the contract and provision of each statement that reaches `least` or more."""
        return {place for place, reach in self._places.items() if reach >= least}

    def reach(self, contract: int, provision: int) -> Reach | None:
        """Return between which papers a provision decides; None where it ranks none."""
        return self._places.get((contract, provision))

    def winner(self, kinds: Sequence[DocumentType], area: str) -> DocumentType | None:
        """Return which of `kinds` prevails on a matter of `area`, or None at equal rank."""
        if len(set(kinds)) < 2:
            return None
        for kind in self._order:
            if kind in kinds:
                return kind
        on_quality = area in QUALITY_AREAS
        for quality in (True, False) if on_quality else (False,):
            said = [r.between(kinds) for r in self._ranks if r.quality is quality and r.order]
            equal = any(r.quality is quality and not r.order for r in self._ranks)
            winners = {winner for winner in said if winner is not None}
            if len(winners) == 1 and not equal:
                return winners.pop()
        return None


def _with_items(read: ReadContract, piece: Provision) -> str:
    """Return a sentence with the items of the list that it leads in."""
    quote = read.contract.document.quote
    spans = [piece.span]
    for other in read.provisions[piece.index + 1 : piece.index + 1 + MOST_PAPERS]:
        if piece.span in other.lead:
            spans.append(other.span)
    return " ".join(" ".join(quote(span).split()) for span in spans)


def asks_of_quality(row: Requirement) -> bool:
    """Say whether a row on the order of papers speaks of quality."""
    return "quality" in " ".join((row.text, *row.objects, *row.conditions)).lower()


def least_reach(row: Requirement) -> Reach:
    """Return how far a statement must reach to answer a row on the order of papers.

    The rank of exhibits and orders says nothing of a quality agreement.
    """
    return Reach.CONTRACTS if asks_of_quality(row) else Reach.TRADE


def precedence(facts: Facts) -> Iterator[Deviation]:
    """Read who prevails where the row asks that a certain document does."""
    if "topic:order of precedence" not in facts.wanted.query.core:
        return
    row = facts.wanted.requirement
    ranks = list(read_ranks(facts.text, facts.own))
    if not asks_of_quality(row):
        asked = next((rank.winner for rank in read_ranks(row.text, facts.own)), None)
        if asked and ranks and all(rank.winner is not asked for rank in ranks):
            yield Deviation("negation", f"the {asked} to prevail", "another document prevails")
        return
    if any(rank.winner is DocumentType.QAG for rank in ranks):
        return
    asked_for = "the quality agreement to prevail on quality"
    outranks = _OUTRANKS.search(facts.text)
    if outranks:
        yield Deviation("negation", asked_for, f"the {outranks['paper']} prevails")
    elif any(rank.winner is None for rank in ranks):
        yield Deviation("negation", asked_for, "no document prevails")
    elif ranks and names_quality_agreement(facts.text):
        yield Deviation("negation", asked_for, "another document prevails")
    else:
        yield Deviation("scope", asked_for, "no rank on quality")
