"""Checks that need Python: they point, and the rule's file speaks."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from contract_lint.checks.actors import no_actor
from contract_lint.checks.blanks import blanks, placeholders
from contract_lint.checks.duties import unilateral_discretion, vague_time, weak_duties
from contract_lint.checks.emergencies import undefined_emergency
from contract_lint.checks.exhibits import misnamed_exhibits, unattached_exhibits
from contract_lint.checks.matrix import matrix_against_prose, matrix_gaps, matrix_overlaps
from contract_lint.checks.numbers import unequal_numbers
from contract_lint.checks.pointers import missed_clauses
from contract_lint.checks.precedence import circular_precedence, missing_precedence
from contract_lint.checks.references import absent_documents, dangling_references
from contract_lint.checks.sets import (
    entire_agreement,
    party_renamed,
    sites_differ,
    two_standards,
)
from contract_lint.checks.sheets import SHEET_CHECKS, RowHit
from contract_lint.checks.subjects import other_values, unusual_clocks
from contract_lint.checks.terms import (
    duplicate_terms,
    terms_defined_differently,
    undefined_day_types,
    undefined_terms,
    unused_terms,
)
from contract_lint.model import DocumentSet, Hit, ReadContract

Check = Callable[[ReadContract], Iterator[Hit]]
SetCheck = Callable[[Sequence[ReadContract], DocumentSet], Iterator[tuple[int, Hit]]]

CHECKS: Mapping[str, Check] = {
    "blanks": blanks,
    "dangling-references": dangling_references,
    "duplicate-terms": duplicate_terms,
    "matrix-against-prose": matrix_against_prose,
    "matrix-gaps": matrix_gaps,
    "matrix-overlaps": matrix_overlaps,
    "no-actor": no_actor,
    "placeholders": placeholders,
    "unequal-numbers": unequal_numbers,
    "unilateral-discretion": unilateral_discretion,
    "unusual-clocks": unusual_clocks,
    "vague-time": vague_time,
    "weak-duties": weak_duties,
}

SET_CHECKS: Mapping[str, SetCheck] = {
    "absent-documents": absent_documents,
    "circular-precedence": circular_precedence,
    "entire-agreement": entire_agreement,
    "misnamed-exhibits": misnamed_exhibits,
    "missed-clauses": missed_clauses,
    "missing-precedence": missing_precedence,
    "other-values": other_values,
    "party-renamed": party_renamed,
    "sites-differ": sites_differ,
    "terms-defined-differently": terms_defined_differently,
    "two-standards": two_standards,
    "unattached-exhibits": unattached_exhibits,
    "undefined-day-types": undefined_day_types,
    "undefined-terms": undefined_terms,
    "undefined-emergency": undefined_emergency,
    "unused-terms": unused_terms,
}

__all__ = ["CHECKS", "SET_CHECKS", "SHEET_CHECKS", "Check", "RowHit", "SetCheck"]
