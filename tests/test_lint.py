from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import Linter
from contract_lint.model import (
    Contract,
    DocumentSet,
    DocumentType,
    Examples,
    Finding,
    Limit,
    Place,
    Requirement,
    Result,
    Rule,
    Severity,
    Strength,
    Verdict,
)
from contract_lint.read.lines import SourceBlock, SourceLine, assemble
from contract_lint.segment import segment

CHANGE = (
    "1.1 Changes. Manufacturer shall notify Client of each major change at least thirty (30) days "
    "before its implementation."
)
RECORDS = (
    "1.2 Records. Manufacturer shall retain all batch records for ten (10) years after the end "
    "of manufacture."
)
LINES = (
    "MASTER SERVICES AGREEMENT",
    'between Arden Therapeutics, Inc. ("Client") and Brisa Biologics AG ("Manufacturer").',
    CHANGE,
    RECORDS,
    "1.3 Notice. The plant uses reasonable measures. The plant uses reasonable measures.",
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


def contract(*lines: str, path: str = "msa.txt", kind: str = "MSA") -> Contract:
    blocks = [SourceBlock((SourceLine(line),)) for line in lines or LINES]
    return segment(assemble(Path(path), "text", blocks), type=DocumentType(kind))


def change_row(**fields: object) -> Requirement:
    row = Requirement(
        id="R1",
        text="Major changes are notified at least 90 days ahead",
        place=Place(Path("rows.csv"), 2),
        party="CDMO",
        action="notify",
        objects=("change",),
        limit=Limit.AT_LEAST,
        value=Decimal(90),
        unit="d",
        clock_from="before implementation",
        conditions=("major",),
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def stock_row(**fields: object) -> Requirement:
    row = Requirement(
        id="R2",
        text="Three months of safety stock are held",
        place=Place(Path("rows.csv"), 3),
        party="CDMO",
        action="maintain",
        objects=("safety stock",),
        limit=Limit.PRESENT,
    )
    return replace(row, **fields)  # type: ignore[arg-type]


def rule(**fields: object) -> Rule:
    values = {
        "id": "XYZ-01",
        "name": "no-reasonable",
        "title": "A measure is called reasonable",
        "severity": Severity.WARNING,
        "message": "reasonable by whose\nmeasure?",
        "why": "Nobody can measure it.",
        "fix": "Give a number.",
        "source": "our own",
        "topic": "drafting",
        "documents": (),
        "examples": Examples((), ()),
        "path": Path("rules/drafting/no-reasonable.yaml"),
        **fields,
    }
    return Rule(**values)  # type: ignore[arg-type]


def lint(
    analyzer: Analyzer,
    *contracts: Contract,
    rows: tuple[Requirement, ...] | None = (),
    rules: tuple[Rule, ...] = (),
    with_baseline: bool = False,
    stage: str = "",
    **build: object,
) -> Result:
    linter = Linter.build(rules, analyzer=analyzer, **build)  # type: ignore[arg-type]
    documents = DocumentSet("deal", contracts or (contract(),))
    return linter.lint(documents, rows, with_baseline=with_baseline, stage=stage)


def only(result: Result) -> Finding:
    (finding,) = result.findings
    return finding


def test_a_row_that_falls_short_says_which_what_and_where(analyzer: Analyzer) -> None:
    result = lint(analyzer, rows=(change_row(),))
    finding = only(result)
    assert result.judgements[0].verdict is Verdict.WEAKER
    assert (finding.rule, finding.name) == ("REQ-weaker", "requirement-weaker")
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "R1 (Major changes are notified at least 90 days ahead) is weaker: the row asks for at "
        "least 90 days before implementation, clause 1.1 gives “thirty (30) days”"
    )
    assert finding.passage is not None
    assert finding.passage.location.line == 3
    assert "thirty (30) days" in finding.passage.text
    assert finding.suggestion


@pytest.mark.parametrize(
    ("strength", "severity"),
    [
        (Strength.MUST, Severity.ERROR),
        (Strength.SHOULD, Severity.WARNING),
        (Strength.INFO, Severity.NOTE),
    ],
)
def test_the_strength_of_a_row_weighs_its_finding(
    analyzer: Analyzer, strength: Strength, severity: Severity
) -> None:
    assert only(lint(analyzer, rows=(stock_row(strength=strength),))).severity is severity


def test_a_row_that_names_a_check_speaks_under_its_name(analyzer: Analyzer) -> None:
    finding = only(lint(analyzer, rows=(stock_row(checks=("ABC-99", "XYZ-01")),), rules=(rule(),)))
    assert (finding.rule, finding.name, finding.title) == (
        "XYZ-01",
        "no-reasonable",
        "A measure is called reasonable",
    )
    assert finding.severity is Severity.ERROR
    assert finding.suggestion != "Give a number."  # the row says what to write, not the rule


def test_a_row_of_a_type_that_the_set_lacks_stands_at_the_first_document(
    analyzer: Analyzer,
) -> None:
    finding = only(lint(analyzer, rows=(stock_row(documents=("SOW",)),)))
    assert finding.rule == "REQ-missing"
    assert "SOW" in finding.message
    assert finding.passage is not None
    assert (finding.passage.location.line, len(finding.passage.span)) == (1, 0)


def test_a_missing_row_stands_at_the_document_that_it_was_wanted_in(analyzer: Analyzer) -> None:
    qag = contract("QUALITY AGREEMENT", "1. Scope. This covers quality.", path="q.txt", kind="QAG")
    result = lint(analyzer, contract(), qag, rows=(stock_row(documents=("QAG",)),))
    finding = only(result)
    assert finding.passage is not None
    assert finding.passage.contract is qag


def test_a_row_for_another_stage_is_not_judged(analyzer: Analyzer) -> None:
    rows = (stock_row(stages=("com",)), stock_row(id="R3", stages=("clin", "com")))
    result = lint(analyzer, rows=rows, stage="clin")
    assert [judgement.applicable for judgement in result.judgements] == [False, True]
    assert [f.judgement.requirement.id for f in result.findings if f.judgement] == ["R3"]


def test_every_row_is_judged_in_order(analyzer: Analyzer) -> None:
    rows = tuple(stock_row(id=f"R{n}") for n in range(5))
    assert [j.requirement.id for j in lint(analyzer, rows=rows).judgements] == [
        "R0",
        "R1",
        "R2",
        "R3",
        "R4",
    ]


BASELINE = rule(
    id="XYZ-02",
    name="safety-stock",
    path=Path("/anywhere/rules/continuity/safety-stock.yaml"),
    topic="continuity",
    require=stock_row(id="XYZ-02", documents=("MSA", "QAG")),
)


def test_without_a_sheet_the_baseline_runs_where_it_belongs(analyzer: Analyzer) -> None:
    result = lint(analyzer, rows=None, rules=(BASELINE,))
    (judgement,) = result.judgements
    assert judgement.requirement.documents == ("MSA",)
    assert judgement.requirement.place.path == Path("rules/continuity/safety-stock.yaml")
    assert only(result).rule == "XYZ-02"
    assert only(result).severity is Severity.WARNING
    nda = contract(path="nda.txt", kind="OTHER")
    assert lint(analyzer, nda, rows=None, rules=(BASELINE,)).judgements == ()


def test_a_sheet_replaces_the_baseline_unless_both_are_asked_for(analyzer: Analyzer) -> None:
    def judged(row: Requirement, with_baseline: bool) -> list[str]:
        result = lint(analyzer, rows=(row,), rules=(BASELINE,), with_baseline=with_baseline)
        return [judgement.requirement.id for judgement in result.judgements]

    assert judged(change_row(), with_baseline=False) == ["R1"]
    assert judged(change_row(), with_baseline=True) == ["R1", "XYZ-02"]
    assert judged(change_row(checks=("XYZ-02",)), with_baseline=True) == ["R1"]


PATTERN = rule(match=(("phrase", ("reasonable measures",)),))


def test_rules_run_with_a_sheet_too_and_say_their_message_on_one_line(analyzer: Analyzer) -> None:
    result = lint(analyzer, rules=(PATTERN,))
    assert {finding.message for finding in result.findings} == {"reasonable by whose measure?"}
    assert {finding.suggestion for finding in result.findings} == {"Give a number."}


def test_a_rule_keeps_to_its_document_types(analyzer: Analyzer) -> None:
    assert lint(analyzer, rules=(replace(PATTERN, documents=("QAG",)),)).findings == ()


def test_findings_stand_in_reading_order(analyzer: Analyzer) -> None:
    qag = contract(*LINES, path="q.txt", kind="QAG")
    result = lint(analyzer, qag, contract(), rows=(change_row(), stock_row()), rules=(PATTERN,))
    places = [
        (finding.passage.contract.document.path.name, finding.passage.span.start)
        for finding in result.findings
        if finding.passage
    ]
    assert places == sorted(places, key=lambda place: (place[0] != "q.txt", place[1]))


def test_only_what_is_selected_speaks(analyzer: Analyzer) -> None:
    rows = (change_row(), stock_row())
    result = lint(analyzer, rows=rows, verdicts=("REQ-missing",))
    assert [finding.rule for finding in result.findings] == ["REQ-missing"]
    assert len(result.judgements) == 2


def fingerprints(result: Result) -> dict[tuple[str, str], str]:
    return {
        (f.rule, f.judgement.requirement.id if f.judgement else ""): f.fingerprint
        for f in result.findings
    }


def test_fingerprints_stay_when_lines_move_or_the_file_is_renamed(analyzer: Analyzer) -> None:
    rows = (change_row(), stock_row(), stock_row(id="R3", documents=("SOW",)))
    before = fingerprints(lint(analyzer, rows=rows))
    moved = contract(*LINES[:2], "", "A new recital stands here.", *LINES[2:], path="v2/draft.docx")
    assert fingerprints(lint(analyzer, moved, rows=rows)) == before
    assert len(set(before.values())) == 3


def test_fingerprints_change_with_the_words(analyzer: Analyzer) -> None:
    other = contract(*LINES[:2], CHANGE.replace("thirty (30)", "twenty (20)"), *LINES[3:])
    before = fingerprints(lint(analyzer, rows=(change_row(),)))
    assert fingerprints(lint(analyzer, other, rows=(change_row(),))) != before


def test_the_same_words_twice_have_two_fingerprints(analyzer: Analyzer) -> None:
    prints = [finding.fingerprint for finding in lint(analyzer, rules=(PATTERN,)).findings]
    assert len(prints) == 2
    assert len(set(prints)) == 2
