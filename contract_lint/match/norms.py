"""The `norm` pattern: what a sentence does to whom."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import Ground
from contract_lint.match.holders import bits
from contract_lint.model import Norm, Span


@dataclass(frozen=True, slots=True)
class Norms:
    """Norms of certain bearers and modalities; an empty field takes any."""

    bearers: frozenset[str]
    modalities: frozenset[str]

    def among(self, ground: Ground) -> int:
        """Return the provisions that hold such a norm."""
        held = (norm.provision for norm in ground.read.norms if self._takes(norm))
        return bits(held, len(ground.read.provisions))

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:  # noqa: ARG002
        """Yield the words of each such norm."""
        for norm in ground.read.norms:
            if self._takes(norm):
                yield norm.span

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the words of the first such norm that begins or ends in `region`."""
        norms = ground.read.norms
        provision = ground.provision_of(region)
        at = bisect_left(
            norms, provision.index if provision else 0, key=lambda norm: norm.provision
        )
        for norm in norms[at:]:
            if norm.span.start >= region.end:
                return None
            if norm.span.overlaps(region) and self._takes(norm):
                return norm.span
        return None

    def _takes(self, norm: Norm) -> bool:
        if self.modalities and norm.modality not in self.modalities:
            return False
        return not self.bearers or not self.bearers.isdisjoint(norm.bearers)


def compile_norms(_book: PhraseBook, wanted: Mapping[str, Sequence[str]]) -> Norms:
    """Return the pattern of the norms that `wanted` tells."""
    return Norms(frozenset(wanted.get("bearer", ())), frozenset(wanted.get("modality", ())))
