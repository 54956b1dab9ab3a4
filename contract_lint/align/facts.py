"""What is known of a clause when one looks for the ways in which it falls short of a row."""

from dataclasses import dataclass

from contract_lint.align.features import Wanted
from contract_lint.language.matrices import Task
from contract_lint.language.norms import Names
from contract_lint.model import DocumentType, Norm


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a candidate when its deviations are looked for."""

    wanted: Wanted
    text: str  # lead-ins and own words, on one line
    after: str  # the next sentences of the clause
    norm: Norm | None
    side: str  # the role that the row names
    names: Names
    cues: frozenset[str]
    norms: tuple[Norm, ...] = ()  # all of the clause
    below: str = ""  # the items that its words lead in
    defined: str = ""  # the definitions of the terms that the words use
    own: DocumentType = DocumentType.OTHER  # type of the document they stand in
    words: str = ""  # of the norm, after those of the lead-in that governs it
    beside: str = ""  # the other items of the list that they stand in
    acts: tuple[int, ...] = ()  # where in them the row's action is named
    governing: Norm | None = None  # the norm whose verb the row's action is
    task: Task | None = None  # what a responsibility matrix says in this place
    lost: bool = False  # it is the row of a matrix whose columns cannot be told

    @property
    def other(self) -> str:
        """Return the role across the table."""
        return "CDMO" if self.side == "Sponsor" else "Sponsor"
