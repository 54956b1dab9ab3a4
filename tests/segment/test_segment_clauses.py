import itertools
import string
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from segment_documents import document

from contract_lint.model import Block, BlockKind, Clause, ClauseKind, Contract, Document, Line, Span
from contract_lint.segment import segment


def numbers(contract: Contract) -> list[str]:
    return [clause.number for clause in contract.clauses if clause.number]


def clause(contract: Contract, number: str) -> Clause:
    return next(c for c in contract.clauses if c.number == number)


def words(contract: Contract, span: Span | None) -> str:
    return contract.document.quote(span) if span else ""


NUMBERINGS = [
    pytest.param(
        "1. Supply\n\n1.1 Maker shall make the Goods.\n\n1.2 Buyer shall pay.\n\n2. Term\n\nOne year.",
        ["1", "1.1", "1.2", "2"],
        id="decimals on their own lines",
    ),
    pytest.param(
        "The parties agree: 1. Supply 1.1 Maker shall make the Goods. 1.2 Buyer shall pay for them. "
        "2. Term This Agreement runs for a year. 3. LAW. The law of Ruritania governs.",
        ["1", "1.1", "1.2", "2", "3"],
        id="all on one line",
    ),
    pytest.param(
        "ARTICLE I\nDEFINITIONS\n\nSection 1.1 Terms. Words have meanings.\n\n"
        "Section 1.2 Headings. Headings are for ease.\n\nARTICLE II\nSUPPLY\n\nSection 2.1 Orders. "
        "Buyer orders as Section 1.2 says.",
        ["Article I", "1.1", "1.2", "Article II", "2.1"],
        id="articles and sections",
    ),
    pytest.param(
        "ARTICLE II\nSUPPLY\n\nSection 2.01 Orders. Buyer orders.\n\nSection 2.02 Price. See Section 2.01.",
        ["Article II", "2.01", "2.02"],
        id="padded numbers",
    ),
    pytest.param(
        "1.1 Terms. Words mean things. Batch 3.1.4 Cell 8.4 Lot 12.5 Run 3.2.1 Vial 12.6 Yield 3.1.9 "
        "Zone\n\n1.2 Rest. Text.\n\n2. Supply. Text.",
        ["1.1", "1.2", "2"],
        id="an index of defined terms",
    ),
    pytest.param(
        "I. SUPPLY\n\nA. Maker will:\n\n1. make the Goods,\n\n2. test the Goods.\n\nB. Buyer will pay."
        "\n\nII. TERM\n\nA. One year.",
        ["I", "I.A", "I.A.1", "I.A.2", "I.B", "II", "II.A"],
        id="outline",
    ),
    pytest.param(
        "1. Data. The duty does not hold for: 1.1 news that is known; 1.2 news of others; or 1.3 news "
        "that a court wants.\n\n2. Survival. These stay:\n\nArticle 1 (Data); Article 7 (Law); and "
        "Article 9 (Tax).",
        ["1", "1.1", "1.2", "1.3", "2"],
        id="the last item of a list, and a list of articles",
    ),
    pytest.param(
        "1.1 Ratio is found by dividing (a) the sum by (b) ten. 1.2 Sum is the sum. 1.3 Ten is ten.",
        ["1.1", "1.1(a)", "1.1(b)", "1.2", "1.3"],
        id="a short item before the next section",
    ),
    pytest.param(
        "4. Duties\n\n4.1 Maker shall: (a) test each batch; (b) keep (i) records and (ii) samples; "
        "and (c) report.\n\n4.2 Buyer shall pay.",
        ["4", "4.1", "4.1(a)", "4.1(b)", "4.1(b)(i)", "4.1(b)(ii)", "4.1(c)", "4.2"],
        id="items within a sentence",
    ),
    pytest.param(
        "1. Items\n\n(g) seven\n\n(h) eight\n\n(i) nine\n\n(j) ten\n\n2. End",
        ["1", "1(g)", "1(h)", "1(i)", "1(j)", "2"],
        id="i after h is a letter",
    ),
    pytest.param(
        "1. Items\n\n(g) seven\n\n(h) eight:\n\n(i) one\n\n(ii) two\n\n(iii) three\n\n2. End",
        ["1", "1(g)", "1(h)", "1(h)(i)", "1(h)(ii)", "1(h)(iii)", "2"],
        id="i before ii is a numeral",
    ),
    pytest.param(
        "7.1 Access. Maker opens its doors.\n\n7.2 Records. Kept for years.\n\n7.4 Samples. Kept too."
        "\n\n9.1 Law. Ruritania.",
        ["7.1", "7.2", "7.4", "9.1"],
        id="lost numbers",
    ),
    pytest.param(
        "1. Supply\n\nMaker supplies.\n\nExhibit A\n\n1. Goods\n\n1.1 Vials.\n\nSchedule 2 - Prices\n\n"
        "1. Prices\n\nTen crowns.",
        ["1", "Exhibit A", "Exhibit A 1", "Exhibit A 1.1", "Schedule 2", "Schedule 2 1"],
        id="exhibits count anew",
    ),
    pytest.param(
        "1. Duties Maker is responsible for: 1) testing each lot 2) keeping records (see item 3) and "
        "samples 3) answering within two (2) days. 2. Term One year.",
        ["1", "1(1)", "1(2)", "1(3)", "2"],
        id="half brackets within a sentence",
    ),
    pytest.param(
        "Schedule 2\n\n(a) vials\n\n(b) boxes",
        ["Schedule 2", "Schedule 2(a)", "Schedule 2(b)"],
        id="items of a schedule",
    ),
    pytest.param(
        "# Agreement\n\n## 1. Purpose\n\n**1.1 Duties.** Maker acts.\n\n### 1.2 Scope\n\nText.\n\n## 2 Term",
        ["1", "1.1", "1.2", "2"],
        id="Markdown",
    ),
    pytest.param(
        "5. Exit. Maker shall: i. stop, ii. report under Section 9.2 and iii. return the cells. 6. Law. X.",
        ["5", "5(i)", "5(ii)", "5(iii)", "6"],
        id="dotted numerals within a sentence",
    ),
    pytest.param(
        "§ 1 Gegenstand\n\nText.\n\n§ 2 Laufzeit\n\nText.", ["1", "2"], id="paragraph signs"
    ),
    pytest.param(
        "6. Supply\n\n7. Term\n\n7.1 A year.\n\n7A. Renewal\n\n7A.1 Once.\n\n(a) By letter.\n\n"
        "7B. Notice\n\n8. Law",
        ["6", "7", "7.1", "7A", "7A.1", "7A.1(a)", "7B", "8"],
        id="inserted clauses",
    ),
    pytest.param(
        "4.1 Supply.\n\n4.2 Term.\n\n4.2bis Renewal.\n\n4.2 ter Notice.\n\n4.3 Law.\n\n4.3A End.",
        ["4.1", "4.2", "4.2bis", "4.2ter", "4.3", "4.3A"],
        id="inserted clauses in Latin",
    ),
    pytest.param(
        "Art. 1 Supply\n\nMaker supplies.\n\nArt. 2 Term\n\n§ 1 One.\n\n§ 1a Two.\n\nArt. 2a Law\n\nArt. 3 End",
        ["Article 1", "Article 2", "2.1", "2.1a", "Article 2a", "Article 3"],
        id="inserted articles and paragraphs",
    ),
    pytest.param("1 Supply\n\nText.\n\n2 Term\n\nText.", ["1", "2"], id="bare numbers"),
    pytest.param(
        "1. Goods\n\na) vials\n\nb) boxes\n\n2. Term",
        ["1", "1(a)", "1(b)", "2"],
        id="half brackets",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERINGS)
def test_numbers_are_found_and_nested(text: str, expected: list[str]) -> None:
    assert numbers(segment(document(text))) == expected


NO_CLAUSES = [
    "2.1 Doses. Each vial holds 2.5 mL and costs $3.2 million.\n\n2.2 Next. Text.",
    "2.1 Time. Maker answers within 30. The time runs from receipt.\n\n2.2 Next. Text.",
    (
        "2.1 Links. In accordance with Section 3.2 of this Agreement and pursuant to 4.1(a) Maker acts."
        "\n\n2.2 Next. Text."
    ),
    (
        "2.1 Links. As clauses (a) and (b) of Section 9 say, and Section 9.4(c), Maker acts.\n\n"
        "2.2 Next. Text."
    ),
    "2.1 Dates. Signed on 30 December 2016 and 1.4.2011 at 94 Long Road.\n\n2.2 Next. Text.",
    "2.1 Days. Maker has thirty (30) days and two (2) tries.\n\n2.2 Next. Text.",
    "2.1 Heads. Page 3 of 12 CONFIDENTIAL\n\n2.2 Next. Text.",
    "2.1 Glued. Words.\n\n2.2A Maker acts alone.",
    "2.1 Signs. Text.\n\n3D prints and 2D maps are kept.\n\n2.2 Next. As Art. 3 GDPR says.",
    (
        '2.1 Change. Section 2.2 of the Agreement is replaced by: "2.2 Records. Kept.\n\n'
        '2.3 Samples. Kept."\n\n2.2 Next. Text.'
    ),
    "2.1 Change. Add:\n\n“2.2 Records. Never closed.\n\n2.2 Next. Add:\n\n“3.1 Samples. Kept.”",
    "2.1 Wrapped. Maker acts as set out in Section\n3.2 of this Agreement.\n\n2.2 Next. Text.",
]


@pytest.mark.parametrize("text", NO_CLAUSES)
def test_quantities_dates_references_and_quotations_open_no_clause(text: str) -> None:
    assert numbers(segment(document(text))) == ["2.1", "2.2"]


HEADINGS = [
    ("3.2 Production Orders. From time to time Buyer orders.", "Production Orders", "From time to"),
    ("3.2 PRODUCTION ORDERS. Buyer orders.", "PRODUCTION ORDERS", "Buyer orders."),
    ("3.2 Term: This Agreement runs on.", "Term", "This Agreement runs on."),
    ("3.2 Term This Agreement runs on.", "Term", "This Agreement runs on."),
    ("3.2 Storage   Maker shall store.", "Storage", "Maker shall store."),
    ("3.2 Maker shall store the Goods.", "", "Maker shall store the Goods."),
    ('3.2 "Goods" means vials.', "", '"Goods" means vials.'),
    ("3.2 Governing Law\nRuritania.", "Governing Law", "Ruritania."),
    ("(a) Maker Inc. shall act.", "", "Maker Inc. shall act."),
]


@pytest.mark.parametrize(("text", "heading", "body"), HEADINGS)
def test_headings_are_told_from_sentences(text: str, heading: str, body: str) -> None:
    contract = segment(document(text))

    first = contract.clauses[0]
    assert words(contract, first.heading) == heading
    assert words(contract, first.body).startswith(body)


def test_a_table_of_contents_opens_no_clauses() -> None:
    entries = "\n".join(f"{n}. Chapter {n} ........ {n + 2}" for n in range(1, 6))
    chapters = "\n\n".join(f"{n}. Chapter {n}\n\nWords of chapter {n}." for n in range(1, 6))

    contract = segment(document(f"TABLE OF CONTENTS\n{entries}\n\n{chapters}"))

    assert numbers(contract) == ["1", "2", "3", "4", "5"]
    assert words(contract, clause(contract, "1").body) == "Words of chapter 1."


def test_a_table_of_contents_on_one_line_ends_where_its_first_entry_returns() -> None:
    text = (
        "Table of Contents 1. Supply Terms 2 2. Price Rules 5 3. Governing Law 9\n\n"
        "Maker and Buyer agree:\n\n1. Supply Terms\n\nMaker supplies.\n\n2. Price Rules\n\nBuyer pays."
    )

    assert numbers(segment(document(text))) == ["1", "2"]


def test_running_heads_open_no_clauses() -> None:
    page = "Exhibit A - Confidential Draft\n\n{n}. Chapter {n}\n\nWords.\n\n* Company secret, do not copy"

    text = "\n\n".join(page.replace("{n}", str(n)) for n in range(1, 5))
    contract = segment(document(text))

    assert numbers(contract) == ["Exhibit A", *(f"Exhibit A {n}" for n in range(1, 5))]
    assert not any(c.kind is ClauseKind.ITEM for c in contract.clauses)


def test_headings_without_number_hold_the_clauses_below_them() -> None:
    text = (
        "Master Agreement\n\nSupply\n\n1. Maker supplies.\n\nPrice\n\n2. Buyer pays.\n\n3. Monthly."
    )
    levels = {"Master Agreement": 0, "Supply": 1, "Price": 1}

    contract = segment(document(text, levels))

    supply, price = (c for c in contract.clauses if c.label is None and c.heading)
    assert [words(contract, supply.heading), words(contract, price.heading)] == ["Supply", "Price"]
    assert [clause(contract, n).parent for n in "123"] == [supply.index, price.index, price.index]


def test_labels_that_the_file_gives_are_taken() -> None:
    text = "1.\tScope\n(a)\tfirst\n(b)\tsecond\n2.\tTerm"
    spans, offset = [], 0
    for line in text.split("\n"):
        spans.append(Span(offset, offset + len(line)))
        offset += len(line) + 1
    blocks = tuple(
        Block(span, BlockKind.PARAGRAPH, Span(span.start, text.index("\t", span.start)), 0)
        for span in spans
    )
    lines = tuple(Line(span, paragraph=at) for at, span in enumerate(spans))
    word = Document(Path("contract.docx"), "docx", text, lines, blocks)

    assert numbers(segment(word)) == ["1", "1(a)", "1(b)", "2"]


def test_rows_of_tables_open_no_clauses() -> None:
    text = "1. Duties\n\n| 2. | Records | Maker |\n\n2. Term"
    plain = document(text)
    blocks = tuple(
        Block(b.span, BlockKind.ROW if plain.quote(b.span).startswith("|") else b.kind)
        for b in plain.blocks
    )
    rows = Document(plain.path, "markdown", text, plain.lines, blocks)

    contract = segment(rows)

    assert numbers(contract) == ["1", "2"]
    assert "Records" in words(contract, clause(contract, "1").body)


def test_kinds_and_depths() -> None:
    contract = segment(
        document(
            "Preamble.\n\nARTICLE I\n\n1.1 Maker shall (a) make and (b) test.\n\nExhibit A\n\nText."
        )
    )

    assert [(c.kind, c.depth) for c in contract.clauses] == [
        (ClauseKind.PREAMBLE, 0),
        (ClauseKind.ARTICLE, 0),
        (ClauseKind.SECTION, 1),
        (ClauseKind.ITEM, 2),
        (ClauseKind.ITEM, 2),
        (ClauseKind.EXHIBIT, 0),
    ]


def test_a_text_without_numbers_is_one_clause() -> None:
    contract = segment(document("Dear Sir,\n\nwe agree."))

    assert [c.span for c in contract.clauses] == [Span(0, len("Dear Sir,\n\nwe agree."))]


def check_invariants(contract: Contract) -> None:
    text = contract.document.text
    end = 0
    for found in contract.clauses:
        if found.parent is None:
            assert found.span.start == end
            end = found.span.end
        else:
            parent = contract.clauses[found.parent]
            assert parent.span.covers(found.span)
            assert parent.index < found.index
            assert parent.body.end <= found.span.start
            assert found.depth == parent.depth + 1
        assert found.span.covers(found.body)
        for part in (found.label, found.heading):
            assert part is None or (found.span.covers(part) and part.end <= found.body.start)
    assert end == len(text)
    starts = [found.span.start for found in contract.clauses]
    assert starts == sorted(starts)
    for term in contract.terms:
        assert term.span.covers(term.name_span)
        assert contract.document.quote(term.name_span)
    spans = [reference.span for reference in contract.references]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


PIECES = st.sampled_from(
    [
        *("1. ", "2. ", "1.1 ", "1.2 ", "2.1.1 ", "(a) ", "(b) ", "(i) ", "(ii) ", "A. ", "IV. "),
        *(
            "ARTICLE I ",
            "Section 2.1 ",
            "Exhibit A",
            "Schedule 1 - Prices",
            "• ",
            "- ",
            "\n",
            "\n\n",
        ),
        *("Maker shall make. ", '"Goods" means vials. ', "Term. ", "see Section 1.1(a) and (b); "),
        *(
            "TABLE OF CONTENTS",
            " ..... 3",
            '(the "Price")',
            "**",
            "§ 3 ",
            "\t",
            "thirty (30) days ",
        ),
    ]
)


@given(st.integers(20, 130))
def test_clauses_are_the_same_however_wide_the_lines_of_a_paragraph_are(width: int) -> None:
    paragraphs = [
        "1. Notice. Maker shall (a) tell Buyer, (b) stop; and (c) say (i) the cause and (ii) the cure.",
        "2. Place. Under Section 1 (a) and Section 1 (b) Maker tells Buyer within 5 days.",
        "2. Law. The law of Ruritania governs, and 1.5 per cent is the interest on late sums.",
    ]
    wrapped = "\n\n".join("\n".join(textwrap.wrap(words, width)) for words in paragraphs)

    assert numbers(segment(document(wrapped))) == numbers(
        segment(document("\n\n".join(paragraphs)))
    )


def test_a_running_head_before_the_first_words_of_each_page_opens_no_sentence() -> None:
    page = "\n\n\n\nBottling Terms - Acorn & Sons {} Buyer pays for it.\n\nMaker keeps records."
    clauses = "1. Supply", "2 Price", "2.1 Invoices", "SCHEDULE 1: PRICES"

    contract = segment(document("".join(page.format(clause + ".") for clause in clauses)))

    assert numbers(contract) == ["1", "2", "2.1", "Schedule 1"]


def test_page_numbers_after_a_list_are_no_paragraph_of_their_own() -> None:
    text = "1. Supply\n\nMaker shall (a) make; and (b) test.\n\n{}\n\n2. Law\n\nRuritania."
    aside = document(text.format("Page 7 of 9"))
    blocks = tuple(
        replace(block, kind=BlockKind.ASIDE)
        if aside.quote(block.span).startswith("Page")
        else block
        for block in aside.blocks
    )

    assert numbers(segment(document(text.format("It may.")))) == ["1", "1(a)", "1(b)", "1", "2"]
    assert numbers(segment(replace(aside, blocks=blocks))) == ["1", "1(a)", "1(b)", "2"]


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_clauses_tile_any_text_made_of_contract_pieces(text: str) -> None:
    check_invariants(segment(document(text)))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=string.printable + "§“”’•\xa0é", max_size=200))
def test_clauses_tile_any_text(text: str) -> None:
    check_invariants(segment(document(text)))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_any_decimal_outline_is_read_back(sections: list[int]) -> None:
    expected, lines = [], []
    for chapter, count in enumerate(sections, start=1):
        expected.append(f"{chapter}")
        lines.append(f"{chapter}. Chapter")
        for section in range(1, count + 1):
            expected.append(f"{chapter}.{section}")
            lines.append(f"{chapter}.{section} Maker shall do its duty.")

    assert numbers(segment(document("\n\n".join(lines)))) == expected
    assert numbers(segment(document(" ".join(f"{line}." for line in lines)))) == expected


def test_items_of_a_quoted_clause_stand_below_the_clause_that_quotes_them() -> None:
    text = (
        "1. Section 9.1 is replaced by:\n\n“9.1 Maker shall:\n\n(a) keep records; and\n\n"
        "(b) keep samples.”\n\n2. The rest stands."
    )
    contract = segment(document(text))
    assert numbers(contract) == ["1", "1(a)", "1(b)", "2"]
    assert "9.1 Maker shall:" in words(contract, clause(contract, "1").body)
