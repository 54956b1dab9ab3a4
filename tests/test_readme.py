"""The README shows what the program prints."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_finding_in_the_readme_is_what_the_demo_prints() -> None:
    shown = re.search(
        r"<!-- demo: \S+ -->\n```text\n(.+?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert shown is not None
    asked = ["check", "fixtures/deal", "-r", "fixtures/deal/requirements.xlsx"]
    done = subprocess.run(
        [sys.executable, "-m", "contract_lint", *asked, "--fail-on", "never"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert shown[1] in done.stdout
