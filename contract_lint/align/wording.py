"""How a judgement says what a row asks and what a clause gives."""

import re
from collections.abc import Sequence
from decimal import Decimal

from contract_lint.annotate.wording import event
from contract_lint.model import Deviation, Limit, Requirement

_UNITS = {  # unit of the sheet -> singular and plural
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "bd": ("business day", "business days"),
    "wk": ("week", "weeks"),
    "mo": ("month", "months"),
    "y": ("year", "years"),
    "/wk": ("time a week", "times a week"),
    "/mo": ("time a month", "times a month"),
    "/y": ("time a year", "times a year"),
    "degC": ("°C", "°C"),
}
_LEADS = re.compile(r"(?:before|after|from|of|following|prior|until|since|upon|on|within|in)\b")
_LIMITS = {Limit.AT_LEAST: "at least", Limit.AT_MOST: "at most", Limit.EQUAL: "exactly"}


def asked_for(requirement: Requirement) -> str:
    """Return what a row asks as a reader would say it: "at least 90 days before approval"."""
    if requirement.value is None or requirement.limit is None:
        return requirement.text
    limit = _LIMITS.get(requirement.limit, str(requirement.limit))
    amount = f"{number(requirement.value)} {unit(requirement.unit, requirement.value)}".strip()
    return f"{limit} {amount}{_start(requirement.clock_from)}"


def _start(clock_from: str) -> str:
    """Return what starts a clock: " before implementation", " from discovery"."""
    words = " ".join(clock_from.split())
    if not words or _LEADS.match(words):
        return f" {words}".rstrip()
    return event(words, "from")


def unit(name: str, value: Decimal) -> str:
    """Return a unit of the sheet in words."""
    one, many = _UNITS.get(name, (name, name))
    return one if value == 1 else many


def number(value: Decimal) -> str:
    """Return a number as one writes it, thousands apart."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def reason(deviations: Sequence[Deviation], gives: str) -> str:
    """Return what separates a clause from a row, or what it gives where nothing does."""
    if not deviations:
        return f"the clause gives “{gives}”" if gives else "the clause binds as the row asks"
    return "; ".join(say(deviation) for deviation in deviations)


def say(deviation: Deviation) -> str:
    """Return one deviation as a sentence without its full stop."""
    asks = f"the row asks for {deviation.required}"
    if deviation.found == "no value":
        return f"{asks}, the clause sets no measure"
    words = _SENTENCES.get(deviation.kind, "{asks}, the clause gives {found}")
    return words.format(asks=asks, required=deviation.required, found=deviation.found)


_SENTENCES = {
    "value": "{asks}, the clause gives “{found}”",
    "vague": "{asks}, the clause says only “{found}”",
    "modality": "the row asks for a duty (“{required}”), the clause says “{found}”",
    "anchor": "the row counts {required}, the clause {found}",
    "redaction": "{asks}, the clause hides it: {found}",
    "deferral": "{asks}, the clause leaves it to {found}, which is not among the documents",
    "hedge": "{asks}, the clause promises {found}",
    "negation": "{asks}, the clause says the opposite: {found}",
}
