"""How long reading a Word file takes beside a bare walk over its XML, and how that grows.

usage: python benchmarks/read_speed.py [--runs N]

Writes contracts of 10, 100 and 1,000 pages (the same on every run) and reads each in processes of
their own, in turn with a walk that parses the main part with lxml and joins the text of each
paragraph. Prints the medians of processor time and peak memory, and their ratio. Exit code 1 where
reading takes more than 6 times as long as the walk, or more than 250 MiB at 1,000 pages.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PAGES = (10, 100, 1_000)
PARAGRAPHS = 8  # a page
RUNS = 3  # of a paragraph
MOST_TIMES = 6
MOST_MIB = 250
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = (
    "The Manufacturer shall notify the Client in writing of each deviation within five Business "
    "Days after its discovery and shall keep the records of it. "
)
MEASURE = """
import resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
{prepare}
start = time.process_time()
{work}
spent = time.process_time() - start
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
WALK = MEASURE.format(
    prepare=f"import zipfile\nfrom lxml import etree\nW = '{{{W}}}'",
    work=(
        "data = zipfile.ZipFile(path).read('word/document.xml')\n"
        "root = etree.fromstring(data, etree.XMLParser(huge_tree=True))\n"
        "lines = [''.join(t.text or '' for t in p.iter(W + 't')) for p in root.iter(W + 'p')]"
    ),
)
READ = MEASURE.format(
    prepare="import contract_lint.read.docx\nfrom contract_lint.read import read",
    work="document = read(path)",
)


def main() -> int:
    """Print a line for each size; 1 where reading is too slow or too large."""
    parser = argparse.ArgumentParser(description="Time the reading of Word files.")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    passes = True
    with tempfile.TemporaryDirectory() as folder:
        for pages in PAGES:
            path = Path(folder) / f"{pages}.docx"
            write_contract(path, pages)
            measured = [(measure(WALK, path), measure(READ, path)) for _ in range(options.runs)]
            walk = [statistics.median(each[0][i] for each in measured) for i in (0, 1)]
            read = [statistics.median(each[1][i] for each in measured) for i in (0, 1)]
            times = statistics.median(mine[0] / bare[0] for bare, mine in measured)
            print(
                f"{pages:5} pages  walk {walk[0]:6.3f} s {walk[1]:4.0f} MiB  "
                f"read {read[0]:6.3f} s {read[1]:4.0f} MiB  x {times:.1f}"
            )
            passes = passes and times <= MOST_TIMES and read[1] <= MOST_MIB
    return int(not passes)


def measure(code: str, path: Path) -> tuple[float, float]:
    """Run `code` in a process of its own; return processor time in seconds and peak MiB."""
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, mib = done.stdout.split()
    return float(seconds), float(mib)


def write_contract(path: Path, pages: int) -> None:
    """Write numbered paragraphs with the run formatting that Word leaves in a draft."""
    numbering = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shown}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, shown, text in (
            (0, "decimal", "%1."),
            (1, "decimal", "%1.%2"),
            (2, "lowerLetter", "(%3)"),
        )
    )
    body = "".join(paragraph(index % 3) for index in range(pages * PARAGRAPHS))
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="a" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="a" '
            f'Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
        )
        archive.writestr(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{numbering}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )


def paragraph(level: int) -> str:
    """Return the XML of one paragraph of three runs."""
    piece = (
        '<w:r w:rsidRPr="00A1B2C3"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
        f'<w:sz w:val="20"/></w:rPr><w:t xml:space="preserve">{escape(SENTENCE)}</w:t></w:r>'
    )
    return (
        f'<w:p w:rsidR="00A1B2C3"><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/>'
        f'</w:numPr><w:jc w:val="both"/></w:pPr>{piece * RUNS}</w:p>'
    )


if __name__ == "__main__":
    sys.exit(main())
