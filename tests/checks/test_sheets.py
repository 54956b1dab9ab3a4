"""A sheet that a user really wrote, checked through the engine that users run."""

from pathlib import Path

import pytest

from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import Linter
from contract_lint.rulebook import load_rules, select
from contract_lint.sheet import load

HEAD = "id,requirement,area,party,action,object,attribute,limit,value,unit,clock_from,condition,strength\n"
SOUND = (
    "A1,Deviations in a day,QAO,CDMO,notify,deviation,,<=,1,bd,discovery,critical,must\n"
    "A2,Changes ahead,CHG,CDMO,notify,change,,>=,90,d,before implementation,major,must\n"
    "A3,Records kept,DAT,CDMO,retain,batch records,,>=,10,y,end of manufacture,,should\n"
    "A4,We review in 15 days,TIM,Sponsor,respond,batch documentation,,<=,15,bd,receipt,,should\n"
)


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter.build(select(load_rules(), ["SHT"]), analyzer=Analyzer.build())


def found(linter: Linter, path: Path, text: str) -> dict[str, tuple[int, str]]:
    path.write_text(text, encoding="utf-8")
    return {
        finding.rule: (finding.place.line, finding.column)
        for finding in linter.lint_sheet(load(path))
        if finding.place
    }


def test_a_sound_sheet_is_told_its_missing_subjects_alone(linter: Linter, tmp_path: Path) -> None:
    assert set(found(linter, tmp_path / "sheet.csv", HEAD + SOUND)) == {"SHT-09"}


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("B1,x,QAO,CDMO,notify,excursion,,>=,1,bd,discovery,,must\n", "SHT-02", "limit"),
        ("B1,x,DEL,CDMO,provide,report,,<=,10,d,,,must\n", "SHT-03", "clock_from"),
        ("B1,x,QAO,CDMO,notify,deviation,,<=,3,bd,discovery,critical,must\n", "SHT-04", "value"),
        ("B1,x,CHG,CDMO,notify,change,,>=,730,d,before use,minor,must\n", "SHT-05", "value"),
        ("B1,x,QAO,CDMO,notify,OOS result,,<=,96,h,initial result,,must\n", "SHT-07", "value"),
        ("B1,Clear and timely help,COM,CDMO,provide,help,,present,,,,,must\n", "SHT-01", "requirement"),
    ],
)  # fmt: skip
def test_a_flaw_is_found_in_its_cell(
    linter: Linter, row: str, rule: str, column: str, tmp_path: Path
) -> None:
    assert found(linter, tmp_path / "sheet.csv", HEAD + SOUND + row)[rule] == (6, column)


def test_a_sheet_of_sentences_is_understood_before_it_is_checked(
    linter: Linter, tmp_path: Path
) -> None:
    text = (
        "id,requirement\n"
        "1,Deviations are reported within 5 days\n"
        "2,The plant answers our questions promptly\n"
        "3,Major changes are announced 60 days ahead\n"
        "4,Major changes are announced 90 days ahead\n"
        "5,The CDMO tells us within two weeks of an event that may lead to a recall\n"
    )

    assert set(found(linter, tmp_path / "sheet.csv", text)) >= {
        "SHT-01",
        "SHT-03",
        "SHT-04",
        "SHT-07",
    }


def test_the_fingerprint_of_a_row_stays_when_the_row_moves(linter: Linter, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    row = "B1,x,QAO,CDMO,notify,OOS result,,<=,96,h,initial result,,must\n"
    prints = []
    for text in (HEAD + SOUND + row, HEAD + row + SOUND):
        path.write_text(text, encoding="utf-8")
        findings = linter.lint_sheet(load(path))
        prints.append(next(each.fingerprint for each in findings if each.rule == "SHT-07"))

    assert prints[0] == prints[1]
