"""From draft to draft: which rows a new draft serves better or worse, and which clauses moved on."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from contract_lint.language.quantities import find_quantities
from contract_lint.model import (
    Contract,
    Judgement,
    Limit,
    Quantity,
    Result,
    Strength,
    Verdict,
)

RANK = {
    Verdict.MET: 5,
    Verdict.WEAKER: 4,
    Verdict.CONDITIONAL: 3,
    Verdict.VAGUE: 3,
    Verdict.UNVERIFIABLE: 2,
    Verdict.CONFLICT: 2,
    Verdict.MISSING: 1,
    Verdict.CONTRADICTED: 0,
}
ALIKE = 70.0  # of 100: clauses whose words are less alike are not drafts of one another

_WORD = re.compile(r"\w+")
_MODAL = re.compile(r"\b(?:shall|must|will|may|should|can|cannot)(?: not)?\b", re.IGNORECASE)
_DEFINITE = (Verdict.MET, Verdict.WEAKER)


class Turn(StrEnum):
    """What a new draft does to a row."""

    LOST = "lost"  # it was addressed and is no more
    WORSE = "worse"
    CHANGED = "changed"  # another verdict of the same weight
    BETTER = "better"
    NEW = "new"  # it was missing, and is addressed
    SAME = "same"


WEAKENED = (Turn.LOST, Turn.WORSE)


@dataclass(frozen=True, slots=True)
class Change:
    """One row in two drafts; `old` or `new` is None where only one of them was asked for it."""

    set: str
    turn: Turn
    old: Judgement | None
    new: Judgement | None
    values: str = ""  # "30 days -> 15 days", where the deciding value changed

    @property
    def judgement(self) -> Judgement:
        """Return the newest judgement there is."""
        judgement = self.new or self.old
        assert judgement is not None
        return judgement

    @property
    def weakens(self) -> bool:
        """Say whether a protection got weaker that is more than information."""
        info = self.judgement.requirement.strength is Strength.INFO
        return self.turn in WEAKENED and not info


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause whose numbers or modal verbs changed; numbers are those of the two drafts."""

    set: str
    document: str  # its type
    old: str
    new: str
    terms: tuple[str, ...]  # "30 days -> 15 days", "shall -> may"


def compare_results(old: Result, new: Result) -> tuple[Change, ...]:
    """Compare two drafts row by row, in the order of the new one; rows only asked before last."""
    before = {judgement.requirement.id: judgement for judgement in old.judgements}
    after = {judgement.requirement.id for judgement in new.judgements}
    pairs = [(before.get(each.requirement.id), each) for each in new.judgements]
    changes = [_change(new.set.name, one, other) for one, other in pairs]
    gone = (each for each in old.judgements if each.requirement.id not in after)
    changes += [Change(new.set.name, Turn.CHANGED, each, None) for each in gone]
    return tuple(changes)


def compare_clauses(old: Result, new: Result) -> Iterator[ClauseChange]:
    """Yield the clauses of which the numbers, periods or modal verbs changed.

    Clauses are paired by their words, so that moved and renumbered ones are no change; one that
    has no counterpart is not among them.
    """
    for contract in new.set.contracts:
        for earlier in old.set.of_type(contract.type)[:1]:
            for one, other in _paired(_clauses(earlier), _clauses(contract)):
                terms = tuple(_terms(one.text, other.text))
                if terms:
                    kind = str(contract.type)
                    yield ClauseChange(new.set.name, kind, one.number, other.number, terms)


@dataclass(frozen=True, slots=True)
class _Text:
    number: str
    text: str
    plain: str


def _change(name: str, old: Judgement | None, new: Judgement) -> Change:
    if old is None or not (old.applicable and new.applicable):
        turn = Turn.SAME if old and old.applicable == new.applicable else Turn.CHANGED
        return Change(name, turn, old, new)
    if old.verdict is not new.verdict:
        return Change(name, _turn(old.verdict, new.verdict), old, new)
    turn, values = _by_value(old, new)
    return Change(name, turn, old, new, values)


def _turn(old: Verdict, new: Verdict) -> Turn:
    if new is Verdict.MISSING and old is not Verdict.CONTRADICTED:
        return Turn.LOST
    if RANK[new] < RANK[old]:
        return Turn.WORSE
    if RANK[new] == RANK[old]:
        return Turn.CHANGED
    return Turn.NEW if old is Verdict.MISSING else Turn.BETTER


def _by_value(old: Judgement, new: Judgement) -> tuple[Turn, str]:
    """Compare the values that decide one verdict in both drafts."""
    limit = new.requirement.limit
    if new.verdict not in _DEFINITE or limit not in (Limit.AT_LEAST, Limit.AT_MOST):
        return Turn.SAME, ""
    one, other = _value(old), _value(new)
    if one is None or other is None or one[0].dimension is not other[0].dimension:
        return Turn.SAME, ""
    before, after = one[0].base, other[0].base
    if before is None or after is None or before == after:
        return Turn.SAME, ""
    more = after > before
    better = more if limit is Limit.AT_LEAST else not more
    return (Turn.BETTER if better else Turn.WORSE), f"{one[1]} -> {other[1]}"


def _value(judgement: Judgement) -> tuple[Quantity, str] | None:
    """Return the one value that decides, with its words."""
    passage = judgement.focus or next(iter(judgement.evidence), None)
    if passage is None:
        return None
    text = passage.text
    found = [each for each in find_quantities(text) if each.base is not None]
    if len(found) != 1:
        return None
    return found[0], " ".join(text[found[0].span.start : found[0].span.end].split())


def _clauses(contract: Contract) -> list[_Text]:
    texts = []
    for clause in contract.clauses:
        text = contract.document.quote(clause.body)
        plain = " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
        if plain:
            texts.append(_Text(clause.number, text, plain))
    return texts


def _paired(old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[tuple[_Text, _Text]]:
    """Yield the clauses that changed their words, each with its best counterpart."""
    kept = Counter(each.plain for each in old) & Counter(each.plain for each in new)
    left = _without(old, kept)
    for clause in _without(new, kept):
        choices = {index: each.plain for index, each in enumerate(left)}
        best = process.extractOne(clause.plain, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            yield left.pop(best[2]), clause


def _without(clauses: Sequence[_Text], kept: Counter[str]) -> list[_Text]:
    remaining = kept.copy()
    left = []
    for clause in clauses:
        if remaining[clause.plain]:
            remaining[clause.plain] -= 1
        else:
            left.append(clause)
    return left


def _terms(old: str, new: str) -> Iterator[str]:
    """Yield what changed among quantities and modal verbs."""
    for one, other in ((_quantities(old), _quantities(new)), (_modals(old), _modals(new))):
        gone = list((Counter(one) - Counter(other)).elements())
        come = list((Counter(other) - Counter(one)).elements())
        for index in range(max(len(gone), len(come))):
            before = gone[index] if index < len(gone) else "nothing"
            after = come[index] if index < len(come) else "nothing"
            yield f"{before} -> {after}"


def _quantities(text: str) -> list[str]:
    """Return quantities in one form, so that `thirty (30) days` and `30 days` are the same."""
    return [
        f"{each.comparator} {each.value.normalize():f} {each.unit}".removeprefix("= ").strip()
        for each in find_quantities(text)
        if each.value is not None
    ]


def _modals(text: str) -> list[str]:
    return [" ".join(found.casefold().split()) for found in _MODAL.findall(text)]
