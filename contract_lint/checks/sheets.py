"""Checks on a requirement sheet itself, before any contract is read.

Each is given the rows as they were understood: what a row's sentence says stands in its fields,
and `Requirement.inferred` names the fields that were filled so.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from contract_lint.model import Limit, Requirement, Strength

Rows = Sequence[Requirement]


@dataclass(frozen=True, slots=True)
class RowHit:
    """A row that a check points at, the column in question, and what the message quotes."""

    row: Requirement
    column: str  # as the template names it, or empty
    values: Mapping[str, str] = field(default_factory=dict)


SheetCheck = Callable[[Rows], Iterator[RowHit]]

VAGUE = re.compile(
    r"\b(?:adequate(?:ly)?|appropriate(?:ly)?|as (?:needed|required|necessary|appropriate|agreed|usual)|sufficient(?:ly)?|"
    r"reasonabl[ey]|timely|prompt(?:ly)?|suitabl[ey]|tbd|tbc|if possible|where possible|as soon as (?:reasonably )?"
    r"(?:possible|practicable)|asap|good quality|state of the art|industry standards?|best practices?|regularly|"
    r"quick(?:ly)?|fast|without (?:undue )?delay|high quality|user[- ]friendly|flexibl[ey]|etc)\b",
    re.IGNORECASE,
)
HOURS = {
    "h": Decimal(1),
    "d": Decimal(24),
    "bd": Decimal(24),
    "wk": Decimal(168),
    "mo": Decimal(720),
    "y": Decimal(8760),
}
AHEAD = re.compile(r"\bbefore\b|\bprior\b|\bahead\b|\badvance\b", re.IGNORECASE)
ANCHOR = re.compile(
    r"\b(?:after|from|upon|following|once|when|whenever|since|before|prior|ahead|of (?:our |the |each |its |a )?"
    r"(?:\w+ )?(?:receipt|discovery|request|notice|knowledge|awareness|delivery|manufacture|detection|result|arrival))\b",
    re.IGNORECASE,
)
PLAIN_DAYS = re.compile(r"(?<!calendar )(?<!business )(?<!working )\bdays?\b", re.IGNORECASE)
BASED_DAYS = re.compile(
    r"\b(?:calendar|business|working|bank(?:ing)?|consecutive)\b", re.IGNORECASE
)
SHORT = Decimal(14)  # days, below which a weekend decides
CLOCKED = ("notify", "provide", "respond", "return", "acknowledge", "close", "deliver")
NUMERIC = (Limit.AT_LEAST, Limit.AT_MOST, Limit.EQUAL)
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
TOO_MANY_MUSTS = 0.8
TOO_MANY_FAST = 0.3
FAST = Decimal(24)  # hours
FEWEST_ROWS = 5  # fewer rows than these say nothing of the whole sheet

FAMILIES: Mapping[str, str] = {
    "DEL": "deliverables",
    "TIM": "timelines",
    "CHG": "change control",
    "FIT": "fitness for use",
    "AUD": "audits",
    "QAO": "quality oversight",
    "RSP": "responsibilities",
    "COM": "communication",
    "CON": "continuity",
    "SUB": "subcontracting",
    "SIT": "sites",
    "PRI": "priorities",
    "DAT": "data",
    "PER": "people",
    "IPC": "intellectual property",
    "REG": "regulatory support",
    "GOV": "governance",
    "TRM": "precedence",
}


@dataclass(frozen=True, slots=True)
class Band:
    """What is feasible for a kind of row: in its unit, or in hours where that is a time."""

    name: str
    words: re.Pattern[str]
    unit: str
    low: Decimal
    high: Decimal


def _band(name: str, words: str, unit: str, low: int, high: int) -> Band:
    return Band(name, re.compile(words, re.IGNORECASE), unit, Decimal(low), Decimal(high))


BANDS = (
    _band("an executed batch record", r"executed batch record", "d", 10, 90),
    _band("a release package", r"release package", "bd", 3, 30),
    _band("notice of a deviation", r"\bnotif\w* .*deviation", "h", 8, 120),
    _band("notice of an OOS result", r"\bnotif\w* .*(?:\boos\b|out.of.spec)", "h", 8, 96),
    _band(
        "closing an investigation",
        r"\b(?:close|complete|finish|conclude)\w*\b.*investigation|investigation.*\b(?:clos|complet)",
        "d",
        10,
        90,
    ),
    _band(
        "an answer to an audit", r"\brespond .*audit|audit (?:observations?|findings?)", "d", 10, 60
    ),
    _band("notice of an audit for cause", r"audit.*for.cause|for.cause.*audit", "h", 12, 240),
    _band("notice of a routine audit", r"audit.*routine|routine.*audit", "d", 5, 90),
    _band("notice of a change", r"\bnotify .*\bchange\b(?! of control)", "d", 30, 540),
    _band("notice of an inspection", r"\bnotify .*inspection", "h", 2, 120),
    _band(
        "notice of closing a site",
        r"(?:site|facility|plant).*(?:clos|sale)|(?:clos|sale).*(?:site|facility|plant)",
        "mo",
        12,
        60,
    ),
    _band("help with a transfer", r"\btransfer\b.*(?:assist|process|support)", "mo", 3, 36),
    _band("keeping of records", r"\bretain .*record", "y", 1, 40),
    _band("vials of the master cell bank", r"\bMCB\b|master cell bank", "vials", 20, 1000),
    _band("viability after thaw", r"viabil", "%", 50, 99),
    _band("acknowledgement of a request", r"acknowledg", "h", 4, 72),
    _band("the sponsor's review", r"\bsponsor .*(?:review|approv|comment)", "bd", 5, 60),
)
EARLY = ("notice of a change", "notice of an audit")  # an urgent class may lie below the band
URGENT = re.compile(r"\b(?:emergency|urgent|critical|temporary|planned)\b", re.IGNORECASE)


def untestable_rows(rows: Rows) -> Iterator[RowHit]:
    """Point at rows that no clause could meet or miss."""
    for row in rows:
        if row.value is not None or (row.items and row.limit in (Limit.ALL_OF, Limit.NONE_OF)):
            vague = VAGUE.search(" ".join(row.items))
        else:
            vague = VAGUE.search(" ".join((row.attribute, *row.objects, row.text)))
        if vague:
            yield RowHit(row, "requirement", {"words": vague.group()})


def inverted_rows(rows: Rows) -> Iterator[RowHit]:
    """Point at rows whose limit runs the wrong way for what they ask."""
    for row in rows:
        if row.unit not in HOURS or row.limit not in (Limit.AT_LEAST, Limit.AT_MOST):
            continue
        usual = _usual_limit(row)
        if usual is not None and usual is not row.limit:
            yield RowHit(row, "limit", {"limit": str(row.limit), "usual": str(usual)})


def _usual_limit(row: Requirement) -> Limit | None:
    """Return how the limit of a clock runs, seen from the sponsor's side, where that is plain."""
    what = row.action.lower()
    ahead = AHEAD.search(f"{row.clock_from} {row.text}") is not None
    if what == "retain":
        return Limit.AT_LEAST
    if _is_audit_by_sponsor(row):
        return Limit.AT_MOST
    if what == "notify" and (row.clock_from or ahead):
        return Limit.AT_LEAST if ahead else Limit.AT_MOST
    if what in ("respond", "acknowledge", "close") and "action" not in row.inferred:
        return Limit.AT_MOST
    return None


def ambiguous_units(rows: Rows) -> Iterator[RowHit]:
    """Point at clocks that start nowhere, and at days of no kind where a weekend decides."""
    for row in rows:
        if row.unit not in HOURS or row.value is None or row.limit is not Limit.AT_MOST:
            continue
        anchored = row.clock_from or ANCHOR.search(row.text) or row.conditions
        if not anchored and row.action.lower() in CLOCKED:
            yield RowHit(
                row, "clock_from", {"value": _shown(row), "lack": "the event that starts it"}
            )
        elif row.unit == "mo" and row.value < 1:
            yield RowHit(row, "unit", {"value": _shown(row), "lack": "a number of days"})
        elif (
            row.unit == "d"
            and "unit" in row.inferred
            and row.value < SHORT
            and PLAIN_DAYS.search(row.text)
            and not BASED_DAYS.search(row.text)
        ):
            lack = "the kind of day, calendar or business"
            yield RowHit(row, "unit", {"value": _shown(row), "lack": lack})


def contradicting_rows(rows: Rows) -> Iterator[RowHit]:
    """Point at the second of two rows for one thing."""
    first: dict[tuple[object, ...], Requirement] = {}
    for row in rows:
        for key in _keys(row):
            earlier = first.setdefault(key, row)
            if earlier is not row:
                told = (
                    "repeats" if _measure(earlier) == _measure(row) else "asks another value than"
                )
                yield RowHit(row, "value", {"told": told, "other": earlier.id})
                break


def _keys(row: Requirement) -> Iterator[tuple[object, ...]]:
    """Yield what two rows for one thing have in common: their columns, or their very words."""
    place = (row.stages, row.documents, row.to.casefold(), frozenset(row.conditions))
    words = " ".join(NUMBER.sub("#", row.text.casefold()).split()).rstrip(".")
    yield (words, place)
    typed = row.objects and row.action and row.limit and "objects" not in row.inferred
    if typed:
        objects = frozenset(name.casefold() for name in row.objects)
        attribute, clock = row.attribute.casefold(), row.clock_from.casefold()
        asked = (row.party.casefold(), row.action.casefold(), objects, attribute, clock)
        yield (asked, place, "time" if row.unit in HOURS else row.unit)


def _measure(row: Requirement) -> tuple[object, ...]:
    hours = _hours(row)
    return row.limit, hours if hours is not None else (row.value, row.unit), row.items


def infeasible_values(rows: Rows) -> Iterator[RowHit]:
    """Point at values that few plants could keep, or that protect nobody."""
    for row in rows:
        if row.value is None or row.limit not in NUMERIC:
            continue
        words = " ".join(
            (row.party, row.action, *row.objects, row.attribute, *row.conditions, row.text)
        )
        for band in BANDS:
            value = _in_unit(row, band.unit)
            if value is None or not band.words.search(words):
                continue
            if value < band.low and band.name.startswith(EARLY) and URGENT.search(words):
                break
            if not band.low <= value <= band.high:
                usual = f"{band.low} to {band.high} {band.unit}"
                yield RowHit(
                    row, "value", {"value": _shown(row), "what": band.name, "usual": usual}
                )
            break


def too_many_musts(rows: Rows) -> Iterator[RowHit]:
    """Point at the first row of a sheet in which everything is a must, or everything is urgent."""
    if len(rows) < FEWEST_ROWS:
        return
    musts = sum(row.strength is Strength.MUST for row in rows)
    if musts > TOO_MANY_MUSTS * len(rows):
        values = {"count": str(musts), "all": str(len(rows)), "what": "rows are a must"}
        yield RowHit(rows[0], "strength", values)
    clocks = [row for row in rows if row.limit is Limit.AT_MOST and _hours(row) is not None]
    fast = [row for row in clocks if (_hours(row) or FAST) <= FAST]
    if len(clocks) >= FEWEST_ROWS and len(fast) > TOO_MANY_FAST * len(clocks):
        what = "clocks run a day or less"
        values = {"count": str(len(fast)), "all": str(len(clocks)), "what": what}
        yield RowHit(fast[0], "value", values)


DEFECT = re.compile(r"\bOOS\b|out.of.spec|quality defect|field alert|recall|mix-?up", re.IGNORECASE)
ENDS = re.compile(
    r"discontinu|interrupt|end of life|cease|stop(?:s|ping)? (?:making|supply)", re.IGNORECASE
)
FIELD_ALERT = "three working days from receipt of the information (21 CFR 314.81(b)(1))"
DISCONTINUANCE = "six months before a discontinuance (21 USC 356c)"


def later_than_the_law(rows: Rows) -> Iterator[RowHit]:
    """Point at clocks that end after the legal clock which they feed."""
    for row in rows:
        words = " ".join((*row.objects, *row.conditions, row.text))
        hours = _hours(row)
        if row.action.lower() != "notify" or hours is None:
            continue
        late = row.limit is Limit.AT_MOST and hours > 3 * 24 and DEFECT.search(words)
        short = row.limit is Limit.AT_LEAST and hours < 6 * 720 and ENDS.search(words)
        if late or short:
            law = FIELD_ALERT if late else DISCONTINUANCE
            yield RowHit(row, "value", {"value": _shown(row), "law": law})


def missing_counterparts(rows: Rows) -> Iterator[RowHit]:
    """Point at the first row that waits for the sponsor, where no row binds the sponsor."""
    theirs = [row for row in rows if _binds_sponsor(row)]
    if theirs or len(rows) < FEWEST_ROWS:
        return
    waiting = (row for row in rows if row.action.lower() in ("obtain_approval", "notify"))
    for row in waiting:
        yield RowHit(row, "party")
        return


def _binds_sponsor(row: Requirement) -> bool:
    """Say whether a row asks something of the sponsor, which a right of the sponsor does not."""
    if row.party.casefold() in ("both", "each"):
        return True
    return row.party.casefold() == "sponsor" and row.action.lower() not in ("permit", "own", "")


def uncovered_families(rows: Rows) -> Iterator[RowHit]:
    """Point at the first row of a sheet that has no row for some subjects, and name them."""
    if not any(row.area or row.checks for row in rows):
        return
    named = {row.area.upper() for row in rows} | {name[:3] for row in rows for name in row.checks}
    absent = [f"{name} ({theme})" for name, theme in FAMILIES.items() if name not in named]
    if absent:
        yield RowHit(rows[0], "area", {"families": ", ".join(absent)})


SHEET_CHECKS: Mapping[str, SheetCheck] = {
    "ambiguous-units": ambiguous_units,
    "contradicting-rows": contradicting_rows,
    "infeasible-values": infeasible_values,
    "inverted-rows": inverted_rows,
    "later-than-the-law": later_than_the_law,
    "missing-counterparts": missing_counterparts,
    "too-many-musts": too_many_musts,
    "uncovered-families": uncovered_families,
    "untestable-rows": untestable_rows,
}


def _shown(row: Requirement) -> str:
    return f"{row.value:f} {row.unit}".strip() if row.value is not None else ""


def _is_audit_by_sponsor(row: Requirement) -> bool:
    mine = row.party.casefold() == "sponsor" and row.action.lower() == "permit"
    audit = any("audit" in name.casefold() for name in row.objects)
    return mine and audit and bool(row.clock_from)


def _hours(row: Requirement) -> Decimal | None:
    factor = HOURS.get(row.unit)
    return None if factor is None or row.value is None else row.value * factor


def _in_unit(row: Requirement, unit: str) -> Decimal | None:
    if unit not in HOURS:
        return row.value if row.unit == unit else None
    hours = _hours(row)
    return None if hours is None else hours / HOURS[unit]
