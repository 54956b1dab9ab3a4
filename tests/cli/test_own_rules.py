from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_lint.cli import main

RULE = """\
id: HSE-01
name: pigeon-post
title: Notices go by pigeon
severity: error
message: "{text!r} is no way to send a notice"
why: Birds get lost.
fix: Write a letter.
source: practice
match:
  - phrase: [carrier pigeon]
examples:
  bad: [Notices are sent by carrier pigeon., The CDMO replies by carrier pigeon.]
  good: [Notices are sent by letter., %s]
"""
DRAFT = "# Master Services Agreement\n\n1. Notices\n\nNotices are sent by carrier pigeon.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "house" / "post").mkdir(parents=True)
    (tmp_path / "house" / "post" / "pigeon.yaml").write_text(RULE % "Pigeons are fed.")
    (tmp_path / "msa.md").write_text(DRAFT)
    (tmp_path / "contract-lint.toml").write_text('rules = ["house"]\n')
    return tmp_path


def test_rules_of_a_folder_named_in_the_configuration_run(folder: Path) -> None:
    config = str(folder / "contract-lint.toml")
    words = ["check", str(folder / "msa.md"), "--config", config, "--select", "HSE-01"]
    result = CliRunner().invoke(main, words)

    assert result.exit_code == 1
    assert "HSE-01" in result.output


def test_examples_of_ones_own_rules_are_tried(folder: Path) -> None:
    good = CliRunner().invoke(main, ["rules", "test", str(folder / "house")])
    (folder / "house" / "post" / "pigeon.yaml").write_text(RULE % "Use a carrier pigeon.")
    bad = CliRunner().invoke(main, ["rules", "test", str(folder / "house")])

    assert (good.exit_code, good.output) == (0, "1 rules, 4 examples, 0 wrong\n")
    assert bad.exit_code == 1
    assert "HSE-01 good example 2: finds: 'carrier pigeon' is no way" in bad.output


@pytest.mark.parametrize(
    ("old", "new", "told"), [("house", "nowhere", "nowhere"), ("HSE-01", "AUD-01", "AUD-01")]
)
def test_a_folder_that_is_absent_or_takes_an_id_is_refused(
    folder: Path, old: str, new: str, told: str
) -> None:
    for path in (folder / "contract-lint.toml", folder / "house" / "post" / "pigeon.yaml"):
        path.write_text(path.read_text().replace(old, new))
    config = str(folder / "contract-lint.toml")
    result = CliRunner().invoke(main, ["check", str(folder / "msa.md"), "--config", config])

    assert result.exit_code == 2
    assert told in result.output or told in str(result.exception)
