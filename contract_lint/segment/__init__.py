"""Turn a document into a contract: clauses, terms, references, parties and type."""

from contract_lint.segment.segmenter import segment

__all__ = ["segment"]
