"""Verdicts on labelled agreements, each judged with weights that never saw it.

    python benchmarks/gold.py [--shared FOLDER] [--ours] [--shipped] [--wrong] [--official]

For every agreement the weights are fitted on all others (`train.py`), those of `labels/` among
them, and the real engine judges its rows, once with every column and once with the sentence alone.
Prints group accuracy (met, deviates, missing, unverifiable), exact accuracy, precision and recall
of "a reviewer must look", evidence, the confusion matrices and how often a judgement of a given
confidence is right. --ours judges the agreements of `labels/` instead. --shipped uses the shipped
weights, which saw every agreement; --official runs tools/score_gold.py of the folder, as is.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from labelled import (
    ATTENTION,
    BESIDE,
    GROUPS,
    MODES,
    Agreement,
    Row,
    group,
    hits,
    load,
    load_ours,
    open_agreement,
)
from train import collect_rows, fit_folds

from contract_lint.align import Aligner
from contract_lint.align.retrieve import Weights, shipped_weights
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, Judgement, Verdict

MOST = 12  # candidates among which the deciding clause is looked for
KNOTS = 8  # groups of equal size, before they are made monotone
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
WANTED = {  # mode -> least group accuracy, exact accuracy, attention recall, precision, evidence
    "typed": (0.80, 0.72, 0.90, 0.84, 0.82),
    "text": (0.74, 0.0, 0.0, 0.0, 0.78),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said of one labelled row."""

    agreement: str
    mode: str
    row: Row
    judgement: Judgement
    nearest: float = 0.0  # probability of the clause that decides, or of the likeliest one

    @property
    def label(self) -> str:
        return group(self.row.verdict)

    @property
    def got(self) -> str:
        return group(self.judgement.verdict)

    @property
    def exact(self) -> bool:
        got = self.judgement.verdict
        return self.row.verdict is (Verdict.WEAKER if got is Verdict.CONFLICT else got)

    @property
    def right(self) -> bool:
        return self.label == self.got

    @property
    def shown(self) -> bool | None:
        """Say whether a labelled quote is shown; None where there is nothing to show."""
        if "missing" in (self.label, self.got):
            return None
        return hits([passage.text for passage in self.judgement.evidence], self.row.evidence)


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures over rows, each in [0, 1]."""

    rows: int
    group: float
    exact: float
    recall: float
    precision: float
    evidence: float

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "Scores":
        look = [(a.label in ATTENTION, a.got in ATTENTION) for a in answers]
        both = look.count((True, True))
        shown = [a.shown for a in answers if a.shown is not None]
        return cls(
            len(answers),
            sum(a.right for a in answers) / max(1, len(answers)),
            sum(a.exact for a in answers) / max(1, len(answers)),
            both / max(1, sum(label for label, _ in look)),
            both / max(1, sum(got for _, got in look)),
            sum(shown) / max(1, len(shown)),
        )

    def __str__(self) -> str:
        return (
            f"rows {self.rows:4}  group {self.group:.3f}  exact {self.exact:.3f}  attention R "
            f"{self.recall:.3f} P {self.precision:.3f}  evidence {self.evidence:.3f}"
        )


def judge(
    analyzer: Analyzer, agreements: Sequence[Agreement], weights: Mapping[str, Weights]
) -> Iterator[Answer]:
    """Yield the answers to every row of every agreement, judged with the weights of its name."""
    for agreement in agreements:
        read = open_agreement(analyzer, agreement)
        documents = DocumentSet(agreement.name, (read.contract,))
        aligner = Aligner(analyzer, [read], documents, weights[agreement.name])
        for mode in MODES:
            for row in agreement.rows:
                told = aligner.explain(row.requirement(mode), most=MOST)
                decides = told.judgement.evidence[:1]
                scores = [c.score for c in told.considered if (c.passage,) == decides]
                scores = scores or [c.score for c in told.considered]
                yield Answer(agreement.name, mode, row, told.judgement, max(scores, default=0.0))
        analyzer.forget(read.contract)


def main() -> int:
    parser = argparse.ArgumentParser(description="verdicts on labelled agreements")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds gold/dev")
    parser.add_argument("--shipped", action="store_true", help="use the shipped weights")
    parser.add_argument("--ours", action="store_true", help="judge the agreements of labels/")
    parser.add_argument("--wrong", action="store_true", help="print each wrong verdict")
    parser.add_argument("--calibrate", action="store_true", help="print tables of confidence")
    parser.add_argument("--official", action="store_true", help="run tools/score_gold.py as is")
    parser.add_argument("--json", type=Path, help="file for every answer")
    arguments = parser.parse_args()
    folder = arguments.shared / "gold" / "dev"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds gold/dev")
        return 0
    if arguments.official:
        return _run_official(arguments.shared / "tools" / "score_gold.py", folder)
    analyzer, theirs, ours = Analyzer.build(), load(folder), load_ours(arguments.shared)
    agreements = ours if arguments.ours else theirs
    if arguments.shipped:
        weights = {agreement.name: shipped_weights() for agreement in agreements}
    else:
        samples = collect_rows(analyzer, arguments.shared)
        weights = fit_folds(samples, [agreement.name for agreement in agreements])
    answers = list(judge(analyzer, agreements, weights))
    if arguments.json:
        arguments.json.write_text(json.dumps([_as_record(a) for a in answers], indent=1))
    kept = [_report(mode, [a for a in answers if a.mode == mode]) for mode in MODES]
    _print_reliability(answers)
    if arguments.calibrate:
        _print_calibration(answers)
    if arguments.wrong:
        _print_wrong(answers)
    return 0 if all(kept) else 1


def _run_official(script: Path, folder: Path) -> int:
    command = f"{sys.executable} -m contract_lint"
    return subprocess.run([sys.executable, str(script), str(folder), "--cmd", command]).returncode


def _report(mode: str, answers: Sequence[Answer]) -> bool:
    scores = Scores.of(answers)
    print(f"{mode:6} all agreements   {scores}")
    for name in dict.fromkeys(a.agreement for a in answers):
        own = Scores.of([a for a in answers if a.agreement == name])
        print(f"{mode:6} {name:16} {own}")
    for first in ("D", "P"):
        print(f"{mode:6} {first} rows           ", end="")
        print(Scores.of([a for a in answers if a.row.id.startswith(first)]))
    print_confusion([(a.label, a.got) for a in answers], GROUPS)
    verdicts = [v.value for v in Verdict]
    print_confusion([(a.row.verdict.value, a.judgement.verdict.value) for a in answers], verdicts)
    figures = (scores.group, scores.exact, scores.recall, scores.precision, scores.evidence)
    return all(got >= least for got, least in zip(figures, WANTED[mode], strict=True))


def print_confusion(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> None:
    """Print how often each label (row) got each answer (column)."""
    counted = Counter(pairs)
    print("       label \\ got   " + " ".join(f"{name[:8]:>8}" for name in names))
    for label in names:
        cells = " ".join(f"{counted[label, got]:8}" for got in names)
        print(f"       {label:14}{cells}")


def _print_reliability(answers: Sequence[Answer]) -> None:
    print("confidence     rows  mean confidence  right (group)")
    for low, high in pairwise(BINS):
        held = [a for a in answers if low <= a.judgement.confidence < high]
        if held:
            mean = sum(a.judgement.confidence for a in held) / len(held)
            right = sum(a.right for a in held) / len(held)
            print(f"{low:.1f} to {min(1.0, high):.1f}   {len(held):6}  {mean:15.2f}  {right:13.2f}")


def _print_calibration(answers: Sequence[Answer]) -> None:
    """Print (mean probability, share of right verdicts) made monotone, for each table."""
    for title, missing in (("answered", False), ("missing", True)):
        held = sorted(
            (a.nearest, a.right)
            for a in answers
            if (a.judgement.verdict is Verdict.MISSING) is missing
        )
        size = max(1, len(held) // KNOTS)
        groups = [held[at : at + size] for at in range(0, len(held), size)]
        points = [(_mean([s for s, _ in g]), _mean([r for _, r in g]), len(g)) for g in groups]
        print(title, [(round(s, 3), round(r, 3)) for s, r, _ in _pooled(points, falling=missing)])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _pooled(
    points: Sequence[tuple[float, float, int]], *, falling: bool
) -> list[tuple[float, float, int]]:
    """Pool adjacent violators: merge neighbours until the second value is monotone."""
    sign = -1 if falling else 1
    kept: list[tuple[float, float, int]] = []
    for point in points:
        kept.append(point)
        while len(kept) > 1 and sign * kept[-1][1] < sign * kept[-2][1]:
            (s1, r1, n1), (s2, r2, n2) = kept[-2:]
            whole = n1 + n2
            kept[-2:] = [((s1 * n1 + s2 * n2) / whole, (r1 * n1 + r2 * n2) / whole, whole)]
    return kept


def _print_wrong(answers: Sequence[Answer]) -> None:
    for answer in answers:
        if answer.right and answer.shown is not False:
            continue
        judgement = answer.judgement
        print(f"--- {answer.mode} {answer.agreement} {answer.row.id}: label {answer.row.verdict}, ")
        print(f"    got {judgement.verdict} at {judgement.confidence}: {judgement.reason}")
        print(f"    row   {answer.row.cells['requirement']}")
        print(f"    note  {answer.row.note}")
        for passage in judgement.evidence[:1]:
            print(f"    ours  {' '.join(passage.text.split())[:300]}")
        for quote in answer.row.evidence[:1]:
            print(f"    label {quote[:300]}")


def _as_record(answer: Answer) -> dict[str, object]:
    return {
        "mode": answer.mode,
        "agreement": answer.agreement,
        "row": answer.row.id,
        "label": answer.row.verdict,
        "got": answer.judgement.verdict,
        "confidence": answer.judgement.confidence,
        "shown": answer.shown,
    }


if __name__ == "__main__":
    sys.exit(main())
