import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from made_deal import MSA, Run

from contract_lint.cli.init import HOOKS, SHEET, configuration
from contract_lint.config import FILE_NAME, load_config
from contract_lint.sheet import template

ROOT = Path(__file__).parents[2]


def test_a_folder_of_contracts_is_ready_to_be_checked(deal: Path, run: Run) -> None:
    (deal / "other deal").mkdir()
    (deal / "other deal" / 'sow "1".md').write_text(MSA, encoding="utf-8")
    (deal / "README.md").write_text("# Deals\n", encoding="utf-8")
    done = run("init")
    assert done.exit_code == 0, done.output
    sets = load_config(deal / FILE_NAME).sets
    assert [(found.name, found.documents) for found in sets] == [
        ("deal", ("deal/msa.md", "deal/qag.txt")),
        ("other deal", ('other deal/sow "1".md',)),
    ]
    assert (deal / SHEET).read_bytes() == template()
    checked = run("check", "-r", "rows.csv")
    assert checked.exit_code == 1
    assert "other deal: " in checked.stdout


def test_the_hooks_are_those_that_the_project_offers(deal: Path, run: Run) -> None:
    run("init")
    (local,) = yaml.safe_load((deal / HOOKS).read_text(encoding="utf-8"))["repos"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in local["hooks"]] == [hook["id"] for hook in offered]
    assert [hook["entry"] for hook in local["hooks"]] == [hook["entry"] for hook in offered]


def test_nothing_that_is_there_is_touched(deal: Path, run: Run) -> None:
    (deal / HOOKS).write_text("repos: []\n", encoding="utf-8")
    (deal / FILE_NAME).write_text('fail-on = "never"\n', encoding="utf-8")
    (deal / SHEET).write_bytes(b"mine")
    done = run("init", ".")
    assert done.exit_code == 0
    assert (deal / HOOKS).read_text(encoding="utf-8") == "repos: []\n"
    assert (deal / FILE_NAME).read_text(encoding="utf-8") == 'fail-on = "never"\n'
    assert (deal / SHEET).read_bytes() == b"mine"
    assert yaml.safe_load("repos:\n" + done.stdout)["repos"][0]["repo"] == "local"
    assert done.stderr.count("left") == 3


def test_the_hooks_go_to_the_root_of_the_repository(deal: Path, run: Run) -> None:
    (deal / ".git").mkdir()
    run("init", "deal")
    assert (deal / HOOKS).exists()
    assert (deal / "deal" / FILE_NAME).exists()
    assert not (deal / "deal" / HOOKS).exists()


@pytest.mark.parametrize(("name", "told"), [("gone", "no such folder"), ("empty", "no contract")])
def test_a_folder_without_contracts_is_refused(deal: Path, run: Run, name: str, told: str) -> None:
    (deal / "empty").mkdir()
    done = run("init", name)
    assert done.exit_code == 2
    assert told in done.output


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_name_is_valid_in_the_configuration(name: str) -> None:
    data = tomllib.loads(configuration({name: [name]}))
    assert data["sets"][name]["documents"] == [name]
