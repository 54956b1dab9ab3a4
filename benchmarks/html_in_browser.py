"""How usable the HTML report of a large set is, in a real browser.

usage: python benchmarks/html_in_browser.py [FOLDER] [--pages 1000] [--keep FILE]

Contracts of the folder (text files) are read as one set until they fill the pages, at 500 words
each, and judged against the sheet of the fixture deal. The report is opened in chromium without a
window. Printed are the size of the file, the time until it can be used, and the time that a
filter, a search, a jump to the words and back take, each with the layout that follows.

Needs selenium, chromium and chromedriver.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from selenium import webdriver

import contract_lint
from contract_lint.model import Report

FOLDER = Path("../shared/data/contracts/txt")
SHEET = Path("fixtures/deal/requirements.xlsx")
WORDS = 500  # on a page
ACTS = {
    "filter by document": "field('papers').selectedIndex = 3; changed()",
    "filter by owner": "field('papers').selectedIndex = 0; field('owner').selectedIndex = 1; changed()",
    "show all again": "field('owner').selectedIndex = 0; changed()",
    "search for words": "field('words').value = 'notif'; changed()",
    "clear the search": "field('words').value = ''; changed()",
    "jump to the words": "document.querySelector('.card:not([hidden]) blockquote a').click()",
    "jump back": "document.querySelector('mark.on').click()",
    "jump to the end": "[...document.querySelectorAll('.card:not([hidden]) blockquote a')].at(-1).click()",
}
TIMED = """
const done = arguments[arguments.length - 1];
const form = document.getElementById('filter');
const field = (name) => form.elements[name];
const changed = () => form.dispatchEvent(new Event('input', { bubbles: true }));
const start = performance.now();
ACT;
document.body.offsetHeight;
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
"""


def large_set(folder: Path, pages: int) -> list[Path]:
    """Return files that fill `pages` together."""
    chosen, words = [], 0
    for path in sorted(folder.glob("*.txt")):
        if words >= pages * WORDS:
            break
        chosen.append(path)
        words += len(path.read_text(encoding="utf-8", errors="replace").split())
    print(f"{len(chosen)} contracts, {words:,} words, {words // WORDS:,} pages")
    return chosen


def measure(driver: Any, page: Path) -> None:
    """Open the page and print what each act takes."""
    started = time.perf_counter()
    driver.get(page.as_uri())
    driver.execute_script("return document.querySelectorAll('.card').length")
    print(f"{'open':24} {1000 * (time.perf_counter() - started):8.0f} ms")
    counts = driver.execute_script(
        "return ['.l', 'mark', '.card'].map((name) => document.querySelectorAll(name).length)"
    )
    print(f"{'lines, marks, findings':24} {counts}")
    for name, act in ACTS.items():
        spent = driver.execute_async_script(TIMED.replace("ACT", act))
        print(f"{name:24} {spent:8.0f} ms")
    used = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    heap = next((each["value"] for each in used if each["name"] == "JSHeapUsedSize"), 0)
    print(f"{'script memory':24} {heap / 2**20:8.1f} MiB")


def browser() -> Any:
    """Start a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    service = webdriver.ChromeService(shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_window_size(1440, 900)
    driver.execute_cdp_cmd("Performance.enable", {})
    return driver


def checked(folder: Path, pages: int) -> Report:
    """Check a large set."""
    started = time.perf_counter()
    report = contract_lint.check(large_set(folder, pages), SHEET)
    found = sum(len(result.findings) for result in report.results)
    print(f"checked in {time.perf_counter() - started:.0f} s, {found} findings")
    return report


def main() -> None:
    """Check, write, open, measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="where to keep the page")
    asked = parser.parse_args()
    report = checked(asked.folder, asked.pages)
    started = time.perf_counter()
    data = contract_lint.render(report, "html")
    print(f"written in {time.perf_counter() - started:.1f} s, {len(data) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as place:
        page = asked.keep or Path(place, "report.html")
        page.write_bytes(data)
        driver = browser()
        try:
            measure(driver, page.absolute())
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
