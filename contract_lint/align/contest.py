"""When a clause that satisfies a row gives way to one that is more about it and does not.

What a clause is about does not hang on whom it binds, on whether it binds or allows, or on a "not".
So the clauses are weighed again with those signals made even: where the one that speaks most of
the row's matter falls short of it, a second one that merely touches the matter does not make up for
it.
"""

from collections.abc import Sequence

from contract_lint.align.assessment import Assessment
from contract_lint.align.exits import WAY_OUT
from contract_lint.align.retrieve import Weights
from contract_lint.model import Verdict

SHARED_OUT = 0.4  # how likely, to the other, where what one party does not own is given to another
_SOFT = ("permission", "prohibition", "expectation")


def decisive(
    assessed: Sequence[Assessment], best: Assessment, weights: Weights, *, owned: bool = False
) -> Assessment:
    """Return `best`, or the clause that is more about the row and falls short of it.

    Where the row is about what a party owns, each clause is one share of the whole: one that
    gives the matter to the other party decides even where it is less about the row.
    """
    if best.verdict is not Verdict.MET or best.certain:
        return best
    rivals = [
        (evenly(weights, each), -each.candidate.entry.provision.index, each)
        for each in assessed
        if (_denies(each) if owned else _falls_short(each))
    ]
    if not rivals:
        return best
    score, _, rival = max(rivals, key=lambda found: found[:2])
    margin = SHARED_OUT if owned else 1.0
    return rival if score > margin * evenly(weights, best) else best


def _denies(assessment: Assessment) -> bool:
    return any(deviation.kind == "negation" for deviation in assessment.deviations)


def _falls_short(assessment: Assessment) -> bool:
    """Say whether a clause gives less than the row asks, and does not merely leave it open.

    A way out for cause takes nothing from one without cause that stands beside it.
    """
    kinds = {each.kind for each in assessment.deviations if each.required != WAY_OUT}
    return bool(kinds - {"vague"}) or ("vague" in kinds and assessment.definite)


def evenly(weights: Weights, assessment: Assessment) -> float:
    """Return how likely a clause is about a row, whoever it binds to whatever.

    A value that is hidden, or stands in a definition or an exhibit, counts as if it stood there.
    """
    even = dict(assessment.candidate.features)
    if even["same bearer"] or even["other bearer"]:
        even |= {"same bearer": 1.0, "other bearer": 0.0}
    if even["right matches"] or even["right reversed"]:
        even |= {"right matches": 1.0, "right reversed": 0.0}
    if any(even[kind] for kind in _SOFT):
        even |= dict.fromkeys(_SOFT, 0.0) | {"duty": 1.0}
    if even["hidden value"] or assessment.value is not None:
        even |= {"value": 1.0, "no value": 0.0}
    return weights.score(even)
