"""Edits of deciding clauses: those that change what is agreed and those that do not.

    python benchmarks/mutations.py [--shared FOLDER] [--only NAME] [--wrong] [--mode typed|text]

For every labelled row that is met in the label and in the engine's judgement, by a clause that the
label quotes, that clause is edited in the text of the agreement, which is then read and judged anew. An edit
that changes what is agreed has to bring one of the verdicts named for it, an edit that does not
has to leave the row met. Edits of one kind that do not overlap share one reading of the agreement.
`elsewhere` counts rows that another clause, which was not edited, still meets.
"""

import argparse
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from labelled import BESIDE, Agreement, Row, hits, load, open_agreement

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.norms import Names
from contract_lint.language.quantities import find_quantities
from contract_lint.model import (
    Dimension,
    DocumentSet,
    Judgement,
    Limit,
    Quantity,
    ReadContract,
    Requirement,
    Role,
    Span,
    Verdict,
)
from contract_lint.read import read
from contract_lint.segment import segment

CHANGES, KEEPS = 0.95, 0.98  # the shares wanted
V = Verdict
DUTY = re.compile(r"\b(?:shall|will|must)\b(?!\s+(?:not|have\s+no|neither)\b)")
NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 12: "twelve", 14: "fourteen", 15: "fifteen", 20: "twenty",
    24: "twenty-four", 30: "thirty", 45: "forty-five", 48: "forty-eight", 60: "sixty",
    90: "ninety", 120: "one hundred twenty", 180: "one hundred eighty",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A row that is met, with the clause that meets it."""

    row: Row
    asked: Requirement
    judgement: Judgement
    read: ReadContract

    @property
    def whole(self) -> str:
        return self.read.contract.document.text

    @property
    def span(self) -> Span:
        return self.judgement.evidence[0].span

    @property
    def clause(self) -> str:
        return self.whole[self.span.start : self.span.end]

    @property
    def value(self) -> Quantity | None:
        """Return the quantity that decides, where one does and it stands in the clause."""
        focus = self.judgement.focus
        if focus is None or not self.span.covers(focus.span) or self.asked.value is None:
            return None
        found = find_quantities(focus.text, focus.span.start)
        return next((q for q in found if q.value is not None and q.high is None), None)

    def name(self, role: Role) -> str:
        """Return the name of a party that the clause uses, or the one the agreement uses most."""
        names = self.read.contract.names_of(role)
        inside = [name for name in names if name in self.clause]
        return max(inside or names, key=lambda name: self.whole.count(name), default="")


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for a span of the text; `more` is put at the end of the agreement."""

    span: Span
    words: str
    more: str = ""


Mutate = Callable[[Case], Edit | None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A kind of edit and the verdicts that it may bring."""

    name: str
    edit: Mutate
    expected: frozenset[Verdict]


def _in_clause(case: Case, words: str, more: str = "") -> Edit | None:
    return Edit(case.span, words, more) if words != case.clause or more else None


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _worse_number(case: Case) -> Edit | None:
    value = case.value
    if value is None or value.value is None or case.asked.limit is Limit.EQUAL:
        return None
    factor = 10 if case.asked.limit is Limit.AT_MOST else Decimal("0.1")
    worse = value.value * factor
    if value.dimension is Dimension.COUNT or case.asked.limit is Limit.AT_LEAST:
        worse = max(Decimal(0), worse.to_integral_value())
    if worse == 0 and value.dimension in (Dimension.TIME, Dimension.RATE, Dimension.COUNT):
        worse = Decimal(1)
    if worse == value.value:
        return None
    old = case.whole[value.span.start : value.span.end]
    words = re.sub(
        r"^.*?(?=\s*(?:[A-Za-z%°]+\W*)+$)", _number(worse), old, count=1, flags=re.DOTALL
    )
    found = find_quantities(words)
    return Edit(value.span, words) if found and found[0].value == worse else None


_UNITS = ("hours", "days", "weeks", "months", "years")


def _other_unit(case: Case) -> Edit | None:
    value = case.value
    if value is None or value.dimension is not Dimension.TIME or value.value is None:
        return None
    old = case.whole[value.span.start : value.span.end]
    unit = re.search(
        r"(?:(?:business|calendar|working)\s+)?(hour|day|week|month|year)s?\b", old, re.IGNORECASE
    )
    if unit is None or value.value < 2:
        return None
    other = "years" if case.asked.limit is Limit.AT_MOST else "hours"
    if unit[1].lower() in other:
        return None
    return Edit(value.span, old[: unit.start()] + other + old[unit.end() :])


def _shall_to_may(case: Case) -> Edit | None:
    return _in_clause(case, DUTY.sub("may", case.clause)) if not _of_right(case) else None


def _of_right(case: Case) -> bool:
    return case.asked.party == "Sponsor" or case.asked.action in ("permit", "terminate", "own")


def _swap(case: Case) -> Edit | None:
    """Put each party in the place of the other; a name is needed of the party that acts."""
    if case.asked.party not in ("Sponsor", "CDMO"):
        return None
    names = Names.of(case.read.contract)
    roles = {"Sponsor": case.name(Role.CDMO), "CDMO": case.name(Role.SPONSOR)}
    found = [m for m in names.find(case.clause) if m[2] in roles]
    if case.asked.party not in {role for _, _, role in found} or not all(roles.values()):
        return None
    words, at = "", 0
    for start, end, role in found:
        words += case.clause[at:start] + roles[role]
        at = end
    return _in_clause(case, words + case.clause[at:])


def _negate(case: Case) -> Edit | None:
    if re.search(r"\b(?:not|no|neither|nor|without|unless|only)\b", case.clause, re.IGNORECASE):
        return None  # a second negation may well say the same
    words = re.sub(r"\b(?:shall|will|must|may)\b", lambda m: f"{m[0]} not", case.clause)
    return _in_clause(case, words)


def _hedge(case: Case) -> Edit | None:
    if _of_right(case):
        return None
    plain = re.compile(rf"{DUTY.pattern}(?!\s+(?:be|have|remain|also|only)\b)")
    words = plain.sub(lambda m: f"{m[0]} use commercially reasonable efforts to", case.clause)
    return _in_clause(case, words)


def _before_stop(case: Case, words: str) -> Edit | None:
    body = case.clause.rstrip()
    stop = body[-1:] if body[-1:] in ".;," else ""
    return Edit(case.span, f"{body.removesuffix(stop)}{words}{stop or '.'}")


def _except(case: Case) -> Edit | None:
    who = case.name(Role.CDMO)
    if not who or case.asked.party == "both":
        return None
    return _before_stop(case, f", except that {who} may decide otherwise in its sole discretion")


def _gate(case: Case) -> Edit | None:
    who = case.name(Role.CDMO)
    if not who or not _of_right(case) or case.asked.action != "permit":
        return None
    return _before_stop(case, f", subject in each case to {who}'s prior written consent")


def _redact(case: Case) -> Edit | None:
    value = case.value
    return Edit(value.span, "[***]") if value else None


def _delete(case: Case) -> Edit | None:
    quotes = [" ".join(quote.split()) for quote in case.row.evidence]
    clause = " ".join(case.clause.split())
    if not all(quote in clause or clause in quote for quote in quotes):
        return None  # the reader saw a second place
    return Edit(case.span, "")


def _other_spelling(case: Case) -> Edit | None:
    """Write the number in words where it stands in digits, in digits otherwise."""
    value = case.value
    if value is None or value.value is None or value.value not in NUMBERS:
        return None
    old = case.whole[value.span.start : value.span.end]
    unit = re.search(r"(?:\)|\d|[a-z])[\s-]*((?:[A-Za-z]+\s+)?[A-Za-z%]+)\W*$", old)
    if unit is None or value.dimension not in (Dimension.TIME, Dimension.MASS):
        return None
    words = re.search(
        r"(?:(?:business|calendar|working)\s+)?(?:hour|day|week|month|year)s?$", old, re.IGNORECASE
    )
    if words is None:
        return None
    number = _number(value.value)
    bare = re.search(rf"\b{re.escape(number)}\b", old) is not None and "(" not in old
    new = NUMBERS[int(value.value)] if bare else number
    return Edit(value.span, f"{new} {words[0]}")


def _other_modal(case: Case) -> Edit | None:
    other = {"shall": "must", "will": "shall", "must": "will"}
    return _in_clause(case, DUTY.sub(lambda m: other[m[0]], case.clause))


def _equal_unit(case: Case) -> Edit | None:
    value = case.value
    if value is None or value.value is None:
        return None
    equal = {("d", 7): "one (1) week", ("d", 14): "two (2) weeks", ("d", 1): "24 hours",
             ("mo", 12): "one (1) year", ("mo", 24): "two (2) years", ("y", 1): "12 months",
             ("y", 2): "24 months", ("y", 3): "36 months", ("h", 24): "one (1) day",
             ("h", 48): "two (2) days", ("mo", 18): "one and a half years", ("wk", 2): "14 days",
             ("d", 30): "one (1) month", ("mo", 6): "180 days", ("y", 5): "60 months"}  # fmt: skip
    words = equal.get((value.unit, int(value.value)))
    return Edit(value.span, words) if words else None


_NOTIFIES = re.compile(
    r"\b(?P<who>[A-Z][\w.&-]*) (?P<modal>shall|will|must) (?P<how>(?:\w+ly )?)(?:notify|inform) (?P<whom>[A-Z][\w.&-]*)\b"
)


def _passive(case: Case) -> Edit | None:
    words = _NOTIFIES.sub(
        lambda m: f"{m['whom']} {m['modal']} be {m['how']}notified by {m['who']}", case.clause
    )
    return _in_clause(case, words)


def _alias(case: Case) -> Edit | None:
    """Call each party by another of its names."""
    names = Names.of(case.read.contract)
    words, at = "", 0
    for start, end, role in names.find(case.clause):
        if role not in ("Sponsor", "CDMO") or case.clause[end : end + 1] in ("'", "’"):
            continue
        used = case.clause[start:end]
        others = [n for n in case.read.contract.names_of(Role(role)) if n != used and len(n) > 3]
        if others:
            words += case.clause[at:start] + others[0]
            at = end
    return _in_clause(case, words + case.clause[at:])


def _renumber(case: Case) -> Edit | None:
    def shifted(match: re.Match[str]) -> str:
        return f"{match[1]}{int(match[2]) + 20}{match[3]}"

    pattern = re.compile(
        r"(^[ \t]*|\b(?:Section|Sections|Clause|Article|Paragraph)\s+)(\d{1,2})(\.\d)", re.MULTILINE
    )
    words = pattern.sub(shifted, case.whole)
    return Edit(Span(0, len(case.whole)), words) if words != case.whole else None


def _move(case: Case) -> Edit | None:
    """Move the section of the clause behind all others."""
    clauses = case.read.contract.clauses
    holding = [c for c in clauses if c.parent is None and c.span.covers(case.span)]
    if not holding or len(holding[0].span) > len(case.whole) / 4 or holding[0].index == 0:
        return None
    span = holding[0].span
    rest = case.whole[: span.start] + case.whole[span.end :]
    moved = case.whole[span.start : span.end]
    return Edit(Span(0, len(case.whole)), f"{rest.rstrip()}\n\n{moved.strip()}\n")


def _define(case: Case) -> Edit | None:
    value = case.value
    if value is None or value.dimension is not Dimension.TIME:
        return None
    old = " ".join(case.whole[value.span.start : value.span.end].split())
    if re.search(r"[^\w\s()-]", old) or re.search(
        r"(?:a|per)\s+$", case.whole[: value.span.start][-6:]
    ):
        return None
    more = f'\n\n"Reference Period" means a period of {old}.\n'
    return Edit(value.span, "the Reference Period", more)


def _typography(case: Case) -> Edit | None:
    words = case.clause.replace("'", "’").replace(" (", "\u00a0(").replace(", ", ",  ")
    words = re.sub(r'"([^"]*)"', "“\\1”", words)
    return _in_clause(case, words)


MET = frozenset({V.MET})
WORSE = (
    Mutation("worse number", _worse_number, frozenset({V.WEAKER, V.CONFLICT})),
    Mutation("other unit", _other_unit, frozenset({V.WEAKER, V.CONFLICT})),
    Mutation("shall to may", _shall_to_may, frozenset({V.WEAKER, V.CONTRADICTED, V.CONDITIONAL})),
    Mutation("party swapped", _swap, frozenset({V.WEAKER, V.CONTRADICTED, V.MISSING})),
    Mutation("negation", _negate, frozenset({V.CONTRADICTED, V.WEAKER, V.MISSING})),
    Mutation("hedge", _hedge, frozenset({V.VAGUE, V.WEAKER})),
    Mutation("exception", _except, frozenset({V.CONDITIONAL, V.WEAKER, V.CONTRADICTED})),
    Mutation("consent gate", _gate, frozenset({V.CONDITIONAL, V.WEAKER, V.CONTRADICTED})),
    Mutation("redaction", _redact, frozenset({V.UNVERIFIABLE})),
    Mutation("clause deleted", _delete, frozenset(V) - MET),
)
SAME = (
    Mutation("digits or words", _other_spelling, MET),
    Mutation("shall, will, must", _other_modal, MET),
    Mutation("equal unit", _equal_unit, MET),
    Mutation("passive", _passive, MET),
    Mutation("other name of party", _alias, MET),
    Mutation("renumbered", _renumber, MET),
    Mutation("moved section", _move, MET),
    Mutation("value in definition", _define, MET),
    Mutation("typography", _typography, MET),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an edit did to a row."""

    agreement: str
    mutation: Mutation
    case: Case
    edit: Edit
    after: Judgement
    elsewhere: bool  # what meets the row now is not what was edited

    @property
    def right(self) -> bool:
        return self.after.verdict in self.mutation.expected


def met_cases(
    analyzer: Analyzer, agreement: Agreement, mode: str
) -> tuple[ReadContract, list[Case]]:
    """Return the rows of an agreement that are met in the label and in the judgement."""
    opened = open_agreement(analyzer, agreement)
    aligner = Aligner(analyzer, [opened], DocumentSet(agreement.name, (opened.contract,)))
    cases = []
    for row in agreement.rows:
        if row.verdict is not Verdict.MET:
            continue
        asked = analyzer.understand(row.requirement(mode))
        judgement = aligner.judge(asked)
        if judgement.verdict is Verdict.MET and _decides(judgement, row):
            cases.append(Case(row, asked, judgement, opened))
    return opened, cases


def _decides(judgement: Judgement, row: Row) -> bool:
    """Say whether the first evidence is a clause that the label quotes."""
    return hits([passage.text for passage in judgement.evidence[:1]], row.evidence)


def run(
    analyzer: Analyzer, agreement: Agreement, mutations: Sequence[Mutation], mode: str
) -> Iterator[Outcome]:
    """Yield what each mutation does to each met row of an agreement."""
    opened, cases = met_cases(analyzer, agreement, mode)
    for mutation in mutations:
        edits = [(case, edit) for case in cases if (edit := mutation.edit(case)) is not None]
        for batch in _batches(edits):
            after = _edited(opened.contract.document.text, [edit for _, edit in batch])
            again = _read(analyzer, agreement.path.name, after)
            documents = DocumentSet(agreement.name, (again.contract,))
            aligner = Aligner(analyzer, [again], documents)
            for case, edit in batch:
                judged = aligner.judge(case.asked)
                shown = judged.evidence[0].text if judged.evidence else ""
                elsewhere = judged.verdict is Verdict.MET and _plain(edit.words) not in _plain(
                    shown
                )
                yield Outcome(agreement.name, mutation, case, edit, judged, elsewhere)
            analyzer.forget(again.contract)
    analyzer.forget(opened.contract)


def _plain(text: str) -> str:
    return " ".join(text.split())[:200]


def _batches(edits: Sequence[tuple[Case, Edit]]) -> Iterator[list[tuple[Case, Edit]]]:
    """Yield edits that can be made at once: each the same as another or apart from it."""
    left = list(edits)
    while left:
        batch: list[tuple[Case, Edit]] = []
        later = []
        for case, edit in left:
            if any(edit != e and (edit.span.overlaps(e.span) or edit.more) for _, e in batch):
                later.append((case, edit))
            else:
                batch.append((case, edit))
        yield batch
        left = later


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for edit in sorted(set(edits), key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.words + text[edit.span.end :]
    return text + "".join(sorted({edit.more for edit in edits}))


def _read(analyzer: Analyzer, name: str, text: str) -> ReadContract:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / name
        path.write_text(text, "utf-8")
        return analyzer.read(segment(read(path)))


def main() -> int:
    parser = argparse.ArgumentParser(description="edits of deciding clauses")
    parser.add_argument("--shared", type=Path, default=BESIDE, help="folder that holds gold/dev")
    parser.add_argument("--only", action="append", help="only this mutation")
    parser.add_argument("--agreement", action="append", help="only this agreement")
    parser.add_argument("--mode", default="typed", choices=("typed", "text"))
    parser.add_argument("--wrong", action="store_true", help="print each wrong outcome")
    arguments = parser.parse_args()
    folder = arguments.shared / "gold" / "dev"
    if not folder.is_dir():
        print(f"skipped: {folder} is not there; --shared names the folder that holds gold/dev")
        return 0
    analyzer = Analyzer.build()
    mutations = [m for m in (*WORSE, *SAME) if not arguments.only or m.name in arguments.only]
    outcomes: list[Outcome] = []
    for agreement in load(folder):
        if not arguments.agreement or agreement.name in arguments.agreement:
            outcomes.extend(run(analyzer, agreement, mutations, arguments.mode))
    if arguments.wrong:
        _print_wrong(outcomes)
    return 0 if _report(outcomes) else 1


def _report(outcomes: Sequence[Outcome]) -> bool:
    by_name: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_name[outcome.mutation.name].append(outcome)
    kept = True
    for title, mutations, wanted in (("changes", WORSE, CHANGES), ("keeps", SAME, KEEPS)):
        print(f"{title:20} rows  right  elsewhere  other verdicts")
        every = [o for m in mutations for o in by_name[m.name]]
        for mutation in mutations:
            _print_line(mutation.name, by_name[mutation.name])
        _print_line(f"all (wanted {wanted})", every)
        kept = kept and sum(o.right for o in every) >= wanted * len(every)
    return kept


def _print_line(name: str, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    right = sum(outcome.right for outcome in outcomes)
    elsewhere = sum(outcome.elsewhere and not outcome.right for outcome in outcomes)
    wrong: dict[str, int] = defaultdict(int)
    for outcome in outcomes:
        if not outcome.right and not outcome.elsewhere:
            wrong[outcome.after.verdict] += 1
    told = ", ".join(f"{verdict} {count}" for verdict, count in sorted(wrong.items()))
    print(f"{name:20}{len(outcomes):5}  {right / len(outcomes):.3f}  {elsewhere:9}  {told}")


def _print_wrong(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.right:
            continue
        case, after = outcome.case, outcome.after
        where = " elsewhere" if outcome.elsewhere else ""
        print(
            f"--- {outcome.mutation.name}: {outcome.agreement} {case.row.id} {after.verdict}{where}"
        )
        print(f"    row    {case.asked.text} | {case.asked.party} {case.asked.action}")
        start, end = outcome.edit.span.start, outcome.edit.span.end
        if end - start < 5000:
            near = case.whole[max(0, start - 80) : start]
            print(f"    edited {' '.join(near.split())} <<{' '.join(outcome.edit.words.split())}>>")
        print(f"    was    {' '.join(case.clause.split())[:300]}")
        print(f"    why    {after.confidence} {after.reason[:240]}")
        if after.evidence:
            print(f"    now    {' '.join(after.evidence[0].text.split())[:300]}")


if __name__ == "__main__":
    sys.exit(main())
