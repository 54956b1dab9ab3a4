"""Agreements labelled row by row: how they are stored, read and scored."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Place, ReadContract, Requirement, Verdict
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

BESIDE = Path(__file__).resolve().parents[2] / "shared"
LABELS = Path(__file__).parent / "labels"
MODES = ("typed", "text")
GROUPS = ("met", "deviates", "missing", "unverifiable")
ATTENTION = frozenset({"deviates", "missing"})
SAME = 85.0  # rapidfuzz partial ratio from which two quotes are the same
SHORTEST, LONGEST = 30, 800  # characters of a quote that is compared
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet with the verdict of a careful reader."""

    id: str
    cells: Mapping[str, str]
    verdict: Verdict
    evidence: tuple[str, ...]
    note: str
    line: int

    def requirement(self, mode: str) -> Requirement:
        """Return the row as `mode` shows it: every column, or its sentence alone."""
        shown = self.cells if mode == "typed" else {c: self.cells[c] for c in ("id", "requirement")}
        parsed, problems = parse_row(shown, Place(Path("sheet.csv"), self.line))
        if parsed is None:
            raise ValueError(f"row {self.id}: {'; '.join(map(str, problems))}")
        return parsed


@dataclass(frozen=True, slots=True)
class Agreement:
    """A labelled agreement; `path` is its text, `modes` those in which its rows can be shown."""

    name: str
    path: Path
    rows: tuple[Row, ...]
    modes: tuple[str, ...] = MODES


def load(folder: Path) -> tuple[Agreement, ...]:
    """Return the labelled agreements of `folder`: NAME.yaml, NAME.txt and one sheet.csv."""
    sheet = _sheet(folder)
    found = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.with_suffix(".txt")
        rows = tuple(_rows(path, text.read_text("utf-8", errors="replace"), sheet))
        found.append(Agreement(path.stem, text, rows))
    return tuple(found)


def load_ours(shared: Path) -> tuple[Agreement, ...]:
    """Return the agreements under `shared`/data that the files of `labels/` label by offsets.

    They answer the same sheet and rows of their own; a file whose text is another one is refused.
    """
    sheet = _sheet(shared / "gold" / "dev")
    found = []
    for path in sorted(LABELS.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        raw = (shared / "data" / content["contract"]).read_bytes()
        if hashlib.sha256(raw).hexdigest() != content["sha256"]:
            raise ValueError(f"{path.name}: the offsets belong to another text")
        rows = tuple(_rows(path, raw.decode("utf-8", errors="replace"), sheet))
        found.append(Agreement(path.stem, shared / "data" / content["contract"], rows))
    return tuple(found)


def load_statements(path: Path, folder: Path) -> tuple[Agreement, ...]:
    """Return the agreements of a file of ContractNLI (Koreeda and Manning 2021), as rows in words.

    Their texts are written into `folder`. A statement that is not mentioned is missing; for any
    other only the place counts, so its verdict is met.
    """
    data = json.loads(path.read_text("utf-8"))
    found = []
    for document in data["documents"]:
        text = folder / f"{document['id']}.txt"
        text.write_text(document["text"], encoding="utf-8", newline="")
        rows = []
        for line, (name, told) in enumerate(document["annotation_sets"][0]["annotations"].items()):
            spans = (document["spans"][at] for at in told["spans"])
            rows.append(
                Row(
                    name,
                    {"id": name, "requirement": data["labels"][name]["hypothesis"]},
                    Verdict.MISSING if told["choice"] == "NotMentioned" else Verdict.MET,
                    tuple(document["text"][start:end] for start, end in spans),
                    "",
                    line + 2,
                )
            )
        found.append(Agreement(f"nli {document['id']}", text, tuple(rows), ("text",)))
    return tuple(found)


def _sheet(folder: Path) -> list[dict[str, str]]:
    with (folder / "sheet.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _rows(path: Path, text: str, sheet: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    content = yaml.safe_load(path.read_text("utf-8"))
    labels = {label["id"]: label for label in (*content["rows"], *content.get("own_rows", ()))}
    cells: list[Mapping[str, str]] = list(sheet)
    for own in content.get("own_rows", ()):
        cells.append(
            {column: str(own.get(column) or "") for column in sheet[0]}
            | {"document": "any", "strength": "must"}
        )
    for line, row in enumerate(cells, start=2):
        label = labels[row["id"]]
        quotes = (
            text[quote[0] : quote[1]] if isinstance(quote, list) else str(quote)
            for quote in label.get("evidence") or ()
        )
        verdict = Verdict(label["verdict"])
        yield Row(row["id"], row, verdict, tuple(quotes), str(label.get("note") or ""), line)


def open_agreement(analyzer: Analyzer, agreement: Agreement) -> ReadContract:
    """Read the text of a labelled agreement."""
    return analyzer.read(segment(read(agreement.path)))


def group(verdict: Verdict) -> str:
    """Return which of the four groups a verdict belongs to."""
    return verdict.value if verdict.value in GROUPS else "deviates"


def fold(text: str) -> str:
    """Return `text` with white space folded to single blanks."""
    return " ".join(text.split())


def hits(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Say whether one of the first quotes found is one of the quotes wanted."""
    ours = [
        quote for quote in (fold(f)[:LONGEST] for f in found[:QUOTES]) if len(quote) >= SHORTEST
    ]
    theirs = [fold(quote) for quote in wanted if quote.strip()]
    return any(
        one in other or other in one or fuzz.partial_ratio(one, other) >= SAME
        for one in ours
        for other in theirs
    )


def places(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the quotes stand in `text`, exactly or nearly so."""
    found = []
    flat = re.sub(r"\s", " ", text)
    for quote in quotes:
        exact = re.search(r"\s+".join(re.escape(word) for word in quote.split()), text)
        if exact is not None:
            found.append(exact.span())
            continue
        near = fuzz.partial_ratio_alignment(fold(quote), flat)
        if near is not None and near.score >= 80:
            found.append((near.dest_start, near.dest_end))
    return found
