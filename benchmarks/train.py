"""Fit `weights.json` and `statement_weights.json` of `contract_lint/align`: how much each named feature tells of the right clause.

    python benchmarks/train.py [--shared FOLDER] [--folds] [--write]

Labelled are the agreements of gold/dev, those of `labels/` and, for rows that are
worded as clauses, fifty of ContractNLI. Candidates are what `align.retrieve.pool` returns for each labelled row, in both modes of the sheet;
right is a provision that shares most of its words with a labelled quote. A conditional logit with
an L2 penalty, by Newton steps from zero: the same bytes on every run. Without --write the result
is compared with the file that is shipped. --folds fits once for each agreement on all others
and prints how well the clause is found in the one left out, beside the ranking by `cover` alone.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from labelled import (
    BESIDE,
    MODES,
    Agreement,
    load,
    load_ours,
    load_statements,
    open_agreement,
    places,
)
from numpy.typing import NDArray

from contract_lint.align.features import Wanted, features, side_of
from contract_lint.align.index import Index
from contract_lint.align.query import build_query
from contract_lint.align.retrieve import Weights, addressed, pool
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Requirement, Span, Verdict

PENALTY = 0.3  # L2; the bias is free
STEPS = 60
HALVINGS = 20
DECIMALS = 4
STATEMENTS = "data/contractnli/train_first50.json"
WEIGHTS = Path(__file__).resolve().parents[1] / "contract_lint" / "align" / "weights.json"
STATEMENT_WEIGHTS = WEIGHTS.with_name("statement_weights.json")

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One candidate of one row; `values` follow the names of the features."""

    agreement: str
    mode: str
    row: str
    verdict: Verdict
    right: bool

    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Samples:
    """All candidates of all rows."""

    names: tuple[str, ...]
    samples: tuple[Sample, ...]

    @property
    def matrix(self) -> Array:
        return np.array([sample.values for sample in self.samples], dtype=np.float64)

    @property
    def right(self) -> Array:
        return np.array([sample.right for sample in self.samples], dtype=np.float64)

    @property
    def agreements(self) -> NDArray[np.str_]:
        return np.array([sample.agreement for sample in self.samples])


def collect(analyzer: Analyzer, agreements: Sequence[Agreement]) -> Samples:
    """Return the candidates of every row in both modes."""
    names: list[str] = []
    found: list[Sample] = []
    for agreement in agreements:
        read = open_agreement(analyzer, agreement)
        index = Index(analyzer, [read])
        text = read.contract.document.text
        for row in agreement.rows:
            quotes = places(text, row.evidence)
            for mode in agreement.modes:
                asked = analyzer.understand(row.requirement(mode))
                side = side_of(asked.party, read)
                for span, values in _candidates(analyzer, index, asked, side):
                    names = names or list(values)
                    found.append(
                        Sample(
                            agreement.name,
                            mode,
                            row.id,
                            row.verdict,
                            any(_shares(span, quote) for quote in quotes),
                            tuple(values[name] for name in names),
                        )
                    )
        analyzer.forget(read.contract)
    return Samples(tuple(names), tuple(found))


def _candidates(
    analyzer: Analyzer, index: Index, asked: Requirement, side: str
) -> Iterator[tuple[Span, dict[str, float]]]:
    query = build_query(analyzer, asked)
    wanted = Wanted.of(asked, query, index, analyzer.lexicon)
    for at in pool(index, wanted, [0]):
        entry = index.entries[at]
        yield entry.provision.span, features(wanted, entry, index, side)


def _shares(span: Span, quote: tuple[int, int]) -> bool:
    """Say whether a provision and a quote share more than half of the shorter one."""
    common = min(quote[1], span.end) - max(quote[0], span.start)
    return common > 0.5 * min(quote[1] - quote[0], len(span))


def fit(samples: Samples, kept: NDArray[np.bool_]) -> Weights:
    """Return the weights fitted on the kept candidates.

    Each row is one choice: among its right candidates, or "none of them" where the label is
    missing. Newton steps on the likelihood without its concave part, halved until they help.
    """
    choices: dict[tuple[str, str, str], list[Sample]] = defaultdict(list)
    for at in np.flatnonzero(kept):
        sample = samples.samples[at]
        choices[sample.mode, sample.agreement, sample.row].append(sample)
    none = (0.0,) * (len(samples.names) + 1)
    matrix: list[tuple[float, ...]] = []
    right: list[bool] = []
    starts: list[int] = []
    for row in choices.values():
        missing = row[0].verdict is Verdict.MISSING
        if not missing and not any(sample.right for sample in row):
            continue  # the clause is not among the candidates
        starts.append(len(matrix))
        matrix += [(*sample.values, 1.0) for sample in row] + [none]
        right += [sample.right and not missing for sample in row] + [missing]
    fitted = _newton(np.array(matrix), np.array(right, dtype=np.float64), np.array(starts))
    *weights, bias = (round(float(weight), DECIMALS) for weight in fitted)
    return Weights(dict(zip(samples.names, weights, strict=True)), bias)


def _newton(matrix: Array, right: Array, starts: NDArray[np.int_]) -> Array:
    owner = np.repeat(np.arange(len(starts)), np.diff([*starts, len(matrix)]))
    weights = np.zeros(matrix.shape[1])
    ridge = np.eye(len(weights)) * PENALTY
    ridge[-1, -1] = 1e-3

    def shares(weights: Array) -> tuple[Array, Array, float]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, starts)
        odds = np.exp(scores - top[owner])
        total = np.add.reduceat(odds, starts)
        good = np.maximum(np.add.reduceat(odds * right, starts), 1e-300)
        likelihood = float(np.log(good / total).sum() - 0.5 * weights @ ridge @ weights)
        return odds / total[owner], odds * right / good[owner], likelihood

    chance, wanted, likelihood = shares(weights)
    for _ in range(STEPS):
        slope = matrix.T @ (wanted - chance) - ridge @ weights
        means = np.add.reduceat(matrix * chance[:, None], starts)
        bend = (matrix * chance[:, None]).T @ matrix - means.T @ means + ridge
        step = np.linalg.solve(bend, slope)
        for _ in range(HALVINGS):
            trial = shares(weights + step)
            if trial[2] >= likelihood:
                break
            step /= 2
        weights = weights + step
        chance, wanted, likelihood = trial
        if np.abs(step).max() < 1e-6:
            break
    return weights


def collect_rows(analyzer: Analyzer, shared: Path) -> Samples:
    """Return the candidates of the rows of sheets: those of gold/dev and of `labels/`."""
    return collect(analyzer, (*load(shared / "gold" / "dev"), *load_ours(shared)))


def collect_statements(analyzer: Analyzer, shared: Path) -> Samples:
    """Return the candidates of the rows that are worded as clauses."""
    with tempfile.TemporaryDirectory() as folder:
        return collect(analyzer, load_statements(shared / STATEMENTS, Path(folder)))


def fit_folds(samples: Samples, names: Iterable[str]) -> dict[str, Weights]:
    """Return, for each agreement of `names`, the weights fitted on all others."""
    owners = samples.agreements
    return {name: fit(samples, owners != name) for name in names}


def as_json(weights: Weights) -> str:
    """Return the content of a weights file."""
    content = {"bias": weights.bias, "weights": dict(weights.weights)}
    return json.dumps(content, indent=1)


def main() -> int:
    parser = argparse.ArgumentParser(description="fit the weights of clause finding")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds gold/dev")
    parser.add_argument("--folds", action="store_true", help="score each agreement left out")
    parser.add_argument("--write", action="store_true", help="write both files")
    arguments = parser.parse_args()
    folder = arguments.shared / "gold" / "dev"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds gold/dev")
        return 0
    analyzer, wrong = Analyzer.build(), 0
    for gather, path in ((collect_rows, WEIGHTS), (collect_statements, STATEMENT_WEIGHTS)):
        samples = gather(analyzer, arguments.shared)
        if arguments.folds and path is WEIGHTS:
            _print_folds(samples)
        fitted = as_json(fit(samples, np.ones(len(samples.samples), dtype=np.bool_)))
        if arguments.write:
            path.write_text(fitted, encoding="utf-8", newline="\n")
            print(f"wrote {path.name}")
            continue
        same = fitted == path.read_text("utf-8")
        told = "the same as" if same else "differs from"
        print(f"{len(samples.samples)} candidates; {told} {path.name}")
        wrong += not same
    return wrong


def _print_folds(samples: Samples) -> None:
    folds = fit_folds(samples, sorted({sample.agreement for sample in samples.samples}))
    cover = samples.names.index("cover")

    def learned(sample: Sample) -> float:
        return folds[sample.agreement].score(dict(zip(samples.names, sample.values, strict=True)))

    print("leave one agreement out    mode   rows  first  in three  addressed (cut)")
    plain = _ranked(samples.samples, lambda sample: sample.values[cover])
    fitted = _ranked(samples.samples, learned)
    for mode in MODES:
        for name, ranked in (("cover alone", plain), ("fitted", fitted)):
            rows = [row for (of, _, _), row in ranked.items() if of == mode]
            told = [row for row in rows if row[0][1].verdict is not Verdict.MISSING]
            first = sum(row[0][1].right for row in told) / len(told)
            three = sum(any(s.right for _, s in row[:3]) for row in told) / len(told)
            share, cut = _best_cut(
                [(addressed([p for p, _ in row]), row[0][1]) for row in rows]
                if name == "fitted"
                else [row[0] for row in rows]
            )
            print(
                f"{name:26} {mode:6}{len(told):5}  {first:.3f}  {three:8.3f}"
                f"  {share:9.3f} ({cut:.2f})"
            )


def _ranked(
    samples: Sequence[Sample], score: Callable[[Sample], float]
) -> dict[tuple[str, str, str], list[tuple[float, Sample]]]:
    rows: dict[tuple[str, str, str], list[tuple[float, Sample]]] = defaultdict(list)
    for sample in samples:
        rows[sample.mode, sample.agreement, sample.row].append((score(sample), sample))
    return {key: sorted(row, key=lambda pair: -pair[0]) for key, row in rows.items()}


def _best_cut(rows: Sequence[tuple[float, Sample]]) -> tuple[float, float]:
    """Return how often the best cut tells addressed rows from missing ones, and that cut."""
    tops = [(score, sample.verdict is not Verdict.MISSING) for score, sample in rows]
    cuts = sorted({round(score, 2) for score, _ in tops})
    return max(
        (sum((score >= cut) == told for score, told in tops) / len(tops), cut) for cut in cuts
    )


if __name__ == "__main__":
    sys.exit(main())
