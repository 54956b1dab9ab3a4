"""What every kind of pattern can do."""

from collections.abc import Iterator
from typing import Protocol

from contract_lint.match.ground import Ground
from contract_lint.model import Span


class Pattern(Protocol):
    """A pattern, compiled."""

    def among(self, ground: Ground) -> int:
        """Return the provisions that may hold a place of their own, as bits by their index."""
        ...

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:
        """Yield each place in the provisions `among`; those in others may be left out."""
        ...

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first place in `region`, or None where there is none."""
        ...
