"""Whether a clause takes the stance of a row that is itself worded as a clause.

"Receiving Party shall not copy" is answered by a prohibition or a limit, and denied by a
permission; "may copy" the other way round, where a restriction that is lifted is a permission too.
"""

import re

from contract_lint.language.row_formal import Formal
from contract_lint.model import Deviation, Modality, Norm

_EXCEPTED = re.compile(
    r"\b(?:except|unless|other\s+than|only|solely|save|until|without\s+(?:the\s+)?(?:\w+[’']?s?\s+){0,5}"
    r"(?:consent|approval|permission|authori[sz]ation)|provided|strictly|to\s+the\s+extent)\b",
    re.IGNORECASE,
)
_RESTRICTS = re.compile(
    r"\b(?:no|not|nor|neither|never|none|only|solely|limited?|restrict\w*|prohibit\w*|refrain\w*|"
    r"prevent\w*|safeguard\w*|protect\w*|without|exclusively|except|forbid\w*|in\s+(?:\w+\s+)?confidence|"
    r"(?:keep|kept|maintain|hold|held)\b[^.;]{0,60}\b(?:confidential(?!\s+information)|secret))\b",
    re.IGNORECASE,
)
_LIFTS = re.compile(
    r"\b(?:(?:shall|will|do(?:es)?|must|should|is|are)\s+not\s+(?:be\s+)?(?:appl\w+|includ\w+|extend\w*|"
    r"cover\w*|restrict\w*|prevent\w*|limit\w*|prohibit\w*|considered|deemed|preclude\w*|bind\w*|subject)|"
    r"nothing\b|no\s+(?:such\s+)?obligations?|not\s+(?:be\s+)?(?:obligated|obliged|required)|exclud\w+|"
    r"exempt\w*|exceptions?|free\s+to|neither\s+party\s+shall\s+be\s+(?:prevented|restricted)|without\s+restriction)\b",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:whether\s+or\s+not|regardless\s+of\s+whether|irrespective\s+of\s+whether|need\s+not\s+be|"
    r"not\s+(?:be\s+)?required\s+to\s+be|even\s+if\s+(?:it\s+is\s+|they\s+are\s+)?not)\b",
    re.IGNORECASE,
)
_OPEN_LIST = re.compile(
    r"\b(?:any\s+and\s+all|includ(?:es?|ing)\b[^.;]{0,20}\b(?:without\s+limitation|not\s+(?:be\s+)?limited)|"
    r"(?:all|any)\s+(?:\w+\s+){0,3}(?:information|data|materials?|kinds?|nature)|of\s+(?:any|whatever)\s+(?:kind|nature|type))\b",
    re.IGNORECASE,
)


def stance_deviation(formal: Formal, norm: Norm | None, text: str) -> Deviation | None:
    """Return how the clause `text`, whose deciding norm is `norm`, denies the row, or None."""
    modality = norm.modality if norm is not None else Modality.DECLARATION
    if formal.only:
        found = _OPEN_LIST.search(text)
        return Deviation("negation", "only what it names", found.group()) if found else None
    if formal.modality is Modality.PROHIBITION:
        allowed = modality in (Modality.PERMISSION, Modality.RIGHT)
        if not _RESTRICTS.search(text):
            if allowed:
                return Deviation("negation", "shall not", "may")
            return Deviation("vague", "shall not", "no restriction")
        return None
    if formal.modality is Modality.PERMISSION:
        if _LIFTS.search(text) or _EXCEPTED.search(text):
            return None
        if modality is Modality.PROHIBITION:
            return Deviation("negation", "may", "shall not")
        if modality is Modality.OBLIGATION:
            return Deviation("vague", "may", "no permission")
        return None
    if formal.modality is Modality.DECLARATION:
        return None
    found = _EITHER_WAY.search(text)
    if found:
        return Deviation("negation", "shall", found.group())
    if modality is Modality.PERMISSION and not _EXCEPTED.search(text):
        return Deviation("modality", "shall", "may")
    return None
