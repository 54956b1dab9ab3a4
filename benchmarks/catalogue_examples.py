"""The catalogue's example clauses, each against the rule of its id: bad found, good left alone.

    python -m benchmarks.catalogue_examples ../shared/domain/catalogue.jsonl [--list] [ID ...]

A clause is cleaned of quotation marks, of "Table:" in front and of notes behind it. A rule that
is a row of the baseline takes limit, value and unit from the `sheet` field of the catalogue,
where that states them in plain numbers. Where the catalogue describes a situation instead of
quoting a clause ("matrix row with R in both columns"), the situation is written out here. All rules of an id (DRF-06, DRF-06b ...) count together.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Limit, Requirement, Rule
from contract_lint.rulebook import load_rules
from contract_lint.trial import Trial

QUOTED = re.compile(r'"([^"]*)"')
LABEL = re.compile(r"^(?:Table row|Matrix row|Table|preamble)\s*:?\s*(?=[|'\"])", re.IGNORECASE)
DOCUMENT = re.compile(
    r"\b(MSA|QAG|SOW|SUP)(?:,? (?:(?:clause|section|article|schedule|exhibit|annex) )?[\d.]+)?\s*:\s*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\s*\((?:sheet|no |with |treated|last |Appendix C is|undefined|resolves)[^)]*\)\.?\s*$"
)
CMP = {"at least": Limit.AT_LEAST, "at most": Limit.AT_MOST}
UNITS = {
    "calendar days": "d", "days": "d", "business days": "bd", "hours": "h", "months": "mo",
    "years": "y", "vials": "vials", "%": "%", "degC": "degC", "per month": "/mo", "per week": "/wk",
    "per year": "/y",
}  # fmt: skip
SINGLE = re.compile(
    r"(?:^|; )cmp=(at least|at most);? value=(-?[\d.]+);? unit=([\w% ]+?)(?= trigger| after|;|$)"
)
MATRIX = "| Activity | CDMO | Sponsor |\n|---|---|---|\n"
BESIDE = "\n[QAG]\n1. This Quality Agreement covers the quality aspects of the Services.\n"

FRAMES = {"DRF-03": "The CDMO shall report each result {}."}  # for mere phrases
SITUATIONS = {  # what the catalogue only describes, written out
    "Matrix row with R in both columns.": f"{MATRIX}| Method transfer | R | R |",
    "Table with one row per category": (
        "| Change | Approval | Notification |\n|---|---|---|\n| Site | X | |\n| Equipment | X | |\n"
        "| Raw material source | X | |\n| Process parameter | | X |\n| Analytical method | X | |\n"
        "| Cell bank | X | |\n| Subcontractor | X | |"
    ),
    "complete notice block": (
        "Notices to the Sponsor: Attention: Project Manager, 1 High Street, e-mail pm@sponsor.example, "
        "copy to Quality"
    ),
    "MSA names Basel and Singapore": (
        "[MSA]\n1. The Services are performed at the sites in Basel and Singapore.\n"
        "[QAG]\n1. This Quality Agreement covers the site in Basel."
    ),
    "SOW assigns fill-finish": (
        "[MSA]\n1. The Product is made at the plant in Basel.\n"
        "[SOW]\n1. Fill-finish takes place at Site B."
    ),
    "QAG says it prevails": (
        "[QAG]\n1. On quality matters this Quality Agreement prevails over the MSA.\n"
        "[MSA]\n1. This Agreement is the entire agreement between the Parties and supersedes all others."
    ),
    'MSA: Deviations "within': (
        "[MSA]\n1. The CDMO shall report Deviations within five Business Days.\n"
        "[QAG]\n1. The CDMO shall report Deviations within one Business Day."
    ),
    "SOW: 200 vials": (
        "[SOW]\n1. The CDMO shall deliver 200 vials of the MCB.\n"
        "[SUP]\n1. Exhibit B: the CDMO shall deliver 150 vials of the MCB."
    ),
    '"Critical Deviation" used 6 times': "\n\n".join(
        f"{n}. The CDMO shall report every Critical Deviation of stage {n} in a letter."
        for n in range(1, 7)
    ),
    'MSA and QAG both define "Batch"': (
        '[MSA]\n1. "Batch" means one run of the Process. "Adverse Trend" means three high results.\n'
        '[QAG]\n1. "Batch" means the vials filled in one day and tested together. Each Batch has a number.'
    ),
    '"as set out in Section 14.7"': (
        "12. Storage\n\nVials are stored cold.\n\n13. Records\n\nRecords are kept as set out in Section 14.7."
    ),
    '"See Section 5.2 of the MSA"': (
        "[QAG]\n1. See Section 5.2 of the MSA.\n"
        "[MSA]\n5. Quality\n\n5.1 Records are kept.\n\n5.2 Audits take place."
    ),
    '"This SOW No. 1 is made': (
        "[SOW]\nThis SOW No. 1 is made under the Master Services Agreement of 15 May 2023.\n"
        "[MSA]\nMaster Services Agreement of 15 May 2023"
    ),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One example of the catalogue, made ready."""

    id: str
    kind: str  # bad or good
    text: str
    sheet: str


def clauses(path: Path) -> Iterator[Clause]:
    """Yield the examples of the catalogue at `path`."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for kind in ("bad", "good"):
            for text in entry[kind]:
                yield Clause(entry["id"], kind, clean(entry["id"], text), entry["sheet"])


def clean(name: str, text: str) -> str:
    """Return the words of an example without its quotation marks and notes."""
    for told, written in SITUATIONS.items():
        if text.startswith(told):
            return written
    text = NOTE.sub("", text)
    if DOCUMENT.match(text) and len(DOCUMENT.findall(text)) > 1:
        parts = DOCUMENT.split(text)[1:]
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return "\n".join(f"[{kind.upper()}]\n{_plain(words)}" for kind, words in pairs)
    text = DOCUMENT.sub("", text, count=1) if DOCUMENT.match(text) else text
    text = LABEL.sub("", text)
    quoted = QUOTED.findall(text)
    if text.startswith('"') and quoted:
        frame = FRAMES.get(name, "{}") if len(quoted) > 1 else "{}"
        text = "\n\n".join(frame.format(each) for each in quoted)
    text = _plain(text)
    if text.startswith("|"):
        rows = "\n".join(row.strip() for row in re.split(r" ; (?=\|)", text))
        text = MATRIX + rows if name.startswith("RSP") else rows
    if name == "TRM-01":
        text = f"[MSA]\n{text}\n{BESIDE}"
    return text


def _plain(text: str) -> str:
    return text.strip().strip('";').strip()


def row_of(rule: Rule, sheet: str) -> Requirement | None:
    """Return the row of `rule` with the number that the catalogue's sheet states."""
    row = rule.require
    found = SINGLE.search(sheet)
    if row is None or found is None or row.value is None or sheet.count("cmp=") > 1:
        return row
    unit = UNITS.get(found[3].strip(), "")
    if not unit or row.limit is not CMP[found[1]]:
        return row
    return replace(row, value=Decimal(found[2]), unit=unit)


def main() -> None:
    """Print the share of clauses that are treated rightly, by family and over all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--list", action="store_true", help="print each clause treated wrongly")
    options = parser.parse_intermixed_args()
    rules = load_rules()
    trial = Trial(Analyzer.build(), rules)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for clause in clauses(options.catalogue):
        if options.ids and not any(clause.id.startswith(name) for name in options.ids):
            continue
        own = [rule for rule in rules if rule.id[:6] == clause.id]
        said = [
            f"{rule.id} {told}"
            for rule in own
            for told in trial.says(rule, clause.text, row=row_of(rule, clause.sheet))
        ]
        fine = bool(own) and bool(said) == (clause.kind == "bad")
        for name in (clause.id[:3], "all"):
            total[name] += 1
            right[name] += fine
        if options.list and not fine:
            print(f"{clause.id} {clause.kind}: {clause.text!r}")
            print(f"    {said if own else 'no rule'}")
    for name in total:
        print(f"{name}  {right[name]}/{total[name]}  {right[name] / total[name]:.1%}")


if __name__ == "__main__":
    main()
