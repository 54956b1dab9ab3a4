import subprocess
import sys
from pathlib import Path

import pytest

from contract_lint.errors import BadRuleError, UsageError
from contract_lint.model import DocumentType, Rule
from contract_lint.rulebook import (
    digest,
    family,
    load_rules,
    parse_rule,
    render_table,
    rules_folder,
    select,
    split_example,
)
from contract_lint.rulebook.load import rule_files

RULE = """\
id: {id}
name: {name}
title: A change is made in silence
severity: warning
message: "{{text!r}} needs no notice"
why: Nobody hears of it.
fix: Say who tells whom.
source: practice
match:
  - phrase: [without notice]
examples:
  bad: [one, two]
  good: [three, four]
"""


def folder_of(tmp_path: Path, *rules: tuple[str, str, str]) -> Path:
    for topic, id_, name in rules:
        path = tmp_path / topic / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(RULE.format(id=id_, name=name), encoding="utf-8")
    return tmp_path


def ids(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.id for rule in rules]


@pytest.fixture
def four(tmp_path: Path) -> tuple[Rule, ...]:
    return load_rules(
        folder_of(
            tmp_path,
            ("drafting", "DRF-06", "dangling"),
            ("drafting", "DRF-06b", "unattached"),
            ("audit", "AUD-02", "notice"),
            ("people", "PER-01", "person-in-plant"),
        )
    )


def test_rules_come_in_the_order_of_their_ids(four: tuple[Rule, ...]) -> None:
    assert ids(four) == ["AUD-02", "DRF-06", "DRF-06b", "PER-01"]


def test_the_lexicon_holds_no_rules(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ("audit", "AUD-02", "notice"))
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "actions.yaml").write_text("kind: action", encoding="utf-8")

    assert ids(load_rules(folder)) == ["AUD-02"]


@pytest.mark.parametrize("twin", [("b", "AUD-02", "other"), ("b", "AUD-03", "notice")])
def test_an_id_or_a_name_stands_for_one_rule(tmp_path: Path, twin: tuple[str, str, str]) -> None:
    folder = folder_of(tmp_path, ("audit", "AUD-02", "notice"), twin)

    with pytest.raises(BadRuleError, match=r"is taken by .*notice\.yaml"):
        load_rules(folder)


@pytest.mark.parametrize(
    ("chosen", "ignored", "expected"),
    [
        ([], [], ["AUD-02", "DRF-06", "DRF-06b", "PER-01"]),
        (["DRF-06"], [], ["DRF-06", "DRF-06b"]),
        (["DRF-06b"], [], ["DRF-06b"]),
        (["AUD", "people"], [], ["AUD-02", "PER-01"]),
        (["drafting"], ["dangling"], ["DRF-06b"]),
        ([], ["DRF"], ["AUD-02", "PER-01"]),
    ],
)
def test_rules_are_chosen_by_id_name_family_and_topic(
    four: tuple[Rule, ...], chosen: list[str], ignored: list[str], expected: list[str]
) -> None:
    assert ids(select(four, chosen, ignored)) == expected


def test_an_unknown_rule_is_refused_with_the_nearest_name(four: tuple[Rule, ...]) -> None:
    with pytest.raises(UsageError, match="unknown rule 'AUD-20'; did you mean 'AUD-02'"):
        select(four, ["AUD-20"], [])
    with pytest.raises(UsageError, match="did you mean 'drafting'"):
        select(four, [], ["draftng"])


def test_the_digest_follows_every_byte_of_rules_and_lexicon(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, ("audit", "AUD-02", "notice"), ("b", "AUD-03", "cause"))
    rules = load_rules(folder)
    first = digest(rules)

    assert len(first) == 64
    assert digest(tuple(reversed(rules))) == first
    assert digest(rules[:1]) != first
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "actions.yaml").write_text("kind: action", encoding="utf-8")
    second = digest(rules)
    assert second != first
    rules[0].path.write_bytes(rules[0].path.read_bytes() + b"\n")
    assert digest(rules) not in {first, second}


def test_an_example_can_hold_several_documents() -> None:
    assert split_example("One clause.") == ((None, "One clause."),)
    assert split_example("[MSA]\n1. A\n[QAG]\n2. B") == (
        (DocumentType.MSA, "1. A"),
        (DocumentType.QAG, "2. B"),
    )


def test_the_table_names_each_rule_once(four: tuple[Rule, ...]) -> None:
    table = render_table(four)

    assert table.count("| AUD-02 | `notice` | warning | match |") == 1
    assert table.index("## Audit") < table.index("## Drafting") < table.index("## People")


def test_the_rules_are_shipped_beside_the_package_or_inside_it() -> None:
    assert (rules_folder() / "drafting").is_dir()
    assert {family(rule) for rule in load_rules()} >= {"DRF"}


def test_reading_the_rules_imports_nothing_heavy() -> None:
    code = (
        "import sys; from contract_lint.rulebook import load_rules; load_rules();"
        "heavy = {'spacy', 'numpy', 'docx', 'pdfplumber', 'pypdfium2', 'openpyxl', 'thinc'};"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_shipped_rule_is_sound_to_its_regular_expressions() -> None:
    strict = sorted((parse_rule(path) for path in rule_files(rules_folder())), key=lambda r: r.id)
    assert tuple(strict) == load_rules()
