"""Judge requirements against a set of contracts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contract_lint.align.compare import Assessment, Reader
from contract_lint.align.index import Index
from contract_lint.align.query import Query, build_query
from contract_lint.align.retrieve import Candidate, retrieve
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import (
    Contract,
    DocumentSet,
    DocumentType,
    Judgement,
    Passage,
    ReadContract,
    Requirement,
    Span,
    Verdict,
)

ADDRESSED = 0.34  # coverage of the query below which a provision is about something else
CORE = 0.5  # share of the core that must be covered
LONGEST_QUOTE = 700  # characters

_PREFERENCE = {
    Verdict.MET: 0.06,
    Verdict.WEAKER: 0.04,
    Verdict.UNVERIFIABLE: 0.03,
    Verdict.CONDITIONAL: 0.03,
    Verdict.CONTRADICTED: 0.02,
    Verdict.VAGUE: 0.0,
}


@dataclass
class Aligner:
    """Finds the clauses that answer a row and judges what they give."""

    analyzer: Analyzer
    reads: Sequence[ReadContract]
    documents: DocumentSet
    _index: Index = field(init=False)
    _reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self._index = Index(self.analyzer, self.reads)
        self._reader = Reader(self.analyzer.lexicon, self.reads)

    def judge(self, requirement: Requirement) -> Judgement:
        """Return the verdict on `requirement`, with evidence and deviations."""
        asked = self.analyzer.understand(requirement)
        query = build_query(self.analyzer, asked)
        everywhere = range(len(self.reads))
        if not asked.documents:
            return self._best(requirement, asked, query, everywhere)
        judgements = []
        for wanted in asked.documents:
            within = [n for n in everywhere if self._contract(n).type == DocumentType(wanted)]
            if not within:
                return Judgement(requirement, Verdict.MISSING, f"the set has no {wanted}")
            judgements.append(self._best(requirement, asked, query, within))
        return min(judgements, key=lambda j: j.verdict is Verdict.MET)

    def _contract(self, number: int) -> Contract:
        return self.reads[number].contract

    def _best(
        self, requirement: Requirement, asked: Requirement, query: Query, within: Sequence[int]
    ) -> Judgement:
        candidates = retrieve(self._index, query, within)
        near = [c for c in candidates if c.score >= ADDRESSED and c.core >= CORE]
        if not near:
            return Judgement(requirement, Verdict.MISSING, "no clause addresses it", confidence=0.7)
        assessed = [self._reader.assess(asked, query, candidate) for candidate in near[:6]]
        best = max(assessed, key=lambda a: a.candidate.score + _PREFERENCE[a.verdict])
        passages = [self._passage(best)]
        for candidate in near:
            passage = self._passage(Assessment(candidate, Verdict.MET, ""))
            if passage.span != passages[0].span and len(passages) < 3:
                passages.append(passage)
        return Judgement(
            requirement,
            best.verdict,
            best.reason,
            tuple(passages),
            best.deviations,
            confidence=round(min(1.0, best.candidate.score + 0.2), 3),
        )

    def _passage(self, assessment: Assessment) -> Passage:
        entry = assessment.candidate.entry
        span = entry.provision.span
        if len(span) > LONGEST_QUOTE:
            spots = [m.start for m in entry.mentions] or [span.start]
            middle = assessment.focus.start if assessment.focus else spots[0]
            start = max(span.start, middle - LONGEST_QUOTE // 2)
            span = Span(start, min(span.end, start + LONGEST_QUOTE))
        return Passage(self._contract(entry.contract), span)


def candidates_of(aligner: Aligner, requirement: Requirement) -> list[Candidate]:
    """Return the candidates for a row over the whole set, best first."""
    asked = aligner.analyzer.understand(requirement)
    query = build_query(aligner.analyzer, asked)
    return retrieve(aligner._index, query, range(len(aligner.reads)))
