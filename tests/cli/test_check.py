import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made_deal import ROWS, Run

from contract_lint.report.as_json import schema

CHECK = ("check", "deal", "-r", "rows.csv")


def test_a_folder_is_checked_against_a_sheet(deal: Path, run: Run) -> None:
    result = run(*CHECK, "--select", "REQ")
    assert result.exit_code == 1
    assert "R1 (Major changes are notified at least 90 days ahead) is weaker" in result.stdout
    assert "--> deal/msa.md:8:" in result.stdout
    assert "(rows.csv:2; must, QA)" in result.stdout
    assert "deal: 1 of 5 rows met, 1 weaker, 3 missing" in result.stdout
    assert result.stderr == ""


def test_json_is_valid_and_has_each_row_once(deal: Path, run: Run) -> None:
    result = run(*CHECK, "--format", "json")
    data = json.loads(result.stdout)
    assert [e.message for e in Draft202012Validator(json.loads(schema())).iter_errors(data)] == []
    assert [v["requirement"] for v in data["verdicts"]] == ["R1", "R2", "R3", "R4", "R5"]
    assert {v["set"] for v in data["verdicts"]} == {"deal"}
    assert [d["path"] for d in data["documents"]] == ["deal/msa.md", "deal/qag.txt"]
    for verdict in data["verdicts"]:
        for evidence in verdict["evidence"]:
            lines = Path(evidence["path"]).read_text(encoding="utf-8").split("\n")
            last = lines[evidence["end_line"] - 1]
            kept = lines[evidence["line"] - 1 : evidence["end_line"] - 1]
            quoted = "\n".join([*kept, last[: evidence["end_column"] - 1]])
            assert quoted[evidence["column"] - 1 :] == evidence["text"]


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on_decides_the_exit_code(deal: Path, run: Run, fail_on: str, code: int) -> None:
    assert run(*CHECK, "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    ("strength", "fail_on", "code"),
    [("should", "error", 0), ("should", "warning", 1), ("info", "warning", 0), ("info", "note", 1)],
)
def test_findings_below_the_limit_do_not_fail(
    deal: Path, run: Run, strength: str, fail_on: str, code: int
) -> None:
    header, row = ROWS.splitlines()[0], ROWS.splitlines()[3].replace("must", strength)
    (deal / "one.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    args = ("check", "deal", "-r", "one.csv", "--select", "REQ", "--fail-on", fail_on)
    assert run(*args).exit_code == code


def test_without_a_sheet_the_baseline_runs(deal: Path, run: Run) -> None:
    data = json.loads(run("check", "deal", "--format", "json").stdout)
    assert data["verdicts"]
    assert {v["requirement"] for v in data["verdicts"]} <= {r["id"] for r in data["tool"]["rules"]}
    assert all(r["path"].startswith("rules/") for r in data["requirements"])


def test_with_baseline_adds_it_to_a_sheet(deal: Path, run: Run) -> None:
    without = json.loads(run(*CHECK, "--format", "json").stdout)["verdicts"]
    both = json.loads(run(*CHECK, "--with-baseline", "--format", "json").stdout)["verdicts"]
    assert len(without) == 5
    assert both[:5] == without
    assert len(both) > 10


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (("--select", "REQ-weaker"), {"REQ-weaker"}),
        (("--select", "requirement-weaker"), {"REQ-weaker"}),
        (("--select", "REQ", "--ignore", "REQ-missing"), {"REQ-weaker"}),
        (("--select", "REQ-weaker,REQ-missing"), {"REQ-weaker", "REQ-missing"}),
    ],
)
def test_select_and_ignore_narrow_the_findings(
    deal: Path, run: Run, args: tuple[str, ...], wanted: set[str]
) -> None:
    data = json.loads(run(*CHECK, *args, "--format", "json").stdout)
    assert {finding["rule"] for finding in data["findings"]} == wanted
    assert len(data["verdicts"]) == 5


def test_stage_and_owner_narrow_the_rows(deal: Path, run: Run) -> None:
    data = json.loads(run(*CHECK, "--stage", "clin", "--format", "json").stdout)
    assert {v["requirement"]: v["verdict"] for v in data["verdicts"]}["R3"] == "not applicable"
    data = json.loads(run(*CHECK, "--owner", "qa", "--format", "json").stdout)
    assert [v["requirement"] for v in data["verdicts"]] == ["R1", "R2"]


def test_show_met_prints_the_evidence(deal: Path, run: Run) -> None:
    assert "met: R2 Batch records are kept at least 10 years" in run(*CHECK, "--show-met").stdout


def test_each_checks_every_file_alone(deal: Path, run: Run) -> None:
    data = json.loads(run(*CHECK, "--each", "--format", "json").stdout)
    assert [s["set"] for s in data["summary"]["sets"]] == ["deal/msa.md", "deal/qag.txt"]
    assert len(data["verdicts"]) == 10


def test_several_formats_go_to_their_files(deal: Path, run: Run) -> None:
    alone = run(*CHECK, "--format", "sarif").stdout_bytes
    result = run(*CHECK, "--format", "concise", "--format", "sarif:out.sarif")
    assert (deal / "out.sarif").read_bytes() == alone
    assert result.stdout.startswith("deal/msa.md:1:1: ")
    saved = run(*CHECK, "--format", "sarif", "--output", "other.sarif")
    assert saved.stdout == ""
    assert (deal / "other.sarif").read_bytes() == alone


def one_line(text: str, pattern: str) -> None:
    (line,) = text.splitlines()
    assert re.search(pattern, line), line


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (("check", "deal", "--select", "AUD-77"), "unknown rule 'AUD-77'"),
        (("check", "deal", "--ignore", "weak-modl"), "did you mean 'weak-modal'"),
        (("check", "deal", "--config", "gone.toml"), "gone.toml: cannot be opened"),
        (("check", "deal", "--stage", "clinic"), "unknown stage 'clinic'; did you mean 'clin'"),
        ((*CHECK, "--owner", "Legal"), "unknown owner 'Legal'; expected one of: CMC, QA"),
        (("check", "empty"), "no contract found in empty"),
        (("check",), r"no file is named and no document set is configured"),
        (("check", "deal", "--format", "json", "--format", "sarif"), "cannot share one output"),
        (("check", "deal", "--format", "json:x", "--output", "x"), "has nothing to hold"),
        (("check", "deal/msa.md", "--output", "deal/msa.md"), "cannot be its output"),
        (("check", "deal", "-o", "gone/x.txt"), "gone/x.txt: cannot be written"),
        (("text", "gone.md"), "gone.md: "),
        (("text", "blank.txt"), "blank.txt: .*no text"),
        (("explain", "weak-modl"), "unknown rule 'weak-modl'; did you mean 'weak-modal'?"),
        (("rules", "XYZ"), "unknown rule 'XYZ'"),
        (("sheet", "new", "rows.csv"), "name it rows.xlsx"),
        (("sheet", "show", "gone.csv"), "gone.csv: "),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    deal: Path, run: Run, args: tuple[str, ...], complaint: str
) -> None:
    (deal / "empty").mkdir()
    (deal / "blank.txt").write_text(" \n---\n", encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    one_line(result.stderr, complaint)


@pytest.mark.parametrize(
    "args",
    [
        ("chek",),
        ("check", "deal", "--format", "jsn"),
        ("check", "deal", "--fail-on", "x"),
        ("check", "--nonsense"),
        ("text",),
        ("sheet", "now"),
    ],
)
def test_usage_errors_exit_2_without_a_traceback(
    deal: Path, run: Run, args: tuple[str, ...]
) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr.startswith("contract-lint: ")
    assert result.stderr.endswith("--help`\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("gone.txt", None, "gone.txt: "),
        ("old.doc", "x", "old.doc: .*docx"),
        ("data.bin", "x", "data.bin: unsupported file type"),
        ("broken.docx", "not a zip", "broken.docx: "),
        ("broken.pdf", "not a pdf", "broken.pdf: "),
        ("blank.txt", "\n\n", "blank.txt: .*no text"),
    ],
)
def test_a_file_that_cannot_be_checked_is_exit_2_and_the_others_are_reported(
    deal: Path, run: Run, name: str, content: str | None, complaint: str
) -> None:
    if content is not None:
        (deal / name).write_text(content, encoding="utf-8")
    result = run("check", "deal/msa.md", name, "-r", "rows.csv", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 2
    one_line(result.stderr, complaint)
    assert len(data["verdicts"]) == 5
    assert [d["status"] for d in data["documents"]] == ["checked", "not checked"]
    assert data["summary"]["failures"] == 1


@pytest.mark.parametrize(
    ("sheet", "rows", "complaint"),
    [
        ("id,requirement\nA,Batch records are kept 10 years\nA,Twice\n", ["A"], "'?A'?"),
        ("id,requirement,party\nA,Records are kept,\nB,,CDMO\n", ["A"], "row 3.*requirement"),
        ("id,requirement\n", [], "no row|no usable row"),
        ("this,that\n1,2\n", [], "sheet|row|column"),
    ],
)
def test_a_bad_row_is_exit_2_and_the_others_are_judged(
    deal: Path, run: Run, sheet: str, rows: list[str], complaint: str
) -> None:
    (deal / "bad.csv").write_text(sheet, encoding="utf-8")
    result = run("check", "deal", "-r", "bad.csv", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 2
    assert "bad.csv" in result.stderr
    assert re.search(complaint, result.stderr)
    assert [v["requirement"] for v in data["verdicts"]] == rows
    assert data["failures"]


def test_an_id_in_two_sheets_is_named(deal: Path, run: Run) -> None:
    (deal / "more.csv").write_text("id,requirement\nR2,Records are kept\n", encoding="utf-8")
    result = run(*CHECK, "-r", "more.csv", "--format", "json")
    assert result.exit_code == 2
    assert "the id 'R2' is taken by rows.csv:3" in result.stderr
    assert len(json.loads(result.stdout)["verdicts"]) == 5


def test_skipped_files_are_counted(deal: Path, run: Run) -> None:
    (deal / "deal" / "photo.jpg").write_text("x", encoding="utf-8")
    (deal / "deal" / "~$msa.docx").write_text("x", encoding="utf-8")
    result = run(*CHECK, "--format", "json")
    assert "skipped 2 files: not contracts" in result.stderr
    assert json.loads(result.stdout)["summary"]["skipped"] == 2


CONFIG = """
requirements = "../rows.csv"
select = "REQ"
fail-on = "never"
[documents."qag.txt"]
type = "QAG"
roles = { Sponsor = ["Client"], CDMO = ["Manufacturer"] }
[sets.pair]
documents = ["*.md", "qag.txt"]
precedence = ["QAG", "MSA"]
"""


def test_a_named_file_brings_its_configured_set(deal: Path, run: Run) -> None:
    (deal / "deal" / "contract-lint.toml").write_text(CONFIG, encoding="utf-8")
    result = run("check", "deal/msa.md", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [d["path"] for d in data["documents"]] == ["deal/msa.md", "deal/qag.txt"]
    assert {v["set"] for v in data["verdicts"]} == {"pair"}
    assert {f["rule"] for f in data["findings"]} == {"REQ-weaker", "REQ-missing"}
    assert data["configuration"]["requirements"] == ["rows.csv"]
    assert run("check", "deal/msa.md", "--fail-on", "error").exit_code == 1


def test_configuration_gives_documents_their_types_and_roles(deal: Path, run: Run) -> None:
    (deal / "contract-lint.toml").write_text(
        "[documents.'msa.md']\ntype='SUP'\nroles={Sponsor=['Manufacturer'], CDMO=['Client']}\n",
        encoding="utf-8",
    )
    (document, _) = json.loads(run(*CHECK, "--format", "json").stdout)["documents"]
    assert document["type"] == "SUP"
    roles = {alias: p["role"] for p in document["roles"] for alias in p["aliases"]}
    assert (roles["Manufacturer"], roles["Client"]) == ("Sponsor", "CDMO")


def test_a_bad_configuration_is_named(deal: Path, run: Run) -> None:
    (deal / "deal" / "contract-lint.toml").write_text("requirments = 'x'", encoding="utf-8")
    result = run(*CHECK)
    assert result.exit_code == 2
    one_line(result.stderr, "contract-lint.toml: unknown setting 'requirments'; did you mean")


def test_configured_only_leaves_a_readme_alone(deal: Path, run: Run) -> None:
    (deal / "contract-lint.toml").write_text(
        "[sets.a]\ndocuments = ['deal/*.md']", encoding="utf-8"
    )
    (deal / "README.md").write_text("# Read me\n", encoding="utf-8")
    result = run("check", "--configured-only", "README.md")
    assert result.exit_code == 0
    assert "left 1 file outside every set alone" in result.stderr
    assert "msa.md" in run("check", "--configured-only", "README.md", "deal/msa.md").stdout


def test_a_loop_of_links_and_an_endless_name_are_told_in_one_line(deal: Path, run: Run) -> None:
    (deal / "one.txt").symlink_to("two.txt")
    (deal / "two.txt").symlink_to("one.txt")
    for name in ("one.txt", f"{'x' * 300}.txt"):
        result = run("check", name)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"contract-lint: {name}: cannot be opened: ")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ("check", "deal", "-r", "rows.csv", "-o"),
        ("matrix", "deal", "-r", "rows.csv", "--format", "csv", "-o"),
        ("baseline", "deal", "-r", "rows.csv", "-o"),
        ("compare", "deal", "deal", "-r", "rows.csv", "-o"),
    ],
)
def test_no_report_is_written_over_a_draft_of_a_folder(
    deal: Path, run: Run, command: tuple[str, ...]
) -> None:
    draft = next(path for path in sorted((deal / "deal").iterdir()) if path.suffix == ".md")
    before = draft.read_bytes()
    done = run(*command, f"deal/{draft.name}")
    assert done.exit_code == 2
    one_line(done.stderr, f"deal/{draft.name} is read by this run")
    assert draft.read_bytes() == before


def test_no_report_is_written_over_what_the_configuration_names(deal: Path, run: Run) -> None:
    draft = next(path for path in sorted((deal / "deal").iterdir()) if path.suffix == ".md")
    config = deal / "contract-lint.toml"
    config.write_text(
        f'[sets.one]\ndocuments = ["deal/{draft.name}"]\nrequirements = ["rows.csv"]\n'
    )
    for name in (f"deal/{draft.name}", "rows.csv", "contract-lint.toml"):
        before = (deal / name).read_bytes()
        done = run("check", "-o", name)
        assert done.exit_code == 2
        one_line(done.stderr, f"{name} is read by this run")
        assert (deal / name).read_bytes() == before
