"""How often the rules are right on real contracts.

    python benchmarks/precision/measure.py [--rules KEY,...] [--show] [--publish]

Checks every contract of `../shared/data/contracts/txt` alone with the rules of patterns and checks, draws up to 20 findings of each rule in
the order of a hash of where they stand, and compares them with `marks.tsv`: one line a finding that
a person read in its context and called right or wrong, with a reason; of the contract it holds the
name, the offsets and a hash of the words, never the words. `--show` prints the findings of the
sample that have no mark, with their surroundings. A mark whose words have changed is told as stale.

A rule that is a row of the baseline is measured on the files of `baseline/`: what a careful reader who
did not see the tool's answer says each row comes to, in every contract whose type the row is for. Its finding is
right where the reader says the same of the four groups met, deviates, missing and unverifiable;
`alarm` counts those that find fault with a row that the reader finds met, `silent` the rows that are held to be met and are not.
`--publish` writes `rules/precision.tsv`, from which `explain` prints the precision of a rule.
"""

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import Linter
from contract_lint.model import DocumentSet, Finding, Result, Rule, Verdict
from contract_lint.read import read
from contract_lint.rulebook import load_rules, rules_folder, select
from contract_lint.segment import segment

CONTRACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "contracts" / "txt"
BASELINE = Path(__file__).with_name("baseline")
MARKS = Path(__file__).with_name("marks.tsv")
SAMPLE = 20  # findings of a rule that are read
AROUND = 500  # characters shown on either side
REASONS = {
    "right": "the finding says what a reviewer would say",
    "numbering": "the clause is there under a number that was not read",
    "elsewhere": "the words point at another document or a law",
    "attached": "the exhibit is there, or is the document itself",
    "not-an-exhibit": "the name is of something else",
    "defined": "the term is defined, or borrowed from another document",
    "local": "the second definition holds in one place, or says the same",
    "used": "the term is used",
    "no-term": "the words are a name or a title, and no term",
    "not-a-duty": "the sentence gives its subject no duty",
    "measured": "a period, number or standard stands near and measures it",
    "other-party": "the sentence binds the other side, both, or a third party",
    "custom": "usual words that weaken nothing",
    "redacted": "a redaction, a signature line or a form",
    "context": "the words mean something else here",
    "text": "the text is damaged here",
    "other-subject": "the passage is about another matter",
    "answered": "the contract answers it elsewhere",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A finding of a rule in a contract, without its words."""

    rule: str
    contract: str  # file name
    start: int
    end: int
    sha256: str  # of the words

    @property
    def order(self) -> str:
        """Return what puts findings in an order that their neighbours do not change."""
        return hashlib.sha256(
            f"{self.rule}\0{self.contract}\0{self.start}\0{self.end}".encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with what a reader needs to judge it."""

    place: Place
    finding: Finding
    around: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the marks say of a rule."""

    rule: Rule
    sought: int  # contracts in which it was tried
    found: int
    contracts: int
    read: int
    right: int
    unread: tuple[Found, ...]  # of the sample
    reasons: Counter[str]

    @property
    def precision(self) -> float | None:
        """Return the share of marked findings that are right; None where none was marked."""
        return self.right / self.read if self.read else None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rules", default="", help="ids, families or topics, with commas between")
    parser.add_argument("--show", action="store_true", help="print what has no mark yet")
    parser.add_argument("--publish", action="store_true", help="write rules/precision.tsv")
    options = parser.parse_args(arguments)
    if not CONTRACTS.is_dir():
        print(f"skipped: {CONTRACTS} is not there")
        return 0
    keys = [key for key in options.rules.split(",") if key]
    chosen = select(load_rules(), keys)
    rules = [rule for rule in chosen if rule.require is None]
    marks = read_marks(MARKS)
    contracts = sorted(CONTRACTS.glob("*.txt"))
    found = list(find(rules, contracts))
    figures = [measure(rule, found, marks, len(contracts)) for rule in rules]
    report(figures, len(contracts))
    figures += measure_rows([rule for rule in chosen if rule.require is not None])
    for place in stale(marks, contracts):
        print(f"stale: {place.rule} {place.contract}:{place.start}; its words have changed")
    if options.show:
        for each in figures:
            for item in each.unread:
                show(item)
    if options.publish:
        publish(figures)
    return 0


def find(rules: Sequence[Rule], contracts: Iterable[Path]) -> Iterator[Found]:
    """Yield what `rules` find in each contract alone."""
    linter = Linter.build(rules, analyzer=Analyzer.build())
    for path in contracts:
        contract = segment(read(path))
        yield from places(linter.lint(DocumentSet(path.stem, (contract,))))


def places(result: Result) -> Iterator[Found]:
    """Yield the findings of a result that stand somewhere; a missing row stands nowhere."""
    for finding in result.findings:
        passage = finding.passage
        if passage is None or not passage.text.strip():
            continue
        document, span = passage.contract.document, passage.span
        words = hashlib.sha256(passage.text.encode()).hexdigest()
        place = Place(finding.rule, document.path.stem, span.start, span.end, words)
        before = document.text[max(0, span.start - AROUND) : span.start]
        after = document.text[span.end : span.end + AROUND]
        yield Found(place, finding, f"{before}>>>{passage.text}<<<{after}")


def read_marks(path: Path) -> dict[Place, str]:
    """Return the reason of each mark; `right` is one of them."""
    marks: dict[Place, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        rule, start, end, words, verdict, reason, contract = line.split("\t")
        assert (verdict == "right") == (reason == "right") and reason in REASONS, line
        marks[Place(rule, contract, int(start), int(end), words)] = reason
    return marks


def stale(marks: Iterable[Place], contracts: Iterable[Path]) -> Iterator[Place]:
    """Yield the marks whose words the contract no longer holds at their place."""
    by_contract: dict[str, list[Place]] = defaultdict(list)
    for place in marks:
        by_contract[place.contract].append(place)
    texts = {path.stem: path for path in contracts}
    for name, marked in by_contract.items():
        text = read(texts[name]).text if name in texts else ""
        for place in marked:
            words = text[place.start : place.end]
            if hashlib.sha256(words.encode()).hexdigest() != place.sha256:
                yield place


def measure(rule: Rule, found: Sequence[Found], marks: dict[Place, str], sought: int) -> Figures:
    """Judge the sample of a rule by the marks."""
    own = [each for each in found if each.place.rule == rule.id]
    sample = sorted(own, key=lambda each: each.place.order)[:SAMPLE]
    reasons = Counter(marks[each.place] for each in sample if each.place in marks)
    return Figures(
        rule=rule,
        sought=sought,
        found=len(own),
        contracts=len({each.place.contract for each in own}),
        read=reasons.total(),
        right=reasons["right"],
        unread=tuple(each for each in sample if each.place not in marks),
        reasons=reasons,
    )


def report(figures: Sequence[Figures], contracts: int) -> None:
    """Print a line a rule, and the wrong errors that a contract must bear."""
    for each in figures:
        if not each.found:
            continue
        shown = f"{each.right}/{each.read}" if each.read else "-"
        wrong = ", ".join(f"{n} {r}" for r, n in each.reasons.most_common() if r != "right")
        print(
            f"{each.rule.id:<8}{each.rule.severity:<8}{each.rule.stability:<8}{each.found:5} found"
            f"{each.contracts:4} contracts {shown:>6} right, {len(each.unread)} unread  {wrong}"
        )
    errors = [each for each in figures if each.rule.severity == "error" and each.rule.check]
    amiss = sum(each.found * (1 - (each.precision or 0.0)) for each in errors)
    print(f"wrong errors of drafting and references in a contract: {amiss / contracts:.2f}")


def measure_rows(rules: Sequence[Rule]) -> Iterator[Figures]:
    """Yield, with a line printed for each, how the rows of the baseline are judged."""
    linter = Linter.build(rules, analyzer=Analyzer.build())
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)  # rule -> (said by the reader, got)
    files = sorted(BASELINE.glob("*.yaml"))
    for path in files:
        content = yaml.safe_load(path.read_text("utf-8"))
        contract = CONTRACTS.parents[1] / content["contract"]
        if hashlib.sha256(contract.read_bytes()).hexdigest() != content["sha256"]:
            raise ValueError(f"{path.name}: the offsets belong to another text")
        labels = {row["id"]: _group(row["verdict"]) for row in content["rows"]}
        result = linter.lint(DocumentSet(path.stem, (segment(read(contract)),)))
        for judged in result.judgements:
            name = judged.requirement.id
            if judged.applicable and name in labels:
                told[name].append((labels[name], _group(judged.verdict)))
    totals: Counter[str] = Counter()
    for rule in rules:
        pairs = told[rule.id]
        found = [(label, got) for label, got in pairs if got != "met"]
        right = sum(label == got for label, got in found)
        alarm = sum(label == "met" for label, _ in found)
        silent = sum(label != "met" and got == "met" for label, got in pairs)
        totals.update(rows=len(pairs), found=len(found), right=right, alarm=alarm, silent=silent)
        if pairs:
            print(
                f"{rule.id:<8}{rule.severity:<8}{len(pairs):4} rows {len(found):4} found "
                f"{right:4} right {alarm:3} alarm {silent:3} silent"
            )
        tried = len(pairs)
        yield Figures(rule, tried, len(found), len(found), len(found), right, (), Counter())
    print("baseline " + ", ".join(f"{name} {count}" for name, count in totals.items()))


def _group(verdict: str) -> str:
    """Return which of the four groups a verdict belongs to."""
    return verdict if Verdict(verdict) in _SINGLE else "deviates"


_SINGLE = (Verdict.MET, Verdict.MISSING, Verdict.UNVERIFIABLE)


def show(item: Found) -> None:
    """Print a finding, what it says, and the words around it."""
    place = item.place
    print(f"\n=== {place.rule}\t{place.start}\t{place.end}\t{place.sha256[:12]}\t{place.contract}")
    print(f"--- {item.finding.message}")
    print(" ".join(item.around.split()))


def publish(figures: Sequence[Figures]) -> None:
    """Write the figures of the rules that were tried, for `explain` and the page of the rules."""
    lines = ["rule\tfound\tread\tright\tcontracts"]
    lines += [
        f"{each.rule.id}\t{each.found}\t{each.read}\t{each.right}\t{each.sought}"
        for each in figures
        if each.sought
    ]
    path = rules_folder() / "precision.tsv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
