from pathlib import Path

import pytest

from contract_lint.config import Config, find_config, load_config
from contract_lint.errors import BadConfigError
from contract_lint.model import DocumentType, Role

FULL = """
requirements = "rows.xlsx"
select = ["AUD", "CHG-01"]
ignore = "DRF-02"
fail-on = "warning"
exclude = ["archive", "*.notes.md"]

[documents."msa*.docx"]
type = "MSA"
roles = { Sponsor = ["Client"], CDMO = ["Maker", "Maker AG"] }

[documents."msa-old.docx"]
type = "OTHER"

[sets.deal]
documents = ["msa.docx", "sow-*.pdf"]
requirements = ["deal.csv", "more.csv"]
precedence = ["QAG", "MSA"]

[lexicon]
"""


def written(folder: Path, text: str, name: str = "contract-lint.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, FULL))
    (deal,) = config.sets
    assert config.requirements == ("rows.xlsx",)
    assert (config.select, config.ignore) == (("AUD", "CHG-01"), ("DRF-02",))
    assert config.fail_on == "warning"
    assert deal.documents == ("msa.docx", "sow-*.pdf")
    assert deal.requirements == ("deal.csv", "more.csv")
    assert deal.precedence == (DocumentType.QAG, DocumentType.MSA)


def test_the_last_pattern_that_matches_a_document_wins(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, FULL))
    settings = config.settings_of(tmp_path / "drafts" / "msa-old.docx")
    assert settings.type is DocumentType.OTHER
    assert settings.roles == {Role.SPONSOR: ("Client",), Role.CDMO: ("Maker", "Maker AG")}
    assert config.settings_of(tmp_path / "sow.pdf").type is None


@pytest.mark.parametrize(
    ("path", "excluded"),
    [
        ("archive/msa.docx", True),
        ("archive/2020/msa.docx", True),
        ("deal/a.notes.md", True),
        ("archive.docx", False),
        ("deal/msa.md", False),
    ],
)
def test_exclude_reaches_into_folders(tmp_path: Path, path: str, excluded: bool) -> None:
    assert load_config(written(tmp_path, FULL)).excludes(tmp_path / path) is excluded


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("requirments = 'a.csv'", "unknown setting 'requirments'; did you mean 'requirements'?"),
        ("fail-on = 'fatal'", "unknown fail-on 'fatal'; expected one of: error, never, note, warn"),
        ("select = [1]", "'select' must be a text or a list of texts"),
        ("sets = 1", "'sets' must be tables such as [sets.NAME]"),
        ("[sets.a]\n", "in [sets.a]: 'documents' must name the documents of the set"),
        (
            "[sets.a]\ndocuments='x'\nprecedance=[]",
            "in [sets.a]: unknown setting 'precedance'; did you mean 'precedence'?",
        ),
        ("[sets.a]\ndocuments='x'\nprecedence=['QA']", "unknown document type 'QA'; did you mean"),
        ("[documents.'a.md']\ntype='NDA'", "in [documents.\"a.md\"]: unknown document type 'NDA'"),
        ("[documents.'a.md']\nroles={CMO=['x']}", "unknown role 'CMO'; did you mean 'CDMO'?"),
        ("[documents.'a.md']\nroles='x'", "'roles' must be a table"),
        ("a = ", "not valid TOML"),
    ],
)
def test_a_bad_setting_names_the_file_and_the_way_out(
    tmp_path: Path, text: str, complaint: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadConfigError) as caught:
        load_config(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfigError, match=r"gone\.toml: cannot be opened"):
        load_config(tmp_path / "gone.toml")


def test_the_nearest_configuration_above_a_folder_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "deals" / "one"
    inner.mkdir(parents=True)
    outer = written(tmp_path, "ignore = 'DRF-02'")
    assert find_config(inner).path == outer
    nearer = written(tmp_path / "deals", "[tool.contract-lint]\nselect='AUD'", "pyproject.toml")
    assert find_config(inner).path == nearer
    assert find_config(inner).select == ("AUD",)


def test_a_project_file_of_others_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "deal"
    inner.mkdir()
    written(inner, "[tool.other]\nx = 1\n", "pyproject.toml")
    outer = written(tmp_path, "fail-on = 'never'")
    assert find_config(inner).path == outer


def test_without_a_file_nothing_is_configured() -> None:
    assert Config().folder == Path()
    assert not Config().sets
