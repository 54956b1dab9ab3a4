"""The HTML report in a real browser: script, filters, links, keys, layout, accessibility."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from made_pages import page_report
from made_reports import contract, finding, row

from contract_lint.matrix import MATRICES
from contract_lint.model import DocumentSet, Judgement, Passage, Report, Result, Span, Verdict
from contract_lint.report import REPORTERS, View

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not (CHROMIUM and DRIVER):
    pytest.skip("chromium and chromedriver are not installed", allow_module_level=True)

DESKTOP, PHONE = (1400, 900), (390, 844)
SHOWN = "return [...document.querySelectorAll('.card:not([hidden])')].map((card) => card.id)"
ROWS = "return [...document.querySelectorAll('tr[data-of]:not([hidden])')].map((r) => r.dataset.of)"
FAULTS = """
const done = arguments[0];
axe.run().then((told) => done(told.violations.map((fault) =>
  [fault.id, fault.nodes.map((node) => node.html)])));
"""
ACTIVE = "return document.activeElement.id"
INSIDE = """
const box = document.querySelector(arguments[0]).getBoundingClientRect();
const bar = document.getElementById('filters').getBoundingClientRect().bottom;
return box.bottom > bar && box.top < innerHeight
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in ("--headless=new", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"):
        options.add_argument(flag)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=DRIVER)
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_bytes(REPORTERS["html"](page_report(), View()))
    return path


@pytest.fixture
def page(browser: Any, written: Path) -> Any:
    show(browser, written, DESKTOP)
    return browser


def show(browser: Any, path: Path, size: tuple[int, int]) -> None:
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size is PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get("about:blank")
    browser.get(path.as_uri())


def choose(page: Any, name: str, value: str) -> None:
    page.execute_script(
        "const form = document.getElementById('filter');"
        "form.elements[arguments[0]].value = arguments[1];"
        "form.dispatchEvent(new Event('input', { bubbles: true }));",
        name,
        value,
    )


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.switch_to.active_element.send_keys(key)


def find(page: Any, selector: str) -> Any:
    return page.find_element("css selector", selector)


def test_script_runs_under_the_policy_and_the_contract_does_not(page: Any) -> None:
    assert page.title == "deal - contract-lint"
    assert find(page, "#shown").text == "4 of 6 shown"
    assert page.get_log("browser") == []


def test_met_rows_and_other_stages_wait_for_the_reader(page: Any) -> None:
    assert page.execute_script(SHOWN) == ["f1", "f2", "f3", "f4"]
    assert page.execute_script(ROWS) == ["1", "4", "5", "6"]
    find(page, "input[value='met']").click()
    assert page.execute_script(SHOWN) == ["f1", "f2", "f3", "f4", "f5"]


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("papers", "d1", ["f1", "f2", "f3"]),
        ("papers", "d2", ["f1", "f4"]),
        ("owner", "QA", ["f1"]),
        ("owner", "CMC", ["f4"]),
        ("family", "DRF", ["f2", "f3"]),
        ("words", "AT will", ["f3"]),
        ("words", "no such words", []),
    ],
)
def test_filters(page: Any, name: str, value: str, left: list[str]) -> None:
    choose(page, name, value)
    assert page.execute_script(SHOWN) == left
    assert find(page, "#nothing").is_displayed() is not bool(left)
    find(page, "button[type='reset']").click()
    assert page.execute_script("return new Promise((done) => setTimeout(done, 50))") is None
    assert page.execute_script(SHOWN) == ["f1", "f2", "f3", "f4"]


def test_verdict_and_severity_boxes(page: Any) -> None:
    find(page, "input[value='drafting']").click()
    assert page.execute_script(SHOWN) == ["f1", "f4"]
    assert page.execute_script(ROWS) == ["1", "4"]
    find(page, "input[value='error']").click()
    assert page.execute_script(SHOWN) == []


def test_links_go_both_ways(page: Any) -> None:
    find(page, "#f3 blockquote a").click()
    assert page.execute_script(ACTIVE) == "d1-3"
    assert find(page, "mark.on").get_attribute("data-f") == "3"
    assert page.execute_script(INSIDE, "#d1-3")
    find(page, "#d1-2 .chip[data-item='1']").click()
    assert page.execute_script(ACTIVE) == "f1"
    page.execute_script("document.querySelector(\"tr[data-of='5'] .cell a\").click()")
    assert page.execute_script(ACTIVE) == "d2-2"
    assert find(page, "#f5").is_displayed()  # a met row, folded away until it is asked for
    find(page, "mark[data-f~='3']").click()
    assert page.execute_script(ACTIVE) == "f3"


def test_keys(page: Any) -> None:
    find(page, "body").send_keys("j")
    assert page.execute_script(ACTIVE) == "f1"
    press(page, "j", "\ue007")
    assert page.execute_script(ACTIVE) == "d1-2"
    press(page, "\ue00c")
    assert page.execute_script(ACTIVE) == "f2"
    press(page, "k", "k")
    assert page.execute_script(ACTIVE) == "f4"
    press(page, "/", "at will")
    assert page.execute_script(SHOWN) == ["f3"]
    press(page, "\ue00c", "?")
    assert find(page, "#help").is_displayed()


def test_single_keys_can_be_turned_off(page: Any) -> None:
    page.execute_script("document.getElementById('keys').checked = false")
    find(page, "body").send_keys("j")
    assert page.execute_script(ACTIVE) == ""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_has_no_fault_that_axe_knows(
    browser: Any, written: Path, size: tuple[int, int], scheme: str
) -> None:
    axe = axe_source()
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    show(browser, written, size)
    wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    assert browser.execute_async_script(FAULTS) == []


def test_the_matrix_has_no_fault_that_axe_knows(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "matrix.html"
    path.write_bytes(MATRICES["html"](page_report()))
    show(browser, path, PHONE)
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe_source()})
    assert browser.execute_async_script(FAULTS) == []


def axe_source() -> str:
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core-python is not installed")
    path = Path(spec.origin).parent / "axe.min.js"
    return path.read_text(encoding="utf-8")


def test_a_thousand_pages_stay_usable(browser: Any, tmp_path: Path) -> None:
    words = "Maker shall tell Client of each deviation in writing, with its cause and its remedy."
    msa = contract(tuple(f"{number}. {words}" for number in range(45_000)))
    found = []
    for number in range(0, 45_000, 100):
        start = msa.document.lines[number].span.start
        judged = Judgement(
            row(number), Verdict.WEAKER, "late", (Passage(msa, Span(start, start + 40)),)
        )
        found.append(finding(judged, judged.evidence[0]))
    made = Report((Result(DocumentSet("x", (msa,)), tuple(found)),), (), "0" * 64)
    path = tmp_path / "big.html"
    path.write_bytes(REPORTERS["html"](made, View()))
    show(browser, path, DESKTOP)
    filtering = browser.execute_script(
        "const start = performance.now();"
        "document.querySelector('[name=words]').value = 'R4400';"
        "document.getElementById('filter').dispatchEvent(new Event('input'));"
        "document.body.offsetHeight; return performance.now() - start"
    )
    assert browser.execute_script(SHOWN) == ["f45", "f441"]  # R4400 and R44000
    assert filtering < 1000  # milliseconds; about 40 on a laptop
    browser.execute_script("document.querySelector('.card:not([hidden]) blockquote a').click()")
    browser.execute_script("return new Promise((done) => setTimeout(done, 300))")
    assert browser.execute_script(INSIDE, ".l.at")
