"""Transfer to another kind of contract: ContractNLI (Koreeda and Manning 2021), in this process.

    python benchmarks/nli.py [--shared FOLDER] [--limit N] [--wrong] [--official]

Each of the statements is a row in one sentence, each agreement of the development split a contract
of its own; met is Entailment, a row that deviates with a definite answer is Contradiction, anything
else NotMentioned. --official runs tools/score_nli.py of the folder, as is, which gives the same
figures through the command line.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold import print_confusion
from labelled import BESIDE, hits

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, Judgement, Place, Requirement, Verdict
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

ENTAILED, CONTRADICTED, SILENT = "Entailment", "Contradiction", "NotMentioned"
CLASSES = (ENTAILED, CONTRADICTED, SILENT)
MEANS = {
    Verdict.MET: ENTAILED,
    Verdict.CONTRADICTED: CONTRADICTED,
    Verdict.WEAKER: CONTRADICTED,
    Verdict.CONDITIONAL: CONTRADICTED,
    Verdict.CONFLICT: CONTRADICTED,
    Verdict.MISSING: SILENT,
    Verdict.VAGUE: SILENT,
    Verdict.UNVERIFIABLE: SILENT,
}
WANTED = (0.70, 0.60, 0.70)  # accuracy, macro F1, evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said of one statement and one agreement."""

    document: str
    statement: str
    label: str
    spans: tuple[str, ...]
    judgement: Judgement

    @property
    def got(self) -> str:
        return MEANS[self.judgement.verdict]

    @property
    def shown(self) -> bool | None:
        """Say whether a labelled span is shown; None where there is nothing to show."""
        if self.label == SILENT or self.judgement.verdict is Verdict.MISSING:
            return None
        return hits([passage.text for passage in self.judgement.evidence], self.spans)


def judge(data: Mapping[str, Any], limit: int | None) -> Iterator[Answer]:
    """Yield an answer to each statement on each agreement."""
    analyzer = Analyzer.build()
    rows = {name: _row(name, label["hypothesis"]) for name, label in data["labels"].items()}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "agreement.txt"
        for document in data["documents"][:limit]:
            path.write_text(document["text"], "utf-8")
            contract = segment(read(path))
            aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
            for name, note in document["annotation_sets"][0]["annotations"].items():
                spans = (document["text"][slice(*document["spans"][at])] for at in note["spans"])
                judgement = aligner.judge(rows[name])
                yield Answer(str(document["id"]), name, note["choice"], tuple(spans), judgement)
            analyzer.forget(contract)


def _row(name: str, sentence: str) -> Requirement:
    row, problems = parse_row({"id": name, "requirement": sentence}, Place(Path("rows.csv"), 2))
    if row is None:
        raise ValueError(f"{name}: {'; '.join(map(str, problems))}")
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description="verdicts on non-disclosure agreements")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="holds data/contractnli")
    parser.add_argument("--data", default="dev.json", help="file within data/contractnli")
    parser.add_argument("--limit", type=int, help="only so many agreements")
    parser.add_argument("--wrong", action="store_true", help="print each wrong answer")
    parser.add_argument("--official", action="store_true", help="run tools/score_nli.py as is")
    arguments = parser.parse_args()
    path = arguments.shared / "data" / "contractnli" / arguments.data
    if not path.is_file():
        print(f"skipped: {path} is not there; --shared names the folder that holds it")
        return 0
    if arguments.official:
        script = arguments.shared / "tools" / "score_nli.py"
        command = f"{sys.executable} -m contract_lint"
        return subprocess.run([sys.executable, str(script), str(path), "--cmd", command]).returncode
    data = json.loads(path.read_text("utf-8"))
    answers = list(judge(data, arguments.limit))
    if arguments.wrong:
        _print_wrong(answers, data)
    return 0 if _report(answers, data) else 1


def _report(answers: Sequence[Answer], data: Mapping[str, Any]) -> bool:
    pairs = [(answer.label, answer.got) for answer in answers]
    accuracy = _share(label == got for label, got in pairs)
    macro = sum(_f1(pairs, name) for name in CLASSES) / len(CLASSES)
    shown = [answer.shown for answer in answers if answer.shown is not None]
    evidence = _share(shown)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for answer in answers:
        votes[answer.statement][answer.label] += 1
    commonest = sum(found.most_common(1)[0][1] for found in votes.values()) / len(answers)
    print(f"rows {len(answers)}  accuracy {accuracy:.3f}  macro F1 {macro:.3f}  ", end="")
    print("  ".join(f"F1 {name} {_f1(pairs, name):.3f}" for name in CLASSES), end="")
    print(f"  evidence {evidence:.3f}  commonest label of each statement {commonest:.3f}")
    print_confusion(pairs, CLASSES)
    for name in votes:
        own = [answer for answer in answers if answer.statement == name]
        right = _share(answer.label == answer.got for answer in own)
        counts = Counter((answer.label[:3], answer.got[:3]) for answer in own)
        told = " ".join(f"{a}>{b}:{n}" for (a, b), n in sorted(counts.items()))
        print(f"  {right:.2f}  {data['labels'][name]['hypothesis'][:60]:60}  {told}")
    return all(got >= least for got, least in zip((accuracy, macro, evidence), WANTED, strict=True))


def _share(truths: Any) -> float:
    counted = Counter(bool(truth) for truth in truths)
    return counted[True] / max(1, counted.total())


def _f1(pairs: Sequence[tuple[str, str]], name: str) -> float:
    both = sum(label == got == name for label, got in pairs)
    one = sum((label == name) != (got == name) for label, got in pairs)
    return 2 * both / max(1, 2 * both + one)


def _print_wrong(answers: Sequence[Answer], data: Mapping[str, Any]) -> None:
    for answer in answers:
        if answer.label == answer.got:
            continue
        judgement = answer.judgement
        print(f"--- {answer.document} {answer.statement}: {answer.label}, got {judgement.verdict}")
        print(f"    row   {data['labels'][answer.statement]['hypothesis']}")
        print(f"    why   {judgement.confidence} {judgement.reason[:200]}")
        for passage in judgement.evidence[:1]:
            print(f"    ours  {' '.join(passage.text.split())[:300]}")
        for span in answer.spans[:1]:
            print(f"    label {' '.join(span.split())[:300]}")


if __name__ == "__main__":
    sys.exit(main())
