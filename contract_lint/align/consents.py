"""Clauses that fall short in whose consent is needed: gates, approvals, silence."""

import re
from collections.abc import Iterator

from contract_lint.align.facts import Facts
from contract_lint.align.reversal import gate
from contract_lint.align.values import is_enough
from contract_lint.language.norms import Names
from contract_lint.language.quantities import find_quantities
from contract_lint.model import Deviation, Modality

_CONSENT = re.compile(
    r"\b(?:consent|approv(?:al|es?)|(?:is|are|be|been|being|has|have|had|not|unless|only|previously|expressly|first|(?-i:[A-Z]\w+))[\s-]+approved|"
    r"approved\s+(?:by|in\s+(?:writing|advance)|beforehand|prior|before)|authori[sz](?:ation|ed?)|agree(?:ment|s|d)?\s+in\s+writing|written\s+agreement|"
    r"mutual(?:ly)?\s+(?:written\s+)?agree\w*|permission|agreed\s+(?:upon\s+)?(?:in\s+writing\s+)?by)\b",
    re.IGNORECASE,
)
_FREE_TO = re.compile(
    r"\b(?:except|unless|provided,?\s+(?:however,?\s+)?that|notwithstanding|however|save)\b(?:[^.;]|\.(?=\d)){0,200}?"
    r"\b(?:may|shall\s+(?:be\s+entitled|have\s+the\s+right))\b[^.;]{0,160}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\bwithout\s+(?:\S+\s+){0,5}?(?:prior\s+|written\s+|express\s+)*(?:consent|approval|notice|agreement)\b",
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
_NEEDLESS = re.compile(
    r"\b(?:not|no\s+longer)\s+(?:be\s+)?(?:require[ds]?|need(?:ed|s)?|obtain\w*|seek)\b[^.;]{0,80}?\b(?:consent|approval|authori[sz]ation|permission)\b"
    r"|\b(?:consent|approval|authori[sz]ation|permission)\b[^.;]{0,40}?\b(?:not\s+(?:be\s+)?|un)(?:required|needed|necessary)\b"
    r"|\b(?:consent|approval|authori[sz]ation|permission)\b[^.;]{0,60}?\b(?:is|are|(?<!not )be)\s+(?:hereby\s+)?(?:deemed|considered|regarded\s+as|taken\s+(?:as|to\s+be))\s+"
    r"(?:to\s+(?:be|have\s+been)\s+)?(?:given|granted)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:regulatory|marketing|government\w*|health|competent|FDA|EMA|agency|agencies|authorit\w+|licen[cs]\w+|"
    r"GMP)\b",
    re.IGNORECASE,
)
_BY_AUTHORITY = re.compile(
    r"\b(?:regulatory|authorit\w+)\W+(?:\w+\W+){0,2}?(?:approv|clear|consent)\w*|\bapprov\w+\s+(?:by|of|from)\s+(?:the\s+)?(?:\w+\s+)?authorit\w+",
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
_SILENT_NO = re.compile(
    r"\b(?:not|fail\w*|absence|lack|silence|without)\b[^.;]{0,160}\bdeemed\s+(?:to\s+(?:have\s+been|be)\s+)?(?:rejected|refused|declined)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"(?:['’]s?\s+|\s+(?:has|have|shall\s+have)\s+(?:\w+\s+){0,2}(?:given|granted|provided)\s+)(?:[\w-]+\s+){0,4}",
    re.IGNORECASE,
)
_APPROVES = re.compile(r"\s+(?:[\w-]+,?\s+){0,4}", re.IGNORECASE)
_BY_WHOM = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:of|by|from|with)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,3}?",
    re.IGNORECASE,
)


def asks_consent(text: str) -> bool:
    """Say whether a text asks for a party's consent; an authority's is another matter."""
    return any(
        not _OFFICIAL.search(text[max(0, found.start() - 40) : found.end() + 60])
        for found in _CONSENT.finditer(text)
    )


def gated(facts: Facts) -> Iterator[Deviation]:
    """Read a right that needs the consent of the party it is against, or may be refused."""
    if not facts.wanted.right:
        return
    gated = "cue:consent gate" in facts.cues or gate(facts.text)
    if gated and facts.other in _givers(facts):
        yield Deviation(
            "consent gate", "a right", f"one that needs the consent of the {facts.other}"
        )
    elif facts.wanted.query.action != "reject" and _WITHHOLD.search(facts.text):
        yield Deviation("consent gate", "a right", "one that may be refused")


def deemed(facts: Facts) -> Iterator[Deviation]:
    """Read what silence counts as, where that takes from what the row asks."""
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
            and (_APPROVES if consent.group().lower() == "approves" else _POSSESSIVE).fullmatch(
                facts.text[end : consent.start()]
            )
        ]
        after = [
            role
            for start, _, role in mentions
            if start >= consent.end() and _BY_WHOM.fullmatch(facts.text[consent.end() : start])
        ]
        found.update(before[-1:] or after[:1])
    return found


def approval(facts: Facts) -> Iterator[Deviation]:
    """Read a missing, needless or wrongly given approval, and the exceptions to it."""
    if facts.wanted.query.action != "obtain_approval":
        return
    row = facts.wanted.requirement
    if _BY_AUTHORITY.search(" ".join((row.text, *row.objects, *row.conditions))):
        if not _OFFICIAL.search(facts.text):
            yield Deviation("scope", "approval by the authorities", "no approval by them")
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


def other_sites(facts: Facts) -> Iterator[Deviation]:
    """Read "or any other facility" where the row wants named ones."""
    if not {"topic:facility", "topic:relocation"} & facts.wanted.query.core:
        return
    found = re.search(
        r"\bor\s+(?:at\s+)?(?:any|such)\s+other\s+(?:facilit(?:y|ies)|sites?|locations?|plants?)\b[^.;]{0,120}",
        facts.text,
        re.IGNORECASE,
    )
    if found and not _CONSENT.search(found.group()):
        yield Deviation("discretion", "named sites only", f"“{found.group()[:120]}”")
