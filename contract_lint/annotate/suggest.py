"""The changes to a draft that would clear a finding, where they are certain."""

import re
from collections.abc import Iterable, Iterator, Sequence

from contract_lint.annotate.place import clause_after, home_of
from contract_lint.annotate.remark import Edit, NewClause, Suggestion, key_of
from contract_lint.annotate.wording import clause, deadline, event, rate, spell
from contract_lint.model import (
    Contract,
    Deviation,
    Finding,
    Judgement,
    Limit,
    Passage,
    Span,
    Verdict,
)

_CERTAIN = {"value", "anchor", "modality", "vague"}  # kinds of deviation that words can mend
_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"\S+")
_NO_VALUE = "no value"
_SURE = 0.69  # confidence below which the clause may be about something else
_EVENT_REACH = 120  # characters from a period to the event that starts its clock


def suggest(
    contract: Contract, findings: Sequence[Finding], judgements: Sequence[Judgement]
) -> tuple[Suggestion, ...]:
    """Return the changes for those findings in `contract` whose fix is certain.

    No two of them change the same words: the first finding goes first.
    """
    taken: list[Span] = []
    found: list[Suggestion] = []
    for finding in findings:
        judgement = finding.judgement
        if judgement is None or finding.passage is None:
            continue
        if finding.passage.contract is not contract:
            continue
        changes = tuple(_changes(contract, judgement, judgements))
        spans = [change.span for change in changes if isinstance(change, Edit)]
        if changes and not any(_touch(span, other) for span in spans for other in taken):
            taken.extend(spans)
            found.append(Suggestion(key_of(finding), changes))
    return tuple(found)


def _changes(
    contract: Contract, judgement: Judgement, judgements: Sequence[Judgement]
) -> Iterator[Edit | NewClause]:
    if judgement.verdict is Verdict.MISSING:
        row = judgement.requirement
        home = home_of(contract, row, judgements)
        text = judgement.suggestion or clause(row, contract)
        added = clause_after(contract, home, text) if home is not None and text else None
        if added is not None:
            yield added
        return
    kinds = {deviation.kind for deviation in judgement.deviations}
    if not kinds or not kinds <= _CERTAIN or not judgement.evidence:
        return
    if judgement.confidence < _SURE:
        return
    edits: list[Edit] = []
    for deviation in judgement.deviations:
        edit = _MENDERS[deviation.kind](judgement, deviation)
        if edit is None:
            return
        edits.append(edit)
    yield from (_trimmed(contract, edit) for edit in edits)


def _mend_value(judgement: Judgement, _deviation: Deviation) -> Edit | None:
    focus, row = judgement.focus, judgement.requirement
    if focus is None or row.value is None or row.limit not in (Limit.AT_LEAST, Limit.AT_MOST):
        return None
    words = focus.text
    if not _DIGITS.search(words) and not words[:1].isalpha():
        return None
    spelt = "(" in words or not _DIGITS.search(words)
    amount = spell(row.value, row.unit, spelt=spelt) or rate(row)
    if not amount:
        return None
    if "-" in words.rpartition(")")[2] and row.value != 1:  # a 30-day period
        amount = amount.removesuffix("s")
        amount = "-".join(amount.rsplit(" ", 1))
    return Edit(focus.span, amount)


def _mend_anchor(judgement: Judgement, deviation: Deviation) -> Edit | None:
    focus = judgement.focus
    words = deviation.found.removeprefix("from ")
    start = judgement.requirement.clock_from
    if focus is None or not words or not start:
        return None
    place = _once(judgement.evidence[0], words, focus.span.end, focus.span.end + _EVENT_REACH)
    return None if place is None else Edit(place, event(start, "").strip())


def _mend_modality(judgement: Judgement, deviation: Deviation) -> Edit | None:
    if deviation.required != "shall" or " " in deviation.found:
        return None
    passage = judgement.evidence[0]
    place = _once(passage, deviation.found, passage.span.start, passage.span.end)
    return None if place is None else Edit(place, "shall")


def _mend_vague(judgement: Judgement, deviation: Deviation) -> Edit | None:
    row, focus = judgement.requirement, judgement.focus
    if row.limit is not Limit.AT_MOST:
        return None
    time = deadline(row)
    passage = judgement.evidence[0]
    if not time:
        return None
    if focus is not None and focus.text.split() == deviation.found.split():
        at = focus.span.end
        following = passage.contract.document.text[at : at + 1]
        comma = "" if following in ".,;:" else ","
        return Edit(Span(at, at), f", and in any event {time}{comma}")
    if deviation.found != _NO_VALUE or not passage.text.rstrip().endswith("."):
        return None
    at = passage.span.start + len(passage.text.rstrip()) - 1
    return Edit(Span(at, at), f" {time}")


_MENDERS = {
    "value": _mend_value,
    "anchor": _mend_anchor,
    "modality": _mend_modality,
    "vague": _mend_vague,
}


def _once(passage: Passage, words: str, start: int, end: int) -> Span | None:
    """Return where `words` stand in part of a passage; None unless they stand there once."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    text = passage.contract.document.text
    end = min(end, passage.span.end)
    found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", text[start:end], re.IGNORECASE))
    if len(found) != 1:
        return None
    return Span(start + found[0].start(), start + found[0].end())


def _trimmed(contract: Contract, edit: Edit) -> Edit:
    """Leave words alone that both begin or both end with."""
    old = contract.document.quote(edit.span)
    before = [(match.start(), match.group()) for match in _WORD.finditer(old)]
    after = edit.text.split(" ")
    if not before or edit.text[:1] in " ,":
        return edit
    start, end = edit.span.start, edit.span.end
    while len(before) > 1 and len(after) > 1 and before[-1][1] == after[-1]:
        before.pop()
        after.pop()
        last = before[-1]
        end = edit.span.start + last[0] + len(last[1])
    while len(before) > 1 and len(after) > 1 and before[0][1] == after[0]:
        before.pop(0)
        after.pop(0)
        start = edit.span.start + before[0][0]
    return Edit(Span(start, end), " ".join(after))


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def cleared(
    suggestions: Iterable[Suggestion], findings: Sequence[Finding], later: Sequence[Finding]
) -> tuple[Suggestion, ...]:
    """Return the suggestions whose findings are gone from `later`, the findings after them."""
    left = {_subject(finding) for finding in later}
    subjects = {key_of(finding): _subject(finding) for finding in findings}
    return tuple(each for each in suggestions if subjects[each.key] not in left)


def _subject(finding: Finding) -> str:
    row = finding.judgement.requirement.id if finding.judgement else ""
    return row or finding.fingerprint
