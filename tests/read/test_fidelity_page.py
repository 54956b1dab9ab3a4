"""The page about what is read names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_row_of_the_fidelity_page_is_backed_by_a_test() -> None:
    page = (ROOT / "docs" / "fidelity.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    written = {name for source in sources for name in re.findall(r"def (test_\w+)", source)}
    rows = [
        line
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith("| Construct")
    ]
    assert len(rows) > 50
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= written, row
