"""Check every real contract alone and count what comes of it.

    python benchmarks/corpus.py [FOLDER ...] [--rules]

Without folders: the contracts, statements of work and quality agreements that lie beside the
checkout in `shared/data`. Each folder is one process of `contract-lint check --each` against the
built-in baseline; its exit code, time and peak memory are printed with the files that were checked
and those refused, by reason. A traceback, or an exit code that says of a bug, ends the run with 1.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

FOLDERS = (
    "contracts/txt",
    "contracts/pdf",
    "docx/contracts",
    "pdf/contracts",
    "sow",
    "quality_agreements",
)
KNOWN = (0, 1, 2)  # clean, findings, something not checked


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rules", action="store_true", help="count the findings of each rule")
    arguments = parser.parse_args()
    folders = arguments.folders or [beside / name for name in FOLDERS]
    missing = [folder for folder in folders if not folder.is_dir()]
    for folder in missing:
        print(f"skipped: {folder} is not there")
    worst = [check(folder, arguments.rules) for folder in folders if folder not in missing]
    return max(worst, default=0)


def check(folder: Path, rules: bool) -> int:
    """Check one folder, print what came of it, and return 1 where the program broke."""
    with tempfile.TemporaryDirectory() as scratch:
        out, said = Path(scratch, "report.json"), Path(scratch, "stderr")
        command = [sys.executable, "-m", "contract_lint", "check", str(folder), "--each"]
        start = time.perf_counter()
        with said.open("wb") as stderr:
            process = subprocess.Popen(
                [*command, "-o", str(out), "--format", "json"], stderr=stderr
            )
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        words = said.read_text(encoding="utf-8", errors="replace")
        memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
        print(f"{folder}: exit code {code}, {seconds:.1f} s, {memory:.0f} MiB")
        if out.exists():
            show(json.loads(out.read_bytes()), rules)
    broken = code not in KNOWN or "Traceback" in words
    if broken:
        print(words[-2000:])
    return int(broken)


def show(report: dict[str, Any], rules: bool) -> None:
    """Print the counts of a report."""
    documents = Counter(document["status"] for document in report["documents"])
    severities = Counter(finding["severity"] for finding in report["findings"])
    print(f"  documents   {counted(documents)}")
    print(
        f"  types       {counted(Counter(d['type'] for d in report['documents'] if 'type' in d))}"
    )
    print(f"  findings    {counted(severities)}")
    print(f"  verdicts    {counted(Counter(v['verdict'] for v in report['verdicts']))}")
    for reason, number in Counter(map(masked, report["failures"])).most_common():
        print(f"  refused     {number} x {reason}")
    if rules:
        found = Counter(f"{finding['rule']} {finding['name']}" for finding in report["findings"])
        for rule, number in found.most_common():
            print(f"  {number:6} {rule}")


def counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.most_common()) or "none"


def masked(failure: dict[str, str]) -> str:
    """Return the reason with its numbers masked, so that alike ones count together."""
    return re.sub(r"\d+", "N", failure["reason"])


if __name__ == "__main__":
    sys.exit(main())
