"""Find the clocks of a provision: deadlines, lead times, durations and frequencies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from contract_lint.language.numbers import fold
from contract_lint.model.document import Span
from contract_lint.model.norm import Anchor, Clock, Comparator, Dimension, Direction, Quantity

_G = r"\s{1,4}"

# -- what stands before a period -----------------------------------------------------------------
_LINK = (
    r"(?:[\s,:(]{1,4}(?:an?|the|its|this|such|said|that|each|another|further|additional|initial|"
    r"minimum|maximum|period|term|time|of|at|least|not|no|nor|less|more|fewer|later|than|to|exceed|"
    r"up|aforesaid|applicable|prior|written|advance|notice|about|approximately|only|in|case|event|"
    r"date|day|which|is|or|extended|any|and|foregoing|entire|subsequent|first|full|consecutive|reasonable|calendar|"
    r"one|on|by|required|delivery|beginning|aggregate|longer|greater|shorter|lesser)\b){0,8}[\s,:(]{0,4}$"
)
_OPENER = re.compile(
    rf"\b(?:(?P<early>(?:(?:no|not){_G}(?:be{_G})?)?(?:earlier|sooner){_G}than|not{_G}before)"
    rf"|(?P<within>within|inside|(?:no|not|nor|event|case){_G}(?:be{_G})?later{_G}than|by|"
    rf"on{_G}or{_G}before|at{_G}the{_G}latest|not?{_G}exceed(?:ing)?|net|"
    rf"(?:no|not|nor){_G}(?:be{_G})?(?:more|longer|greater){_G}than|up{_G}to|later{_G}than)"
    rf"|(?P<during>for|during|throughout|through|over|term{_G}of|period{_G}of|periods{_G}of|duration{_G}of|"
    rf"continue|remain|until|expiry{_G}of|life{_G}of|dating{_G}of|supply{_G}of)"
    rf"|(?P<least>(?:at{_G}least|(?:no|not){_G}(?:less|fewer){_G}than|a{_G}minimum{_G}of)))"
    rf"{_LINK}"
)
_GIVEN = re.compile(
    rf"\b(?P<notice>upon|on|with|giv(?:e|es|en|ing)|provid(?:e|es|ed|ing)|subject{_G}to|by|following|"
    rf"after|without|receiv(?:e|es|ed|ing)){_LINK}"
)
_NOTICE_OF = re.compile(
    rf"\b(?:notice|notification)\b(?:{_G}in{_G}writing)?[\s,(]{{1,4}}"
    rf"(?:(?:period{_G}of|of|being|shall{_G}be|is){_G})?(?:(?:at{_G}least|(?:no|not){_G}(?:less|fewer|more){_G}than|"
    rf"a{_G}minimum{_G}of|up{_G}to){_G})?$"
)
_KEPT = re.compile(
    r"\b(?:retain|kept|keep|maintain|stor|preserv|surviv|continu|remain|available|valid|warrant|"
    r"guarant|insur|shelf|expir|dating|hold|archiv|in\s{1,4}(?:force|effect)|period|term\b|until|"
    r"record|support|assist)"
)
_TAKES_EFFECT = re.compile(r"\b(?:effective|deemed|commenc|begin|start)")

# -- what stands behind it -----------------------------------------------------------------------
_NOTICE = re.compile(
    rf"(?:'s?|s')?(?:{_G}(?:calendar|period|of|the|its|such|prior|previous|advance|advanced|written|"
    rf"express|formal|reasonable|or{_G}oral|and|oral|in{_G}writing|,)){{0,6}},?\s{{1,4}}"
    rf"(?P<notice>(?:pre-?)?notice|notification|warning)\b"
)
_SKIP = (
    r"(?:'s?|s')?(?:\s{0,3}\([^()]{0,80}\))?"
    rf"(?:[\s-]{{1,4}}(?:notice{_G})?(?:time{_G})?(?:period|term|window|deadline)s?\b)?"
    rf"(?:{_G}(?:immediately|in{_G}each{_G}case|commencing|beginning|starting|running|counted|"
    rf"calculated|measured|next|either|or{_G}(?:more|less|longer|sooner|earlier)|of{_G}time)){{0,2}}"
)
_CONNECTOR = re.compile(
    rf"{_SKIP},?\s{{1,4}}(?:"
    rf"(?P<before>prior{_G}to|before|in{_G}advance{_G}of|ahead{_G}of|preceding|previous{_G}to)"
    rf"|(?P<ahead>in{_G}advance|beforehand|ahead|prior|earlier)\b(?!{_G}(?:written|notice|to))"
    rf"|(?P<thereafter>thereafter|thereof|later)\b"
    rf"|(?P<after>after|following|from{_G}and{_G}after|from|since|upon|as{_G}of|beyond|on|of(?!{_G}lead\b)|"
    rf"subsequent{_G}to|past|when|once))(?:{_G}|(?=[.,;:)])|$)"
)
_PERIOD_FORM = re.compile(
    r"(?:'s?|s')?[\s-]{1,4}(?:[a-z]{1,12}\s{1,4}){0,2}(?:period|term|window)\b"
)
_EVENT_AFTER_NOTICE = re.compile(
    rf"(?:{_G}to{_G}(?:the{_G})?[a-z]{{1,20}}(?:{_G}party)?)?{_G}"
    rf"(?P<before>prior{_G}to|before|in{_G}advance{_G}of|ahead{_G}of|of|for)\s"
)
_STOP_EVENT = re.compile(
    r"[,;:()\"\[\]]|\.(?:\s|$)|\b(?:shall|must|will|may|unless|provided|if|which|whichever|then|"
    r"except|and\s{1,4}in\s{1,4}any|but|within|at\s{1,4}least|is|are|was|has|have|to\s{1,4}(?:remedy|"
    r"cure|reject|notify|respond|object|provide|review|approve|correct|pay|make|deliver))\b"
)
_KEPT_STARTS = ("is", "are", "was", "has", "have")
_ON_WHICH = re.compile(r"\b(?:date|day|time|moment)\s{1,4}(?:on|at|from|by|upon)\s{1,4}$")
_LONGEST_EVENT = 140

# -- clocks in words -----------------------------------------------------------------------------
_WORDS = re.compile(
    rf"\b(?:(?P<immediate>immediately(?!{_G}(?:prior|preceding|before|available|foregoing|above|"
    rf"below|adjacent|apparent|succeeding))|forthwith|instantly|"
    rf"immediate(?={_G}(?:(?:written|oral|telephonic|and|or|prior){_G}){{0,3}}(?:notice|notif|action|"
    rf"report|corrective|effect))|"
    rf"at{_G}once|(?:on{_G}the{_G})?same[\s-](?:(?:business|working|calendar){_G})?day)"
    rf"|(?P<often>from{_G}time{_G}to{_G}time|periodically|regularly|on{_G}a{_G}(?:regular|periodic|"
    rf"timely{_G}and{_G}regular){_G}basis|at{_G}regular{_G}intervals|routinely)"
    rf"|(?P<ahead>reasonable{_G}(?:(?:prior|advance|advanced|written|and){_G}){{0,3}}(?:notice|"
    rf"notification)|(?:sufficient|adequate|due){_G}(?:(?:prior|advance|written){_G}){{0,2}}notice|"
    rf"(?:reasonably|sufficiently|well|as{_G}far){_G}in{_G}advance)"
    rf"|(?P<soon>promptly|prompt(?={_G}(?:(?:written|oral|and|or|prior){_G}){{0,3}}[a-z])|"
    rf"as{_G}(?:soon|quickly|promptly|expeditiously|early){_G}as{_G}(?:is{_G}|it{_G}is{_G}|may{_G}be{_G})?"
    rf"(?:(?:commercially|reasonably|technically){_G})?(?:practicable|practical|practicably|possible|"
    rf"possibly|feasible|available|able)|"
    rf"as{_G}soon{_G}as|at{_G}(?:the|its|their){_G}earliest{_G}(?:convenience|opportunity|possible)|"
    rf"without{_G}(?:any{_G})?(?:(?:undue|unreasonable|further|culpable|unnecessary|avoidable|material|significant){_G})?delay|"
    rf"as{_G}(?:soon|quickly|promptly|expeditiously|early|fast|swiftly|rapidly){_G}as{_G}(?:[a-z']{{1,14}}{_G}){{0,4}}(?:can|could|allows?|permits?|reasonable)|"
    rf"(?:in{_G}a|on{_G}a){_G}(?:(?:reasonable|reasonably|commercially|prompt){_G}(?:and{_G})?){{0,2}}"
    rf"(?:timely|prompt|expeditious){_G}(?:manner|basis|fashion)|timely|in{_G}due{_G}(?:course|time)|"
    rf"at{_G}short{_G}notice|swiftly|(?:with{_G}(?:all|due|the){_G}(?:(?:due|utmost|necessary|highest|possible){_G})?(?:speed|haste|dispatch|urgency))|"
    rf"within{_G}(?:a|such|any|some){_G}(?:(?:commercially{_G})?reasonable|short){_G}"
    rf"(?:time|period|timeframe|amount)|"
    rf"(?:a{_G})?reasonable{_G}(?:period(?:{_G}of{_G}time)?|time(?:frame)?)|expeditiously|"
    rf"in{_G}good{_G}time|speedily))\b"
)
_AMENDED = re.compile(
    r"\b(?:amend|modif|supplement|revis|updat|in\s{1,4}effect|in\s{1,4}force|chang|restat|replac|"
    r"agree|designat|exist|appl)[a-z]*\b[^.;]{0,60}$"
)
_BARE_PERIOD = re.compile(r"\b(?:year|quarter|month|period|day|date|term|week)s?\s{1,4}$")
_CAP = re.compile(
    r"\b(?:in\s{1,4}(?:any|all|every|each)\s{1,4}(?:event|case)s?|in\s{1,4}no\s{1,4}(?:event|case)|no\s{1,4}later|not\s{1,4}"
    r"later|at\s{1,4}the\s{1,4}latest|at\s{1,4}least|(?:no|not)\s{1,4}(?:less|more|fewer|longer)|not\s"
    r"{1,4}to\s{1,4}exceed|not\s{1,4}exceed\w*|but\s{1,4}within|and\s{1,4}within|minimum|maximum|up\s"
    r"{1,4}to|being|i\.e\.|meaning|always\s{1,4}within|generally\s{1,4}within|at\s{1,4}most|by)\b"
)
_SENTENCE_END = re.compile(r"[;]|\.\s")
_CAP_REACH = 140
_DIRECT_REACH = 14

# -- events --------------------------------------------------------------------------------------
_OF = r"\s{1,4}(?:of\s{1,4})?(?:(?:the|such|any|its|each|a|an|that|said|all)\s{1,4})?"
_W = r"(?:[a-z'/-]{1,24}\s{1,4})"
_ANCHOR = re.compile(
    rf"\b(?:(?P<END_OF_INVESTIGATION>(?:complet|conclu|clos|end|finali[sz])[a-z]*{_OF}{_W}{{0,3}}?"
    r"(?:investigation|root\s{1,4}cause|deviations?\b)|investigation\s{1,4}report)"
    rf"|(?P<END_OF_MANUFACTURE>(?:complet|conclu|end|finish|date)[a-z]*{_OF}{_W}{{0,3}}?(?:manufactur"
    r"|production|processing|fill(?:ing)?\b|batch|campaign|packag|lot\b)[a-z]*|bulk\s{1,4}fill|"
    r"\A(?:the\s)?manufactur(?:e|ing)\b|date\s{1,4}of\s{1,4}manufacture|last\s{1,4}day\s{1,4}of\s{1,4}production|produced)"
    r"|(?P<NEXT_MEETING>(?:next|following|upcoming)\s{1,4}(?:[a-z-]{1,20}\s{1,4}){0,3}(?:meeting|"
    r"review|call)|(?:quarterly|monthly|annual|business)\s{1,4}(?:[a-z-]{1,20}\s{1,4}){0,2}"
    r"(?:meeting|review))"
    r"|(?P<INITIAL_RESULT>(?:initial|preliminary|first|suspect|presumptive|original|test|oos|"
    r"out[\s-]of[\s-]specification|confirmed\s{1,4}oos)\s{1,4}(?:[a-z-]{1,20}\s{1,4}){0,3}(?:result|"
    r"finding)s?)"
    rf"|(?P<RECEIPT>recei(?:pt|v)[a-z]*)"
    r"|(?P<DISCOVERY>discover[a-z]*|aware[a-z]*|identif[a-z]*|detect[a-z]*|learn[a-z]*|knowledge|"
    r"first\s{1,4}knew|known|knows|ascertain[a-z]*|determin[a-z]*|observ[a-z]*)"
    r"|(?P<CONFIRMATION>confirm[a-z]*|verif(?:y|ied|ication)[a-z]*)"
    r"|(?P<REQUEST>request(?:s|ed|ing)?\b(?!\s{1,4}(?:delivery|ship))|demand(?:ed|s)?)"
    r"|(?P<IMPLEMENTATION>implement[a-z]*|tak(?:es?|ing)\s{1,4}effect|(?:proposed|planned|such|the|any)"
    r"\s{1,4}changes?(?!\s{1,4}(?:of|in)\s{1,4}control)|introduc[a-z]*|chang(?:e|es|ing)\b(?!\s{1,4}(?:of|in)\s{1,4}control))"
    rf"|(?P<EXPIRY_DATE>(?:expir|end)[a-z]*{_OF}{_W}{{0,3}}?(?:shelf|product|batch|lot|material|"
    r"dating)[a-z-]*|expir(?:y|ation)\s{1,4}dat(?:e|ing)s?\b(?!\s{1,4}of\s{1,4}(?:the|this|such|its|any)\s{1,4}"
    r"(?:[a-z-]{1,16}\s{1,4}){0,2}(?:term|agreement)\b)|(?:shelf|product|batch|lot)[\s-]"
    r"(?:[a-z-]{1,12}\s){0,2}expir[a-z]*|shelf[\s-]life)"
    r"|(?P<TERMINATION>terminat[a-z]*|expir[a-z]*|end\s{1,4}of\s{1,4}(?:the\s{1,4})?(?:[a-z-]{1,16}"
    r"\s{1,4}){0,2}(?:term|agreement))"
    r"|(?P<ORDER>purchase\s{1,4}orders?|orders?\b(?:\s{1,4}placement)?|pos?\b)"
    r"|(?P<NOTICE>noti(?:ce|fy|fi)[a-z]*|deliver[a-z]*\s{1,4}of\s{1,4}(?:(?:such|the|a|any|its|"
    r"written)\s{1,4}){0,2}noti[a-z]*|inform(?:ed|ing|s)\b)"
    r"|(?P<DELIVERY>deliver[a-z]*|arriv[a-z]*|ship[a-z]*|de?spatch[a-z]*|dispatch[a-z]*)"
    r"|(?P<RELEASE>(?<!public\s)(?<!press\s)releas[a-z]*|disposition[a-z]*)"
    r"|(?P<EFFECTIVE_DATE>effective\s{1,4}date|date\s{1,4}hereof|execution(?:\s{1,4}date)?|signature|"
    r"signing|date\s{1,4}of\s{1,4}this)"
    r"|(?P<OCCURRENCE>occur[a-z]*|incident|event|happen[a-z]*))"
)
_LEAD_EVENT = re.compile(
    r"\b(?:upon|after|following|on|once|when|promptly\s{1,4}after)\s{1,4}(?=(?:[a-z']{1,20}\s{1,4}){0,5}?"
    r"(?:receipt|receiv|discover|becom|learn|identif|detect|request|notice|notif|terminat|expir|"
    r"deliver|complet|releas|occurr|determin))"
)


@dataclass(frozen=True, slots=True)
class _Event:
    span: Span
    anchor: Anchor


def find_clocks(text: str, quantities: Sequence[Quantity], offset: int = 0) -> list[Clock]:
    """Find the clocks of one provision, in order.

    `quantities` are those of the same text with the same `offset`. Each period binds to its
    nearest event; a vague word that a period caps ("promptly, and in any event within 24 hours")
    is no clock of its own, but lends the period its event.
    """
    folded = fold(text)
    local = [_shift(q, -offset) for q in quantities]
    stated = [clock for i in range(len(local)) if (clock := _stated(folded, local, i))]
    worded = list(_worded(folded, local))
    stated, worded = _capped(folded, stated, worded)
    clocks = sorted((*stated, *worded), key=lambda clock: (clock.span, clock.direction))
    return [_moved(clock, offset) for clock in clocks]


def classify_event(phrase: str) -> Anchor:
    """Return the kind of event that words such as "receipt of the request" name."""
    return _classify(fold(phrase))


def _shift(quantity: Quantity, by: int) -> Quantity:
    return replace(quantity, span=_shifted(quantity.span, by))


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved(clock: Clock, by: int) -> Clock:
    return replace(
        clock,
        span=_shifted(clock.span, by),
        period=_shift(clock.period, by) if clock.period else None,
        event=_shifted(clock.event, by) if clock.event else None,
    )


def _stated(folded: str, quantities: Sequence[Quantity], index: int) -> Clock | None:
    """Read the clock that a period or a rate sets."""
    quantity = quantities[index]
    if quantity.dimension is Dimension.RATE:
        return Clock(quantity.span, Direction.EVERY, quantity)
    if quantity.dimension is not Dimension.TIME:
        return None
    since = quantities[index - 1].span.end if index else 0
    until = next(
        (q.span.start for q in quantities[index + 1 :] if q.dimension is not Dimension.RATE),
        len(folded),
    )
    start = quantity.span.start
    window = max(since, start - 90)
    opener = _OPENER.search(folded[window:start])
    kind = opener.lastgroup if opener else None
    begin = window + opener.start() if opener else start
    if kind in (None, "least") and (given := _GIVEN.search(folded[window:start])):
        kind, begin = given.lastgroup, window + given.start()
    if noticed := _on_notice(folded, quantity, kind, begin, until):
        return noticed
    if kind in (None, "least", "notice", "during") and _NOTICE_OF.search(folded[window:start]):
        kind = "noticed"
    return _on_event(folded, quantity, kind, begin, until)


def _on_notice(
    folded: str, quantity: Quantity, kind: str | None, begin: int, until: int
) -> Clock | None:
    """Read "upon thirty days' prior written notice [of, before EVENT]"."""
    end = quantity.span.end
    found = _NOTICE.match(folded, end)
    if not found or (kind in ("within", "during") and "prior" not in found[0] + folded[begin:end]):
        return None
    if re.match(r"\s{1,4}period\b", folded[found.end() : found.end() + 12]):
        return None
    link = _EVENT_AFTER_NOTICE.match(folded, found.end())
    event = _event(folded, link.end(), until) if link else None
    if link and event and link["before"] in ("of", "for") and event.anchor is Anchor.OTHER:
        event = replace(event, anchor=Anchor.NOTICE)
    return Clock(
        Span(begin, event.span.end if event else found.end()),
        Direction.BEFORE,
        quantity,
        event.anchor if event else Anchor.NOTICE,
        event.span if event else None,
    )


def _on_event(
    folded: str, quantity: Quantity, kind: str | None, begin: int, until: int
) -> Clock | None:
    """Read "within ten days after EVENT", "ten days before EVENT", "for ten days"."""
    link = _CONNECTOR.match(folded, quantity.span.end)
    if link and link["after"] in ("on", "of", "when", "once", "upon") and kind not in _BOUND:
        link = None
    direction = _direction(folded, quantity, kind, link, begin)
    if direction is None:
        return None
    event = None
    if link and (link["before"] or link["after"]):
        event = _event(folded, link.end(), until)
        if link["after"] == "of" and _UP_TO.match(folded, begin) and _is_an_amount(quantity, event):
            return Clock(Span(begin, quantity.span.end), Direction.FOR, quantity)
    elif not (link and link["ahead"]) and direction is not Direction.FOR:
        event = _lead_event(folded, begin)
    anchor = event.anchor if event else Anchor.NOTICE if kind == "noticed" else None
    end = quantity.span.end
    if link:
        end = max(end, link.end())
    if event and event.span.start >= quantity.span.start:
        end = max(end, event.span.end)
    end = len(folded[:end].rstrip())
    return Clock(
        Span(begin, end),
        direction,
        quantity,
        anchor,
        event.span if event else None,
    )


_UP_TO = re.compile(r"up\s{1,4}to\b")


def _is_an_amount(quantity: Quantity, event: _Event | None) -> bool:
    """Say whether hours are so much of a work ("up to 10 hours of training"), and no deadline."""
    return quantity.unit == "h" and event is not None and event.anchor is Anchor.OTHER


_BOUND = ("within", "early", "during", "least", "notice", "noticed")


def _direction(
    folded: str, quantity: Quantity, kind: str | None, link: re.Match[str] | None, begin: int
) -> Direction | None:
    if kind == "noticed":
        return Direction.BEFORE
    if link and (link["before"] or link["ahead"]):
        if kind == "during" and link["before"]:
            return Direction.FOR
        return Direction.BEFORE
    if kind == "early":
        return Direction.AFTER
    if kind == "during":
        return Direction.FOR
    if kind == "within":
        return Direction.WITHIN
    if not link:
        return Direction.FOR if kind and _PERIOD_FORM.match(folded, quantity.span.end) else None
    before = folded[max(0, begin - 80) : begin]
    if quantity.comparator is Comparator.AT_LEAST:
        return Direction.FOR if _KEPT.search(before) else Direction.AFTER
    if _TAKES_EFFECT.search(before[-40:]):
        return Direction.AFTER
    return Direction.WITHIN


def _event(folded: str, start: int, until: int) -> _Event | None:
    """Read the event phrase that begins at `start`."""
    limit = min(until, start + _LONGEST_EVENT, len(folded))
    end = limit
    position = start
    while stop := _STOP_EVENT.search(folded, position, limit):
        if stop[0] == "which" and _ON_WHICH.search(folded[start : stop.start()]):
            position = stop.end()
            continue
        if stop[0] in _KEPT_STARTS and not _ANCHOR.search(folded, start, stop.start()):
            position = stop.end()
            continue
        end = stop.start()
        break
    if end == limit < len(folded) and folded[limit - 1 : limit + 1].isalpha():
        end = folded.rfind(" ", start, limit) + 1 or limit
    phrase = folded[start:end]
    body = phrase.strip()
    if not body:
        return None
    begin = start + len(phrase) - len(phrase.lstrip())
    return _Event(Span(begin, begin + len(body)), _classify(body))


def _lead_event(folded: str, before: int) -> _Event | None:
    """Find the event that opened the sentence: "Upon receipt of the report, Supplier shall"."""
    start = 0
    for stop in _SENTENCE_END.finditer(folded, 0, before):
        start = stop.end()
    last = None
    for found in _LEAD_EVENT.finditer(folded, max(start, before - 400), before):
        last = found
    return _event(folded, last.end(), before) if last else None


def _classify(phrase: str) -> Anchor:
    found = _ANCHOR.search(phrase)
    return Anchor[str(found.lastgroup)] if found else Anchor.OTHER


def _worded(folded: str, quantities: Sequence[Quantity]) -> Iterator[Clock]:
    """Yield the clocks that have no period: "promptly", "forthwith", "reasonable notice"."""
    for found in _WORDS.finditer(folded):
        clock = _worded_clock(folded, found, quantities)
        if clock:
            yield clock


def _worded_clock(
    folded: str, found: re.Match[str], quantities: Sequence[Quantity]
) -> Clock | None:
    span = Span(found.start(), found.end())
    before = folded[max(0, span.start - 80) : span.start]
    if found["often"]:
        if _AMENDED.search(before):
            return None
        return Clock(span, Direction.EVERY, vague=True)
    if before.endswith('"'):
        return None
    if found["immediate"] and _BARE_PERIOD.search(before):
        return None
    until = min((q.span.start for q in quantities if q.span.start >= span.end), default=len(folded))
    event = None
    link = _CONNECTOR.match(folded, span.end)
    direction = Direction.BEFORE if found["ahead"] else Direction.WITHIN
    if link and (link["after"] or link["before"]) and link["after"] != "of":
        event = _event(folded, link.end(), until)
        if link["before"]:
            direction = Direction.BEFORE
    elif found["soon"] and re.fullmatch(r"as\s+soon\s+as", found[0]):
        event = _event(folded, span.end + 1, until)
    elif not found["ahead"]:
        event = _lead_event(folded, span.start)
    if before.rstrip().endswith("for a") or before.rstrip().endswith("for"):
        direction = Direction.FOR if "period" in found[0] else direction
    end = event.span.end if event and event.span.start >= span.end else span.end
    anchor = event.anchor if event else Anchor.NOTICE if found["ahead"] else None
    return Clock(
        Span(span.start, end),
        direction,
        anchor=anchor,
        event=event.span if event else None,
        vague=not found["immediate"],
        immediate=bool(found["immediate"]),
    )


def _capped(
    folded: str, stated: list[Clock], worded: list[Clock]
) -> tuple[list[Clock], list[Clock]]:
    """Drop each vague clock that a stated one caps, and lend the latter its event."""
    kept = []
    for clock in worded:
        index = _cap_of(folded, clock, stated)
        if index is None or not clock.vague:
            kept.append(clock)
            continue
        cap = stated[index]
        if cap.event is None and clock.event is not None:
            stated[index] = replace(cap, anchor=clock.anchor, event=clock.event)
    return stated, kept


def _cap_of(folded: str, clock: Clock, stated: Sequence[Clock]) -> int | None:
    if clock.direction is Direction.EVERY:
        return None
    for index, cap in enumerate(stated):
        if cap.direction not in (Direction.WITHIN, Direction.BEFORE) or not cap.period:
            continue
        gap = folded[clock.span.start : cap.period.span.start]
        if cap.period.span.start < clock.span.end or _SENTENCE_END.search(gap):
            continue
        tail = folded[clock.span.end : cap.period.span.start]
        if _CAP.search(gap[-60:]) and len(tail) <= _CAP_REACH:
            return index
        if len(tail) <= _DIRECT_REACH:
            return index
    return None
