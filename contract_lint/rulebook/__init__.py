"""The rules as their files state them: reading, checking and choosing."""

from contract_lint.rulebook.digest import digest
from contract_lint.rulebook.example import ExampleDocument, split_example
from contract_lint.rulebook.folder import rules_folder
from contract_lint.rulebook.load import load_rules, load_with
from contract_lint.rulebook.parse import parse_rule
from contract_lint.rulebook.precision import Precision, load_precision
from contract_lint.rulebook.select import family, select
from contract_lint.rulebook.table import render_table

__all__ = [
    "ExampleDocument",
    "Precision",
    "digest",
    "family",
    "load_precision",
    "load_rules",
    "load_with",
    "parse_rule",
    "render_table",
    "rules_folder",
    "select",
    "split_example",
]
