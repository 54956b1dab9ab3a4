"""What the README shows is what the program does."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_lint.cli import COMMANDS, main
from contract_lint.model import Verdict

ROOT = Path(__file__).parents[1]
DEMO = ["check", "fixtures/deal", "-r", "fixtures/deal/requirements.xlsx", "--fail-on", "never"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"<!-- demo: (\S+) -->\n```text\n(.*?)```", README, re.DOTALL)
LINKS = re.findall(r"\]\((?!https?:)([^)#]+)", README)


@pytest.fixture(scope="module")
def demo() -> str:
    """The output of `make demo`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        result = CliRunner().invoke(main, DEMO, prog_name="contract-lint")
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize(("rule", "shown"), SHOWN, ids=[rule for rule, _ in SHOWN])
def test_a_finding_in_the_readme_is_the_one_of_the_demo(demo: str, rule: str, shown: str) -> None:
    assert f"[{rule} " in shown
    assert f"\n\n{shown.strip()}\n\n" in demo


def test_the_readme_shows_a_finding() -> None:
    assert SHOWN


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_a_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_readme_explains_every_verdict() -> None:
    for verdict in Verdict:
        assert f"| `{verdict}` |" in README


def test_the_readme_names_commands_that_are_there() -> None:
    named = set(re.findall(r"contract-lint ([a-z]+)\b", README))
    assert named <= set(COMMANDS), named - set(COMMANDS)
    assert {"check", "text", "rules", "explain", "sheet"} <= named
