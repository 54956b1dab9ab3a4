"""What one candidate provision says of one requirement: its verdict, with why."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract_lint.align.retrieve import Candidate
from contract_lint.align.wording import reason
from contract_lint.model import Deviation, Quantity, Span, Verdict


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one candidate says of one requirement."""

    candidate: Candidate
    verdict: Verdict
    reason: str
    deviations: tuple[Deviation, ...] = ()
    focus: Span | None = None  # the words that decide
    value: Quantity | None = None
    gives: str = ""  # the words that it is left to, or that measure
    clocked: bool = False  # the value is the period of a clock
    certain: bool = False  # by its form, the place that the row asks for
    passing: bool = False  # it names the row's action, but binds nobody to it

    @property
    def settled(self) -> bool:
        """Say whether value, action and topic stand together: then it is the clause.

        In a table row or list item, the column heads or the lead-in say what is done.
        """
        joint = bool(self.candidate.features["joint"])
        return self.value is not None and (joint or self.candidate.listed)

    @property
    def definite(self) -> bool:
        """Say whether the clause itself settles the row, for better or worse.

        Hidden words that may be of any kind settle nothing.
        """
        if self.value is None:
            unsettled = (Verdict.VAGUE, Verdict.UNVERIFIABLE)
            hedged = any(deviation.kind == "hedge" for deviation in self.deviations)
            return self.verdict not in unsettled or bool(self.gives) or hedged
        return self.value.value is not None or bool(self.value.unit) or self.clocked


_VERDICTS = {
    "negation": Verdict.CONTRADICTED,
    "consent gate": Verdict.CONDITIONAL,
    "exception": Verdict.CONDITIONAL,
    "discretion": Verdict.CONDITIONAL,
    "cap": Verdict.CONDITIONAL,
    "deemed consent": Verdict.CONDITIONAL,
    "value": Verdict.WEAKER,
    "anchor": Verdict.WEAKER,
    "bearer": Verdict.WEAKER,
    "modality": Verdict.WEAKER,
    "scope": Verdict.WEAKER,
    "cost": Verdict.WEAKER,
    "hedge": Verdict.VAGUE,
    "vague": Verdict.VAGUE,
    "redaction": Verdict.UNVERIFIABLE,
    "deferral": Verdict.UNVERIFIABLE,
}
_GRAVEST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.UNVERIFIABLE,
    Verdict.CONDITIONAL,
    Verdict.WEAKER,
    Verdict.VAGUE,
)


def verdict_of(found: Sequence[Deviation]) -> Verdict:
    """Return the gravest verdict that the deviations bring."""
    brought = {_VERDICTS[deviation.kind] for deviation in found}
    return next((verdict for verdict in _GRAVEST_FIRST if verdict in brought), Verdict.MET)


def outcome(
    candidate: Candidate,
    found: Sequence[Deviation],
    gives: str,
    value: Quantity | None = None,
    focus: Span | None = None,
) -> Assessment:
    """Return the assessment that deviations bring; `gives` are the words that the clause gives instead."""
    return Assessment(
        candidate,
        verdict_of(found),
        reason(found, gives),
        tuple(found),
        focus or (value.span if value else None),
        value,
        gives,
    )
