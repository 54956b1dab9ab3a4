"""Whole sheets in every format."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Limit, Sheet, Strength
from contract_lint.sheet import SUFFIXES, load
from contract_lint.sheet.delimited import read_delimited

AUDIT = "The plant can be audited once a year"
RECORD = "Each batch record is kept for ten years"
NOTICE = "A change is announced ninety days ahead"


def write(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def ids(sheet: Sheet) -> list[str]:
    return [requirement.id for requirement in sheet.requirements]


def texts(sheet: Sheet) -> list[str]:
    return [requirement.text for requirement in sheet.requirements]


def fatal(sheet: Sheet) -> list[str]:
    return [str(problem) for problem in sheet.problems if problem.fatal]


def notes(sheet: Sheet) -> list[str]:
    return [problem.message for problem in sheet.problems if not problem.fatal]


# delimited ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_separator_and_encoding(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = [("ID", "Anforderung", "Einheit"), ("A-1", "Prüfung, jährlich; möglich", "Tage")]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    sheet = load(write(tmp_path, "sheet.csv", text, encoding))
    assert (ids(sheet), texts(sheet)) == (["A-1"], ["Prüfung, jährlich; möglich"])
    assert sheet.requirements[0].unit == "d"


def test_a_row_stands_on_the_line_where_it_starts(tmp_path: Path) -> None:
    text = f'id,requirement\nA-1,"{AUDIT}\nat least"\n\nA-2,{RECORD}\n'
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert [requirement.place.line for requirement in sheet.requirements] == [2, 5]
    assert texts(sheet) == [f"{AUDIT} at least", RECORD]


def test_excel_may_name_the_separator(tmp_path: Path) -> None:
    sheet = load(write(tmp_path, "sheet.csv", f"sep=;\nid;requirement\nA-1;{AUDIT}, or twice\n"))
    assert texts(sheet) == [f"{AUDIT}, or twice"]


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=20)


@settings(max_examples=60)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_cells_come_back_as_they_were_written(rows: list[tuple[str, str, str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(("id", "requirement", "value"))
    writer.writerows(rows)
    (grid,) = read_delimited(Path("sheet.csv"), out.getvalue().encode("utf-8-sig"))
    assert [row.cells for row in grid.rows[1:]] == rows


@given(st.binary(max_size=300))
def test_no_bytes_upset_the_reader(data: bytes) -> None:
    try:
        read_delimited(Path("sheet.csv"), data)
    except UnreadableFileError as error:
        assert "\n" not in str(error)


# headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("ID,Requirement", ("A-1", AUDIT)),
        ("Req. No.,Shall Statement", ("A-1", AUDIT)),
        ("Requirement ID,Requirement Text", ("A-1", AUDIT)),
        ("#,Description", ("A-1", AUDIT)),
        ("Ref,Text", ("A-1", AUDIT)),
        ("key *,Requirement (one sentence)", ("A-1", AUDIT)),
        ("req_id,req_description", ("A-1", AUDIT)),
        ("Nr.,Anforderung", ("A-1", AUDIT)),
        ("Requirement,Description", ("A-1", AUDIT)),
        ("Requirements traced,Requirement Text", ("A-1", AUDIT)),
    ],
)
def test_headers_go_by_many_names(tmp_path: Path, header: str, expected: tuple[str, str]) -> None:
    sheet = load(write(tmp_path, "sheet.csv", f"{header}\nA-1,{AUDIT}\nA-2,{RECORD}\n"))
    assert (sheet.requirements[0].id, sheet.requirements[0].text) == expected
    assert fatal(sheet) == []


def test_the_better_of_two_names_is_the_requirement(tmp_path: Path) -> None:
    text = f"ID,Name,Requirement Text\nA-1,Audit of the plant every year,{AUDIT}\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert texts(sheet) == [AUDIT]
    assert [problem.column for problem in sheet.problems] == ["Name"]


def test_a_header_may_follow_titles(tmp_path: Path) -> None:
    text = f"Programme,X\nItem,,,Produced by:\n,,\nParent,ID,Name,Rationale\n,A-1,{AUDIT},because\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert (ids(sheet), texts(sheet)) == (["A-1"], [AUDIT])


def test_a_unit_may_stand_in_the_header(tmp_path: Path) -> None:
    text = f"id,requirement,limit,value (days)\nA-1,{NOTICE},>=,90\nA-2,{AUDIT},,\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert [requirement.unit for requirement in sheet.requirements] == ["d", ""]


def test_a_column_that_nothing_knows_is_noted_once(tmp_path: Path) -> None:
    text = f"id,requirement,Colour\nA-1,{AUDIT},red\nA-2,{RECORD},blue\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert [str(problem).rpartition(":")[0][-15:] for problem in sheet.problems] == [
        "column 'Colour'"
    ]


def test_texts_alone_are_a_sheet(tmp_path: Path) -> None:
    sheet = load(write(tmp_path, "sheet.csv", f"requirement\n{AUDIT}\n{RECORD}\n"))
    assert ids(sheet) == ["row-2", "row-3"]
    assert notes(sheet) == ["no column for the id; rows are named after their place"]


def test_ids_and_texts_need_no_header(tmp_path: Path) -> None:
    sheet = load(write(tmp_path, "sheet.csv", f"A-1,{AUDIT}\nA-2,{RECORD}\n"))
    assert (ids(sheet), texts(sheet)) == (["A-1", "A-2"], [AUDIT, RECORD])


def test_columns_of_a_row_without_a_text_are_a_sheet(tmp_path: Path) -> None:
    text = "party,action,object,limit,value,unit\nCDMO,notify,change,>=,90,d\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert texts(sheet) == ["CDMO notify change >= 90 d"]


# rows --------------------------------------------------------------------------------------------


def test_bad_rows_are_named_and_the_others_are_kept(tmp_path: Path) -> None:
    text = (
        "Req ID,Requirement,Operator,Target\n"
        f"A-1,{AUDIT},,\n"
        "A-2,,,\n"
        f"A-3,{RECORD},>=,as needed\n"
        f"A-1,{NOTICE},,\n"
        ",,,\n"
        f"A-4,{NOTICE},>=,90 d\n"
    )
    path = write(tmp_path, "sheet.csv", text)
    sheet = load(path)
    assert ids(sheet) == ["A-1", "A-4"]
    assert fatal(sheet) == [
        f"{path}:3: column 'Requirement': empty; say in a sentence what the contract must hold",
        f"{path}:4: column 'Target': 'as needed' is no number, which the limit >= needs",
        f"{path}:5: column 'Req ID': 'A-1' is already the id of line 2; give each row its own",
    ]


def test_headings_between_rows_give_the_area(tmp_path: Path) -> None:
    text = f"id,requirement,owner\nAudit,,\nA-1,{AUDIT},QA\n,Other things,\nA-2,{RECORD},QA\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert [requirement.area for requirement in sheet.requirements] == ["AUD", ""]
    assert fatal(sheet) == []
    assert notes(sheet) == ["'Other things' is taken for a heading; it is not checked"]


@pytest.mark.parametrize(
    ("first", "second"), [("A", "B"), ("A-1", "A-2"), ("audit-time", "notice")]
)
def test_an_id_without_a_text_is_no_heading(tmp_path: Path, first: str, second: str) -> None:
    text = f"id,requirement,owner\n{first},{AUDIT},QA\n{second},,\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert ids(sheet) == [first]
    (problem,) = fatal(sheet)
    assert ":3: column 'requirement': empty" in problem


def test_a_row_without_an_id_is_named_after_its_line(tmp_path: Path) -> None:
    sheet = load(write(tmp_path, "sheet.csv", f"id,requirement\nA-1,{AUDIT}\n,{RECORD}.\n"))
    assert ids(sheet) == ["A-1", "row-3"]


def test_a_header_printed_again_is_no_row(tmp_path: Path) -> None:
    text = f"id,requirement\nA-1,{AUDIT}\nID,Requirement\nA-2,{RECORD}\n"
    assert ids(load(write(tmp_path, "sheet.csv", text))) == ["A-1", "A-2"]


def test_the_digest_is_of_the_file(tmp_path: Path) -> None:
    first = load(write(tmp_path, "a.csv", f"id,requirement\nA-1,{AUDIT}\n"))
    second = load(write(tmp_path, "b.csv", f"id,requirement\nA-1,{AUDIT}\n"))
    third = load(write(tmp_path, "c.csv", f"id,requirement\nA-1,{RECORD}\n"))
    assert first.sha256 == second.sha256 != third.sha256
    assert len(first.sha256) == 64


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("sheet.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("sheet.ods", b"PK", "save it as .xlsx"),
        ("sheet.pdf", b"%PDF", "expected one of: .csv, .docx"),
        ("sheet.xlsx", b"\xd0\xcf\x11\xe0", "without a password"),
        ("sheet.xlsx", b"PK\x03\x04 broken", "not an Excel workbook"),
        ("sheet.csv", b"", "no requirement sheet"),
        ("sheet.csv", b"a,b,c\n1,2,3\n", "no row names a column such as 'requirement'"),
        ("sheet.csv", b"id,requirement\n", "no row below the header"),
        ("sheet.csv", b"id,requirement\nA-1,\n", "no usable row"),
        ("sheet.csv", b"id\0\0,\0,requirement\0 x", "not a text file"),
        ("sheet.yaml", b"- limit: >=\n", "put signs in quotes"),
        ("sheet.yaml", b"just a text\n", "no list of rows"),
        ("sheet.yaml", b"- {id: A, id: B}\n", "stands twice"),
        ("sheet.yaml", b"- {id: A, requirement: {deep: 1}}\n", "neither a text"),
        ("sheet.md", b"# Nothing\n", "no requirement sheet"),
    ],
)
def test_what_is_no_sheet_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, complaint: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as caught:
        load(path)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="No such file"):
        load(tmp_path / "none.csv")


# Excel -------------------------------------------------------------------------------------------


def save(tmp_path: Path, workbook: Workbook) -> Path:
    path = tmp_path / "sheet.xlsx"
    workbook.save(path)
    return path


def filled(rows: Sequence[Sequence[object]]) -> Workbook:
    workbook = Workbook()
    assert workbook.active is not None
    for row in rows:
        workbook.active.append(list(row))
    return workbook


def test_a_workbook_with_titles_and_numbers(tmp_path: Path) -> None:
    workbook = filled(
        [
            ["Programme X: requirements"],
            [],
            ["ID", "Requirement", "Limit", "Value", "Unit", "Approved"],
            ["A-1", AUDIT, ">=", 1, "/y", True],
            ["A-2", "Vials revive", ">=", 0.7, None, None],
            [3, RECORD, "≥", 10.0, "years", None],
        ]
    )
    assert workbook.active is not None
    workbook.active["D5"].number_format = "0%"
    sheet = load(save(tmp_path, workbook))
    assert [(r.id, r.value, r.unit) for r in sheet.requirements] == [
        ("A-1", 1, "/y"),
        ("A-2", 70, "%"),
        ("3", 10, "y"),
    ]
    assert [r.place.line for r in sheet.requirements] == [4, 5, 6]
    assert str(sheet.requirements[0].place).endswith("sheet.xlsx[Sheet]:4")


def test_two_header_rows_are_read_as_one(tmp_path: Path) -> None:
    workbook = filled(
        [
            ["Requirement", None, "Acceptance", None, None, "Document"],
            ["ID", "Text", "Limit", "Value", "Unit", None],
            ["A-1", NOTICE, ">=", 90, "days", "QAG"],
        ]
    )
    assert workbook.active is not None
    workbook.active.merge_cells("A1:B1")
    workbook.active.merge_cells("C1:E1")
    workbook.active.merge_cells("F1:F2")
    (requirement,) = load(save(tmp_path, workbook)).requirements
    assert (requirement.id, requirement.text) == ("A-1", NOTICE)
    assert (requirement.limit, requirement.value, requirement.unit) == (Limit.AT_LEAST, 90, "d")
    assert requirement.documents == ("QAG",)


def test_merged_cells_reach_down(tmp_path: Path) -> None:
    workbook = filled(
        [
            ["Area", "ID", "Requirement", "Document"],
            ["Audit", "A-1", AUDIT, "QAG"],
            [None, "A-2", RECORD, None],
            [None, None, NOTICE, None],
            ["Everything else", None, None, None],
            ["Change control", "A-3", NOTICE, None],
        ]
    )
    assert workbook.active is not None
    workbook.active.merge_cells("A2:A4")
    workbook.active.merge_cells("B3:B4")
    workbook.active.merge_cells("D2:D4")
    workbook.active.merge_cells("A5:D5")
    sheet = load(save(tmp_path, workbook))
    assert [(r.id, r.area, r.documents) for r in sheet.requirements] == [
        ("A-1", "AUD", ("QAG",)),
        ("A-2", "AUD", ("QAG",)),
        ("A-2.2", "AUD", ("QAG",)),
        ("A-3", "CHG", ()),
    ]
    assert sheet.problems == ()


def test_a_row_merged_over_two_is_one_row(tmp_path: Path) -> None:
    workbook = filled([["ID", "Requirement"], ["A-1", AUDIT], [None, None], ["A-2", RECORD]])
    assert workbook.active is not None
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("B2:B3")
    sheet = load(save(tmp_path, workbook))
    assert (ids(sheet), sheet.problems) == (["A-1", "A-2"], ())


def test_every_worksheet_with_a_header_is_read(tmp_path: Path) -> None:
    workbook = filled([["ID", "Requirement"], ["A-1", AUDIT]])
    second = workbook.create_sheet("Quality")
    second.append(["Nr", "Requirement", "Priority"])
    second.append(["A-1", RECORD, "low"])
    second.append(["A-2", RECORD, "low"])
    second.sheet_state = "hidden"
    second.row_dimensions[3].hidden = True
    history = workbook.create_sheet("History")
    history.append(["Version", "Date", "Description"])
    history.append(["1", "yesterday", "First version of this sheet"])
    sheet = load(save(tmp_path, workbook))
    assert ids(sheet) == ["A-1", "A-2"]
    assert sheet.requirements[1].strength is Strength.INFO
    assert fatal(sheet) == [
        (
            f"{sheet.path}[Quality]:2: column 'Nr': 'A-1' is already the id of row 2 of 'Sheet'; "
            "give each row its own"
        )
    ]
    assert notes(sheet) == [
        "the worksheet is hidden; its rows are read",
        "1 hidden rows are read: 3",
        "no header of a requirement sheet in this worksheet; it is not read",
    ]


# YAML, Markdown, text, Word ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        (
            f"- id: A-1\n  requirement: {AUDIT}\n  limit: '>='\n  value: 1\n  unit: /y\n"
            f"  object: [plant, site]\n  document: [QAG, MSA]\n- id: A-2\n  requirement: {RECORD}\n"
        ),
        (
            f"requirements:\n  - {{id: A-1, requirement: {AUDIT}, limit: '>=', value: 1, unit: /y,\n"
            f"     object: plant|site, document: QAG+MSA}}\n  - {{id: A-2, requirement: {RECORD}}}\n"
        ),
        (
            f"A-1:\n  requirement: {AUDIT}\n  limit: at least\n  value: one\n  unit: per year\n"
            f"  object: plant | site\n  document: QAG + MSA\nA-2: {RECORD}\n"
        ),
    ],
)
def test_yaml_has_three_forms(tmp_path: Path, text: str) -> None:
    sheet = load(write(tmp_path, "sheet.yaml", text))
    first, second = sheet.requirements
    assert (first.id, first.text, first.limit, first.value) == ("A-1", AUDIT, Limit.AT_LEAST, 1)
    assert (first.unit, first.objects) == ("/y", ("plant", "site"))
    assert first.documents == ("QAG", "MSA")
    assert (second.id, second.text) == ("A-2", RECORD)
    lines = text.splitlines()
    assert "A-2" in lines[second.place.line - 1]
    assert sheet.problems == ()


def test_pipe_tables(tmp_path: Path) -> None:
    text = (
        "# Requirements\n\nSome words.\n\n"
        "| ID | Requirement | Object |\n|----|:-----------:|---|\n"
        f"| **A-1** | {AUDIT} | plant \\| site |\n| `A-2` | {RECORD} | |\n\nMore words.\n"
    )
    sheet = load(write(tmp_path, "sheet.md", text))
    assert [(r.id, r.place.line) for r in sheet.requirements] == [("A-1", 7), ("A-2", 8)]
    assert sheet.requirements[0].objects == ("plant", "site")


def test_a_list_of_one_liners(tmp_path: Path) -> None:
    text = (
        "What we need\n\n- CDMO deliver vials >= 200 vials in SOW\n"
        "- not a row\n2. Sponsor audit [for-cause] <= 2 bd from request in QAG\n"
    )
    sheet = load(write(tmp_path, "sheet.txt", text))
    assert ids(sheet) == ["row-3", "row-5"]
    assert [r.value for r in sheet.requirements] == [200, 2]
    named = load(write(tmp_path, "named.md", "- A-7: CDMO deliver vials >= 200 vials in SOW\n"))
    assert ids(named) == ["A-7"]


def test_a_text_file_may_be_delimited(tmp_path: Path) -> None:
    sheet = load(write(tmp_path, "sheet.txt", f"id\trequirement\nA-1\t{AUDIT}\n"))
    assert texts(sheet) == [AUDIT]


def test_tables_in_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Requirements")
    rows = [
        ("Area", "ID", "Requirement"),
        ("Audit", "A-1", AUDIT),
        ("", "A-2", RECORD),
        ("Change control", "A-3", NOTICE),
    ]
    table = document.add_table(len(rows), 3)
    for index, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(index, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Audit"
    path = tmp_path / "sheet.docx"
    document.save(str(path))
    sheet = load(path)
    assert [(r.id, r.area, r.text) for r in sheet.requirements] == [
        ("A-1", "AUD", AUDIT),
        ("A-2", "AUD", RECORD),
        ("A-3", "CHG", NOTICE),
    ]
    assert [r.place.line for r in sheet.requirements] == [3, 4, 5]
    assert fatal(sheet) == []


def test_word_without_a_table_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(AUDIT)
    path = tmp_path / "sheet.docx"
    document.save(str(path))
    with pytest.raises(UnreadableFileError, match="no table"):
        load(path)


# real sheets -------------------------------------------------------------------------------------

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "requirements"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no real sheets beside the checkout")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_real_sheets_give_rows(suffix: str) -> None:
    small = (path for path in SHARED.glob(f"*{suffix}") if path.stat().st_size < 590_000)
    for path in sorted(small):
        sheet = load(path)
        assert sheet.requirements
        assert len(set(ids(sheet))) == len(sheet.requirements)
        assert all(len(requirement.text) > 5 for requirement in sheet.requirements)


def test_the_suffixes_are_lower_case() -> None:
    assert all(suffix == suffix.lower() for suffix in SUFFIXES)


def test_a_comma_outside_quotes_is_named_and_not_cut_off(tmp_path: Path) -> None:
    text = f"id,requirement\nA-1,The plant, if asked, opens its doors\nA-2,{RECORD}\n"
    sheet = load(write(tmp_path, "sheet.csv", text))
    assert ids(sheet) == ["A-2"]
    assert [line.rpartition(": ")[2] for line in fatal(sheet)] == [
        "more cells than the header; put texts in quotes"
    ]


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "sheet.csv", f'id,requirement\nA-1,{AUDIT}\nA-2,"{RECORD}\nA-3,x\n')
    with pytest.raises(UnreadableFileError, match="line 3: not well-formed CSV"):
        load(path)


def test_some_headers_imply_the_limit(tmp_path: Path) -> None:
    text = f"id,requirement,Deadline\nA-1,{RECORD},30 days after receipt\n"
    (requirement,) = load(write(tmp_path, "sheet.csv", text)).requirements
    assert (requirement.limit, requirement.value, requirement.unit) == (Limit.AT_MOST, 30, "d")
    assert requirement.clock_from == "after receipt"


def test_a_note_that_many_rows_share_is_given_once(tmp_path: Path) -> None:
    rows = "".join(f"A-{number},{AUDIT},Zoology\n" for number in range(5))
    sheet = load(write(tmp_path, "sheet.csv", f"id,requirement,Category\n{rows}"))
    assert notes(sheet) == [
        "unknown area 'Zoology' is kept; the row is judged by its text (4 more rows)"
    ]


def test_texts_merged_across_columns_are_rows(tmp_path: Path) -> None:
    workbook = filled([["Requirement", None, None], [AUDIT], [f"{NOTICE} and in writing"]])
    assert workbook.active is not None
    for row in (1, 2, 3):
        workbook.active.merge_cells(f"A{row}:C{row}")
    sheet = load(save(tmp_path, workbook))
    assert texts(sheet) == [AUDIT, f"{NOTICE} and in writing"]
