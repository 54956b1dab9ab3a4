"""Whether Word files survive their annotation: nothing lost, every comment on its words.

usage: python benchmarks/annotate_real.py [FOLDER ...]

Each Word file is annotated with `--suggest`, against the built-in baseline and, where one lies
beside it, the sheet `requirements.xlsx`. Then, file by file:

- parts that need no change keep their bytes, and python-docx opens the copy;
- the comments stand on the words of their findings, as the XML has them between their marks;
- with our changes rejected, paragraphs, tables, notes and other people's changes are as before;
- with our changes accepted, the findings that they were made for are gone;
- annotating the copy again gives the same bytes;
- LibreOffice writes the copy as text and as Word file with the same words, tables, notes and
  changes, but for what we added, and with every comment.

Since few rules find much in a contract of another trade, a second copy gets a comment on three
words in every twenty of each paragraph and cell, and is put through the same.

A line for each file; below it what is wrong. Ends with 1 where anything is.

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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from click.testing import CliRunner
from lxml import etree

from contract_lint.annotate import about, places_of
from contract_lint.annotate.remark import AUTHOR, Remark, key_of, signed_key
from contract_lint.annotate.word import annotate_word
from contract_lint.cli import main
from contract_lint.cli.gather import Wanted
from contract_lint.cli.output import Progress
from contract_lint.cli.run import Options, run
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import Contract, Document, Finding, Result, Severity, Span
from contract_lint.read import read

FOLDERS = ("fixtures/deal", "../shared/data/docx/contracts")
SHEET = "requirements.xlsx"
NEEDS = "needs LibreOffice: apt-get install libreoffice-writer-nogui"
SECONDS = 600
EVERY = 20  # words
MOST = 500  # comments; LibreOffice takes minutes over thousands
WORDS = re.compile(r"[^\s|]+")
PIECE = re.compile(r"[^|\n]+")  # a paragraph or the words of a cell
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER = re.compile(r"\w")
COUNTED = ("p", "tbl", "tr", "footnoteReference", "endnoteReference", "hyperlink", "drawing")
CHANGED = ("word/document.xml", "word/comments.xml")
NAMED = ("[Content_Types].xml", "word/_rels/document.xml.rels")  # where a new part is named


@dataclass(slots=True)
class Row:
    """What became of one file."""

    path: Path
    reason: str = ""  # why it was not annotated
    comments: int = 0
    placed: int = 0  # comments of findings that point at words
    exact: int = 0  # of those, the ones that stand on these words
    suggestions: int = 0
    cleared: int = 0
    dense: int = 0  # comments of the second copy
    dense_exact: int = 0
    wrong: list[str] = field(default_factory=list)


def annotate(draft: Path, output: Path, *options: str) -> str:
    """Run the command; return why it wrote nothing, if it did not."""
    sheet = draft.parent / SHEET
    sheets = ["-r", str(sheet)] if sheet.is_file() else []
    args = ["annotate", str(draft), "-o", str(output), *sheets, *options]
    done = CliRunner().invoke(main, args, prog_name="contract-lint")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return "" if output.exists() else done.stderr.strip().splitlines()[-1]


def checked(draft: Path) -> tuple[Result, Contract]:
    """Check a draft as `annotate` does."""
    sheet = draft.parent / SHEET
    sheets = (sheet,) if sheet.is_file() else ()
    outcome = run(Wanted((draft,), sheets), Options(revisions="final"), Progress(0))
    (result,) = outcome.report.results
    return result, result.set.contracts[0]


def check_file(draft: Path, folder: Path) -> Row:
    """Annotate one file into `folder` and look at everything but LibreOffice."""
    row = Row(draft)
    shutil.copy(draft, folder / draft.name)
    if (draft.parent / SHEET).is_file():
        shutil.copy(draft.parent / SHEET, folder)
    copy = folder / f"reviewed-{draft.name}"
    row.reason = annotate(folder / draft.name, copy, "--suggest")
    if row.reason:
        return row
    old, new = draft.read_bytes(), copy.read_bytes()
    row.wrong += check_parts(old, new)
    row.wrong += check_structure(old, rejected(new))
    check_places(row, folder / draft.name, new)
    check_accepted(row, folder, new)
    shutil.copy(copy, folder / draft.name)  # a comment may name the file
    annotate(folder / draft.name, folder / draft.name, "--suggest")
    check_dense(row, folder)
    if (folder / draft.name).read_bytes() != new:
        row.wrong.append("annotating the copy again gives other bytes")
    return row


def check_dense(row: Row, folder: Path) -> None:
    """Put a comment on three words in every twenty of the text."""
    old = row.path.read_bytes()
    document = read(row.path)
    remarks = list(dense_remarks(document))
    remarks = remarks[:: len(remarks) // MOST + 1]
    new = annotate_word(row.path, old, remarks)
    (folder / f"dense-{row.path.name}").write_bytes(new)
    row.wrong += (f"dense: {wrong}" for wrong in check_parts(old, new))
    row.wrong += (f"dense: {wrong}" for wrong in check_structure(old, rejected(new)))
    stood = {text.rsplit("\n", 1)[-1]: words for _, text, words in comments_of(new)}
    for remark in remarks:
        row.dense += 1
        words = stood.get(remark.paragraphs[-1])
        wanted = letters(document.quote(remark.span))
        if words is None:
            row.wrong.append(f"dense: no comment on {wanted!r}")
        elif letters(words) == wanted:
            row.dense_exact += 1
        elif letters(words) not in wanted:  # less of them: a number that Word writes itself
            row.wrong.append(f"dense: on {letters(words)!r}, not on {wanted!r}")


def dense_remarks(document: Document) -> Iterator[Remark]:
    """Yield a remark on three words in every twenty of each paragraph and cell."""
    for number, block in enumerate(document.blocks):
        start = block.label.end if block.label else block.span.start
        for turn, piece in enumerate(PIECE.finditer(document.text, start, block.span.end)):
            words = [match.span() for match in WORDS.finditer(document.text, *piece.span())]
            for at in range(0, len(words) - 2, EVERY):
                key = f"{number:06x}{turn:05x}{at:05x}"
                paragraphs = ("Note: a title", "What it says.", f"AUD-01 \N{MIDDLE DOT} {key}")
                yield Remark(Span(words[at][0], words[at + 2][1]), paragraphs, key)


def check_parts(old: bytes, new: bytes) -> Iterator[str]:
    """Compare the parts of the archives."""
    with zipfile.ZipFile(BytesIO(old)) as one, zipfile.ZipFile(BytesIO(new)) as other:
        if other.testzip():
            yield f"damaged part {other.testzip()}"
        named = other.namelist()
        for name in sorted(set(one.namelist()) - set(named)):
            yield f"part lost: {name}"
        for name in one.namelist():
            if name not in (*CHANGED, *NAMED) and one.read(name) != other.read(name):
                yield f"part changed: {name}"
        if len(named) != len(set(named)):
            yield "a part stands in the file twice"
    docx.Document(BytesIO(new))


def check_structure(old: bytes, new: bytes) -> Iterator[str]:
    """Compare what python-docx and the XML show of the original and of the copy we left."""
    for name, shape in SHAPES.items():
        before, after = shape(old), shape(new)
        if before != after:
            at = next(
                (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), -1
            )
            shown = (
                f"{before[at]!r} -> {after[at]!r}" if at >= 0 else f"{len(before)}, {len(after)}"
            )
            yield f"{name} differ: {shown[:300]}"


def paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of the body, and those of its tables, as python-docx gives them."""
    document = docx.Document(BytesIO(data))
    cells = (cell for table in document.tables for cell in table._cells)
    inner = (each.text for cell in cells for each in cell.paragraphs)
    return [*(each.text for each in document.paragraphs), *inner]


def looks(data: bytes) -> list[tuple[str, str]]:
    """Return each character with the look of its run."""
    found: list[tuple[str, str]] = []
    for run_ in main_part(data).iter(f"{W}r"):
        properties = run_.find(f"{W}rPr")
        look = (
            "" if properties is None else bytes(etree.tostring(properties, method="c14n")).decode()
        )
        for text in run_.iter(f"{W}t", f"{W}delText"):
            found += ((char, look) for char in text.text or "" if not char.isspace())
    return found


def counts(data: bytes) -> list[tuple[str, int]]:
    """Count paragraphs, tables, notes, links and changes."""
    root = main_part(data)
    found = [(name, sum(1 for _ in root.iter(f"{W}{name}"))) for name in COUNTED]
    names = (f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
    words = Counter(
        (str(each.tag), each.get(f"{W}author", ""))
        for each in root.iter(*names)
        for char in "".join(map(str, each.itertext()))
        if not char.isspace()
    )
    return [*found, *((f"{tag} by {author}", n) for (tag, author), n in sorted(words.items()))]


def others_comments(data: bytes) -> list[str]:
    """Return what others remarked, with the words it stands on."""
    return sorted(
        f"{text}: {words}" for author, text, words in comments_of(data) if author != AUTHOR
    )


SHAPES: dict[str, Callable[[bytes], Sequence[object]]] = {
    "paragraphs": paragraphs,
    "looks": looks,
    "counts": counts,
    "comments of others": others_comments,
}


def main_part(data: bytes) -> etree._Element:
    """Return the root of `document.xml`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def comments_of(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield author, text and the words each comment stands on; ours without our insertions."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return
        comments = etree.fromstring(archive.read("word/comments.xml"))
    words: dict[str, list[str]] = {}
    open_: set[str] = set()
    for element in main_part(data).iter():
        number = element.get(f"{W}id", "") if isinstance(element.tag, str) else ""
        if element.tag == f"{W}commentRangeStart":
            open_.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            open_.discard(number)
        elif element.tag in (f"{W}t", f"{W}delText") and not is_added(element):
            for each in open_:
                words.setdefault(each, []).append(element.text or "")
    for comment in comments.iter(f"{W}comment"):
        text = "\n".join("".join(map(str, p.itertext())) for p in comment.iter(f"{W}p"))
        number = comment.get(f"{W}id", "")
        yield comment.get(f"{W}author", ""), text, "".join(words.get(number, []))


def is_added(element: etree._Element) -> bool:
    """Say whether words were inserted by us, or deleted by somebody else."""
    for each in element.iterancestors(f"{W}ins", f"{W}del", f"{W}moveFrom"):
        if (each.get(f"{W}author") == AUTHOR) == (each.tag == f"{W}ins") and (
            each.tag != f"{W}ins" or each.get(f"{W}author") == AUTHOR
        ):
            return True
    return False


def check_places(row: Row, draft: Path, new: bytes) -> None:
    """Compare the words that comments stand on with those that the findings point at."""
    result, contract = checked(draft)
    findings = about(contract, result.findings)
    ours = {
        signed_key(text.rsplit("\n", 1)[-1]): words
        for author, text, words in comments_of(new)
        if author == AUTHOR
    }
    row.comments = len(ours)
    for finding, span in places_of(contract, findings, result.judgements):
        if key_of(finding) not in ours:
            row.wrong.append(f"no comment for {finding.rule} {finding.message[:80]}")
            continue
        stood = letters(ours[key_of(finding)])
        wanted = letters(contract.document.quote(span))
        row.placed += 1
        if stood == wanted:
            row.exact += 1
        else:
            row.wrong.append(f"{finding.rule} on {stood[:90]!r}, not on {wanted[:90]!r}")


def letters(text: str) -> str:
    """Return letters and digits alone."""
    return "".join(LETTER.findall(text))


def check_accepted(row: Row, folder: Path, new: bytes) -> None:
    """Accept our changes, check again, and count the findings that are gone."""
    ours = [each for each in main_part(new).iter(f"{W}ins", f"{W}del") if is_own(each)]
    if not ours:
        return
    before, _ = checked(folder / row.path.name)
    accepted = folder / "accepted.docx"
    accepted.write_bytes(settled(new, keep=True))
    after, _ = checked(accepted)
    left = {subject(finding) for finding in after.findings}
    gone = [f for f in before.findings if subject(f) not in left]
    came = [f for f in after.findings if subject(f) not in {subject(g) for g in before.findings}]
    row.suggestions = len({each.get(f"{W}id") for each in ours})
    row.cleared = len(gone)
    if not gone:
        row.wrong.append("changes were tracked, and no finding goes with them")
    row.wrong += [
        f"accepting brings {f.rule}: {f.message[:100]}"
        for f in came
        if f.severity is not Severity.NOTE  # what a new clause leaves open, such as a day's length
    ]


def subject(finding: Finding) -> str:
    """Return what a finding is about, whatever the numbers of clauses."""
    if finding.judgement:
        return finding.judgement.requirement.id
    return f"{finding.rule} {finding.passage.text if finding.passage else ''}"


def is_own(change: etree._Element) -> bool:
    """Say whether a change is ours."""
    return change.get(f"{W}author") == AUTHOR


def rejected(data: bytes) -> bytes:
    """Return the copy with our changes rejected and our comments taken out."""
    return settled(data, keep=False)


def settled(data: bytes, *, keep: bool) -> bytes:
    """Return a file with our changes accepted (`keep`) or rejected, as Word does it."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                settle(root, keep=keep)
                content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            new.writestr(name, content)
    return buffer.getvalue()


def settle(root: etree._Element, *, keep: bool) -> None:
    """Accept or reject our changes in place."""
    for mark in [each for each in root.iter(f"{W}ins") if is_own(each)]:
        properties = mark.getparent()
        if properties is None or properties.tag != f"{W}rPr":
            continue
        if keep:
            properties.remove(mark)
            continue
        paragraph = next(mark.iterancestors(f"{W}p"))
        holder = paragraph.getparent()
        assert holder is not None
        holder.remove(paragraph)
    stays, goes = (f"{W}ins", f"{W}del") if keep else (f"{W}del", f"{W}ins")
    for change in [each for each in root.iter(goes) if is_own(each)]:
        holder = change.getparent()
        if holder is not None:
            holder.remove(change)
    for change in [each for each in root.iter(stays) if is_own(each)]:
        for text in change.iter(f"{W}delText"):
            text.tag = f"{W}t"
        for child in list(change):
            change.addprevious(child)
        holder = change.getparent()
        assert holder is not None
        holder.remove(change)


def check_office(rows: Sequence[Row], folder: Path) -> None:
    """Let LibreOffice write originals and copies as text and as Word files, and compare."""
    sides = {name: folder / name for name in ("before", "after")}
    for side in sides.values():
        side.mkdir()
    for row in rows:
        shutil.copy(row.path, sides["before"])
        kept = rejected((folder / f"reviewed-{row.path.name}").read_bytes())
        (sides["after"] / row.path.name).write_bytes(kept)
        for kind in ("reviewed", "dense"):
            name = f"{kind}-{row.path.name}"
            shutil.copy(folder / name, sides["after"] / name)
    for side in sides.values():
        files = sorted(side.glob("*.docx"))
        convert(files, "txt:Text (encoded):UTF8", side / "txt", folder)
        convert(files, "docx", side / "docx", folder)
    for row in rows:
        row.wrong += compare_office(row, sides)


def compare_office(row: Row, sides: dict[str, Path]) -> Iterator[str]:
    """Yield what LibreOffice lost of one file."""
    name = row.path.name
    texts = [side / "txt" / f"{row.path.stem}.txt" for side in sides.values()]
    if not all(text.is_file() for text in texts):
        yield "LibreOffice did not open it"
        return
    if texts[0].read_bytes() != texts[1].read_bytes():
        yield "LibreOffice shows other words"
    before = (sides["before"] / "docx" / name).read_bytes()
    after = (sides["after"] / "docx" / f"reviewed-{name}").read_bytes()
    dense = sides["after"] / "txt" / f"dense-{row.path.stem}.txt"
    if dense.read_bytes() != texts[0].read_bytes():
        yield "LibreOffice shows other words below many comments"
    wanted = {"reviewed": row.comments, "dense": row.dense}
    for kind, number in wanted.items():
        copy = (sides["after"] / "docx" / f"{kind}-{name}").read_bytes()
        ours = sum(author == AUTHOR for author, _, _ in comments_of(copy))
        if ours != number:
            yield f"LibreOffice kept {ours} of {number} comments ({kind})"
    changes = [each for each in main_part(after).iter(f"{W}ins", f"{W}del") if is_own(each)]
    if bool(changes) != bool(row.suggestions):
        yield "LibreOffice lost our changes"
    kept = dict(counts(rejected(after)))
    for what, number in counts(before):
        if kept.get(what, 0) != number:
            yield f"LibreOffice wrote {kept.get(what, 0)} of {number} {what}"


def convert(paths: Sequence[Path], target: str, folder: Path, profile: Path) -> None:
    """Convert files with LibreOffice, which keeps its profile beside them."""
    if not paths:
        return
    command = [
        *("soffice", f"-env:UserInstallation={(profile / 'profile').as_uri()}", "--headless"),
        *("--convert-to", target, "--outdir", str(folder)),
    ]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=SECONDS)


def report(rows: Sequence[Row]) -> None:
    """Print a line for each file and what is wrong below it."""
    print(
        f"{'file':56} {'comments':>8} {'on words':>10} {'changes':>7} {'cleared':>7} {'many':>10}"
    )
    for row in rows:
        if row.reason:
            print(f"{row.path.name[:56]:56} not annotated: {row.reason[-120:]}")
            continue
        placed = f"{row.exact}/{row.placed}"
        print(
            f"{row.path.name[:56]:56} {row.comments:8} {placed:>10} {row.suggestions:7}"
            f" {row.cleared:7} {f'{row.dense_exact}/{row.dense}':>10}{'' if not row.wrong else '  WRONG'}"
        )
        for wrong in row.wrong:
            print(f"    {wrong}")
    done = [row for row in rows if not row.reason]
    print(
        f"\n{len(done)} of {len(rows)} files annotated, {sum(not row.wrong for row in done)} without"
        f" fault; {sum(row.exact for row in done)} of {sum(row.placed for row in done)} comments on"
        f" their words; {sum(row.cleared for row in done)} findings cleared by accepting;"
        f" of many, {sum(row.dense_exact for row in done)} of {sum(row.dense for row in done)}"
    )


def main_() -> None:
    """Annotate every Word file of the folders."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=list(map(Path, FOLDERS)))
    asked = parser.parse_args()
    if shutil.which("soffice") is None:
        sys.exit(NEEDS)
    Analyzer.build = cache(Analyzer.build)  # type: ignore[method-assign]
    paths = [path for folder in asked.folders for path in sorted(folder.glob("*.docx"))]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for path in paths:
            place = Path(name, path.stem)
            place.mkdir()
            rows.append(check_file(path, place))
            print(f"{path.name}: {len(rows[-1].wrong)} faults", file=sys.stderr)
        office = Path(name, "office")
        office.mkdir()
        done = [row for row in rows if not row.reason]
        for row in done:
            for kind in ("reviewed", "dense"):
                copy = f"{kind}-{row.path.name}"
                shutil.copy(Path(name, row.path.stem, copy), office / copy)
        check_office(done, office)
        report(rows)
    sys.exit(any(row.wrong for row in rows))


if __name__ == "__main__":
    main_()
