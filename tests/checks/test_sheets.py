from pathlib import Path

import pytest

from contract_lint.checks.sheets import SHEET_CHECKS, check_sheet
from contract_lint.sheet import load

HEAD = "id,requirement,area,party,action,object,attribute,limit,value,unit,clock_from,condition,strength\n"
ROWS = {
    "deviation": "A1,Deviations in a day,QAO,CDMO,notify,deviation,,<=,1,bd,discovery,critical,must\n",
    "change": "A2,Changes ahead,CHG,CDMO,notify,change,,>=,90,d,before implementation,major,must\n",
    "records": "A3,Records kept,DAT,CDMO,retain,batch records,,>=,10,y,end of manufacture,,should\n",
    "review": "A4,We review in 15 days,TIM,Sponsor,respond,batch documentation,,<=,15,bd,receipt,,should\n",
}


def found(folder: Path, *rows: str) -> set[str]:
    path = folder / "sheet.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return {problem.message[:6] for problem in check_sheet(load(path))} - {"SHT-09"}


def test_a_sound_sheet_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, *ROWS.values()) == set()


@pytest.mark.parametrize(
    ("row", "check"),
    [
        ("B1,x,QAO,CDMO,notify,deviation,,>=,1,bd,discovery,,must\n", "SHT-02"),
        ("B1,x,CHG,CDMO,notify,change,,<=,90,d,before implementation,,must\n", "SHT-02"),
        ("B1,x,DAT,CDMO,retain,batch records,,<=,10,y,end of manufacture,,must\n", "SHT-02"),
        ("B1,x,DEL,CDMO,provide,report,,<=,10,d,,,must\n", "SHT-03"),
        ("B1,x,QAO,CDMO,notify,deviation,,<=,3,bd,discovery,critical,must\n", "SHT-04"),
        (
            "B1,x,TIM,CDMO,provide,executed batch record,,<=,5,d,end of manufacture,,must\n",
            "SHT-05",
        ),
        ("B1,x,CHG,CDMO,notify,change,,>=,730,d,before use,minor,must\n", "SHT-05"),
        ("B1,x,QAO,CDMO,notify,OOS result,,<=,96,h,initial result,,must\n", "SHT-07"),
        ("B1,x,CON,CDMO,notify,discontinuation,,>=,3,mo,before end,,must\n", "SHT-07"),
    ],
)
def test_a_flaw_of_a_row_is_found(row: str, check: str, tmp_path: Path) -> None:
    assert check in found(tmp_path, ROWS["deviation"], row)


def test_a_sheet_of_musts_and_of_urgent_clocks_is_told(tmp_path: Path) -> None:
    rows = [f"C{n},x,QAO,CDMO,notify,thing {n},,<=,{n},h,discovery,,must\n" for n in range(10, 17)]

    assert {"SHT-06", "SHT-08"} <= found(tmp_path, *rows)


def test_families_without_a_row_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(HEAD + ROWS["deviation"], encoding="utf-8")

    told = list(SHEET_CHECKS["SHT-09"](load(path)))

    assert len(told) == 1
    assert "CHG (change control)" in told[0].message
    assert "QAO" not in told[0].message
