"""A row of the sheet against a responsibility matrix."""

from pathlib import Path

import pytest

from contract_lint import api
from contract_lint.model import Verdict

HEAD = '# Quality Agreement\n\nThis Quality Agreement is between Alder Bio AG ("CDMO") and Birch Inc. ("Sponsor").\n\n'
SHEET = "id,requirement,party,action,object,limit\nR,The CDMO releases raw materials,CDMO,own,release of raw materials,present\n"
MORE = "| Approval of the master batch record | | X |\n| Cleaning | X | |\n"


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        ("| Activity | CDMO | Sponsor |\n|---|---|---|\n| Release of raw materials | X | |\n", Verdict.MET),
        ("| Activity | CDMO | Sponsor |\n|---|---|---|\n| Release of raw materials | | X |\n", Verdict.WEAKER),
        ("| Activity | CDMO | Sponsor |\n|---|---|---|\n| Release of raw materials | R | R |\n", Verdict.WEAKER),
        ("| Activity | CDMO | Sponsor |\n|---|---|---|\n| Release of raw materials | | |\n", Verdict.VAGUE),
        ("| Activity | Owner | By |\n|---|---|---|\n| Release of raw materials | Sponsor | May |\n", Verdict.WEAKER),
        ("| Activity | | |\n|---|---|---|\n| Release of raw materials | X | |\n", Verdict.UNVERIFIABLE),
    ],
)  # fmt: skip
def test_the_column_of_the_mark_decides(tmp_path: Path, table: str, verdict: Verdict) -> None:
    more = MORE if "Owner" not in table else "| Cleaning | CDMO | May |\n"
    (tmp_path / "qag.md").write_text(HEAD + table + more, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(SHEET, encoding="utf-8")

    report = api.check(tmp_path / "qag.md", tmp_path / "rows.csv", select=["REQ"])

    assert [each.verdict for each in report.results[0].judgements] == [verdict]
