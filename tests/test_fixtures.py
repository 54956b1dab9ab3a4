"""The two fixture deals: what is planted in one is found, and the other is clean."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
import yaml
from click.testing import CliRunner

from contract_lint.cli import main
from contract_lint.model import Contract
from contract_lint.read import read
from contract_lint.segment import segment

FIXTURES = Path(__file__).parents[1] / "fixtures"
DEALS = ("deal", "clean")
FILES = ("msa.docx", "quality-agreement.docx", "sow.pdf", "requirements.xlsx")
EXPECTED: dict[str, Any] = {
    deal: yaml.safe_load((FIXTURES / deal / "expected.yaml").read_text(encoding="utf-8"))
    for deal in DEALS
}
ROWS = [(deal, row) for deal in DEALS for row in EXPECTED[deal]["requirements"]]
PLACES = [
    (deal, expected)
    for deal in DEALS
    for expected in (*EXPECTED[deal]["requirements"].values(), *EXPECTED[deal]["findings"])
    if "words" in expected
]


@pytest.fixture(scope="module")
def contracts() -> dict[tuple[str, str], Contract]:
    return {
        (deal, name): segment(read(FIXTURES / deal / name))
        for deal in DEALS
        for name in FILES
        if not name.endswith(".xlsx")
    }


@pytest.fixture(scope="module")
def reports() -> dict[str, Any]:
    return {deal: run(deal) for deal in DEALS}


def run(deal: str) -> Any:
    folder = FIXTURES / deal
    sheet = str(folder / "requirements.xlsx")
    asked = ["check", str(folder), "--requirements", sheet, "--format", "json"]
    result = CliRunner().invoke(main, [*asked, "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def lines_of(contract: Contract, expected: dict[str, Any]) -> range:
    """Return the lines, from 1, of `words`, which stand there once, up to the next `to`."""
    document = contract.document
    [found] = folded(expected["words"]).finditer(document.text)
    end = found.end()
    if "to" in expected:
        last = folded(expected["to"]).search(document.text, end)
        assert last is not None
        end = last.end()
    return range(document.line_at(found.start()) + 1, document.line_at(end - 1) + 2)


def folded(words: str) -> re.Pattern[str]:
    """Return what finds `words` whatever white space stands between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def touches(place: dict[str, Any], name: str, lines: range) -> bool:
    """Say whether a place of the report shares a line with `lines`."""
    same = Path(place["path"] or "").name == name
    return same and place["line"] < lines.stop and lines.start <= place["end_line"]


@pytest.mark.parametrize(("deal", "expected"), PLACES)
def test_expected_words_stand_in_their_clause(
    contracts: dict[tuple[str, str], Contract], deal: str, expected: dict[str, Any]
) -> None:
    contract = contracts[deal, expected["document"]]
    line = contract.document.lines[lines_of(contract, expected).start - 1]
    assert contract.cite(line.span.start) == expected["clause"]


@pytest.mark.parametrize(("deal", "row"), ROWS)
def test_row_is_judged_at_its_line(
    contracts: dict[tuple[str, str], Contract], reports: dict[str, Any], deal: str, row: str
) -> None:
    expected = EXPECTED[deal]["requirements"][row]
    [judged] = [v for v in reports[deal]["verdicts"] if v["requirement"] == row]
    accepted = [expected["verdict"], *expected.get("or", [])]
    assert judged["verdict"] in accepted, judged
    if "words" in expected:
        name = expected["document"]
        lines = lines_of(contracts[deal, name], expected)
        assert any(touches(place, name, lines) for place in judged["evidence"]), judged


@pytest.mark.parametrize("expected", EXPECTED["deal"]["findings"])
def test_planted_flaw_is_found_at_its_line(
    contracts: dict[tuple[str, str], Contract], reports: dict[str, Any], expected: dict[str, Any]
) -> None:
    name = expected["document"]
    lines = lines_of(contracts["deal", name], expected)
    there = {f["rule"] for f in reports["deal"]["findings"] if touches(f, name, lines)}
    assert expected["rule"] in there


def test_flawed_deal_has_no_other_error(
    contracts: dict[tuple[str, str], Contract], reports: dict[str, Any]
) -> None:
    expected = EXPECTED["deal"]
    short = {row for row, want in expected["requirements"].items() if want["verdict"] != "met"}
    planted = [
        (want["document"], lines_of(contracts["deal", want["document"]], want))
        for want in (*expected["requirements"].values(), *expected["findings"])
        if "words" in want and want.get("verdict") != "met"
    ]
    other = [
        (finding["rule"], finding["path"], finding["line"], finding["message"])
        for finding in reports["deal"]["findings"]
        if finding["severity"] == "error"
        and finding["requirement"] not in short
        and not any(touches(finding, name, lines) for name, lines in planted)
    ]
    assert other == []


def test_clean_deal_has_no_finding_of_weight(reports: dict[str, Any]) -> None:
    found = [
        (finding["rule"], finding["path"], finding["line"], finding["message"])
        for finding in reports["clean"]["findings"]
        if finding["severity"] != "note"
    ]
    assert found == []


def test_binaries_come_from_their_sources(tmp_path: Path) -> None:
    build = [sys.executable, str(FIXTURES / "build.py"), str(tmp_path)]
    subprocess.run(build, check=True, timeout=60)
    for deal in DEALS:
        for name in FILES:
            committed, built = FIXTURES / deal / name, tmp_path / deal / name
            assert content(built) == content(committed), f"run fixtures/build.py: {deal}/{name}"


def content(path: Path) -> list[tuple[str, str | bytes]]:
    """Return what a file holds, whatever library packed it."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            return [
                (str(page), pdf[page].get_textpage().get_text_range()) for page in range(len(pdf))
            ]
    with ZipFile(path) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
