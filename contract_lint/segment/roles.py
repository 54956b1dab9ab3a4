"""Work out which party the product is made for and which one makes it.

Nothing is read from a name but words such as Supplier or Client; what counts is who is said to
make, supply and deliver, and who to order, buy and pay.
"""

import re
from collections.abc import Collection, Sequence

from contract_lint.model import Role
from contract_lint.segment.parties import pattern_of
from contract_lint.segment.vocabulary import CDMO_WORDS, SPONSOR_WORDS, STAND_INS

_MODAL = (
    r"(?:['’]s?)?\s+(?:shall|will|must|may|agrees?|undertakes?|desires?|wishes|intends?|hereby|is|has"
    r"|needs?|requires?|engages?|undertook|wants?)\s+(?:(?:be|to|also|promptly|further|only|use|its"
    r"|commercially|reasonable|best|diligent|efforts|for|the|right|ability|willing|able|agreed|agrees"
    r"|in|business|of|engaged|responsible|obliged|obligated|required|hereby|exclusively|then|not"
    r"|have|each|all|continue|cause|desirous|experience|expertise|entitled)\s+){0,7}"
)
_LIST = r"(?:\w+,?\s+(?:and\s+|or\s+|and/or\s+)?){0,2}"

# What one mention of a party says when these words follow it: above zero, that it makes.
_AFTER = (
    (
        3,
        _MODAL + r"(?:manufactur|suppl[yi]|produc(?:e|ing)\b|fill\b|packag"
        r"|mak(?:e|ing)\s+(?:the\s+)?product"
        r"|perform(?:ing)?\s+(?:the\s+|such\s+|all\s+|its\s+)?(?:services|work|manufactur|test)"
        r"|provid(?:e|ing)\s+(?:\w+\s+){0,4}(?:services|products?\b|manufactur))",
    ),
    (
        3,
        (
            r"\s+(?:represents\s+and\s+)?warrants\s+(?:\w+\s+){0,3}that\s+(?:\w+\s+){0,2}"
            r"(?:products?|services|batch|api|goods|deliverables)\b"
        ),
    ),
    (1, _MODAL + r"(?:develop|process\b|render|sell\b|deliver|ship\b|invoice|procure)"),
    (
        -3,
        _MODAL + r"(?:place\b|forecast|engag|retain\s+\w+\s+to|provide\s+(?:\w+\s+){0,6}forecast"
        r"|(?:submit|issue|give|send)\s+(?:\w+\s+){0,6}(?:purchase\s+)?orders?\b|utilize\s+[A-Z]"
        r"|(?:[\w-]+\s+){1,5}(?:manufactured|produced|made|supplied)\b)",
    ),
    (-2, _MODAL + r"(?:purchas|buy\b|order\b|ordering|obtain\s+(?:\w+\s+){0,6}(?:from|services))"),
    (-1, _MODAL + r"(?:pay\b|paying|reimburs|acquire|reject\b)"),
    (
        2,
        (
            r"['’]s?\s+(?:[\w-]+\s+){0,2}(?:facilit|manufactur|plant\b|premises|standard\s+operating"
            r"|production|capacity)"
        ),
    ),
    (1, r"['’]s?\s+(?:\w+\s+){0,1}invoices?\b"),
    (
        -6,  # outweighs that somebody appoints it
        (
            r"\s+(?:as|(?:is|are|shall\s+be|will\s+be)(?:\s+appointed)?)\s+(?:its|the|an?)\s+"
            r"(?:(?:sole|exclusive|non-exclusive|authori[sz]ed)\s+(?:and\s+\w+\s+)?)?(?:distributor|reseller|licensee)\b"
        ),
    ),
    (-2, r"['’]s?\s+(?:\w+\s+){0,2}(?:purchase\s+order|orders?\b|forecast|demand|requirements)"),
)
# The same for the words before it.
_BEFORE = (
    (3, r"\b(?:manufactured|supplied|produced)\s+(?:or\s+\w+\s+)?by\s+(?:the\s+)?$"),
    (3, r"\b(?:engages?|engaged|retains?|appoints?|hires?|commissions?)\s+(?:the\s+)?$"),
    (3, r"\b(?:desires?|wishes|requires?|wants)\s+(?:that|to\s+have|to\s+engage)\s+(?:the\s+)?$"),
    (
        2,
        (
            r"\b(?:purchas(?:es?|ed|ing)|obtain(?:s|ed)?|bought|buy|order(?:s|ed|ing)?)\s+"
            r"(?:(?!orders?\b)\w+\s+){0,4}from\s+(?:the\s+)?$"
        ),
    ),
    (1, r"\b(?:developed|delivered|invoiced|shipped)\s+(?:or\s+\w+\s+)?by\s+(?:the\s+)?$"),
    (1, r"\bpay(?:s|ing|able)?\s+(?:\w+\s+){0,2}(?:to\s+)?(?:the\s+)?$"),
    (
        -3,
        r"\b(?:manufactur(?:e|es|ed|ing)|suppl(?:y|ies|ied|ying)|produc(?:e|es|ed|ing)|services)\s+"
        + _LIST
        + r"(?:\w+\s+){0,4}(?:(?<!relating )(?<!related )(?<!respect )(?<!according )"
        r"(?<!pursuant )to|for|on\s+behalf\s+of)\s+(?:the\s+)?$",
    ),
    (-3, r"\bpurchase\s+orders?\s+(?:\w+\s+){0,3}(?:by|from|of)\s+(?:the\s+)?$"),
    (-2, r"\b(?:purchased|ordered|placed|bought)\s+by\s+(?:the\s+)?$"),
    (
        -1,
        (
            r"\b(?:perform(?:s|ed)?|deliver(?:s|ed|y)?|sells?|sold|ships?|shipped|shipments?)\s+"
            r"(?:\w+\s+){0,4}(?:to|for)\s+(?:the\s+)?$|\binvoices?\s+(?:to\s+)?(?:the\s+)?$"
        ),
    ),
)
_FOLLOWING = tuple((worth, re.compile(words, re.IGNORECASE)) for worth, words in _AFTER)
_LEADING = tuple((worth, re.compile(words, re.IGNORECASE)) for worth, words in _BEFORE)
_HINT_BEFORE = re.compile(
    r"(?:\b(?:by|from|to|for|of|that|have|engages?d?|retains?|appoints?|hires?|commissions?|pay\w*"
    r"|invoices?)|\bthe)\s+$",
    re.IGNORECASE,
)
_LEFT = 90
_RIGHT = 110
_WORD_WORTH = 12
_LEAST = 5  # how far apart two parties must be before they have roles


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
    score = 0
    after = text[end : end + _RIGHT]
    score += next((worth for worth, words in _FOLLOWING if words.match(after)), 0)
    before = text[max(0, start - _LEFT) : start]
    if _HINT_BEFORE.search(before[-14:]):
        score += next((worth for worth, words in _LEADING if words.search(before)), 0)
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


def stand_ins(text: str, role: Role, known: Collection[str]) -> tuple[str, ...]:
    """Return the role words that the text slips into for the party of a role.

    `known` holds the names that some party has already.
    """
    return tuple(
        word
        for word in STAND_INS[role.value]
        if word not in known and word in text and _acts(word, text)
    )


def _acts(word: str, text: str) -> bool:
    """Say whether a word acts or owns in the text, and is neither one of many nor a defined term."""
    if re.search(rf"[\"“]{word}s?[\"”]", text):
        return False
    used = re.compile(
        rf"(?:\b(?P<which>\w+)\s+)?\b{word}(?:['’]s\b|\s+(?:shall|will|agrees|warrants|represents|must)\b)"
    )
    return any((m["which"] or "").lower() not in _ONE_OF_MANY for m in used.finditer(text))


_ONE_OF_MANY = frozenset({"any", "a", "an", "its", "such", "each", "party", "other", "another"})
