import string
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.language.stem import stem


@pytest.mark.parametrize(
    "family",
    [
        "notify notifies notified notifying",
        "agree agrees agreed agreeing",
        "recall recalls recalled recalling",
        "keep keeps kept keeping",
        "ship ships shipped shipping",
        "authorise authorize authorised authorized",
        "fulfil fulfill fulfilled",
        "analyse analyze analysing",
        "use uses used using",
        "criterion criteria",
        "finding findings",
        "licence license licensed",
    ],
)
def test_the_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "goods good",
        "date dating",
        "find finding",
        "meet meeting",
        "work works",
        "term terms",
        "damage damages",
        "account accounting",
        "specific specification",
        "notify notification",
    ],
)
def test_words_of_another_sense_keep_apart(words: str) -> None:
    for one, other in combinations(words.split(), 2):
        assert stem(one) != stem(other)


@given(st.text(alphabet=string.ascii_letters, max_size=20))
def test_case_does_not_matter_and_no_word_vanishes(word: str) -> None:
    assert stem(word) == stem(word.upper())
    assert bool(stem(word)) == bool(word)
