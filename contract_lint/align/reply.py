"""What a reader that knows one matter only says of a row."""

from dataclasses import dataclass

from contract_lint.align.index import Entry
from contract_lint.align.wording import say
from contract_lint.model import Deviation, Quantity, Verdict


@dataclass(frozen=True, slots=True)
class Reply:
    """The clause that decides a row and what it gives."""

    entry: Entry
    verdict: Verdict
    reason: str
    deviations: tuple[Deviation, ...] = ()
    value: Quantity | None = None

    @classmethod
    def differing(
        cls, entry: Entry, verdict: Verdict, deviation: Deviation, value: Quantity | None = None
    ) -> "Reply":
        """Return that a clause differs from the row in one thing, which is the reason."""
        return cls(entry, verdict, say(deviation), (deviation,), value)
