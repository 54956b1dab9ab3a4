"""Fit `weights.json` and `statement_weights.json` of `contract_lint/align`: how much each named feature tells of the right clause.

    python benchmarks/train.py [--shared FOLDER] [--folds] [--write]

Labelled are the agreements of gold/dev, those of `labels/` and, for rows that are
worded as clauses, fifty of ContractNLI. Candidates are what `align.retrieve.pool` returns for each labelled row, in both modes of the sheet;
right is a provision that shares most of its words with a labelled quote. A conditional logit with
an L2 penalty. Beside the named features it learns, for the rows of sheets, which concepts and stems
of a provision go with which concept of a row. Without --write the result is compared with the file
that is shipped. --folds fits once for each agreement on all others and prints how well the clause
is found in the one left out, beside the ranking by `cover` alone.
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
from scipy.optimize import minimize
from scipy.sparse import csr_array, hstack

from contract_lint.align.features import Wanted, features, side_of
from contract_lint.align.index import Entry, Index
from contract_lint.align.matter import is_another
from contract_lint.align.query import build_query
from contract_lint.align.retrieve import ANY, RELATED, Weights, addressed, pool, shipped_weights
from contract_lint.align.source import Source
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Requirement, Span, Verdict

PENALTY = 0.3  # L2, of the named features
FREE = 1e-3  # of the bias
PAIR_PENALTY = 8.0  # of related terms
SPREAD = 8  # agreements in which two related terms must stand
LEAST = 0.03  # what two related terms must be worth to be kept
STEPS = 400
DECIMALS = 4
PAIR_DECIMALS = 2
SLACK = 0.05  # by how much a weight fitted on another machine may differ
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
    """All candidates of all rows; `paired` tells which pairs of terms each of them has."""

    names: tuple[str, ...]
    samples: tuple[Sample, ...]
    pairs: tuple[tuple[str, str], ...]
    paired: csr_array  # candidates x pairs

    @property
    def matrix(self) -> Array:
        return np.array([sample.values for sample in self.samples], dtype=np.float64)

    @property
    def right(self) -> Array:
        return np.array([sample.right for sample in self.samples], dtype=np.float64)

    @property
    def agreements(self) -> NDArray[np.str_]:
        return np.array([sample.agreement for sample in self.samples])

    def related(self, weights: Weights) -> Array:
        """Return for each candidate what its terms are worth."""
        worths = [weights.related.get(asked, {}).get(own, 0.0) for asked, own in self.pairs]
        return np.asarray(self.paired @ np.array(worths))

    def spread(self, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return the pairs that occur in at least SPREAD agreements of the kept candidates."""
        owners = self.agreements
        counts = np.zeros(len(self.pairs))
        for owner in np.unique(owners[kept]):
            counts += self.paired[np.flatnonzero(kept & (owners == owner))].sum(axis=0) > 0
        return np.flatnonzero(counts >= SPREAD)


def collect(analyzer: Analyzer, agreements: Sequence[Agreement]) -> Samples:
    """Return the candidates of every row in both modes."""
    names: list[str] = []
    found: list[Sample] = []
    numbers: dict[tuple[str, str], int] = {}
    paired: list[list[int]] = []
    for agreement in agreements:
        read = open_agreement(analyzer, agreement)
        index, source = Index(analyzer, [read]), Source(read)
        text = read.contract.document.text
        for row in agreement.rows:
            quotes = places(text, row.evidence)
            for mode in agreement.modes:
                asked = analyzer.understand(row.requirement(mode))
                side = side_of(asked.party, read)
                for span, values, pairs in _candidates(analyzer, index, source, asked, side):
                    names = names or list(values)
                    paired.append([numbers.setdefault(pair, len(numbers)) for pair in pairs])
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
    ends = np.cumsum([0, *map(len, paired)])
    content = (np.ones(ends[-1]), [at for pairs in paired for at in pairs], ends)
    matrix = csr_array(content, shape=(len(found), len(numbers)))
    return Samples(tuple(names), tuple(found), tuple(numbers), matrix)


def _candidates(
    analyzer: Analyzer, index: Index, source: Source, asked: Requirement, side: str
) -> Iterator[tuple[Span, dict[str, float], list[tuple[str, str]]]]:
    query = build_query(analyzer, asked)
    wanted = Wanted.of(asked, query, index, analyzer.lexicon)
    for at in pool(index, wanted, [0]):
        entry = index.entries[at]
        if is_another(wanted, entry, source.text_of(entry.provision)):
            continue
        yield entry.provision.span, features(wanted, entry, index, side), _pairs(wanted, entry)


def _pairs(wanted: Wanted, entry: Entry) -> list[tuple[str, str]]:
    """Return which other terms a provision has beside those that a row asks for.

    The words are those of any clause on the matter; beside an action only concepts are looked at.
    """
    return [
        (asked, own)
        for asked in wanted.asked
        for own in (ANY, *entry.own)
        if own != asked and (own == ANY or ":" in own or not asked.startswith("action:"))
    ]


def _shares(span: Span, quote: tuple[int, int]) -> bool:
    """Say whether a provision and a quote share more than half of the shorter one."""
    common = min(quote[1], span.end) - max(quote[0], span.start)
    return common > 0.5 * min(quote[1] - quote[0], len(span))


def fit(samples: Samples, kept: NDArray[np.bool_], *, pairs: bool = True) -> Weights:
    """Return the weights fitted on the kept candidates.

    Each row is one choice: among its right candidates, or "none of them" where the label is
    missing. Maximum likelihood with an L2 penalty; `pairs` fits the related terms as well, those
    that occur in at least SPREAD agreements.
    """
    rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at in np.flatnonzero(kept):
        sample = samples.samples[at]
        rows[sample.mode, sample.agreement, sample.row].append(int(at))
    taken: list[int] = []  # the candidates, row by row; -1 stands for "none of them"
    right: list[bool] = []
    starts: list[int] = []
    for row in rows.values():
        told = [samples.samples[at] for at in row]
        missing = told[0].verdict is Verdict.MISSING
        if not missing and not any(sample.right for sample in told):
            continue  # the clause is not among the candidates
        starts.append(len(taken))
        taken += [*row, -1]
        right += [*(sample.right and not missing for sample in told), missing]
    some = (np.array(taken) >= 0).astype(np.float64)[:, None]
    named = csr_array(np.hstack([samples.matrix[taken] * some, some]))
    spread = samples.spread(kept) if pairs else np.array([], dtype=np.int64)
    paired = samples.paired[taken][:, spread].multiply(some).tocsr()
    fitted = _maximize(
        hstack([named, paired], format="csr"),
        np.array(right, dtype=np.float64),
        np.array(starts),
        np.array([PENALTY] * len(samples.names) + [FREE] + [PAIR_PENALTY] * len(spread)),
    )
    *weights, bias = (round(float(w), DECIMALS) for w in fitted[: len(samples.names) + 1])
    related: dict[str, dict[str, float]] = {}
    for at, worth in zip(spread, fitted[len(samples.names) + 1 :], strict=True):
        if abs(worth) >= LEAST:
            asked, own = samples.pairs[at]
            related.setdefault(asked, {})[own] = round(float(worth), PAIR_DECIMALS)
    by_name = dict(zip(samples.names, weights, strict=True))
    return Weights(by_name | {RELATED: float(pairs)}, bias, related)


def _maximize(matrix: csr_array, right: Array, starts: NDArray[np.int_], penalty: Array) -> Array:
    owner = np.repeat(np.arange(len(starts)), np.diff([*starts, matrix.shape[0]]))
    turned = matrix.T.tocsr()

    def loss(weights: Array) -> tuple[float, Array]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total = np.add.reduceat(odds, starts)
        good = np.maximum(np.add.reduceat(odds * right, starts), 1e-300)
        likelihood = np.log(good / total).sum() - 0.5 * (penalty * weights * weights).sum()
        slope = turned @ (odds * right / good[owner] - odds / total[owner]) - penalty * weights
        return -float(likelihood), -slope

    start = np.zeros(matrix.shape[1])
    options = {"maxiter": STEPS, "ftol": 1e-9, "gtol": 1e-4}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x, dtype=np.float64)


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
    named = json.dumps(dict(weights.weights), indent=1)
    related = ",\n".join(
        f"{json.dumps(asked)}: {json.dumps(dict(sorted(terms.items())))}"
        for asked, terms in sorted(weights.related.items())
    )
    return f'{{"bias": {weights.bias},\n"weights": {named},\n"related": {{\n{related}\n}}}}\n'


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
        everything = np.ones(len(samples.samples), dtype=np.bool_)
        fitted = fit(samples, everything, pairs=path is WEIGHTS)
        if arguments.write:
            path.write_text(as_json(fitted), encoding="utf-8", newline="\n")
            print(f"wrote {path.name}")
            continue
        same = _alike(fitted, shipped_weights(statements=path is not WEIGHTS))
        told = "the same as" if same else "differs from"
        print(f"{len(samples.samples)} candidates; {told} {path.name}")
        wrong += not same
    return wrong


def _alike(fitted: Weights, shipped: Weights) -> bool:
    """Say whether two fits are the same but for the arithmetic of another machine."""
    return fitted.weights.keys() == shipped.weights.keys() and all(
        abs(there.get(name, 0.0) - here.get(name, 0.0)) <= SLACK
        for here, there in (
            (fitted.weights, shipped.weights),
            *((terms, shipped.related.get(asked, {})) for asked, terms in fitted.related.items()),
        )
        for name in here.keys() | there.keys()
    )


def _print_folds(samples: Samples) -> None:
    folds = fit_folds(samples, sorted({sample.agreement for sample in samples.samples}))
    cover = samples.names.index("cover")

    related = {name: samples.related(weights) for name, weights in folds.items()}

    def learned(at: int) -> float:
        sample = samples.samples[at]
        values = dict(zip(samples.names, sample.values, strict=True))
        return folds[sample.agreement].score(values | {RELATED: related[sample.agreement][at]})

    print("leave one agreement out    mode   rows  first  in three  addressed (cut)")
    plain = _ranked(samples.samples, lambda at: samples.samples[at].values[cover])
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
    samples: Sequence[Sample], score: Callable[[int], float]
) -> dict[tuple[str, str, str], list[tuple[float, Sample]]]:
    rows: dict[tuple[str, str, str], list[tuple[float, Sample]]] = defaultdict(list)
    for at, sample in enumerate(samples):
        rows[sample.mode, sample.agreement, sample.row].append((score(at), sample))
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
