"""Read how much, by when and from when a requirement row asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contract_lint.language.clocks import classify_event, find_clocks
from contract_lint.language.quantities import find_quantities
from contract_lint.model import (
    Anchor,
    Clock,
    Comparator,
    Dimension,
    Direction,
    Limit,
    Quantity,
    Span,
)

_I = re.IGNORECASE
_PERIOD = r"(?:(?:working|business|calendar)\s+)?(?:month|year|week|fortnight|quarter|day)"
_BEFORE_ONE = r"within|within\s+about|in|for|than|least|most|us|over|after|by|lasts?|on|another|get|gets|have|has"
_AFTER_ONE = r"or\s+(?:more(?!\s+often)|less|longer)|before|ahead|beforehand|in\s+advance|prior|beyond|past|after"
# What people write in a sheet -> what contracts write.
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, _I), plain)
    for pattern, plain in (
        (r"\ba\s+year\s+and\s+a\s+half\b", "18 months"),
        (r"\bhalf\s+a\s+year\b|\ba\s+half\s+year\b", "6 months"),
        (r"\bhalf\s+a\s+month\b", "15 days"),
        (rf"(?P<pre>\b(?:{_BEFORE_ONE})\s+)an?\s+(?:full\s+)?(?={_PERIOD}\b)", r"\g<pre>1 "),
        (rf"\ban?\s+(?:full\s+)?(?={_PERIOD}\s+(?:{_AFTER_ONE})\b)", "1 "),
        (r"\ba\s+couple\s+of\b", "2"),
        (r"\ba\s+dozen\b", "12"),
        (r"\ba\s+(?=million|thousand|hundred\s+thousand)", "1 "),
        (r"\bthree[\s-]quarters\b(?=\s+(?:or|of|in)\b|$)", "75 percent"),
        (r"\btwo[\s-]thirds\b", "66.7 percent"),
        (
            r"\b(?:by|to|at\s+least|at\s+most)\s+(?:a\s+)?half\b(?!\s+(?:a|an|of)\b)",
            "by 50 percent",
        ),
        (r"\bhalf\s+of\b", "50 percent of"),
        (r"\bthe\s+whole\s+of\b|\bin\s+full\s+for\s+all\b", "100 percent of"),
        (r"\binside\s+(?=\S+\s+(?:\w+\s+)?(?:hours?|days?|weeks?|months?)\b)", "within "),
        (r"\b(?:every|each)\s+(?:single\s+)?(?=week\b|month\b|quarter\b|year\b)", "every "),
    )
)
_CEILING = re.compile(
    r"\b(?:at\s+(?:the\s+)?(?:most|latest)|(?:no|not)\s+(?:later|more|longer|greater|higher)\s+than|"
    r"or\s+(?:less|fewer|sooner|earlier|shorter|below|under)|within|max(?:imum)?|up\s+to|at\s+or\s+(?:below|under)|"
    r"below|under|as\s+late\s+as|less\s+than|capped|earlier\s+than|not\s+exceed|by\s+then|ceiling)\b|<=|\u2264",
    _I,
)
_FLOOR = re.compile(
    r"\b(?:at\s+(?:the\s+(?:very\s+)?)?least|min(?:imum)?|(?:no|not|never)\s+(?:less|fewer|lower|shorter|sooner|earlier)\s+than|"
    r"or\s+(?:more|longer|later|above|higher|better|greater|over)|outlives?|and\s+(?:above|more)|"
    r"(?:never|not)\s+\w+\s+(?:under|below)|on\s+less\s+than|a\s+full|two\s+more|floor)\b|>=|\u2265",
    _I,
)
_AHEAD = re.compile(
    r"^['\u2019]?s?\s*(?:notice\s+)?(?:ahead|beforehand|in\s+advance|before|prior|earlier)\b", _I
)
_NEGATED_UNDER = re.compile(
    r"\b(?:cannot|can\s*not|must\s+not|may\s+not|never|not|no)\b[^.;,]{0,50}\b(?:less|fewer|under|below|shorter|lower)\b(?:\s+than)?\s*$",
    _I,
)
_OVER_NOT = re.compile(
    r"\b(?:not|never|no|nor)\b[^.;,]{0,30}\b(?:over|above|exceed|beyond|more|longer|later)\b(?:\s+than)?\s*$",
    _I,
)
_NEED_NOT = re.compile(r"\bneed\s+not\b", _I)
_FOR = re.compile(
    r"\b(?:for|lasts?|runs?(?:\s+on)?|another|secures?(?:\s+us)?|gives?\s+us|stored|kept|"
    r"retained|archived|available|valid|survives?|guaranteed)\s+(?:for\s+)?(?:a\s+|another\s+|the\s+)?"
    r"(?:full\s+|whole\s+|further\s+)?$",
    _I,
)
_AFTER_HOLD = re.compile(
    r"^['\u2019]?s?\s+(?:beyond|past|of\s+(?:safety|stock|inventory|supply|cover|shelf|remaining)|longer|more)\b",
    _I,
)
_STOCK = re.compile(
    r"\b(?:safety\s+stock|stock|inventory|shelf\s+life|dating|warranty\s+period|term)\b", _I
)
_WINDOW = re.compile(
    r"\b(?:claim\w*|reject\w*|refus\w+|sen[dt]\s+back|return\w*|sell|put\s+it\s+right|to\s+pay|payment|"
    r"to\s+(?:cure|remedy|reject|review|inspect|object|decide|test|accept)|complain\w*|dispute[ds]?|credit)\b",
    _I,
)
_COST = re.compile(
    r"\b(?:costs?|prices?|fees?|charge[sd]?|pay|paid|owe|increase\w*|rise|raise[sd]?|surcharge|deposit|penalt\w+|deduct\w*|capped)\b",
    _I,
)
_THRESHOLD = re.compile(
    r"\b(?:counts?\s+as|takeover|change\s+of\s+control|wait\s+for|needs?|require[sd]?|before\s+we)\b",
    _I,
)
_SHARE = re.compile(
    r"\b(?:bears?|royalt\w+|earn|yield|viab\w+|potency|purity|recover\w*|share)\b", _I
)
_COVER = re.compile(r"\b(?:insur\w+|cover\w*|polic\w+|indemnit\w+)\b", _I)
_LONG = frozenset({"retain", "maintain", "store", "refrain", "warrant", "extend", "insure"})
_ABSENT = re.compile(
    r"\b(?:must\s+not\s+contain|there\s+(?:is|must\s+be)\s+no|(?:contains?|has|have)\s+no|no\s+clause|"
    r"(?:the\s+)?(?:contract|agreement)\s+(?:sets|imposes)\s+no)\b",
    _I,
)
_ORDINAL = re.compile(r"^(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th))\b", _I)
_COUNTED = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,7}(?:,\d{3})*)\s+"
    r"(?P<noun>(?:(?!or|and|of|to|per|the|a|in|on|for)[a-z-]+\s+){0,3}?[a-z-]+s)\b(?:\s+or\s+more)?",
    _I,
)
_MORE_OF = re.compile(
    r"\b(?P<n>\d{1,7}(?:,\d{3})*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+or\s+(?:more|fewer|less)\s+"
    r"(?:of\s+(?:our|the)\s+)?(?P<noun>(?:[a-z-]+\s+){0,1}?[a-z-]+s)\b",
    _I,
)
_SMALL = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """What a row asks of its value."""

    limit: Limit
    value: Decimal | None = None
    unit: str = ""
    clock_from: str = ""


def plain_numbers(text: str) -> str:
    """Write the fractions and single periods of everyday speech as contracts do."""
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    return text


def read_measure(text: str, party: str, action: str) -> Measure:
    """Return limit, value, unit and the start of the clock; `present` where there is no value."""
    plain = plain_numbers(text)
    quantities = [q for q in find_quantities(plain) if _counts(plain, q)]
    chosen = _main(quantities, plain) or _counted(plain)
    if chosen is None:
        return Measure(Limit.ABSENT if _ABSENT.search(text) else Limit.PRESENT)
    limit = _limit_of(plain, chosen, party, action)
    clock = ""
    if chosen.dimension is Dimension.TIME:
        clock = _clock_of(plain, quantities, chosen, action, limit)
    return Measure(limit, chosen.value, chosen.unit, clock)


def _counts(plain: str, quantity: Quantity) -> bool:
    """Leave out hidden values and "the first day", "the second year"."""
    said = plain[quantity.span.start : quantity.span.end]
    if quantity.value is None:
        return False
    return not (_ORDINAL.match(said) and quantity.comparator is Comparator.EXACTLY)


_ORDER = (
    Dimension.MONEY,
    Dimension.PERCENT,
    Dimension.TEMPERATURE,
    Dimension.TIME,
    Dimension.RATE,
)


def _main(quantities: Sequence[Quantity], plain: str) -> Quantity | None:
    """Return the value that the row is about: a bounded one before others, money before time."""

    def rank(quantity: Quantity) -> tuple[int, int, int]:
        kind = _ORDER.index(quantity.dimension) if quantity.dimension in _ORDER else len(_ORDER)
        bounded = quantity.comparator is not Comparator.EXACTLY or _near(plain, quantity) != (0, 0)
        return (not bounded, kind, quantity.span.start)

    return min(quantities, key=rank, default=None)


def _near(plain: str, quantity: Quantity) -> tuple[int, int]:
    before, after = _around(plain, quantity)
    near = f"{before[-22:]}|{after[:22]}"
    return (bool(_CEILING.search(near)), bool(_FLOOR.search(near)))


def _counted(plain: str) -> Quantity | None:
    """Read "150 or more of our implants" and "a minimum of two named plants"."""
    found = _MORE_OF.search(plain)
    if found is None:
        found = next(
            (
                m
                for m in _COUNTED.finditer(plain)
                if _FLOOR.search(_edge(plain, m))
                or _CEILING.search(_edge(plain, m))
                or re.search(r"\b(?:suffices?\s+for|enough\s+for)\s*$", plain[: m.start()], _I)
            ),
            None,
        )
    if found is None:
        return None
    number = found["n"].lower().replace(",", "")
    value = Decimal(_SMALL.get(number, number))
    return Quantity(
        Span(found.start(), found.end("noun")),
        value,
        found["noun"].split()[-1].lower(),
        Dimension.COUNT,
    )


def _edge(plain: str, found: re.Match[str]) -> str:
    return f"{plain[max(0, found.start() - 18) : found.start()]}|{plain[found.end('noun') : found.end('noun') + 12]}"


def _around(plain: str, quantity: Quantity) -> tuple[str, str]:
    return plain[: quantity.span.start], plain[quantity.span.end :]


def _limit_of(plain: str, quantity: Quantity, party: str, action: str) -> Limit:
    """Return the direction from the words next to the value, or from what the row is about."""
    before, _ = _around(plain, quantity)
    if _NEED_NOT.search(before):
        return Limit.AT_MOST
    if _NEGATED_UNDER.search(before):
        return Limit.AT_LEAST
    if _OVER_NOT.search(before):
        return Limit.AT_MOST
    if re.search(r"\bas\s+late\s+as\s*$", before, _I):
        return Limit.AT_MOST
    if action == "obtain_approval" and quantity.dimension is Dimension.MONEY:
        return Limit.AT_MOST
    ceiling, floor = _near(plain, quantity)
    if ceiling != floor:
        ceiling_only = bool(ceiling)
        if ceiling_only and _is_window(before, party, action, quantity):
            return Limit.AT_LEAST
        return Limit.AT_MOST if ceiling_only else Limit.AT_LEAST
    if quantity.comparator is Comparator.AT_MOST:
        return Limit.AT_MOST
    if quantity.comparator is Comparator.AT_LEAST:
        return Limit.AT_LEAST
    if quantity.dimension is Dimension.TIME:
        return _time_limit(plain, quantity, party, action)
    if action == "terminate" and party == "Sponsor":
        return Limit.AT_MOST
    return _plain_limit(plain, quantity)


def _is_window(before: str, party: str, action: str, quantity: Quantity) -> bool:
    """Say whether a period is the time the sponsor has: the longer the better."""
    if quantity.dimension is not Dimension.TIME or party != "Sponsor" or action == "terminate":
        return False
    bound = re.search(r"\b(?:within|up\s+to|until)\s*$", before, _I)
    return bool(bound) and bool(_WINDOW.search(before))


def _time_limit(plain: str, quantity: Quantity, party: str, action: str) -> Limit:
    before, after = _around(plain, quantity)
    if (
        party == "Sponsor"
        and _WINDOW.search(f"{before[-60:]} {after[:30]}")
        and action != "terminate"
    ):
        return Limit.AT_LEAST
    if action == "terminate" and party == "Sponsor":
        return Limit.AT_MOST
    if _AHEAD.match(after):
        return Limit.AT_LEAST
    if _FOR.search(before) or _AFTER_HOLD.match(after) or action in _LONG:
        return Limit.AT_LEAST
    if re.search(r"\b(?:in|on)\s*$", before, _I):
        return Limit.AT_MOST
    if _STOCK.search(f"{before[-40:]} {after[:25]}") and not re.search(r"\bby\s*$", before):
        return Limit.AT_LEAST
    if party == "Sponsor" and re.search(r"\b(?:have|has|get|gets|need)\s*$", before, _I):
        return Limit.AT_LEAST
    return Limit.AT_MOST


def _plain_limit(plain: str, quantity: Quantity) -> Limit:
    if quantity.dimension is Dimension.MONEY:
        if _COVER.search(plain):
            return Limit.AT_LEAST
        return Limit.AT_MOST if _COST.search(plain) or _THRESHOLD.search(plain) else Limit.AT_LEAST
    if quantity.dimension is Dimension.PERCENT:
        if _SHARE.search(plain):
            return Limit.AT_LEAST
        return Limit.AT_MOST if _COST.search(plain) or _THRESHOLD.search(plain) else Limit.AT_LEAST
    return Limit.AT_LEAST


# -- the start of the clock ------------------------------------------------------------------------
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, _I), event)
    for pattern, event in (
        (
            r"\b(?:we|customer)\s+asks?\b|\bour\s+(?:asking|demand|request|call)\b|\b(?:being\s+)?asked\b|\basking\b",
            "request",
        ),
        (
            r"\b(?:found|discovered|spotted|noticed|seen|detected|comes?\s+to\s+light)\b",
            "discovery",
        ),
        (
            r"\bour\s+(?:warning|letter|complain\w*|notice|report|\w+\s+report)\b|\bcomplain\w+",
            "notice",
        ),
        (
            r"\b(?:arrivals?|arrives?|reach(?:es)?\s+us|gets?\s+(?:it|them)|in\s+our\s+hands|getting)\b",
            "receipt",
        ),
        (
            r"\b(?:contract|agreement)\s+(?:is\s+over|ends?|has\s+ended)|end\s+of\s+the\s+(?:contract|agreement)|we\s+part|the\s+end\b",
            "termination",
        ),
        (
            r"\b(?:signing|signature|signed|its\s+start|start\s+date|commencement)\b",
            "effective date",
        ),
        (
            r"\b(?:shelf\s+life|labelled\s+expiry|expiry\s+date|(?:product|batch|lot)\s+expir\w+)\b",
            "expiry date",
        ),
        (r"\b(?:manufactur(?:e|ing)|production)\b", "end of manufacture"),
        (r"\bplaced?\b.{0,12}\border|\border(?:ing|ed)?\b", "order"),
    )
)
_EVENT = re.compile(
    r"\b(?P<link>after|of|from|since|once|following|past|beyond|before|ahead\s+of|prior\s+to|upon|counted\s+from|when)\s+"
    r"(?P<event>[^,;.]{2,70})",
    _I,
)
_LEAD_EVENT = re.compile(r"^(?:once|when|after|if|where|should|upon)\s+(?P<event>[^,]{3,90}),", _I)
_FINDINGS = re.compile(
    r"\b(?:deviations?|oos|out[\s-]of[\s-]spec\w*|defects?|incidents?|excursions?|non-?conform\w+)\b",
    _I,
)


def _clock_of(
    plain: str, quantities: Sequence[Quantity], chosen: Quantity, action: str, limit: Limit
) -> str:
    """Return the event that the period counts from, in words that clocks know."""
    after = plain[chosen.span.end :]
    direct = _EVENT.match(_behind(after)) or _later_event(after)
    if direct and not re.match(r"(?:less|more|stock|safety|supply|stability)\b", direct["event"]):
        ahead = direct["link"].lower().split()[0] in ("before", "ahead", "prior")
        event = _said(direct["event"])
        return f"before {direct['event'].strip()}" if ahead else event
    clock = _clock(plain, quantities, chosen)
    if clock is not None and clock.anchor is Anchor.NOTICE:
        return "notice"
    if clock is not None and clock.direction is Direction.BEFORE:
        return _usual(plain, action, limit) if limit is Limit.AT_LEAST else ""
    lead = _LEAD_EVENT.match(plain)
    if lead and limit is Limit.AT_MOST and classify_event(_said(lead["event"])) is not Anchor.OTHER:
        return _said(lead["event"])
    if clock is not None and clock.direction is Direction.FOR and limit is Limit.AT_LEAST:
        return ""
    return _usual(plain, action, limit)


def _later_event(after: str) -> re.Match[str] | None:
    found = _EVENT.search(after)
    near = found is not None and found.start() <= _NEAR_EVENT
    return found if near and found and found["link"].lower() not in ("of", "when", "from") else None


_NEAR_EVENT = 30


def _behind(after: str) -> str:
    """Return the words behind a period without the genitive of "days' notice"."""
    return re.sub(r"^['\u2019]?s?\s+", "", after)


def _clock(plain: str, quantities: Sequence[Quantity], chosen: Quantity) -> Clock | None:
    clocks = find_clocks(plain, quantities)
    return next((c for c in clocks if c.period and c.period.span == chosen.span), None)


def _said(event: str) -> str:
    for pattern, plain in _SAID:
        if pattern.search(event):
            return plain
    return event.strip()


def _usual(plain: str, action: str, limit: Limit) -> str:
    """Return the start that a clock usually has where the row names none."""
    if limit is not Limit.AT_MOST:
        return _USUAL_AHEAD if action == "notify" and _CHANGE.search(plain) else ""
    if action == "notify":
        return next((event for pattern, event in _FOUND if pattern.search(plain)), "awareness")
    return _USUAL.get(action, "")


_USUAL = {
    "respond": "receipt",
    "replace": "notice of defect",
    "deliver": "order",
    "terminate": "notice",
    "escalate": "notice of dispute",
}
_USUAL_AHEAD = "before implementation"
_CHANGE = re.compile(r"\bchanges?\b(?!\s+of\s+control)", _I)
_FOUND: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:oos|out[\s-]of[\s-]spec\w*|results?)\b", _I), "initial result"),
    (_FINDINGS, "discovery"),
)
