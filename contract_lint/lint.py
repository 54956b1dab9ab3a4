"""The conductor: what the rules and the sheets find in a document set."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contract_lint.align import Aligner, Explanation
from contract_lint.checks import CHECKS, SET_CHECKS, SHEET_CHECKS, RowHit
from contract_lint.language.analyzer import Analyzer
from contract_lint.match import (
    PhraseBook,
    Run,
    answerable,
    answered,
    compile_answers,
    compile_denials,
    compile_rule,
    denied,
)
from contract_lint.message import SURE, message, remedy
from contract_lint.model import (
    Contract,
    DocumentSet,
    DocumentType,
    Finding,
    Hit,
    Judgement,
    Passage,
    ReadContract,
    Requirement,
    Result,
    Revision,
    Rule,
    Severity,
    Sheet,
    Span,
    Strength,
    Verdict,
)
from contract_lint.segment.plain import plain_heading, plain_words

VERDICT_RULES: Mapping[Verdict, str] = {
    verdict: f"REQ-{verdict}" for verdict in Verdict if verdict is not Verdict.MET
}

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_SOFT = (Verdict.VAGUE, Verdict.UNVERIFIABLE)


@dataclass(frozen=True, slots=True)
class Linter:
    """Rules, compiled once, that can run over any number of document sets.

    `catalogue` holds every rule by id, so that a row can name the check it stands for; `speaks`
    holds the ids of the rules and verdicts that may give findings.
    """

    analyzer: Analyzer
    rules: tuple[Rule, ...]
    catalogue: Mapping[str, Rule]
    speaks: frozenset[str]
    runs: tuple[tuple[Rule, Run], ...]
    answers: Mapping[str, Run]  # what finds other answers to the row of a rule, by id
    denials: Mapping[str, Run]  # and what takes an answer back

    @classmethod
    def build(
        cls,
        rules: Sequence[Rule],
        *,
        analyzer: Analyzer | None = None,
        catalogue: Sequence[Rule] = (),
        verdicts: Iterable[str] = VERDICT_RULES.values(),
    ) -> "Linter":
        """Compile `rules`; `verdicts` are the `REQ-...` ids that may give findings."""
        analyzer = analyzer or Analyzer.build()
        book = PhraseBook(analyzer.nlp)
        return cls(
            analyzer=analyzer,
            rules=tuple(rules),
            catalogue={rule.id: rule for rule in (*catalogue, *rules)},
            speaks=frozenset(verdicts) | {rule.id for rule in rules},
            runs=tuple(_compile(book, rules)),
            answers=compile_answers(book, rules),
            denials=compile_denials(book, rules),
        )

    def lint(
        self,
        documents: DocumentSet,
        rows: Sequence[Requirement] | None = None,
        *,
        with_baseline: bool = False,
        stage: str = "",
    ) -> Result:
        """Judge `rows` and run the rules; without rows (None) the baseline takes their place.

        A row of another `stage` gets a judgement that is not applicable.
        """
        reads = [self.analyzer.read(contract) for contract in documents.contracts]
        aligner = Aligner(self.analyzer, reads, documents)
        judgements: list[Judgement] = []
        drafts: list[_Draft] = []
        for rule, row in self._rows(documents, rows, with_baseline):
            judgement = self._judge(aligner, row, stage)
            if rule is not None and rule.id in self.answers and answerable(judgement):
                judgement = answered(judgement, self._found(self.answers, rule, reads))
            if rule is not None and rule.id in self.denials and judgement.verdict is Verdict.MET:
                judgement = denied(judgement, self._found(self.denials, rule, reads))
            judgements.append(judgement)
            if judgement.applicable and judgement.verdict is not Verdict.MET:
                drafts.append(_draft_judgement(judgement, rule, self.catalogue, documents))
        drafts.extend(self._point(reads, documents))
        for contract in documents.contracts:
            self.analyzer.forget(contract)
        spoken = [draft for draft in drafts if draft.finding.rule in self.speaks]
        return Result(documents, tuple(_in_order(spoken)), tuple(judgements))

    def lint_sheet(self, sheet: Sheet) -> tuple[Finding, ...]:
        """Run the rules on sheets, and put what they find in the order of the rows."""
        rows = [self.analyzer.understand(row) for row in sheet.requirements]
        order = {row.place: number for number, row in enumerate(rows)}
        hits = [
            (order[hit.row.place], rule.id, _on_row(rule, hit))
            for rule in self.rules
            if rule.check in SHEET_CHECKS
            for hit in SHEET_CHECKS[rule.check](rows)
        ]
        return tuple(found for _, _, found in sorted(hits, key=lambda hit: hit[:2]))

    def explain(
        self,
        documents: DocumentSet,
        rows: Sequence[Requirement] | None,
        name: str,
        *,
        with_baseline: bool = False,
    ) -> Explanation | None:
        """Return why the row called `name` gets its verdict; None where there is no such row."""
        asked = next(
            (row for _, row in self._rows(documents, rows, with_baseline) if row.id == name), None
        )
        if asked is None:
            return None
        reads = [self.analyzer.read(contract) for contract in documents.contracts]
        explanation = Aligner(self.analyzer, reads, documents).explain(asked)
        for contract in documents.contracts:
            self.analyzer.forget(contract)
        return explanation

    def _rows(
        self, documents: DocumentSet, rows: Sequence[Requirement] | None, with_baseline: bool
    ) -> Iterator[tuple[Rule | None, Requirement]]:
        """Yield the rows to judge, each with the rule that it is the baseline of."""
        for row in rows or ():
            yield None, row
        if rows is not None and not with_baseline:
            return
        taken = {name for row in rows or () for name in (row.id, *row.checks)}
        for rule in self.rules:
            own = _baseline_row(rule, documents)
            if own and not taken & {own.id, rule.id}:
                yield rule, own

    def _judge(self, aligner: Aligner, row: Requirement, stage: str) -> Judgement:
        asked = self.analyzer.understand(row)
        if stage and asked.stages and stage not in asked.stages:
            reason = f"the row is for {', '.join(asked.stages)}, not for {stage}"
            return Judgement(asked, Verdict.UNVERIFIABLE, reason, applicable=False)
        return aligner.weigh(asked)

    def _found(
        self, runs: Mapping[str, Run], rule: Rule, reads: Sequence[ReadContract]
    ) -> tuple[Passage, ...]:
        run = runs[rule.id]
        return tuple(
            Passage(read.contract, hit.span)
            for read in reads
            if not rule.documents or read.contract.type in rule.documents
            for hit in run(read, self.analyzer.doc(read.contract))
        )

    def _point(self, reads: Sequence[ReadContract], documents: DocumentSet) -> Iterator["_Draft"]:
        for rule, run in self.runs:
            for index, read in enumerate(reads):
                if not rule.documents or read.contract.type in rule.documents:
                    hits = run(read, self.analyzer.doc(read.contract))
                    yield from _draft_hits(rule, index, read.contract, hits)
        for rule in self.rules:
            if rule.check in SET_CHECKS:
                for index, hit in SET_CHECKS[rule.check](reads, documents):
                    contract = documents.contracts[index]
                    if not rule.documents or contract.type in rule.documents:
                        yield from _draft_hits(rule, index, contract, (hit,))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A finding that has no fingerprint yet, with what its place and fingerprint come from."""

    contract: int  # index in the set
    finding: Finding
    kind: str  # document types, as the fingerprint names them
    words: bool  # whether the passage covers any, and is no mere stand-in


def compare_revisions(final: Result, original: Result) -> Result:
    """Return `final` with the verdicts on the text before the pending changes.

    A finding whose verdict was another names the changes that its evidence lost as well.
    """
    before = {judgement.requirement.id: judgement for judgement in original.judgements}

    def told(judgement: Judgement) -> Judgement:
        earlier = before.get(judgement.requirement.id)
        return replace(judgement, original=earlier.verdict) if earlier else judgement

    findings = []
    for finding in final.findings:
        if finding.judgement is None:
            findings.append(finding)
            continue
        judgement = told(finding.judgement)
        changes = finding.changes
        if judgement.original is not None and judgement.original is not judgement.verdict:
            evidence = before[judgement.requirement.id].evidence[:1]
            lost = (change for passage in evidence for change in _changes(passage))
            changes = tuple(dict.fromkeys((*changes, *lost)))
        findings.append(replace(finding, judgement=judgement, changes=changes))
    return replace(final, findings=tuple(findings), judgements=tuple(map(told, final.judgements)))


def _changes(passage: Passage | None) -> tuple[Revision, ...]:
    return passage.contract.document.changes_in(passage.span) if passage else ()


def _compile(book: PhraseBook, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Run]]:
    """Yield the rules that look at one contract at a time, each with what runs it."""
    for rule in rules:
        if rule.match:
            yield rule, compile_rule(book, rule)
        elif rule.check in CHECKS:
            yield rule, _checker(rule.check)


def _checker(name: str) -> Run:
    check = CHECKS[name]
    return lambda read, _doc: check(read)


def _baseline_row(rule: Rule, documents: DocumentSet) -> Requirement | None:
    """Return the row of `rule`, cut to the document types that the set has.

    Its place is shown from the folder of the rules, wherever that is installed.
    """
    row = rule.require
    if row is None:
        return None
    wanted = row.documents or rule.documents
    present = tuple(kind for kind in wanted if documents.of_type(DocumentType(kind)))
    if wanted and not present:
        return None
    place = replace(row.place, path=Path("rules", rule.topic, rule.path.name))
    return replace(row, place=place, documents=present if row.documents else ())


def _draft_judgement(
    judgement: Judgement,
    rule: Rule | None,
    catalogue: Mapping[str, Rule],
    documents: DocumentSet,
) -> _Draft:
    """Word a judgement; `rule` is given where its row is the rule's own."""
    row, verdict = judgement.requirement, judgement.verdict
    named = rule or next((catalogue[name] for name in row.checks if name in catalogue), None)
    severity = _severity(judgement)
    if rule is not None:
        severity = max(severity, rule.severity, key=_RANK.__getitem__)
    passage = judgement.evidence[0] if judgement.evidence else _stand_in(judgement, documents)
    stands_in = verdict is Verdict.MISSING or not judgement.evidence
    finding = Finding(
        rule=named.id if named else VERDICT_RULES[verdict],
        name=named.name if named else f"requirement-{verdict}",
        severity=severity,
        message=message(judgement, rule=rule.id if rule else ""),
        passage=passage,
        fingerprint="",
        title=named.title if named else f"Requirement {verdict}",
        suggestion=judgement.suggestion or (rule.fix if rule else remedy(judgement)),
        judgement=judgement,
        related=judgement.evidence[1:] if verdict is Verdict.CONFLICT else (),
    )
    contracts = documents.contracts
    index = contracts.index(passage.contract) if passage else 0
    kind = "+".join(row.documents) if stands_in else str(contracts[index].type)
    return _Draft(index, finding, kind, bool(passage and passage.text) and not stands_in)


def _severity(judgement: Judgement) -> Severity:
    """Weigh a judgement by the strength of its row, its verdict and how sure it is."""
    strength = judgement.requirement.strength
    if strength is Strength.INFO:
        return Severity.NOTE
    sure = judgement.confidence >= SURE and judgement.verdict not in _SOFT
    return Severity.ERROR if strength is Strength.MUST and sure else Severity.WARNING


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stand_in(judgement: Judgement, documents: DocumentSet) -> Passage | None:
    """Return the top of the first document in which the row was looked for."""
    for wanted in (judgement.wanted_in, *judgement.requirement.documents):
        for contract in documents.contracts:
            if contract.type == wanted:
                return Passage(contract, Span(0, 0))
    return next((Passage(contract, Span(0, 0)) for contract in documents.contracts), None)


def _draft_hits(
    rule: Rule, index: int, contract: Contract, hits: Iterable[Hit]
) -> Iterator[_Draft]:
    for hit in hits:
        passage = Passage(contract, hit.span)
        finding = Finding(
            rule=rule.id,
            name=rule.name,
            severity=rule.severity,
            message=_one_line(rule.message.format_map(hit.values)),
            passage=passage,
            fingerprint="",
            title=rule.title,
            suggestion=rule.fix,
        )
        yield _Draft(index, finding, str(contract.type), bool(passage.text))


def _on_row(rule: Rule, hit: RowHit) -> Finding:
    """Word what a rule says of a row; the fingerprint stays when the row moves in its sheet."""
    row = hit.row
    values = {"row": row.id, **hit.values}
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=_one_line(rule.message.format_map(values)),
        passage=None,
        fingerprint=_digest((rule.id, "sheet", row.id, hit.column, *sorted(hit.values.values()))),
        title=rule.title,
        suggestion=rule.fix,
        place=row.place,
        column=hit.column,
    )


def _in_order(drafts: Iterable[_Draft]) -> Iterator[Finding]:
    """Yield the findings in reading order, each once and with its fingerprint."""
    seen: Counter[str] = Counter()
    previous: tuple[object, ...] = ()
    for draft in sorted(drafts, key=_place):
        if _place(draft) == previous:
            continue
        previous = _place(draft)
        base = _digest(_identity(draft))
        seen[base] += 1
        fingerprint = base if seen[base] == 1 else _digest((base, str(seen[base])))
        changes = _changes(draft.finding.passage)
        yield replace(draft.finding, fingerprint=fingerprint, changes=changes)


def _place(draft: _Draft) -> tuple[int, Span, int, str, str, str]:
    finding = draft.finding
    span = finding.passage.span if finding.passage else Span(0, 0)
    row = finding.judgement.requirement.id if finding.judgement else ""
    return draft.contract, span, _RANK[finding.severity], finding.rule, row, finding.message


def _identity(draft: _Draft) -> tuple[str, ...]:
    """Return what stays when lines move, clauses are numbered anew or the file is renamed."""
    finding = draft.finding
    row = finding.judgement.requirement.id if finding.judgement else ""
    passage = finding.passage if draft.words else None
    if passage is None:
        return finding.rule, draft.kind, "", "", row
    heading = plain_heading(passage.contract, passage.contract.clause_at(passage.span.start))
    return finding.rule, draft.kind, heading, plain_words(passage.contract, passage.span), row


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
