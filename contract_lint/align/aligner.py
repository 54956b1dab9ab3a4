"""Judge requirements against a set of contracts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from contract_lint.align.compare import Assessment, assess
from contract_lint.align.features import Wanted, side_of
from contract_lint.align.index import Index
from contract_lint.align.query import build_query
from contract_lint.align.retrieve import Weights, retrieve, shipped_weights
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

ADDRESSED = 0.10  # probability below which nothing in the set is taken to address the row
NEXT = 0.6  # a candidate counts beside the best one from this share of its probability
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
    weights: Weights = field(default_factory=shipped_weights)
    _index: Index = field(init=False)

    def __post_init__(self) -> None:
        self._index = Index(self.analyzer, self.reads)

    def judge(self, requirement: Requirement) -> Judgement:
        """Return the verdict on `requirement`, with evidence and deviations."""
        asked = self.analyzer.understand(requirement)
        query = build_query(self.analyzer, asked)
        wanted = Wanted.of(asked, query, self._index, self.analyzer.lexicon)
        everywhere = range(len(self.reads))
        if not asked.documents:
            return self._best(requirement, wanted, everywhere)
        judgements = []
        for kind in asked.documents:
            within = [n for n in everywhere if self._contract(n).type == DocumentType(kind)]
            if not within:
                return Judgement(requirement, Verdict.MISSING, f"the set has no {kind}")
            judgements.append(self._best(requirement, wanted, within))
        return min(judgements, key=lambda j: j.verdict is Verdict.MET)

    def _contract(self, number: int) -> Contract:
        return self.reads[number].contract

    def _best(self, requirement: Requirement, wanted: Wanted, within: Sequence[int]) -> Judgement:
        sides = {n: side_of(wanted.requirement.party, self.reads[n]) for n in within}
        candidates = retrieve(self._index, wanted, within, sides, self.weights)
        if not candidates or candidates[0].score < ADDRESSED:
            return Judgement(requirement, Verdict.MISSING, "no clause addresses it", confidence=0.7)
        floor = max(ADDRESSED, NEXT * candidates[0].score)
        near = [c for c in candidates if c.score >= floor][:6]
        assessed = [
            assess(wanted, candidate, self.reads[candidate.entry.contract]) for candidate in near
        ]
        best = max(assessed, key=lambda a: a.candidate.score + _PREFERENCE[a.verdict])
        passages = [self._passage(best)]
        for candidate in candidates:
            passage = self._passage(Assessment(candidate, Verdict.MET, ""))
            if passage.span not in [p.span for p in passages] and len(passages) < 3:
                passages.append(passage)
        return Judgement(
            requirement,
            best.verdict,
            best.reason,
            tuple(passages),
            best.deviations,
            confidence=round(best.candidate.score, 3),
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
