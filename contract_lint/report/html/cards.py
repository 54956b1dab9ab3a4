"""The findings: a card for each finding and each row."""

from collections.abc import Iterator
from itertools import groupby

from contract_lint.model import Deviation, Finding, Judgement, Passage
from contract_lint.report.html.badges import badge, severity_badge
from contract_lint.report.html.items import Contents, Item
from contract_lint.report.html.markup import Html, element, join
from contract_lint.report.view import (
    clipped,
    finding_path,
    folded,
    show_cell,
    show_changes,
    show_original,
    show_row,
)

QUOTE = 320  # characters
WITHOUT_FINDING = "Rows without a finding"


def cards(page: Contents) -> Html:
    """Return the cards, grouped by set and document in reading order."""
    groups = groupby(page.items, key=_group)
    return join(*(_section(place, list(items), page) for place, items in groups))


def _group(item: Item) -> tuple[str, str]:
    path = finding_path(item.finding, item.result) if item.finding else WITHOUT_FINDING
    return item.result.set.name, path


def _section(group: tuple[str, str], items: list[Item], page: Contents) -> Html:
    name, path = group
    several = len(page.report.results) > 1
    title = f"{name}: {path}" if several and not path.startswith(name) else path
    head = element("h3", title, " ", element("span", len(items).__str__(), class_="count"))
    return element("div", head, *(_card(item, page) for item in items), class_="group")


def _card(item: Item, page: Contents) -> Html:
    papers = dict.fromkeys(page.paper(passage.contract).anchor for passage in item.passages)
    if item.finding and item.finding.passage:
        papers.setdefault(page.paper(item.finding.passage.contract).anchor)
    return element(
        "article",
        _head(item),
        *_body(item, page),
        class_=f"card s-{item.tone}",
        id=item.anchor,
        tabindex="-1",
        aria_labelledby=f"{item.anchor}-t",
        data_verdict=item.verdict,
        data_severity=item.severity,
        data_papers=" ".join(papers),
        data_set=item.result.set.name,
        data_owner=item.owner,
        data_family=item.family,
    )


def _head(item: Item) -> Html:
    marks = [severity_badge(item.severity)] if item.severity else []
    marks += [badge(item.verdict)] if item.judgement else []
    rule = item.finding.rule if item.finding else ""
    named = f"{rule} {item.finding.name}" if item.finding and not rule.startswith("REQ-") else ""
    return element(
        "header",
        element("h4", item.label, id=f"{item.anchor}-t"),
        *marks,
        element("span", named if item.judgement else named.removeprefix(rule), class_="rule"),
    )


def _body(item: Item, page: Contents) -> Iterator[Html]:
    if item.judgement:
        yield element("p", item.judgement.requirement.text, class_="ask")
        yield from _why(item.judgement)
    elif item.finding:
        yield element("p", item.finding.message, class_="ask")
        if item.finding.title:
            yield element("p", item.finding.title, class_="why")
        cell = show_cell(item.finding)
        if cell:
            yield element("p", cell, class_="why")
    deciding = item.deciding
    for passage in deciding:
        yield _quote(passage, item, page)
    others = [passage for passage in item.passages if passage not in deciding]
    if others:
        name = f"{len(others)} other place{'' if len(others) == 1 else 's'} considered"
        quotes = [_quote(passage, item, page) for passage in others]
        yield element("details", element("summary", name), *quotes, class_="others")
    if item.finding and item.finding.changes:
        yield element("p", "Pending: ", "; ".join(show_changes(item.finding.changes)), class_="why")
    if item.finding and item.finding.suggestion:
        yield _suggestion(item.finding)
    if item.judgement:
        yield _about(item.judgement)


def _why(judgement: Judgement) -> Iterator[Html]:
    reason = folded(judgement.reason)
    told = [deviation for deviation in judgement.deviations if folded(deviation.found) in reason]
    if reason and (not told or len(told) < len(judgement.deviations)):
        yield element("p", _capital(reason), class_="why")
    if judgement.deviations:
        head = element(
            "tr", *(element("th", name, scope="col") for name in ("differs in", "asked", "found"))
        )
        rows = map(_deviation, judgement.deviations)
        yield element("table", element("thead", head), element("tbody", *rows), class_="deviations")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _deviation(deviation: Deviation) -> Html:
    return element(
        "tr",
        element("th", deviation.kind, scope="row"),
        element("td", deviation.required or "–"),
        element("td", deviation.found or "–"),
    )


def _quote(passage: Passage, item: Item, page: Contents) -> Html:
    at, paper = passage.location, page.paper(passage.contract)
    clause = passage.clause
    named = f"clause {clause}" if clause[:1].isdigit() else clause
    where = [f"{paper.name}:{at.line}", named, f"page {at.page}" if at.page else ""]
    link = element(
        "a", ", ".join(filter(None, where)), href=page.link(passage), data_item=item.number
    )
    words = clipped(passage.text, QUOTE) if page.quotes else ""
    quoted = element("q", words) if words else ""
    return element("blockquote", link, " ", quoted)


def _suggestion(finding: Finding) -> Html:
    told = element("p", _capital(folded(finding.suggestion)))
    return element("div", element("h5", "Write"), told, class_="write")


def _about(judgement: Judgement) -> Html:
    row = judgement.requirement
    parts = [
        ("Owner", row.owner),
        ("Row", f"{show_row(row.place)}, {row.strength}"),
        ("Source", row.source),
        ("Before the pending changes", show_original(judgement)),
        ("Confidence", f"{round(100 * judgement.confidence)} %" if judgement.applicable else ""),
    ]
    listed = [
        element("div", element("dt", name), element("dd", value)) for name, value in parts if value
    ]
    return element("dl", *listed, class_="about")
