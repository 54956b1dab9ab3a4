import re
from pathlib import Path

import pytest

from contract_lint.errors import BadRuleError
from contract_lint.model import Severity, Stability
from contract_lint.rulebook import parse_rule

WHOLE = """\
id: CHG-09
name: silent-change
title: A change is made in silence
severity: warning
message: "{text!r} needs no notice"
why: Nobody hears of it.
fix: Say who tells whom.
source: practice
documents: [MSA, QAG]
match:
  - phrase: [without notice]
unless:
  - regex: (?:save|except) in writing
examples:
  bad: [The plant may change the medium without notice., No notice at all.]
  good: [The plant gives notice., Changes are notified.]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "change" / "silent-change.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    rule = parse_rule(write(tmp_path, WHOLE))

    assert (rule.id, rule.name, rule.topic) == ("CHG-09", "silent-change", "change")
    assert rule.severity is Severity.WARNING
    assert rule.stability is Stability.PREVIEW
    assert rule.documents == ("MSA", "QAG")
    assert rule.match == (("phrase", ("without notice",)),)
    assert rule.unless == (("regex", "(?:save|except) in writing"),)
    assert rule.examples.good[1] == "Changes are notified."


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("severity:", "severty:", 4, "unknown field 'severty'; did you mean 'severity'?"),
        ("severity: warning", "severity: fatal", 4, "expected one of: error, note, warning"),
        ("severity: warning", "severity: [warning]", 4, "unknown severity"),
        ("why: Nobody hears of it.\n", "", 1, "missing field 'why'"),
        ("why: Nobody hears of it.", "why: 3", 6, "expected text in 'why'"),
        ("why: Nobody", "title: Nobody", 6, "field 'title' stands here a second time"),
        ("id: CHG-09", "id: change-9", 1, "three capitals, a hyphen and two digits"),
        ("name: silent-change", "name: Silent Change", 2, "small letters and hyphens"),
        ("{text!r}", "{text!r", 5, "bad message"),
        ("{text!r}", "{0}", 5, "write placeholders as {name}"),
        ("phrase:", "phrse:", 11, "unknown pattern 'phrse'; did you mean 'phrase'?"),
        ("phrase: [without notice]", "phrase: without notice", 11, "expected a list in 'phrase'"),
        ("phrase: [without notice]", "tokens: [without]", 11, "fields of a token"),
        ("(?:save|except)", "(?:save|except", 13, "bad regular expression"),
        ("(?:save|except)", "(?<!not )except", 13, "look-behind requires fixed-width"),
        ("(?:save|except)", "<at-wil>", 13, "did you mean 'at-will'?"),
        ("phrase: [without notice]", "norm: {bearer: CMO}", 11, "did you mean 'CDMO'?"),
        ("phrase: [without notice]", "norm: {modal: right}", 11, "unknown field 'modal'"),
        ("phrase: [without notice]", "norm: [right]", 11, "expected `bearer:` or `modality:`"),
        ("phrase: [without notice]", "together: [a, b]", 11, "expected one pattern"),
        ("  - regex: (?:save|except) in writing", "  - regex", 13, "expected one pattern"),
        ("match:", "check: x\nmatch:", 10, "'match' and 'check' cannot stand in one rule"),
        ("match:\n  - phrase: [without notice]\n", "check: x\n", 11, "'unless' needs 'match'"),
        ("unless:", "denials:", 12, "'denials' needs 'require'"),
        ("documents: [MSA, QAG]", "documents: [MSA, QGA]", 9, "did you mean 'QAG'?"),
        ("documents: [MSA, QAG]", "documents: MSA", 9, "expected a list in 'documents'"),
        ("stability: x", "", 0, ""),
        ("  good:", "  god:", 16, "unknown field 'god'; did you mean 'good'?"),
        (", No notice at all.]", "]", 15, "expected at least 2 bad examples"),
        ("[The plant gives notice.", "[Notice: the plant gives it.", 16, "quotation marks"),
        ("why: Nobody", "why: [Nobody", 6, "not valid YAML"),
    ],
)
def test_a_bad_rule_names_its_line_and_the_way_out(
    tmp_path: Path, old: str, new: str, line: int, complaint: str
) -> None:
    if not line:
        old, new, line, complaint = "fix:", "stability: firm\nfix:", 7, "unknown stability 'firm'"
    assert old in WHOLE
    path = write(tmp_path, WHOLE.replace(old, new, 1))

    with pytest.raises(BadRuleError) as caught:
        parse_rule(path)

    assert complaint in str(caught.value)
    if "YAML" not in complaint:
        assert str(caught.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a list", "1: expected fields, such as `id:` and `match:`"),
        ("", "1: expected fields"),
        ("id: AUD-01", "1: missing field 'name'"),
        ("a: &x [*x]\nb: !!python/name:os.system", "not valid YAML"),
    ],
)
def test_what_is_no_rule_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadRuleError, match=r":\d+: ") as caught:
        parse_rule(write(tmp_path, text))

    assert complaint in str(caught.value)


def test_word_classes_are_spelled_out_also_where_patterns_stand_together(tmp_path: Path) -> None:
    pattern = "together: [{regex: <CDMO> <at-will>}, {norm: {modality: [right]}}]"

    parsed = parse_rule(write(tmp_path, WHOLE.replace("phrase: [without notice]", pattern, 1)))

    ((kind, (regex, norm)),) = parsed.match
    assert (kind, norm) == ("together", ("norm", {"modality": ("right",)}))
    assert re.compile(regex[1]).search("<CDMO> as it sees fit")


def test_an_unknown_check_is_refused(tmp_path: Path) -> None:
    head, tail = WHOLE.partition("match:")[0], WHOLE.partition("examples:")[2]
    path = write(tmp_path, f"{head}check: duplicate-term\nexamples:{tail}")

    with pytest.raises(BadRuleError, match="did you mean 'duplicate-terms'"):
        parse_rule(path)
