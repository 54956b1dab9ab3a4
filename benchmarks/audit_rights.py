"""Is there an audit right, and where: 101 agreements of CUAD (Hendrycks et al. 2021).

    python benchmarks/audit_rights.py [--shared FOLDER] [--wrong]

The rows below ask for a right of a party to audit the books, records or premises of the other, as
the label "Audit Rights" is defined. An agreement has one where a row is neither missing nor
contradicted. Prints
precision and recall over the agreements, and how often the first evidence hits a labelled span
where both the label and the engine say that there is one.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from labelled import BESIDE, hits

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, Judgement, Place, Requirement, Verdict
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

ROWS = (
    {
        "id": "A1",
        "requirement": "A party may audit or inspect the books and records of the other party",
        "party": "both",
        "action": "permit",
        "object": "financial audit of books and records|audit|inspection",
        "limit": "present",
    },
    {
        "id": "A2",
        "requirement": "A party may inspect or audit the facilities of the other party",
        "party": "both",
        "action": "permit",
        "object": "audit|inspection of the facility",
        "limit": "present",
    },
)
WANTED = (0.92, 0.92, 0.80)  # precision, recall, evidence
NONE = (Verdict.MISSING, Verdict.CONTRADICTED)  # there is no such right


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said of one agreement; `best` is the surest judgement that finds one."""

    name: str
    spans: tuple[str, ...]
    best: Judgement | None

    @property
    def shown(self) -> bool:
        """Say whether the first evidence is a labelled span."""
        evidence = self.best.evidence[:1] if self.best else ()
        return hits([passage.text for passage in evidence], self.spans)


def judge(folder: Path) -> Iterator[Answer]:
    """Yield an answer for each agreement of the labels."""
    analyzer = Analyzer.build()
    rows = [_row(cells) for cells in ROWS]
    for label in json.loads((folder / "cuad_labels.json").read_text("utf-8")):
        contract = segment(read(folder / "txt" / f"{label['id']}.txt"))
        aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
        found = [j for j in map(aligner.judge, rows) if j.verdict not in NONE]
        best = max(found, key=lambda judgement: judgement.confidence, default=None)
        spans = label["labels"]["Audit Rights"]["spans"]
        yield Answer(label["id"], tuple(span["text"] for span in spans), best)
        analyzer.forget(contract)


def _row(cells: dict[str, str]) -> Requirement:
    row, problems = parse_row(cells, Place(Path("rows.csv"), 2))
    if row is None:
        raise ValueError("; ".join(map(str, problems)))
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description="audit rights in agreements of many kinds")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds data")
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    arguments = parser.parse_args()
    folder = arguments.shared / "data" / "contracts"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds data")
        return 0
    answers = list(judge(folder))
    if arguments.wrong:
        _print_wrong(answers)
    both = [answer for answer in answers if answer.spans and answer.best]
    figures = (
        len(both) / max(1, sum(answer.best is not None for answer in answers)),
        len(both) / max(1, sum(bool(answer.spans) for answer in answers)),
        sum(answer.shown for answer in both) / max(1, len(both)),
    )
    print(
        f"audit rights: {len(answers)} agreements, {sum(bool(a.spans) for a in answers)} with one"
    )
    for name, figure, least in zip(
        ("precision", "recall", "evidence"), figures, WANTED, strict=True
    ):
        print(f"  {name:10} {figure:.3f} (wanted: at least {least})")
    return 0 if all(got >= least for got, least in zip(figures, WANTED, strict=True)) else 1


def _print_wrong(answers: Sequence[Answer]) -> None:
    for answer in answers:
        if bool(answer.spans) == (answer.best is not None) and (not answer.spans or answer.shown):
            continue
        verdict = f"{answer.best.verdict} {answer.best.confidence}" if answer.best else "missing"
        print(f"--- {answer.name}: {len(answer.spans)} labelled, got {verdict}")
        if answer.best:
            print(f"    ours  {' '.join(answer.best.evidence[0].text.split())[:300]}")
        for span in answer.spans[:2]:
            print(f"    label {' '.join(span.split())[:300]}")


if __name__ == "__main__":
    sys.exit(main())
