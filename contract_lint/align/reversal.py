"""Words that turn a duty or right of a row into its opposite, or let the other party out of it."""

import re
from collections.abc import Collection, Sequence

from contract_lint.language.modality import find_modals
from contract_lint.language.norms import Names
from contract_lint.model import Modality

NEAR = 60  # characters between "shall not" and the verb that it forbids
_BOUNDS = re.compile(  # right after "shall not": the words bind or set a bound
    r"[\s:]+(?:be\s+|to\s+|have\s+|\w+ly\s+){0,2}(?:unreasonabl\w+|delay\w*|withh\w+|merely|limited|prevent(?:s|ed|ing)?\b|fail\w*|"
    r"cease\w*|exceed\w*|less|fewer|more|later|longer|earlier|sooner|below|above|reliev\w+|affect\w*|limit\w*|"
    r"preclude\w*|prejudice\w*|conflict\w*|violat\w*|breach\w*|infring\w*|contraven\w*|waive\w*|release\w*\s+\w+\s+(?:of|from))\b",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"\b(?:unless|except|without|only|solely|other\s+than|save)\b"
    r"|(?<!\bno )(?<!\bnot )\b(?:later|earlier|sooner|more|less|fewer|longer)\s+than\b|\bin\s+excess\b"
    r"|(?<!days )(?<!day )(?<!weeks )(?<!months )(?<!month )(?<!years )(?<!hours )(?<!notice )\b(?:before|prior\s+to)\b"
    r"|\buntil\s+(?!\w+\s+(?:\(\w+\)\s+)?(?:business\s+|calendar\s+|working\s+)?(?:hour|day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_WAITS = re.compile(r"\b(?:until|before|prior\s+to)\b", re.IGNORECASE)
_LEAVES = re.compile(r"\b(?:unless|except|without|until)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:(?:shall|may|must|will|can|should|do|does|is|are|be|need)\s+not(?!\s+(?:be\s+)?(?:more|less|later|longer|fewer|exceed))|"
    r"cannot|never|neither|nor|nobody|nothing|none|no\s+(?!more|less|later|longer|fewer|charge|cost|extra|additional|event)\w+|"
    r"without(?!\s+(?:any\s+)?(?:extra\s+|additional\s+)?(?:charge|cost|delay|undue))|unless|only|refrains?|forbid\w*|"
    r"free\s+(?:of|from)(?!\s+charge))\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\s*(?:if|when|where|once|should|in\s+case|in\s+the\s+event|as\s+soon)\b", re.IGNORECASE
)
_LETS = re.compile(
    r"\b(?:shall|will|must|agrees\s+to)\s+(?:also\s+)?(?:permit|allow|grant|afford|give|enable|provide|make\s+available)"
    r"\s+(?:to\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_AT_WILL = re.compile(
    r"\b(?:in|at)\s+(?:its|his|their)\s+(?:(?:own|sole|absolute|free|unfettered|reasonable|and)\s+){0,3}"
    r"(?:discretion|judge?ment|option|election|opinion|view)\b",
    re.IGNORECASE,
)
_WAY_OUT = re.compile(
    r"\b(?:except|save|unless|but|however|provided(?:,?\s+however)?,?)(?:\s+that)?\b[^.;]{0,160}$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:except|save|unless|other\s+than)\b(?:\s+(?:where|when|if|as|that|in\s+(?:cases?|the\s+event)|to\s+the\s+extent|"
    r"so\s+far\s+as|insofar\s+as|otherwise|the|,))*\s*",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"(?:,\s+[^.;,]{1,60},)?\s+(?:(?:may|shall|will|can)\s+)?(?:\w+ly\s+)?(?:so\s+|otherwise\s+)?"
    r"(?:consider|determine|decide|deem|believe|conclude|elect|choose|find|judge|opt|think|prefer|regard|is\s+of\s+the\s+(?:opinion|view))",
    re.IGNORECASE,
)
_IN_THE_VIEW = re.compile(
    r"['’]s?\s+(?:(?:sole|own|reasonable|absolute)\s+)?(?:opinion|judge?ment|view|discretion|estimation)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|both)\s+(?:the\s+)?$", re.IGNORECASE)
_ASKED_FOR = r"(?:consent|approval|permission|authori[sz]ation)"
_GATE = re.compile(
    r"\bsubject(?:,?\s+(?:in\s+(?:each|every|any|all)\s+(?:case|event|instance|cases)|always|however|"
    rf"at\s+all\s+times),?)?\s+to\b[^.;]{{0,80}}?\b{_ASKED_FOR}\b"
    rf"|\bwith\s+(?:the\s+)?(?:prior\s+|written\s+|express\s+){{0,3}}{_ASKED_FOR}\s+of\b"
    rf"|\b(?:provided|on\s+condition|only\s+if|but\s+only|only)\b[^.;]{{0,80}}?\b{_ASKED_FOR}\b"
    r"|\b(?:provided\s+that|only\s+if|only\s+where|on\s+condition\s+that)\s+[^.;]{0,60}?\b(?:consents?|approves?|agrees?)\b",
    re.IGNORECASE,
)


def is_negative(row: str) -> bool:
    """Say whether a row asks that something is not done, apart from what it supposes."""
    if _SUPPOSES.match(row):
        row = row.partition(",")[2]
    return _NEGATIVE.search(row) is not None


def denial(words: str, acts: Sequence[int], *, of_right: bool = False) -> str:
    """Return the words that forbid what the row asks, or an empty string.

    `words` are those of the norm that decides; `acts` the offsets in it at which the row's action
    is named. A duty that holds only "unless", "without" or "before" something is not denied by it; a
    right to do a thing is, where only "unless" or "without" leaves it.
    """
    lifts = _LEAVES if of_right else _LIFTED
    for modal in find_modals(words):
        if modal.modality is not Modality.PROHIBITION or words[modal.start] in "cC":  # cannot
            continue
        if _BOUNDS.match(words, modal.end):
            continue
        verb = next((at for at in acts if at >= modal.end), None)
        stop = words.find(";", modal.end)
        end = stop if stop >= 0 else len(words)
        waits = _WAITS.search(words, modal.end, end)
        if lifts.search(words, modal.end, end) or (
            waits and any(at > waits.start() for at in acts)
        ):
            continue
        if verb is None or verb > modal.end + NEAR:
            verb = modal.end
        return " ".join(words[modal.start : verb + 24].split())
    return ""


def lets(words: str, names: Names) -> str:
    """Return the role that the words of a duty let do something, or an empty string."""
    found = _LETS.search(words)
    if found is None:
        return ""
    return next((role for at, _, role in names.find(words[found.end() :]) if at == 0), "")


def escape(text: str, names: Names, holders: Collection[str]) -> str:
    """Return the exception that lets one of `holders` decide as it likes, or an empty string."""
    for found in _AT_WILL.finditer(text):
        before = text[: found.start()]
        opens = _WAY_OUT.search(before)
        if opens is None:
            continue
        named = [role for _, _, role in names.find(before[opens.start() :])]
        if named and named[-1] in holders:
            return _quoted(text[opens.start() : found.end()])
    for opens in _OPENS.finditer(text):
        rest = text[opens.end() : opens.end() + 160]
        for start, end, role in names.find(rest):
            if role not in holders or _JOINED.search(rest[:start]):
                continue
            decides = start == 0 and _DECIDES.match(rest, end)
            views = start <= 8 and _IN_THE_VIEW.match(rest, end)
            if decides or views:
                return _quoted(text[opens.start() : opens.end() + end + 30])
    return ""


def _quoted(words: str) -> str:
    return " ".join(words.split())[:120]


def gate(text: str) -> str:
    """Return the words that make a right hang on a consent, or an empty string."""
    found = _GATE.search(text)
    return found.group() if found else ""
