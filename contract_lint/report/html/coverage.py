"""The coverage matrix: a row for each requirement, a column for each document."""

from contract_lint.model import Contract, Passage, Result
from contract_lint.report.html.badges import badge, sign, slug
from contract_lint.report.html.items import Contents, Item
from contract_lint.report.html.markup import Html, element, join
from contract_lint.report.view import show_original

PLACES = 3  # links in a cell


def coverage(page: Contents) -> Html:
    """Return a table for each set that was judged."""
    return join(*(_table(result, page) for result in page.report.results if result.judgements))


def _table(result: Result, page: Contents) -> Html:
    contracts = result.set.contracts
    heads = [element("th", name, scope="col") for name in ("Row", "Requirement", "Verdict")]
    heads += [_column(contract, page) for contract in contracts]
    order = {id(judgement): number for number, judgement in enumerate(result.judgements)}
    rows = {
        (item.judgement.requirement.id, str(item.judgement.requirement.place)): item
        for item in page.of_result(result)
        if item.judgement
    }
    listed = [
        rows[(judgement.requirement.id, str(judgement.requirement.place))]
        for judgement in sorted(result.judgements, key=lambda judgement: order[id(judgement)])
    ]
    body = [_row(item, contracts, page) for item in listed]
    label = f"Coverage of {result.set.name}"
    table = element(
        "table",
        element("caption", label),
        element("thead", element("tr", *heads)),
        element("tbody", *body),
        class_="coverage",
    )
    return element("div", table, class_="scroll", role="region", aria_label=label, tabindex="0")


def _column(contract: Contract, page: Contents) -> Html:
    paper = page.paper(contract)
    kind = element("span", str(contract.type), class_="type")
    link = element("a", paper.name, href=f"#{paper.anchor}")
    return element("th", kind, " ", link, scope="col")


def _row(item: Item, contracts: tuple[Contract, ...], page: Contents) -> Html:
    label = element("a", item.label, href=f"#{item.anchor}", data_item=item.number)
    asked = item.judgement.requirement.text if item.judgement else ""
    return element(
        "tr",
        element("th", label, scope="row"),
        element("td", asked, class_="asked"),
        element("td", badge(item.verdict), *_before(item)),
        *(_cell(item, contract, page) for contract in contracts),
        data_of=item.number,
    )


def _before(item: Item) -> tuple[str | Html, ...]:
    """Say which verdict the row had before the pending changes, where it was another."""
    before = show_original(item.judgement) if item.judgement else ""
    return (" ", element("span", f"was {before}", class_="count")) if before else ()


def _cell(item: Item, contract: Contract, page: Contents) -> Html:
    places: dict[str, Passage] = {}  # the first of each clause
    for passage in item.passages:
        if passage.contract is contract:
            places.setdefault(_named(passage), passage)
    if not places:
        return _empty(item, contract)
    links: list[str] = []
    for passage in tuple(places.values())[:PLACES]:
        links += [_link(passage, item, page), " "]
    return element("td", sign(item.verdict), " ", *links, class_=f"cell v-{slug(item.verdict)}")


def _empty(item: Item, contract: Contract) -> Html:
    """Say whether a document that has nothing for a row should have had it."""
    judgement = item.judgement
    asked = judgement is not None and judgement.applicable
    if asked and judgement and str(contract.type) in judgement.requirement.documents:
        return element("td", "nothing here", class_="cell wanted")
    return element("td", element("span", "no place", class_="sr"), class_="cell none")


def _named(passage: Passage) -> str:
    return passage.clause or f"line {passage.location.line}"


def _link(passage: Passage, item: Item, page: Contents) -> Html:
    at = passage.location
    text = _named(passage)
    kind = "first" if passage in item.deciding else "aside"
    label = f"{item.label}: {text}, line {at.line}"
    return element(
        "a", text, href=page.link(passage), data_item=item.number, class_=kind, aria_label=label
    )
