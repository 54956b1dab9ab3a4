"""Periods that a sentence takes from a definition, another clause or an exhibit."""

from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.language.borrowed import Lender
from contract_lint.model import Span
from contract_lint.read import read
from contract_lint.segment import segment

TEXT = """\
1. DEFINITIONS

1.1 "Review Period" means ten (10) Business Days.

1.2 "Client" means the buyer, who may inspect for five (5) days.

2. SERVICES

2.1 {sentence}

3. TIMES

3.1 The time for an answer is three (3) weeks.

EXHIBIT A

PERIODS

The notice period is ninety (90) days.
"""


@pytest.mark.parametrize(
    ("sentence", "lent"),
    [
        (
            "Client shall answer within the Review Period after receipt.",
            [("Review Period", 10, "bd", "<=")],
        ),
        (
            "Client shall answer within the period set out in Section 3.1.",
            [("period set out in Section 3.1", 3, "wk", "<=")],
        ),
        (
            "Client shall give at least the period stated in Exhibit A as notice.",
            [("period stated in Exhibit A", 90, "d", ">=")],
        ),
        ("The Review Period starts with the receipt of a report.", []),
        ("Reports are sent to Client within the term of this Agreement.", []),
        ("The fees for Client are set out in Exhibit A.", []),
    ],
)
def test_what_a_sentence_borrows(
    sentence: str, lent: list[tuple[str, int, str, str]], tmp_path: Path
) -> None:
    path = tmp_path / "msa.txt"
    path.write_text(TEXT.format(sentence=sentence))
    contract = segment(read(path))
    text = contract.document.text
    start = text.index(sentence)
    found = Lender.of(contract).lend(Span(start, start + len(sentence)))
    told = [(text[q.span.start : q.span.end], q.value, q.unit, str(q.comparator)) for q in found]
    assert told == [(words, Decimal(value), unit, bound) for words, value, unit, bound in lent]
