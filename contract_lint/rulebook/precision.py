"""How often the rules were right on real contracts, as `rules/precision.tsv` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from contract_lint.model import Severity
from contract_lint.rulebook.folder import rules_folder

FILE_NAME = "precision.tsv"
LEAST_READ = 5  # findings that must have been read before a rule can be stable
NEEDED = {Severity.ERROR: 0.95, Severity.WARNING: 0.85, Severity.NOTE: 0.85}


@dataclass(frozen=True, slots=True)
class Precision:
    """What a careful reader said of the findings of a rule.

    `found` counts all findings, `read` those of a sample that were read in their context, and
    `right` those of them that were right.
    """

    found: int
    read: int
    right: int
    contracts: int  # in which they were sought

    @property
    def share(self) -> float:
        """Return the share of right ones among those that were read."""
        return self.right / self.read if self.read else 0.0

    def earns(self, severity: Severity) -> bool:
        """Say whether a rule of `severity` has shown enough to be called stable."""
        return self.read >= LEAST_READ and self.share >= NEEDED[severity]


@cache
def load_precision() -> Mapping[str, Precision]:
    """Return the precision of each shipped rule that was tried, by id."""
    lines = (rules_folder() / FILE_NAME).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines[1:]]
    return {name: Precision(*map(int, counts)) for name, *counts in rows}
