"""Contract English for what a row asks: amounts, clocks and whole clauses."""

import re
from collections.abc import Sequence
from decimal import Decimal

from contract_lint.model import Contract, Limit, Requirement, Role
from contract_lint.read.docx_counting import write_count

_UNITS = {
    "min": "minute",
    "h": "hour",
    "d": "day",
    "bd": "Business Day",
    "wk": "week",
    "mo": "month",
    "y": "year",
}
_PERIODS = {"/d": "day", "/wk": "week", "/mo": "month", "/y": "calendar year"}
_SYMBOLS = {"%": "%", "degC": " \N{DEGREE SIGN}C", "mg": " mg", "g": " g", "kg": " kg"}
_SYMBOLS |= {"mL": " mL", "L": " L"}
_SPELT_BELOW = 1000  # larger numbers are written in digits alone
_BARE_EVENTS = re.compile(
    r"(?:the|its|an?|each|any|receipt|discovery|awareness|notice|delivery|release|signing|signature"
    r"|implementation|completion|confirmation|closure|termination|expiry|becoming|it)\b",
    re.IGNORECASE,
)
_OF_BARE = re.compile(
    r"\bof (?=(?:(?!the\b|an?\b|each\b|any\b|its\b)[a-z]+ )?"
    r"(?:report|request|order|result|invoice|investigation|deliverable|package|shipment|batch|audit"
    r"|observation|change|event|activity|agreement|failure|defect|delay|sample)\b)"
)
_CLASSES = frozenset(
    ["critical", "major", "minor", "routine", "for-cause", "latent", "visible", "emergency"]
)
_AFTER_HEAD = re.compile(r" (?:with|of|in|for|to|from|before|by|at|on) ")
_MASS = ("data", "ing", "work", "transfer", "assistance", "storage", "stock", "information")
_SAYS = re.compile(
    r"(?:the\s+)?(?P<party>cdmo|sponsor)\s+(?P<verb>does\s+not|may\s+not|shall|must|will|may|[a-z]+s)\s+"
    r"(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_PERSON = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_ACTS = re.compile(  # what one carries out
    r"\b(?:audit|inspection|test|testing|review|visit|assessment|investigation|verification"
    r"|sampling|analysis|examination)s?$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\b(?:[Tt]he )?(CDMO|Sponsor)\b")


def spell(value: Decimal, unit: str, *, spelt: bool = True) -> str:
    """Write an amount: `thirty (30) days`, `30 days` or `70%`; empty for an unknown unit."""
    if unit in _SYMBOLS:
        return f"{_digits(value)}{_SYMBOLS[unit]}"
    name = _UNITS.get(unit) or (unit if unit.isalpha() and len(unit) > 2 else "")
    if not name:
        return ""
    plural = name if value == 1 or name.endswith("s") else f"{name}s"
    return f"{number(value, spelt=spelt)} {plural}"


def number(value: Decimal, *, spelt: bool = True) -> str:
    """Write `thirty (30)`, or `30` where `spelt` is off or the number is large or broken."""
    digits = _digits(value)
    if not spelt or not digits.isdigit() or int(digits) >= _SPELT_BELOW:
        return digits
    return f"{write_count(int(digits), 'cardinalText').lower()} ({digits})"


def deadline(row: Requirement) -> str:
    """Write the time limit of a row: `within two (2) Business Days after discovery`."""
    if row.value is None:
        return ""
    amount = spell(row.value, row.unit)
    if not amount or row.unit not in _UNITS:
        return ""
    start = row.clock_from.strip()
    if row.limit is Limit.AT_MOST:
        return f"within {amount}{event(start, 'after')}"
    if start.startswith("before"):
        return f"at least {amount} before {event(start.removeprefix('before'), '').strip()}"
    return f"for at least {amount}{event(start, 'after')}"


def event(words: str, lead: str) -> str:
    """Write what starts a clock, such as ` after receipt of the report`."""
    words = " ".join(words.split())
    if not words:
        return ""
    if words == "awareness":
        words = "becoming aware of it"
    words = _OF_BARE.sub("of the ", words)
    article = "" if _BARE_EVENTS.match(words) else "the "
    return f" {lead} {article}{words}".replace("  ", " ")


def clause(row: Requirement, contract: Contract) -> str:
    """Word a clause that would meet `row` in the names that `contract` uses; empty where none fits."""
    names = {role: short_name(contract, role) for role in Role}
    return _restated(row, names) or _composed(row, names)


def short_name(contract: Contract, role: Role) -> str:
    """Return the name by which a contract most often calls the party of `role`."""
    text = contract.document.text
    counts = {
        name: len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        for name in contract.names_of(role)
    }
    return max(counts, key=lambda name: (counts[name], -len(name)), default=f"the {role}")


def _restated(row: Requirement, names: dict[Role, str]) -> str:
    """Turn `The CDMO notifies the Sponsor ...` into a duty of the named party."""
    said = _SAYS.fullmatch(" ".join(row.text.split()).rstrip("."))
    if said is None or _FIRST_PERSON.search(row.text):
        return ""
    verb = said["verb"].lower()
    modal = {"does not": "shall not", "must": "shall", "will": "shall"}.get(verb, verb)
    if modal not in ("shall", "may", "may not", "shall not"):
        modal = f"shall {_base_form(modal)}"
    party = Role.CDMO if said["party"].lower() == "cdmo" else Role.SPONSOR
    rest = _ROLE.sub(lambda name: names[Role(name[1])], said["rest"])
    return _sentence(f"{names[party]} {modal} {rest}")


def _base_form(verb: str) -> str:
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return verb[:-2]
    return verb[:-1]


def _composed(row: Requirement, names: dict[Role, str]) -> str:
    """Build a clause from the fields of a row."""
    if not row.objects or row.limit in (None, Limit.ABSENT, Limit.NONE_OF):
        return ""
    sides = {"CDMO": Role.CDMO, "Sponsor": Role.SPONSOR}
    side = sides.get(row.party)
    subject = names[side] if side else "The Parties" if row.party in ("both", "each") else row.party
    if not subject:
        return ""
    other = names[Role.SPONSOR if side is Role.CDMO else Role.CDMO]
    thing = _thing(row)
    time = deadline(row)
    if row.value is not None and not time and row.unit not in _PERIODS:
        return ""
    words = _VERBS.get(row.action)
    if row.action == "meet" and row.value is not None and row.unit in _PERIODS:
        return _sentence(f"{subject} shall hold {_one(thing)} at least {rate(row)}")
    if row.action == "permit" and (side is None or not _ACTS.search(thing)):
        return ""
    if row.action == "permit":
        often = f" at least {rate(row)}" if row.unit in _PERIODS else ""
        when = f" {time}" if time else ""
        return _sentence(f"{other} shall permit {subject} to carry out {_one(thing)}{often}{when}")
    if row.action == "obtain_approval":
        before = row.clock_from if row.clock_from.startswith("before") else ""
        told = f"{subject} shall obtain the prior written approval of {other} for {_each(thing)}"
        return _sentence(f"{told} {before}".strip())
    if words is None or row.unit in _PERIODS:
        return ""
    phrase = words.format(each=_each(thing), the=_the(thing), other=other)
    if row.limit is Limit.ALL_OF and row.items:
        phrase += f", which shall include {_listed(row.items)}"
    return _sentence(" ".join(f"{subject} shall {phrase} {time}".split()))


_VERBS = {
    "acknowledge": "acknowledge receipt of {each}",
    "assist": "assist {other} with {the}",
    "close": "close {each}",
    "deliver": "deliver {the} to {other}",
    "disclose": "disclose {the} to {other}",
    "inform": "inform {other} in writing of {each}",
    "investigate": "investigate {each}",
    "keep": "keep {the}",
    "maintain": "maintain {the}",
    "notify": "notify {other} in writing of {each}",
    "perform": "perform {the}",
    "provide": "provide {the} to {other}",
    "respond": "respond in writing to {each}",
    "retain": "retain {the}",
    "return": "return {the} to {other}",
    "transfer": "assist {other} with {the}",
    "own": "own {the}",
}


def _thing(row: Requirement) -> str:
    """Return the object of a row with the class that its condition names."""
    thing = _OF_BARE.sub("of the ", row.objects[0])
    classes = [name for name in row.conditions if name in _CLASSES and name not in thing]
    return f"{' or '.join(classes)} {thing}".strip()


def rate(row: Requirement) -> str:
    """Write how often: `twice per calendar year`; empty where the row asks for no rate."""
    if row.value is None or row.unit not in _PERIODS:
        return ""
    times = {Decimal(1): "once", Decimal(2): "twice"}.get(row.value)
    return f"{times or f'{number(row.value)} times'} per {_PERIODS[row.unit]}"


def _is_plural(thing: str) -> bool:
    head = _AFTER_HEAD.split(thing, maxsplit=1)[0]
    return head.endswith("s") and not head.endswith(("ss", "sis", "us"))


def _is_mass(thing: str) -> bool:
    return _AFTER_HEAD.split(thing, maxsplit=1)[0].endswith(_MASS)


def _each(thing: str) -> str:
    if _is_mass(thing):
        return f"any {thing}"
    return f"all {thing}" if _is_plural(thing) else f"each {thing}"


def _the(thing: str) -> str:
    return thing if thing.startswith("the ") else f"the {thing}"


def _one(thing: str) -> str:
    if _is_mass(thing) or _is_plural(thing):
        return thing
    return f"{'an' if thing[0].lower() in 'aeiou' else 'a'} {thing}"


def _listed(items: Sequence[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def _digits(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _sentence(words: str) -> str:
    words = words.strip().rstrip(".")
    return f"{words[0].upper()}{words[1:]}."
