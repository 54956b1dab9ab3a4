"""What the rules add to a check of a 60-page contract.

    python benchmarks/rules_cost.py [--runs N] [--each]

Reads the contract of `speed.py`, then lints it in turns without any rule and with all of them:
first with a sheet's worth of rows judged both times, which is what patterns and checks add to a
run; then without a sheet, where the built-in baseline is judged as well. Processor time, medians.
`--each` names the ten rules that take longest.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from contract_lint.checks import SET_CHECKS
from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import Linter
from contract_lint.model import DocumentSet, DocumentType
from contract_lint.read import read
from contract_lint.rulebook import load_rules
from contract_lint.segment import segment
from contract_lint.sheet import load

from speed import write_contract, write_sheet  # isort: skip

WANTED = 0.5  # seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--each", action="store_true", help="name the slowest rules")
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 50)  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        contract_path, sheet_path = Path(folder, "contract.docx"), Path(folder, "rows.csv")
        write_contract(contract_path)
        write_sheet(sheet_path)
        documents = DocumentSet("deal", (segment(read(contract_path), type=DocumentType.MSA),))
        rows = load(sheet_path).requirements
    analyzer = Analyzer.build()
    start = time.process_time()
    every = Linter.build(load_rules(), analyzer=analyzer)
    print(f"reading and compiling the rules: {time.process_time() - start:.2f} s")
    none = Linter.build((), analyzer=analyzer, catalogue=load_rules())
    added = compare(
        options.runs,
        lambda: none.lint(documents, rows),
        lambda: every.lint(documents, rows),
        "with a sheet",
    )
    compare(
        options.runs,
        lambda: none.lint(documents, ()),
        lambda: every.lint(documents, None),
        "without a sheet",
    )
    if options.each:
        slowest(every, documents)
    return 0 if added < WANTED else 1


def compare(
    runs: int, without: Callable[[], object], with_rules: Callable[[], object], what: str
) -> float:
    """Run both in turns, print the medians, and return what the rules add in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for run, taken in zip((without, with_rules), times, strict=True):
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    bare, full = map(statistics.median, times)
    print(f"{what}: {bare:.2f} s without rules, {full:.2f} s with all, {full - bare:+.2f} s")
    return full - bare


def slowest(linter: Linter, documents: DocumentSet) -> None:
    """Print the rules of patterns and checks that take longest."""
    reads = [linter.analyzer.read(contract) for contract in documents.contracts]
    doc = linter.analyzer.doc(documents.contracts[0])
    taken: dict[str, float] = {}
    for rule, run in linter.runs:
        start = time.process_time()
        list(run(reads[0], doc))
        taken[rule.id] = time.process_time() - start
    for rule in linter.rules:
        if rule.check in SET_CHECKS:
            start = time.process_time()
            list(SET_CHECKS[rule.check](reads, documents))
            taken[rule.id] = time.process_time() - start
    print(f"patterns and checks in all: {sum(taken.values()):.2f} s")
    for name, seconds in sorted(taken.items(), key=lambda item: -item[1])[:10]:
        print(f"  {name:<8} {seconds * 1000:6.0f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
