"""What the page lists: every finding and every row, with the places in the documents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from contract_lint.model import Contract, Finding, Judgement, Passage, Report, Result, Verdict
from contract_lint.report.view import findings_of_rows, row_key, show_path, show_verdict

DRAFTING = "drafting"  # stands where a finding answers to no row

_FAMILY = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the page; `anchor` begins the ids of its lines."""

    anchor: str
    contract: Contract

    @property
    def path(self) -> str:
        """Return the path as every report shows it."""
        return show_path(self.contract.document.path)

    @property
    def name(self) -> str:
        """Return the file name."""
        return self.contract.document.path.name

    def line(self, number: int) -> str:
        """Return the id of a line, counted from 1."""
        return f"{self.anchor}-{number}"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, a row, or both; `number` counts from 1 over the whole page."""

    number: int
    result: Result
    finding: Finding | None
    judgement: Judgement | None

    @property
    def anchor(self) -> str:
        """Return the id of its card."""
        return f"f{self.number}"

    @property
    def verdict(self) -> str:
        """Return the verdict, or `drafting` where there is no row."""
        return show_verdict(self.judgement) if self.judgement else DRAFTING

    @property
    def severity(self) -> str:
        """Return the severity of the finding, or an empty string."""
        return str(self.finding.severity) if self.finding else ""

    @property
    def tone(self) -> str:
        """Return what colours its marks: the severity, `met`, or `plain`."""
        return self.severity or ("met" if self.verdict == "met" else "plain")

    @property
    def label(self) -> str:
        """Return the id of the row, or of the rule where there is no row."""
        if self.judgement:
            return self.judgement.requirement.id
        return self.finding.rule if self.finding else ""

    @property
    def owner(self) -> str:
        """Return the owner of the row as the sheet names it."""
        return self.judgement.requirement.owner if self.judgement else ""

    @property
    def family(self) -> str:
        """Return the letters in front of the rule's id: AUD, CHG, DRF; REQ for rows of no rule."""
        checks = self.judgement.requirement.checks if self.judgement else ()
        rule = self.finding.rule if self.finding else next(iter(checks), "REQ")
        found = _FAMILY.match(rule)
        return found.group().upper() if found else "REQ"

    @property
    def deciding(self) -> tuple[Passage, ...]:
        """Return the places that the verdict rests on: the first, and every side of a conflict."""
        places = self.passages
        if self.judgement and self.judgement.verdict is Verdict.CONFLICT:
            return places
        return places[:1]

    @property
    def focus(self) -> Passage | None:
        """Return the words within the deciding place that decide, a value say, if they are known."""
        found = self.judgement.focus if self.judgement else None
        return found if found and found.span else None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return the places with words in them, the deciding one first, each once."""
        finding, judgement = self.finding, self.judgement
        first = (finding.passage,) if finding and finding.passage else ()
        others = judgement.evidence if judgement else ()
        related = finding.related if finding else ()
        unique: dict[tuple[int, int, int], Passage] = {}
        for passage in (*first, *others, *related):
            span = passage.span
            if span:
                unique.setdefault((id(passage.contract), span.start, span.end), passage)
        return tuple(unique.values())


@dataclass(frozen=True)
class Contents:
    """Everything that the page shows, with its anchors."""

    report: Report
    items: tuple[Item, ...]
    papers: tuple[Paper, ...]
    quotes: bool = True

    @cached_property
    def _papers(self) -> dict[str, Paper]:
        return {paper.path: paper for paper in self.papers}

    def paper(self, contract: Contract) -> Paper:
        """Return the document of the page that shows `contract`."""
        return self._papers[show_path(contract.document.path)]

    def link(self, passage: Passage) -> str:
        """Return the reference to the line where `passage` begins."""
        return f"#{self.paper(passage.contract).line(passage.location.line)}"

    def of_result(self, result: Result) -> Sequence[Item]:
        """Return the items of one set."""
        return [item for item in self.items if item.result is result]


def contents(report: Report, *, quotes: bool) -> Contents:
    """Number the findings in reading order, then the rows that have none, set by set."""
    pairs = ((result, *pair) for result in report.results for pair in _pairs(result))
    items = tuple(Item(number, *pair) for number, pair in enumerate(pairs, start=1))
    contracts: dict[str, Contract] = {}
    for result in report.results:
        for contract in result.set.contracts:
            contracts.setdefault(show_path(contract.document.path), contract)
    papers = tuple(
        Paper(f"d{number}", contract) for number, contract in enumerate(contracts.values(), start=1)
    )
    return Contents(report, items, papers, quotes)


def _pairs(result: Result) -> Iterator[tuple[Finding | None, Judgement | None]]:
    for finding in result.findings:
        yield finding, finding.judgement
    found = findings_of_rows(result)
    for judgement in result.judgements:
        if row_key(judgement.requirement) not in found:
            yield None, judgement
