"""Find the modal phrases of a sentence: what binds, allows, forbids, warrants or defines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lint.model import Modality

# The alternatives are tried in this order at the start of each word; longer phrases come first.
_MODALS = re.compile(
    r"""
    (?<![^\W_]) (?<![-'’]) (?=\w)
    (?:(?P<right>
        (?:shall|will|must)\ (?:\w+ly\ )?(?:also\ )?(?:be\ (?:entitled|permitted|allowed|free)\ to|have\ (?:the|a|an|no)?\ ?(?:\w+\ ){0,3}?(?:right|option|opportunity|access))
      | (?:is|are|be)\ (?:\w+ly\ )?(?:entitled|permitted|allowed|free|authori[sz]ed|empowered|at\ liberty)\ to
      | (?:has|have|having)\ (?:the|a)\ (?:\w+\ ){0,3}?(?:right|option)
      | (?:reserves?|retains?)\ the\ right
      | (?:the|a)\ right\ (?:but\ not\ the\ obligation\ )?to
    )
  | (?P<forbidden>
        (?:shall|will|must|may|can)\ (?:not|never|in\ no\ (?:event|case)|under\ no\ circumstances?)\b
      | (?:shall|will|may|must)\ neither\b
      | cannot\b | agrees?\ not\ to | is\ not\ (?:entitled|permitted|allowed)\ to | (?:is|are)\ prohibited\ from
      | shall\ refrain | may\ only\b | has\ no\ right
    )
  | (?P<duty>
        (?:shall|must)\b
      | will\b(?!\ of\b)
      | (?:hereby\ )?(?:agrees?|undertakes?|covenants?|commits?)\ (?:and\ \w+\ )?(?:to|that)\b
      | (?:is|are)\ (?:\w+ly\ )?(?:required|obliged|obligated|responsible|liable)\b
      | (?:is|are)\ to\ be\b
      | has\ the\ (?:obligation|duty)
      | (?:assumes?|bears?)\ (?:all\ |full\ |the\ |sole\ )*(?:responsibility|cost|risk)
    )
  | (?P<warranty> (?:represents?\b(?:,?\ (?:and\ )?(?:warrants?|covenants?))*|warrants?|guarantees?)\b(?!y) )
  | (?P<expectation> should\b(?!\ (?:the|any|either|a|an|it|such|one|no)\b) | (?:is|are)\ expected\ to | intends?\ to | endeavou?rs?\ to | anticipates?\b | aims?\ to | ought\ to | plans\ to | hopes\ to | would\ (?:normally|usually|generally|ordinarily)\b | (?:is|are)\ (?:intended|encouraged|supposed)\ to )
  | (?P<permission> may\b(?!\ \d) | (?:can|might)\b )
  | (?P<declaration> (?:is|are|remains?|belongs?|owns?|has|have|constitutes?|prevails?|governs?|controls?|supersedes?|retains?|appoints?|engages?|sells?|purchases?)\b ))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DEFINES = re.compile(
    r"(?:shall\s+)?(?:means?|have\s+the\s+meaning|has\s+the\s+meaning|be\s+defined\s+as)\b",
    re.IGNORECASE,
)
_KINDS = {
    "right": Modality.RIGHT,
    "forbidden": Modality.PROHIBITION,
    "duty": Modality.OBLIGATION,
    "warranty": Modality.WARRANTY,
    "expectation": Modality.EXPECTATION,
    "permission": Modality.PERMISSION,
    "declaration": Modality.DECLARATION,
}


_SOFT = frozenset({"permission", "expectation", "declaration"})
# "events that may lead to a recall" allows nothing
_RELATIVE = re.compile(
    r"\b(?:(?:that|which|who|what|as)(?:\s+[A-Z]\w+)?|as\s+(?:the\s+same|it|they|such\s+\w+))\s+$",
    re.IGNORECASE,
)
# ", which action plan may include a visit": what a thing may be made of
_MADE_OF = re.compile(r"\bwhich\s+(?:[\w-]+\s+){1,3}$", re.IGNORECASE)
_INCLUDES = re.compile(r"\s+(?:also\s+)?(?:include|comprise|contain|consist|take)\b", re.IGNORECASE)
# nor does the part that says when the rest of the sentence holds: "facts suggesting that a batch
# may be lost shall be reported"
_SUBORDINATE = re.compile(
    r"(?:\b(?:if|where|when|whenever|whether|should|once)"
    r"|(?:suggest|indicat|believ|expect|inform|fact|event|risk|likel|possib|reason|aware|case|evidence|sign)\w*\s+that)"
    r"\s(?:(?!\bthen\b)[^,;:.]){0,160}$",
    re.IGNORECASE,
)
_BINDS = re.compile(r"\b(?:shall|must|will)\b", re.IGNORECASE)


# "(as such agreement may be amended)", "if the batch should be recalled,": neither allows a thing
_ASIDE = re.compile(r"\((?:as|which|that)\b[^()]{0,200}\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal phrase; offsets count in the text that was searched."""

    start: int
    end: int
    modality: Modality


def _weak_aside(modal: Modal, asides: Sequence[tuple[int, int]]) -> bool:
    return modal.modality in (Modality.PERMISSION, Modality.EXPECTATION) and any(
        start <= modal.start < end for start, end in asides
    )


def find_modals(text: str) -> list[Modal]:
    """Return the modal phrases of a sentence in order.

    Plain present-tense statements count only where nothing stronger governs the sentence.
    """
    opening = text[:80]
    definition = _DEFINES.search(text) if '"' in opening or "“" in opening else None
    if definition is not None and definition.start() < 160:
        return [Modal(definition.start(), definition.end(), Modality.DEFINITION)]
    found = [
        Modal(match.start(), match.end(), _KINDS[match.lastgroup or ""])
        for match in _MODALS.finditer(text)
        if match.lastgroup not in _SOFT or not _is_said_aside(text, match)
        if not _opens_a_condition(text, match)
    ]
    asides = [aside.span() for aside in _ASIDE.finditer(text)]
    found = [m for m in found if not _weak_aside(m, asides)] or [
        Modal(modal.start, modal.end, Modality.DECLARATION) for modal in found[:1]
    ]
    strong = [modal for modal in found if modal.modality is not Modality.DECLARATION]
    return strong or found[:1]


def _is_said_aside(text: str, modal: re.Match[str]) -> bool:
    """Say whether a soft modal stands in a relative clause or in what the sentence hangs on."""
    before = text[max(0, modal.start() - 180) : modal.start()]
    if _RELATIVE.search(before[-28:]):
        return True
    if _MADE_OF.search(before[-60:]) and _INCLUDES.match(text, modal.end()):
        return True
    if _SUBORDINATE.search(before) is None:
        return False
    return modal.group().lower() == "might" or _BINDS.search(text, modal.end()) is not None


def _opens_a_condition(text: str, match: re.Match[str]) -> bool:
    """Say whether "Should" is the first word: "Should the line stop, the CDMO informs ..."."""
    return match.group() == "Should" and not text[: match.start()].strip()
