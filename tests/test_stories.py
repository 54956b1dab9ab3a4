"""What practitioners told: where the story can happen it is found, and in its twin it is not."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import Linter
from contract_lint.match import USUAL
from contract_lint.model import DocumentSet, DocumentType
from contract_lint.read import read
from contract_lint.rulebook import load_rules, select
from contract_lint.segment import segment
from contract_lint.sheet import load

STORIES = yaml.safe_load(
    (Path(__file__).parents[1] / "fixtures" / "stories" / "stories.yaml").read_text("utf-8")
)


@cache
def analyzer() -> Analyzer:
    return Analyzer.build()


def found(rules: list[str], papers: dict[str, str], folder: Path) -> set[str]:
    linter = Linter.build(select(load_rules(), rules), analyzer=analyzer())
    if "sheet" in papers:
        path = folder / "sheet.csv"
        path.write_text(papers["sheet"], encoding="utf-8")
        return {finding.rule for finding in linter.lint_sheet(load(path))}
    contracts = []
    for kind, text in papers.items():
        path = folder / f"{kind.lower()}.md"
        path.write_text(f"{text}\n", encoding="utf-8")
        contracts.append(segment(read(path), type=DocumentType(kind), roles=USUAL))
    result = linter.lint(DocumentSet("story", tuple(contracts)))
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_story_is_found_where_it_can_happen(story: dict[str, Any], tmp_path: Path) -> None:
    assert found(story["rules"], story["happens"], tmp_path) >= set(story["rules"])


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_its_twin_is_left_alone(story: dict[str, Any], tmp_path: Path) -> None:
    assert found(story["rules"], story["twin"], tmp_path) == set()
