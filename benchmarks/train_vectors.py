"""Make `contract_lint/align/vectors.npy`: which words of contracts are used alike.

    python benchmarks/train_vectors.py [--shared FOLDER] [--write]

Words are stems; two are alike when they stand beside the same words. Positive pointwise mutual
information of the words within a window, brought down to few dimensions (Levy, Goldberg and Dagan
2015, Improving Distributional Similarity with Lessons Learned from Word Embeddings), each vector
scaled to length one and rounded to bytes. Read are agreements of CUAD v1, clauses of ACORD and
agreements of ContractNLI (all CC BY 4.0); an agreement that is labelled in gold/dev is left out, so
that what is measured there holds for agreements that were never seen. A word that stands in
fewer than `AGREEMENTS` agreements, as most names do, has no vector.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from labelled import BESIDE
from numpy.typing import NDArray

from contract_lint.align.index import STOPWORDS
from contract_lint.align.vectors import VECTORS, WORDS
from contract_lint.language.pipeline import build_nlp, tokenize

WINDOW = 5  # words on each side; a neighbour counts for one over its distance
DIMENSIONS = 96
AGREEMENTS = 4
SMOOTHING = 0.75  # exponent of the neighbours' frequencies
SEED = 0
FOLDER = Path(__file__).resolve().parents[1] / "contract_lint" / "align"


def agreements(shared: Path) -> Iterator[str]:
    """Yield the texts of whole agreements."""
    sources = (shared / "gold" / "dev" / "SOURCES.tsv").read_text("utf-8").splitlines()
    labelled = {line.split("\t")[1].strip() for line in sources if "\t" in line}
    for path in sorted((shared / "data" / "contracts" / "txt").glob("*.txt")):
        if path.name not in labelled:
            yield path.read_text("utf-8", errors="replace")
    for name in ("train_first50.json", "dev.json"):
        content = json.loads((shared / "data" / "contractnli" / name).read_text("utf-8"))
        yield from (document["text"] for document in content["documents"])


def clauses(shared: Path) -> Iterator[str]:
    """Yield the texts of single clauses."""
    with (shared / "data" / "acord" / "corpus.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line)["text"] for line in file)


def stems(texts: Iterator[str]) -> list[list[str]]:
    """Return the stems that tell something, text by text."""
    nlp = build_nlp()
    return [
        [
            token.norm_
            for token in tokenize(nlp, text)
            if token.is_alpha and len(token.text) > 2 and token.norm_ not in STOPWORDS
        ]
        for text in texts
    ]


def vocabulary(texts: Sequence[Sequence[str]]) -> list[str]:
    """Return the words that enough agreements use, in alphabetical order."""
    holding = Counter(word for text in texts for word in set(text))
    return sorted(word for word, count in holding.items() if count >= AGREEMENTS)


def information(texts: Sequence[Sequence[str]], words: Sequence[str]) -> NDArray[np.float32]:
    """Return the positive pointwise mutual information of each pair of words."""
    at = {word: number for number, word in enumerate(words)}
    counts = np.zeros((len(words), len(words)), dtype=np.float64)
    for text in texts:
        numbers = np.array([at.get(word, -1) for word in text], dtype=np.int64)
        for distance in range(1, WINDOW + 1):
            left, right = numbers[:-distance], numbers[distance:]
            both = (left >= 0) & (right >= 0)
            np.add.at(counts, (left[both], right[both]), 1 / distance)
    counts += counts.T
    alone = counts.sum(axis=1)
    beside = alone**SMOOTHING / (alone**SMOOTHING).sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(counts / alone[:, None] / beside[None, :])
    return np.where(np.isfinite(found) & (found > 0), found, 0).astype(np.float32)


def reduce(matrix: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the strongest dimensions (Halko, Martinsson and Tropp 2011), rows of length one."""
    random = np.random.default_rng(SEED).standard_normal((matrix.shape[1], DIMENSIONS + 32))
    basis = np.linalg.qr(matrix @ random)[0]
    for _ in range(4):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    small = basis.T @ matrix
    left, strength, _ = np.linalg.svd(small, full_matrices=False)
    rows = (basis @ left[:, :DIMENSIONS]) * np.sqrt(strength[:DIMENSIONS])
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-9), dtype=np.float64)


def main() -> int:
    parser = argparse.ArgumentParser(description="make the word vectors of clause finding")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds data/")
    parser.add_argument("--write", action="store_true", help="write the files that are shipped")
    arguments = parser.parse_args()
    if not (arguments.shared / "data" / "acord").is_dir():
        print(f"skipped: {arguments.shared}/data is not there; --shared names the folder above it")
        return 0
    whole = stems(agreements(arguments.shared))
    words = vocabulary(whole)
    texts = [*whole, *stems(clauses(arguments.shared))]
    rows = reduce(information(texts, words))
    print(f"{sum(map(len, texts))} words read, {len(words)} with a vector of {DIMENSIONS}")
    made = np.rint(rows * 127).astype(np.int8)
    if arguments.write:
        np.save(FOLDER / VECTORS, made)
        (FOLDER / WORDS).write_text("\n".join(words) + "\n", encoding="utf-8", newline="\n")
        print(f"wrote {VECTORS} and {WORDS}")
        return 0
    shipped = np.load(FOLDER / VECTORS)
    same = shipped.shape == made.shape and bool((np.abs(shipped - made) <= 1).all())
    print("the same as the file" if same else "differs from the file")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
