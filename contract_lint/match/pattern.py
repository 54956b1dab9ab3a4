"""What every kind of pattern can do."""

from collections.abc import Iterator
from typing import Protocol

from contract_lint.match.ground import Ground
from contract_lint.model import Span


class Pattern(Protocol):
    """A pattern, compiled."""

    def everywhere(self, ground: Ground) -> Iterator[Span]:
        """Yield each place in the provisions of a contract."""
        ...

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first place in `region`, or None where there is none."""
        ...
