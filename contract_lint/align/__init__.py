"""Judge the rows of a requirement sheet against the norms of a document set."""

from contract_lint.align.aligner import Aligner

__all__ = ["Aligner"]
