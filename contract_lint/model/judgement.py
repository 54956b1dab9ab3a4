"""What the words of a document set do to a requirement."""

from dataclasses import dataclass
from enum import StrEnum

from contract_lint.model.contract import Passage
from contract_lint.model.requirement import Requirement


class Verdict(StrEnum):
    """What a careful reader says of one requirement and one set of documents."""

    MET = "met"  # a clause binds the right party to at least what the row asks
    WEAKER = "weaker"  # addressed with a definite term that falls short
    VAGUE = "vague"  # addressed without the measure that the row needs, or as an effort only
    CONDITIONAL = "conditional"  # addressed, then emptied by an exception, discretion or gate
    CONTRADICTED = "contradicted"  # the text says the opposite
    CONFLICT = "conflict"  # places of equal rank give different answers
    MISSING = "missing"  # nothing addresses it
    UNVERIFIABLE = "unverifiable"  # the deciding value is hidden, blank or in an absent document


@dataclass(frozen=True, slots=True)
class Deviation:
    """One difference between what a row asks and what a clause gives."""

    kind: str  # value, unit, direction, anchor, modality, bearer, scope, hedge, exception ...
    required: str
    found: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one requirement, with its evidence (the deciding words first)."""

    requirement: Requirement
    verdict: Verdict
    reason: str
    evidence: tuple[Passage, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    confidence: float = 1.0  # in [0, 1]
    applicable: bool = True  # False: the row is for another stage
    suggestion: str = ""  # a clause that would meet the row
    original: Verdict | None = None  # on the text before pending changes, where that was asked
    focus: Passage | None = None  # the words within the first evidence that decide: its value, say
    wanted_in: str = ""  # the document type that the verdict is about, where the row names some
    weighed: tuple[tuple[Passage, Verdict], ...] = ()  # clauses, with what each alone would bring
