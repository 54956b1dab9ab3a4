"""Print why a row got its verdict: `contract-lint check --explain ROW`."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

from contract_lint.align import Considered, Explanation
from contract_lint.align.wording import number, unit
from contract_lint.model import (
    Clock,
    Direction,
    Modality,
    Norm,
    Quantity,
    Requirement,
    Span,
    Verdict,
)

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
    seeks = f"clauses on {', '.join(explanation.sought)}" if explanation.sought else "its words"
    yield f"    {'seeks':<11}{seeks}"
    if explanation.considered:
        none = judged.verdict is Verdict.MISSING
        yield f"  looked at, the likeliest first{'; none is likely enough' if none else ''}"
    else:
        yield "  no clause shares its words or names its matter"
    decisive = judged.evidence[0] if judged.evidence else None
    for place, considered in enumerate(explanation.considered, start=1):
        decides = considered.passage == decisive
        yield from _considered(place, considered, quotes=quotes, decides=decides)


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


def _considered(at: int, considered: Considered, *, quotes: bool, decides: bool) -> Iterator[str]:
    passage = considered.passage
    clause = f" {passage.clause}" if passage.clause else ""
    place = f"{passage.contract.document.path.name}{clause}"
    says = f"{considered.verdict}, which decides" if decides else str(considered.verdict)
    yield f"  {at:>3}. {place}: {says}"
    yield from _wrapped("       likely     ", _likely(considered))
    if considered.norm is not None:
        quote = passage.contract.document.quote if quotes else None
        yield from _wrapped("       read as    ", _norm(considered.norm, quote))
    if quotes:
        yield from _wrapped("       words      ", passage.text)
        yield from _wrapped("       by itself  ", f"{considered.verdict}: {considered.reason}")
    else:
        kinds = ", ".join(deviation.kind for deviation in considered.deviations)
        yield f"       deviations {kinds or 'none'}"


def _likely(considered: Considered) -> str:
    """Say how likely it is that the row is about a clause, and what speaks for and against that."""
    told = f"{considered.score:.0%} that the row is about it"
    for label, sign in (("for it", 1), ("against it", -1)):
        names = [name for name, adds in considered.signals if adds * sign > 0]
        told += f"; {label}: {', '.join(names)}" if names else ""
    return told


_KINDS = {
    Modality.OBLIGATION: "a duty of {who}",
    Modality.PROHIBITION: "forbids {who}",
    Modality.PERMISSION: "lets {who}",
    Modality.RIGHT: "a right of {who}",
    Modality.WARRANTY: "a warranty of {who}",
    Modality.DECLARATION: "states what holds",
    Modality.DEFINITION: "a definition",
    Modality.EXPECTATION: "an expectation of {who}, which binds nobody",
}
_STANDS = {
    Direction.WITHIN: "within {period} of",
    Direction.BEFORE: "{period} before",
    Direction.AFTER: "not before {period} after",
    Direction.FOR: "for {period} from",
    Direction.EVERY: "{period}",
}


def _norm(norm: Norm, quote: Callable[[Span], str] | None) -> str:
    """Say what was read from a clause; `quote` returns its words, where they may be shown."""
    who = " and ".join(norm.bearers).replace("both", "each party") or "nobody named"
    parts = [_KINDS[norm.modality].format(who=who)]
    if norm.actions:
        parts[0] += f" ({', '.join(action.replace('_', ' ') for action in norm.actions)})"
    timed = {clock.period.span for clock in norm.clocks if clock.period is not None}
    parts.extend(_amount(q) for q in norm.quantities if q.span not in timed)
    parts.extend(_clock(clock, quote) for clock in norm.clocks)
    for label, spans in (("unless", norm.exceptions), ("if", norm.conditions)):
        if spans:
            parts.append(f"{label}: {len(spans)} place{'' if len(spans) == 1 else 's'}")
    return "; ".join(parts)


def _amount(quantity: Quantity) -> str:
    if quantity.value is None:
        return f"a hidden number of {quantity.unit}".removesuffix(" of ")
    return f"{number(quantity.value)} {unit(quantity.unit, quantity.value)}".strip()


def _clock(clock: Clock, quote: Callable[[Span], str] | None) -> str:
    if clock.period is None:
        return "at once" if clock.immediate else "a time without measure"
    event = str(clock.anchor or "no named event")
    if clock.event is not None and quote is not None:
        event = f"“{' '.join(quote(clock.event).split())}”"
    words = _STANDS[clock.direction].format(period=_amount(clock.period))
    return words if clock.direction is Direction.EVERY else f"{words} {event}"


def _wrapped(label: str, text: str) -> list[str]:
    words = " ".join(text.split())
    short = textwrap.shorten(words, 600, placeholder="\N{HORIZONTAL ELLIPSIS}")
    return textwrap.wrap(
        short, WIDTH, initial_indent=label, subsequent_indent=" " * len(label)
    ) or [label.rstrip()]
