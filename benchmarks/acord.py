"""Clause finding on ACORD: mean NDCG@5 of ours, of rapidfuzz and of BM25 over the same clauses.

    python benchmarks/acord.py [--shared FOLDER] [--each]

Queries of the train and valid splits, each over the clauses that were judged for it, linear gain.
Ours is what a row and a clause share by concept (lexicon) and by word, with no fitted weight:
`cover` + `bm25` of `contract_lint.align.features`, each clause read as one provision.
"""

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz

from contract_lint.align.features import Wanted, features
from contract_lint.align.index import Index
from contract_lint.align.query import build_query
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import (
    Clause,
    ClauseKind,
    Contract,
    Document,
    DocumentType,
    Place,
    Provision,
    ReadContract,
    Requirement,
    Span,
)

DEPTH = 5
MARGIN = 0.06  # by which ours should lead both others


def main() -> int:
    parser = argparse.ArgumentParser(description="NDCG@5 of clause finding on ACORD")
    beside = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=beside, help="folder that holds data/acord")
    parser.add_argument("--each", action="store_true", help="print the figures of every query")
    arguments = parser.parse_args()
    folder = arguments.shared / "data" / "acord"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds data/acord")
        return 0
    judged = _judged(folder)
    texts = _texts(folder, {clause for grades in judged.values() for clause in grades})
    scores: dict[str, dict[str, float]] = {}
    rankers: dict[str, _Ranker] = {
        "ours": _Ours(texts),
        "rapidfuzz token_set_ratio": _Fuzzy(texts),
        "BM25": _BM25(texts),
    }
    for name, ranker in rankers.items():
        scores[name] = {q: _ndcg(ranker.rank(q, sorted(g)), g) for q, g in judged.items()}
    if arguments.each:
        for query in sorted(judged):
            print("  ".join(f"{scores[name][query]:.3f}" for name in rankers), query)
    means = {name: sum(found.values()) / len(found) for name, found in scores.items()}
    print(f"ACORD train + valid: {len(judged)} queries, {len(texts)} clauses, NDCG@{DEPTH}")
    for name, mean in means.items():
        print(f"  {name:26} {mean:.3f}")
    lead = means["ours"] - max(mean for name, mean in means.items() if name != "ours")
    print(f"  lead over the better other {lead:+.3f} (wanted: at least {MARGIN:+.3f})")
    return 0 if lead >= MARGIN else 1


def _judged(folder: Path) -> dict[str, dict[str, int]]:
    """Return the grade of every judged clause by query; grades run from 0 to 4."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for split in ("train", "valid"):
        with (folder / f"qrels_{split}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                judged[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return dict(judged)


def _texts(folder: Path, wanted: set[str]) -> dict[str, str]:
    with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
        clauses = (json.loads(line) for line in file)
        return {c["_id"]: c["text"].strip() for c in clauses if c["_id"] in wanted}


def _ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return normalised discounted cumulative gain with linear gain (Järvelin and Kekäläinen 2002)."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best)
    return _gain([grades[clause] for clause in ranked]) / ideal if ideal else 0.0


def _gain(grades: Iterable[int]) -> float:
    return sum(g / math.log2(at + 2) for at, g in enumerate(list(grades)[:DEPTH]))


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda clause: (-scores[clause], clause))


class _Ranker(Protocol):
    def rank(self, query: str, clauses: Sequence[str]) -> list[str]:
        """Return the clauses, the best answer to `query` first."""


class _Ours:
    def __init__(self, texts: Mapping[str, str]) -> None:
        self._analyzer = Analyzer.build()
        self._at = {clause: number for number, clause in enumerate(texts)}
        reads = [_as_one_provision(clause, text) for clause, text in texts.items()]
        self._index = Index(self._analyzer, reads)

    def rank(self, query: str, clauses: Sequence[str]) -> list[str]:
        row = Requirement(id="query", text=query, place=Place(Path("queries"), 1))
        asked = self._analyzer.understand(row)
        lexicon = self._analyzer.lexicon
        wanted = Wanted.of(asked, build_query(self._analyzer, asked), self._index, lexicon)
        scores = {}
        for clause in clauses:
            found = features(wanted, self._index.entries[self._at[clause]], self._index, "")
            scores[clause] = found["cover"] + found["bm25"]
        return _ranked(scores)


def _as_one_provision(name: str, text: str) -> ReadContract:
    span = Span(0, len(text))
    document = Document(path=Path(name), format="text", text=text, lines=(), blocks=())
    clause = Clause(index=0, kind=ClauseKind.SECTION, span=span, body=span)
    contract = Contract(document, DocumentType.OTHER, (clause,))
    return ReadContract(contract, (Provision(0, 0, span),), ())


class _Fuzzy:
    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {clause: text.lower() for clause, text in texts.items()}

    def rank(self, query: str, clauses: Sequence[str]) -> list[str]:
        low = query.lower()
        return _ranked({c: fuzz.token_set_ratio(low, self._texts[c]) for c in clauses})


class _BM25:
    """BM25 (Robertson and Zaragoza 2009) over lower-case words, k1 = 1.2, b = 0.75."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._counts = {clause: Counter(_words(text)) for clause, text in texts.items()}
        self._holding = Counter(word for counts in self._counts.values() for word in counts)
        self._average = sum(c.total() for c in self._counts.values()) / len(self._counts)

    def rank(self, query: str, clauses: Sequence[str]) -> list[str]:
        words = _words(query)
        return _ranked({clause: self._score(words, self._counts[clause]) for clause in clauses})

    def _score(self, words: Sequence[str], counts: Counter[str]) -> float:
        total, score = len(self._counts), 0.0
        for word in words:
            holding, count = self._holding[word], counts[word]
            rarity = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
            norm = 1.2 * (0.25 + 0.75 * counts.total() / self._average)
            score += rarity * count * 2.2 / (count + norm)
        return score


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


if __name__ == "__main__":
    sys.exit(main())
