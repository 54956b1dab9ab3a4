from dataclasses import replace

from made_reports import contract, finding, report, row

from contract_lint.model import DocumentSet, Judgement, Passage, Report, Result, Span, Verdict
from contract_lint.report import REPORTERS, View


def lines(name: str, made: Report | None = None, view: View | None = None) -> list[str]:
    return REPORTERS[name](made or report(), view or View()).decode().splitlines()


def test_concise_is_one_line_for_each_finding() -> None:
    assert lines("concise") == [
        "drafts/msa v2.txt:1:1: error: R2 is missing: no clause addresses it [REQ-missing]",
        (
            "drafts/msa v2.txt:2:38: error: R1 is weaker: the clause gives 30 days, "
            "the row asks at least 90 [REQ-weaker]"
        ),
        "drafts/msa v2.txt:3:41: warning: '50 % of 2,000': say which, one two [DRF-99]",
    ]


def test_concise_shows_met_rows_when_asked() -> None:
    assert lines("concise", view=View(show_met=True))[-1] == (
        "drafts/msa v2.txt:3:61: met: R3 Major changes are notified at least 90 days ahead"
    )


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    assert lines("github")[2] == (
        "::warning file=drafts/msa v2.txt,line=3,endLine=3,col=41,endColumn=59,"
        "title=DRF-99 A number%2C a colon%3A a title::'50 %25 of 2,000': say which, one two"
    )


def test_github_gives_no_columns_over_lines() -> None:
    msa = contract()
    whole = Passage(msa, Span(0, len(msa.document.text)))
    found = finding(Judgement(row(), Verdict.VAGUE, "soon"), whole)
    made = Report((Result(DocumentSet("x", (msa,)), (found,)),), (), "0" * 64)
    line, _run = lines("github", made)
    assert "line=1,endLine=3,title=" in line


def test_a_finding_in_an_empty_place_stands_at_the_first_document() -> None:
    found = finding(Judgement(row(), Verdict.MISSING, "no SOW"), None)
    made = Report((Result(DocumentSet("x", (contract(),)), (found,)),), (), "0" * 64)
    assert lines("concise", made)[0].startswith("drafts/msa v2.txt:1:1: error: R1 is missing")
    assert lines("github", made)[0].startswith("::error file=drafts/msa v2.txt,line=1,title=")


def test_a_terminal_is_safe_from_the_words_of_a_contract() -> None:
    msa = contract(("\x1b[2JTitle", "7.1 A\x07 clause \x1b]0;x\x07 here.", "7.2 End."))
    place = Passage(msa, Span(12, 30))
    found = finding(Judgement(row(), Verdict.VAGUE, "it says \x1b[31m"), place)
    made = Report((Result(DocumentSet("x", (msa,)), (replace(found),)),), (), "0" * 64)
    for name in ("text", "concise", "github"):
        assert "\x1b" not in "\n".join(lines(name, made))
        assert "\x07" not in "\n".join(lines(name, made))
