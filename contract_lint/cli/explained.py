"""Print why a row got its verdict: `contract-lint check --explain ROW`."""

import textwrap
from collections.abc import Iterator, Sequence

from contract_lint.align import Considered, Explanation
from contract_lint.model import Norm, Requirement

WIDTH = 96


def explained(explanations: Sequence[Explanation], *, quotes: bool = True) -> str:
    """Return explanations as text; without `quotes` no words of the contracts are shown."""
    blocks = ("\n".join(_lines(explanation, quotes)) for explanation in explanations)
    return "\n\n".join(blocks) + "\n"


def _lines(explanation: Explanation, quotes: bool) -> Iterator[str]:
    row, judged = explanation.asked, explanation.judgement
    yield f"{row.id}: {row.text}"
    yield f"  {judged.verdict}, confidence {judged.confidence:.2f}"
    if quotes:
        yield from _wrapped("  because ", judged.reason)
    yield "  read as"
    for name, value in _fields(row):
        yield f"    {name:<11}{value}{'  (from the text)' if name in row.inferred else ''}"
    if explanation.action:
        yield f"    {'sought':<11}{explanation.action}: {', '.join(explanation.sought)}"
    else:
        yield f"    {'sought':<11}{', '.join(explanation.sought)}"
    yield "  looked at" if explanation.considered else "  nothing shares its words or concepts"
    decisive = judged.evidence[0] if judged.evidence else None
    for number, considered in enumerate(explanation.considered, start=1):
        decides = considered.passage == decisive
        yield from _considered(number, considered, quotes=quotes, decides=decides)


def _fields(row: Requirement) -> Iterator[tuple[str, str]]:
    listed = {
        "party": row.party,
        "action": row.action,
        "objects": " | ".join(row.objects),
        "attribute": row.attribute,
        "limit": str(row.limit or ""),
        "value": f"{row.value:f}" if row.value is not None else "",
        "items": "; ".join(row.items),
        "unit": row.unit,
        "clock_from": row.clock_from,
        "conditions": "; ".join(row.conditions),
        "to": row.to,
        "documents": "+".join(row.documents),
    }
    yield from ((name, value) for name, value in listed.items() if value)


def _considered(
    number: int, considered: Considered, *, quotes: bool, decides: bool
) -> Iterator[str]:
    passage = considered.passage
    clause = f" {passage.clause}" if passage.clause else ""
    place = f"{passage.contract.document.path.name}{clause}"
    says = f"{considered.verdict}, which decides" if decides else str(considered.verdict)
    yield f"  {number:>3}. {place}, probability {considered.score:.2f}: {says}"
    told = ", ".join(f"{name} {value:+.2f}" for name, value in considered.signals)
    yield f"       signals    {told}"
    if considered.norm is not None:
        yield f"       norm       {_norm(considered.norm)}"
    if quotes:
        yield from _wrapped("       words      ", passage.text)
        yield from _wrapped("       judged     ", considered.reason)
    else:
        kinds = ", ".join(deviation.kind for deviation in considered.deviations)
        yield f"       deviations {kinds or 'none'}"


def _norm(norm: Norm) -> str:
    parts = [f"{norm.modality} of {' and '.join(norm.bearers) or 'nobody named'}"]
    if norm.actions:
        parts.append(f"to {', '.join(norm.actions)}")
    parts.extend(
        f"{q.value if q.value is not None else 'hidden'} {q.unit}".strip() for q in norm.quantities
    )
    parts.extend(
        f"clock {c.direction} {c.anchor or 'no event'}" for c in norm.clocks if c.period or c.vague
    )
    return "; ".join(parts)


def _wrapped(label: str, text: str) -> list[str]:
    words = " ".join(text.split())
    short = textwrap.shorten(words, 600, placeholder="\N{HORIZONTAL ELLIPSIS}")
    return textwrap.wrap(
        short, WIDTH, initial_indent=label, subsequent_indent=" " * len(label)
    ) or [label.rstrip()]
