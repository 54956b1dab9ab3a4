"""Read the norms that a provision sets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contract_lint.language.modality import Modal, find_modals
from contract_lint.model import Contract, Modality, Role

BOTH = "both"
_MUTUAL = r"each\s+(?:of\s+the\s+)?part(?:y|ies)|either\s+party|both\s+parties|the\s+parties|neither\s+(?:of\s+the\s+)?part(?:y|ies)|no\s+party|any\s+party|a\s+party|the\s+other\s+party|one\s+party|such\s+party"
_BY = re.compile(r"\bby\s+(?:or\s+on\s+behalf\s+of\s+)?(?:the\s+)?", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^\s*(?:not\s+)?(?:also\s+)?be\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|wn|ne|ld|pt|nt|de|ught|id)|made|sent|done|kept|held|put|set|given)\b",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    r"\s*(?:\w+ly\s+)?(?:receive|get)\s+(?:[\w-]+\s+){0,5}?(?:notice|notification|warning|cop(?:y|ies)|reports?|information|records?|data|certificates?|"
    r"priority|allocation|share|credits?|refunds?|replacements?|access|suppl(?:y|ies)|payments?)\b",
    re.IGNORECASE,
)
_TASK_OF = re.compile(
    r"\b(?:(?:responsibility|duty|obligation|task)|for\s+(?:the\s+)?account)\s+of\s+(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
_OWN_TASK = re.compile(
    r"['’]s?\s+(?:(?:sole|own|entire|exclusive)\s+)*(?:responsibility|duty|obligation|task|account)\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"\s*(?:(?:be|remain|stay|for|entirely|solely|always|the)\s+)*", re.IGNORECASE)
_CONSISTS = re.compile(
    r"\s*(?:be\s+)?(?:for\s+[^.;]{1,40}?,?\s+)?(?:at\s+[^.;]{1,40}?,?\s+)?to\s+\w", re.IGNORECASE
)
_THAT = re.compile(
    r"\s*(?:\w+ly\s+)?(?:ensure|warrant|guarantee|procure|represent|agree|cause)\b", re.IGNORECASE
)
_ELIDED = re.compile(r"(?:,|;|\b(?:and|or|but))\s*(?:\(\w{1,4}\)\s*)?(?:also\s+)?$", re.IGNORECASE)
# a preposition right before a name: the name is not the subject
_GOVERNED = re.compile(
    r"\b(?:to|by|of|from|with|for|upon|against|at|in|on|under|through|behalf\s+of|than)\s+"
    r"(?:the\s+|an?\s+|such\s+|both\s+)*$",
    re.IGNORECASE,
)
_PEOPLE_OF = re.compile(
    r"\b(?:representatives?|employees?|personnel|staff|auditors?|agents?|affiliates?|subcontractors?|manager|head|unit|"
    r"department|laborator(?:y|ies)|team|group|quality\s+control|person|officers?|each|all|both|one|either|any|neither)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ANTECEDENT = re.compile(r"\b(?:which|that)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# a second verb form between the modal and "by", save one joined to the first: "made and sold by"
_PARTICIPLE = re.compile(
    r"(?<!and\s)(?<!or\s)(?<!,\s)\b\w{3,}(?:ed|wn|ne|nt|ld)\b(?<!\bneed)", re.IGNORECASE
)
_DOES = re.compile(
    r"(?:['’]s?\s+(?:[\w-]+\s+){1,4}?)?\s*(?:(?:also|then|promptly|immediately)\s+)?(?!(?:is|was|has)\b)\w+(?<!['’])s\b",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"\b(?:is|are)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ne|ld|pt|nt)\s+(?:\w+\s+){0,3}?by\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "A and B", "A and, to the extent applicable, B"; a bare comma ends what stands before the subject
_JOINED = re.compile(
    r"\s*,?\s*(?:and|or|and/or)\s*(?:,\s*[^,.;]{1,60},\s*)?(?:the\s+)?", re.IGNORECASE
)
_PHRASE_END = re.compile(
    r"[;,:]|\b(?:but|which|provided|whereas|while|unless|until)\b|(?P<weak>\b(?:and|or|that)\s+(?:the\s+)?)",
    re.IGNORECASE,
)
_NEITHER = re.compile(r"\b(?:neither|no)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """How one contract names the parties; finds the role that a name stands for."""

    pattern: re.Pattern[str]
    roles: dict[str, str]  # name -> "Sponsor", "CDMO", "both" or the name itself

    @classmethod
    def of(cls, contract: Contract) -> "Names":
        """Collect the names of every party of `contract`."""
        roles: dict[str, str] = {}
        for party in contract.parties:
            for alias in party.aliases:
                roles.setdefault(alias, party.role.value if party.role else party.name)
        names = sorted(roles, key=lambda name: (-len(name), name))
        literal = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
        either = f"(?P<name>{literal})|" if literal else ""
        return cls(re.compile(rf"(?<![\w-])(?:{either}(?P<mutual>(?i:{_MUTUAL})))(?![\w-])"), roles)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, role) of each mention of a party in `text`."""
        found = []
        for match in self.pattern.finditer(text):
            if match.groupdict().get("name"):
                role = self.roles.get(" ".join(match.group().split()), match.group())
            else:
                role = BOTH
            found.append((match.start(), match.end(), role))
        return found


@dataclass(frozen=True, slots=True)
class Statement:
    """A modal phrase with its bearer; offsets count in the text that was read.

    `start` to `end` is the part of the text that the modal governs.
    """

    start: int
    end: int
    modal_start: int
    modal_end: int
    modality: Modality
    bearers: tuple[str, ...]
    passive: bool
    agentless: bool  # passive, and nobody says by whom


def read_statements(
    text: str, names: Names, inherited: Sequence[Statement] = ()
) -> list[Statement]:
    """Return the statements of a provision's text.

    `inherited` are the statements of its lead-in: where the text has no modal of its own, the last
    of them governs it.
    """
    mentions = names.find(text)
    modals = find_modals(text)
    if inherited and (not modals or modals[0].modality is Modality.DECLARATION):
        lead = inherited[-1]
        return [
            Statement(0, len(text), 0, 0, lead.modality, lead.bearers, lead.passive, lead.agentless)
        ]
    if not modals:
        who = _doer(text, mentions)
        return [Statement(0, len(text), 0, 0, Modality.DECLARATION, who, False, False)]
    found: list[Statement] = []
    previous = 0
    bearer: tuple[str, ...] = ()
    for at, modal in enumerate(modals):
        end = modals[at + 1].start if at + 1 < len(modals) else len(text)
        verb = modal.end - 2 if text[modal.start : modal.end].endswith(" be") else modal.end
        passive = _PASSIVE.match(text[verb : modal.end + 60]) is not None
        elided = bearer and _ELIDED.search(text[previous : modal.start])
        who = bearer if elided else _bearer(text, previous, modal, end, mentions, passive)
        if _RECEIVES.match(text[modal.end : modal.end + 80]):
            passive, who = True, ()  # the other side has to give it
        agentless = passive and not who
        if not who and not passive:
            who = bearer or (inherited[-1].bearers if inherited else ())
        modality = modal.modality
        if modality in (Modality.DECLARATION, Modality.OBLIGATION):
            task = _tasked(text, previous, modal, end, mentions)
            if task:
                who, modality = task, Modality.OBLIGATION
        if _NEITHER.search(text[max(0, modal.start - 40) : modal.start]) and modality in (
            Modality.OBLIGATION,
            Modality.PERMISSION,
        ):
            modality = Modality.PROHIBITION
        if modality is Modality.WARRANTY or _THAT.match(text[modal.end : modal.end + 40]):
            end = len(text)  # "warrants that the Product shall": the rest is what is warranted
        found.append(
            Statement(
                _opening(text, previous, modal, mentions),
                end,
                modal.start,
                modal.end,
                modality,
                who,
                passive,
                agentless,
            )
        )
        bearer = who or bearer
        previous = modal.end
    return found


def _opening(
    text: str, previous: int, modal: Modal, mentions: Sequence[tuple[int, int, str]]
) -> int:
    """Return where the words of a modal begin: behind what ends the phrase of the one before it."""
    names = {start for start, _, _ in mentions}
    ends = [
        found.start()
        for found in _PHRASE_END.finditer(text, previous, modal.start)
        if found["weak"] is None or found.end() in names
    ]
    return ends[-1] if previous and ends else previous


def _bearer(
    text: str,
    previous: int,
    modal: Modal,
    end: int,
    mentions: Sequence[tuple[int, int, str]],
    passive: bool,
) -> tuple[str, ...]:
    """Return who must or may: the subject, or in the passive the agent after "by"."""
    if passive:
        return _agent(text, modal, end, mentions)
    before = [m for m in mentions if previous <= m[0] and m[1] <= modal.start]
    if not before:
        return ()
    start, stop, role = before[-1]
    gap = text[stop : modal.start]
    if len(gap) > 120 or re.search(r"[.;]\s|\bthat\b.*\bwhich\b", gap) or _ANTECEDENT.search(gap):
        return ()
    governed = _GOVERNED.search(text[previous:start])
    if governed is not None and not _PEOPLE_OF.search(text[previous:start]):
        return ()  # "the Product supplied by A to B shall": a thing is the subject
    if re.match(r"['’]s?\s+\w", gap):  # "Supplier's representative shall"
        return (role,)
    also = [m for m in before[:-1] if _JOINED.fullmatch(text, m[1], start)]
    if also and also[-1][2] != role:
        return (BOTH,)
    return (role,)


def _tasked(
    text: str, previous: int, modal: Modal, end: int, mentions: Sequence[tuple[int, int, str]]
) -> tuple[str, ...]:
    """Return whose task a noun says it is: "is the responsibility of A", "will be A's account"."""
    task = _TASK_OF.search(text, modal.start, end)
    told = task.end() if task else -1
    for start, stop, role in mentions:
        if start == told:
            return (role,)
        noun = _OWN_TASK.match(text, stop)
        if noun is None:
            continue
        if modal.end <= start < end and _TO_BE.fullmatch(text, modal.end, start):
            return (role,)
        before = previous <= start and noun.end() <= modal.start <= noun.end() + 60
        if before and _CONSISTS.match(text, modal.end):  # "A's sole obligation is to replace"
            return (role,)
    return ()


def _doer(text: str, mentions: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """Return who does what a sentence in the present tense tells: "Maker tests each batch"."""
    for start, stop, role in mentions:
        if start <= len("(a) The ") and _DOES.match(text, stop):
            return (role,)
        if _DONE_BY.search(text[max(0, start - 80) : start]):
            return (role,)
    return ()


def _agent(
    text: str, modal: Modal, end: int, mentions: Sequence[tuple[int, int, str]]
) -> tuple[str, ...]:
    """Return who acts in the passive: the name after the "by" of the verb itself."""
    for start, _, role in mentions:
        if not modal.end <= start < end:
            continue
        by = _BY.search(text[max(modal.end, start - 24) : start])
        if by is not None:
            verbs = _PARTICIPLE.findall(text[modal.end : max(modal.end, start - 24) + by.start()])
            return () if len(verbs) > 1 else (role,)
    return ()


def other(role: str) -> str:
    """Return the role on the other side."""
    return Role.CDMO.value if role == Role.SPONSOR.value else Role.SPONSOR.value
