"""Clauses that fall short in who bears what: the wrong bearer, a may for a shall, a denial."""

import re
from collections.abc import Iterator

from contract_lint.align.facts import Facts
from contract_lint.align.reversal import denial, is_negative, lets
from contract_lint.language.modality import find_modals
from contract_lint.model import Deviation, Modality

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
    r"no\s+(?:\w+\s+)?(?:right|duty|entitlement|claim|title)\s+to|not\s+be\s+(?:entitled|permitted|allowed)\s+to|not\s+have\s+(?:the|any)\s+(?:right|option)\b|has\s+no\s+right)\b",
    re.IGNORECASE,
)
_DISCLAIMS = re.compile(
    r"\b(?:disclaims?|makes?\s+no\s+(?:other\s+)?(?:representations?|warrant\w+)|no\s+warrant(?:y|ies)|without\s+warranty)\b",
    re.IGNORECASE,
)
# "no warranty of any kind, except that the Product shall conform to the specifications"
_BUT_CONFORMS = re.compile(
    r"\b(?:except|other\s+than|save)\b[^.;]{0,80}?\b(?:conform|meet|compl(?:y|ies)|satisf)\w*",
    re.IGNORECASE,
)
_NOT_LIABLE = re.compile(
    r"\b(?:(?:shall|will)\s+not\s+be\s+(?:liable|responsible)|(?:in\s+no\s+event|under\s+no\s+circumstances)\s+(?:shall|will)\b[^.;]{0,80}\bliable|"
    r"neither\s+party\b[^.;]{0,60}\bliable|shall\s+have\s+no\s+liability|waives?\s+any\s+(?:right|claim)\s+(?:to|for)|"
    r"(?:shall|will)\s+only\s+be\s+liable|liable\s+only)\b",
    re.IGNORECASE,
)
# "acceptance shall relieve the maker from the obligations of this warranty"
_ACCEPTED = re.compile(
    r"\baccept(?:ance|ing|ed)\b[^.;]{0,60}?\b(?:shall|will)\s+(?:fully\s+)?(?:relieve|release|discharge)s?\b[^.;]{0,80}"
    r"\b(?:obligation|warrant|liabilit|responsibilit)\w*",
    re.IGNORECASE,
)
_NOT_A_DUTY = re.compile(
    r"\bfor\s+(?:its\s+)?(?:consideration|information)\b|\bmay\s+agree\s+to\s+it\b", re.IGNORECASE
)
_UNLESS = re.compile(r"\bunless\s+(?:the\s+)?", re.IGNORECASE)
# "A shall use its best efforts to provide B with written notification within": A claims from B
_CLAIMS = re.compile(
    r"\b(?:notif(?:y|ies|ication)|inform|advise|notice)\b[^.;]{0,80}?\bwithin\b[^.;]{0,60}?"
    r"\b(?:discover\w*|detect\w*|becoming\s+aware|finding)\b",
    re.IGNORECASE,
)
_DEFECTS = frozenset({"topic:hidden defect", "topic:rejection", "topic:defective product"})
# "A change of price may require the consent of B": the subject is no party
_MAY_NEED = re.compile(
    r"\bmay\s+(?:\w+ly\s+)?(?:require|need|be\s+(?:made\s+)?subject\s+to(?!\s+(?:chang|amend|modif|revis)))\b[^.;]{0,60}?"
    r"\b(?:consent|approval|authori[sz]ation|permission|agreement)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\bprovided,?\s+(?:however,?\s+)?that\b(?![^.;]{0,120}\b(?:may|should)\b)", re.IGNORECASE
)
_ALONE = frozenset({"release", "own", "decide"})  # done by one side, and so not by the other
_AT_CHOICE = frozenset({"obtain_approval", "terminate", "own", "decide", "retain"})


def bearer(facts: Facts) -> Iterator[Deviation]:
    """Read a duty or a right of the wrong party."""
    norm = facts.governing
    if norm is None or facts.side not in ("Sponsor", "CDMO"):
        return
    silent = _silent(facts)
    if silent == facts.other:
        yield Deviation("bearer", f"a duty of the {facts.side}", f"a duty of the {facts.other}")
    if silent:
        return
    action = facts.wanted.query.action
    if (
        facts.wanted.right
        and set(norm.bearers) == {facts.side}
        and norm.modality is Modality.OBLIGATION
        and lets(facts.words, facts.names) == facts.other
    ):
        yield Deviation("bearer", f"a right of the {facts.side}", f"a duty of the {facts.side}")
    if facts.wanted.right and not norm.bearers and _lets_the_other(facts):
        yield Deviation("bearer", f"a right of the {facts.side}", f"a right of the {facts.other}")
    if set(norm.bearers) != {facts.other}:
        return
    if facts.wanted.right:
        does = norm.modality in (Modality.OBLIGATION, Modality.DECLARATION)
        taken = does and (
            action in ("release", "own")
            or _HAS_TIME.search(facts.words) is not None
            or (
                bool(_DEFECTS & facts.wanted.query.core) and _CLAIMS.search(facts.words) is not None
            )
        )
        if taken or (norm.modality in (Modality.RIGHT, Modality.PERMISSION)):
            yield Deviation(
                "bearer", f"a right of the {facts.side}", f"a right of the {facts.other}"
            )
    elif (
        norm.modality in (Modality.OBLIGATION, Modality.WARRANTY)
        and action not in ("obtain_approval", "own")
    ) or (norm.modality is Modality.PROHIBITION and action in ("refrain", "not_do")):
        yield Deviation("bearer", f"a duty of the {facts.side}", f"a duty of the {facts.other}")


def _silent(facts: Facts) -> str:
    """Return the role whose silence brings a duty about, as in "Unless A objects", or an empty string."""
    if facts.wanted.query.action not in ("respond", "object", "acknowledge"):
        return ""
    unless = _UNLESS.search(facts.text)
    named = facts.names.find(facts.text[unless.end() :]) if unless else []
    return named[0][2] if named and named[0][0] == 0 else ""


def _lets_the_other(facts: Facts) -> bool:
    """Say whether all that a clause allows, it allows the other party."""
    allowed = [
        set(norm.bearers)
        for norm in facts.norms
        if norm.modality in (Modality.PERMISSION, Modality.RIGHT)
        and facts.wanted.query.action in norm.actions
    ]
    return bool(allowed) and all(bearers == {facts.other} for bearers in allowed)


def responsible(facts: Facts) -> Iterator[Deviation]:
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


def modality(facts: Facts) -> Iterator[Deviation]:
    """Read a may or a should where the row wants a shall."""
    norm = facts.governing
    if norm is None or facts.wanted.right or facts.wanted.formal is not None:
        return
    action = facts.wanted.query.action
    tail = _TAIL.search(facts.words)
    if tail and facts.acts and all(at > tail.end() for at in facts.acts):
        return  # "may raise prices provided that it gives notice"
    if norm.modality is Modality.EXPECTATION:
        yield Deviation("modality", "shall", "should")
    elif (
        action == "obtain_approval"
        and ((facts.side in norm.bearers and _MAY_ASK.search(facts.words)) or _may_need(facts))
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


def _may_need(facts: Facts) -> bool:
    """Say whether what is done "may require" a consent, and no party is said to require it."""
    found = _MAY_NEED.search(facts.words)
    named = facts.names.find(facts.words[: found.start()]) if found else []
    return found is not None and not (named and named[-1][1] >= found.start() - 1)


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


def negation(facts: Facts) -> Iterator[Deviation]:
    """Read a disclaimer, an exclusion of liability, or that there is no duty."""
    if facts.wanted.formal is not None:
        return
    action = facts.wanted.query.action
    disclaims = _DISCLAIMS.search(facts.text) if action in ("warrant", "manufacture") else None
    if disclaims and not _BUT_CONFORMS.search(facts.text, disclaims.end()):
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


def relieved(facts: Facts) -> Iterator[Deviation]:
    """Read that what a party warrants ends when the other accepts the goods."""
    if facts.wanted.query.action == "warrant" and facts.wanted.formal is None:
        found = _ACCEPTED.search(f"{facts.text} {facts.after}")
        if found:
            yield Deviation("exception", "also after acceptance", " ".join(found.group().split()))


def _is_of_other(facts: Facts, at: int) -> bool:
    """Say whether the words before `at` name the other party, and the row's own before that."""
    named = [role for _, end, role in facts.names.find(facts.text) if end <= at]
    return facts.side in named[:-1] and named[-1] == facts.other


def denied(facts: Facts) -> Iterator[Deviation]:
    """Read a "not" that stands with the very act that the row asks for."""
    row = facts.wanted.requirement
    action = facts.wanted.query.action
    if facts.wanted.formal is not None or action in ("obtain_approval", "refrain", "not_do"):
        return
    if is_negative(row.text) or (
        action in _ALONE
        and facts.governing is not None
        and set(facts.governing.bearers) == {facts.other}
    ):
        return
    found = denial(facts.words, facts.acts, of_right=facts.wanted.right)
    if found:
        yield Deviation("negation", "a right" if facts.wanted.right else "a duty", found)
