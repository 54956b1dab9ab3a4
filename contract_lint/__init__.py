"""Check contract drafts against a technical requirement sheet."""

__version__ = "0.1.0"
