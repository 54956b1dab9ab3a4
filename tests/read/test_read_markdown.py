from pathlib import Path

import pytest
from document_laws import check_laws
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_lint.model import Document
from contract_lint.read import read


def markdown(path: Path, text: str) -> Document:
    file = path / "a.md"
    file.write_text(text, encoding="utf-8", newline="")
    document = read(file)
    check_laws(document)
    assert document.text == text.removesuffix("\n")
    return document


def outline(document: Document) -> list[tuple[str, int | None, str]]:
    return [(b.kind.value, b.level, document.quote(b.span)) for b in document.blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Supply\n\n## 1. Term\nIt lasts.",
            [
                ("heading", 0, "# Supply"),
                ("heading", 1, "## 1. Term"),
                ("paragraph", None, "It lasts."),
            ],
            id="headings",
        ),
        pytest.param(
            "Supply\n======\n\nTerm\n----\ntext",
            [("heading", 0, "Supply"), ("heading", 1, "Term"), ("paragraph", None, "text")],
            id="underlined-headings",
        ),
        pytest.param(
            "---\ntitle: x\n---\nText",
            [("aside", None, "---\ntitle: x\n---"), ("paragraph", None, "Text")],
            id="front-matter",
        ),
        pytest.param(
            "a\n\n<!-- note\nto us -->\n\n```\ncode\n\nmore\n```\n<div>\n\nb",
            [
                ("paragraph", None, "a"),
                ("aside", None, "<!-- note\nto us -->"),
                ("aside", None, "```\ncode\n\nmore\n```"),
                ("aside", None, "<div>"),
                ("paragraph", None, "b"),
            ],
            id="asides",
        ),
        pytest.param(
            "```\nnever closed\n\n## 2. Fees",
            [
                ("aside", None, "```"),
                ("paragraph", None, "never closed"),
                ("heading", 1, "## 2. Fees"),
            ],
            id="a-fence-that-never-ends-hides-nothing",
        ),
        pytest.param(
            "- first\n  goes on\n- second\n  1. deeper",
            [
                ("paragraph", 0, "- first\n  goes on"),
                ("paragraph", 0, "- second"),
                ("paragraph", 1, "  1. deeper"),
            ],
            id="lists",
        ),
        pytest.param(
            "- [Term](#term)\n\nText[^1]\n\n[^1]: A note.\n\n[x]: https://example.org",
            [
                ("contents", 0, "- [Term](#term)"),
                ("paragraph", None, "Text[^1]"),
                ("note", None, "[^1]: A note."),
                ("aside", None, "[x]: https://example.org"),
            ],
            id="contents-notes-links",
        ),
        pytest.param("a\n\n***\n\nb", [("paragraph", None, "a"), ("paragraph", None, "b")], id="rule"),
    ],
)  # fmt: skip
def test_blocks(tmp_path: Path, text: str, expected: list[tuple[str, int | None, str]]) -> None:
    assert outline(markdown(tmp_path, text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "| Activity | CDMO |\n|:---|:---:|\n| Release **final** | \u2713 |\n| Test \\| retest | - |\n",
        "Activity | CDMO\n--- | ---\nRelease **final** | \u2713\nTest \\| retest | -\n",
    ],
)
def test_tables(tmp_path: Path, text: str) -> None:
    document = markdown(tmp_path, f"Before\n\n{text}\nAfter")
    (table,) = document.tables
    assert [[document.quote(cell.span) for cell in row.cells] for row in table.rows] == [
        ["Activity", "CDMO"],
        ["Release **final**", "\u2713"],
        ["Test \\| retest", "-"],
    ]
    assert table.headers == 1
    assert outline(document)[-1] == ("paragraph", None, "After")


def test_a_list_mark_is_the_label(tmp_path: Path) -> None:
    document = markdown(tmp_path, "  12) Twelfth")
    (block,) = document.blocks
    assert block.label is not None
    assert document.quote(block.label) == "12)"


@settings(max_examples=150, deadline=None)
@given(st.text("#-|`<!>a1. *[]^:=\n", max_size=60))
def test_any_markdown_keeps_the_laws(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    markdown(tmp_path_factory.mktemp("laws"), "Start\n" + text)


def test_a_paragraph_broken_at_a_margin_of_its_own_is_one(tmp_path: Path) -> None:
    lines = (
        "The other clauses of this file are not broken at all, so that its lines have no margin.",
        "",
        "5.1 Supplier shall confirm each order within one",
        "(1) Business Day after receipt and shall deliver",
        "Product within the time that the order states.",
        "",
        "Another one.",
    )
    path = tmp_path / "a.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    document = read(path)
    blocks = [document.quote(block.span) for block in document.blocks]
    assert [block.count("\n") for block in blocks if block.startswith("5.1")] == [2]
