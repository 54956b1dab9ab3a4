"""Word vectors: which words of contracts are used alike.

Made by `benchmarks/train_vectors.py` from published agreements; a byte for each of the dimensions of
each stem. Nothing is loaded before the first comparison, and nothing is fetched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

VECTORS = "vectors.npy"
WORDS = "vectors.txt"

DIGITS = 6  # to which a likeness is rounded, so that every machine prints the same

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sense:
    """What some weighted words mean: as one direction, and word by word."""

    direction: Vector
    rows: NDArray[np.float32]  # words x dimensions
    shares: Vector  # weight of each word; they add up to 1

    def near(self, direction: Vector) -> float:
        """Return the cosine with another direction, and 0 for what points elsewhere."""
        return max(0.0, round(float(self.direction @ direction), DIGITS))

    def covered(self, known: NDArray[np.float32]) -> float:
        """Return how well the best of the `known` words stands for each word, on average."""
        if not len(self.shares) or not len(known):
            return 0.0
        best = (self.rows @ known.T).max(axis=1)
        return max(0.0, round(float(best @ self.shares), DIGITS))


@dataclass(frozen=True, slots=True)
class Vectors:
    """A vector of length one for each known stem; `rows` is stems x dimensions."""

    numbers: Mapping[str, int]
    rows: NDArray[np.float32]

    def known(self, words: Iterable[str]) -> NDArray[np.float32]:
        """Return the vectors of the words that have one, in their order."""
        return self.rows[[self.numbers[word] for word in words if word in self.numbers]]

    def mean(self, weights: Mapping[str, float]) -> Vector:
        """Return the direction of weighted words, of length one; zeros where none is known."""
        words = [word for word in weights if word in self.numbers]
        shares = np.array([weights[word] for word in words], dtype=np.float64)
        total: Vector = (self.known(words) * shares[:, None]).sum(axis=0)
        length = float(np.sqrt(np.square(total).sum()))
        return total / length if length else total

    def sense(self, weights: Mapping[str, float]) -> Sense:
        """Return what the words mean; `weights` are by stem."""
        words = sorted(word for word in weights if word in self.numbers)
        shares = np.array([weights[word] for word in words], dtype=np.float64)
        return Sense(self.mean(weights), self.known(words), shares / max(shares.sum(), 1e-9))


@lru_cache(maxsize=1)
def shipped_vectors() -> Vectors:
    """Return the vectors that come with the program."""
    folder = files("contract_lint.align")
    words = folder.joinpath(WORDS).read_text("utf-8").split()
    with folder.joinpath(VECTORS).open("rb") as file:
        rows = np.load(file, allow_pickle=False).astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return Vectors({word: number for number, word in enumerate(words)}, rows)
