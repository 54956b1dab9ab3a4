"""Read rows that are worded as a clause is: "Receiving Party shall not disclose ..."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lint.language.pipeline import Mention
from contract_lint.language.row_clauses import CDMO_WORDS, SPONSOR_WORDS
from contract_lint.model import Modality

_FORMAL = re.compile(
    r"(?P<subject>[A-Z][\w-]*(?:['’]s)?(?:[ ][\w()'’-]+){0,7}?)[ ](?P<modal>shall|must|may|will)\b"
    r"(?P<negated>[ ]not\b)?(?P<rest>[ ][^.]*)"
)
_PERSON = re.compile(
    r"(?:the\s+|each\s+|any\s+)?(?P<name>(?:[A-Z][\w-]*\s+)?Party|Recipient|Discloser|[A-Z]\w{3,}(?:ee|or))$",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b(?:{SPONSOR_WORDS}|{CDMO_WORDS})\b", re.IGNORECASE)
_AGENT = re.compile(r"\bby\s+(?:the\s+)?(?P<name>(?:[A-Z][\w-]*\s+)?Party|Recipient|Discloser)\b")
_VERB = re.compile(r"\s+(?:(?:be|also|only|either|\w{2,}ly)\s+)*(?=\w)")
_DEFINES = re.compile(r"(?:include|mean|cover|comprise|consist|extend|contain|be\s+defined)\w*\b")


@dataclass(frozen=True, slots=True)
class Formal:
    """A row in the words of a clause; `verb` is the offset of its verb in the row's text."""

    subject: str
    party: str  # the subject, or who acts in the passive; empty where it is no person
    modality: Modality
    verb: int
    only: bool  # "shall only include"
    defines: bool  # says what a term takes in


def read_formal(text: str) -> Formal | None:
    """Return how a row is worded that speaks as a clause does, or None.

    It has "shall", or it speaks of a defined term of more than one word.
    """
    found = _FORMAL.match(text)
    if found is None:
        return None
    subject = found["subject"]
    defined = any(word[:1].isupper() for word in subject.split()[1:])
    if _ROLE.search(subject) or not (found["modal"] == "shall" or defined):
        return None
    person = _PERSON.match(subject) or _AGENT.search(found["rest"])
    modality = Modality.OBLIGATION
    if found["modal"] == "may":  # what a thing may do is no more than possible
        modality = Modality.PERMISSION if person else Modality.DECLARATION
    if found["negated"]:
        modality = Modality.PROHIBITION
    gap = _VERB.match(text, found.start("rest"))
    verb = gap.end() if gap else found.start("rest")
    return Formal(
        subject=subject,
        party=person["name"] if person else "",
        modality=modality,
        verb=verb,
        only=re.search(r"\bonly\b", found["rest"][:20]) is not None,
        defines=person is None and _DEFINES.match(text, verb) is not None,
    )


def action_of(formal: Formal, mentions: Sequence[Mention]) -> str:
    """Return the action of the lexicon that the verb of the row names, or an empty string."""
    named = [m.concept for m in mentions if m.start == formal.verb]
    return next((c.removeprefix("action:") for c in named if c.startswith("action:")), "")
