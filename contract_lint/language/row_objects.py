"""Find what a requirement row is about: its noun phrases without party, verb and value."""

import re
from collections.abc import Collection, Sequence

from contract_lint.language.quantities import find_quantities
from contract_lint.language.row_clauses import CDMO_WORDS, SPONSOR_WORDS, Clauses
from contract_lint.language.row_limit import plain_numbers
from contract_lint.model import Dimension

_I = re.IGNORECASE
_BOUND = re.compile(
    r"\b(?:at\s+(?:the\s+)?(?:least|most|latest)|no\s+(?:later|more|less|fewer|longer)\s+than|not\s+(?:later|more|less)"
    r"\s+than|or\s+(?:more|less|fewer|longer|sooner|earlier)(?:\s+often)?|within|inside|up\s+to|(?:a\s+)?minimum\s+of|"
    r"(?:a\s+)?maximum\s+of|as\s+late\s+as|ahead|beforehand|in\s+advance|per\s+year|free\s+of\s+charge)\b",
    _I,
)
_PEOPLE = rf"we|us|they|them|it|itself|both\s+sides|(?:the|our|a)\s+(?:{SPONSOR_WORDS}|{CDMO_WORDS})|{SPONSOR_WORDS}|cdmo|company"
_MODAL = (
    r"cannot|can|may|must|shall|will|should|might|is|are|was|were|be|been|being|has|have|had|do|does|did|"
    r"not|never|no|only|also|still|already|always|too|free\s+to|open\s+to|entitled\s+to|possible|needs?|need"
)
_VERBS = (
    r"reach(?:es)?|hears?|heard|learns?|told|tells?|warn(?:s|ed)?|inform(?:s|ed)?|announced?|reported|"
    r"notified|receives?|gets?|gives?|given|hands?|handed|sends?|sent|keeps?|kept|holds?|held|stays?|stored?|"
    r"makes?|made|puts?|put|comes?|goes|go|takes?|taken|carries|carry|carried|lets?|wants?|asks?|says?|said|"
    r"done|shows?|sees?|seen|looks?|find|found|guarantees?|guaranteed|helps?|answers?|answered|phoned|"
    r"provided?|provides|supplied|delivered|copied|passed|submitted|accepted|agrees?|agreed|owe|leave|"
    r"quit|ends?|continue[sd]?|remains?|belongs?|becomes?|runs?|lasts?|covers?|meets?|must|shared|settles?|"
    r"walk\s+away|pull\s+out|altered|claimed|possible|free|able|over|back|out|away|up|down|off|again"
)
_SMALL = (
    r"the|a|an|any|each|every|all|some|our|its|their|his|this|that|these|those|such|which|who|whose|what|"
    r"whatever|of|in|on|at|by|for|from|to|with|without|under|over|into|through|as|than|then|and|or|but|if|when|"
    r"where|once|after|before|until|while|there|here|so|how|whether|per|about|between|against|during|upon|"
    r"one|two|three|ahead|more|less|least|most|late|later|latest"
)
_DROP = re.compile(rf"\b(?:{_PEOPLE}|{_MODAL}|{_VERBS})\b(?:['\u2019]s)?", _I)
_EDGE = re.compile(rf"^(?:(?:{_SMALL})\b\s*)+|(?:\s*\b(?:{_SMALL}))+$", _I)
_CLOCK = re.compile(
    r"\b(?:(?:after|before|from|since|following|past|beyond|counted\s+from|prior\s+to|ahead\s+of)\s|"
    r"of\s(?=(?:\w+\s){0,2}(?:request|receipt|discovery|notice|\w*ing|arrival|delivery|letter|the\s+end|order)\b))"
    r"(?:(?!\sto\s(?:refuse|reject|claim|show|decide|return|object|cure|pay|put))[^,;|]){2,70}",
    _I,
)
_LINK = re.compile(
    r"\b(?:when|where|if|once|while|that|which|who|and|or|with|within|after|before|unless|until|so|then|from|for|to|on|under|against|through)\b",
    _I,
)


def read_objects(clauses: Clauses, names: Collection[str]) -> tuple[str, ...]:
    """Return the noun phrases of the main clause, in order."""
    found = _phrases(clauses.main, names)
    if all(_BARE.fullmatch(phrase) for phrase in found):
        found = [*found, *_phrases(clauses.lead, names), *_phrases(clauses.tail, names)]
    return tuple(dict.fromkeys(found))


_BARE = re.compile(
    r"(?:(?:supply\s+)?contract|agreement|project|notice|right|rights|cost|costs|charge|product|goods|"
    r"whole|good|new|story|whole\s+(?:story|loss)|everything|cause|reason|pay|money|price|us|warning)",
    _I,
)


def _phrases(text: str, names: Collection[str]) -> Sequence[str]:
    plain = _without_values(plain_numbers(text))
    plain = _BOUND.sub("|", plain)
    for name in names:
        plain = re.sub(rf"\b{re.escape(name)}(?:['\u2019]s)?(?!\w)", "|", plain)
    plain = _DROP.sub("|", plain)
    plain = _LINK.sub("|", plain)
    pieces = (_trimmed(piece) for piece in re.split(r"[|,;:()]+", plain))
    return [piece for piece in pieces if len(piece) > 2]


def _without_values(plain: str) -> str:
    """Blank the values, and the event that a period counts from; keep what is counted."""
    for quantity in reversed(find_quantities(plain)):
        said = plain[quantity.span.start : quantity.span.end]
        tail = plain[quantity.span.end :]
        if quantity.dimension in (Dimension.COUNT, Dimension.RATE):
            said = _NUMBER.sub("", _RATE.sub("", said))
            plain = f"{plain[: quantity.span.start]}|{said}{tail}"
            continue
        event = (
            _CLOCK.match(tail.lstrip(" '\u2019")) if quantity.dimension is Dimension.TIME else None
        )
        rest = tail.lstrip(" '\u2019")[event.end() :] if event else tail
        plain = f"{plain[: quantity.span.start]}|{rest}"
    return plain


_NUMBER = re.compile(r"^(?:[\d.,]+|\w+(?:-\w+)?)\s", _I)
_RATE = re.compile(
    r"\b(?:(?:per|an?|each|every|in\s+any)\s+)?(?:year|month|week|quarter|day)s?\b|"
    r"\b(?:once|twice|annually|monthly|weekly|quarterly|yearly|daily|times)\b",
    _I,
)


def _trimmed(piece: str) -> str:
    piece = piece.strip(" -.\"'\u2019")
    while (shorter := _EDGE.sub("", piece).strip(" -'\u2019")) != piece:
        piece = shorter
    return piece
