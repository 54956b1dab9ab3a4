"""How long a check takes, cold: a 60-page Word contract against 48 rows.

usage: python benchmarks/speed.py [--runs N] [--keep FOLDER]

Writes a contract and a sheet of its own (the same on every run), starts `contract-lint check` on
them several times as a process of its own, and prints the medians of wall time, processor time and peak
memory. As seconds differ from machine to machine and with what else runs there, it also prints the
ratio of the processor times to reading the file and cutting it into tokens, measured in turns with
the check, and what the light commands take.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import docx

PAGES = 60
WORDS_A_PAGE = 500
ROWS = 48

READ_AND_TOKENISE = (
    "import sys, spacy; from pathlib import Path; from contract_lint.read import read; "
    "document = read(Path(sys.argv[1])); print(len(spacy.blank('en')(document.text)))"
)

MATTERS = (
    ("deviation", "discovery of the deviation"),
    ("change to the process", "approval by the change board"),
    ("complaint", "receipt of the complaint"),
    ("out-of-specification result", "the initial result"),
    ("regulatory inspection", "receipt of the announcement"),
    ("delay of a milestone", "becoming aware of it"),
    ("shortage of a raw material", "its confirmation"),
    ("transfer of personnel", "the decision"),
)
PARTIES = (
    ("Manufacturer", "Client"),
    ("Client", "Manufacturer"),
    ("Each Party", "the other Party"),
)
NUMBERS = (
    (1, "one"), (2, "two"), (5, "five"), (10, "ten"), (15, "fifteen"),
    (30, "thirty"), (45, "forty-five"), (60, "sixty"), (90, "ninety"),
)  # fmt: skip
SENTENCES = (
    (
        "{who} shall notify {whom} in writing of each {matter} within {words} ({number}) Business "
        "Days after {event}."
    ),
    (
        "{who} may audit the Facility upon {words} ({number}) days' prior written notice to {whom}, "
        "unless the Parties agree otherwise in accordance with Section {other}."
    ),
    (
        "Without the prior written consent of {whom}, {who} shall not subcontract any part of the "
        "Services that concerns a {matter}, provided that such consent shall not be unreasonably "
        "withheld."
    ),
    (
        "All records of a {matter} shall be retained for {words} ({number}) years after the end of "
        "manufacture of the last Batch and shall be made available to {whom} upon request."
    ),
    (
        "For the purposes of this Section, a {matter} means an event that affects, or may reasonably "
        "be expected to affect, the identity, strength, quality or purity of the Product."
    ),
    (
        "{who} shall use commercially reasonable efforts to close the investigation of a {matter} "
        "promptly and shall report to {whom} at least once every {words} ({number}) days."
    ),
)


class Measured(NamedTuple):
    """Wall time and processor time in seconds, and peak memory in MiB, of one process."""

    seconds: float
    processor: float
    memory: float


def paragraphs() -> list[tuple[str, bool]]:
    """Return the paragraphs of the contract and whether each is a heading."""
    found = [
        ("MASTER SERVICES AGREEMENT", True),
        (
            (
                'This Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa '
                'Biologics AG ("Manufacturer"), who shall manufacture the Product for Client.'
            ),
            False,
        ),
    ]
    words, section = 0, 0
    while words < PAGES * WORDS_A_PAGE:
        section += 1
        found.append((f"{section}. Provisions on a {MATTERS[section % len(MATTERS)][0]}", True))
        for number in range(1, 7):
            text = f"{section}.{number} " + " ".join(
                sentence(section * 31 + number * 7 + part) for part in range(3)
            )
            words += len(text.split())
            found.append((text, False))
    return found


def sentence(seed: int) -> str:
    """Return a sentence that depends on `seed` alone."""
    who, whom = PARTIES[seed % len(PARTIES)]
    matter, event = MATTERS[seed // 3 % len(MATTERS)]
    number, words = NUMBERS[seed // 5 % len(NUMBERS)]
    form = SENTENCES[seed // 2 % len(SENTENCES)]
    return form.format(
        who=who,
        whom=whom,
        matter=matter,
        event=event,
        number=number,
        words=words,
        other=f"{seed % 40 + 1}.{seed % 6 + 1}",
    )


def write_contract(path: Path) -> None:
    """Write the contract as a Word file."""
    document = docx.Document()
    for text, heading in paragraphs():
        document.add_paragraph(text, style="Heading 1" if heading else None)
    document.save(str(path))


def write_sheet(path: Path) -> None:
    """Write a sheet with typed columns."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ("id", "requirement", "party", "action", "object", "limit", "value", "unit", "document")
        )
        for row in range(ROWS):
            matter, _ = MATTERS[row % len(MATTERS)]
            number, _ = NUMBERS[row % len(NUMBERS)]
            text = f"The CDMO notifies us of each {matter} within {number} business days"
            out.writerow(
                (f"R{row + 1:02}", text, "CDMO", "notify", matter, "<=", number, "bd", "any")
            )


def run(command: list[str], folder: Path) -> Measured:
    """Run a process and measure it; any exit code but 0 ends the benchmark."""
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)}: exit code {os.waitstatus_to_exitcode(status)}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def medians(commands: list[list[str]], folder: Path, runs: int) -> list[Measured]:
    """Run the commands in turns, `runs` times after one to warm the disk; return their medians."""
    turns = [[run(command, folder) for command in commands] for _ in range(runs + 1)][1:]
    return [
        Measured(*(statistics.median(values) for values in zip(*measured, strict=True)))
        for measured in zip(*turns, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder for the contract and the sheet")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        write_contract(folder / "contract.docx")
        write_sheet(folder / "rows.csv")
        report(folder, arguments.runs)


def report(folder: Path, runs: int) -> None:
    """Measure and print."""
    python = [sys.executable]
    lint = [*python, "-m", "contract_lint"]
    check = [*lint, "check", "contract.docx", "--requirements", "rows.csv", "--fail-on", "never"]
    base, whole = medians(
        [[*python, "-c", READ_AND_TOKENISE, "contract.docx"], check], folder, runs
    )
    size = sum(len(text.split()) for text, _ in paragraphs())
    print(f"{PAGES} pages, {size:,} words, {ROWS} rows; medians of {runs} cold processes")
    print(f"{'':<18}    wall  processor  memory")
    show("read and tokenise", base)
    show("check", whole)
    ratio = whole.processor / base.processor
    print(f"{'ratio':<18} {'':>7}  {ratio:9.2f}  {whole.memory / base.memory:6.2f}")
    light = (["--version"], ["--help"], ["rules"], ["explain", "AUD-03"])
    for args, measured in zip(
        light, medians([[*lint, *args] for args in light], folder, runs), strict=True
    ):
        show(" ".join(args), measured)


def show(name: str, measured: Measured) -> None:
    print(
        f"{name:<18} {measured.seconds:5.2f} s  {measured.processor:7.2f} s  {measured.memory:3.0f} MiB"
    )


if __name__ == "__main__":
    main()
