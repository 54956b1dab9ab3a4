"""Make the pictures of the documentation: `python docs/screenshots.py`.

It needs selenium, chromium and chromedriver, and checks the deal in `fixtures`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from click.testing import CliRunner
from selenium import webdriver

import contract_lint
from contract_lint.cli import main as command_line
from contract_lint.matrix import MATRICES

ROOT = Path(__file__).parents[1]
IMAGES = Path(__file__).parent / "images"
FINDING = 2  # the card that the pictures open
DRAFT = "sow.pdf"
OTHERS = ("msa.docx", "quality-agreement.docx")
PAGE = 2  # of the annotated draft, from 0
SCALE = 1.25  # dots for each point of it
OPEN = """
const card = [...document.querySelectorAll('.card:not([hidden])')][arguments[0]];
(card.querySelector('blockquote a') || card).click();
"""


def main() -> None:
    """Write every picture."""
    os.chdir(ROOT)
    report = contract_lint.check("fixtures/deal", "fixtures/deal/requirements.xlsx")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browser() as driver:
        page, matrix = Path(folder, "report.html"), Path(folder, "matrix.html")
        page.write_bytes(contract_lint.render(report, "html"))
        matrix.write_bytes(MATRICES["html"](report))
        shoot(driver, page, "report", 1440, 900)
        shoot(driver, page, "report-words", 1440, 900, finding=FINDING)
        shoot(driver, page, "report-dark", 1440, 900, scheme="dark", finding=FINDING)
        shoot(driver, page, "report-phone", 390, 844)
        shoot(driver, matrix, "matrix", 1440, 700)
        annotated(Path(folder, DRAFT))


def annotated(copy: Path) -> None:
    """Write a picture of a page with highlights."""
    deal = Path("fixtures/deal")
    others = (str(deal / name) for name in OTHERS)
    asked = ["annotate", str(deal / DRAFT), *others, "-r", str(deal / "requirements.xlsx")]
    CliRunner().invoke(command_line, [*asked, "-o", str(copy)])
    page = pdfium.PdfDocument(copy)[PAGE]
    page.render(scale=SCALE).to_pil().save(IMAGES / "annotate.png")


def shoot(
    driver: Any,
    page: Path,
    name: str,
    width: int,
    height: int,
    *,
    scheme: str = "light",
    finding: int | None = None,
) -> None:
    """Write one picture of `page`."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    driver.get("about:blank")
    driver.get(page.as_uri())
    if finding is not None:
        driver.execute_script(OPEN, finding)
    driver.execute_script("return new Promise((done) => setTimeout(done, 300))")
    driver.save_screenshot(str(IMAGES / f"{name}.png"))


@contextmanager
def browser() -> Iterator[Any]:
    """Start a browser without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(flag)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))
    )
    try:
        yield driver
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
