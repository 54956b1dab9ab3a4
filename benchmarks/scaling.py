"""Does the cost of a check grow in step with the clauses and with the rows?

    python benchmarks/scaling.py [--runs N] [--most N]

Judges sheets of 10, 100 and 1,000 rows against one contract, and one sheet against contracts that
double in length, all in one process and in turns, and prints processor seconds and how they grow
against the size. A cost in step with the size gives a growth of 1 or less: what is paid once
(reading the contract, say) makes it less. As all is measured in one run, a slow or busy machine
slows every figure alike. Fails where a growth is above the limit.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from speed import MATTERS, NUMBERS, PAGES, WORDS_A_PAGE, sentence

from contract_lint.lint import Linter
from contract_lint.model import DocumentSet, Place, Requirement
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

ROWS = (10, 100, 1_000)
CLAUSES = (90, 180, 360, 720)
FEW = 48  # rows against which contracts of every length are judged
LIMIT = 1.3  # growth of the cost over the growth of the size


def write_contract(path: Path, clauses: int) -> None:
    """Write a contract of as many clauses, six to a section."""
    lines = [
        "# Master Services Agreement\n",
        (
            'This Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa Biologics AG '
            '("Manufacturer"), who shall manufacture the Product for Client.\n'
        ),
    ]
    for clause in range(clauses):
        section, number = divmod(clause, 6)
        if not number:
            lines.append(f"{section + 1}. Provisions on a {MATTERS[section % len(MATTERS)][0]}\n")
        words = " ".join(sentence(section * 31 + number * 7 + part) for part in range(3))
        lines.append(f"{section + 1}.{number + 1} {words}\n")
    path.write_text("\n".join(lines), encoding="utf-8")


def rows(count: int) -> tuple[Requirement, ...]:
    """Return as many rows, each with a number of its own."""
    found = []
    for at in range(count):
        matter, event = MATTERS[at % len(MATTERS)]
        number, _ = NUMBERS[at % len(NUMBERS)]
        cells = {
            "id": f"R{at + 1}",
            "requirement": f"The CDMO notifies us of each {matter} within {number} days of {event}",
            "party": "CDMO",
            "action": "notify",
            "object": matter,
            "limit": "<=",
            "value": str(number),
            "unit": "bd",
        }
        row, problems = parse_row(cells, Place(Path("rows.csv"), at + 2))
        if row is None:
            raise ValueError("; ".join(map(str, problems)))
        found.append(row)
    return tuple(found)


def measure(tasks: Sequence[Callable[[], object]], runs: int) -> list[float]:
    """Return the median processor seconds of each task, all run in turns after one to warm up."""
    turns = [[_seconds(task) for task in tasks] for _ in range(runs + 1)][1:]
    return [statistics.median(times) for times in zip(*turns, strict=True)]


def _seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


def report(name: str, sizes: Sequence[int], seconds: Sequence[float]) -> Iterator[float]:
    """Print the costs of tasks by size; yield each growth of the cost over that of the size."""
    print(f"{name:>8}  seconds  per {name[:-1]}  growth")
    growths = [0.0] + [
        (after / before) / (larger / smaller)
        for (before, after), (smaller, larger) in zip(
            pairwise(seconds), pairwise(sizes), strict=True
        )
    ]
    for size, taken, growth in zip(sizes, seconds, growths, strict=True):
        told = f"{growth:6.2f}" if growth else ""
        print(f"{size:8,}  {taken:7.3f}  {taken / size * 1000:7.2f} ms  {told}")
    yield from growths[1:]


def main() -> int:
    parser = argparse.ArgumentParser(description="cost by number of rows and of clauses")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--most", type=float, default=LIMIT, help="largest growth that passes")
    arguments = parser.parse_args()
    linter = Linter.build(())
    with tempfile.TemporaryDirectory() as scratch:
        paths = {count: Path(scratch) / f"contract-{count}.md" for count in CLAUSES}
        for count, path in paths.items():
            write_contract(path, count)

        def check(clauses: int, asked: Sequence[Requirement]) -> None:
            contract = segment(read(paths[clauses]))
            linter.lint(DocumentSet("", (contract,)), asked)

        sheets = {count: rows(count) for count in ROWS}
        middle = CLAUSES[2]
        by_rows = [lambda n=count: check(middle, sheets[n]) for count in ROWS]
        few = rows(FEW)
        by_clauses = [lambda n=count: check(n, few) for count in CLAUSES]
        seconds = measure([*by_rows, *by_clauses], arguments.runs)
    print(f"{middle} clauses are about {PAGES} pages of {WORDS_A_PAGE} words")
    growths = [
        *report("rows", ROWS, seconds[: len(ROWS)]),
        *report("clauses", CLAUSES, seconds[len(ROWS) :]),
    ]
    print(f"largest growth {max(growths):.2f} (wanted: at most {arguments.most})")
    return 0 if max(growths) <= arguments.most else 1


if __name__ == "__main__":
    sys.exit(main())
