"""Work out which party the product is made for and which one makes it.

Nothing is read from a name but words such as Supplier or Client; what counts is who is said to
make, supply and deliver, and who to order, buy and pay.
"""

import re
from collections.abc import Sequence

from contract_lint.model import Role
from contract_lint.segment.parties import pattern_of
from contract_lint.segment.vocabulary import CDMO_WORDS, SPONSOR_WORDS

_MODAL = (
    r"(?:(?:shall|will|must|may|agrees?|undertakes?|desires?|wishes|is\s+willing|has\s+agreed|intends?"
    r"|hereby|is|are|be|obliged|required|responsible|in\s+the\s+business|each|also|promptly|further"
    r"|only|use|its|commercially|reasonable|best|efforts|diligent|to|for|of|has|have|the|right|ability)\s+){1,9}"
)
_MAKES = re.compile(
    r"(?:['’]s?)?\s+"
    + _MODAL
    + r"(?:manufactur|suppl[yi]|produc(?:e|ing)\b|mak(?:e|ing)\s+(?:the\s+)?product|develop"
    r"|fill\b|packag|process\b|perform(?:ing)?\s+(?:the\s+|such\s+|all\s+)?(?:services|work|manufactur|test)|render|sell\b"
    r"|provid(?:e|ing)\s+(?:\w+\s+){0,4}(?:services|products?|manufactur)|deliver|ship\b|invoice|procure|schedule)",
    re.IGNORECASE,
)
_BUYS = re.compile(
    r"(?:['’]s?)?\s+"
    + _MODAL
    + r"(?:purchas|buy\b|order\b|ordering|pay\b|paying|reimburs|place\b|forecast|submit\s+(?:\w+\s+){0,3}(?:purchase\s+)?orders?"
    r"|engag|retain\s+\w+\s+to|issue\s+(?:\w+\s+){0,3}purchase\s+orders|provide\s+(?:\w+\s+){0,6}forecast|utilize\s+[A-Z]"
    r"|have\s+(?:\w+\s+){1,5}(?:manufactured|produced|made|supplied)|obtain\s+(?:\w+\s+){0,6}(?:from|services)|acquire|reject\b)",
    re.IGNORECASE,
)
_MAKER_HAS = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,2}(?:facilit|manufactur|plant\b|premises|invoice|standard\s+operating|production|capacity)",
    re.IGNORECASE,
)
_BUYER_HAS = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,2}(?:purchase\s+order|orders?\b|forecast|demand|requirements|designee|payment)",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"\b(?:manufactured|supplied|produced|made|performed|developed|delivered|provided|invoiced|shipped|sold)\s+"
    r"(?:or\s+\w+\s+)?by\s+(?:the\s+)?$|\b(?:purchas\w*|obtain\w*|acquir\w*|order\w*|receiv\w*|bought|buy)\s+(?:\w+\s+){0,4}from\s+(?:the\s+)?$"
    r"|\b(?:pay|paid|payable|payments?)\s+(?:\w+\s+){0,3}to\s+(?:the\s+)?$|\b(?:engages?|engaged|engage|retains?|appoints?|hires?|commissions?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MADE_FOR = re.compile(
    r"\b(?:manufactur\w*|suppl(?:y|ies|ied|ying)|produc(?:e|ed|ing)|perform\w*|deliver\w*|sell|sold|ship\w*|services|develop\w*)\s+(?:[\w,()-]+\s+){0,8}(?:to|for|on\s+behalf\s+of)\s+(?:the\s+)?$"
    r"|\b(?:purchased|ordered|paid|payable|placed|bought)\s+by\s+(?:the\s+)?$|\binvoices?\s+(?:to\s+)?(?:the\s+)?$|\bpurchase\s+orders?\s+(?:\w+\s+){0,3}(?:by|from|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEFT = 90
_RIGHT = 110
_WORD_WORTH = 12
_LEAST = 4  # how far apart two parties must be before they have roles


def find_roles(text: str, parties: Sequence[tuple[str, ...]]) -> list[Role | None]:
    """Return the role of each party, given by its names; None where the text does not tell."""
    leanings = [_of_words(names) for names in parties]
    owner = {name: index for index, names in enumerate(parties) for name in names}
    if not owner:
        return []
    pattern = re.compile(rf"\b(?:{pattern_of(owner)})(?!\w)")
    for match in pattern.finditer(text):
        index = owner.get(" ".join(match[0].split()))
        if index is not None:
            leanings[index] += _leaning(text, match.start(), match.end())
    return _assign(leanings)


def _of_words(names: Sequence[str]) -> int:
    """Return what the words that a party is called by say: above zero is a maker."""
    if any(name in CDMO_WORDS for name in names):
        return _WORD_WORTH
    return -_WORD_WORTH if any(name in SPONSOR_WORDS for name in names) else 0


def _leaning(text: str, start: int, end: int) -> int:
    """Return what one mention of a party says of it: above zero is a maker."""
    after = text[end : end + _RIGHT]
    before = text[max(0, start - _LEFT) : start]
    score = 0
    if _MAKES.match(after):
        score += 2
    elif _BUYS.match(after):
        score -= 2
    elif _MAKER_HAS.match(after):
        score += 1
    elif _BUYER_HAS.match(after):
        score -= 1
    if _MADE_BY.search(before):
        score += 2
    elif _MADE_FOR.search(before):
        score -= 2
    return score


def _assign(leanings: Sequence[int]) -> list[Role | None]:
    """Give the two ends of the scale their roles, and the others that of the nearer end."""
    if len(leanings) < 2:
        return [_sign(leaning) for leaning in leanings]
    high, low = max(leanings), min(leanings)
    if high - low < _LEAST:
        return [None] * len(leanings)
    middle = (high + low) / 2
    return [Role.CDMO if leaning > middle else Role.SPONSOR for leaning in leanings]


def _sign(leaning: int) -> Role | None:
    if abs(leaning) < _LEAST:
        return None
    return Role.CDMO if leaning > 0 else Role.SPONSOR
