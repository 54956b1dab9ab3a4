"""How well the canonical text of Word files agrees with what LibreOffice shows.

usage: python benchmarks/word_fidelity.py [FOLDER ...] [--verbose]

LibreOffice writes each file as text with the numbers that it computes itself. It keeps tracked
deletions and drops notes and text boxes; so tracked changes are accepted in a copy first, and the
words of notes and text boxes are counted with its own. A row for each file says how many numbered
paragraphs have the same label and how many words are missing or extra; files below the marks
(99 % of the labels, 0.5 % of the words) are followed by the words and labels that differ.

Needs `soffice` on the path (Debian: apt-get install libreoffice-writer-nogui).
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind, Document
from contract_lint.read import read

FOLDERS = ("../shared/data/docx/contracts", "../shared/data/docx/edge")
LABELS_WANTED = 0.99
WORDS_ALLOWED = 0.005
NEEDS = "needs LibreOffice: apt-get install libreoffice-writer-nogui"
SECONDS = 600
SHOWN = 12

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WORD = re.compile(r"\w+(?:[.'\u2019-]\w+)*")
NOTE_MARK = re.compile(r"\[\^\w+\](?!:)")


@dataclass(slots=True)
class Row:
    """What one file shows."""

    path: Path
    reason: str = ""  # why it was not read
    numbered: int = 0
    same: int = 0
    words: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    labels: list[str] = field(default_factory=list)  # the paragraphs whose label differs

    @property
    def label_share(self) -> float:
        """Return the share of numbered paragraphs with the same label."""
        return self.same / self.numbered if self.numbered else 1.0

    @property
    def word_share(self) -> float:
        """Return the share of words that are missing or extra."""
        differing = self.missing.total() + self.extra.total()
        return differing / self.words if self.words else float(differing > 0)

    @property
    def passes(self) -> bool:
        """Say whether the file reaches both marks."""
        return self.label_share >= LABELS_WANTED and self.word_share <= WORDS_ALLOWED


def main() -> int:
    """Print a row for each file and the totals; 1 where the totals are below the marks."""
    parser = argparse.ArgumentParser(description="Compare Word reading with LibreOffice.")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(each) for each in FOLDERS])
    parser.add_argument("--verbose", action="store_true", help="show what differs in every file")
    options = parser.parse_args()
    soffice = shutil.which("soffice")
    if soffice is None:
        print(NEEDS, file=sys.stderr)
        return 2
    paths = [path for folder in options.folders for path in sorted(folder.glob("*.doc*"))]
    if not paths:
        print("no Word file found", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        rows = list(compare_all(paths, soffice, Path(folder)))
    for row in rows:
        print_row(row, verbose=options.verbose)
    return print_total(rows)


def compare_all(paths: Sequence[Path], soffice: str, folder: Path) -> Iterator[Row]:
    """Yield a row for each file, in order."""
    documents: dict[Path, Document] = {}
    refused: dict[Path, str] = {}
    copies: dict[Path, Path] = {}
    for index, path in enumerate(paths):
        try:
            documents[path] = read(path)
        except UnreadableFileError as error:
            refused[path] = error.reason
            continue
        copies[path] = folder / f"{index:03}.docx"
        accept_changes(path, copies[path])
    convert(soffice, list(copies.values()), folder)
    for path in paths:
        if path in refused:
            yield Row(path, reason=refused[path])
            continue
        written = copies[path].with_suffix(".txt")
        if not written.exists():
            yield Row(path, reason="LibreOffice could not convert it")
            continue
        lines = written.read_text(encoding="utf-8-sig").splitlines()
        yield compare(path, documents[path], lines, words_apart(copies[path], lines))


def convert(soffice: str, copies: Sequence[Path], folder: Path) -> None:
    """Let LibreOffice write all copies as text beside them."""
    command = [
        soffice,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(folder),
        *map(str, copies),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def compare(path: Path, document: Document, lines: Sequence[str], apart: Counter[str]) -> Row:
    """Set our words and labels against those of LibreOffice; `apart` is what it never shows."""
    row = Row(path)
    theirs = Counter(WORD.findall(" ".join(lines))) + apart
    ours = Counter(WORD.findall(NOTE_MARK.sub(" ", without_note_labels(document))))
    row.words = theirs.total()
    in_boxes = compare_labels(row, document, lines)
    row.missing, row.extra = theirs - ours, ours - theirs - in_boxes
    return row


def without_note_labels(document: Document) -> str:
    """Return the text without the marks in front of notes, which LibreOffice does not write."""
    parts, end = [], 0
    for block in document.blocks:
        if block.kind is BlockKind.NOTE and block.label is not None:
            parts.append(document.text[end : block.label.start])
            end = block.label.end
    return "".join([*parts, document.text[end:]])


def compare_labels(row: Row, document: Document, lines: Sequence[str]) -> Counter[str]:
    """Find each paragraph in LibreOffice's lines, going forward; what stands before it is its label.

    Returns the labels of paragraphs that are not there: those of text boxes.
    """
    squeezed = [squeeze(line) for line in lines]
    apart: Counter[str] = Counter()
    at = 0
    for block in document.blocks:
        if block.kind in (BlockKind.ROW, BlockKind.NOTE):
            continue
        label = document.quote(block.label) if block.label else ""
        body = squeeze(NOTE_MARK.sub("", document.quote(block.span)[len(label) :]))
        found = next(
            (at + step for step, line in enumerate(squeezed[at:]) if line.endswith(body)), None
        )
        if not body or found is None:
            apart.update(WORD.findall(label))
            continue
        at = found + 1
        theirs = squeezed[found][: len(squeezed[found]) - len(body)]
        if not is_number(label) and not is_number(theirs):
            continue
        row.numbered += 1
        if squeeze(label) == theirs:
            row.same += 1
        else:
            row.labels.append(f"{label!r} for {theirs!r}: {body[:50]}")
    return apart


def squeeze(text: str) -> str:
    """Return `text` without white space and invisible characters."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]", "", text.replace("\u2011", "-"))


def is_number(label: str) -> bool:
    """Tell a number or letter from a bullet or nothing."""
    return any(character.isalnum() for character in label) and squeeze(label) != "o"


def words_apart(copy: Path, lines: Sequence[str]) -> Counter[str]:
    """Count the words of notes and text boxes that LibreOffice's `lines` do not have."""
    found: Counter[str] = Counter()
    shown = {" ".join(WORD.findall(line)) for line in lines}
    with zipfile.ZipFile(copy) as archive:
        names = set(archive.namelist())
        for name in ("word/footnotes.xml", "word/endnotes.xml"):
            if name in names:
                for note in etree.fromstring(archive.read(name)):
                    if note.get(f"{{{TRANSITIONAL}}}type", "normal") == "normal":
                        found.update(words_of(note))
        root = etree.fromstring(archive.read(main_part(names)))
    for box in root.iter(f"{{{TRANSITIONAL}}}txbxContent"):
        words = list(words_of(box))
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            found.update(words if " ".join(words) not in shown else [])  # it does write simple ones
    return found


def words_of(container: etree._Element) -> Iterator[str]:
    """Yield the words of the paragraphs in `container`."""
    for paragraph in container.iter(f"{{{TRANSITIONAL}}}p"):
        texts = []
        for each in paragraph.iter(f"{{{TRANSITIONAL}}}t", f"{{{TRANSITIONAL}}}tab"):
            if next(each.iterancestors(f"{{{TRANSITIONAL}}}p")) is paragraph:
                texts.append(each.text or " ")
        yield from WORD.findall("".join(texts))


def accept_changes(path: Path, copy: Path) -> None:
    """Write a copy of a Word file in which every tracked change is accepted."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("word/") and entry.filename.endswith(".xml"):
                data = accepted(data)
            target.writestr(entry.filename, data)


def accepted(data: bytes) -> bytes:
    """Accept the changes in one part: insertions and moves in, deletions out."""
    data = data.replace(STRICT.encode(), TRANSITIONAL.encode())
    root = etree.fromstring(data)
    w = f"{{{TRANSITIONAL}}}"
    for mark in list(root.iter(f"{w}del")):
        above = mark.getparent()
        if above is not None and above.tag == f"{w}trPr":
            remove(above.getparent())
    merge_paragraphs(root, w)
    for gone in list(root.iter(f"{w}del", f"{w}moveFrom")):
        remove(gone)
    for kept in list(root.iter(f"{w}ins", f"{w}moveTo")):
        unwrap(kept)
    for mark in list(root.iter(f"{w}footnoteReference", f"{w}endnoteReference")):
        remove(mark)  # LibreOffice writes it into the word before it
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def merge_paragraphs(root: etree._Element, w: str) -> None:
    """Join each paragraph whose mark is deleted with the next one."""
    for paragraph in reversed(list(root.iter(f"{w}p"))):
        marks = (f"{w}pPr/{w}rPr/{w}del", f"{w}pPr/{w}rPr/{w}moveFrom")
        after = paragraph.getnext()
        if all(paragraph.find(mark) is None for mark in marks):
            continue
        if after is None or after.tag != f"{w}p":
            continue
        content = [each for each in paragraph if each.tag != f"{w}pPr"]
        kept = [each for each in content if each.tag not in {f"{w}del", f"{w}moveFrom"}]
        if any(each.find(f".//{w}t") is not None for each in kept):
            paragraph.extend(each for each in list(after) if each.tag != f"{w}pPr")
            remove(after)
        else:
            remove(paragraph)


def remove(element: etree._Element | None) -> None:
    """Take an element out of the tree."""
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    above = element.getparent()
    if above is not None:
        place = above.index(element)
        above[place : place + 1] = list(element)


def main_part(names: set[str]) -> str:
    """Return the part with the body: some programs number it."""
    return min(name for name in names if re.fullmatch(r"word/document\d*\.xml", name))


def print_row(row: Row, *, verbose: bool) -> None:
    """Print the figures of a file, and what differs where they are too low."""
    if row.reason:
        print(f"{row.path.name:55} refused: {row.reason}")
        return
    mark = "" if row.passes else "  BELOW"
    print(
        f"{row.path.name:55} labels {row.same:4}/{row.numbered:<4} words {row.words:6} "
        f"missing {row.missing.total():4} extra {row.extra.total():4} "
        f"({row.word_share:.2%}){mark}"
    )
    if verbose or not row.passes:
        for name, words in (("missing", row.missing), ("extra", row.extra)):
            if words:
                shown = ", ".join(f"{word} x{n}" for word, n in words.most_common(SHOWN))
                print(f"    {name}: {shown}")
        for label in row.labels[:SHOWN]:
            print(f"    label {label}")


def print_total(rows: Sequence[Row]) -> int:
    """Print the sums; 1 where they are below the marks."""
    done = [row for row in rows if not row.reason]
    total = Row(
        Path("total"),
        numbered=sum(row.numbered for row in done),
        same=sum(row.same for row in done),
        words=sum(row.words for row in done),
    )
    differing = sum(row.missing.total() + row.extra.total() for row in done)
    share = differing / total.words if total.words else 0.0
    below = sum(not row.passes for row in done)
    print(
        f"TOTAL {len(done)} files, {len(rows) - len(done)} refused: "
        f"labels {total.same}/{total.numbered} ({total.label_share:.2%}), "
        f"words missing or extra {differing}/{total.words} ({share:.2%}), {below} files below"
    )
    return int(total.label_share < LABELS_WANTED or share > WORDS_ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
