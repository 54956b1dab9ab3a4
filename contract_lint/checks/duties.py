"""Checks on how the manufacturer's duties are worded."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_lint.model import Hit, Modality, Norm, ReadContract, Role, Span

if TYPE_CHECKING:
    from contract_lint.language.norms import Names

CDMO = Role.CDMO.value

SOFT = re.compile(
    r"\b(?:should|(?:is|are) (?:expected|intended|encouraged|supposed) to|(?<!not )intends? to|aims? to|might|ought to|plans to|hopes to"
    r"|would (?:normally|usually|generally|ordinarily))\b"
    r"|(?<!best )(?<!reasonable )(?<!all )(?<!its )\bendeavou?rs to\b",
    re.IGNORECASE,
)
IMPERSONAL = re.compile(  # "it is expected that the CDMO reports"
    r"\bit (?:is|was|would be) (?:\w+ly )?(?:expected|intended|foreseen|envisaged|anticipated|planned|hoped|desirable|desired|preferable|preferred|"
    r"recommended|appreciated|suggested) (?:that|if|for) (?:the )?",
    re.IGNORECASE,
)
OPTIONAL = re.compile(
    r"\b(?:may|can|might)\s+(?:\w+ly\s+)?(?:"
    r"(?:notify|inform|advise|report|respond|reply|answer|acknowledge)\b(?!\s+of\s+record)"
    r"|(?:provide|furnish|submit|send|share|make available|supply|deliver|issue|forward|transmit|hand over|release)\b(?=[^.;]{0,80}?\b"
    r"(?:data|records?|reports?|samples?|certificates?|documents?|documentation|results?|summar(?:y|ies)|raw data)\b))",
    re.IGNORECASE,
)
SUBORDINATE = re.compile(
    r"\b(?:if|as|which|that|who|whether|although|though|whereas|when|where|while|until|unless|because|since|what|"
    r"in (?:the )?(?:event|case)|to the extent|so far as|than|recitals?|actions)\b",
    re.IGNORECASE,
)
MAY_NOT = re.compile(r"\b(?:may|can|should)\s+(?:not|only)\b", re.IGNORECASE)

OWED = re.compile(
    r"\b(?:notif|inform|advise|report|provid|furnish|deliver|send|submit|forward|suppl(?:y|ies)|return|respond|reply|"
    r"answer|investigat|replace|remed|correct|releas|ship|transfer|mak\w+ available|communicat|transmit|give|hand over|"
    r"issue|acknowledg|escalat|complet|clos|implement|retest|alert)",
    re.IGNORECASE,
)
TELLS = re.compile(
    r"\s(?:\w+ly )?(?:notifies|informs|advises|reports|provides|furnishes|delivers|sends|submits|forwards|supplies|"
    r"returns|responds|replies|answers|investigates|replaces|ships|transmits|issues|acknowledges)\b"
)
TELLS_AT = 4  # characters in front of the name that the sentence begins with: "The "
CAPPED = re.compile(
    r"\bin (?:any|no) (?:event|case)\b|\b(?:no|not) (?:later|more) than\b|\bwithin\b(?! (?:a|such|any|some) (?:\w+ )?(?:reasonable|short))"
    r"|\bat the latest\b"
    r"|\bat least\b|\bon or before\b|\bnot less than\b|\bas amended\b",
    re.IGNORECASE,
)

SEQUENCE = re.compile(r"from time to time|periodically|regularly|on a regular basis", re.IGNORECASE)
GRANTED = re.compile(  # before vague words: they bind the other side, or describe a thing
    r"\b(?:(?:up)?on|after|following|with|by|subject to|at|for)\s+$"
    r"|\b(?:allow|afford|grant|permit)\w*\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
GIVEN_TIME = re.compile(r"(?:a )?reasonable (?:time|period)", re.IGNORECASE)
GIVING = re.compile(r"\bgiv\w+\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
OF_OTHERS = re.compile(r"(?:a )?reasonabl\w+|timely|adequate|sufficient|prior", re.IGNORECASE)

DISCRETION = re.compile(
    r"\b(?:in|at|within|to) (?:its|their|his|the|(?P<owner>(?:the )?[A-Z]\w+)['’]s?) "
    r"(?:(?:sole|own|absolute|exclusive|complete|full|unfettered|reasonable)(?:,? and |,? or |, | )){0,3}"
    r"(?:discretion|opinion|judge?ment|(?:(?<=sole )|(?<=own )|(?<=absolute ))option|view|choosing|liking|estimation)\b(?: of (?P<of>(?:the )?[A-Z]\w+))?"
    r"|\b(?:as|if|unless|where|when|insofar as|as far as|(?:to the )?extent(?: that)?) "
    r"(?:it|they|(?P<who>(?:the )?[A-Z]\w+)) (?:may |reasonably |itself )?"
    r"(?:deems?|sees?|considers?|thinks?|finds?|regards?|judges?|believes?)\b"
    r"(?: (?:it|this|that|them|these|those|such|the|any|a|an|to|be|\w+(?:ing|tion)|notice|notification)){0,4} "
    r"(?:not )?(?:fit|appropriate|(?:un)?necessary|desirable|(?:un)?useful|proper|(?:im)?practica(?:l|ble)|(?:un)?reasonable|"
    r"advisable|feasible|(?:un)?suitable|(?:un)?economic(?:al)?|relevant|(?:in)?convenient|(?:as )?(?:in)?compatible|(?:as )?(?:in)?consistent|"
    r"(?:as )?(?:being )?in (?:line with )?its (?:own )?(?:\w+ )?interests?|(?:too )?(?:costly|expensive|onerous|burdensome|difficult))\b"
    r"|\b(?:determines?|decides?) otherwise\b"
    r"|\b(?P<whim>(?:at any time,? (?:and )?)?without (?:stating|giving|having to state|having to give|providing|need for|the need to give) "
    r"(?:any |a |its )?(?:reasons?|explanations?|justification))\b",
)
EXCEPTION = re.compile(
    r"\b(?:unless|except|save|provided|other than|to the extent|insofar|in so far|subject to|only if|only where|"
    r"where|if|when|reserves the right)\b",
    re.IGNORECASE,
)
BINDING = (Modality.OBLIGATION, Modality.PROHIBITION)


def weak_duties(read: ReadContract) -> Iterator[Hit]:
    """Point at the soft verb of a sentence in which the manufacturer ought to do something."""
    for norm in read.norms:
        if norm.bearers != (CDMO,):
            continue
        form = {Modality.EXPECTATION: SOFT, Modality.PERMISSION: OPTIONAL}.get(norm.modality)
        found = _first(read, norm, form) if form else None
        if found:
            yield _hit(read, found)
    yield from _impersonal(read)


def _impersonal(read: ReadContract) -> Iterator[Hit]:
    """Point at "it is expected that" in front of what the manufacturer does for the other."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.norms import Names

    names = Names.of(read.contract)
    for provision in read.provisions:
        words = _text(read, provision.span)
        found = IMPERSONAL.search(words)
        if found is None:
            continue
        ends = [
            end for start, end, role in names.find(words) if start == found.end() and role == CDMO
        ]
        if ends and OWED.search(words, ends[0], ends[0] + FAR):
            start = provision.span.start
            yield _hit(read, Span(start + found.start(), start + found.end()))


def vague_time(read: ReadContract) -> Iterator[Hit]:
    """Point at "promptly" and the like in the manufacturer's duties where no period caps them."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.norms import Names

    names = Names.of(read.contract)
    for norm in read.norms:
        if not _is_duty(norm) and not _tells_a_duty(norm, _text(read, norm.span), names):
            continue
        if not OWED.search(_text(read, norm.span)):
            continue
        words = read.contract.document.quote(read.provisions[norm.provision].span)
        if CAPPED.search(words) or any(clock.period is not None for clock in norm.clocks):
            continue
        for clock in norm.clocks:
            if clock.vague and not clock.immediate and _binds(read, clock.span, words):
                yield _hit(read, clock.span)
                break


def _binds(read: ReadContract, span: Span, sentence: str) -> bool:
    """Say whether vague words are the time of the duty itself, and nothing explains them."""
    words = _text(read, span)
    if SEQUENCE.match(words):
        return False
    before = read.contract.document.text[max(0, span.start - 60) : span.start]
    if OF_OTHERS.match(words) and GRANTED.search(before):
        return False
    if GIVEN_TIME.match(words) and GIVING.search(before):
        return False
    explained = rf"[\"“']{re.escape(words.split()[0])}[\"”'],? (?:shall )?means?\b"
    return re.search(explained, sentence, re.IGNORECASE) is None


def _is_duty(norm: Norm) -> bool:
    return norm.modality is Modality.OBLIGATION and CDMO in norm.bearers


def _tells_a_duty(norm: Norm, words: str, names: "Names") -> bool:
    """Say whether a sentence in the present tense tells what the manufacturer does for the other.

    "The CDMO informs the Sponsor promptly" is how a duty is worded on the Continent.
    """
    if norm.modality is not Modality.DECLARATION:
        return False
    return any(
        role == CDMO and start <= TELLS_AT and TELLS.match(words, end)
        for start, end, role in names.find(words)
    )


def unilateral_discretion(read: ReadContract) -> Iterator[Hit]:
    """Point at words that leave it to the manufacturer whether a duty holds.

    The words must belong to the manufacturer, and stand behind an exception or condition or in a
    sentence that binds the manufacturer; who need give no reason has the say in any case.
    """
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.norms import Names

    names = Names.of(read.contract)
    binding = {
        norm.provision for norm in read.norms if norm.modality in BINDING and CDMO in norm.bearers
    }
    for provision in read.provisions:
        words = read.contract.document.quote(provision.span)
        for found in DISCRETION.finditer(" ".join(words.split("\n"))):
            mentions = names.find(words)
            if _owner(found, names.roles, mentions) != CDMO:
                continue
            excepted = EXCEPTION.search(words, max(0, found.start() - 120), found.start())
            if excepted or provision.index in binding or found["whim"]:
                start = provision.span.start
                yield _hit(read, Span(start + found.start(), start + found.end()))


def _owner(
    found: re.Match[str], roles: dict[str, str], mentions: list[tuple[int, int, str]]
) -> str:
    named = found["owner"] or found["of"] or found["who"]
    if named:
        return roles.get(named.removeprefix("the "), "")
    before = [role for start, _, role in mentions if start < found.start()]
    return before[-1] if before else ""


def _first(read: ReadContract, norm: Norm, form: re.Pattern[str]) -> Span | None:
    text = read.contract.document.text
    for found in form.finditer(text, norm.span.start, norm.span.end):
        before = _clause_before(text, norm, found.start())
        if MAY_NOT.match(text, found.start()) or SUBORDINATE.search(before):
            continue
        if len(before) > FAR:
            continue
        if found.group().lower() == "should" and _inverted(text, norm, found.start()):
            continue
        return Span(*found.span())
    return None


def _clause_before(text: str, norm: Norm, end: int) -> str:
    """Return the words from the last comma or semicolon to `end`."""
    words = text[norm.span.start : end]
    cut = max(words.rfind(sign) for sign in (";", ",", ":", ". "))
    return " ".join(words[cut + 1 :].split())


FAR = 60  # characters between the start of the clause and its verb


def _inverted(text: str, norm: Norm, start: int) -> bool:
    """Say whether "should" opens a condition: "Should the CDMO learn of ..."."""
    return text[start] == "S" or text[norm.span.start : start].rstrip().endswith((",", "and", "or"))


def _text(read: ReadContract, span: Span) -> str:
    return read.contract.document.quote(span)


def _hit(read: ReadContract, span: Span) -> Hit:
    words = read.contract.document.quote(span)
    return Hit(span, {"text": " ".join(words.split())})
