"""Which words are used alike, as the shipped vectors have it."""

import numpy as np
import pytest

from contract_lint.align.vectors import shipped_vectors
from contract_lint.language.stem import stem

VECTORS = shipped_vectors()


def alike(one: str, other: str) -> float:
    return VECTORS.sense({stem(one): 1.0}).near(VECTORS.mean({stem(other): 1.0}))


@pytest.mark.parametrize(
    ("word", "like", "unlike"),
    [
        ("audit", "inspection", "payment"),
        ("recall", "withdrawal", "insurance"),
        ("subcontractor", "contractor", "invoice"),
        ("notify", "inform", "warehouse"),
        ("defect", "defective", "arbitration"),
        ("batch", "lot", "dispute"),
    ],
)
def test_words_used_alike_lie_nearer(word: str, like: str, unlike: str) -> None:
    assert alike(word, like) > alike(word, unlike) + 0.1


def test_vectors_have_length_one_and_a_word_each() -> None:
    assert len(VECTORS.numbers) == len(VECTORS.rows)
    assert np.allclose(np.linalg.norm(VECTORS.rows, axis=1), 1, atol=1e-5)


def test_unknown_words_mean_nothing() -> None:
    nothing = VECTORS.sense({"zyxwv": 1.0})
    assert nothing.near(VECTORS.mean({"audit": 1.0})) == 0
    assert nothing.covered(VECTORS.known(["audit"])) == 0


def test_a_word_covers_itself() -> None:
    sense = VECTORS.sense({"audit": 2.0, "recall": 1.0})
    assert sense.covered(VECTORS.known(["recall", "audit"])) == pytest.approx(1, abs=1e-5)
    assert 0 < sense.covered(VECTORS.known(["audit"])) < 1
