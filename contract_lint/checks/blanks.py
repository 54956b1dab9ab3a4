"""Blanks that nobody filled in, outside the lines for signatures."""

import re
from collections.abc import Iterator

from contract_lint.model import BlockKind, Hit, ReadContract, Span

BLANK = re.compile(r"(?<![\w.])_{3,}(?!\w)|\.{6,}(?=\s+(?:days?|months?|%|vials?))")
SIGNATURE = re.compile(
    r"\b(?:by|name|title|date|dated|signature|signed|sign|its|print(?:ed)?(?: name)?|place|witness|attest|position|"
    r"authori[sz]ed (?:signatory|signature|representative)|initials?|attention|attn|tel|telephone|phone|fax|facsimile|e-?mail)\b[^\w\n]{0,6}$",
    re.IGNORECASE,
)
SIGNING = re.compile(
    r"in witness whereof|\bsignature page\b|\bsigned (?:for and )?on behalf\b|\bauthori[sz]ed signator|\bsignatures?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
REACH = 1500  # characters after words that announce signatures
RULE = 20  # characters of a blank that opens its line and is no blank but a drawn line
WORDS = 3  # fewer words than these on a line with a blank: the line is a form, not a sentence
WORD = re.compile(r"[A-Za-z]{2,}")


def blanks(read: ReadContract) -> Iterator[Hit]:
    """Point at blanks in sentences and table rows; signature lines are left alone."""
    document = read.contract.document
    text = document.text
    if BLANK.search(text) is None:
        return
    signing = [found.end() for found in SIGNING.finditer(text)]
    skipped = [
        block.span
        for block in document.blocks
        if block.kind in (BlockKind.CONTENTS, BlockKind.ASIDE)
    ]
    last_line = -1
    for found in BLANK.finditer(text):
        span = Span(*found.span())
        line = document.lines[document.line_at(span.start)]
        before = text[line.span.start : span.start]
        words = WORD.findall(text, line.span.start, line.span.end)
        if len(found.group()) >= RULE and not before.strip():
            continue  # a line drawn above notes
        if line.span.start == last_line or SIGNATURE.search(before) or len(words) < WORDS:
            continue
        if any(0 <= span.start - end < REACH for end in signing):
            continue
        if any(each.covers(span) for each in skipped):
            continue
        last_line = line.span.start
        yield Hit(span, {"text": found.group()[:8]})
