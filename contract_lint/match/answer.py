"""Words that answer a row in a way of their own, as its rule tells them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from contract_lint.language.quantities import find_quantities
from contract_lint.language.units import compare
from contract_lint.match.book import PhraseBook
from contract_lint.match.rule import Run, compile_rule
from contract_lint.model import (
    Clause,
    ClauseKind,
    Deviation,
    Judgement,
    Limit,
    Passage,
    Quantity,
    Requirement,
    Rule,
    Verdict,
)

SILENT = (Verdict.MISSING, Verdict.VAGUE, Verdict.UNVERIFIABLE)
NEIGHBOUR = 240  # characters from an answer to the sentence beside its own
BEGUN = 40  # characters by which a number may stand out of the words that answer
MISREAD = (Verdict.WEAKER, Verdict.CONTRADICTED)  # of a clause that the rule knows better


def compile_answers(book: PhraseBook, rules: Sequence[Rule]) -> dict[str, Run]:
    """Return what finds the answers to the row of each rule that tells them, by id."""
    telling = (replace(rule, match=rule.answers) for rule in rules if rule.answers)
    return {rule.id: compile_rule(book, rule) for rule in telling}


def compile_denials(book: PhraseBook, rules: Sequence[Rule]) -> dict[str, Run]:
    """Return what finds the words that take back an answer to the row of each rule, by id."""
    telling = (replace(rule, match=rule.denials) for rule in rules if rule.denials)
    return {rule.id: compile_rule(book, rule) for rule in telling}


def answerable(judgement: Judgement) -> bool:
    """Say whether an answer could change the judgement."""
    misread = judgement.verdict in MISREAD and bool(judgement.evidence)
    return misread or judgement.verdict in SILENT


def answered(judgement: Judgement, found: Sequence[Passage]) -> Judgement:
    """Return the judgement that the answers at `found` lead to; else the one given.

    An answer counts where nothing better was found, or where the clause judged is its own. The
    numbers in it that measure what the row measures must be good enough; an answer without such
    a number is enough. A clause that was judged keeps its verdict where one of several falls short.
    """
    row = judgement.requirement
    silent = judgement.verdict in SILENT
    met: Passage | None = None
    short: tuple[Passage, Quantity] | None = None
    for passage in found:
        if not silent and not _misread(judgement, passage):
            continue
        measured = list(_measured(row, passage))
        if not measured or any(_is_enough(row, quantity) for quantity in measured):
            met = met or passage
        else:
            short = short or (passage, measured[0])
    if met is not None and (silent or short is None):
        return replace(
            judgement,
            verdict=Verdict.MET,
            reason="said in words of its own",
            evidence=(met,),
            deviations=(),
            weighed=(),  # as the engine alone judged the passages
            suggestion="",
            focus=None,
        )
    return _falls_short(judgement, *short) if silent and short is not None else judgement


def denied(judgement: Judgement, found: Sequence[Passage]) -> Judgement:
    """Return the judgement that is left where words at `found` take back what a clause gives."""
    if judgement.verdict is not Verdict.MET:
        return judgement
    for passage in found:
        if _is_beside(judgement, passage):
            words = " ".join(passage.text.split())
            return replace(
                judgement,
                verdict=Verdict.WEAKER,
                reason=f"the clause takes it back: “{words}”",
                deviations=(Deviation("exception", "no way back", f"“{words}”"),),
                focus=passage,
            )
    return judgement


def _misread(judgement: Judgement, passage: Passage) -> bool:
    return judgement.verdict in MISREAD and _is_beside(judgement, passage)


def _is_beside(judgement: Judgement, passage: Passage) -> bool:
    """Say whether a passage stands in the clause that was judged, or in the item beside it."""
    if not judgement.evidence:
        return False
    judged, answer = judgement.evidence[0].span, passage.span
    contract = judgement.evidence[0].contract
    if contract is not passage.contract:
        return False
    clauses = contract.clause_at(judged.start), contract.clause_at(answer.start)
    beside = clauses[0] is clauses[1] or _are_items(*clauses)
    near = max(judged.start, answer.start) - min(judged.end, answer.end) < NEIGHBOUR
    return judged.overlaps(answer) or (beside and near)


def _are_items(one: Clause, other: Clause) -> bool:
    """Say whether two clauses are items of the same list."""
    both = one.kind is other.kind is ClauseKind.ITEM
    return both and one.parent is not None and one.parent == other.parent


def _measured(row: Requirement, passage: Passage) -> Iterator[Quantity]:
    if row.value is None:
        return
    text = passage.contract.document.text
    start = max(0, passage.span.start - BEGUN)
    for quantity in find_quantities(text[start : passage.span.end + BEGUN], start):
        if not quantity.span.overlaps(passage.span):
            continue
        if compare(quantity, row.value, row.unit) is not None:
            yield quantity


def _is_enough(row: Requirement, quantity: Quantity) -> bool:
    assert row.value is not None
    order = compare(quantity, row.value, row.unit)
    if order is None:
        return False
    more, less = row.limit is Limit.AT_LEAST, row.limit is Limit.AT_MOST
    return order == 0 or (order > 0 and more) or (order < 0 and less)


def _falls_short(judgement: Judgement, passage: Passage, quantity: Quantity) -> Judgement:
    row = judgement.requirement
    asked = f"{row.limit} {row.value} {row.unit}".strip()
    found = " ".join(passage.contract.document.quote(quantity.span).split())
    return replace(
        judgement,
        verdict=Verdict.WEAKER,
        reason=f"asks {asked}, finds {found}",
        evidence=(passage,),
        deviations=(Deviation("value", asked, found),),
    )
