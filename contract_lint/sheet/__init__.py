"""Requirement sheets: CSV, Excel, YAML, tables in Word and Markdown, and the one-line form."""

from contract_lint.sheet.columns import COLUMNS, Column
from contract_lint.sheet.line import parse_line
from contract_lint.sheet.loader import READERS, load
from contract_lint.sheet.row import parse_row
from contract_lint.sheet.show import Shown, describe
from contract_lint.sheet.template import template, write_template
from contract_lint.sheet.vocabulary import side

__all__ = [
    "COLUMNS",
    "SUFFIXES",
    "Column",
    "Shown",
    "describe",
    "load",
    "parse_line",
    "parse_row",
    "side",
    "template",
    "write_template",
]

SUFFIXES: frozenset[str] = frozenset(READERS)
