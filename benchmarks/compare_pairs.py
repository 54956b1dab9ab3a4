"""What `contract-lint compare` says of pairs of drafts: the clean fixture deal, and an edited one.

    python benchmarks/compare_pairs.py [--only NAME] [--wrong]

The edits are those of `edits.py`, made on the clause that decides each row. A worsening is found where
its row is reported as lost or worse; an edit that changes nothing must bring no report at all, of a row
or of a clause, but that it moved, got another number or, for a value held elsewhere, that the definition
or exhibit is new; `paired` counts the pairs in which no moved or renumbered clause was taken for a new
one. Edits of one kind that do not overlap share one draft; where such an edit is wrongly reported of,
each of them is tried anew in a draft of its own, so that every report is that of one edit.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edits import SAME, WORSE, Case, Edit, Mutation, edited
from mutations import CHANGES, KEEPS, Bench, Deal, batches, clean_deal, show

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Requirement, Result
from contract_lint.turns import Change, ClauseChange, Fate, Turn, compare_clauses, compare_results

MOVES = ("renumbered", "moved section")


@dataclass(frozen=True, slots=True)
class Pair:
    """An edit of one clause and what is said of the draft that holds it."""

    mutation: Mutation
    case: Case
    edit: Edit
    change: Change  # of the row
    others: tuple[Change, ...]  # of rows whose clauses were not edited
    clauses: tuple[ClauseChange, ...]
    gone: int  # clauses without a counterpart

    @property
    def right(self) -> bool:
        """Say whether what is reported is what the edit did."""
        if self.mutation in WORSE:
            return self.change.weakens
        kept = (Fate.MOVED, Fate.RENUMBERED, *([Fate.ADDED] if self.edit.more else ()))
        told = [clause for clause in self.clauses if clause.fate not in kept]
        return self.change.turn is Turn.SAME and not self.others and not told


def result(aligner: Aligner, rows: Iterable[Requirement]) -> Result:
    """Judge rows."""
    return Result(aligner.documents, (), tuple(aligner.judge(row) for row in rows))


@dataclass
class Drafts:
    """The deal as it was, judged row by row, and what is said of drafts of it."""

    bench: Bench
    deal: Deal

    def __post_init__(self) -> None:
        self.opened, self.cases = self.bench.cases(self.deal)
        _, aligner = self.bench.open(self.deal, [text for _, text in self.deal.files], self.opened)
        self.rows = {row.id: row for row, _ in self.deal.rows}
        self.old = result(aligner, self.rows.values())

    def pairs(self, mutation: Mutation) -> Iterator[Pair]:
        """Yield each edit of a kind with what the comparison of the two drafts says."""
        edits = [(case, edit) for case in self.cases if (edit := mutation.edit(case)) is not None]
        for batch in batches(edits, apart=mutation.alone):
            found = list(self._draft(mutation, batch))
            if mutation in SAME and len(batch) > 1 and not all(pair.right for pair in found):
                found = [pair for one in batch for pair in self._draft(mutation, [one])]
            yield from found

    def _draft(self, mutation: Mutation, batch: Sequence[tuple[Case, Edit]]) -> Iterator[Pair]:
        texts = [
            edited(text, [edit for case, edit in batch if case.number == number])
            for number, (_, text) in enumerate(self.deal.files)
        ]
        reads, aligner = self.bench.open(self.deal, texts, self.opened)
        named = {case.asked.id for case, _ in batch}
        asked = named if mutation in WORSE else self.rows
        new = result(aligner, (self.rows[name] for name in asked))
        changes = {c.judgement.requirement.id: c for c in compare_results(self.old, new)}
        clauses = tuple(compare_clauses(self.old, new))
        others = tuple(
            change
            for name, change in changes.items()
            if mutation in SAME and name not in named and change.turn is not Turn.SAME
        )
        gone = sum(clause.fate in (Fate.REMOVED, Fate.ADDED) for clause in clauses)
        for case, edit in batch:
            change = changes[case.asked.id]
            yield Pair(mutation, case, edit, change, others, clauses, gone)
        self.bench.forget(reads, self.opened)


def main() -> int:
    """Compare the pairs and print the table; exit 1 where a share is missed."""
    parser = argparse.ArgumentParser(description="pairs of drafts")
    parser.add_argument("--only", action="append", help="only this kind of edit")
    parser.add_argument("--wrong", action="store_true", help="print what is wrongly reported")
    arguments = parser.parse_args()
    mutations = [m for m in (*WORSE, *SAME) if not arguments.only or m.name in arguments.only]
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Analyzer.build(), Path(scratch))
        drafts = Drafts(bench, clean_deal(Path(made)))
        found = [pair for mutation in mutations for pair in drafts.pairs(mutation)]
    if arguments.wrong:
        for pair in found:
            _print_wrong(pair)
    kept = True
    for title, kinds, wanted in (("worsenings", WORSE, CHANGES), ("nothing changed", SAME, KEEPS)):
        print(f"\n{title:24}pairs  right  wrong")
        every = [pair for pair in found if pair.mutation in kinds]
        for mutation in kinds:
            _print_line(mutation.name, [pair for pair in every if pair.mutation is mutation])
        _print_line(f"all (wanted {wanted})", every)
        kept = kept and sum(pair.right for pair in every) >= wanted * len(every)
    return 0 if kept else 1


def _print_line(name: str, found: Sequence[Pair]) -> None:
    if not found:
        return
    right = sum(pair.right for pair in found)
    paired = ""
    if found[0].mutation.name in MOVES:
        paired = f"paired {sum(not pair.gone for pair in found)}"
    told = f"{len(found) - right or ''}"
    print(f"{name:24}{len(found):5}  {right / len(found):.3f}  {told:5}  {paired}".rstrip())


def _print_wrong(pair: Pair) -> None:
    if pair.right:
        return
    old, new = (each.verdict if each else "" for each in (pair.change.old, pair.change.new))
    print(f"--- {pair.mutation.name}: {pair.case.asked.id} {pair.change.turn}: {old} -> {new}")
    print(f"    row    {pair.case.asked.text}")
    for line in show(pair.edit, pair.case):
        print(f"    edit   {line[:500]}")
    if pair.change.new:
        print(f"    why    {pair.change.new.reason[:240]}")
    for change in pair.others[:3]:
        print(f"    also   {change.judgement.requirement.id} {change.turn} {change.values}")
    for clause in [c for c in pair.clauses if c.fate is not Fate.RENUMBERED][:3]:
        print(f"    clause {clause.fate} {clause.old} {clause.new} {'; '.join(clause.terms)}")


if __name__ == "__main__":
    sys.exit(main())
