"""Checks that need Python: they point, and the rule's file speaks."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from contract_lint.check.references import (
    absent_documents,
    dangling_references,
    unattached_exhibits,
)
from contract_lint.check.terms import (
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
    "dangling-references": dangling_references,
    "duplicate-terms": duplicate_terms,
}

SET_CHECKS: Mapping[str, SetCheck] = {
    "absent-documents": absent_documents,
    "terms-defined-differently": terms_defined_differently,
    "unattached-exhibits": unattached_exhibits,
    "undefined-day-types": undefined_day_types,
    "undefined-terms": undefined_terms,
    "unused-terms": unused_terms,
}

__all__ = ["CHECKS", "SET_CHECKS", "Check", "SetCheck"]
