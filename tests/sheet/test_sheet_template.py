"""The template that a new user fills in."""

import io
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from contract_lint.model import Limit, Place
from contract_lint.sheet import COLUMNS, load, parse_row, template, write_template
from contract_lint.sheet.columns import candidates, header_words


def test_the_template_reads_back_without_a_complaint(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_template(path)
    sheet = load(path)
    assert sheet.problems == ()
    first, second = sheet.requirements
    assert (first.limit, first.unit, first.documents) == (Limit.AT_MOST, "bd", ("QAG",))
    assert (second.limit, second.value, second.objects[1]) == (
        Limit.AT_LEAST,
        80,
        "master cell bank",
    )


def test_the_template_has_help_and_drop_downs() -> None:
    worksheet = load_workbook(io.BytesIO(template())).active
    assert worksheet is not None
    cells = {
        worksheet.cell(1, column).value: worksheet.cell(2, column).value
        for column in range(1, worksheet.max_column + 1)
    }
    assert cells == {column.name: column.help for column in COLUMNS}
    choices = {str(v.sqref)[0]: v.formula1 for v in worksheet.data_validations.dataValidation}
    assert choices["Q"] == '"must,should,info"'
    assert all(len(choice) < 256 for choice in choices.values())
    assert len(choices) == sum(1 for column in COLUMNS if column.allowed)


def test_the_template_is_the_same_bytes_in_every_process() -> None:
    code = (
        "import sys; from contract_lint.sheet import template; sys.stdout.buffer.write(template())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert outputs == {template()}


def test_the_names_of_columns_are_folded_and_their_values_known() -> None:
    for column in COLUMNS:
        assert all(name == header_words(name) for name in column.names), column.name
        assert next(iter(candidates(column.name))) == column.name
        for value in column.allowed:
            cells = {"id": "A-1", "requirement": "Words on 3 things", column.name: value}
            if column.name == "limit":
                cells["value"] = "3"
            requirement, problems = parse_row(cells, Place(Path("sheet.csv"), 2))
            assert requirement is not None
            assert all(problem.column in {"value", "limit"} for problem in problems), problems
