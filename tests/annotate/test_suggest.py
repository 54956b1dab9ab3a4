"""Suggested wording: amounts, clocks, clauses, and where a clause goes."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from contract_lint.annotate import about, remarks_on, suggest
from contract_lint.annotate.place import clause_after, home_of
from contract_lint.annotate.remark import Edit, NewClause, remark
from contract_lint.annotate.wording import clause, deadline, short_name, spell
from contract_lint.model import (
    Contract,
    Deviation,
    DocumentType,
    Finding,
    Judgement,
    Limit,
    Passage,
    Place,
    Requirement,
    Role,
    Severity,
    Span,
    Verdict,
)
from contract_lint.read.lines import SourceBlock, SourceLine, assemble
from contract_lint.segment import segment

TEXT = """\
MASTER SERVICES AGREEMENT
This Agreement is made between Arden Therapeutics, Inc. (“Client”) and Brisa Biologics AG (“Manufacturer”), who manufactures for Client.
1. Changes
1.1 Notice. Manufacturer shall notify Client of each major change at least sixty (60) days before its implementation.
1.2 Records. Manufacturer should close each investigation within 45 days after completion of the report.
2. Audits
2.1 Right. Client may audit the facility of Manufacturer in every year in which a batch is made.
2.2 Answers. Manufacturer shall promptly answer each observation that Client has sent to it in writing.
3. Law
3.1 Choice. The laws of Ireland govern this Agreement and each statement of work made under it."""


@pytest.fixture(scope="module")
def contract() -> Contract:
    lines = [SourceBlock((SourceLine(line),)) for line in TEXT.splitlines()]
    return segment(assemble(Path("msa.docx"), "docx", lines), type=DocumentType.MSA)


def row(**fields: object) -> Requirement:
    start = Requirement("R1", "Something is asked", Place(Path("rows.csv"), 2), party="CDMO")
    return replace(start, **fields)  # type: ignore[arg-type]


def passage(contract: Contract, words: str) -> Passage:
    start = contract.document.text.index(words)
    return Passage(contract, Span(start, start + len(words)))


def line(contract: Contract, words: str) -> Passage:
    at = contract.document.text.index(words)
    return Passage(contract, contract.document.lines[contract.document.line_at(at)].span)


def finding(judgement: Judgement, place: Passage, number: int = 0) -> Finding:
    return Finding(
        "REQ-weaker", "requirement-weaker", Severity.ERROR, "m", place, f"{number:064x}",
        judgement=judgement,
    )  # fmt: skip


def applied(contract: Contract, found: Finding, *others: Judgement) -> str:
    """Return the line of the finding with the suggested changes made, or nothing."""
    suggestions = suggest(contract, [found], others)
    text = contract.document.text
    assert found.passage is not None
    end = text.index("\n", found.passage.span.start)
    for suggestion in suggestions:
        edits = [change for change in suggestion.changes if isinstance(change, Edit)]
        for edit in sorted(edits, key=lambda each: each.span, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
            end += len(edit.text) - len(edit.span)
    start = text.rfind("\n", 0, found.passage.span.start) + 1
    return text[start:end] if suggestions else ""


@pytest.mark.parametrize(
    ("value", "unit", "spelt", "words"),
    [
        ("30", "d", True, "thirty (30) days"),
        ("1", "bd", True, "one (1) Business Day"),
        ("24", "mo", True, "twenty-four (24) months"),
        ("48", "h", False, "48 hours"),
        ("1200", "d", True, "1200 days"),
        ("2.5", "d", True, "2.5 days"),
        ("70", "%", True, "70%"),
        ("-150", "degC", True, "-150 °C"),
        ("200", "vials", True, "two hundred (200) vials"),
        ("3", "??", True, ""),
    ],
)
def test_amounts_are_written_as_contracts_write_them(
    value: str, unit: str, spelt: bool, words: str
) -> None:
    assert spell(Decimal(value), unit, spelt=spelt) == words


@pytest.mark.parametrize(
    ("limit", "value", "unit", "start", "words"),
    [
        (Limit.AT_MOST, 2, "bd", "discovery", "within two (2) Business Days after discovery"),
        (Limit.AT_MOST, 24, "h", "awareness", "within twenty-four (24) hours after becoming aware of it"),
        (Limit.AT_MOST, 30, "d", "receipt of report", "within thirty (30) days after receipt of the report"),
        (Limit.AT_MOST, 1, "bd", "initial result", "within one (1) Business Day after the initial result"),
        (Limit.AT_LEAST, 90, "d", "before implementation", "at least ninety (90) days before implementation"),
        (Limit.AT_LEAST, 10, "y", "end of manufacture", "for at least ten (10) years after the end of manufacture"),
        (Limit.AT_MOST, 5, "d", "", "within five (5) days"),
        (Limit.AT_LEAST, 70, "%", "", ""),
    ],
)  # fmt: skip
def test_deadlines_name_what_starts_them(
    limit: Limit, value: int, unit: str, start: str, words: str
) -> None:
    asked = row(limit=limit, value=Decimal(value), unit=unit, clock_from=start)
    assert deadline(asked) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"text": "The CDMO notifies the Sponsor of an emergency change within 24 hours."},
            "Manufacturer shall notify Client of an emergency change within 24 hours.",
        ),
        (
            {"text": "The CDMO does not change the process without the Sponsor's prior written approval"},
            "Manufacturer shall not change the process without Client's prior written approval.",
        ),
        (
            {"text": "We may audit", "party": "Sponsor", "action": "permit", "objects": ("audit",),
             "conditions": ("for-cause",), "limit": Limit.AT_MOST, "value": Decimal(48), "unit": "h",
             "clock_from": "request"},
            "Manufacturer shall permit Client to carry out a for-cause audit within forty-eight (48) hours after the request.",
        ),
        (
            {"text": "x", "action": "notify", "objects": ("deviation",), "conditions": ("critical", "major"),
             "limit": Limit.AT_MOST, "value": Decimal(1), "unit": "bd", "clock_from": "discovery"},
            "Manufacturer shall notify Client in writing of each critical or major deviation within one (1) Business Day after discovery.",
        ),
        (
            {"text": "x", "party": "both", "action": "meet", "objects": ("joint call with other contractors",),
             "limit": Limit.AT_LEAST, "value": Decimal(4), "unit": "/y"},
            "The Parties shall hold a joint call with other contractors at least four (4) times per calendar year.",
        ),
        (
            {"text": "x", "action": "provide", "objects": ("release package",), "limit": Limit.ALL_OF,
             "items": ("CoA", "CoC")},
            "Manufacturer shall provide the release package to Client, which shall include CoA and CoC.",
        ),
        ({"text": "x", "action": "define", "objects": ("emergency",), "limit": Limit.PRESENT}, ""),
        ({"text": "x"}, ""),
        (
            {"text": "The CDMO calls our other contractors", "action": "deliver",
             "objects": ("replacement of batch",), "limit": Limit.PRESENT},
            "Manufacturer shall deliver the replacement of the batch to Client.",
        ),
        ({"text": "x", "party": "Sponsor", "action": "permit", "objects": ("persons in plant",),
          "limit": Limit.AT_LEAST, "value": Decimal(2), "unit": "persons"}, ""),
    ],
)  # fmt: skip
def test_clauses_are_worded_in_the_names_of_the_contract(
    contract: Contract, fields: dict[str, object], words: str
) -> None:
    assert clause(row(**fields), contract) == words


def test_a_party_is_named_as_the_contract_names_it_most(contract: Contract) -> None:
    assert short_name(contract, Role.CDMO) == "Manufacturer"
    assert short_name(contract, Role.SPONSOR) == "Client"


def judged(
    contract: Contract, place: str, focus: str, *deviations: Deviation, **fields: object
) -> Judgement:
    return Judgement(
        row(**fields),
        Verdict.WEAKER,
        "falls short",
        (line(contract, place),),
        deviations,
        focus=passage(contract, focus) if focus else None,
    )


NINETY = {"limit": Limit.AT_LEAST, "value": Decimal(90), "unit": "d"}
THIRTY = {"limit": Limit.AT_MOST, "value": Decimal(30), "unit": "d", "clock_from": "discovery"}


@pytest.mark.parametrize(
    ("place", "focus", "deviations", "fields", "words"),
    [
        ("sixty (60)", "sixty (60) days", [Deviation("value", "", "sixty (60) days")], NINETY,
         "1.1 Notice. Manufacturer shall notify Client of each major change at least ninety (90) days before its implementation."),
        ("45 days", "45 days", [Deviation("modality", "shall", "should"), Deviation("value", "", "45 days"),
         Deviation("anchor", "from discovery", "from completion of the report")], THIRTY,
         "1.2 Records. Manufacturer shall close each investigation within 30 days after discovery."),
        ("promptly", "promptly", [Deviation("vague", "", "promptly")], THIRTY,
         "2.2 Answers. Manufacturer shall promptly, and in any event within thirty (30) days after discovery, answer each observation that Client has sent to it in writing."),
        ("in every year", "in every year", [Deviation("value", "", "in every year")],
         {"limit": Limit.AT_LEAST, "value": Decimal(2), "unit": "/y"},
         "2.1 Right. Client may audit the facility of Manufacturer twice per calendar year in which a batch is made."),
        ("each observation", "", [Deviation("vague", "", "no value")], THIRTY,
         "2.2 Answers. Manufacturer shall promptly answer each observation that Client has sent to it in writing within thirty (30) days after discovery."),
        ("sixty (60)", "sixty (60) days", [Deviation("value", "", ""), Deviation("bearer", "", "")], NINETY, ""),
        ("sixty (60)", "", [Deviation("value", "", "sixty (60) days")], NINETY, ""),
        ("45 days", "45 days", [Deviation("modality", "shall", "may")], THIRTY, ""),
    ],
)  # fmt: skip
def test_what_words_can_mend_is_mended(
    contract: Contract,
    place: str,
    focus: str,
    deviations: list[Deviation],
    fields: dict[str, object],
    words: str,
) -> None:
    judgement = judged(contract, place, focus, *deviations, **fields)
    assert applied(contract, finding(judgement, judgement.evidence[0])) == words


def test_nothing_is_mended_in_a_clause_that_may_be_about_something_else(
    contract: Contract,
) -> None:
    judgement = judged(contract, "sixty", "sixty (60) days", Deviation("value", "", ""), **NINETY)
    unsure = replace(judgement, confidence=0.3)
    assert suggest(contract, [finding(judgement, judgement.evidence[0])], ())
    assert not suggest(contract, [finding(unsure, unsure.evidence[0])], ())


def test_only_the_words_that_differ_are_changed(contract: Contract) -> None:
    judgement = judged(contract, "sixty", "sixty (60) days", Deviation("value", "", ""), **NINETY)
    (suggestion,) = suggest(contract, [finding(judgement, judgement.evidence[0])], ())
    (edit,) = suggestion.changes
    assert isinstance(edit, Edit)
    assert (contract.document.quote(edit.span), edit.text) == ("sixty (60)", "ninety (90)")


def test_two_suggestions_never_change_the_same_words(contract: Contract) -> None:
    judgement = judged(contract, "sixty", "sixty (60) days", Deviation("value", "", ""), **NINETY)
    other = replace(judgement, requirement=replace(judgement.requirement, value=Decimal(120)))
    findings = [finding(each, each.evidence[0], n) for n, each in enumerate((judgement, other))]

    assert [each.key for each in suggest(contract, findings, ())] == ["0" * 16]


def missing(area: str = "AUD", **fields: object) -> Judgement:
    asked = row(text="The CDMO answers each finding within 30 days", area=area, **fields)
    return Judgement(asked, Verdict.MISSING, "the MSA says nothing of it")


def test_a_missing_clause_ends_the_article_that_answers_its_area(contract: Contract) -> None:
    near = Judgement(row(area="AUD"), Verdict.MET, "", (line(contract, "2.1 Right"),))
    home = home_of(contract, missing().requirement, [near])
    assert home is not None
    assert home.number == "2"

    added = clause_after(contract, home, "It shall be so.")

    assert added is not None
    assert added.text == "2.3 It shall be so."
    assert contract.document.quote(added.after).startswith("2.2 Answers")
    assert contract.document.quote(added.like).startswith("2.2 Answers")


def test_a_heading_that_names_the_matter_is_home_too(contract: Contract) -> None:
    home = home_of(contract, row(objects=("routine audit",)), ())
    assert home is not None
    assert home.number == "2"
    assert home_of(contract, row(objects=("insurance",)), ()) is None


def test_a_missing_row_is_suggested_and_remarked_at_its_home(contract: Contract) -> None:
    judgement = missing(objects=("audit",))
    found = finding(judgement, Passage(contract, Span(0, 0)))

    (suggestion,) = suggest(contract, [found], [judgement])
    (remarked,) = remarks_on(contract, [found], [judgement])

    (change,) = suggestion.changes
    assert isinstance(change, NewClause)
    assert change.text == "2.3 Manufacturer shall answer each finding within 30 days."
    assert contract.document.quote(remarked.span) == "Audits"


def test_findings_for_another_document_are_not_remarked_here(contract: Contract) -> None:
    here = Passage(contract, Span(0, 0))
    for_quality = finding(missing(documents=("QAG",)), here)
    for_both = finding(missing(documents=("QAG", "MSA")), here, 1)

    assert about(contract, [for_quality, for_both]) == (for_both,)


def test_a_remark_says_what_why_and_which_finding(contract: Contract) -> None:
    related = line(contract, "2.1 Right")
    found = replace(
        finding(missing(), related), title="A title", message="it is\tso\x00", related=(related,)
    )

    paragraphs = remark(found, related.span).paragraphs

    assert paragraphs[0] == "Error: A title"
    assert paragraphs[1] == "it is so"
    assert paragraphs[2].startswith("See also msa.docx, 2.1: “2.1 Right. Client may audit")
    assert paragraphs[-1] == f"REQ-weaker · {'0' * 16}"
