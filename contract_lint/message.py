"""Word a judgement for its readers: which row, what it asks, what the clause gives, what to write."""

import re
from collections.abc import Callable, Mapping
from textwrap import shorten

from contract_lint.align.wording import asked_for, number, unit
from contract_lint.annotate.wording import short_name
from contract_lint.model import Deviation, Judgement, Passage, Requirement, Role, Verdict

ASKED = 120  # characters of a row that a message quotes
SURE = 0.6  # below this confidence a judgement is to be checked by hand

_QUOTATION = re.compile(r"(“[^”]*”)")
_ROLE = re.compile(r"\b(?:the )?(CDMO|Sponsor)\b")
_NO_VALUE = ("no value", "hidden words")
_LACKING = "not named: "


def message(judgement: Judgement, *, rule: str = "") -> str:
    """Say on one line which row it is, what it asks and what the documents give.

    The row of a `rule` of ours goes by its words alone: the finding has the name of the rule.
    """
    row = judgement.requirement
    asked = shorten(row.text, ASKED, placeholder="\N{HORIZONTAL ELLIPSIS}")
    verdict = "in conflict" if judgement.verdict is Verdict.CONFLICT else str(judgement.verdict)
    told = f"{row.id} ({asked}) is {verdict}"
    if row.id == rule:
        told = f"“{asked.rstrip('.')}” is {verdict}"
    reason = " ".join(judgement.reason.split())
    if reason:
        told += f": {_placed(reason, judgement.evidence[0]) if judgement.evidence else reason}"
    return f"{told}; check by hand" if judgement.confidence < SURE else told


def remedy(judgement: Judgement) -> str:
    """Say what to write so that the row is met; in the words of the row where nothing is closer."""
    row = judgement.requirement
    asked = " ".join(row.text.split())
    if judgement.verdict is Verdict.MISSING or not judgement.evidence:
        return f"add a clause that says: {asked}"
    mends = [_MENDS.get(each.kind, _no_mend)(each, row) for each in judgement.deviations]
    if mends and all(mends):
        return "; ".join(mends)
    return f"change it so that it says: {asked}"


def _placed(reason: str, passage: Passage) -> str:
    """Name the clause, and the parties as the contract does, outside of quotations."""
    contract = passage.contract

    def named(role: re.Match[str]) -> str:
        return short_name(contract, Role(role[1]))

    parts = _QUOTATION.split(reason)
    parts[::2] = [_ROLE.sub(named, part) for part in parts[::2]]
    clause = passage.clause
    if not clause:
        return "".join(parts)
    place = f"clause {clause}" if clause[0].isdigit() else clause
    return "".join(parts).replace("the clause", place, 1)


# -- what to write ------------------------------------------------------------------------------


def _mend_value(deviation: Deviation, row: Requirement) -> str:
    if row.value is None:
        return ""
    amount = f"{number(row.value)} {unit(row.unit, row.value)}".strip()
    return f"write {amount} instead of “{deviation.found}”"


def _mend_vague(deviation: Deviation, row: Requirement) -> str:
    if row.value is None:
        return ""
    if deviation.found in _NO_VALUE:
        return f"set a limit: {asked_for(row)}"
    return f"write {asked_for(row)} instead of “{deviation.found}”"


def _mend_redaction(_deviation: Deviation, row: Requirement) -> str:
    return f"fill the value in: {asked_for(row)}" if row.value is not None else ""


def _mend_anchor(deviation: Deviation, _row: Requirement) -> str:
    return f"count {deviation.required}, not {deviation.found}"


def _mend_modality(deviation: Deviation, _row: Requirement) -> str:
    if deviation.required != "shall" or " " in deviation.found:
        return ""
    return f"write “shall” instead of “{deviation.found}”"


def _mend_hedge(_deviation: Deviation, _row: Requirement) -> str:
    return "promise the result, not an effort"


def _mend_gate(_deviation: Deviation, _row: Requirement) -> str:
    return "take the consent out, so that nobody can refuse"


def _mend_deemed(_deviation: Deviation, _row: Requirement) -> str:
    return "take out that silence counts as acceptance"


def _mend_exception(deviation: Deviation, _row: Requirement) -> str:
    quoted = _QUOTATION.search(deviation.found)
    return f"strike {quoted.group()}" if quoted else ""


def _mend_scope(deviation: Deviation, _row: Requirement) -> str:
    if not deviation.found.startswith(_LACKING):
        return ""
    return f"name {deviation.found.removeprefix(_LACKING)} as well"


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
