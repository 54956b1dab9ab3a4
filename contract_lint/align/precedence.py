"""Which document prevails where documents of a set disagree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract_lint.model import DocumentSet, DocumentType, ReadContract

_PREVAILS = re.compile(
    r"\b(?:shall\s+|will\s+|is\s+to\s+|be\s+the\s+)?"
    r"(?:prevails?|controls?|governs?|takes?\s+precedence|controlling\s+document|supersedes?|comes?\s+first|rank\s+first|apply)\b",
    re.IGNORECASE,
)
_CONFLICT = re.compile(
    r"\b(?:conflict|inconsisten\w+|discrepan\w+|contradict\w*|order\s+of\s+(?:precedence|priority)|prevails?|rank)\b",
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
_THIS = re.compile(r"\bthis\s+(?:\w+\s+){0,2}?agreement\b|\bthe\s+agreement\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\bpurchase\s+orders?|\bterms\s+of\s+sale\b|\binvoices?\b|\bexhibits?\b|\bschedules?\b",
    re.IGNORECASE,
)
QUALITY_AREAS = frozenset({"AUD", "CHG", "DAT", "DEL", "FIT", "QAO", "REG", "RSP", "SIT", "SUB"})


@dataclass(frozen=True, slots=True)
class Rank:
    """A statement that one document prevails; `loser` is None where it prevails over all."""

    winner: DocumentType | None  # None: the documents are of equal rank
    quality: bool  # on quality matters alone


def read_ranks(text: str, own: DocumentType) -> Iterator[Rank]:
    """Yield who prevails according to one sentence of a document of type `own`."""
    if not _CONFLICT.search(text):
        return
    if _EQUAL.search(text):
        yield Rank(None, quality=False)
        return
    start = 0
    for verb in _PREVAILS.finditer(text):
        winner = _last_document(text[start : verb.start()], own)
        end = text.find(",", verb.end())
        scope = text[start : end if end > 0 else len(text)]
        if winner is not None:
            yield Rank(winner, quality=_on_quality(scope, verb.end() - start))
        start = verb.end()


def names_quality_agreement(text: str) -> bool:
    """Say whether the words name a quality agreement."""
    return _NAMES[0][1].search(text) is not None


def _on_quality(scope: str, verb: int) -> bool:
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
    found = [
        (match.end(), kind) for kind, pattern in _NAMES for match in pattern.finditer(text)
    ] + [(match.end(), own) for match in _THIS.finditer(text)]
    latest = max(found, default=None, key=lambda item: item[0])
    other = max((match.end() for match in _OTHER.finditer(text)), default=-1)
    return latest[1] if latest is not None and latest[0] > other else None


class Precedence:
    """The order of the documents of a set, from the configuration or from their own words."""

    def __init__(self, documents: DocumentSet, reads: Sequence[ReadContract]) -> None:
        self._order = documents.precedence
        self._ranks: list[Rank] = []
        self.places: set[tuple[int, int]] = set()  # contract and provision that state a rank
        for number, read in enumerate(reads):
            for piece in read.provisions:
                words = " ".join(read.contract.document.quote(piece.span).split())
                ranks = list(read_ranks(words, read.contract.type))
                self._ranks.extend(ranks)
                if ranks:
                    self.places.add((number, piece.index))

    def winner(self, kinds: Sequence[DocumentType], area: str) -> DocumentType | None:
        """Return which of `kinds` prevails on a matter of `area`, or None at equal rank."""
        for kind in self._order:
            if kind in kinds:
                return kind
        on_quality = area in QUALITY_AREAS
        for quality in (True, False) if on_quality else (False,):
            winners = {r.winner for r in self._ranks if r.quality is quality}
            if len(winners) == 1 and (winner := next(iter(winners))) in kinds:
                return winner
        return None
