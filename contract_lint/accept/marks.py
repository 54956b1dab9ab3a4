"""Short hashes of the words that a decision rests on."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from contract_lint.model import Finding, Judgement, Passage, Requirement, Verdict
from contract_lint.segment.plain import plain, plain_words

LENGTH = 32  # hex digits: 128 bits

_ELSEWHERE = (Verdict.CONFLICT, Verdict.CONDITIONAL)  # more than one place decides


@dataclass(frozen=True, slots=True)
class Marks:
    """Hashes of the clause words and of the row; empty where there are none."""

    words: str = ""
    row: str = ""

    def changed(self, now: "Marks") -> str:
        """Say what is not as it was; a mark that was never kept has not changed."""
        parts = []
        if self.words and self.words != now.words:
            parts.append("the words of the clause")
        if self.row and self.row != now.row:
            parts.append("the row")
        return " and ".join(parts)

    def identity(self, *parts: str) -> str:
        """Return 64 hex digits that name these marks together with `parts`."""
        return hashlib.sha256("\0".join((*parts, self.words, self.row)).encode()).hexdigest()


def marks_of(finding: Finding) -> Marks:
    """Return the marks of the clauses that a finding rests on, and of its row."""
    judgement = finding.judgement
    if judgement is not None:
        return marks_of_judgement(judgement)
    return Marks(_words([finding.passage] if finding.passage else []))


def marks_of_judgement(judgement: Judgement) -> Marks:
    """Return the marks of the clauses that a verdict rests on, and of its row."""
    several = judgement.verdict in _ELSEWHERE or len(judgement.requirement.documents) > 1
    evidence = judgement.evidence if several else judgement.evidence[:1]
    return Marks(_words(evidence), _row(judgement.requirement))


def _words(passages: Iterable[Passage]) -> str:
    """Hash the clauses that hold `passages`, without their numbers, once each."""
    texts = [text for passage in passages if passage.span and (text := _clause_text(passage))]
    return _hash(dict.fromkeys(texts)) if texts else ""


def _clause_text(passage: Passage) -> str:
    contract = passage.contract
    clause = contract.clause_at(passage.span.start)
    spans = (clause.heading, clause.body, passage.span)
    return " ".join(plain_words(contract, span) for span in spans if span)


def _row(row: Requirement) -> str:
    """Hash what the sheet says that is judged; what was inferred depends on the program."""
    cells = {
        "text": row.text,
        "party": row.party,
        "action": row.action,
        "objects": "\n".join(row.objects),
        "limit": row.limit or "",
        "value": "" if row.value is None else format(row.value.normalize(), "f"),
        "items": "\n".join(row.items),
        "unit": row.unit,
        "clock_from": row.clock_from,
        "conditions": "\n".join(row.conditions),
        "documents": "\n".join(row.documents),
    }
    stated = ((name, value) for name, value in cells.items() if name not in row.inferred)
    return _hash(f"{name}={plain(value)}" for name, value in stated if value)


def _hash(parts: Iterable[str]) -> str:
    data = "\0".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(data).hexdigest()[:LENGTH]
