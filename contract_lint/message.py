"""Word a judgement for its readers: what the row asks, what the clause gives, what to write."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from textwrap import shorten

from contract_lint.annotate.wording import event, short_name, spell
from contract_lint.model import (
    Contract,
    Deviation,
    Judgement,
    Limit,
    Passage,
    Requirement,
    Role,
    Verdict,
)

ASKED = 120  # characters of a row that a message quotes
SURE = 0.5  # below this confidence a judgement is to be checked by hand

_BOUNDS = {Limit.AT_LEAST: "at least ", Limit.AT_MOST: "at most ", Limit.EQUAL: "exactly "}
_PERIODS = {"/d": "day", "/wk": "week", "/mo": "month", "/y": "year"}
_TIMES = {Decimal(1): "once", Decimal(2): "twice"}
_LEADS = re.compile(r"(?:before|after|from|of|following|prior|until|since|upon|on|within|in)\b")
_ROLES = re.compile(r"\b(?:CDMO|Sponsor)\b")
_ABSENT = ("no value", "hidden", "hidden words", "no rank on quality")
_LACKING = "not named: "
_OTHER = "another in "


def message(judgement: Judgement) -> str:
    """Say on one line which row it is, what it asks and what the documents give."""
    row = judgement.requirement
    said = _reason(judgement)
    verdict = "in conflict" if judgement.verdict is Verdict.CONFLICT else str(judgement.verdict)
    asked = shorten(row.text, ASKED, placeholder="\N{HORIZONTAL ELLIPSIS}")
    told = f"{row.id} ({asked}) is {verdict}" + (f": {said}" if said else "")
    return f"{told}; check by hand" if judgement.confidence < SURE else told


def remedy(judgement: Judgement) -> str:
    """Say what to write so that the row is met; in the words of the row where nothing is closer."""
    row = judgement.requirement
    asked = _one_line(row.text)
    if judgement.verdict is Verdict.MISSING or not judgement.evidence:
        return f"add a clause that says: {asked}"
    mends = [_MENDS.get(d.kind, _no_mend)(d, row) for d in judgement.deviations]
    if mends and all(mends):
        return "; ".join(mends)
    return f"change it so that it says: {asked}"


def asked_amount(row: Requirement) -> str:
    """Return what a row asks in numbers: `at least 90 days before implementation`.

    Empty for a row without a value.
    """
    if row.value is None:
        return ""
    period = _PERIODS.get(row.unit)
    if period:
        times = _TIMES.get(row.value) or f"{format(row.value.normalize(), 'f')} times"
        amount = f"{times} a {period}"
    else:
        amount = _amount(row)
    bound = _BOUNDS.get(row.limit, "") if row.limit else ""
    return bound + amount + _start(row)


def _amount(row: Requirement) -> str:
    assert row.value is not None
    plain = f"{format(row.value.normalize(), 'f')} {row.unit}".strip()
    return spell(row.value, row.unit, spelt=False) or plain


def _start(row: Requirement) -> str:
    """Return what starts the clock of a row: ` before implementation`, ` from discovery`."""
    words = _one_line(row.clock_from)
    if not words or _LEADS.match(words):
        return f" {words}".rstrip()
    return event(words, "from")


# -- what a clause gives ------------------------------------------------------------------------


def _reason(judgement: Judgement) -> str:
    """Return the reason with each deviation told in the words of the contract."""
    reason = _one_line(judgement.reason)
    passage = judgement.evidence[0] if judgement.evidence else None
    place = _place(passage)
    for deviation in judgement.deviations:
        plain = _one_line(f"asks {deviation.required}, finds {deviation.found}")
        words = _TELL.get(deviation.kind, _tell_other)(_named(deviation, passage), judgement, place)
        if plain in reason:
            reason = reason.replace(plain, words, 1)
            place = "it"
    return reason


def _place(passage: Passage | None) -> str:
    if passage is None or not passage.clause:
        return "the clause"
    return f"clause {passage.clause}" if passage.clause[0].isdigit() else passage.clause


def _named(deviation: Deviation, passage: Passage | None) -> Deviation:
    """Call the parties what the contract calls them."""
    if passage is None:
        return deviation
    contract = passage.contract
    return Deviation(
        deviation.kind,
        _with_names(deviation.required, contract),
        deviation.found
        if _quotes(deviation.found, passage)
        else _with_names(deviation.found, contract),
    )


def _with_names(words: str, contract: Contract) -> str:
    return _ROLES.sub(lambda role: short_name(contract, Role(role.group())), words)


def _quotes(words: str, passage: Passage | None) -> bool:
    """Say whether `words` stand in the clause, so that they are shown as a quotation."""
    return passage is not None and _one_line(words).lower() in _one_line(passage.text).lower()


def _asks(deviation: Deviation, judgement: Judgement) -> str:
    return f"asks for {asked_amount(judgement.requirement) or deviation.required}"


def _tell_value(deviation: Deviation, judgement: Judgement, place: str) -> str:
    return f'{_asks(deviation, judgement)}; {place} gives "{deviation.found}"'


def _tell_vague(deviation: Deviation, judgement: Judgement, place: str) -> str:
    if deviation.found in _ABSENT:
        return f"{_asks(deviation, judgement)}; {place} gives {deviation.found}"
    return f'{_asks(deviation, judgement)}; {place} says only "{deviation.found}"'


def _tell_redaction(deviation: Deviation, judgement: Judgement, place: str) -> str:
    if deviation.found in _ABSENT:
        return f"what {place} gives is hidden"
    return f'{_asks(deviation, judgement)}; {place} hides the value: "{deviation.found}"'


def _tell_deferral(deviation: Deviation, judgement: Judgement, place: str) -> str:
    asks = f"{_asks(deviation, judgement)}; " if judgement.requirement.value is not None else ""
    return f"{asks}{place} leaves it to {deviation.found}, which is not in the set"


def _tell_anchor(deviation: Deviation, _judgement: Judgement, place: str) -> str:
    return f"{place} counts {deviation.found}, not {deviation.required}"


def _tell_modality(deviation: Deviation, _judgement: Judgement, place: str) -> str:
    if deviation.required == "shall":
        return f'{place} says "{deviation.found}" where the row asks for a duty'
    return f"{place} is {deviation.found}, not {deviation.required}"


def _tell_hedge(_deviation: Deviation, _judgement: Judgement, place: str) -> str:
    return f"{place} promises an effort, not the result"


def _tell_gate(deviation: Deviation, _judgement: Judgement, place: str) -> str:
    if deviation.found.startswith("only "):
        return f"{place} gives it {deviation.found}"
    return f"{place} lets the other party refuse it"


def _tell_deemed(deviation: Deviation, judgement: Judgement, _place: str) -> str:
    return f"{_asks(deviation, judgement)}, and {deviation.found}"


def _tell_exception(deviation: Deviation, _judgement: Judgement, place: str) -> str:
    return f'{place} leaves a way out: "{_one_line(deviation.found)}"'


def _tell_cost(deviation: Deviation, _judgement: Judgement, place: str) -> str:
    return f"asks for it {deviation.required}; {place} gives it {deviation.found}"


def _tell_scope(deviation: Deviation, judgement: Judgement, place: str) -> str:
    if deviation.found.startswith(_LACKING):
        return f"{place} does not name {deviation.found.removeprefix(_LACKING)}"
    if deviation.found.endswith("in part"):
        return f"{place} covers only part of it"
    return _tell_other(deviation, judgement, place)


def _tell_document(deviation: Deviation, _judgement: Judgement, _place: str) -> str:
    return f"it is wanted {deviation.required} and stands only {deviation.found}"


def _tell_other(deviation: Deviation, judgement: Judgement, place: str) -> str:
    passage = judgement.evidence[0] if judgement.evidence else None
    found = _one_line(deviation.found)
    says = f'{place} says "{found}"' if _quotes(found, passage) else f"by {place}, {found}"
    return f"{says} (wanted: {deviation.required})"


_TELL: Mapping[str, Callable[[Deviation, Judgement, str], str]] = {
    "value": _tell_value,
    "vague": _tell_vague,
    "redaction": _tell_redaction,
    "deferral": _tell_deferral,
    "anchor": _tell_anchor,
    "modality": _tell_modality,
    "hedge": _tell_hedge,
    "consent gate": _tell_gate,
    "deemed consent": _tell_deemed,
    "exception": _tell_exception,
    "cost": _tell_cost,
    "scope": _tell_scope,
    "document": _tell_document,
}


# -- what to write ------------------------------------------------------------------------------


def _mend_value(deviation: Deviation, row: Requirement) -> str:
    return f'write {_amount(row)} instead of "{deviation.found}"' if row.value is not None else ""


def _mend_vague(deviation: Deviation, row: Requirement) -> str:
    amount = asked_amount(row)
    if not amount:
        return ""
    if deviation.found in _ABSENT:
        return f"set a limit: {amount}"
    return f'write {amount} instead of "{deviation.found}"'


def _mend_redaction(_deviation: Deviation, row: Requirement) -> str:
    amount = asked_amount(row)
    return f"fill the value in: {amount}" if amount else ""


def _mend_anchor(deviation: Deviation, _row: Requirement) -> str:
    return f"count {deviation.required}, not {deviation.found}"


def _mend_modality(deviation: Deviation, _row: Requirement) -> str:
    return f'write "shall" instead of "{deviation.found}"' if deviation.required == "shall" else ""


def _mend_hedge(_deviation: Deviation, _row: Requirement) -> str:
    return "promise the result, not an effort"


def _mend_gate(_deviation: Deviation, _row: Requirement) -> str:
    return "take the consent out, so that nobody can refuse"


def _mend_deemed(_deviation: Deviation, _row: Requirement) -> str:
    return "take out that silence counts as acceptance"


def _mend_exception(deviation: Deviation, _row: Requirement) -> str:
    return f'strike "{_one_line(deviation.found)}"'


def _mend_scope(deviation: Deviation, _row: Requirement) -> str:
    if deviation.found.startswith(_LACKING):
        return f"name {deviation.found.removeprefix(_LACKING)} as well"
    return ""


def _mend_document(deviation: Deviation, _row: Requirement) -> str:
    return f"say it {deviation.required} as well"


def _mend_conflict(_deviation: Deviation, _row: Requirement) -> str:
    return "let both documents give the same answer, or say which prevails"


def _no_mend(_deviation: Deviation, _row: Requirement) -> str:
    return ""


_MENDS: Mapping[str, Callable[[Deviation, Requirement], str]] = {
    "value": _mend_value,
    "vague": _mend_vague,
    "redaction": _mend_redaction,
    "anchor": _mend_anchor,
    "modality": _mend_modality,
    "hedge": _mend_hedge,
    "consent gate": _mend_gate,
    "deemed consent": _mend_deemed,
    "exception": _mend_exception,
    "discretion": _mend_exception,
    "scope": _mend_scope,
    "document": _mend_document,
    "conflict": _mend_conflict,
}


def _one_line(text: str) -> str:
    return " ".join(text.split())
