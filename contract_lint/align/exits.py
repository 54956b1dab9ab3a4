"""Ways out of a contract: rows that forbid one, which silence satisfies, and rows that want one."""

import re
from collections.abc import Iterator, Sequence

from contract_lint.align.facts import Facts
from contract_lint.align.features import Wanted
from contract_lint.align.index import Entry
from contract_lint.align.reply import Reply
from contract_lint.align.reversal import escape
from contract_lint.align.source import Source
from contract_lint.align.values import is_enough
from contract_lint.align.wording import asked_for
from contract_lint.language.quantities import find_quantities
from contract_lint.model import (
    Deviation,
    Dimension,
    Direction,
    Limit,
    Modality,
    Quantity,
    Verdict,
)

CONVENIENCE = re.compile(
    r"\b(?:convenience|without\s+(?:\w+\s+)?(?:cause|reason)|no\s+cause|walk\s+away|for\s+any\s+(?:or\s+no\s+)?reason)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:terminat\w+|cancel\w*|withdraw\w*|buy\s+out)\b", re.IGNORECASE)
CAUSE = re.compile(
    r"\b(?:breach\w*|default\w*|insolven\w+|bankrupt\w*|fail(?:s|ure)?|cease\w*|force\s+majeure|change\s+(?:of|in)\s+control|"
    r"infring\w+|in\s+the\s+event|if|where|regulatory|recall|for\s+cause|upon\s+(?:the\s+)?occurrence|mutual\w*|cure[ds]?|remed\w+|expir\w+|"
    r"then\s+(?:the\s+other|(?:the|a)\s+non-?\s?\w+|such\s+other)\s+party)\b",
    re.IGNORECASE,
)
BREACH = re.compile(
    r"\b(?:specifying|describing|stating)\s+(?:\w+\s+){0,3}?(?:breach|default|failure)\b|"
    r"\b(?:breach|default)s?\s+(?:of|under|by|is|remains|has)\b|\bin\s+(?:material\s+)?(?:breach|default)\b",
    re.IGNORECASE,
)
AT_ANY_TIME = re.compile(r"\bat\s+any\s+time\b", re.IGNORECASE)
_NOT_RENEWED = re.compile(
    r"\b(?:non-?renewal|not\s+(?:to\s+)?(?:be\s+)?renew\w*|not\s+to\s+extend\s+(?:the|this)\s+(?:term|agreement)|"
    r"(?:renew|extend)\w*[^.;]{0,160}\bunless\b[^.;]{0,120}\b(?:notif\w+|notice|terminat\w+|advis\w+))",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"\b(?:upon|after|following|on)\s+(?:any\s+|the\s+)?(?:expir\w+\s+or\s+)?terminat\w+|terminat\w+\s+of\s+this\s+agreement\s+for\s+any\s+reason"
    r"|\b(?:terminat|expir|renew)\w*\b[^.;]{0,80}\b(?:shall|will|does|do)\s+not\s+(?:relieve|affect|release|prejudice|discharge|impair|limit)",
    re.IGNORECASE,
)
WAY_OUT = "a way out without cause"
_LONGER = re.compile(
    r"\b(?:diligent\w*|good\s+faith)\b[^.;]{0,160}\b(?:extended|additional|further|longer)\b[^.;\d]{0,60}",
    re.IGNORECASE,
)


def asks_for_no_exit(wanted: Wanted) -> bool:
    """Say whether a row wants a party kept from leaving without cause on short notice."""
    row = wanted.requirement
    words = " ".join((row.text, *row.objects, row.attribute))
    return (
        row.limit is Limit.AT_LEAST
        and wanted.dimension is Dimension.TIME
        and wanted.query.action in ("terminate", "notify")
        and row.party != "Sponsor"
        and CONVENIENCE.search(words) is not None
    )


def find_exit(
    wanted: Wanted, entries: Sequence[Entry], sources: Sequence[Source], side: str
) -> Reply | None:
    """Return the widest way out that `side` has without cause, or None where nothing is said.

    A right to terminate without cause counts first, then a right not to renew; where only exits
    for cause are given, the row is met.
    """
    for_cause: Entry | None = None
    open_doors: list[Reply] = []
    for entry in entries:
        source = sources[entry.contract]
        text = source.text_of(entry.provision)
        if text.endswith(":") or _EFFECT.search(text):
            continue  # its items say it; what an end brings is no way to it
        out = escape(text, source.names, {side}) if _ENDS.search(text) else ""
        if out:
            deviation = Deviation("exception", "no way out at will", out)
            open_doors.append(Reply.differing(entry, Verdict.CONDITIONAL, deviation))
        if _NOT_RENEWED.search(text) and _may(entry, side, mutual=True):
            open_doors.append(_weigh(wanted, entry, source, "non-renewal", side))
        elif _ENDS.search(text) and _may(entry, side):
            if CAUSE.search(text) and not CONVENIENCE.search(text):
                for_cause = for_cause or entry
            elif "topic:termination" in entry.own:
                open_doors.append(_weigh(wanted, entry, source, "termination without cause", side))
    if open_doors:
        return min(open_doors, key=lambda door: _WORST.index(door.verdict))
    if for_cause is not None:
        return Reply(for_cause, Verdict.MET, "only ways out for cause are given")
    return None


_WORST = (
    Verdict.CONTRADICTED,
    Verdict.CONDITIONAL,
    Verdict.WEAKER,
    Verdict.UNVERIFIABLE,
    Verdict.MET,
)


def _may(entry: Entry, side: str, *, mutual: bool = False) -> bool:
    """Say whether a norm of the provision lets `side` act, alone or as either party."""
    for norm in entry.norms:
        if norm.modality in (Modality.RIGHT, Modality.PERMISSION) and (
            side in norm.bearers or "both" in norm.bearers
        ):
            return True
    return mutual and not any(
        norm.bearers and side not in norm.bearers and "both" not in norm.bearers
        for norm in entry.norms
    )


def _whose(source: Source, entry: Entry, period: Quantity) -> str:
    """Return the role named last before a period: "Manufacturer at least thirty months"."""
    start = entry.provision.span.start
    text = source.read.contract.document.text[start : period.span.start]
    mentions = source.names.find(text)
    return mentions[-1][2] if mentions else ""


def _weigh(wanted: Wanted, entry: Entry, source: Source, kind: str, side: str) -> Reply:
    quantities, clocks = source.values(entry.provision)
    lasting = {
        c.period.span
        for c in clocks
        if c.period is not None and c.direction in (Direction.FOR, Direction.EVERY)
    }
    times = [q for q in quantities if q.dimension is Dimension.TIME and q.span not in lasting]
    periods = [q for q in times if _whose(source, entry, q) in (side, "both", "")]
    hidden = next((q for q in (*periods, *quantities) if q.value is None), None)
    known = next((q for q in periods if q.value is not None), None)
    asked = f"{kind} on {asked_for(wanted.requirement)}"
    if known is None and hidden is not None:
        deviation = Deviation("redaction", asked, source.quote(hidden.span))
        return Reply.differing(entry, Verdict.UNVERIFIABLE, deviation, hidden)
    if known is None:
        deviation = Deviation("negation", asked, f"{kind} without a notice period")
        return Reply.differing(entry, Verdict.CONTRADICTED, deviation)
    found = source.quote(known.span)
    if is_enough(known, wanted.requirement):
        return Reply(entry, Verdict.MET, f"{kind} on {found}", (), known)
    deviation = Deviation("value", asked, found)
    return Reply.differing(entry, Verdict.WEAKER, deviation, known)


def long_cure(facts: Facts) -> Iterator[Deviation]:
    """Read a period to cure that whoever tries may stretch without end."""
    if facts.wanted.query.action == "terminate" and facts.wanted.right:
        found = _LONGER.search(facts.text)
        if found and all(q.value is None for q in find_quantities(found.group())):
            yield Deviation("exception", "no exception", f"one: “{found.group().strip()[:120]}”")


def for_cause(facts: Facts) -> Iterator[Deviation]:
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
