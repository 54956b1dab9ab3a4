"""The one-line form of a row: `CDMO notify change [major] >= 90 d before implementation in QAG`."""

import re
from collections.abc import Mapping

from contract_lint.sheet.values import (
    LISTS,
    NUMERIC,
    is_blank,
    parse_amount,
    parse_documents,
    parse_limit,
    split_list,
)
from contract_lint.sheet.vocabulary import parse_action, parse_party

TIME_UNITS = frozenset({"min", "h", "d", "bd", "wk", "mo", "y"})

_LONGEST = 300  # characters; a longer text is prose
_LONGEST_HEAD = 12  # words
_PROSE = frozenset(
    [
        "shall",
        "must",
        "should",
        "will",
        "may",
        "can",
        "cannot",
        "is",
        "are",
        "be",
        "has",
        "have",
        "that",
        "which",
        "who",
        "if",
        "when",
    ]
)
_SIGN = re.compile(r"\s(>=|<=|=>|=<|≥|≤|=|<|>|all[_ ]of|none[_ ]of|present|absent)(?=\s|$)")
_CLASS = re.compile(r"\[([^\[\]]*)\]")
_STARTS = ("from", "of", "upon", "following", "since", "on")  # left out of the event
_EVENTS = ("before", "after", "prior", *_STARTS)
_CASES = frozenset({"at", "when", "if", "where", "during", "for", "per", "while", "unless"})


def parse_line(text: str) -> Mapping[str, str] | None:
    """Part a one-line requirement into the columns of the sheet; None if it is prose.

    The form is: party, action, object, [class] in brackets, limit, value and unit, the event the
    clock counts from or a case (`at Sponsor site`), `in` and the document types. Only the object,
    the limit and a number (or party and action before `present`, `absent`, `all_of`, `none_of`)
    must be there.
    """
    line = " ".join(text.split())
    sign = _SIGN.search(line) if len(line) <= _LONGEST else None
    if sign is None:
        return None
    limit = parse_limit(sign[1])
    head = _parse_head(line[: sign.start()])
    if head is None or limit is None:
        return None
    body, document = _split_document(line[sign.end() :].strip())
    if limit in NUMERIC:
        tail = _parse_amount(body)
    elif "party" not in head or "action" not in head:
        tail = None
    elif limit in LISTS:
        items = split_list(body, ";," if ";" not in body else ";")
        tail = {"value": ";".join(items)} if items else None
    else:
        tail = _parse_rest(body, clock=True)
    if tail is None:
        return None
    conditions = [cells["condition"] for cells in (head, tail) if "condition" in cells]
    merged = {**head, "limit": str(limit), **tail, "document": document}
    merged["condition"] = ";".join(conditions)
    return {name: cell for name, cell in merged.items() if cell}


def _parse_head(head: str) -> dict[str, str] | None:
    """Read party, action, object and class; None if the words are a sentence."""
    classes = [part.strip() for part in _CLASS.findall(head)]
    bare = _CLASS.sub(" ", head)
    words = bare.split()
    if not 0 < len(words) <= _LONGEST_HEAD or any(mark in bare for mark in (". ", ":", "; ", '"')):
        return None
    if _PROSE.intersection(word.lower() for word in words):
        return None
    cells: dict[str, str] = {}
    party, known = parse_party(words[0])
    if known:
        cells["party"] = party
        words = words[1:]
    for size in (2, 1):
        action, known = parse_action(" ".join(words[:size]))
        if known and "party" in cells and len(words) > size:
            cells["action"] = action
            words = words[size:]
            break
    else:
        if cells.get("party") == "Sponsor":
            cells["action"] = "permit"  # `Sponsor audit`: the Sponsor may audit
    if not words:
        return None
    cells["object"] = " ".join(words)
    if classes:
        cells["condition"] = ";".join(classes)
    return cells


def _split_document(tail: str) -> tuple[str, str]:
    """Part `90 d before implementation in QAG` before the last `in` that names documents."""
    if tail.startswith("in "):
        tail = f" {tail}"
    body, mark, last = tail.rpartition(" in ")
    if mark and not is_blank(last) and not parse_documents(last)[1]:
        return body.strip(), last.strip()
    return tail.strip(), ""


def _parse_amount(body: str) -> dict[str, str] | None:
    amount = parse_amount(body)
    if amount is None:
        return None
    cells = {"value": f"{amount.value:f}", "unit": amount.unit}
    return cells | _parse_rest(amount.rest, clock=amount.unit in TIME_UNITS)


def _parse_rest(rest: str, *, clock: bool) -> dict[str, str]:
    """Read the event, the recipient and the case that follow a value."""
    cells: dict[str, str] = {}
    cases: list[str] = []
    for piece in _pieces(rest):
        first, _, others = piece.partition(" ")
        if first.lower() == "to" and parse_party(others.split(" ")[0])[1]:
            cells["to"] = others
        elif clock and first.lower() in _EVENTS and "clock_from" not in cells:
            cells["clock_from"] = others if first.lower() in _STARTS else piece
        else:
            cases.append(piece)
    if cases:
        cells["condition"] = ";".join(cases)
    return cells


def _pieces(rest: str) -> list[str]:
    """Part the words after a value where a case or a recipient begins."""
    pieces: list[list[str]] = []
    words = rest.split()
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        recipient = word.lower() == "to" and parse_party(following)[1]
        if not pieces or word.lower() in _CASES or recipient:
            pieces.append([])
        pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces]
