from collections import Counter

import pytest

from contract_lint.read.pdf_hyphens import SOFT, is_broken
from contract_lint.read.pdf_words import HYPHEN


@pytest.mark.parametrize(
    ("before", "hyphen", "after", "words", "broken"),
    [
        ("manufac", "-", "ture", "manufacture", True),
        ("manufac", HYPHEN, "ture,", "", True),
        ("third", HYPHEN, "party", "third party", False),
        ("non", HYPHEN, "conforming", "", False),
        ("multi", "-", "purpose", "multi-purpose", False),
        ("co", "-", "operate", "cooperate", True),
        ("mixed", "-", "mode", "mixed", False),
        ("perform", "-", "ance,", "perform", True),
        ("back", "-", "up", "back up", False),
        ("day-by", "-", "day", "", False),
        ("FPI", "-", "1175", "", False),
        ("Anti", "-", "Corruption", "", False),
        ("agree", SOFT, "ment", "", True),
        ("Agree", HYPHEN, "ment", "", True),
    ],
)
def test_a_hyphen_goes_only_where_the_line_end_put_it(
    before: str, hyphen: str, after: str, words: str, broken: bool
) -> None:
    assert is_broken(before, hyphen, after, Counter(words.split())) is broken
