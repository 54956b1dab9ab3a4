"""Find the words that let one party look into the books, records or premises of another.

Such a right is given ("may audit", "has the right to inspect"), let ("shall permit X to examine",
"shall grant access to") or stated of the thing ("records shall be open for inspection"). What is
looked into tells it from a check of goods and the reading of copy: "Buyer shall inspect each
shipment" and "may inspect advertising material" give no such right, and a mere duty to keep books
gives none either. What only an authority may inspect is another matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contract_lint.language.norms import Names

FARTHEST = 360  # characters between "has the right" and "to audit"
REACH = 200  # characters between "inspect" and what is inspected
NEAR = 70  # and between "access to" and what is opened


@dataclass(frozen=True, slots=True)
class Inspection:
    """A right to look into records or premises; offsets count in the text that was read."""

    start: int  # of the words that give it
    end: int
    records: bool
    premises: bool


_LOOK = re.compile(
    r"\b(?:(?P<audit>(?:audit|re-audit)(?:s|ing|ed)?\b(?!\s+(?:trails?|committees?|fees?|costs?|reports?|opinions?|adjustments?|firms?)))"
    r"|(?P<inspect>(?:inspect(?:s|ing|ed|ions?)?|examin(?:e|es|ing|ed|ations?))\b)"
    r"|(?P<see>(?P<enter>(?:visit|access|enter)(?:s|ing|ed)?\b(?!\s+into))|review(?:s|ing|ed)?\b))",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:books?|records?|accounts|accounting|documents?|documentation|files|ledgers|financials?|"
    r"financial\s+statements|tax\s+returns|procedures|correspondence|papers|data)\b",
    re.IGNORECASE,
)
_PREMISES = re.compile(
    r"\b(?:facilit(?:y|ies)|sites?|plants?|locations?|suites?|premises|factor(?:y|ies)|establishments?|"
    r"warehouses?|laborator(?:y|ies)|offices|operations|buildings?|workshops?|production\s+areas?|"
    r"manufactur(?:e|ing)|quality\s+(?:management\s+)?systems?|manufacturing\s+process(?:es)?|"
    r"subcontractors?|compliance)\b",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"^(?:\s+(?:and|or|and/or)\s+\w+)?\s+(?:of\s+)?(?:(?:the|each|any|all|such|every|its|their|consigned|delivered|incoming|finished)\s+){0,3}"
    r"(?:products?|shipments?|goods|batch(?:es)?(?!\s+(?:record|doc))|lots?|samples?|deliver(?:y|ies)|deliverables?|"
    r"api|bulk\s+\w+|vehicles?|tangible|advertis\w+|promotional\s+\w+|marketing\s+materials?|copy|artwork|labels?|"
    r"packag\w+|manuscripts?|publications?|patents?|invoices?|submissions?|quality\s+of)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:ha(?:s|ve)|having|given|retains?|reserves?|includ(?:es?|ing)|possess(?:es)?)\s+(?:the|an?)\s+"
    r"(?:[\w-]+\s+){0,4}?(?:rights?|option|opportunity)\b"
    r"|\b(?:the|a)\s+right\s+(?:to|of)\b|\bright\s+to\b"
    r"|\b(?:shall|will|is|are|be)\s+(?:\w+\s+)?(?:entitled|permitted|allowed|free)\s+to\b"
    r"|(?<!that )(?<!which )(?<!who )(?<!as )\bmay\b",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"\b(?:permit|allow|enable|let|host|facilitate|submit\s+to)(?:s|t?ing|t?ed)?\b"
    r"|\b(?P<gives>grant|afford|give|provide|accord|furnish)(?:s|ing|ed)?\b",
    re.IGNORECASE,
)
_ADMITS = re.compile(
    r"\b(?:admit|let)(?:s|ted)?\s+(?:[\w'’-]+\s+){0,6}?(?:auditors?|inspectors?|audit\s+teams?)\b"
    r"|\b(?:audits?|inspections?)\s+(?:[\w'’-]+\s+){0,8}?(?:shall|will|must|are|is)\s+(?:be\s+)?(?:permitted|allowed|possible|admitted)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(r"\b(?:access|rights?|opportunity|permission)\b", re.IGNORECASE)
_HANDS_OVER = re.compile(
    r"\b(?:results?|cop(?:y|ies)|notice|reports?|findings|list|deficienc\w+|passwords?)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:available|open|accessible|subject)\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(
    r"\b(?:may|shall|will|must|can)\s+not\b|\bnot\s+(?:be|have)\b|\bno\s+(?:right|audit|inspection)\b|\bneither\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\bnor\s+(?:shall|will|may)\b|\bnot\s+(?:be\s+)?(?:entitled|required|obliged|obligated|permitted|allowed)\b",
    re.IGNORECASE,
)
_ANOTHER_MODAL = re.compile(r"\b(?:shall|will|must)\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:authorit(?:y|ies)|agenc(?:y|ies)|governmental|government|FDA|EMA|regulators?|inspectorate)\b",
    re.IGNORECASE,
)
_TO_SEE = re.compile(
    r"\b(?:inspect\w*|audit\w*|verif\w+|examin\w+|review\w*|ascertain\w*|confirm\w*|assess\w*|"
    r"observ\w+|monitor\w*|check\w*|complian\w+|comply\w*)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\s*(?:disclose|share|provide|deliver|send|use|terminate|publish|rely|refer)\b", re.IGNORECASE
)
_ACTS = re.compile(
    r"\b(?:conduct|perform|carry\s+out|undertake|make|hold)\w*\s+(?:\S+\s+){0,5}$", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,60}\]")
_STOP = re.compile(r"[;:]|\.(?=\s|$)")


def find_inspections(text: str, names: Names) -> Iterator[Inspection]:
    """Yield the rights to audit or inspect that `text`, a sentence with its lead-ins, gives."""
    if not _LOOK.search(text) and not _ADMITS.search(text):
        return
    words = _BRACKETS.sub(lambda found: " " * len(found.group()), text)
    for admits in _ADMITS.finditer(words):
        yield Inspection(admits.start(), admits.end(), records=True, premises=True)
    for look in _LOOK.finditer(words):
        before = _sentence_before(words, look.start())
        stop = _STOP.search(words, look.end())
        behind = words[look.end() : min(stop.start() if stop else len(words), look.end() + REACH)]
        if _OTHER_THING.match(behind):
            continue
        grant = _grant(before, look, behind, names)
        if grant is None:
            continue
        said = before[grant.end() :] if grant.re is not _OPEN else before
        about = _about(look, said, behind)
        if about is not None:
            start = look.start() - len(before) + grant.start()
            yield Inspection(start, look.end(), *about)


def _sentence_before(words: str, end: int) -> str:
    before = words[max(0, end - FARTHEST) : end]
    stops = [stop.end() for stop in _STOP.finditer(before) if stop.group() != ":"]
    return before[stops[-1] :] if stops else before


def _grant(before: str, look: re.Match[str], behind: str, names: Names) -> re.Match[str] | None:
    """Return the words that give the right to look, or None."""
    for pattern in (_GIVEN, _LETS, _OPEN):
        grant = next(reversed(list(pattern.finditer(before))), None)
        if grant is None or _NOT_GIVEN.search(_around(before, grant)) or _DENIED.search(before):
            continue
        between = before[grant.end() :]
        if _ANOTHER_MODAL.search(between) or (pattern is _GIVEN and _ELSE.match(between)):
            continue
        if pattern is _LETS and _HANDS_OVER.search(between):
            continue
        if pattern is _LETS and grant["gives"] and not (look["enter"] or _CHANCE.search(between)):
            continue
        if pattern is _OPEN and not re.search(r"\b(?:for|to)\b", between):
            continue
        who = {_GIVEN: before[: grant.start()], _LETS: between, _OPEN: behind}[pattern]
        if _AUTHORITY.search(who) and not names.find(who):
            continue
        return grant
    return None


def _around(words: str, grant: re.Match[str]) -> str:
    return words[max(0, grant.start() - 12) : grant.end() + 6]


def _about(look: re.Match[str], said: str, behind: str) -> tuple[bool, bool] | None:
    """Return whether records and whether premises are looked into, or None for another thing."""
    if look["see"]:
        records = _RECORDS.search(behind if look["enter"] else behind[:NEAR]) is not None
        premises = bool(
            look["enter"] and _PREMISES.search(behind[:NEAR]) and _TO_SEE.search(said + behind)
        )
    else:
        records = _RECORDS.search(said + behind) is not None
        premises = _PREMISES.search(said + behind) is not None
        if not records and not premises and (look["audit"] or _ACTS.search(said)):
            return True, True
    return (records, premises) if records or premises else None
