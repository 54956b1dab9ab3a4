"""The ways in which a clause falls short of a row, one function each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract_lint.align.exits import AT_ANY_TIME, BREACH, CAUSE, CONVENIENCE
from contract_lint.align.features import Wanted
from contract_lint.align.precedence import names_quality_agreement, read_ranks
from contract_lint.align.reversal import denial, escape, gate, is_negative, lets
from contract_lint.align.stance import stance_deviation
from contract_lint.align.values import is_enough
from contract_lint.language.matrices import Task
from contract_lint.language.modality import find_modals
from contract_lint.language.norms import Names
from contract_lint.language.quantities import find_quantities
from contract_lint.model import Deviation, DocumentType, Limit, Modality, Norm

_CONSENT = re.compile(
    r"\b(?:consent|approv(?:al|es?)|(?<!the )(?<!an )(?<!its )(?<!with )(?<!of )(?<!any )(?<!all )approved|authori[sz](?:ation|ed?)|agree(?:ment|s|d)?\s+in\s+writing|written\s+agreement|"
    r"mutual(?:ly)?\s+(?:written\s+)?agree\w*|permission|agreed\s+(?:upon\s+)?(?:in\s+writing\s+)?by)\b",
    re.IGNORECASE,
)
_FREE_TO = re.compile(
    r"\b(?:except|unless|provided,?\s+(?:however,?\s+)?that|notwithstanding|however|save)\b(?:[^.;]|\.(?=\d)){0,200}?"
    r"\b(?:may|shall\s+(?:be\s+entitled|have\s+the\s+right))\b[^.;]{0,160}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\bwithout\s+(?:\S+\s+){0,3}?(?:prior\s+|written\s+|express\s+)*(?:consent|approval|notice|agreement)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(r"\b(?:not|no|neither|nor|except|unless|provided)\b", re.IGNORECASE)
_EXCEPT_TO = re.compile(
    r"\bexcept\s+(?:to|in\s+connection\s+with|in\s+the\s+case\s+of|for)\b[^.;]{0,120}"
    r"\b(?:affiliates?|successors?|acquir\w+|merger|sale\s+of|business)\b",
    re.IGNORECASE,
)
_WITHHOLD = re.compile(
    r"\bmay\s+(?:be\s+)?(?:withh(?:old|eld)|refuse[d]?|declin\w+|postpone[d]?)|"
    r"\bin\s+its\s+(?:sole|absolute)\s+discretion",
    re.IGNORECASE,
)
_MAY_DO = re.compile(
    r"(?<!\bas )\bmay\s+(?:also\s+)?(?:\w+ly\s+)?(?:be\s+(?:\w+ly\s+)?)?$", re.IGNORECASE
)
_SHALL_DO = re.compile(
    r"\b(?:shall|will|must)\s+(?:also\s+)?(?:\w+ly\s+)?(?:be\s+(?:\w+ly\s+)?)?$", re.IGNORECASE
)
_HAS_TIME = re.compile(  # "has forty-five (45) days": a time to do something is a right
    r"\bha(?:s|ve)\s+(?:(?:up\s+to|at\s+least|a\s+period\s+of)\s+)?(?:[\w-]+\s+){1,3}?(?:\(\w{1,12}\)\s+)?"
    r"(?:(?:business|working|calendar)\s+)?(?:hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
_MAY_ASK = re.compile(r"\bmay\s+(?:\w+ly\s+|first\s+)?(?:obtain|seek)\b", re.IGNORECASE)
_NO_DUTY = re.compile(
    r"\b(?:no\s+obligation|not\s+(?:be\s+)?(?:obligated|obliged|required)\s+to|under\s+no\s+obligation|"
    r"no\s+(?:right|duty)\s+to|not\s+be\s+(?:entitled|permitted|allowed)\s+to|not\s+have\s+(?:the|any)\s+(?:right|option)\b|has\s+no\s+right)\b",
    re.IGNORECASE,
)
_MAY_ENSURE = re.compile(
    r"(?<!that )(?<!which )(?<!who )\bmay\s+(?:ensure|procure|require|need|seek\s+to|see\s+to)\b",
    re.IGNORECASE,
)
_NEEDLESS = re.compile(
    r"\b(?:not|no\s+longer)\s+(?:be\s+)?(?:require[ds]?|need(?:ed|s)?|obtain\w*|seek)\b[^.;]{0,80}?\b(?:consent|approval|authori[sz]ation|permission)\b"
    r"|\b(?:consent|approval|authori[sz]ation|permission)\b[^.;]{0,40}?\b(?:not\s+(?:be\s+)?|un)(?:required|needed|necessary)\b",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\b(?:disclaims?|makes?\s+no\s+(?:other\s+)?(?:representations?|warrant\w+)|no\s+warrant(?:y|ies)|without\s+warranty)\b",
    re.IGNORECASE,
)
_NOT_LIABLE = re.compile(
    r"\b(?:(?:shall|will)\s+not\s+be\s+(?:liable|responsible)|(?:in\s+no\s+event|under\s+no\s+circumstances)\s+(?:shall|will)\b[^.;]{0,80}\bliable|"
    r"neither\s+party\b[^.;]{0,60}\bliable|shall\s+have\s+no\s+liability|waives?\s+any\s+(?:right|claim)\s+(?:to|for)|"
    r"(?:shall|will)\s+only\s+be\s+liable|liable\s+only)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"free\s+of\s+charge|own\s+(?:cost|expense)|no\s+(?:extra\s+|additional\s+|further\s+)?c(?:ost|harge)|"
    r"without\s+(?:(?:extra|additional|any|further)\s+)*(?:charg\w+|costs?|fees?|pay\w*)|at\s+cdmo|cdmo\s+cost|at\s+its\s+(?:cost|expense)|for\s+free",
    re.IGNORECASE,
)
_WHOSE_COST = re.compile(
    r"['’]?s?\s+(?:(?:sole|own|reasonable)\s+)*(?:cost|expense)", re.IGNORECASE
)
_PAID_BY = re.compile(
    r"(?:(?:paid|borne|reimbursed|invoiced|charged|billed)\s+(?:by|to)|\bat\s+the\s+(?:sole\s+)?(?:cost|expense)\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BILLED = re.compile(
    r"\b(?:will|shall|may|to)\s+be\s+(?:separately\s+)?(?:billed|invoiced|charged)\b[^.;]{0,40}",
    re.IGNORECASE,
)
_COST = re.compile(r"(?:cost|expense|charge)s?\b", re.IGNORECASE)
_KNOWN = re.compile(
    r"\b(?:to|of)\s+(?:the\s+best\s+of\s+)?(?:its|their|\w+['’]s)\s+(?:best\s+|actual\s+)?knowledge\b",
    re.IGNORECASE,
)
_VERB_NEXT = re.compile(r"\s*,?\s*(?:will|shall|is|are|do(?:es)?|ha(?:s|ve))\b", re.IGNORECASE)
_NOT_A_DUTY = re.compile(
    r"\bfor\s+(?:its\s+)?(?:consideration|information)\b|\bmay\s+agree\s+to\s+it\b", re.IGNORECASE
)


_TAIL = re.compile(
    r"\bprovided,?\s+(?:however,?\s+)?that\b(?![^.;]{0,120}\b(?:may|should)\b)", re.IGNORECASE
)
_TO_BE_SET = re.compile(
    r"\b(?:shall|will|to|must)\s+(?:(?:be|mutually|jointly|together)\s+){0,3}(?:agreed?(?:\s+(?:up)?on)?|defined?|determined?|establish(?:ed)?|"
    r"set|fix(?:ed)?|specif(?:y|ied)|settled?|develop(?:ed)?|negotiated?|decided?)\b(?=[^.;]{0,120}?\b(?:later|in\s+due\s+course|"
    r"subsequently|in\s+good\s+faith|by\s+the\s+(?:parties|\w+\s+committee)|separately|(?:within|after|before)\b[^.;]{1,30}\b"
    r"(?:days|weeks|months|years?|signature|date)|during|once)\b)"
    r"|\bto\s+be\s+(?:mutually\s+|jointly\s+)?(?:agreed|defined|determined|established|negotiated|decided|confirmed|advised)\b"
    r"(?!\s+(?:in|under|as|upon)\b)"
    r"|\b(?:will|shall)\s+be\s+(?:communicated|advised|announced|nominated|made\s+known)\b(?!\s+(?:in|by|on|within)\b)",
    re.IGNORECASE,
)
_TO_TALK = re.compile(
    r"\b(?:agrees?|shall|will|undertakes?|intends?)\s+(?:to\s+)?(?:\w+ly\s+)?(?:in\s+good\s+faith\s+)?"
    r"(?:(?:enter\s+into|conduct|begin|open)\s+(?:\w+\s+){0,3}?(?:negotiations|discussions|talks)|negotiate|discuss)\b",
    re.IGNORECASE,
)
_TALK = re.compile(r"\b(?:negotiat|discuss|talk|meet|consult|review)\w*", re.IGNORECASE)
_MOSTLY = re.compile(
    r"\b(?:in\s+all\s+material\s+respects|materially\s+(?:conform\w*|compl\w+)|substantially\s+(?:conform\w*|compl\w+))\b",
    re.IGNORECASE,
)
_CONFORM = re.compile(r"\b(?:conform|compl(?:y|ies)|meet|satisf|in\s+accordance)\w*", re.IGNORECASE)
_CONFORMS = frozenset({"warrant", "manufacture", "comply", "deliver", "supply"})
_SOLE = re.compile(
    r"(?<!non-)(?<!non )\bexclusiv\w+|\bsole\b|\bonly\s+(?:we|ones?)\b|\bnobody\s+(?:else\s+)?but\b",
    re.IGNORECASE,
)
_NOT_SOLE = re.compile(r"\bnon-?\s?exclusive\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\d|\bper\s*cent\b|\b(?:thresholds?|targets?|two|twice|three|annex|appendix|exhibit|schedule|table|below)\b",
    re.IGNORECASE,
)
_ANY_METHOD = re.compile(
    r"\b(?:suitable|appropriate|usual|adequate|customary|established|recogni[sz]ed|accepted|common|standard|proper)\s+(?:\w+\s+)?"
    r"(?:methods?|procedures?|ways?|manner|practices?|techniques?|assays?)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:visits?|tours?|shown\s+(?:a?round|over))\b", re.IGNORECASE)
_INCOMING = re.compile(
    r"\binspect\w*\b[^.;]{0,60}\b(?:products?|goods|shipments?|deliver\w+|materials?)\b[^.;]{0,80}\b(?:receipt|delivery|arrival|damage|defects?|shortages?)\b",
    re.IGNORECASE,
)
_PLANT = re.compile(
    r"\b(?:audit\w*|facilit\w+|premises|sites?|records?|procedures?|(?:manufactur|produc)\w*\s+(?:plant|site|area))\b",
    re.IGNORECASE,
)
_EXAMINES = re.compile(
    r"\b(?:audit|inspect|examin|assess|verif|check|observ|monitor|evaluat|record|document|quality|GMP|complian)\w*",
    re.IGNORECASE,
)
_ONCE_PAID = re.compile(
    r"\b(?:only\s+)?(?:when|after|once|upon|until|as\s+soon\s+as|subject\s+to|on)\s+(?:\w+\s+){0,6}?(?:pay(?:ment|ments|s)?|paid|settle(?:d|ment))\b",
    re.IGNORECASE,
)
# "provided the Supplier has the capacity", "if the Supplier is willing to", "to the extent it can"
_ABLE = re.compile(
    r"\b(?:provided(?:,?\s+(?:however,?\s+)?that)?|if|in\s+the\s+event(?:\s+that)?|to\s+the\s+extent(?:\s+that)?|"
    r"as\s+long\s+as)\s+[^,.;:]{0,60}?\b(?P<able>(?:is|are)\s+(?:willing|able|prepared|in\s+a\s+position)|"
    r"has\s+(?:the\s+|sufficient\s+|available\s+)*(?:capacity|ability|resources)|so\s+(?:elects|chooses|agrees)|"
    r"in\s+its\s+(?:sole\s+)?(?:judge?ment|discretion))\b[^.;]{0,60}",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:determin|decid|evaluat|consider)\w*\b[^.;]{0,300}?\b(?P<will>(?:in|at)\s+(?:its|their|\S+['’]s)\s+(?:sole|own|absolute)\s+discretion)\b",
    re.IGNORECASE,
)
_IF_USEFUL = re.compile(
    r"\b(?:if|where|when|as|to\s+the\s+extent)\s+(?:they|it|the\s+parties|both\s+parties)\s+(?:\w+ly\s+)?(?:so\s+)?(?:find|deem|consider|think|see)s?\s+"
    r"(?:it\s+|this\s+|that\s+|them\s+)?(?:to\s+be\s+)?(?:useful|necessary|appropriate|desirable|expedient|helpful|fit|advisable)\b",
    re.IGNORECASE,
)
_CAPPED = re.compile(
    r"\b(?:subject\s+to\s+the\s+(?:limits?|limitations?|caps?)\b|up\s+to\s+(?:a\s+maximum|an\s+aggregate)|limited\s+to\s+the\s+(?:amount|price|fees)|"
    r"(?:shall|will)\s+not\s+exceed|sole\s+and\s+exclusive\s+(?:remedy|liability)|in\s+no\s+event\s+(?:shall|will)\b[^.;]{0,80}\bexceed)[^.;]{0,80}",
    re.IGNORECASE,
)
WAY_OUT = "a way out without cause"
_LIABLE = frozenset({"indemnify", "compensate", "pay", "reimburse", "remain_liable", "credit"})


_OFFICIAL = re.compile(
    r"\b(?:regulatory|marketing|government\w*|health|competent|FDA|EMA|agency|agencies|authorit\w+|licen[cs]\w+|"
    r"GMP)\b",
    re.IGNORECASE,
)
_AT_SITE = re.compile(
    r"\b(?:manufactur\w+|produc\w+|made|perform\w*|process\w*)\b[^.;]{0,120}?\b(?:at|in)\s+(?:the\s+|its\s+|their\s+|\w+['’]s\s+)*"
    r"(?:\w+\s+){0,3}?(?:facilit(?:y|ies)|sites?|plants?|premises|locations?)\b(?:[^.;]{0,60}?\b(?:located|situated|"
    r"listed|set\s+(?:forth|out)|specified|named|identified|designated)\b|\s+(?:in|at)\s+[A-Z])",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\bmay\s+(?:only\s+)?(?:from\s+time\s+to\s+time\s+)?be\s+(?:updated|changed|modified|amended|revised|altered)\b[^.;]{0,40}?\b(?:only\s+)?by\s+(?:the\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a candidate when its deviations are looked for."""

    wanted: Wanted
    text: str  # lead-ins and own words, on one line
    after: str  # the next sentences of the clause
    norm: Norm | None
    side: str  # the role that the row names
    names: Names
    cues: frozenset[str]
    norms: tuple[Norm, ...] = ()  # all of the clause
    below: str = ""  # the items that its words lead in
    defined: str = ""  # the definitions of the terms that the words use
    own: DocumentType = DocumentType.OTHER  # type of the document they stand in
    words: str = ""  # of the norm, after those of the lead-in that governs it
    beside: str = ""  # the other items of the list that they stand in
    acts: tuple[int, ...] = ()  # where in them the row's action is named
    governing: Norm | None = None  # the norm whose verb the row's action is
    task: Task | None = None  # what a responsibility matrix says in this place
    lost: bool = False  # it is the row of a matrix whose columns cannot be told

    @property
    def other(self) -> str:
        """Return the role across the table."""
        return "CDMO" if self.side == "Sponsor" else "Sponsor"


def deviations(facts: Facts) -> list[Deviation]:
    """Return how the clause falls short, apart from its value."""
    found: list[Deviation] = []
    for look in _LOOKS:
        found.extend(look(facts))
    kinds: set[str] = set()
    return [d for d in found if not (d.kind in kinds or kinds.add(d.kind))]  # type: ignore[func-returns-value]


def asks_consent(text: str) -> bool:
    """Say whether a text asks for a party's consent; an authority's is another matter."""
    return any(
        not _OFFICIAL.search(text[max(0, found.start() - 40) : found.end() + 60])
        for found in _CONSENT.finditer(text)
    )


def _bearer(facts: Facts) -> Iterator[Deviation]:
    norm = facts.governing
    if norm is None or facts.side not in ("Sponsor", "CDMO"):
        return
    action = facts.wanted.query.action
    if (
        facts.wanted.right
        and set(norm.bearers) == {facts.side}
        and norm.modality is Modality.OBLIGATION
        and lets(facts.words, facts.names) == facts.other
    ):
        yield Deviation("bearer", f"a right of the {facts.side}", f"a duty of the {facts.side}")
    if set(norm.bearers) != {facts.other}:
        return
    if facts.wanted.right:
        does = norm.modality in (Modality.OBLIGATION, Modality.DECLARATION)
        taken = does and (action in ("release", "own") or _HAS_TIME.search(facts.words) is not None)
        if taken or (norm.modality in (Modality.RIGHT, Modality.PERMISSION)):
            yield Deviation(
                "bearer", f"a right of the {facts.side}", f"a right of the {facts.other}"
            )
    elif (
        norm.modality in (Modality.OBLIGATION, Modality.WARRANTY)
        and action not in ("obtain_approval", "own")
    ) or (norm.modality is Modality.PROHIBITION and action in ("refrain", "not_do")):
        yield Deviation("bearer", f"a duty of the {facts.side}", f"a duty of the {facts.other}")


def _owner(facts: Facts) -> Iterator[Deviation]:
    """Compare the party that the row names with the column of the mark in a matrix."""
    if facts.side not in ("Sponsor", "CDMO"):
        return
    asked = f"the {facts.side} responsible"
    task = facts.task
    if facts.lost:
        yield Deviation("redaction", asked, "a mark whose column is lost")
    elif task is None or not task.applicable or task.heading or task.doubtful:
        return
    elif not task.owners:
        yield Deviation("vague", asked, "nobody responsible")
    elif task.roles == (facts.other,):
        yield Deviation("bearer", asked, f"the {facts.other} responsible")
    elif len(task.roles) > 1:
        yield Deviation("scope", f"{asked} alone", "both responsible")


def _modality(facts: Facts) -> Iterator[Deviation]:
    norm = facts.governing
    if norm is None or facts.wanted.right or facts.wanted.formal is not None:
        return
    action = facts.wanted.query.action
    tail = _TAIL.search(facts.words)
    if tail and facts.acts and all(at > tail.end() for at in facts.acts):
        return  # "may raise prices provided that it gives notice"
    may = _MAY_ENSURE.search(facts.words)
    if may and set(norm.bearers) != {facts.other}:
        yield Deviation("modality", "shall", " ".join(may.group().split()))
    if norm.modality is Modality.EXPECTATION:
        yield Deviation("modality", "shall", "should")
    elif (
        action == "obtain_approval" and facts.side in norm.bearers and _MAY_ASK.search(facts.words)
    ) or (
        (
            norm.modality is Modality.PERMISSION
            and action not in _AT_CHOICE
            and (norm.passive or not norm.bearers or set(norm.bearers) & {facts.side, "both"})
        )
        or (
            norm.modality is Modality.RIGHT
            and action not in _AT_CHOICE
            and set(norm.bearers) == {facts.side}
        )
        or (norm.modality is Modality.WARRANTY and _allows(facts))
        or _may_do(facts)
    ):
        yield Deviation("modality", "shall", "may")
    if _NOT_A_DUTY.search(facts.text) and action in (
        "provide",
        "respond",
        "deliver",
        "acknowledge",
    ):
        yield Deviation("modality", "a duty", "for consideration only")


_AT_CHOICE = frozenset({"obtain_approval", "terminate", "own", "decide", "retain"})


def _may_do(facts: Facts) -> bool:
    """Say whether a clause within the clause allows what the row wants done: "which it may supply"."""
    before = [facts.words[max(0, at - 40) : at] for at in facts.acts]
    allowed = any(_MAY_DO.search(words) for words in before)
    return allowed and not any(_SHALL_DO.search(words) for words in before)


def _allows(facts: Facts) -> bool:
    """Say whether what is warranted is only that something may be done."""
    modals = [m for m in find_modals(facts.words) if m.modality is not Modality.WARRANTY]
    before = [m for m in modals if any(m.end <= act for act in facts.acts)] or modals[:1]
    return bool(before) and before[-1].modality is Modality.PERMISSION


def _stance(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.formal is not None:
        found = stance_deviation(facts.wanted.formal, facts.norm, facts.text)
        if found is not None:
            yield found


def _negation(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.formal is not None:
        return
    action = facts.wanted.query.action
    if action in ("warrant", "manufacture") and _DISCLAIMS.search(facts.text):
        yield Deviation("negation", "a warranty", "a disclaimer")
    elif action in ("remain_liable", "compensate", "indemnify", "pay") and _NOT_LIABLE.search(
        facts.text
    ):
        yield Deviation("negation", "liability", "an exclusion of liability")
    elif action not in ("obtain_approval", "terminate", "refrain", "not_do"):
        for found in _NO_DUTY.finditer(facts.text):
            if not _is_of_other(facts, found.start()):
                yield Deviation("negation", "a duty or right", "none")
                return


def _is_of_other(facts: Facts, at: int) -> bool:
    """Say whether the words before `at` name the other party, and the row's own before that."""
    named = [role for _, end, role in facts.names.find(facts.text) if end <= at]
    return facts.side in named[:-1] and named[-1] == facts.other


def _denied(facts: Facts) -> Iterator[Deviation]:
    row = facts.wanted.requirement
    action = facts.wanted.query.action
    if facts.wanted.formal is not None or action in ("obtain_approval", "refrain", "not_do"):
        return
    if is_negative(row.text):
        return
    found = denial(facts.words, facts.acts, of_right=facts.wanted.right)
    if found:
        yield Deviation("negation", "a right" if facts.wanted.right else "a duty", found)


def _escape(facts: Facts) -> Iterator[Deviation]:
    """Read exceptions at the will of the maker, or of a party that is bound by the row."""
    holders = {"CDMO"} if facts.wanted.right else {"CDMO", facts.side}
    if facts.wanted.right and facts.side == "CDMO":
        holders = {"Sponsor"}
    found = escape(facts.text, facts.names, holders)
    if found:
        yield Deviation("exception", "no exception", found)


def _if_it_likes(facts: Facts) -> Iterator[Deviation]:
    """Read duties that bind only as far as their holder is able or willing, or up to a cap."""
    holder = facts.other if facts.wanted.right else facts.side
    if facts.wanted.formal is not None:
        return
    for found in _ABLE.finditer(facts.text):
        before = facts.text[found.start() : found.start("able")]
        if any(role == holder for _, _, role in facts.names.find(before)):
            yield Deviation("discretion", "a duty in any case", f"“{found.group()[:120]}”")
            return
    judges = _JUDGES.search(facts.words)
    named = facts.names.find(facts.words[: judges.start()]) if judges else []
    if judges and named and named[-1][2] == holder:
        yield Deviation("discretion", "in any case", f"“{' '.join(judges['will'].split())}”")
    useful = _IF_USEFUL.search(facts.text)
    if useful:
        yield Deviation("discretion", "in any case", f"“{useful.group()}”")
    capped = _CAPPED.search(facts.text)
    if capped and facts.wanted.query.action in _LIABLE:
        yield Deviation("cap", "in full", f"“{capped.group()[:120]}”")


def _precedence(facts: Facts) -> Iterator[Deviation]:
    """Read who prevails where the row asks that a certain document does."""
    if "topic:order of precedence" not in facts.wanted.query.core:
        return
    row = facts.wanted.requirement
    ranks = list(read_ranks(facts.text, facts.own))
    if "quality" not in " ".join((row.text, *row.objects, *row.conditions)).lower():
        asked = next((rank.winner for rank in read_ranks(row.text, facts.own)), None)
        if asked and ranks and all(rank.winner is not asked for rank in ranks):
            yield Deviation("negation", f"the {asked} to prevail", "another document prevails")
        return
    if any(rank.winner is DocumentType.QAG for rank in ranks):
        return
    asked_for = "the quality agreement to prevail on quality"
    if any(rank.winner is None for rank in ranks):
        yield Deviation("negation", asked_for, "no document prevails")
    elif ranks and names_quality_agreement(facts.text):
        yield Deviation("negation", asked_for, "another document prevails")
    else:
        yield Deviation("scope", asked_for, "no rank on quality")


def _later(facts: Facts) -> Iterator[Deviation]:
    """Read what is only to be laid down later, where the row asks that it is laid down."""
    if facts.wanted.query.action == "define" and facts.wanted.requirement.limit is Limit.PRESENT:
        found = _TO_BE_SET.search(facts.text)
        if found:
            yield Deviation("vague", "terms", " ".join(found.group().split()))


def _without_number(facts: Facts) -> Iterator[Deviation]:
    """Read a measure that is only mentioned, where the row asks for its threshold."""
    asked = facts.wanted.requirement.objects
    if any("threshold" in each for each in asked) and not _NUMBERED.search(facts.text):
        yield Deviation("vague", "a threshold", "no number")


def _unnamed_method(facts: Facts) -> Iterator[Deviation]:
    """Read "a suitable method" where the row asks that the method is laid down."""
    asked = facts.wanted.requirement.objects
    if facts.wanted.query.action != "define" or not any("method" in each for each in asked):
        return
    found = _ANY_METHOD.search(facts.text)
    if found and not _NUMBERED.search(facts.text):
        yield Deviation("vague", "the method", " ".join(found.group().split()))


def _visit(facts: Facts) -> Iterator[Deviation]:
    """Read a visit that is no audit."""
    if not facts.wanted.right or "topic:audit" not in facts.wanted.query.core:
        return
    found = _VISIT.search(facts.text)
    if found and not _EXAMINES.search(facts.text):
        yield Deviation("scope", "an audit", found.group())
    if _INCOMING.search(facts.words) and not _PLANT.search(facts.words):
        yield Deviation("scope", "an audit", "an inspection of goods on receipt")


def _hedge(facts: Facts) -> Iterator[Deviation]:
    if "cue:effort" in facts.cues and not facts.wanted.right:
        yield Deviation("hedge", "a result", "efforts only")
    action = facts.wanted.query.action
    known = _KNOWN.search(facts.words) if action == "warrant" else None
    mostly = _MOSTLY.search(facts.text) if action in _CONFORMS else None
    if mostly and len(_CONFORM.findall(facts.text, 0, mostly.end() + 16)) > 1:
        mostly = None  # "shall conform to A, and in all material respects to B"
    late = known and _VERB_NEXT.match(facts.words, known.end())
    if known and not (late and _CONFORM.search(facts.words, 0, known.start())):
        yield Deviation("scope", "in any case", f"“{known.group()}”")
    elif mostly:
        yield Deviation("scope", "full conformity", f"“{mostly.group()}”")


def _to_talk(facts: Facts) -> Iterator[Deviation]:
    """Read an agreement to negotiate, which binds nobody to what is negotiated."""
    row = facts.wanted.requirement
    if facts.wanted.formal is not None or _TALK.search(" ".join((row.text, *row.objects))):
        return
    found = _TO_TALK.search(facts.words)
    if found and not any(at < found.start() for at in facts.acts):
        yield Deviation("hedge", "a result", "an agreement to negotiate")


def _sole(facts: Facts) -> Iterator[Deviation]:
    """Read a grant that leaves others beside, where the row wants the only one."""
    row = facts.wanted.requirement
    if facts.wanted.formal is None and _SOLE.search(" ".join((row.text, *row.objects))):
        found = _NOT_SOLE.search(facts.words)
        if found and not _SOLE.search(facts.words):
            yield Deviation("negation", "an exclusive right", found.group())


def _gate(facts: Facts) -> Iterator[Deviation]:
    if not facts.wanted.right:
        return
    gated = "cue:consent gate" in facts.cues or gate(facts.text)
    if gated and facts.other in _givers(facts):
        yield Deviation(
            "consent gate", "a right", f"one that needs the consent of the {facts.other}"
        )
    elif facts.wanted.query.action != "reject" and _WITHHOLD.search(facts.text):
        yield Deviation("consent gate", "a right", "one that may be refused")


_SILENT_NO = re.compile(
    r"\b(?:not|fail\w*|absence|lack|silence|without)\b[^.;]{0,160}\bdeemed\s+(?:to\s+(?:have\s+been|be)\s+)?(?:rejected|refused|declined)\b",
    re.IGNORECASE,
)


def _deemed(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.query.action in ("respond", "accept", "acknowledge"):
        silent = _SILENT_NO.search(f"{facts.text} {facts.after}")
        if silent:
            yield Deviation("deemed consent", "an answer", "refusal by silence")
        return
    if "topic:rejection" not in facts.wanted.query.core:
        return
    text = f"{facts.text} {facts.after}"
    found = re.search(
        r"no\s+notice[^.;]{0,120}\bdeemed\s+(?:to\s+(?:have\s+)?)?accept\w*", text, re.IGNORECASE
    )
    if found and facts.wanted.requirement.value is not None:
        periods = [
            q for q in find_quantities(found.group()) if q.dimension is facts.wanted.dimension
        ]
        if any(q.value is not None and not is_enough(q, facts.wanted.requirement) for q in periods):
            yield Deviation(
                "deemed consent", "the whole period", "acceptance by silence before it ends"
            )


def _givers(facts: Facts) -> set[str]:
    """Return the roles whose consent the text asks for: "X's consent", "approved by X"."""
    mentions = facts.names.find(facts.text)
    found: set[str] = set()
    for consent in _CONSENT.finditer(facts.text):
        before = [
            role
            for _, end, role in mentions
            if end <= consent.start()
            and not consent.group().lower().endswith("ed")
            and _POSSESSIVE.fullmatch(facts.text[end : consent.start()])
        ]
        after = [
            role
            for start, _, role in mentions
            if start >= consent.end() and _BY_WHOM.fullmatch(facts.text[consent.end() : start])
        ]
        found.update(before[-1:] or after[:1])
    return found


_POSSESSIVE = re.compile(
    r"(?:['’]s?\s+|\s+(?:has|have|shall\s+have)\s+(?:\w+\s+){0,2}(?:given|granted|provided)\s+)(?:[\w-]+\s+){0,4}",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:of|by|from|with)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}?",
    re.IGNORECASE,
)


def _approval(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.query.action != "obtain_approval":
        return
    if not asks_consent(facts.text):
        if asks_consent(facts.beside) or _fixes_site(facts) or _is_for_other(facts):
            return
        if re.search(r"\b(?:notif\w+|inform\w*|advis\w+|notice)\b", facts.text, re.IGNORECASE):
            yield Deviation("scope", "prior approval", "notice only")
        else:
            yield Deviation("scope", "prior approval", "no approval")
        return
    needless = _NEEDLESS.search(facts.words)
    if needless:
        yield Deviation("negation", "prior approval", " ".join(needless.group().split())[:120])
        return
    norm = facts.norm
    if norm is not None and norm.modality in (Modality.PERMISSION, Modality.RIGHT):
        free = _WITHOUT.search(facts.text)
        if free and not _UNLESS.search(facts.text[: free.start()]):
            yield Deviation("negation", "prior approval", free.group())
            return
    givers = _givers(facts)
    wanted_giver = facts.other
    if givers and givers == {facts.side} and facts.side in ("Sponsor", "CDMO"):
        yield Deviation(
            "bearer", f"approval by the {wanted_giver}", f"approval by the {facts.side}"
        )
    text = f"{facts.text} {facts.below} {facts.after}"
    for free in _FREE_TO.finditer(text):
        free_parties = {role for _, _, role in facts.names.find(free.group())}
        if _WITHOUT.search(free.group()) or free_parties & {facts.side, "both"}:
            yield Deviation(
                "exception", "no exception", f"one: “{' '.join(free.group().split())[:120]}”"
            )
            return
    exception = _EXCEPT_TO.search(text)
    if exception:
        yield Deviation("exception", "no exception", f"one: “{exception.group()[:120]}”")


def _fixes_site(facts: Facts) -> bool:
    """Say whether a clause names the place of manufacture, so that a move needs an amendment."""
    return "topic:relocation" in facts.wanted.query.core and _AT_SITE.search(facts.text) is not None


def _is_for_other(facts: Facts) -> bool:
    """Say whether only the party whose approval the row wants may make the change."""
    if _changed_by(facts.text, facts.names) == facts.other:
        return True
    norm = facts.norm
    lets = norm is not None and norm.modality in (Modality.PERMISSION, Modality.RIGHT)
    return lets and set(norm.bearers if norm else ()) == {facts.other}


def _changed_by(text: str, names: Names) -> str:
    """Return the role by which something may be changed: "may be updated by the Sponsor"."""
    found = _CHANGED_BY.search(text)
    if found is None:
        return ""
    return next((role for at, _, role in names.find(text[found.end() :]) if at == 0), "")


def _cost(facts: Facts) -> Iterator[Deviation]:
    row = facts.wanted.requirement
    asked = " ".join((row.text, *row.objects, row.attribute, *row.conditions))
    if not _FREE.search(asked):
        return
    for cost in _COST.finditer(facts.text):
        near = facts.text[max(0, cost.start() - 60) : cost.end() + 90]
        for start, end, role in facts.names.find(near):
            whose = _WHOSE_COST.match(near[end:])
            if role == facts.other and (whose or _PAID_BY.search(near[:start])):
                yield Deviation("cost", "free of charge", f"at the cost of {facts.other}")
                return
    billed = _BILLED.search(facts.text)
    if billed:
        yield Deviation("cost", "free of charge", f"“{billed.group()}”")


_LONGER = re.compile(
    r"\b(?:diligent\w*|good\s+faith)\b[^.;]{0,160}\b(?:extended|additional|further|longer)\b[^.;\d]{0,60}",
    re.IGNORECASE,
)


def _cure(facts: Facts) -> Iterator[Deviation]:
    """Read a period to cure that whoever tries may stretch without end."""
    if facts.wanted.query.action == "terminate" and facts.wanted.right:
        found = _LONGER.search(facts.text)
        if found and all(q.value is None for q in find_quantities(found.group())):
            yield Deviation("exception", "no exception", f"one: “{found.group().strip()[:120]}”")


def _for_cause(facts: Facts) -> Iterator[Deviation]:
    """Read a way out for cause only, where the row wants one without."""
    row = facts.wanted.requirement
    if facts.wanted.query.action != "terminate" or not facts.wanted.right:
        return
    if not CONVENIENCE.search(" ".join((row.text, *row.objects, *row.conditions))):
        return
    cause = BREACH.search(facts.text) or CAUSE.search(facts.text)
    free = AT_ANY_TIME.search(facts.text) and not BREACH.search(facts.text)
    if cause and not CONVENIENCE.search(facts.text) and not free:
        yield Deviation("scope", WAY_OUT, f"one for cause: “{cause.group()}”")


def _ownership(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.query.action != "own" or facts.side not in ("Sponsor", "CDMO"):
        return
    owners = set()
    for found in re.finditer(
        r"(?:owned\s+(?:solely\s+|exclusively\s+|jointly\s+)?by|property\s+of|reserved\s+(?:solely\s+|exclusively\s+)?to|(?:rest|lie)s?\s+(?:solely\s+|exclusively\s+)?with|vest\w*\s+in|belong\w*\s+to|title\b[^.;]{0,40}\b(?:in|with))\s+(?:the\s+)?",
        facts.text,
        re.IGNORECASE,
    ):
        owners |= {
            r for s, _, r in facts.names.find(facts.text[found.end() : found.end() + 60]) if s < 12
        }
    for _, end, role in facts.names.find(facts.text):
        if re.match(
            r"\s+(?:shall|will|hereby)?\s*(?:\w+ly\s+)?(?:own|retain|hold)s?\b",
            facts.text[end : end + 40],
        ):
            owners.add(role)
    unpaid = _ONCE_PAID.search(facts.text)
    if unpaid:
        yield Deviation("exception", "ownership at once", " ".join(unpaid.group().split()))
    if owners == {facts.other}:
        yield Deviation("negation", f"owned by {facts.side}", f"owned by {facts.other}")
    elif "both" in owners or re.search(r"\bjoint(?:ly)?\b", facts.text, re.IGNORECASE):
        yield Deviation("scope", f"owned by {facts.side}", "owned jointly")


def _designates(facts: Facts) -> Iterator[Deviation]:
    if not {"topic:facility", "topic:relocation"} & facts.wanted.query.core:
        return
    found = re.search(
        r"\bor\s+(?:at\s+)?(?:any|such)\s+other\s+(?:facilit(?:y|ies)|sites?|locations?|plants?)\b[^.;]{0,120}",
        facts.text,
        re.IGNORECASE,
    )
    if found and not _CONSENT.search(found.group()):
        yield Deviation("discretion", "named sites only", f"“{found.group()[:120]}”")


_LOOKS = (
    _stance,
    _negation,
    _denied,
    _escape,
    _if_it_likes,
    _precedence,
    _ownership,
    _gate,
    _approval,
    _deemed,
    _designates,
    _for_cause,
    _cure,
    _bearer,
    _owner,
    _modality,
    _cost,
    _later,
    _without_number,
    _unnamed_method,
    _visit,
    _hedge,
    _to_talk,
    _sole,
)
