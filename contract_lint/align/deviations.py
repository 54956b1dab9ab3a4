"""The ways in which a clause falls short of a row, all of them."""

from collections.abc import Iterator

from contract_lint.align.consents import approval, deemed, gated, other_sites
from contract_lint.align.duties import bearer, denied, modality, negation, relieved, responsible
from contract_lint.align.exits import for_cause, long_cure
from contract_lint.align.facts import Facts
from contract_lint.align.hedges import (
    at_will,
    hedge,
    later,
    mere_talk,
    own_rules,
    unnamed_method,
    way_around,
    without_number,
)
from contract_lint.align.inspections import mere_visit
from contract_lint.align.ownership import cost, ownership, sole
from contract_lint.align.precedence import precedence
from contract_lint.align.stance import stance_deviation
from contract_lint.align.standards import paper, standard
from contract_lint.model import Deviation


def deviations(facts: Facts) -> list[Deviation]:
    """Return how the clause falls short, apart from its value."""
    found: list[Deviation] = []
    for look in _LOOKS:
        found.extend(look(facts))
    kinds: set[str] = set()
    return [d for d in found if not (d.kind in kinds or kinds.add(d.kind))]  # type: ignore[func-returns-value]


def _stance(facts: Facts) -> Iterator[Deviation]:
    if facts.wanted.formal is not None:
        found = stance_deviation(facts.wanted.formal, facts.norm, facts.text)
        if found is not None:
            yield found


_LOOKS = (
    _stance,
    negation,
    denied,
    relieved,
    way_around,
    at_will,
    precedence,
    ownership,
    gated,
    approval,
    deemed,
    other_sites,
    for_cause,
    long_cure,
    bearer,
    responsible,
    modality,
    cost,
    later,
    without_number,
    unnamed_method,
    own_rules,
    mere_visit,
    standard,
    paper,
    hedge,
    mere_talk,
    sole,
)
