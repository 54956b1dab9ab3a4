"""The patterns of a rule, compiled into functions that point at words."""

from contract_lint.match.answer import (
    answerable,
    answered,
    compile_answers,
    compile_denials,
    denied,
)
from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import USUAL
from contract_lint.match.rule import Run, compile_rule

__all__ = [
    "USUAL",
    "PhraseBook",
    "Run",
    "answerable",
    "answered",
    "compile_answers",
    "compile_denials",
    "compile_rule",
    "denied",
]
