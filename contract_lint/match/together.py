"""The `together` pattern: several patterns near each other, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass

from contract_lint.match.ground import Ground
from contract_lint.match.pattern import Pattern
from contract_lint.model import Provision, Span

REACH = 240  # characters on either side of the first pattern's words: what one thought spans


@dataclass(frozen=True, slots=True)
class Together:
    """A pattern that counts only where the others stand near; the place is its own."""

    lead: Pattern
    others: tuple[Pattern, ...]

    def among(self, ground: Ground) -> int:
        """Return the provisions that may hold the lead and, with their context, all the others."""
        found = self.lead.among(ground)
        for other in self.others:
            found = found and found & ground.speaking(other.among(ground))
        return found

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:
        """Yield each place of the first pattern with all the others near."""
        for span in self.lead.everywhere(ground, among & self.among(ground)):
            provision = ground.provision_of(span)
            if provision is not None and self._accompanied(ground, provision, span):
                yield span

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first pattern's place in `region` if it has all the others near."""
        span = self.lead.first(ground, region)
        provision = None if span is None else ground.provision_of(span)
        if span is None or provision is None:
            return None
        return span if self._accompanied(ground, provision, span) else None

    def _accompanied(self, ground: Ground, provision: Provision, span: Span) -> bool:
        own = provision.span
        near = Span(max(own.start, span.start - REACH), min(own.end, span.end + REACH))
        regions = (near, *provision.lead, *provision.tail)
        return all(
            any(other.first(ground, region) is not None for region in regions)
            for other in self.others
        )
