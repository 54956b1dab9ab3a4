"""Every rule proves itself on its own examples, through the engine that users run."""

from functools import cache

import pytest

from contract_lint.checks import CHECKS, SET_CHECKS, SHEET_CHECKS
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Rule
from contract_lint.rulebook import load_rules, render_table, rules_folder
from contract_lint.trial import Trial

RULES = load_rules()
BAD = [
    pytest.param(r, text, id=f"{r.id}-bad-{i}")
    for r in RULES
    for i, text in enumerate(r.examples.bad)
]
GOOD = [
    pytest.param(r, text, id=f"{r.id}-good-{i}")
    for r in RULES
    for i, text in enumerate(r.examples.good)
]


@cache
def trial() -> Trial:
    return Trial(Analyzer.build(), RULES)


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_rule_finds_its_bad_example(rule: Rule, text: str) -> None:
    assert trial().says(rule, text)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_rule_leaves_its_good_example_alone(rule: Rule, text: str) -> None:
    assert trial().says(rule, text) == ()


def test_every_check_has_a_rule_and_every_topic_of_the_subject_has_one() -> None:
    assert {rule.check for rule in RULES if rule.check} == {
        *CHECKS,
        *SET_CHECKS,
        *SHEET_CHECKS,
    }
    assert {rule.topic for rule in RULES} >= {
        "audit",
        "change-control",
        "communication",
        "continuity",
        "deliverables",
        "drafting",
        "fitness-for-use",
        "precedence",
        "quality-oversight",
        "responsibilities",
        "sites",
        "subcontracting",
        "timelines",
    }


def test_only_a_row_whose_default_was_read_in_a_source_may_be_an_error() -> None:
    unread = [
        rule.id
        for rule in RULES
        if rule.require is not None and rule.severity == "error" and "default" in rule.source
    ]

    assert unread == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_example_stands_twice(rule: Rule) -> None:
    for examples in (rule.examples.bad, rule.examples.good):
        assert len({" ".join(text.split()) for text in examples}) == len(examples)


def test_the_page_about_the_rules_is_up_to_date() -> None:
    page = (rules_folder() / "README.md").read_text(encoding="utf-8")

    assert page.endswith(render_table(RULES)), "run: python -m contract_lint.rulebook"
