"""What is published of the rules' precision rests on marks, and no rule claims more."""

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from contract_lint.cli import main
from contract_lint.model import Severity
from contract_lint.rulebook import Precision, load_precision, load_rules

measure = pytest.importorskip("benchmarks.precision.measure", reason="a checkout has benchmarks")

RULES = {rule.id: rule for rule in load_rules()}


def test_no_rule_is_stable_that_has_not_earned_it() -> None:
    claimed = [rule for rule in RULES.values() if rule.stability == "stable"]
    published = load_precision()

    assert claimed
    assert [
        rule.id
        for rule in claimed
        if rule.id not in published or not published[rule.id].earns(rule.severity)
    ] == []


@pytest.mark.parametrize(
    ("read", "right", "severity", "earned"),
    [
        (20, 19, Severity.ERROR, True),
        (20, 18, Severity.ERROR, False),
        (20, 17, Severity.WARNING, True),
        (20, 16, Severity.WARNING, False),
        (4, 4, Severity.NOTE, False),
        (0, 0, Severity.NOTE, False),
    ],
)
def test_what_earns_stability(read: int, right: int, severity: Severity, earned: bool) -> None:
    assert Precision(40, read, right, 101).earns(severity) is earned


def test_what_is_published_is_what_the_marks_say() -> None:
    marks = measure.read_marks(measure.MARKS)

    for name, shown in load_precision().items():
        if RULES[name].require is not None:
            continue
        mine = [reason for place, reason in marks.items() if place.rule == name]
        assert shown.read <= len(mine), name
        assert shown.read - shown.right <= sum(reason != "right" for reason in mine), name
        assert shown.read == min(shown.found, measure.SAMPLE) or not shown.read, name


def test_every_finding_of_a_row_is_one_that_a_reader_judged() -> None:
    contents = [yaml.safe_load(path.read_text("utf-8")) for path in measure.BASELINE.glob("*.yaml")]
    faulty = Counter(
        row["id"] for each in contents for row in each["rows"] if row["verdict"] != "met"
    )
    rows = Counter(row["id"] for each in contents for row in each["rows"])

    for name, shown in load_precision().items():
        if RULES[name].require is not None:
            assert shown.right <= min(shown.read, faulty[name]), name
            assert shown.read == shown.found <= rows[name], name


def test_a_mark_whose_words_changed_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "supply.txt"
    path.write_text("Fees fall due promptly.\n", encoding="utf-8")
    digest = sha256(b"promptly").hexdigest()
    good = measure.Place("DRF-03", "supply", 14, 22, digest)
    moved = measure.Place("DRF-03", "supply", 13, 21, digest)
    gone = measure.Place("DRF-03", "other", 14, 22, digest)

    assert list(measure.stale([good, moved, gone], [path])) == [moved, gone]


def test_a_sample_is_drawn_by_a_hash_that_other_findings_do_not_move(tmp_path: Path) -> None:
    rule = RULES["DRF-08"]
    path = tmp_path / "draft.txt"
    text = "".join(f"{n}. The fee of vial {n} is [TBD] and due in May.\n\n" for n in range(1, 31))
    path.write_text(text, encoding="utf-8")
    found = list(measure.find([rule], [path]))

    whole = measure.measure(rule, found, {}, 101)
    fewer = measure.measure(rule, [each for each in found if each not in whole.unread[:3]], {}, 101)

    assert (whole.found, len(whole.unread)) == (30, 20)
    assert fewer.unread[:17] == whole.unread[3:]
    first = measure.measure(
        rule, found, {whole.unread[0].place: "right", whole.unread[1].place: "custom"}, 101
    )
    assert (first.read, first.right, first.precision) == (2, 1, 0.5)


def test_explain_tells_the_precision() -> None:
    name, shown = next((name, each) for name, each in load_precision().items() if each.read)

    told = CliRunner().invoke(main, ["explain", name]).output

    assert f"Precision: {shown.right} of {shown.read} right" in told
