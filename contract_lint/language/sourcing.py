"""Find the words that tie a buyer to one supplier, or leave it free to buy elsewhere.

It is tied by a duty to buy all or a share of what it needs, or only, from the supplier, by a
supplier that is made the sole or exclusive one, and by a bar on other sources; it is free where it
may buy from or have made by others, where the supply is non-exclusive, and where nothing shall
prevent it. A freedom that hangs on a failure or shortage of the supplier is none for the rest of
the time. "X shall supply exclusively to Y" ties the other party.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from contract_lint.language.norms import BOTH, Names

REACH = 260  # characters between the verb and the source


class Tie(StrEnum):
    """How a buyer stands to its supplier."""

    TIED = "tied"
    SHARE = "tied for a share"
    HIDDEN = "hidden"
    IF = "free in some cases"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Sourcing:
    """Words that tie or free a buyer; offsets count in the text that was read."""

    start: int
    end: int
    tie: Tie


_GET = (
    r"(?:purchas|buy|obtain|procur|sourc|(?<!in\s)order|manufactur|produc|hav(?:e|ing)\s+(?:\w+\s+){0,3}?(?:made|manufactured|produced|supplied)|"
    r"engag|qualif|appoint|contract\s+with)(?:e|es|ed|ing|y|ies|s)?\b"
)
_BUY = r"(?:purchase|buy|obtain|procure|source|order|acquire)s?\b"
_OTHERS = (
    r"(?:third[\s-]+part(?:y|ies)|(?:any\s+)?(?:other|another|alternat\w+|second(?:ary)?|additional|back-?up|different)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:suppliers?|manufacturers?|sources?|vendors?|providers?|contractors?|facilit(?:y|ies)|sites?|co-packers?)|"
    r"(?:others|elsewhere|anyone\s+else|back-?up\s+suppliers?|second\s+sources?|itself|themselves)\b)"
)
_HIDDEN = r"\[\s*(?:\*+|redacted|…|\.{3})\s*\]|\*{3,}"
_TITLE = (
    r"(?:suppliers?|manufacturers?|sources?|providers?|producers?)\b(?!\s+of\s+(?:record|funds))"
)

_DUTY = r"\b(?:shall|will|must|agrees?\s+to|undertakes?\s+to|commits?\s+to|(?:is|are|be)\s+(?:required|obliged|obligated)\s+to)\s+(?:[\w,]+\s+){0,5}?"
_REQUIREMENTS = r"\b(?:requirements?|needs|demand|volumes?|quantit(?:y|ies)|supply)\b"
_TIED = re.compile(
    rf"{_DUTY}{_BUY}[^.;]{{0,{REACH}}}?\b(?:exclusively|solely|only)\s+(?:from|through|by)\b",
    re.IGNORECASE,
)
_EXCLUSIVELY = re.compile(
    rf"\b(?:shall|will|must|agrees?\s+to)\s+(?:exclusively|solely|only)\s+{_BUY}", re.IGNORECASE
)
_SHARE = re.compile(
    rf"{_DUTY}{_BUY}[^.;]{{0,120}}?(?P<share>\ball\b|\b(?:one\s+hundred|100)\s*(?:percent|%)|\b[\d.]+\s*(?:percent\b|%)|\bpercent\b|{_HIDDEN})"
    rf"[^.;]{{0,60}}?\bof\s+(?:its|their|the|all)\b[^.;]{{0,60}}?{_REQUIREMENTS}",
    re.IGNORECASE,
)
_SOLE = re.compile(
    rf"(?:\b(?P<sole>sole|exclusive|only)(?:\s+(?:and|or)\s+(?:sole|exclusive))?|(?P<hidden>{_HIDDEN}))\s+(?:[\w-]+\s+){{0,2}}?{_TITLE}",
    re.IGNORECASE,
)
_BARRED = re.compile(
    rf"\b(?:shall|will|may|must|agrees?|undertakes?)\s+not\s+(?:to\s+)?(?:[\w,]+\s+){{0,4}}?{_GET}[^.;]{{0,{REACH}}}?\b(?:from|by|with|to)?\s*\b{_OTHERS}",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"\bnon-?exclusive(?:ly)?\b|\bnot\s+(?:be\s+)?(?:an?\s+)?exclusive\b|\bno\s+exclusivity\b",
    re.IGNORECASE,
)
_OF_SUPPLY = re.compile(
    r"\b(?:suppl(?:y|ies|ier)|manufactur\w+|purchas\w+|produc\w+|services?|this\s+agreement\s+(?:is|shall\s+be))\b",
    re.IGNORECASE,
)
_LICENSED = re.compile(r"\b(?:licen[sc]\w*|rights?|distribut\w+)\b", re.IGNORECASE)
_MAY = re.compile(
    rf"\b(?:may|can|shall\s+be\s+free\s+to|(?:is|are|be|remains?)\s+(?:free|entitled|permitted|allowed)\s+to|"
    rf"(?:has|have|reserves?|retains?)\s+the\s+(?:[\w-]+\s+){{0,3}}?right\s+to|at\s+liberty\s+to)\s+(?!not\b)(?:[\w,]+\s+){{0,6}}?"
    rf"(?:{_GET}|(?:authori[sz]e\s+the\s+)?use\b)[^.;]{{0,{REACH}}}?\b{_OTHERS}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    rf"\b(?:nothing|no\s+provision)\b[^.;]{{0,120}}?\b(?:prevent|restrict|prohibit|preclude|limit)\w*\b[^.;]{{0,120}}?\b{_GET}[^.;]{{0,160}}?{_OTHERS}",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|in\s+the\s+event|in\s+case|upon\s+(?:the\s+)?(?:failure|occurrence|termination)|to\s+the\s+extent|until|unable|inability|fail(?:s|ure)|"
    r"shortfall|shortage|during\s+(?:such|any|the)\s+(?:period|suspension|shortage|supply)|as\s+long\s+as|whether|converted|where)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[;]|\.(?=\s|$)")


def find_sourcing(text: str, names: Names) -> Iterator[Sourcing]:
    """Yield what ties or frees the Sponsor in `text`, a sentence with its lead-ins."""
    for found, tie in _ties(text, names):
        yield Sourcing(found.start(), found.end(), tie)
    for found in _MAY.finditer(text):
        if _who(text, found.start(), names) in ("Sponsor", BOTH):
            tie = Tie.IF if _IF.search(_sentence(text, found)) else Tie.FREE
            yield Sourcing(found.start(), found.end(), tie)
    for found in _NOTHING.finditer(text):
        if any(role in ("Sponsor", BOTH) for _, _, role in names.find(found.group())):
            yield Sourcing(found.start(), found.end(), Tie.FREE)
    for found in _LOOSE.finditer(text):
        words = _sentence(text, found)
        if _OF_SUPPLY.search(words) and not (_IF.search(words) or _LICENSED.search(words)):
            yield Sourcing(found.start(), found.end(), Tie.FREE)


def _ties(text: str, names: Names) -> Iterator[tuple[re.Match[str], Tie]]:
    for pattern in (_TIED, _EXCLUSIVELY, _BARRED):
        for found in pattern.finditer(text):
            if _who(text, found.start(), names) == "Sponsor":
                yield found, Tie.TIED
    for found in _SHARE.finditer(text):
        if _who(text, found.start(), names) == "Sponsor":
            yield found, _share(found["share"])
    for found in _SOLE.finditer(text):
        if _who(text[max(0, found.start() - 60) :], min(60, found.start()), names) == "CDMO":
            yield found, Tie.TIED if found["sole"] else Tie.HIDDEN


def _share(words: str) -> Tie:
    if re.match(_HIDDEN, words):
        return Tie.HIDDEN
    return Tie.TIED if re.match(r"all|one|100", words, re.IGNORECASE) else Tie.SHARE


def _who(text: str, end: int, names: Names) -> str:
    """Return the role named last before `end` in its sentence."""
    stops = [stop.end() for stop in _STOP.finditer(text, 0, end)]
    mentions = names.find(text[stops[-1] if stops else 0 : end])
    return mentions[-1][2] if mentions else ""


def _sentence(text: str, found: re.Match[str]) -> str:
    stops = [stop.end() for stop in _STOP.finditer(text, 0, found.start())]
    stop = _STOP.search(text, found.end())
    return text[stops[-1] if stops else 0 : stop.start() if stop else len(text)]
