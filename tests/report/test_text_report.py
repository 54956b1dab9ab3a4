import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import contract, finding, passage, report, row

from contract_lint import __version__
from contract_lint.model import (
    Deviation,
    DocumentSet,
    Judgement,
    Passage,
    Report,
    Result,
    Span,
    Verdict,
)
from contract_lint.report import REPORTERS, View
from contract_lint.report.excerpt import ELLIPSIS, WIDTH, excerpt
from contract_lint.report.view import deciding

EXPECTED = """\
drafts/msa v2.txt (MSA: Master Services Agreement)

error[REQ-missing]: R2 is missing: no clause addresses it
  --> drafts/msa v2.txt:1:1
  row    R2 (sheets/rows.xlsx[Rows]:3; must, QA)
  asks   Major changes are notified at least 90 days ahead

error[REQ-weaker]: R1 is weaker: the clause gives 30 days, the row asks at least 90
  --> drafts/msa v2.txt:2:38, clause 7.1
  2 | 7.1 Changes. Maker shall give Client thirty (30) days' notice of a major change.
    |                                      ^^^^^^^^^^^^^^^^^^^^^^^^
  row    R1 (sheets/rows.xlsx[Rows]:2; must, QA)
  asks   Major changes are notified at least 90 days ahead
  also   drafts/msa v2.txt:3:13, clause 7.2: "Client may audit the plant"
  fix    Maker shall give Client ninety (90) days' notice of a major change.

warning[DRF-99 round-numbers]: '50 % of 2,000': say which, one two
  --> drafts/msa v2.txt:3:41, clause 7.2
  3 | 7.2 Audits. Client may audit the plant: 50 % of 2,000 lots, once per year.
    |                                         ^^^^^^^^^^^^^^^^^^
  rule   A number, a colon: a title

Coverage
  deal: 1 of 3 rows met, 1 weaker, 1 missing, 1 not applicable
2 errors, 1 warning, 0 notes in 1 document
contract-lint @version@, rules cdcdcdcdcdcd, configuration 8ee6f406916d
2 problems kept this from being whole
""".replace("@version@", __version__)


def text(made: Report, view: View | None = None) -> str:
    return REPORTERS["text"](made, view or View()).decode()


def test_text_tells_row_demand_place_and_remedy() -> None:
    assert text(report()) == EXPECTED


def test_page_stands_with_the_clause() -> None:
    assert "msa v2.txt:2:38, clause 7.1, page 4" in text(report(contract(page=4)))


def test_met_rows_show_their_words_when_asked() -> None:
    shown = text(report(), View(show_met=True))
    assert "met: R3 Major changes" in shown
    assert "^^^^^^^^^^^^^\n" in shown.split("met: R3")[1]


def test_colour_changes_nothing_but_colour() -> None:
    painted = text(report(), View(colour=True))
    assert "\x1b[1;31merror[REQ-missing]\x1b[0m: R2" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == EXPECTED


def test_nothing_found_still_says_what_was_covered() -> None:
    met = Judgement(row(), Verdict.MET, "", (passage(contract(), "once per year"),))
    made = Report((Result(DocumentSet("deal", (contract(),)), (), (met,)),), (), "0" * 64)
    assert text(made) == (
        "Coverage\n  deal: 1 of 1 row met\n0 errors, 0 warnings, 0 notes in 1 document\n"
        f"contract-lint {__version__}, rules 000000000000\n"
    )


def test_no_row_at_all_is_said() -> None:
    made = Report((Result(DocumentSet("nda.txt", (contract(),)), ()),), (), "0" * 64)
    assert "nda.txt: no row is for these documents" in text(made)


def test_sets_are_told_apart() -> None:
    first = report().results[0]
    second = Result(DocumentSet("other deal", first.set.contracts), first.findings)
    shown = text(Report((first, second), (), "0" * 64))
    assert "== deal ==" in shown
    assert "== other deal ==" in shown


def test_documents_are_named_in_order() -> None:
    first, second = contract(path="a.txt"), contract(path="b.txt")
    judged = Judgement(row(), Verdict.VAGUE, "soon")
    found = tuple(finding(judged, passage(c, "Audits")) for c in (first, second))
    shown = text(Report((Result(DocumentSet("x", (first, second)), found),), (), "0" * 64))
    assert shown.index("a.txt (MSA") < shown.index("b.txt (MSA")


LONG = "Whereas the parties " * 100 + "shall keep twelve vials " + "and so forth again " * 150


@pytest.mark.parametrize(
    ("words", "rows"), [("twelve vials", 1), ("and so forth again " * 20, 4)], ids=["short", "long"]
)
def test_a_long_line_is_cut_around_the_words(words: str, rows: int) -> None:
    place = passage(contract((LONG,)), words.strip())
    shown = list(excerpt(place))
    assert len(shown) == rows
    assert shown[0].text.startswith(ELLIPSIS)
    assert shown[-1].text.endswith(ELLIPSIS)
    assert all(len(row.text) <= WIDTH + 2 for row in shown)
    marked = [
        "".join(c for c, m in zip(row.text, row.marks, strict=False) if m == "^").strip()
        for row in shown
    ]
    assert words.strip().startswith(" ".join(" ".join(marked).split()))


def test_marks_stand_under_wide_letters() -> None:
    msa = contract(("契約 7.1 notice e\u0301t alors",))
    (shown,) = excerpt(passage(msa, "notice"))
    assert shown.marks == " " * 9 + "^" * 6
    (shown,) = excerpt(passage(msa, "alors"))
    assert shown.marks == " " * 19 + "^" * 5


def test_words_over_many_lines_are_cut_short() -> None:
    msa = contract(tuple(f"line {number} of a clause" for number in range(1, 9)))
    shown = list(excerpt(Passage(msa, Span(5, len(msa.document.text)))))
    assert [row.line for row in shown] == [1, 2, 3, None]
    assert shown[-1].text == f"{ELLIPSIS} (to line 8)"


@given(
    st.lists(st.text(st.characters(blacklist_characters="\n\r"), max_size=400), min_size=1),
    st.data(),
)
def test_every_excerpt_marks_only_shown_words(lines: list[str], data: st.DataObject) -> None:
    msa = contract(tuple(lines))
    size = len(msa.document.text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    for shown in excerpt(Passage(msa, Span(start, end))):
        assert "\n" not in shown.text
        if shown.marks:
            assert set(shown.marks) <= {" ", "^"}
            assert len(shown.marks.lstrip()) >= 1


def test_paths_have_forward_slashes() -> None:
    made = report(contract(path=str(Path("drafts") / "msa.txt")))
    assert "--> drafts/msa.txt:" in text(made)


def test_the_words_that_decide_are_marked_alone() -> None:
    msa = contract()
    whole = passage(msa, "Maker shall give Client thirty (30) days' notice of a major change")
    (shown,) = excerpt(whole, passage(msa, "thirty (30) days"))
    assert shown.marks.strip() == "^" * len("thirty (30) days")
    assert shown.text[shown.marks.index("^") :].startswith("thirty (30) days")
    elsewhere = list(excerpt(whole, passage(msa, "Client may audit")))
    assert elsewhere == list(excerpt(whole))


@pytest.mark.parametrize(
    ("kind", "found", "decides"),
    [
        ("modality", "shall", "shall"),
        ("value", "30 d", "thirty (30) days"),  # not in the clause: the value it went by
        ("bearer", "duty of Client", None),
    ],
)
def test_what_decides_is_what_a_deviation_found(kind: str, found: str, decides: str | None) -> None:
    msa = contract()
    place = passage(msa, "Maker shall give Client thirty (30) days' notice of a major change")
    judgement = Judgement(
        row(1),
        Verdict.WEAKER,
        "",
        (place,),
        (Deviation(kind, "another", found),),
        focus=passage(msa, "thirty (30) days"),
    )
    words = deciding(finding(judgement, place))
    assert (words.text if words else None) == decides
