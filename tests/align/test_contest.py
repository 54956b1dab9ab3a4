"""A clause that is clearly more about a row decides it, though another one would satisfy it."""

from collections import Counter

import pytest

from contract_lint.align.assessment import Assessment
from contract_lint.align.contest import decisive
from contract_lint.align.index import Entry
from contract_lint.align.retrieve import Candidate, Weights
from contract_lint.model import Deviation, Provision, Span, Verdict

EVEN = (
    "same bearer",
    "other bearer",
    "right matches",
    "right reversed",
    "permission",
    "prohibition",
    "expectation",
    "duty",
    "value",
    "no value",
    "hidden value",
)
WEIGHTS = Weights({"cover": 4.0, "other bearer": -3.0, "prohibition": -3.0}, -2.0)


def assessed(at: int, verdict: Verdict, kind: str, **signals: float) -> Assessment:
    entry = Entry(Provision(at, 0, Span(at, at + 1)), 0, [], Counter(), frozenset(), frozenset())
    features = dict.fromkeys(EVEN, 0.0) | {k.replace("_", " "): v for k, v in signals.items()}
    candidate = Candidate(entry, WEIGHTS.score(features), features)
    found = (Deviation(kind, "", ""),) if kind else ()
    return Assessment(candidate, verdict, "", found)


@pytest.mark.parametrize(
    ("rival", "decides"),
    [
        (assessed(1, Verdict.CONTRADICTED, "negation", cover=0.9, prohibition=1.0), 1),
        (assessed(1, Verdict.WEAKER, "bearer", cover=0.9, other_bearer=1.0), 1),
        (assessed(1, Verdict.WEAKER, "bearer", cover=0.5, other_bearer=1.0), 0),
        (assessed(1, Verdict.WEAKER, "value", cover=0.9), 1),
        (assessed(1, Verdict.WEAKER, "value", cover=0.4), 0),
    ],
)
def test_which_clause_decides(rival: Assessment, decides: int) -> None:
    best = assessed(0, Verdict.MET, "", cover=0.5)
    assert decisive((best, rival), best, WEIGHTS).candidate.entry.provision.index == decides
