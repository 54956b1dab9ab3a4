"""Try rules on words: what a rule says of an example, through the engine that users run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from contract_lint.align import Aligner
from contract_lint.checks import CHECKS, SET_CHECKS, SHEET_CHECKS
from contract_lint.language.analyzer import Analyzer
from contract_lint.match import (
    USUAL,
    PhraseBook,
    Run,
    answered,
    compile_answers,
    compile_denials,
    compile_rule,
    denied,
)
from contract_lint.model import (
    Contract,
    DocumentSet,
    DocumentType,
    Hit,
    Passage,
    ReadContract,
    Requirement,
    Rule,
    Verdict,
)
from contract_lint.read import read
from contract_lint.rulebook import split_example
from contract_lint.segment import segment
from contract_lint.sheet import load


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that its rule treats wrongly; `said` is what the rule found in a good one."""

    rule: Rule
    kind: str  # bad or good
    number: int  # from 1
    said: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line."""
        told = f"finds: {'; '.join(self.said)}" if self.said else "finds nothing"
        return f"{self.rule.path}: {self.rule.id} {self.kind} example {self.number}: {told}"


@dataclass(frozen=True)
class Trial:
    """Rules made ready to be tried on short texts."""

    analyzer: Analyzer
    rules: tuple[Rule, ...]

    @cached_property
    def book(self) -> PhraseBook:
        """Return the phrases of all rules, sought once in each text."""
        return PhraseBook(self.analyzer.nlp)

    @cached_property
    def runs(self) -> dict[str, Run]:
        """Return what runs each rule of patterns, by id."""
        return {rule.id: compile_rule(self.book, rule) for rule in self.rules if rule.match}

    @cached_property
    def answers(self) -> dict[str, Run]:
        """Return what finds other answers to the row of a rule, by id."""
        return compile_answers(self.book, self.rules)

    @cached_property
    def denials(self) -> dict[str, Run]:
        """Return what takes back an answer to the row of a rule, by id."""
        return compile_denials(self.book, self.rules)

    def says(self, rule: Rule, text: str, *, row: Requirement | None = None) -> tuple[str, ...]:
        """Return what `rule` says of an example, worded as in a report.

        `row` takes the place of the rule's own row.
        """
        if rule.check in SHEET_CHECKS:
            return tuple(self._says_of_sheet(rule, text))
        documents = documents_of(rule, text)
        reads = [self.analyzer.read(contract) for contract in documents.contracts]
        asked = row or rule.require
        if asked is None:
            hits = self._hits(rule, reads, documents)
            return tuple(" ".join(rule.message.format_map(hit.values).split()) for hit in hits)
        judgement = Aligner(self.analyzer, reads, documents).judge(asked)
        if rule.id in self.answers:
            judgement = answered(judgement, self._found(self.answers[rule.id], reads))
        if rule.id in self.denials:
            judgement = denied(judgement, self._found(self.denials[rule.id], reads))
        if judgement.verdict is Verdict.MET:
            return ()
        return (f"{judgement.verdict}: {judgement.reason}",)

    def _found(self, run: Run, reads: Sequence[ReadContract]) -> tuple[Passage, ...]:
        return tuple(
            Passage(each.contract, hit.span)
            for each in reads
            for hit in run(each, self.analyzer.doc(each.contract))
        )

    def _says_of_sheet(self, rule: Rule, text: str) -> Iterator[str]:
        """Yield what a rule on sheets says of an example: a table in CSV or Markdown."""
        with TemporaryDirectory() as folder:
            path = Path(folder, "sheet.md" if text.lstrip().startswith("|") else "sheet.csv")
            path.write_text(f"{text}\n", encoding="utf-8")
            rows = [self.analyzer.understand(row) for row in load(path).requirements]
        for hit in SHEET_CHECKS[rule.check](rows):
            yield " ".join(rule.message.format_map({"row": hit.row.id, **hit.values}).split())

    def failures(self) -> Iterator[Failure]:
        """Yield each example that its rule treats wrongly, in order of id."""
        for rule in self.rules:
            for number, text in enumerate(rule.examples.bad, 1):
                if not self.says(rule, text):
                    yield Failure(rule, "bad", number, ())
            for number, text in enumerate(rule.examples.good, 1):
                said = self.says(rule, text)
                if said:
                    yield Failure(rule, "good", number, said)

    def _hits(
        self, rule: Rule, reads: Sequence[ReadContract], documents: DocumentSet
    ) -> Iterator[Hit]:
        if rule.check in SET_CHECKS:
            yield from (hit for _, hit in SET_CHECKS[rule.check](reads, documents))
            return
        for each in reads:
            if rule.check:
                yield from CHECKS[rule.check](each)
            else:
                yield from self.runs[rule.id](each, self.analyzer.doc(each.contract))


def documents_of(rule: Rule, text: str) -> DocumentSet:
    """Return the documents that an example of `rule` stands for."""
    with TemporaryDirectory() as folder:
        return DocumentSet("example", tuple(_contracts(rule, text, Path(folder))))


def _contracts(rule: Rule, text: str, folder: Path) -> Iterator[Contract]:
    usual = DocumentType(rule.documents[0]) if rule.documents else DocumentType.QAG
    for index, part in enumerate(split_example(text)):
        path = folder / f"{index}.md"
        path.write_text(f"{part.text}\n", encoding="utf-8")
        yield segment(read(path), type=part.type or usual, roles=USUAL)
