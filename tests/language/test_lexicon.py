from pathlib import Path

import pytest

from contract_lint.errors import BadRuleError
from contract_lint.language.lexicon import load_lexicon


def _write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_the_user_adds_phrases_and_concepts(tmp_path: Path) -> None:
    own = _write(tmp_path, "kind: topic\nconcepts:\n  audit: [walk-through]\n  beehive: [hive]\n")
    shipped, widened = load_lexicon(), load_lexicon([own])
    assert set(widened.phrases["topic:audit"]) == {*shipped.phrases["topic:audit"], "walk-through"}
    assert widened.phrases["topic:beehive"] == ("beehive", "hive")


def test_rivals_are_the_other_members_of_a_contrast() -> None:
    lexicon = load_lexicon()
    assert lexicon.rivals("qualifier:critical") == {"qualifier:major", "qualifier:minor"}
    assert not lexicon.rivals("qualifier:written")


def test_every_combination_and_every_kind_belongs_to_a_concept() -> None:
    lexicon = load_lexicon()
    assert set(lexicon.together) <= set(lexicon.phrases)
    assert set(lexicon.broader) <= set(lexicon.phrases)
    assert {above for found in lexicon.broader.values() for above in found} <= set(lexicon.phrases)
    assert all(len(group) > 1 for groups in lexicon.together.values() for group in groups)


@pytest.mark.parametrize(
    "text",
    [
        "kind: planet\n",
        "kind: topic\nconcepts: [audit]\n",
        "kind: topic\nconcepts:\n  audit: inspect\n",
        "kind: topic\nconcepts:\n  audit: [483]\n",
        "kind: [",
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadRuleError, match=r"own\.yaml"):
        load_lexicon([_write(tmp_path, text)])
