from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.message import asked_amount, message, remedy
from contract_lint.model import (
    Clause,
    ClauseKind,
    Contract,
    Deviation,
    Document,
    DocumentType,
    Judgement,
    Limit,
    Line,
    Party,
    Passage,
    Place,
    Requirement,
    Role,
    Span,
    Verdict,
)

TEXT = "7.3 Notice. Maker may tell Client promptly, unless Maker decides otherwise."
ROW = Requirement(
    id="R1",
    text="Major changes are announced at least 90 days ahead",
    place=Place(Path("s.csv"), 2),
)


def contract() -> Contract:
    whole = Span(0, len(TEXT))
    return Contract(
        document=Document(Path("qag.txt"), "text", TEXT, (Line(whole),), ()),
        type=DocumentType.QAG,
        clauses=(Clause(0, ClauseKind.SECTION, whole, whole, number="7.3", label=Span(0, 3)),),
        parties=(
            Party("Maker AG", ("Maker AG", "Maker"), Role.CDMO),
            Party("Orbis", ("Orbis", "Client"), Role.SPONSOR),
        ),
    )


def judgement(
    *deviations: Deviation, verdict: Verdict = Verdict.WEAKER, **row: object
) -> Judgement:
    made = contract()
    return Judgement(
        replace(ROW, **row),
        verdict,
        "; ".join(f"asks {d.required}, finds {d.found}" for d in deviations),
        (Passage(made, Span(12, len(TEXT))),),
        deviations,
    )


@pytest.mark.parametrize(
    ("limit", "value", "unit", "clock_from", "said"),
    [
        (">=", "90", "d", "before implementation", "at least 90 days before implementation"),
        ("<=", "1", "bd", "discovery", "at most 1 Business Day from discovery"),
        (">=", "10", "y", "end of manufacture", "at least 10 years from the end of manufacture"),
        ("=", "45", "d", "", "exactly 45 days"),
        (">=", "1", "/y", "", "at least once a year"),
        (">=", "4", "/mo", "", "at least 4 times a month"),
        (">=", "70", "%", "", "at least 70%"),
        (">=", "2", "vials", "", "at least 2 vials"),
        ("present", None, "", "", ""),
    ],
)
def test_what_a_row_asks_reads_as_english(
    limit: str, value: str | None, unit: str, clock_from: str, said: str
) -> None:
    row = replace(
        ROW,
        limit=Limit(limit),
        value=Decimal(value) if value else None,
        unit=unit,
        clock_from=clock_from,
    )
    assert asked_amount(row) == said


NOTICE = {
    "limit": Limit.AT_LEAST,
    "value": Decimal(90),
    "unit": "d",
    "clock_from": "before implementation",
}
ASKED = "at least 90 days before implementation"


@pytest.mark.parametrize(
    ("deviation", "told", "mended"),
    [
        (
            Deviation("value", ">= 90 d", "thirty (30) days"),
            f'asks for {ASKED}; clause 7.3 gives "thirty (30) days"',
            'write 90 days instead of "thirty (30) days"',
        ),
        (
            Deviation("vague", ">= 90 d", "promptly"),
            f'asks for {ASKED}; clause 7.3 says only "promptly"',
            f'write {ASKED} instead of "promptly"',
        ),
        (
            Deviation("vague", ">= 90 d", "no value"),
            f"asks for {ASKED}; clause 7.3 gives no value",
            f"set a limit: {ASKED}",
        ),
        (
            Deviation("redaction", ">= 90 d", "[***] days"),
            f'asks for {ASKED}; clause 7.3 hides the value: "[***] days"',
            f"fill the value in: {ASKED}",
        ),
        (
            Deviation("modality", "shall", "may"),
            'clause 7.3 says "may" where the row asks for a duty',
            'write "shall" instead of "may"',
        ),
        (
            Deviation("anchor", "from discovery", "from its confirmation"),
            "clause 7.3 counts from its confirmation, not from discovery",
            "count from discovery, not from its confirmation",
        ),
        (
            Deviation("bearer", "approval by Sponsor", "approval by CDMO"),
            "by clause 7.3, approval by Maker (wanted: approval by Client)",
            f"change it so that it says: {ROW.text}",
        ),
        (
            Deviation("exception", "no exception", "unless Maker decides otherwise"),
            'clause 7.3 leaves a way out: "unless Maker decides otherwise"',
            'strike "unless Maker decides otherwise"',
        ),
        (
            Deviation("scope", "Groningen; Zwolle", "not named: Zwolle"),
            "clause 7.3 does not name Zwolle",
            "name Zwolle as well",
        ),
        (
            Deviation("discretion", "named sites only", "unless Maker decides otherwise"),
            'clause 7.3 says "unless Maker decides otherwise" (wanted: named sites only)',
            'strike "unless Maker decides otherwise"',
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Deviation) else "",
)
def test_a_deviation_is_told_and_mended_in_words(
    deviation: Deviation, told: str, mended: str
) -> None:
    judged = judgement(deviation, **NOTICE)
    assert message(judged) == f"R1 ({ROW.text}) is weaker: {told}"
    assert remedy(judged) == mended


def test_the_clause_is_named_once() -> None:
    short = Deviation("value", ">= 90 d", "thirty (30) days")
    soft = Deviation("modality", "shall", "may")
    said = message(judgement(soft, short, **NOTICE))
    assert said.endswith(f'asks for {ASKED}; it gives "thirty (30) days"')


def test_a_reason_without_deviations_stays_and_doubt_is_told() -> None:
    missing = Judgement(ROW, Verdict.MISSING, "the QAG says nothing of it")
    assert message(missing) == f"R1 ({ROW.text}) is missing: the QAG says nothing of it"
    assert remedy(missing) == f"add a clause that says: {ROW.text}"
    assert message(replace(missing, confidence=0.3)).endswith("nothing of it; check by hand")
