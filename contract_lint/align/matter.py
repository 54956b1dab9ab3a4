"""Clauses that share a row's words, and speak of another matter than the row."""

import re

from contract_lint.align.features import Wanted
from contract_lint.align.index import MONEY, PLANT, Entry
from contract_lint.model import Limit

_ORDERS = frozenset({"topic:purchase order", "topic:order confirmation"})
_ANSWERS = frozenset(
    {"action:respond", "action:accept", "action:reject", "topic:order confirmation"}
)
_LATE = frozenset({"topic:delay", "topic:supply failure"})
_FORCE_MAJEURE = "topic:force majeure"
_BOOKS = re.compile(
    r"\b(?:public\s+account(?:ants?|ing)|account(?:ing|ancy)\s+firms?|accountants?|accounts?\s+and\s+records?|"
    r"books?\s+of\s+accounts?|royalt(?:y|ies)|overpayments?|underpayments?|net\s+sales|records\s+of\s+sales?)\b",
    re.IGNORECASE,
)
_OF_MAKING = re.compile(
    r"\b(?:facilit\w+|plants?|premises|sites?|manufactur\w+|production|quality|c?gmps?|batch\w*|procedures)\b",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:confidential|proprietary|evaluation)\s+(?:information|materials?)\b", re.IGNORECASE
)
_GOODS = re.compile(
    r"\b(?:(?<!confidential )(?<!proprietary )(?<!written )(?<!tangible )materials?(?!\s+(?:breach|contain|embod|reflect|deriv|incorporat|that\s+contain))"
    r"|equipment|tool(?:s|ing)|mou?lds?|samples?|inventor(?:y|ies)|components?|supplies|packaging|goods|stocks?|property(?!\s+rights?))\b",
    re.IGNORECASE,
)


def is_another(wanted: Wanted, entry: Entry, text: str) -> bool:
    """Say whether a provision, whose words with their lead-ins are `text`, is on another matter."""
    return (
        _looks_into_books(wanted, entry, text)
        or _answers_no_order(wanted, entry)
        or _excuses(wanted, entry)
        or _returns_secrets(wanted, text)
    )


def _looks_into_books(wanted: Wanted, entry: Entry, text: str) -> bool:
    """Say whether accounts are looked into, where the row is about the making of the product."""
    core = wanted.query.core
    if "topic:audit" not in core or MONEY & wanted.query.weights.keys():
        return False
    if wanted.requirement.limit is Limit.PRESENT and core == {"topic:audit"}:
        return False  # a row that asks for no more than a right to audit
    of_books = entry.of_money or _BOOKS.search(text) is not None
    return of_books and not PLANT & entry.own.keys() and _OF_MAKING.search(text) is None


def _answers_no_order(wanted: Wanted, entry: Entry) -> bool:
    """Say whether orders are named, but no answer to one, where the row wants them answered."""
    asked = wanted.query.action == "respond" and wanted.query.core <= _ORDERS
    return asked and not _ANSWERS & (entry.own.keys() | entry.context | entry.near)


def _excuses(wanted: Wanted, entry: Entry) -> bool:
    """Say whether it is force majeure that is notified, where the row wants to hear of a delay."""
    if wanted.query.action != "notify" or not wanted.query.core & _LATE:
        return False
    return _FORCE_MAJEURE in entry.own.keys() | entry.heading


def _returns_secrets(wanted: Wanted, text: str) -> bool:
    """Say whether information alone is given back, where the row is about materials."""
    if wanted.query.action != "return" or "topic:customer materials" not in wanted.query.core:
        return False
    return _SECRETS.search(text) is not None and _GOODS.search(text) is None
