import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_lint.language.analyzer import Analyzer
from contract_lint.match import PhraseBook, compile_rule
from contract_lint.match.holders import Holders
from contract_lint.match.needs import NOTHING, Every, Need, Some, needs
from contract_lint.match.regex import widen
from contract_lint.match.tokens import anchor_words
from contract_lint.model import Role, Rule, Span
from contract_lint.read import read
from contract_lint.rulebook import load_rules
from contract_lint.segment import segment

ANALYZER = Analyzer.build()
BARE = replace(load_rules()[0], require=None, match=(), given=(), unless=(), check="")
ROLES = {Role.CDMO: ("Lenz Biologics AG", "Lenz"), Role.SPONSOR: ("Orbis",)}


def rule(**fields: object) -> Rule:
    return replace(BARE, **fields)


def found(tmp_path: Path, text: str, **fields: object) -> list[str]:
    path = tmp_path / "draft.txt"
    path.write_text(text, encoding="utf-8")
    contract = segment(read(path), roles=ROLES)
    run = compile_rule(PhraseBook(ANALYZER.nlp), rule(**fields))
    hits = list(run(ANALYZER.read(contract), ANALYZER.doc(contract)))
    for hit in hits:
        assert " ".join(contract.document.quote(hit.span).split()) == hit.values["text"]
    return [hit.values["text"] for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (("phrase", ("audit fee",)), "Audit fees are due. An AUDIT FEE is due.", ["Audit fees", "AUDIT FEE"]),
        (("phrase", ("audit fee",)), "An audit costs a fee.", []),
        (("regex", r"audit \w+"), "An audit   day costs more than an\naudit night.", ["audit day", "audit night"]),
        (("regex", r"it's"), "We say it’s due.", ["it’s"]),
        (("regex", r"fee\. The"), "It costs a fee. The fee is high.", []),
        (("regex", r"<CDMO> may"), "Lenz may wait. Orbis may not. Lenz Biologics AG may go.", ["Lenz may", "Lenz Biologics AG may"]),
        (("regex", r"<Sponsor>'s view"), "Lenz's view and Orbis's view.", ["Orbis's view"]),
        (("tokens", ({"NORM": "notify"}, {"LOWER": {"IN": ["the", "a"]}})), "He notified the plant and notifies Orbis.", ["notified the"]),
        (("norm", {"bearer": ("CDMO",), "modality": ("permission", "right")}), "Lenz may wait. Lenz shall go. Orbis may go. Vials may be moved by Lenz.", ["Lenz may wait.", "Vials may be moved by Lenz."]),
        (("term", ("promptly", "at once")), '"Promptly" means in two days. Lenz acts promptly and at once.', ["Promptly", "promptly"]),
        (("together", (("regex", "other plants?"), ("phrase", ("move",)))), "Lenz moves it to another plant. Other plants exist. To the other plant it is moved.", ["other plant", "other plant"]),
        (("together", (("phrase", ("plant",)), ("norm", {"bearer": ("CDMO",), "modality": ("right",)}))), "Lenz is free to choose the plant. Lenz shall choose the plant.", ["plant"]),
        (("tokens", ({"NORM": {"IN": ["close", "sell"]}}, {"OP": "?"}, {"LOWER": "plant"})), "It is closing the plant.", ["closing the plant"]),
    ],
)  # fmt: skip
def test_a_pattern_points_at_its_words(
    tmp_path: Path, pattern: tuple[str, object], text: str, expected: list[str]
) -> None:
    assert found(tmp_path, text, match=(pattern,)) == expected


def test_unless_speaks_for_its_own_sentence_only(tmp_path: Path) -> None:
    text = "Lenz may wait if Orbis agrees. Lenz may wait until it is done."

    hits = found(tmp_path, text, match=(("regex", "may wait"),), unless=(("phrase", ("agree",)),))

    assert len(hits) == 1


def test_given_is_sought_in_the_sentence_and_in_the_headings_above(tmp_path: Path) -> None:
    text = "1. Audits\nThe date is agreed together.\n\n2. Fees\nThe date is agreed together.\n"
    date = (("regex", "date is agreed"),)

    assert len(found(tmp_path, text, match=date)) == 2
    assert len(found(tmp_path, text, match=date, given=(("regex", r"\baudits?\b"),))) == 1
    assert found(tmp_path, text, match=date, given=(("phrase", ("royalty",)),)) == []


def test_what_stands_together_may_stand_in_the_lead_in_but_not_far_off(tmp_path: Path) -> None:
    pattern = ("together", (("phrase", ("other plant",)), ("regex", r"\bLenz may|<CDMO> may")))
    listed = "Lenz may:\n\n(a) use an other plant; and\n\n(b) close it.\n"
    far = f"Lenz may wait{', and wait' * 40} for the other plant."

    assert found(tmp_path, listed, match=(pattern,)) == ["other plant"]
    assert found(tmp_path, far, match=(pattern,)) == []


def test_the_longest_of_several_matches_counts_once(tmp_path: Path) -> None:
    patterns = (
        ("phrase", ("sole discretion", "its sole discretion")),
        ("regex", "discretion alone"),
    )

    hits = found(tmp_path, "Lenz decides at its sole discretion alone.", match=patterns)

    assert hits == ["its sole discretion"]


def test_rules_compiled_together_find_what_each_finds_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("Lenz sells the plant at its sole discretion. An audit fee is due.", "utf-8")
    contract = segment(read(path), roles=ROLES)
    reading, doc = ANALYZER.read(contract), ANALYZER.doc(contract)
    rules = [
        rule(match=(("phrase", ("audit fee",)),)),
        rule(match=(("phrase", ("sole discretion",)), ("tokens", ({"NORM": "sell"},)))),
    ]

    alone = [list(compile_rule(PhraseBook(ANALYZER.nlp), each)(reading, doc)) for each in rules]
    book = PhraseBook(ANALYZER.nlp)
    together = [list(run(reading, doc)) for run in [compile_rule(book, each) for each in rules]]

    assert together == alone
    assert [len(hits) for hits in alone] == [1, 2]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"sole discretion", Every(("sole", "discretion"))),
        (r"\b(?:TBD|TBC)\b", "tb"),
        (r"(?:audit )?fee", "fee"),
        (r"\d+ (?:days|months)", Some(("days", "months"))),
        (
            r"fee .{0,9}(?:in full|at once)",
            Every(("fee", Some((Every(("in", "full")), Every(("at", "once")))))),
        ),
        (r"fee(?=.{0,9}due)(?! now)", Every(("fee", "due"))),
        (r"due|\w+", NOTHING),
        (r"<CDMO>".replace("<CDMO>", "ǂ") + r" \w+", "ǂ"),
        (r"x?", NOTHING),
        (r"a b", NOTHING),
        (r"\w+", NOTHING),
        (r"\[ ?[0-9]", "["),
    ],
)
def test_needs_are_what_no_match_can_do_without(expression: str, expected: Need) -> None:
    assert needs(expression) == expected


@given(st.data())
def test_every_match_of_a_shipped_expression_holds_what_it_needs(data: st.DataObject) -> None:
    expression = data.draw(st.sampled_from(EXPRESSIONS))
    text = data.draw(
        st.from_regex(re.compile(expression, re.IGNORECASE | re.ASCII), fullmatch=True)
    )

    assert Holders([text.lower()]).of(needs(expression)) == 1


def test_holders_of_a_need_are_told_as_bits() -> None:
    holders = Holders(["an audit fee", "two audits", "", "fees"])

    assert holders.of("audit") == 0b0011
    assert holders.of(Every(("audit", "fee"))) == 0b0001
    assert holders.of(Some(("two", "fees"))) == 0b1010
    assert holders.of("recall") == 0
    assert holders.of(NOTHING) == 0b1111


def test_words_of_a_lead_in_count_where_they_belong_to_no_provision(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("Lenz may:\n\n(a) use another plant; and\n\n(b) close it.\n", "utf-8")
    contract = segment(read(path), roles=ROLES)
    reading = ANALYZER.read(contract)
    kept = (replace(each, index=each.index - 1) for each in reading.provisions[1:])
    alone = replace(reading, provisions=tuple(kept), norms=())
    pattern = ("together", (("regex", "another plant"), ("regex", "<CDMO> may")))

    run = compile_rule(PhraseBook(ANALYZER.nlp), rule(match=(pattern,)))

    assert len(list(run(alone, ANALYZER.doc(contract)))) == 1


def expressions(patterns: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for kind, value in patterns:
        if kind == "regex":
            yield value
        elif kind == "together":
            yield from expressions(value)


SHIPPED = [
    value
    for shipped in load_rules()
    for value in expressions((*shipped.match, *shipped.given, *shipped.unless, *shipped.answers))
]
EXPRESSIONS = sorted(
    {
        value.replace("<CDMO>", "Lenz").replace("<Sponsor>", "Orbis")
        for value in SHIPPED
        if not any(look in value for look in ("(?!", "(?=", "(?<"))
    }
)


def test_a_blank_in_an_expression_stands_for_many() -> None:
    assert widen(r"a b\ c[ ]d ?e") == r"a +b\ c[ ]d(?: +)?e"
    assert re.fullmatch(widen("a b ?c"), "a   bc")


def test_a_token_pattern_is_gated_by_its_rarest_choice() -> None:
    tokens = [{"LOWER": {"IN": ["a", "b"]}}, {"NORM": "sell", "OP": "?"}, {"LOWER": "plant"}]

    assert anchor_words(tokens) == ("plant",)


@pytest.mark.parametrize("unit", ["a ", "the the ", "[", "____ ", "shall be ", "( 1 ", "may, "])
def test_no_shipped_expression_runs_away(unit: str) -> None:
    hostile = unit * (4000 // len(unit))
    start = time.process_time()

    for value in SHIPPED:
        re.compile(widen(value), re.IGNORECASE).search(hostile)

    assert time.process_time() - start < 5  # seconds; all of them together take a tenth


def test_spans_stay_inside_the_document(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("Orbis\nmay audit Lenz\nat mutually agreeable times.\n", encoding="utf-8")
    contract = segment(read(path), roles=ROLES)
    whole = Span(0, len(contract.document.text))

    for shipped in load_rules():
        if shipped.match:
            run = compile_rule(PhraseBook(ANALYZER.nlp), shipped)
            for hit in run(ANALYZER.read(contract), ANALYZER.doc(contract)):
                assert whole.covers(hit.span)
