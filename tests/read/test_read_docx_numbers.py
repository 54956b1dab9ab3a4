from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_builder import (
    abstract,
    level,
    num,
    numbered,
    p,
    start_override,
    style,
    styled,
    word_file,
)

from contract_lint.read import read
from contract_lint.read.docx_counting import (
    cardinal_text,
    lower_letter,
    lower_roman,
    ordinal_text,
    write_count,
)

PLAIN = (
    level(0, "%1."),
    level(1, "%1.%2"),
    level(2, "(%3)", "lowerLetter"),
    level(3, "%1.%2.%4"),
)


def labels(path: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    document = read(word_file(path / "a.docx", body, numbering=numbering, styles=styles))
    return [document.quote(block.label) for block in document.blocks if block.label]


def on_levels(*levels: int, number: int = 1) -> str:
    return "".join(numbered("text", number, each) for each in levels)


@pytest.mark.parametrize(
    ("body", "numbering", "expected"),
    [
        pytest.param(
            on_levels(0, 1, 2, 2, 1, 2, 0, 1),
            abstract(0, *PLAIN) + num(1),
            "1. 1.1 (a) (b) 1.2 (a) 2. 2.1",
            id="levels",
        ),
        pytest.param(
            on_levels(0, 1, number=1) + on_levels(1, 0, number=2) + on_levels(1),
            abstract(0, *PLAIN) + num(1) + num(2),
            "1. 1.1 1.2 2. 2.1",
            id="two-lists-of-one-kind-share-their-count",
        ),
        pytest.param(
            on_levels(0, 0) + on_levels(0, 0, number=2) + on_levels(0),
            abstract(0, *PLAIN) + abstract(1, *PLAIN) + num(1) + num(2, 1),
            "1. 2. 1. 2. 3.",
            id="two-kinds-do-not",
        ),
        pytest.param(
            on_levels(0, 1, 1, 0) + on_levels(0, 1, 0, number=2) + on_levels(0),
            abstract(0, *PLAIN) + num(1) + num(2, 0, start_override(0, 5)),
            "1. 1.1 1.2 2. 5. 5.1 6. 7.",
            id="start-override",
        ),
        pytest.param(
            on_levels(0, 1) + on_levels(1, 1, number=2),
            abstract(0, *PLAIN) + num(1) + num(2, 0, start_override(1, 7)),
            "1. 1.1 1.7 1.8",
            id="start-override-of-a-deeper-level",
        ),
        pytest.param(
            on_levels(0) + on_levels(0, number=2),
            abstract(0, *PLAIN)
            + num(1)
            + num(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "Clause %1:")}</w:lvlOverride>'),
            "1.|Clause 2:",
            id="level-override",
        ),
        pytest.param(
            on_levels(0, 1, 2, 1, 2, 0, 1, 2),
            abstract(0, *PLAIN[:2], level(2, "(%3)", more='<w:lvlRestart w:val="0"/>')) + num(1),
            "1. 1.1 (1) 1.2 (2) 2. 2.1 (3)",
            id="never-restarts",
        ),
        pytest.param(
            on_levels(0, 1, 2, 1, 2, 0, 1, 2),
            abstract(0, *PLAIN[:2], level(2, "(%3)", more='<w:lvlRestart w:val="1"/>')) + num(1),
            "1. 1.1 (1) 1.2 (2) 2. 2.1 (1)",
            id="restarts-after-the-first-level-only",
        ),
        pytest.param(
            on_levels(0, 1, 0, 1),
            abstract(
                0,
                level(0, "Article %1", "upperRoman"),
                level(1, "Section %1.%2", "decimalZero", "<w:isLgl/>"),
            )
            + num(1),
            "Article I|Section 1.01|Article II|Section 2.01",
            id="legal-numbering",
        ),
        pytest.param(
            on_levels(0, 1, 1, 0, 1),
            abstract(0, level(0, "%1.", start=3), level(1, "%1.%2", start=0)) + num(1),
            "3. 3.0 3.1 4. 4.0",
            id="starts-elsewhere",
        ),
        pytest.param(
            on_levels(1, 0, 2, 1),
            abstract(0, *PLAIN) + num(1),
            "1.1 2. (a) 2.2",
            id="a-skipped-level-counts-as-begun",
        ),
        pytest.param(
            numbered("a") + numbered("") + numbered("b"),
            abstract(0, *PLAIN) + num(1),
            "1. 2. 3.",
            id="an-empty-paragraph-has-its-number",
        ),
        pytest.param(
            numbered("a") + numbered("", more="<w:sectPr/>") + numbered("b"),
            abstract(0, *PLAIN) + num(1),
            "1. 2.",
            id="a-section-break-has-none",
        ),
        pytest.param(
            numbered("a") + numbered("b", 0) + numbered("c") + numbered("d", 99),
            abstract(0, *PLAIN) + num(1),
            "1. 2.",
            id="number-zero-and-unknown-lists-are-none",
        ),
        pytest.param(
            numbered("a") + numbered("b", 1, 1),
            abstract(
                0,
                level(0, "\uf0b7", "bullet").replace(
                    "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>'
                ),
                level(1, "o", "bullet").replace(
                    "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr></w:lvl>'
                ),
            )
            + num(1),
            "• ◦",
            id="bullets",
        ),
        pytest.param(
            on_levels(0),
            abstract(0, level(0, "%1)", "hindiNumbers")) + num(1),
            "١)",
            id="digits-of-another-script",
        ),
        pytest.param(
            on_levels(0, 1),
            abstract(0, level(0, "%1", "none"), level(1, "(%2)", "unheardOf")) + num(1),
            "(1)",
            id="none-and-unknown-formats",
        ),
    ],
)
def test_numbers_are_computed(tmp_path: Path, body: str, numbering: str, expected: str) -> None:
    found = labels(tmp_path, body, numbering)
    assert found == expected.split("|" if "|" in expected or "Clause" in expected else None)


def test_styles_pass_on_their_numbers(tmp_path: Path) -> None:
    def pr(inner: str) -> str:
        return f"<w:pPr>{inner}</w:pPr>"

    styles = (
        style("H1", "heading 1", pr('<w:numPr><w:numId w:val="1"/></w:numPr>'))
        + style("H2", "heading 2", pr('<w:numPr><w:ilvl w:val="1"/></w:numPr>'), based_on="H1")
        + style("L3", "Clause L3", pr('<w:numPr><w:numId w:val="1"/></w:numPr>'))
        + style("L3x", "Clause L3 indented", based_on="L3")
        + style("Off", "Plain", pr('<w:numPr><w:numId w:val="0"/></w:numPr>'), based_on="H1")
    )
    levels = (PLAIN[0], PLAIN[1], level(2, "(%3)", "lowerLetter", '<w:pStyle w:val="L3"/>'))
    body = "".join(styled("x", each) for each in ("H1", "H2", "L3", "L3x", "Off", "H2", "H1"))
    found = labels(tmp_path, body, abstract(0, *levels) + num(1), styles)
    assert found == ["1.", "1.1", "(a)", "(b)", "1.2", "2."]


def test_a_list_that_only_links_to_a_style_takes_the_levels_from_there(tmp_path: Path) -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
    numbering = abstract(0, *PLAIN) + linked + num(1) + num(2, 1)
    styles = (
        '<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert labels(tmp_path, on_levels(0, 1, number=2), numbering, styles) == ["1.", "1.1"]


def test_a_style_based_on_itself_ends(tmp_path: Path) -> None:
    styles = style("A", based_on="B") + style("B", based_on="A")
    assert labels(tmp_path, styled("x", "A") + numbered("y"), abstract(0, *PLAIN) + num(1), styles)


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        ("tab", "Term", "1 Term"),
        ("space", "Term", "1 Term"),
        ("nothing", "Term", "1 Term"),
        ("nothing", ". Term", "1. Term"),
    ],
)
def test_what_stands_between_number_and_text(
    tmp_path: Path, suffix: str, text: str, line: str
) -> None:
    numbering = abstract(0, level(0, "%1", more=f'<w:suff w:val="{suffix}"/>')) + num(1)
    assert read(word_file(tmp_path / "a.docx", numbered(text), numbering=numbering)).text == line


def test_deleted_paragraphs_are_not_counted(tmp_path: Path) -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="Bob" w:date="2024"/></w:rPr>'
    body = numbered("a") + numbered("<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", more=gone)
    found = labels(tmp_path, body + numbered("c"), abstract(0, *PLAIN) + num(1))
    assert found == ["1.", "2."]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("upperRoman", "I II III IV"),
        ("lowerLetter", "a b c d"),
        ("ordinal", "1st 2nd 3rd 4th"),
        ("cardinalText", "One Two Three Four"),
        ("ordinalText", "First Second Third Fourth"),
        ("decimalZero", "01 02 03 04"),
        ("decimalEnclosedCircle", "① ② ③ ④"),
        ("chicago", "* † ‡ §"),
    ],
)
def test_formats(shown: str, expected: str) -> None:
    assert " ".join(write_count(count, shown) for count in range(1, 5)) == expected


@pytest.mark.parametrize(
    ("count", "letters", "cardinal", "ordinal"),
    [
        (26, "z", "Twenty-six", "Twenty-sixth"),
        (27, "aa", "Twenty-seven", "Twenty-seventh"),
        (30, "dd", "Thirty", "Thirtieth"),
        (54, "bbb", "Fifty-four", "Fifty-fourth"),
        (112, "hhhhh", "One hundred twelve", "One hundred twelfth"),
    ],
)
def test_counts_beyond_the_alphabet(count: int, letters: str, cardinal: str, ordinal: str) -> None:
    assert lower_letter(count) == letters
    assert cardinal_text(count) == cardinal
    assert ordinal_text(count) == ordinal


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(count: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in lower_roman(count)]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    assert sum(-one if one < after else one for one, after in pairs) == count


@given(st.integers(-(10**9), 10**9), st.sampled_from(["upperRoman", "lowerLetter", "hebrew1"]))
def test_no_count_makes_an_endless_label(count: int, shown: str) -> None:
    assert 0 < len(write_count(count, shown)) < 40


def test_text_without_numbers_has_no_label(tmp_path: Path) -> None:
    assert labels(tmp_path, p("1. Typed by hand"), abstract(0, *PLAIN) + num(1)) == []
