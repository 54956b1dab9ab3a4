"""From draft to draft: which rows a new draft serves better or worse, and which clauses moved on."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz, process

from contract_lint.language.borrowed import Lender
from contract_lint.language.quantities import find_quantities
from contract_lint.language.units import compare
from contract_lint.model import (
    Contract,
    Judgement,
    Limit,
    Passage,
    Quantity,
    Result,
    Span,
    Strength,
    Term,
    Verdict,
)
from contract_lint.segment.plain import plain_words

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
HELD = 85.0  # of 100: of the words of a clause that another one holds
_NOWHERE = -1  # the index of a text that is no clause, and holds none
_MARKS = " \t*\"“„‘'"  # before the first word of a definition
_MOST_MARKS = 8
FEWEST = 4  # words: what is shorter says nothing of its own, such as "Reserved"

_MODAL = re.compile(r"\b(?:shall|must|will|may|should|can|cannot)(?:\s+not)?\b", re.IGNORECASE)
_BINDING = frozenset({"shall", "will", "must"})
_DEFINITE = (Verdict.MET, Verdict.WEAKER)


class Turn(StrEnum):
    """What a new draft does to a row."""

    LOST = "lost"  # it was addressed and is no more
    WORSE = "worse"
    SUSPECT = "suspect"  # still met, but the clause that met it is gone or meets it no more
    CHANGED = "changed"  # another verdict of the same weight
    BETTER = "better"
    NEW = "new"  # it was missing, and is addressed
    SAME = "same"


WEAKENED = (Turn.LOST, Turn.WORSE, Turn.SUSPECT)


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


class Fate(StrEnum):
    """What a new draft does to a clause."""

    CHANGED = "changed"  # its numbers, periods or modal verbs
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # it stands at another place among the others
    RENUMBERED = "renumbered"  # it kept its place and has another number


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause, or a whole document, in two drafts; `old` and `new` are its numbers there.

    `old` or `new` is None where it stands in one of the drafts only; then `text` holds its words.
    """

    set: str
    document: str  # its type
    fate: Fate
    old: str | None
    new: str | None
    terms: tuple[str, ...] = ()  # "30 days -> 15 days", "shall -> may"
    text: str = ""


def compare_results(old: Result, new: Result) -> tuple[Change, ...]:
    """Compare two drafts row by row, in the order of the new one; rows only asked before last."""
    before = {judgement.requirement.id: judgement for judgement in old.judgements}
    after = {judgement.requirement.id for judgement in new.judgements}
    pairs = [(before.get(each.requirement.id), each) for each in new.judgements]
    texts = _texts(old), _texts(new)
    changes = [_change(new.set.name, one, other, *texts) for one, other in pairs]
    gone = (each for each in old.judgements if each.requirement.id not in after)
    changes += [Change(new.set.name, Turn.CHANGED, each, None) for each in gone]
    return tuple(changes)


def compare_clauses(old: Result, new: Result) -> Iterator[ClauseChange]:
    """Yield what became of the clauses, document by document in the order of the new draft.

    Clauses are paired by their words, so that one that is moved, renumbered or worded anew is
    neither removed nor added; words that merely went into another clause are neither.
    """
    pairs = list(_documents(old.set.contracts, new.set.contracts))
    for earlier, later in pairs:
        kind = str((later or earlier or new.set.contracts[0]).type)
        if earlier is None or later is None:
            yield _whole(new.set.name, kind, earlier, later)
            continue
        for change in _fates(_clauses(earlier), _clauses(later)):
            yield replace(change, set=new.set.name, document=kind)


@dataclass(frozen=True, slots=True)
class _Text:
    """A clause with words of its own."""

    index: int  # of the clause in its contract
    parents: frozenset[int]
    number: str
    text: str
    plain: str
    values: tuple[Quantity, ...]  # with those that it takes from a definition or an exhibit


def _documents(
    old: Sequence[Contract], new: Sequence[Contract]
) -> Iterator[tuple[Contract | None, Contract | None]]:
    """Pair the documents of two drafts: by type and name of the file, by type, by name, at last."""
    left, found = list(old), {}
    keys: tuple[Callable[[Contract], object], ...] = (
        lambda each: (each.type, each.document.path.stem),
        lambda each: each.type,
        lambda each: each.document.path.stem,
    )
    for key in keys:
        for later in new:
            earlier = next((each for each in left if key(each) == key(later)), None)
            if earlier is not None and id(later) not in found:
                found[id(later)] = earlier
                left.remove(earlier)
    alone = [later for later in new if id(later) not in found]
    if len(alone) == len(left) == 1:
        found[id(alone[0])] = left.pop()
    yield from ((found.get(id(later)), later) for later in new)
    yield from ((earlier, None) for earlier in left)


def _whole(name: str, kind: str, old: Contract | None, new: Contract | None) -> ClauseChange:
    contract = new or old
    assert contract is not None
    fate = Fate.ADDED if new else Fate.REMOVED
    told = contract.title or contract.document.path.name
    return ClauseChange(name, kind, fate, "" if old else None, "" if new else None, text=told)


def _fates(old: Sequence[_Text], new: Sequence[_Text]) -> Iterator[ClauseChange]:
    pairs = _paired(old, new)
    moved = _moved(pairs, old, new)
    for at in range(len(new)):
        if at not in pairs:
            if not _holds(old, new[at]):
                yield ClauseChange("", "", Fate.ADDED, None, new[at].number, text=new[at].text)
            continue
        one, other = old[pairs[at]], new[at]
        terms = tuple(_terms(one, other)) if one.plain != other.plain else ()
        if terms:
            yield ClauseChange("", "", Fate.CHANGED, one.number, other.number, terms)
        if at in moved:
            yield ClauseChange("", "", Fate.MOVED, one.number, other.number)
        elif one.number != other.number:
            yield ClauseChange("", "", Fate.RENUMBERED, one.number, other.number)
    kept = set(pairs.values())
    for at, one in enumerate(old):
        if at not in kept and not _holds(new, one):
            yield ClauseChange("", "", Fate.REMOVED, one.number, None, text=one.text)


def _change(
    name: str, old: Judgement | None, new: Judgement, before: Sequence[str], after: Sequence[str]
) -> Change:
    """Compare one row in two drafts, whose texts are `before` and `after`."""
    if old is None or not (old.applicable and new.applicable):
        turn = Turn.SAME if old and old.applicable == new.applicable else Turn.CHANGED
        return Change(name, turn, old, new)
    if old.verdict is not new.verdict:
        return Change(name, _turn(old.verdict, new.verdict), old, new)
    if _rests_on_others(old, new, before):
        turn = Turn.SUSPECT if _is_weakened(old, new, after) else Turn.SAME
        return Change(name, turn, old, new)
    turn, values = _by_value(old, new)
    return Change(name, turn, old, new, values)


def _rests_on_others(old: Judgement, new: Judgement, before: Sequence[str]) -> bool:
    """Say whether a row rests on other words than it did, which stood in the old draft as well."""
    one, other = _words(old), _words(new)
    alike = not one or not other or fuzz.ratio(one, other) >= ALIKE
    return not alike and _stands_in(other, before, HELD)


def _is_weakened(old: Judgement, new: Judgement, after: Sequence[str]) -> bool:
    """Say whether the clause that met a row is gone, or alone would meet it no more.

    Another clause may do as much as that one; that is for a reader to say.
    """
    one = _words(old)
    if old.verdict is not Verdict.MET or any(one in text for text in after):
        return False
    drafts = [
        (fuzz.ratio(one, _folded(passage)), verdict is not Verdict.MET)
        for passage, verdict in new.weighed
    ]
    alike, weaker = max(drafts, default=(0.0, False))
    return weaker if alike >= ALIKE else not _stands_in(one, after, ALIKE)


def _texts(result: Result) -> list[str]:
    """Return the words of each contract, on one line."""
    return [" ".join(each.document.text.split()) for each in result.set.contracts]


def _words(judgement: Judgement) -> str:
    """Return the words of the clause that decides, on one line."""
    first = next(iter(judgement.evidence), None)
    if first is None:
        return ""
    whole = (
        passage
        for passage, _ in judgement.weighed
        if passage.contract is first.contract and passage.span.covers(first.span)
    )
    return _folded(next(whole, first))


def _folded(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _stands_in(words: str, texts: Sequence[str], least: float) -> bool:
    return any(fuzz.partial_ratio(words, text, score_cutoff=least) > 0 for text in texts)


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
    before, after = one[0], other[0]
    order = compare(after, before.value, before.unit) if before.value is not None else None
    if not order:  # the same, as contracts treat values: 30 days and a month
        return Turn.SAME, ""
    better = order > 0 if limit is Limit.AT_LEAST else order < 0
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
    """Return what is compared: each clause, and each definition that is a paragraph of its own."""
    lender = Lender.of(contract)
    terms: dict[int, list[Term]] = {}
    for term in contract.terms:
        terms.setdefault(term.clause, []).append(term)
    texts = []
    for clause in contract.clauses:
        parents = frozenset(each.index for each in contract.ancestors(clause))
        own, defined = _apart(contract, clause.body, terms.get(clause.index, ()))
        parts = [part for part in (clause.heading, *own) if part]
        texts.append(_text(contract, lender, parts, clause.index, parents, clause.number))
        within = parents | {clause.index}
        texts += [
            _text(contract, lender, [part], _NOWHERE, within, clause.number) for part in defined
        ]
    return [text for text in texts if text.plain]


def _apart(contract: Contract, body: Span, terms: Sequence[Term]) -> tuple[list[Span], list[Span]]:
    """Part the words of a clause from the definitions that stand in paragraphs of their own."""
    text = contract.document.text
    own, defined, done = [], [], body.start
    for term in sorted(terms, key=lambda term: term.span):
        before = text[max(0, term.span.start - _MOST_MARKS) : term.span.start]
        alone = before.rstrip(_MARKS).endswith("\n")
        if not alone or term.span.start <= done or not body.covers(term.span):
            continue
        own.append(Span(done, term.span.start))
        defined.append(term.span)
        done = term.span.end
    own.append(Span(done, body.end))
    return [part for part in own if contract.document.quote(part).strip()], defined


def _text(
    contract: Contract,
    lender: Lender,
    parts: Sequence[Span],
    index: int,
    parents: frozenset[int],
    number: str,
) -> _Text:
    plain = " ".join(words for part in parts if (words := plain_words(contract, part)))
    text = " ".join(contract.document.quote(part) for part in parts)
    lent = [quantity for part in parts for quantity in lender.lend(part)]
    return _Text(index, parents, number, text, plain, (*find_quantities(text), *lent))


def _paired(old: Sequence[_Text], new: Sequence[_Text]) -> dict[int, int]:
    """Return the place in `old` of each clause of `new` that is a draft of one there."""
    same: dict[str, list[int]] = {}
    for at, one in enumerate(old):
        same.setdefault(one.plain, []).append(at)
    pairs = {at: same[each.plain].pop(0) for at, each in enumerate(new) if same.get(each.plain)}
    for alike in (fuzz.ratio, fuzz.token_sort_ratio):  # the second: words in another order
        taken = set(pairs.values())
        left = {at: one.plain for at, one in enumerate(old) if at not in taken}
        for at, other in enumerate(new):
            if at not in pairs:
                best = process.extractOne(other.plain, left, scorer=alike, score_cutoff=ALIKE)
                if best is not None:
                    pairs[at] = best[2]
                    del left[best[2]]
    return pairs


def _moved(pairs: Mapping[int, int], old: Sequence[_Text], new: Sequence[_Text]) -> set[int]:
    """Return the clauses of `new` that stand elsewhere among the others, without what they hold.

    Those stayed that keep the longest run in the old order.
    """
    ends: list[int] = []  # by length of a run: the least old place that ends one
    last: list[int] = []  # the clause of `new` there
    before: dict[int, int | None] = {}
    for at in sorted(pairs):
        length = bisect_left(ends, pairs[at])
        before[at] = last[length - 1] if length else None
        ends[length : length + 1] = [pairs[at]]
        last[length : length + 1] = [at]
    stayed = set()
    at_end = last[-1] if last else None
    while at_end is not None:
        stayed.add(at_end)
        at_end = before[at_end]
    moved = set(pairs) - stayed
    holders = {new[at].index for at in moved}, {old[pairs[at]].index for at in moved}
    return {
        at
        for at in moved
        if not (new[at].parents & holders[0] and old[pairs[at]].parents & holders[1])
    }


def _holds(clauses: Sequence[_Text], wanted: _Text) -> bool:
    """Say whether the words of a clause went into others: it was split, joined or is too short."""
    if len(wanted.plain.split()) < FEWEST:
        return True
    return any(
        fuzz.partial_ratio(wanted.plain, each.plain, score_cutoff=HELD) > 0
        for each in clauses
        if len(each.plain) >= len(wanted.plain) * HELD / 100
    ) or _is_made_of(clauses, wanted)


def _is_made_of(clauses: Sequence[_Text], wanted: _Text) -> bool:
    """Say whether a clause is the sum of several others."""
    parts = (
        len(each.plain)
        for each in clauses
        if len(each.plain.split()) >= FEWEST
        and len(each.plain) <= len(wanted.plain)
        and fuzz.partial_ratio(each.plain, wanted.plain, score_cutoff=HELD) > 0
    )
    return sum(parts) >= len(wanted.plain) * ALIKE / 100


def _terms(old: _Text, new: _Text) -> Iterator[str]:
    """Yield what changed among values and modal verbs."""
    one, other = Counter(_modals(old.text)), Counter(_modals(new.text))
    modals = list((one - other).elements()), list((other - one).elements())
    for gone, come in (_unmatched(old.values, new.values), modals):
        for index in range(max(len(gone), len(come))):
            before = gone[index] if index < len(gone) else "nothing"
            after = come[index] if index < len(come) else "nothing"
            yield f"{before} -> {after}"


def _unmatched(old: Sequence[Quantity], new: Sequence[Quantity]) -> tuple[list[str], list[str]]:
    """Return the values of only one of two clauses, less those that contracts treat as equal."""
    come, gone = list(new), []
    for value in old:
        same = next((each for each in come if _equal(value, each)), None)
        if same is None:
            gone.append(_shown(value))
        else:
            come.remove(same)
    return gone, [_shown(value) for value in come]


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.dimension is not other.dimension:
        return False
    if one.value is None or other.value is None:
        return one.value is other.value
    same = compare(one, other.value, other.unit) == 0
    return same and one.comparator is other.comparator


def _shown(value: Quantity) -> str:
    """Return a value in one form, so that `thirty (30) days` and `30 days` read alike."""
    if value.value is None:
        return f"hidden {value.unit}".strip()
    words = f"{value.comparator} {value.value.normalize():f} {value.unit}"
    return words.removeprefix("= ").strip()


def _modals(text: str) -> Iterator[str]:
    """Yield the modal verbs, of which shall, will and must bind alike."""
    for found in _MODAL.findall(text):
        verb, *negated = found.casefold().split()
        yield " ".join(["shall" if verb in _BINDING else verb, *negated])
