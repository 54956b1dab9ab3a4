from hypothesis import given
from hypothesis import strategies as st

from contract_lint.align.confidence import ANSWERED, MISSING, confidence

SCORES = st.floats(0, 1)


@given(SCORES, SCORES)
def test_confidence_follows_the_probability(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= confidence(low) <= confidence(high) <= 1
    assert 0 <= confidence(high, missing=True) <= confidence(low, missing=True) <= 1


def test_points_are_kept() -> None:
    for points, missing in ((ANSWERED, False), (MISSING, True)):
        for score, share in points:
            assert confidence(score, missing=missing) == round(share, 3)
