"""Carry findings into the file that they were found in: comments, tracked changes, highlights."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from contract_lint.annotate.place import home_of, remark_span
from contract_lint.annotate.remark import Remark, Suggestion, remark
from contract_lint.annotate.suggest import cleared, suggest
from contract_lint.model import Contract, Finding, Judgement, Span, Verdict

Annotate = Callable[[Path, bytes, Sequence[Remark], Sequence[Suggestion], str], bytes]

_WRITERS = {
    ".docx": ("contract_lint.annotate.word", "annotate_word"),
    ".docm": ("contract_lint.annotate.word", "annotate_word"),
    ".pdf": ("contract_lint.annotate.pdf", "annotate_pdf"),
}
SUFFIXES = frozenset(_WRITERS)
TRACKING = frozenset((".docx", ".docm"))  # files that hold tracked changes


def writer_for(path: Path) -> Annotate:
    """Return the function that writes remarks into a copy of a file of this suffix."""
    module, name = _WRITERS[path.suffix.lower()]
    return cast("Annotate", getattr(import_module(module), name))


def remarks_on(
    contract: Contract, findings: Sequence[Finding], judgements: Sequence[Judgement]
) -> tuple[Remark, ...]:
    """Word a remark for each of the findings that is about `contract`."""
    return tuple(
        remark(finding, span) for finding, span in places_of(contract, findings, judgements)
    )


def about(contract: Contract, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that concern `contract`, not another document or one that is absent."""
    return tuple(finding for finding in findings if _is_about(contract, finding))


def places_of(
    contract: Contract, findings: Sequence[Finding], judgements: Sequence[Judgement]
) -> Iterator[tuple[Finding, Span]]:
    """Yield each finding that is about `contract` with the words that a remark on it stands at.

    A finding on something missing stands where the contract deals with such matters.
    """
    for finding in about(contract, findings):
        assert finding.passage is not None
        span = finding.passage.span
        if not span:
            row = finding.judgement.requirement if finding.judgement else None
            span = remark_span(contract, home_of(contract, row, judgements) if row else None)
        yield finding, span


def _is_about(contract: Contract, finding: Finding) -> bool:
    if finding.passage is None or finding.passage.contract is not contract:
        return False
    judgement = finding.judgement
    if judgement is None or judgement.verdict is not Verdict.MISSING:
        return True
    wanted = judgement.requirement.documents
    return not wanted or contract.type in wanted


__all__ = [
    "SUFFIXES",
    "TRACKING",
    "Annotate",
    "Remark",
    "Suggestion",
    "about",
    "cleared",
    "places_of",
    "remark",
    "remarks_on",
    "suggest",
    "writer_for",
]
