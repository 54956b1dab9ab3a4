"""Every rule proves itself on its own examples, through the engine that users run."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from contract_lint.align import Aligner
from contract_lint.checks import CHECKS, SET_CHECKS
from contract_lint.language.analyzer import Analyzer
from contract_lint.match import compile_rules
from contract_lint.match.rule import Run
from contract_lint.model import Contract, DocumentSet, DocumentType, Hit, Role, Rule, Verdict
from contract_lint.read import read
from contract_lint.rulebook import load_rules, render_table, rules_folder, split_example
from contract_lint.segment import segment

RULES = load_rules()
ROLES = {
    Role.CDMO: ("CDMO", "Manufacturer", "Supplier", "Service Provider", "Provider"),
    Role.SPONSOR: ("Sponsor", "Client", "Customer", "Purchaser"),
}  # an example is a clause without a preamble that would say who is who
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
def analyzer() -> Analyzer:
    return Analyzer.build()


@cache
def runs() -> dict[str, Run]:
    patterns = [rule for rule in RULES if rule.match]
    return dict(zip((r.id for r in patterns), compile_rules(analyzer().nlp, patterns), strict=True))


def documents_of(rule: Rule, text: str, folder: Path) -> DocumentSet:
    contracts = tuple(contracts_of(rule, text, folder))
    return DocumentSet("example", contracts)


def contracts_of(rule: Rule, text: str, folder: Path) -> Iterator[Contract]:
    usual = DocumentType(rule.documents[0]) if rule.documents else DocumentType.QAG
    for index, part in enumerate(split_example(text)):
        path = folder / f"{index}.md"
        path.write_text(f"{part.text}\n", encoding="utf-8")
        yield segment(read(path), type=part.type or usual, roles=ROLES)


def hits_of(rule: Rule, documents: DocumentSet) -> list[Hit]:
    reads = [analyzer().read(contract) for contract in documents.contracts]
    if rule.check in SET_CHECKS:
        return [hit for _, hit in SET_CHECKS[rule.check](reads, documents)]
    if rule.check:
        return [hit for each in reads for hit in CHECKS[rule.check](each)]
    run = runs()[rule.id]
    return [hit for each in reads for hit in run(each, analyzer().doc(each.contract))]


def finds(rule: Rule, text: str, folder: Path) -> list[str]:
    """Return what the rule says of the text, worded as in a report."""
    documents = documents_of(rule, text, folder)
    if rule.require is None:
        return [rule.message.format_map(hit.values) for hit in hits_of(rule, documents)]
    reads = [analyzer().read(contract) for contract in documents.contracts]
    judgement = Aligner(analyzer(), reads, documents).judge(rule.require)
    return [] if judgement.verdict is Verdict.MET else [f"{judgement.verdict}: {judgement.reason}"]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_a_rule_finds_its_bad_example(rule: Rule, text: str, tmp_path: Path) -> None:
    assert finds(rule, text, tmp_path)


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_a_rule_leaves_its_good_example_alone(rule: Rule, text: str, tmp_path: Path) -> None:
    assert finds(rule, text, tmp_path) == []


def test_every_check_has_a_rule_and_every_topic_of_the_subject_has_one() -> None:
    assert {rule.check for rule in RULES if rule.check} == {*CHECKS, *SET_CHECKS}
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


def test_the_page_about_the_rules_is_up_to_date() -> None:
    page = (rules_folder() / "README.md").read_text(encoding="utf-8")

    assert page.endswith(render_table(RULES)), "run: python -m contract_lint.rulebook"
