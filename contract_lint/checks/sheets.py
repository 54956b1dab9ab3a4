"""Checks on a requirement sheet itself, before any contract is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from contract_lint.model import Limit, Requirement, Sheet, SheetProblem, Strength

SheetCheck = Callable[[Sheet], Iterator[SheetProblem]]

VAGUE = re.compile(
    r"\b(?:adequate|appropriate|as needed|as required|sufficient|reasonable|timely|promptly|suitable|tbd|if possible)\b",
    re.IGNORECASE,
)
HOURS = {"h": Decimal(1), "d": Decimal(24), "bd": Decimal(24), "wk": Decimal(168), "mo": Decimal(720), "y": Decimal(8760)}  # fmt: skip
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
    """What is feasible for a kind of row: hours, or the unit itself where it is no time."""

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
    _band("notice of an OOS result", r"\bnotif\w* .*(?:oos|out.of.spec)", "h", 8, 96),
    _band("closing an investigation", r"investigation", "d", 10, 90),
    _band("an answer to an audit", r"audit (?:observations?|findings?|report)", "d", 10, 60),
    _band("notice of an audit for cause", r"audit.*for.cause|for.cause.*audit", "h", 12, 240),
    _band("notice of a routine audit", r"audit.*routine|routine.*audit", "d", 5, 90),
    _band("notice of a change", r"\bnotify .*\bchange\b(?! of control)", "d", 30, 540),
    _band("notice of an inspection", r"\bnotify .*inspection", "h", 2, 120),
    _band("notice of closing a site", r"(?:site|facility|plant).*(?:clos|sale)|(?:clos|sale).*(?:site|facility|plant)", "mo", 12, 60),
    _band("help with a transfer", r"\btransfer\b.*(?:assist|process|support)", "mo", 3, 36),
    _band("keeping of records", r"\bretain .*record", "y", 1, 40),
    _band("vials of the master cell bank", r"\bMCB\b|master cell bank", "vials", 20, 1000),
    _band("viability after thaw", r"viabil", "%", 50, 99),
    _band("acknowledgement of a request", r"acknowledg", "h", 4, 72),
)  # fmt: skip


def untestable_rows(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-01: rows that no clause could meet or miss."""
    for row in sheet.requirements:
        if row.inferred and row.limit is None:
            continue
        vague = VAGUE.search(" ".join((row.attribute, *row.items)))
        numeric = row.limit in (Limit.AT_LEAST, Limit.AT_MOST, Limit.EQUAL)
        if vague:
            yield _problem(
                row, "value", f"SHT-01: {vague.group()!r} cannot be tested; give a number"
            )
        elif numeric and row.value is None:
            yield _problem(row, "value", "SHT-01: the row has a limit and no value")
        elif row.limit in (Limit.ALL_OF, Limit.NONE_OF) and not row.items:
            yield _problem(row, "value", "SHT-01: the row asks for a list and names nothing")


def inverted_rows(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-02: rows whose limit points the wrong way for what they ask."""
    for row in sheet.requirements:
        if row.unit not in HOURS or row.limit not in (Limit.AT_LEAST, Limit.AT_MOST):
            continue
        least = row.limit is Limit.AT_LEAST
        ahead = re.search(
            r"\bbefore\b|\bprior\b|\bahead\b|\badvance\b", row.clock_from, re.IGNORECASE
        )
        what = row.action.lower()
        if what == "notify" and ahead and not least:
            yield _problem(row, "limit", "SHT-02: notice ahead of an event is usually '>='")
        elif what == "notify" and row.clock_from and not ahead and least:
            yield _problem(row, "limit", "SHT-02: notice after an event is usually '<='")
        elif what == "retain" and not least:
            yield _problem(row, "limit", "SHT-02: keeping records is usually '>='")
        elif _is_audit_by_sponsor(row) and least:
            yield _problem(row, "limit", "SHT-02: the notice that you must give is usually '<='")


def ambiguous_units(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-03: clocks that start nowhere, and months for what takes days."""
    for row in sheet.requirements:
        if row.unit not in HOURS or row.value is None or row.limit is not Limit.AT_MOST:
            continue
        if not row.clock_from and row.action.lower() in ("notify", "provide", "respond", "return"):
            yield _problem(row, "clock_from", "SHT-03: say which event starts the clock")
        if row.unit == "mo" and row.value < 1:
            yield _problem(row, "unit", "SHT-03: give a clock of less than a month in days")


def contradicting_rows(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-04: two rows for one thing."""
    first: dict[tuple[object, ...], Requirement] = {}
    for row in sheet.requirements:
        if not row.objects or row.limit is None:
            continue
        objects = frozenset(name.casefold() for name in row.objects)
        key = (
            row.party.casefold(),
            row.action.casefold(),
            objects,
            row.attribute.casefold(),
            row.clock_from.casefold(),
            frozenset(row.conditions),
            row.stages,
            row.documents,
            row.unit in HOURS,
            row.to.casefold(),
        )
        earlier = first.setdefault(key, row)
        if earlier is row:
            continue
        same = (earlier.limit, earlier.value, earlier.unit, earlier.items) == (
            row.limit, row.value, row.unit, row.items,
        )  # fmt: skip
        told = "repeats" if same else "asks another value than"
        yield _problem(row, "", f"SHT-04: the row {told} {earlier.id}")


def infeasible_values(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-05: values that few plants could keep, or that protect nobody."""
    for row in sheet.requirements:
        if row.value is None:
            continue
        words = " ".join((row.action, *row.objects, row.attribute, *row.conditions))
        for band in BANDS:
            value = _in_unit(row, band.unit)
            if value is None or not band.words.search(words):
                continue
            if not band.low <= value <= band.high:
                usual = f"{band.low} to {band.high} {band.unit}"
                yield _problem(
                    row,
                    "value",
                    f"SHT-05: {row.value} {row.unit} for {band.name}; {usual} is feasible",
                )
            break


def too_many_musts(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-06: sheets in which everything is a must, or everything is urgent."""
    rows = sheet.requirements
    if len(rows) < FEWEST_ROWS:
        return
    musts = sum(row.strength is Strength.MUST for row in rows)
    if musts > TOO_MANY_MUSTS * len(rows):
        yield _problem(
            rows[0],
            "strength",
            f"SHT-06: {musts} of {len(rows)} rows are a must; say which come first",
        )
    clocks = [row for row in rows if row.limit is Limit.AT_MOST and _hours(row) is not None]
    fast = [row for row in clocks if (_hours(row) or FAST) <= FAST]
    if len(clocks) >= FEWEST_ROWS and len(fast) > TOO_MANY_FAST * len(clocks):
        message = f"SHT-06: {len(fast)} of {len(clocks)} clocks run a day or less; when all is urgent, nothing is"
        yield _problem(fast[0], "value", message)


def later_than_the_law(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-07: clocks that end after the legal clock which they feed."""
    for row in sheet.requirements:
        words = " ".join((*row.objects, *row.conditions, row.text))
        hours = _hours(row)
        if row.action.lower() != "notify" or hours is None:
            continue
        defect = re.search(
            r"\bOOS\b|out.of.spec|quality defect|field alert|recall", words, re.IGNORECASE
        )
        if row.limit is Limit.AT_MOST and defect and hours > 3 * 24:
            yield _problem(
                row,
                "value",
                "SHT-07: a field alert is due three working days after receipt (21 CFR 314.81)",
            )
        ends = re.search(r"discontinu|interrupt|end of life|cease", words, re.IGNORECASE)
        if row.limit is Limit.AT_LEAST and ends and hours < 6 * 720:
            yield _problem(
                row,
                "value",
                "SHT-07: a discontinuance must be notified six months ahead (21 USC 356c)",
            )


def missing_counterparts(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-08: duties of the manufacturer that wait for the sponsor, with no duty of the sponsor."""
    theirs = [
        row for row in sheet.requirements if row.party.casefold() in ("sponsor", "both", "each")
    ]
    if theirs or len(sheet.requirements) < FEWEST_ROWS:
        return
    waiting = next(
        (row for row in sheet.requirements if row.action.lower() in ("obtain_approval", "notify")),
        None,
    )
    if waiting is not None:
        yield _problem(
            waiting,
            "party",
            "SHT-08: no row says how long the sponsor takes to review, approve or supply",
        )


def uncovered_families(sheet: Sheet) -> Iterator[SheetProblem]:
    """SHT-09: subjects for which the sheet has no row."""
    rows = sheet.requirements
    if not any(row.area or row.checks for row in rows):
        return
    named = {row.area.upper() for row in rows} | {name[:3] for row in rows for name in row.checks}
    absent = [f"{name} ({theme})" for name, theme in FAMILIES.items() if name not in named]
    if absent:
        yield _problem(rows[0], "area", f"SHT-09: no row on {', '.join(absent)}")


SHEET_CHECKS: Mapping[str, SheetCheck] = {
    "SHT-01": untestable_rows,
    "SHT-02": inverted_rows,
    "SHT-03": ambiguous_units,
    "SHT-04": contradicting_rows,
    "SHT-05": infeasible_values,
    "SHT-06": too_many_musts,
    "SHT-07": later_than_the_law,
    "SHT-08": missing_counterparts,
    "SHT-09": uncovered_families,
}


def check_sheet(sheet: Sheet) -> Iterator[SheetProblem]:
    """Yield what the checks on sheets find, by check and row; none of it is fatal."""
    for check in SHEET_CHECKS.values():
        yield from check(sheet)


def _problem(row: Requirement, column: str, message: str) -> SheetProblem:
    return SheetProblem(row.place, column, message)


def _is_audit_by_sponsor(row: Requirement) -> bool:
    mine = row.party.casefold() == "sponsor" and row.action.lower() == "permit"
    return mine and any("audit" in name.casefold() for name in row.objects) and bool(row.clock_from)


def _hours(row: Requirement) -> Decimal | None:
    factor = HOURS.get(row.unit)
    return None if factor is None or row.value is None else row.value * factor


def _in_unit(row: Requirement, unit: str) -> Decimal | None:
    if unit not in HOURS:
        return row.value if row.unit == unit else None
    hours = _hours(row)
    return None if hours is None else hours / HOURS[unit]
