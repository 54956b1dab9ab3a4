"""One row of cells."""

from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.model import Limit, Place, Requirement, Role, SheetProblem, Strength
from contract_lint.sheet import describe, parse_row, side

PLACE = Place(Path("sheet.csv"), 7)
TEXT = "Batch records reach us soon after manufacture"


def row(**cells: str) -> tuple[Requirement, tuple[SheetProblem, ...]]:
    requirement, problems = parse_row({"id": "A-1", "requirement": TEXT} | cells, PLACE)
    assert requirement is not None, problems
    return requirement, problems


def test_every_column_reaches_the_requirement() -> None:
    requirement, problems = row(
        requirement="Two of three vials grow",
        check="FIT-02; FIT-03",
        area="fit",
        party="CDMO",
        action="delivers",
        object="vials | cell bank",
        attribute="growth",
        limit="at least",
        value="2",
        unit="vial",
        clock_from="thaw",
        condition="critical;major",
        to="Sponsor QA",
        stage="clin;com",
        document="SOW + QAG",
        strength="should",
        accept="force majeure; carrier delay",
        source="filing",
        owner="CMC",
    )
    assert problems == ()
    assert requirement == Requirement(
        id="A-1",
        text="Two of three vials grow",
        place=PLACE,
        checks=("FIT-02", "FIT-03"),
        area="FIT",
        party="CDMO",
        action="deliver",
        objects=("vials", "cell bank"),
        attribute="growth",
        limit=Limit.AT_LEAST,
        value=Decimal(2),
        unit="vials",
        clock_from="thaw",
        conditions=("critical", "major"),
        to="Sponsor QA",
        stages=("clin", "com"),
        documents=("SOW", "QAG"),
        strength=Strength.SHOULD,
        accept=("force majeure", "carrier delay"),
        source="filing",
        owner="CMC",
    )


def test_id_and_text_are_enough() -> None:
    requirement, problems = row()
    assert problems == ()
    assert requirement == Requirement("A-1", TEXT, PLACE)


@pytest.mark.parametrize(
    ("cells", "limit", "value", "unit", "clock_from"),
    [
        ({"value": ">= 30 d"}, Limit.AT_LEAST, "30", "d", ""),
        ({"limit": "<= 30 days"}, Limit.AT_MOST, "30", "d", ""),
        ({"value": "within 30 days after receipt"}, Limit.AT_MOST, "30", "d", "after receipt"),
        ({"limit": "<=", "value": "5 business days of notice"}, Limit.AT_MOST, "5", "bd", "notice"),
        (
            {"limit": "<=", "value": "5", "unit": "days from request"},
            Limit.AT_MOST,
            "5",
            "d",
            "request",
        ),
        ({"limit": ">=", "value": "70%"}, Limit.AT_LEAST, "70", "%", ""),
        (
            {"limit": ">=", "value": "10", "unit": "million USD"},
            Limit.AT_LEAST,
            "10000000",
            "USD",
            "",
        ),
        ({"limit": ">=", "value": "1", "unit": "per quarter"}, Limit.AT_LEAST, "4", "/y", ""),
        ({"limit": ">=", "value": "two", "unit": "quarters"}, Limit.AT_LEAST, "6", "mo", ""),
        ({"limit": "<=", "value": "-150", "unit": "°C"}, Limit.AT_MOST, "-150", "degC", ""),
    ],
)
def test_limit_value_and_unit_may_share_cells(
    cells: dict[str, str], limit: Limit, value: str, unit: str, clock_from: str
) -> None:
    requirement, problems = row(**cells)
    assert problems == ()
    assert requirement.limit is limit
    assert requirement.value == Decimal(value)
    assert (requirement.unit, requirement.clock_from) == (unit, clock_from)


@pytest.mark.parametrize(
    ("cells", "items"),
    [
        ({"limit": "all_of", "value": "CoA;CoC; deviation list"}, ("CoA", "CoC", "deviation list")),
        ({"limit": "none_of", "value": "auction, resale"}, ("auction", "resale")),
        ({"limit": "all of", "value": "CoA\nCoC"}, ("CoA", "CoC")),
    ],
)
def test_a_list_limit_has_items(cells: dict[str, str], items: tuple[str, ...]) -> None:
    requirement, problems = row(**cells)
    assert (requirement.items, problems) == (items, ())


@pytest.mark.parametrize(
    ("cells", "column", "complaint"),
    [
        ({"limit": ">=", "value": "as needed"}, "value", "'as needed' is no number"),
        ({"limit": "<=", "value": "adequate"}, "value", "'adequate' is no number"),
        ({"limit": "<=", "value": "TBD"}, "value", "'TBD' is no number"),
        ({"limit": "<="}, "value", "no number under the limit <="),
        ({"limit": "all_of", "value": ";"}, "value", "no list"),
        ({"requirement": ""}, "requirement", "empty"),
        ({"requirement": "..."}, "requirement", "'...' is no requirement"),
        ({"requirement": "tbd"}, "requirement", "'tbd' is no requirement"),
    ],
)
def test_what_cannot_be_judged_is_fatal(cells: dict[str, str], column: str, complaint: str) -> None:
    requirement, problems = parse_row({"id": "A-1", "requirement": TEXT} | cells, PLACE)
    assert requirement is None
    (problem,) = [problem for problem in problems if problem.fatal]
    assert problem.column == column
    assert complaint in problem.message
    assert str(problem).startswith("sheet.csv:7: column")


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"area": "Zoology"}, "unknown area 'Zoology'"),
        ({"party": "somebody"}, "unknown party 'somebody'"),
        ({"action": "juggle"}, "unknown action 'juggle'"),
        ({"limit": ">=", "value": "3", "unit": "furlongs"}, "unknown unit 'furlongs'"),
        ({"document": "Charter"}, "unknown document 'Charter'"),
        ({"stage": "someday"}, "unknown stage 'someday'"),
        ({"strength": "purple"}, "unknown strength 'purple'"),
        ({"limit": "roughly", "value": "3"}, "unknown limit 'roughly'"),
        ({"value": "3", "unit": "d"}, "empty beside the value"),
        ({"limit": "=", "value": "2 to 8", "unit": "degC"}, "more than one number"),
        ({"limit": "<=", "value": "3 d", "unit": "bd"}, "differ"),
        ({"limit": "<=", "requirement": "Within ten days"}, "read from the text"),
        ({"limit": "present", "value": "3"}, "not used"),
        ({"colour": "red"}, "unknown column 'colour'"),
    ],
)
def test_what_is_unknown_is_a_note(cells: dict[str, str], complaint: str) -> None:
    _, problems = row(**cells)
    assert [problem.fatal for problem in problems] == [False]
    assert complaint in problems[0].message


def test_names_that_a_contract_may_use_are_kept() -> None:
    for party in ("Receiving Party", "Customer", "Acme GmbH"):
        requirement, problems = row(party=party)
        assert (requirement.party, problems) == (party, ())
    assert row(party="either party")[0].party == "each"
    assert row(party="Both Parties")[0].party == "both"
    assert (side("Customer"), side("the Supplier"), side("Acme")) == (Role.SPONSOR, Role.CDMO, None)


def test_a_unit_that_nobody_knows_stays() -> None:
    assert row(limit="<=", value="3", unit="rejects per lot")[0].unit == "rejects per lot"


def test_a_row_without_text_is_told_by_its_columns() -> None:
    requirement, problems = row(
        requirement="", party="CDMO", action="obtain_approval", object="change", limit="present"
    )
    assert requirement.text == "CDMO obtain approval change present"
    assert [problem.fatal for problem in problems] == [False]


def test_the_one_line_form_fills_what_the_columns_leave_empty() -> None:
    line = "CDMO notify change [major] >= 90 d before implementation in QAG"
    requirement, problems = row(requirement=line, document="MSA", party="Sponsor")
    assert problems == ()
    assert requirement.text == line
    assert requirement.party == "Sponsor"
    assert requirement.documents == ("MSA",)
    assert requirement.value == 90
    assert requirement.inferred == frozenset(
        {"action", "objects", "conditions", "limit", "value", "unit", "clock_from"}
    )


def test_columns_that_measure_are_never_mixed_with_the_line() -> None:
    requirement, _ = row(requirement="CDMO deliver vials >= 90 vials", value="100", limit="<=")
    assert (requirement.limit, requirement.value, requirement.unit) == (Limit.AT_MOST, 100, "")


def test_describe_echoes_the_columns_and_what_was_inferred() -> None:
    requirement, _ = row(requirement="CDMO deliver vials >= 1,000 vials", document="SOW")
    shown = {item.column: (item.value, item.inferred) for item in describe(requirement)}
    assert shown["value"] == ("1000", True)
    assert shown["object"] == ("vials", True)
    assert shown["document"] == ("SOW", False)
    assert "attribute" not in shown


def test_what_describe_shows_reads_back() -> None:
    first, _ = row(limit="all_of", value="a;b", object="x|y", document="SOW+MSA", stage="dev")
    cells = {item.column: item.value for item in describe(first)}
    assert parse_row(cells, PLACE) == (first, ())
