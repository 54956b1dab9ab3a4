"""`[lexicon]` in the configuration: words of one's own, from the file to the verdict."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_lint.cli import main
from contract_lint.cli.editor import Editor

DRAFT = (
    '# Quality Agreement\n\nThis Quality Agreement is made between Arden Therapeutics, Inc. ("Client") '
    'and Brisa Biologics AG ("Manufacturer"), who shall manufacture the Product for Client.\n\n'
    "1. Client may hold one gemba round in each calendar year.\n\n"
    "2. Manufacturer shall keep batch records for ten years.\n"
)
ROWS = (
    "id,requirement,party,action,object,limit,value,unit\n"
    "R1,One audit a year is possible,Sponsor,permit,audit,>=,1,/y\n"
)
WORDS = "kind: topic\nconcepts:\n  audit: [gemba round]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qag.md").write_text(DRAFT)
    (tmp_path / "rows.csv").write_text(ROWS)
    (tmp_path / "words.yaml").write_text(WORDS)
    (tmp_path / "contract-lint.toml").write_text('[lexicon]\nfiles = ["words.yaml"]\n')
    return tmp_path


def verdict(folder: Path) -> str:
    command = ["check", str(folder / "qag.md"), "-r", str(folder / "rows.csv"), "--format", "json"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code in (0, 1), result.output
    (judged,) = json.loads(result.stdout)["verdicts"]
    return str(judged["verdict"])


def test_words_of_ones_own_are_understood_in_contracts(folder: Path) -> None:
    with_words = verdict(folder)
    (folder / "contract-lint.toml").write_text("")

    assert (with_words, verdict(folder)) == ("met", "missing")


def test_words_of_ones_own_are_understood_in_sheets(folder: Path) -> None:
    (folder / "rows.csv").write_text("id,requirement\nR1,Brisa pings the desk about a spill\n")
    (folder / "words.yaml").write_text("kind: action\nconcepts:\n  notify: [ping]\n")

    shown = CliRunner().invoke(main, ["sheet", "show", str(folder / "rows.csv")]).output

    assert "* action      notify" in shown


def test_words_of_ones_own_are_understood_in_the_editor(folder: Path, tmp_path: Path) -> None:
    (folder / "words.yaml").write_text("kind: action\nconcepts:\n  notify: [ping]\n")
    sheet = folder / "rows.yaml"
    editor = Editor(
        tmp_path, {sheet: "- id: R1\n  requirement: Brisa pings the desk about a spill\n"}
    )

    row = editor.understood(sheet, 1)
    (folder / "contract-lint.toml").write_text('[lexicon]\nfiles = "gone.yaml"\n')
    broken = Editor(tmp_path, editor.texts).understood(sheet, 1)

    assert row is not None
    assert row.action == "notify"
    assert broken is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("kind: topic\nconcepts:\n  audit: gemba round\n", "words.yaml:3: concept 'audit'"),
        ("kind: topic\nconcept:\n  audit: [gemba]\n", "words.yaml:2: unknown field 'concept'; did"),
        ("kind: thing\n", "words.yaml:1: expected `kind:` one of action, topic"),
        ("kind: topic\nconcepts:\n  audit: [a, b\n", "words.yaml:4: not valid YAML"),
        ('kind: topic\nconcepts:\n  audit: [""]\n', "words.yaml:3: concept 'audit'"),
        ("kind: topic\ncontrasts: [a, b]\n", "words.yaml:2: `contrasts:` expects"),
        ("- a\n", "words.yaml:1: expected `kind:`"),
        (None, "words.yaml:1: the lexicon cannot be opened: No such file"),
    ],
)
def test_a_bad_file_is_one_clear_line(folder: Path, words: str | None, told: str) -> None:
    if words is None:
        (folder / "words.yaml").unlink()
    else:
        (folder / "words.yaml").write_text(words)

    result = CliRunner().invoke(
        main, ["check", str(folder / "qag.md"), "-r", str(folder / "rows.csv")]
    )

    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[lexicon]\nfile = 'words.yaml'\n", "in [lexicon]: unknown setting 'file'; did you mean"),
        ("lexicon = 'words.yaml'\n", "'lexicon' must be a table such as"),
        ("[lexicon]\nfiles = 3\n", "in [lexicon]: 'files' must be a text or a list of texts"),
    ],
)
def test_a_bad_setting_is_refused(folder: Path, settings: str, told: str) -> None:
    (folder / "contract-lint.toml").write_text(settings)

    result = CliRunner().invoke(main, ["check", str(folder / "qag.md")])

    assert result.exit_code == 2
    assert told in result.stderr
