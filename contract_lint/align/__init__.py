"""Judge the rows of a requirement sheet against the norms of a document set."""

from contract_lint.align.aligner import Aligner
from contract_lint.align.explain import Considered, Explanation

__all__ = ["Aligner", "Considered", "Explanation"]
