"""The HTML report: one file that needs nothing else, with documents and findings side by side."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import resources
from string import Template

from contract_lint.model import Report, Severity
from contract_lint.report.html.badges import SIGNS, badge, sign, slug
from contract_lint.report.html.cards import cards
from contract_lint.report.html.coverage import coverage
from contract_lint.report.html.documents import documents
from contract_lint.report.html.items import Contents, contents
from contract_lint.report.html.markup import Html, element, join, literal
from contract_lint.report.provenance import provenance
from contract_lint.report.view import View, show_path

QUIET = ("met", "not applicable")  # verdicts whose cards are folded away at first


def render(report: Report, view: View) -> bytes:
    """Render the page; the same report gives the same bytes.

    The page loads nothing and its Content-Security-Policy (W3C CSP 3) lets nothing run but the
    script and the style that stand in it, by their SHA-256.
    """
    page = contents(report, quotes=view.quotes)
    style, script = read_part("page.css"), read_part("page.js")
    filled = Template(read_part("page.html")).substitute(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        title=literal(_title(page)),
        summary=_summary(page),
        trouble=_trouble(page),
        filters=_filters(page),
        coverage=coverage(page) or element("p", "No row was judged.", class_="empty"),
        contents=_contents(page),
        documents=documents(page),
        findings=cards(page),
        signoff=signoff(),
        repeat=_repeat(page),
    )
    return filled.encode("utf-8", "replace")


def signoff() -> Html:
    """Return the lines on which a reviewer takes responsibility for a review."""
    lines = ("Reviewed by", "Role", "Decision", "Signature", "Date")
    return element("div", *map(_blank, lines), class_="signoff")


def _blank(name: str) -> Html:
    return element(
        "label", element("span", name), element("input", type="text", autocomplete="off")
    )


def read_part(name: str) -> str:
    """Return a part of the page that stands beside the modules: its style, its script."""
    return resources.files("contract_lint.report.html").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _title(page: Contents) -> str:
    names = [result.set.name for result in page.report.results]
    if len(names) > 2:
        return f"{len(names)} document sets"
    return " and ".join(names) or "nothing checked"


def _summary(page: Contents) -> Html:
    verdicts = Counter(item.verdict for item in page.items if item.judgement)
    severities = Counter(item.severity for item in page.items if item.finding)
    total = sum(verdicts.values()) - verdicts["not applicable"]
    told = f"{verdicts['met']} of {_count(total, 'row')} met"
    found = ", ".join(_count(severities[str(name)], str(name)) for name in Severity)
    where = f" in {_count(len(page.papers), 'document')}"
    counts = [
        element("li", badge(name), " ", str(verdicts[name])) for name in SIGNS if verdicts[name]
    ]
    return join(
        element("p", element("strong", told), element("span", f"{found}{where}"), class_="told"),
        _bar(verdicts),
        element("ul", *counts, class_="legend"),
    )


def _bar(verdicts: Counter[str]) -> Html:
    """Return the verdicts as one bar; the legend below it says the same in words."""
    total = sum(verdicts.values())
    parts, at = [], 0
    for name in SIGNS:
        if verdicts[name]:
            parts.append(
                element("rect", class_=f"v-{slug(name)}", x=at, y=0, width=verdicts[name], height=1)
            )
            at += verdicts[name]
    return element(
        "svg",
        *parts,
        class_="bar",
        viewBox=f"0 0 {max(1, total)} 1",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _trouble(page: Contents) -> Html:
    listed = [
        element("li", element("strong", show_path(failure.path)), ": ", failure.reason)
        for failure in page.report.failures
    ]
    told: list[Html] = []
    if listed:
        told += [element("h2", "Not checked"), element("ul", *listed)]
    if not page.quotes:
        told.append(element("p", "The words of the contracts are withheld from this report."))
    if page.report.notes:
        notes = (element("li", note) for note in page.report.notes)
        inner = element("ul", *notes)
        told.append(element("details", element("summary", "Notes on the run"), inner))
    return element("div", *told, class_="trouble" if listed else "notes") if told else Html("")


def _filters(page: Contents) -> Html:
    verdicts = Counter(item.verdict for item in page.items)
    severities = Counter(item.severity for item in page.items if item.severity)
    boxes = [_boxes("Verdict", "verdict", [name for name in SIGNS if verdicts[name]], verdicts)]
    names = [str(name) for name in Severity if severities[str(name)]]
    boxes.append(_boxes("Severity", "severity", names, severities))
    papers = [(paper.anchor, paper.name) for paper in page.papers]
    owners = sorted({name for item in page.items for name in _owners(item.owner)})
    families = sorted({item.family for item in page.items})
    selects = [_select("Document", "papers", papers)]
    sets = dict.fromkeys(result.set.name for result in page.report.results)
    if len(sets) > 1:
        selects.append(_select("Set", "set", [(name, name) for name in sets]))
    selects.append(_select("Owner", "owner", [(name, name) for name in owners]))
    selects.append(_select("Family", "family", [(name, name) for name in families]))
    return join(*boxes, *selects)


def _owners(owner: str) -> list[str]:
    return [name.strip() for name in owner.replace(",", ";").replace("/", ";").split(";") if name]


def _boxes(title: str, field: str, names: Iterable[str], counts: Counter[str]) -> Html:
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name=field, value=name, checked=name not in QUIET),
            sign(name) if name in SIGNS else "",
            f" {name} ",
            element("span", str(counts[name]), class_="count"),
            class_=f"box {'v' if name in SIGNS else 's'}-{slug(name)}",
        )
        for name in names
    ]
    return element("fieldset", element("legend", title), *boxes)


def _select(title: str, field: str, options: Iterable[tuple[str, str]]) -> Html:
    listed = [element("option", "all", value="")]
    listed += [element("option", name, value=value) for value, name in options]
    return element(
        "label", element("span", title), element("select", *listed, name=field), class_="pick"
    )


def _contents(page: Contents) -> Html:
    links = [
        element("li", element("a", paper.name, href=f"#{paper.anchor}")) for paper in page.papers
    ]
    return element("ul", *links)


def _repeat(page: Contents) -> Html:
    values = [*provenance(page.report), *_documents(page)]
    return element(
        "dl", *(element("div", element("dt", name), element("dd", value)) for name, value in values)
    )


def _documents(page: Contents) -> Iterator[tuple[str, str]]:
    for paper in page.papers:
        yield (
            f"Document {paper.contract.type}",
            f"{paper.path}; SHA-256 {paper.contract.document.sha256}",
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
