"""Clauses that promise less than they seem to: ways around, efforts, talk, terms set later."""

import re
from collections.abc import Iterator

from contract_lint.align.facts import Facts
from contract_lint.align.reversal import escape
from contract_lint.model import Deviation, Limit

_KNOWN = re.compile(
    r"\b(?:to|of)\s+(?:the\s+best\s+of\s+)?(?:its|their|\w+['’]s)\s+(?:best\s+|actual\s+)?knowledge\b",
    re.IGNORECASE,
)
_VERB_NEXT = re.compile(r"\s*,?\s*(?:will|shall|is|are|do(?:es)?|ha(?:s|ve))\b", re.IGNORECASE)
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
# "will name a contact if and when a quality issue arises"
_NAMES_LATER = re.compile(
    r"\b(?:will|shall|may|is\s+to|are\s+to)\s+(?:then\s+|each\s+)?(?:name|nominate|designate|appoint|identify|notify|communicate|disclose)\b[^.;]{0,80}?"
    r"\b(?:if\s+and\s+when|if\s+(?:needed|required|necessary)|when(?:ever)?\s+(?:needed|required|necessary|an?y?|the\s+need)|"
    r"as\s+(?:needed|required)|in\s+due\s+course|later\b|at\s+a\s+later|as\s+and\s+when)",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\bto\s+be\s+(?:completed|inserted|filled\s+in|added|named|nominated|advised|confirmed|communicated)\b|\bT\.?B\.?[ADC]\b|\bN\.\s?N\.(?!\w)"
)
_NONE_SET = re.compile(  # "no quality contact is nominated by either party"
    r"\b(?:no(?!\s+(?:other|further|additional|more|later|change|deviation|batch))\s+(?:[\w-]+\s+){1,5}?|(?:is|are|been)\s+not\s+)"
    r"(?:(?:is|are|has\s+been|have\s+been|will\s+be|shall\s+be)\s+)?(?:\w+ly\s+)?"
    r"(?:named|nominated|designated|appointed|specified|defined|listed|laid\s+down|fixed|established|stipulated|foreseen|agreed(?!\s+otherwise))\b"
    r"|\bno(?!\s+(?:other|further|additional|more|later|change|deviation|batch))\s+(?:[\w-]+,?\s+){1,7}?(?:apply|applies|exists?)\b",
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
_NUMBERED = re.compile(
    r"\d|\bper\s*cent\b|\b(?:thresholds?|targets?|two|twice|three|annex|appendix|exhibit|schedule|table|below)\b",
    re.IGNORECASE,
)
_OWN_RULES = re.compile(
    r"(?:['’]s?|\bits|\btheir)\s+(?:own\s+|internal\s+|\w+\s+){0,2}?(?:manuals?|standards?|procedures|polic(?:y|ies)|systems?)\b",
    re.IGNORECASE,
)
_ANY_METHOD = re.compile(
    r"\b(?:suitable|appropriate|usual|adequate|customary|established|recogni[sz]ed|accepted|common|standard|proper)\s+(?:\w+\s+)?"
    r"(?:methods?|procedures?|ways?|manner|practices?|techniques?|assays?)\b",
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
_AT_DISCRETION = re.compile(
    r"\b(?:at|in|within|subject\s+to)\s+the\s+(?:sole\s+|absolute\s+|free\s+|own\s+|reasonable\s+)*discretion\s+of\s+(?:the\s+)?",
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
NEAR = 60  # characters between an act and the words on whose will it hangs
_LIABLE = frozenset({"indemnify", "compensate", "pay", "reimburse", "remain_liable", "credit"})


def way_around(facts: Facts) -> Iterator[Deviation]:
    """Read exceptions at the will of the maker, or of a party that is bound by the row."""
    holders = {"CDMO"} if facts.wanted.right else {"CDMO", facts.side}
    if facts.wanted.right and facts.side == "CDMO":
        holders = {"Sponsor"}
    found = escape(facts.text, facts.names, holders)
    if found:
        yield Deviation("exception", "no exception", found)


def at_will(facts: Facts) -> Iterator[Deviation]:
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
    left = _left_to(holder, facts)
    if left:
        yield Deviation("discretion", "in any case", f"“{left}”")
    useful = _IF_USEFUL.search(facts.text)
    if useful:
        yield Deviation("discretion", "in any case", f"“{useful.group()}”")
    capped = _CAPPED.search(facts.text)
    if capped and facts.wanted.query.action in _LIABLE:
        yield Deviation("cap", "in full", f"“{capped.group()[:120]}”")


def _left_to(holder: str, facts: Facts) -> str:
    """Return the words that leave the row's act to its holder: "shared at the discretion of X"."""
    for found in _AT_DISCRETION.finditer(facts.words):
        named = facts.names.find(facts.words[found.end() :])
        between = [facts.words[at : found.start()] for at in facts.acts if at < found.start()]
        near = any(len(words) < NEAR and "," not in words for words in between)
        if near and named and named[0][0] == 0 and named[0][2] == holder:
            return " ".join(facts.words[found.start() : found.end() + named[0][1]].split())
    return ""


def later(facts: Facts) -> Iterator[Deviation]:
    """Read what is only to be laid down later, where the row asks that it is laid down."""
    if facts.wanted.query.action == "define" and facts.wanted.requirement.limit is Limit.PRESENT:
        found = (
            _TO_BE_SET.search(facts.text)
            or _LEFT_OPEN.search(facts.words)
            or _NAMES_LATER.search(f"{facts.text} {facts.after}")
        )
        if found:
            yield Deviation("vague", "terms", " ".join(found.group().split()))
        unset = _NONE_SET.search(facts.text)
        if unset:
            yield Deviation("negation", "terms", " ".join(unset.group().split()))


def without_number(facts: Facts) -> Iterator[Deviation]:
    """Read a measure that is only mentioned, where the row asks for its threshold."""
    asked = facts.wanted.requirement.objects
    if any("threshold" in each for each in asked) and not _NUMBERED.search(facts.text):
        yield Deviation("vague", "a threshold", "no number")


def unnamed_method(facts: Facts) -> Iterator[Deviation]:
    """Read "a suitable method" where the row asks that the method is laid down."""
    asked = facts.wanted.requirement.objects
    if facts.wanted.query.action != "define" or not any("method" in each for each in asked):
        return
    found = _ANY_METHOD.search(facts.text)
    if found and not _NUMBERED.search(facts.text):
        yield Deviation("vague", "the method", " ".join(found.group().split()))


def own_rules(facts: Facts) -> Iterator[Deviation]:
    """Read standards of the maker's own where the row asks that those of the law are named."""
    if facts.wanted.query.action != "define" or "topic:cgmp" not in facts.wanted.query.core:
        return
    found = _OWN_RULES.search(facts.words)
    if found and not _NUMBERED.search(facts.words):
        yield Deviation("vague", "named standards", "the maker's own")


def hedge(facts: Facts) -> Iterator[Deviation]:
    """Read efforts, knowledge and material respects where the row wants the result."""
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


def mere_talk(facts: Facts) -> Iterator[Deviation]:
    """Read an agreement to negotiate, which binds nobody to what is negotiated."""
    row = facts.wanted.requirement
    if facts.wanted.formal is not None or _TALK.search(" ".join((row.text, *row.objects))):
        return
    found = _TO_TALK.search(facts.words)
    if found and not any(at < found.start() for at in facts.acts):
        yield Deviation("hedge", "a result", "an agreement to negotiate")
