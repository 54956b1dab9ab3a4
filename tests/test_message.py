from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.align.wording import reason
from contract_lint.message import message, remedy
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
        reason(deviations, ""),
        (Passage(made, Span(12, len(TEXT))),),
        deviations,
    )


NOTICE = {
    "limit": Limit.AT_LEAST,
    "value": Decimal(90),
    "unit": "d",
    "clock_from": "before implementation",
}
ASKED = "at least 90 days before implementation"


@pytest.mark.parametrize(
    ("deviation", "mended"),
    [
        (
            Deviation("value", "at least 90 days", "thirty (30) days"),
            "write 90 days instead of “thirty (30) days”",
        ),
        (Deviation("vague", ASKED, "promptly"), f"write {ASKED} instead of “promptly”"),
        (Deviation("vague", ASKED, "no value"), f"set a limit: {ASKED}"),
        (Deviation("redaction", ASKED, "[***] days"), f"fill the value in: {ASKED}"),
        (Deviation("modality", "shall", "may"), "write “shall” instead of “may”"),
        (
            Deviation("anchor", "from discovery", "from its confirmation"),
            "count from discovery, not from its confirmation",
        ),
        (
            Deviation("bearer", "approval by the Sponsor", "approval by the CDMO"),
            f"change it so that it says: {ROW.text}",
        ),
        (
            Deviation("exception", "no exception", "one: “unless Maker decides otherwise”"),
            "strike “unless Maker decides otherwise”",
        ),
        (Deviation("scope", "Groningen; Zwolle", "not named: Zwolle"), "name Zwolle as well"),
    ],
    ids=lambda value: value.kind if isinstance(value, Deviation) else "",
)
def test_a_deviation_is_mended_in_words(deviation: Deviation, mended: str) -> None:
    assert remedy(judgement(deviation, **NOTICE)) == mended


def test_several_deviations_are_mended_together_or_by_the_row() -> None:
    short = Deviation("value", ASKED, "thirty (30) days")
    soft = Deviation("modality", "shall", "may")
    other = Deviation("bearer", "a duty of the CDMO", "a duty of the Sponsor")
    assert remedy(judgement(soft, short, **NOTICE)) == (
        "write “shall” instead of “may”; write 90 days instead of “thirty (30) days”"
    )
    assert remedy(judgement(short, other, **NOTICE)) == f"change it so that it says: {ROW.text}"


def test_the_clause_and_the_parties_are_named_as_in_the_contract() -> None:
    deviation = Deviation("bearer", "a duty of the CDMO", "a duty of the Sponsor: “the Sponsor”")
    assert message(judgement(deviation)) == (
        f"R1 ({ROW.text}) is weaker: the row asks for a duty of Maker, "
        "clause 7.3 gives a duty of Client: “the Sponsor”"
    )


def test_a_reason_without_deviations_stays_and_doubt_is_told() -> None:
    missing = Judgement(ROW, Verdict.MISSING, "the QAG says nothing of it")
    assert message(missing) == f"R1 ({ROW.text}) is missing: the QAG says nothing of it"
    assert remedy(missing) == f"add a clause that says: {ROW.text}"
    assert message(replace(missing, confidence=0.3)).endswith("nothing of it; check by hand")


def test_the_row_of_a_rule_goes_by_its_words() -> None:
    missing = Judgement(replace(ROW, id="CHG-01"), Verdict.MISSING, "")
    assert message(missing, rule="CHG-01") == f"“{ROW.text}” is missing"
    assert message(missing, rule="CHG-02") == f"CHG-01 ({ROW.text}) is missing"
