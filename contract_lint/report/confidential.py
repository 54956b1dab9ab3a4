"""A report without the words of the contracts: places and verdicts only."""

import re
from dataclasses import dataclass, field, replace

from contract_lint.model import (
    Contract,
    Deviation,
    Document,
    Finding,
    Judgement,
    Passage,
    Report,
    Result,
    Verdict,
)
from contract_lint.report.view import clipped

WITHHELD = "(withheld)"
ASKED = 120  # characters of a row that a message quotes

_WORDS = re.compile(r"[^\n]")


def without_quotes(report: Report) -> Report:
    """Return `report` with every word of the contracts taken out of it.

    What stays: paths, lines, columns, pages, clause numbers, verdicts, rules and the words of the
    rows. Texts become blanks of the same length, so that no reporter can quote what it is not
    given; messages and suggestions that may hold a contract's words are worded anew.
    """
    return _Redaction().report(report)


def judgement_without_words(judgement: Judgement) -> Judgement:
    """Return one judgement as `without_quotes` leaves it."""
    return _Redaction().judgement(judgement)


def without_words(finding: Finding) -> Finding:
    """Return one finding as `without_quotes` leaves it."""
    return _Redaction().finding(finding)


@dataclass(slots=True)
class _Redaction:
    done: dict[int, Contract] = field(default_factory=dict)  # by identity of the original

    def report(self, report: Report) -> Report:
        return replace(
            report,
            results=tuple(map(self.result, report.results)),
            accepted=tuple(
                replace(each, finding=self.finding(each.finding)) for each in report.accepted
            ),
            configuration={**report.configuration, "no_quotes": True},
        )

    def result(self, result: Result) -> Result:
        contracts = tuple(map(self.contract, result.set.contracts))
        return replace(
            result,
            set=replace(result.set, contracts=contracts),
            findings=tuple(map(self.finding, result.findings)),
            judgements=tuple(map(self.judgement, result.judgements)),
        )

    def contract(self, contract: Contract) -> Contract:
        if id(contract) not in self.done:
            self.done[id(contract)] = replace(
                contract,
                document=_blank(contract.document),
                terms=tuple(replace(term, name="") for term in contract.terms),
                references=tuple(replace(found, target="") for found in contract.references),
                parties=(),
                title="",
            )
        return self.done[id(contract)]

    def passage(self, passage: Passage) -> Passage:
        return replace(passage, contract=self.contract(passage.contract))

    def finding(self, finding: Finding) -> Finding:
        judgement = finding.judgement
        return replace(
            finding,
            message=_finding_message(finding),
            passage=self.passage(finding.passage) if finding.passage else None,
            suggestion=_suggestion(judgement) if judgement else finding.suggestion,
            judgement=self.judgement(judgement) if judgement else None,
            related=tuple(map(self.passage, finding.related)),
            changes=tuple(replace(change, author="") for change in finding.changes),
        )

    def judgement(self, judgement: Judgement) -> Judgement:
        return replace(
            judgement,
            reason="",
            evidence=tuple(map(self.passage, judgement.evidence)),
            deviations=tuple(map(_deviation, judgement.deviations)),
            focus=self.passage(judgement.focus) if judgement.focus else None,
            suggestion="",
        )


def _blank(document: Document) -> Document:
    return replace(
        document,
        text=_WORDS.sub(" ", document.text),
        revisions=tuple(replace(revision, author="") for revision in document.revisions),
        comments=tuple(replace(comment, author="", text="") for comment in document.comments),
    )


def _deviation(deviation: Deviation) -> Deviation:
    return replace(deviation, found=WITHHELD)


def _finding_message(finding: Finding) -> str:
    """Return a message without words of a contract; one on a sheet has none."""
    if finding.judgement:
        return _message(finding.judgement)
    return finding.message if finding.place else finding.title or finding.name


def _message(judgement: Judgement) -> str:
    row = judgement.requirement
    return f"{row.id} ({clipped(row.text, ASKED)}) is {judgement.verdict}"


def _suggestion(judgement: Judgement) -> str:
    asked = " ".join(judgement.requirement.text.split())
    if judgement.verdict is Verdict.MISSING:
        return f"add a clause that says: {asked}"
    return f"change the clause so that it says: {asked}"
