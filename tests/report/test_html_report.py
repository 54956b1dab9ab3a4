"""The HTML report as bytes; `test_html_browser.py` looks at it in a browser."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pages import HOSTILE, page_report
from made_reports import report

from contract_lint.report import REPORTERS, View, without_quotes
from contract_lint.report.html.markup import Html, element, literal

REFERENCES = {"href", "src", "action", "data", "poster", "srcset", "cite", "background"}


class Seen(HTMLParser):
    """Tags, attributes and text of a page, with the text of the lines by their ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.raw: dict[str, str] = {}
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
        else:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def page(view: View | None = None) -> str:
    return REPORTERS["html"](page_report(), view or View()).decode()


def test_the_words_of_a_contract_stay_text() -> None:
    shown = page()
    seen = Seen(shown)
    assert seen.tags.count("script") == seen.tags.count("style") == 1
    assert not {"img", "b", "i", "u", "textarea"} & set(seen.tags)
    for words in (
        "<script>document.title='owned'</script>",
        "<b>bold</b>",
        "<i>always</i>",
        "<30 d>",
    ):
        assert words in seen.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)
    assert HOSTILE[0].split("<script>")[0] in seen.text


def test_the_page_runs_and_loads_nothing_but_itself() -> None:
    seen = Seen(page())
    (policy,) = [value for _, name, value in seen.attributes if "default-src" in value]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == directives["form-action"] == "'none'"
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(seen.raw[kind].encode()).digest()).decode()
        assert directives[f"{kind}-src"] == f"'sha256-{digest}'"
    for _, name, value in seen.attributes:
        assert name != "style"
        assert not name.startswith("on")
        if name in REFERENCES:
            assert value.startswith("#") or value == "data:,"


def test_every_reference_has_its_place_and_ids_are_unique() -> None:
    seen = Seen(page())
    ids = [value for _, name, value in seen.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    names = {"href", "aria-labelledby"}
    wanted = {value.removeprefix("#") for _, name, value in seen.attributes if name in names}
    assert wanted - {"data:,"} <= set(ids)


def test_evidence_is_marked_and_overlaps_are_cut() -> None:
    shown = page()
    assert '<mark class="s-error focus" data-f="1">shall be</mark>' in shown  # the value itself
    assert '<mark class="s-error" data-f="1"> kept &amp; &lt;b&gt;</mark>' in shown
    assert '<mark class="s-error" data-f="1 2">bold</mark>' in shown
    assert '<mark class="aside" data-f="1">Records are kept</mark>' in shown


def test_the_coverage_says_where_a_document_should_have_spoken() -> None:
    shown = page()
    assert '<td class="cell wanted">nothing here</td>' in shown
    assert re.search(r'<tr data-of="1">.*?<a href="#d1-2"[^>]*>7\.1</a>', shown)


def test_the_page_tells_how_to_repeat_it_and_who_signs() -> None:
    text = Seen(page()).text
    for told in ("cd" * 32, "ef" * 32, "ab" * 32, "Reviewed by", "Signature"):
        assert told in text


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page() == page()


def test_without_quotes_the_lines_hold_places_alone() -> None:
    shown = REPORTERS["html"](without_quotes(page_report()), View(quotes=False)).decode()
    text = Seen(shown).text
    assert "withheld" in text
    assert "clause 7.1" in text
    assert 'id="d1-2"' in shown
    for words in ("bold", "deviations", "owned", "at will"):
        assert words not in text


def test_nothing_to_show_is_still_a_page() -> None:
    empty = replace(report(), results=(), failures=(), notes=())
    text = Seen(REPORTERS["html"](empty, View()).decode()).text
    assert "No row was judged." in text


@given(st.text())
def test_any_text_comes_back_from_the_markup(text: str) -> None:
    seen = Seen(element("p", text, title=text))
    assert seen.tags == ["p"]
    kept = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)
    assert seen.text == kept
    assert seen.attributes == [("p", "title", kept)]


@pytest.mark.parametrize("given_text", [Html("<b>"), "<b>"])
def test_only_made_markup_is_markup(given_text: str) -> None:
    assert (literal(given_text) == "<b>") is isinstance(given_text, Html)
