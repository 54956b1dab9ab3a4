"""What edits of deciding clauses do to verdicts: those that change what is agreed and those that do not.

    python benchmarks/mutations.py [--shared FOLDER] [--only NAME] [--wrong] [--mode typed|text]
    python benchmarks/mutations.py --ours           the agreements that labels/ labels
    python benchmarks/mutations.py --clean          the fixture deal instead of the labelled agreements

For every labelled row that is met in the label and in the engine's judgement, by the clause that the
label quotes first, that clause is edited (`edits.py`) in the text of the agreement, which is then read
and judged anew. An edit that changes what is agreed has to bring one of the verdicts named for it; one
that does not has to leave the row met, and the same clause its evidence. Edits of one kind that do not
overlap share one reading of the agreement, unless `--apart` is given. `elsewhere` counts rows that
another clause, which was not edited, still meets in the engine's judgement; `held` those set aside
because the reader quotes that clause too.
"""

import argparse
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edits import SAME, WORSE, Case, Edit, Mutation, edited
from labelled import BESIDE, Agreement, hits, load, load_ours

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import (
    DocumentSet,
    Judgement,
    Norm,
    Passage,
    ReadContract,
    Requirement,
    Verdict,
)
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import load as load_sheet

CHANGES, KEEPS = 0.95, 0.98  # the shares wanted
LONGEST_SHOWN = 3000  # characters of a change that is printed
CANDIDATES = 40  # provisions among which the deciding norm is sought
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@dataclass(frozen=True, slots=True)
class Deal:
    """Documents that are judged together: their names with their texts, and the rows to try."""

    name: str
    files: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Requirement, tuple[str, ...]], ...]  # with the quotes of a careful reader


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit did to a row."""

    mutation: Mutation
    case: Case
    edit: Edit
    after: Judgement
    again: ReadContract  # the document as edited

    @property
    def elsewhere(self) -> bool:
        """Say whether another clause than the one that was edited now decides."""
        words = self.edit.words(self.case)
        return not self.after.evidence or not hits([self.after.evidence[0].text], [words])

    @property
    def held(self) -> bool:
        """Say whether the row is met by a clause that the reader quotes too and the edit left alone."""
        if self.mutation in SAME or self.after.verdict is not Verdict.MET or not self.elsewhere:
            return False
        return hits([self.after.evidence[0].text], self.case.quotes[1:])

    @property
    def right(self) -> bool:
        """Say whether the verdict is one of those named for the edit."""
        if self.mutation.withdraws and self.elsewhere:
            return self.after.verdict is not Verdict.MET
        return self.after.verdict in self.mutation.expected


def labelled_deal(agreement: Agreement, mode: str) -> Deal:
    """Return a labelled agreement with the rows that its reader finds met."""
    rows = tuple(
        (row.requirement(mode), row.evidence)
        for row in agreement.rows
        if row.verdict is Verdict.MET
    )
    text = read(agreement.path).text
    return Deal(agreement.name, ((agreement.path.name, text),), rows)


def clean_deal(scratch: Path) -> Deal:
    """Return the clean fixture deal as text files, with all rows of its sheet."""
    subprocess.run(
        [sys.executable, "-c", _WRITE, str(scratch)],
        check=True,
        cwd=FIXTURES,
    )
    files = tuple((path.name, path.read_text("utf-8")) for path in sorted(scratch.iterdir()))
    sheet = load_sheet(FIXTURES / "source" / "requirements.csv")
    return Deal("clean", files, tuple((row, ()) for row in sheet.requirements))


_WRITE = """
import sys
from pathlib import Path
from build import read
from markup import Version
from plain import settled, write
for name in ("msa", "quality-agreement", "sow"):
    write(Path(sys.argv[1]) / f"{name}.md", settled(read(f"{name}.md", Version.CLEAN)))
"""


@dataclass
class Bench:
    """Reads deals and tries edits on them."""

    analyzer: Analyzer
    scratch: Path

    def open(
        self, deal: Deal, texts: Sequence[str], known: Sequence[ReadContract] = ()
    ) -> tuple[list[ReadContract], Aligner]:
        """Read a deal with `texts` in place of those of its files; `known` are as they were."""
        reads = []
        for number, ((name, was), text) in enumerate(zip(deal.files, texts, strict=True)):
            if known and text == was:
                reads.append(known[number])
                continue
            path = self.scratch / name
            path.write_text(text, "utf-8")
            reads.append(self.analyzer.read(segment(read(path))))
        documents = DocumentSet(deal.name, tuple(each.contract for each in reads))
        return reads, Aligner(self.analyzer, reads, documents)

    def cases(self, deal: Deal) -> tuple[list[ReadContract], list[Case]]:
        """Return a deal as read and its rows that are met by a clause that the reader quotes first."""
        reads, aligner = self.open(deal, [text for _, text in deal.files])
        contracts = [each.contract for each in reads]
        found = []
        for row, quotes in deal.rows:
            judged = aligner.judge(row)
            if judged.verdict is not Verdict.MET or not judged.evidence:
                continue
            first = judged.evidence[0]
            if quotes and not hits([first.text], quotes[:1]):
                continue
            number = next(n for n, each in enumerate(contracts) if each is first.contract)
            case = self._case(deal, number, aligner, judged, reads[number], quotes)
            if case is not None:
                found.append(case)
        return reads, found

    def _case(
        self,
        deal: Deal,
        number: int,
        aligner: Aligner,
        judged: Judgement,
        opened: ReadContract,
        quotes: tuple[str, ...],
    ) -> Case | None:
        first = judged.evidence[0]
        piece = next((p for p in opened.provisions if p.span.covers(first.span)), None)
        seen = aligner.explain(judged.requirement, CANDIDATES)
        norm = next((c.norm for c in seen.considered if _same_passage(c.passage, first)), None)
        if piece is None or norm is None:
            return None
        quote = opened.contract.document.quote
        named = [
            piece.span.start + m.start
            for m in self.analyzer.mentions(quote(piece.span))
            if m.concept == f"action:{seen.action}"
        ]
        if not any(_within(norm, at) for at in named):
            others = (n for n in opened.norms if piece.span.covers(n.span))
            norm = next((n for n in others if any(_within(n, at) for at in named)), norm)
        spot = next((at for at in named if _within(norm, at)), norm.span.start)
        return Case(deal.name, number, seen.asked, judged, opened, piece, norm, spot, quotes)

    def run(
        self, deal: Deal, mutations: Sequence[Mutation], *, apart: bool = False
    ) -> Iterator[Outcome]:
        """Yield what each mutation does to each row of a deal that is met."""
        opened, cases = self.cases(deal)
        for mutation in mutations:
            edits = [(case, edit) for case in cases if (edit := mutation.edit(case)) is not None]
            for batch in batches(edits, apart=apart or mutation.alone):
                texts = [
                    edited(text, [edit for case, edit in batch if case.number == number])
                    for number, (_, text) in enumerate(deal.files)
                ]
                reads, aligner = self.open(deal, texts, opened)
                for case, edit in batch:
                    judged = aligner.judge(case.asked)
                    yield Outcome(mutation, case, edit, judged, reads[case.number])
                self.forget(reads, opened)
        self.forget(opened)

    def forget(self, reads: Sequence[ReadContract], but: Sequence[ReadContract] = ()) -> None:
        """Let go of the tokens of what is done with."""
        for each in reads:
            if not any(each is kept for kept in but):
                self.analyzer.forget(each.contract)


def _within(norm: Norm, at: int) -> bool:
    return norm.span.start <= at < norm.span.end


def _same_passage(one: Passage, other: Passage) -> bool:
    return one.contract is other.contract and one.span.overlaps(other.span)


def batches(
    edits: Sequence[tuple[Case, Edit]], *, apart: bool
) -> Iterator[list[tuple[Case, Edit]]]:
    """Yield edits that can be made at once: each the same as another or apart from it."""
    left = list(edits)
    while left:
        batch: list[tuple[Case, Edit]] = []
        later: list[tuple[Case, Edit]] = []
        for case, edit in left:
            clash = any(
                edit != e and c.number == case.number and (edit.overlaps(e) or edit.more)
                for c, e in batch
            )
            (later if clash or (apart and batch) else batch).append((case, edit))
        yield batch
        left = later


def main() -> int:
    """Run the mutations and print the table; exit 1 where a share is missed."""
    parser = argparse.ArgumentParser(description="edits of deciding clauses")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds gold/dev")
    parser.add_argument("--clean", action="store_true", help="the clean fixture deal")
    parser.add_argument("--only", action="append", help="only this mutation")
    parser.add_argument("--agreement", action="append", help="only this agreement")
    parser.add_argument("--ours", action="store_true", help="the agreements of labels/")
    parser.add_argument("--mode", default="typed", choices=("typed", "text"))
    parser.add_argument("--apart", action="store_true", help="read anew for every single edit")
    parser.add_argument("--wrong", action="store_true", help="print each wrong outcome")
    parser.add_argument("--show", type=int, default=0, help="print the first edits of each kind")
    arguments = parser.parse_args()
    folder = arguments.shared / "gold" / "dev"
    if not arguments.clean and not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds gold/dev")
        return 0
    mutations = [m for m in (*WORSE, *SAME) if not arguments.only or m.name in arguments.only]
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Analyzer.build(), Path(scratch))
        if arguments.clean:
            deals = [clean_deal(Path(made))]
        else:
            agreements = load_ours(arguments.shared) if arguments.ours else load(folder)
            deals = [labelled_deal(agreement, arguments.mode) for agreement in agreements]
        outcomes = [
            outcome
            for deal in deals
            if not arguments.agreement or deal.name in arguments.agreement
            for outcome in bench.run(deal, mutations, apart=arguments.apart)
        ]
    for mutation in mutations:
        for outcome in [o for o in outcomes if o.mutation is mutation][: arguments.show]:
            _print_edit(outcome)
    if arguments.wrong:
        for outcome in outcomes:
            _print_wrong(outcome)
    return 0 if _report(outcomes) else 1


def _report(outcomes: Sequence[Outcome]) -> bool:
    by_name: dict[str, list[Outcome]] = defaultdict(list)
    held = Counter(outcome.mutation.name for outcome in outcomes if outcome.held)
    for outcome in outcomes:
        if not outcome.held:
            by_name[outcome.mutation.name].append(outcome)
    kept = True
    for title, mutations, wanted in (("changes", WORSE, CHANGES), ("keeps", SAME, KEEPS)):
        same = title == "keeps"
        last = "same clause  " if same else ""
        print(f"\n{title:24} rows  right  {last}wrong")
        every = [outcome for mutation in mutations for outcome in by_name[mutation.name]]
        for name, found in (
            *((mutation.name, by_name[mutation.name]) for mutation in mutations),
            (f"all (wanted {wanted})", every),
        ):
            if found:
                _print_line(name, found, same=same)
        kept = kept and sum(outcome.right for outcome in every) >= wanted * len(every)
    told = ", ".join(f"{name} {count}" for name, count in held.items())
    print(f"\nset aside, as a second clause that the reader quotes holds the row: {told or 'none'}")
    return kept


def _print_line(name: str, outcomes: Sequence[Outcome], *, same: bool) -> None:
    right = sum(outcome.right for outcome in outcomes) / len(outcomes)
    wrong = Counter(
        f"{outcome.after.verdict}{' elsewhere' if outcome.elsewhere else ''}"
        for outcome in outcomes
        if not outcome.right
    )
    told = ", ".join(f"{verdict} {count}" for verdict, count in sorted(wrong.items()))
    still = sum(not outcome.elsewhere for outcome in outcomes) / len(outcomes)
    middle = f"{still:11.3f}  " if same else ""
    print(f"{name:24}{len(outcomes):5}  {right:.3f}  {middle}{told}")


def _print_edit(outcome: Outcome) -> None:
    case = outcome.case
    print(f"--- {outcome.mutation.name}: {case.agreement} {case.asked.id} {outcome.after.verdict}")
    print(f"    row    {case.asked.text} | {case.asked.party} {case.asked.action}")
    for line in show(outcome.edit, case):
        print(f"    {line}")


def show(edit: Edit, case: Case) -> Iterator[str]:
    """Yield each change with the words around it."""
    for span, words in edit.changes:
        if len(span) > LONGEST_SHOWN:
            yield f"({len(span)} characters rewritten)"
            continue
        before = case.whole[max(0, span.start - 100) : span.start]
        after = case.whole[span.end : span.end + 100]
        yield " ".join(f"{before}<<{case.words(span)}|{words}>>{after}".split())
    if edit.more:
        yield f"at the end: {' '.join(edit.more.split())}"


def _print_wrong(outcome: Outcome) -> None:
    moved = outcome.mutation in SAME and outcome.elsewhere
    if outcome.held or (outcome.right and not moved):
        return
    case, after = outcome.case, outcome.after
    where = " elsewhere" if outcome.elsewhere else ""
    print(
        f"--- {outcome.mutation.name}: {case.agreement} {case.asked.id} {after.verdict}{where}"
        f"{'' if not outcome.right else ' (right)'}"
    )
    print(f"    row    {case.asked.text} | {case.asked.party} {case.asked.action}")
    for line in show(outcome.edit, case):
        print(f"    edit   {line}")
    print(f"    why    {after.confidence} {after.reason[:240]}")
    if after.evidence:
        print(f"    now    {' '.join(after.evidence[0].text.split())[:400]}")


if __name__ == "__main__":
    sys.exit(main())
