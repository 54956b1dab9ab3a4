"""The trace matrix in its four formats."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import page_report
from made_reports import contract, finding, passage, report, row
from openpyxl import load_workbook

from contract_lint.matrix import COLUMNS, MATRICES, trace
from contract_lint.matrix.trace import MARKS, inert
from contract_lint.model import Deviation, DocumentSet, Judgement, Report, Result, Verdict
from contract_lint.report import without_quotes

TRAPS = ("=1+1", "+1", "-1 day", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", '=HYPERLINK("x")')


def trap_report(text: str) -> Report:
    """A report in which everything that comes from outside is `text`."""
    msa = contract(
        ("Title", f"7.1 {text} is agreed."), path=text.replace("\r", "").replace("\t", "")
    )
    asked = row(1, id=text, text=text, owner=text, source=text)
    judged = Judgement(
        asked,
        Verdict.WEAKER,
        text,
        (passage(msa, text),),
        (Deviation(text, text, text),),
    )
    found = finding(judged, judged.evidence[0])
    return Report((Result(DocumentSet(text, (msa,)), (found,), (judged,)),), (), "0" * 64)


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def test_each_row_is_traced_to_its_deciding_words() -> None:
    weaker, missing, met, other = trace(report())
    assert (weaker.requirement, weaker.verdict, weaker.severity) == ("R1", "weaker", "error")
    assert (weaker.document, weaker.clause, weaker.line) == ("drafts/msa v2.txt", "7.1", 2)
    assert weaker.quote == "thirty (30) days' notice"
    assert weaker.deviation == "value: asked >= 90 d, found 30 d"
    assert (missing.document, missing.line, missing.deviation) == ("", 0, "no clause addresses it")
    assert (met.verdict, met.severity, met.deviation) == ("met", "", "")
    assert other.verdict == "not applicable"


def test_a_conflict_has_a_line_for_each_document() -> None:
    one = contract(("MSA", "7.1 Ten days."), path="a.txt")
    two = contract(("QAG", "7.1 Six days.", "7.2 Nine days."), path="b.txt")
    places = (passage(one, "Ten"), passage(two, "Six"), passage(two, "Nine"))
    judged = Judgement(row(), Verdict.CONFLICT, "they differ", places)
    made = Report((Result(DocumentSet("x", (one, two)), (), (judged,)),), (), "0" * 64)
    assert [(line.document, line.quote) for line in trace(made)] == [
        ("a.txt", "Ten"),
        ("b.txt", "Six"),
    ]


@pytest.mark.parametrize("text", TRAPS)
def test_no_cell_is_a_formula(text: str) -> None:
    made = trap_report(text)
    (line,) = read_csv(MATRICES["csv"](made))
    assert line["Owner"].lstrip("'") == text.strip()
    assert not any(cell.startswith(tuple(MARKS)) for cell in line.values())
    sheet = read_xlsx(MATRICES["xlsx"](made)).worksheets[0]
    for cells in sheet.iter_rows():
        for cell in cells:
            assert cell.data_type != "f"
    owner = sheet.cell(2, COLUMNS.index("Owner") + 1)
    assert owner.value == text.strip()
    assert owner.quotePrefix is (text.strip()[0] in MARKS)


@given(st.text())
def test_inert_text_is_the_text_or_stands_behind_an_apostrophe(text: str) -> None:
    assert inert(text) in (text, f"'{text}")
    assert not inert(text).lstrip(" ").startswith(tuple(MARKS))


def test_the_workbook_is_ready_for_excel() -> None:
    book = read_xlsx(MATRICES["xlsx"](report()))
    sheet, run = book.worksheets
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:N5"
    assert sheet["I2"].alignment.wrap_text
    assert sheet["H2"].value == 2
    assert "Reviewed by" in {cell.value for cell in sheet["B"]}
    assert "cd" * 32 in {str(cell.value).split()[-1] for cell in run["B"]}
    assert book.properties.created.year == 2000


def test_the_workbook_bears_what_excel_cannot_hold() -> None:
    made = trap_report("a\x00b\x1bc" + "d" * 40_000)
    sheet = read_xlsx(MATRICES["xlsx"](made)).worksheets[0]
    assert len(sheet.cell(2, COLUMNS.index("Text") + 1).value) == 32_767


@pytest.mark.parametrize("name", sorted(MATRICES))
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert MATRICES[name](report()) == MATRICES[name](report())


def test_no_part_of_the_workbook_has_a_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(MATRICES["xlsx"](report()))) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {2000}
        assert set(re.findall(rb"(\d{4})-\d\d-\d\dT", book.read("docProps/core.xml"))) == {b"2000"}


def test_markdown_tables_hold_together() -> None:
    page = MATRICES["markdown"](trap_report("a|b <script> `c` [d](e)")).decode()
    (line,) = [line for line in page.splitlines() if "script" in line]
    assert len(re.findall(r"(?<!\\)\|", line)) == len(COLUMNS) + 1
    assert "<script>" not in page
    assert "Reviewed by" in page


def test_html_is_escaped_and_runs_nothing() -> None:
    page = MATRICES["html"](page_report()).decode()
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page
    assert "Reviewed by" in page


@pytest.mark.parametrize("name", ["csv", "html", "markdown"])
def test_without_quotes_the_matrix_has_places_alone(name: str) -> None:
    secret = contract(("Zephyrine", "7.1 Quillon vitrifies umbrals."), path="a.txt")
    judged = Judgement(row(), Verdict.WEAKER, "umbrals", (passage(secret, "vitrifies umbrals"),))
    made = Report((Result(DocumentSet("x", (secret,)), (), (judged,)),), (), "0" * 64)
    assert re.search("umbrals", MATRICES[name](made).decode())
    shown = MATRICES[name](without_quotes(made)).decode()
    assert not re.search("zephyrine|quillon|vitrif|umbral", shown, re.IGNORECASE)
    assert "7.1" in shown


def test_two_rows_of_one_id_keep_their_own_findings() -> None:
    first = report().results[0].judgements[0]
    place = replace(first.requirement.place, path=Path("other.csv"))
    second = replace(first, requirement=replace(first.requirement, place=place))
    result = replace(report().results[0], judgements=(first, second))
    severities = [line.severity for line in trace(replace(report(), results=(result,)))]
    assert severities == ["error", ""]
