"""Blanks and placeholders that nobody filled in, outside signatures and forms for later use."""

import re
from collections.abc import Iterator

from contract_lint.model import (
    BlockKind,
    ClauseKind,
    Contract,
    Document,
    Hit,
    ReadContract,
    Span,
)

BLANK = re.compile(r"(?<![\w.])_{3,}(?!\w)|\.{6,}(?=\s+(?:days?|months?|%|vials?))")
PLACEHOLDER = re.compile(
    r"(?=[\[<{?(]|tb[dc]|ntd|note|draft|xx|error)(?:"  # how each begins: a search tries no more elsewhere
    r"\[ ?(?:tbd|tbc|to be (?:determined|confirmed|completed|advised|agreed|inserted|added|supplied|discussed)|insert|"
    r"fill in|enter|name of|address of|date of|address|name|date|amount|number|add|complete)\b[^\]\n]{0,80}\]"
    r"|\[ ?(?:[●•_?…\.]{1,12}|XX+) ?\]"
    r"|\[(?:client|sponsor|manufacturer|supplier|cdmo|customer|legal|QA)[^\]\n]{0,40}\bto (?:confirm|check|provide|advise|complete|review)\b[^\]\n]{0,60}\]"
    r"|\((?:the )?(?-i:[A-Z])\w+ to (?:fill in|complete|confirm|insert|check|advise)\b[^()\n]{0,40}\)"
    r"|\(?to be (?:filled in|inserted|completed) by [^()\n]{1,40}\)|\(\?{2,}\)|(?<![?!\w])\?{2,4}(?= ?(?:%|[a-zµ°]))"
    r"|<{1,2} ?(?:insert|enter|name|date|number|amount|address|value|product|tbd|tbc|to be)\b[^<>\n]{0,40}>{1,2}|<{2}[a-z][^<>\n]{0,40}>{2}"
    r"|\{{1,2} ?(?:insert|enter|name|date|number|amount|address|value|product)\b[^{}\n]{0,40}\}{1,2}"
    r"|\bError! (?:Reference source|Bookmark)[^.\n]{0,20}(?:found|defined)\.?"
    r"|\[ ?\d+ ?/ ?\d+ ?\] (?:business |calendar |working )?(?:days|hours|weeks|months|years|vials)"
    r"|\b(?:TBD|TBC)\b(?!\W{0,3}(?:means|shall mean|=))"
    r"|\b(?:NTD|note to draft(?:er|ing)?|drafting note|drafter['’]s note)\b ?:?"
    r"|(?<![(\w])(?-i:X{3,12})\b(?![)\d])|\bXX+ (?:business |calendar |working )?(?:days|hours|weeks|months|years|vials|%))",
    re.IGNORECASE,
)
MENTIONED = re.compile(
    r"[\"“(‘'](?:TBD|TBC)[\"”)’']", re.IGNORECASE
)  # the mark itself is spoken of
SIGNATURE = re.compile(
    r"\b(?:by|name|title|date|dated|signature|signed|sign|its|print(?:ed)?(?: name)?|place|witness|attest|position|"
    r"authori[sz]ed (?:signatory|signature|representative)|initials?|attention|attn|tel|telephone|phone|fax|facsimile|e-?mail)\b[^\w\n]{0,6}$",
    re.IGNORECASE,
)
SIGNING = re.compile(
    r"(?=in w|sign|author)(?:in witness whereof|\bsignature page\b|\bsigned (?:for and )?on behalf\b|\bauthori[sz]ed signator|\bsignatures?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
SIGNED = re.compile(r"\bsigned by\W{0,4}$|\bsincerely,?\W{0,6}$", re.IGNORECASE)
FORM = re.compile(r"\b(?:form|forms|template|specimen|letters?|certificate)\b", re.IGNORECASE)
SLOT = re.compile(r"<<[^<>\n]{1,60}>>")
SLOTS = 3  # in one exhibit: it is a template
TO_FILL = re.compile(
    r"\(if (?:none|any|applicable)|\b(?:check|tick) (?:one|the box)", re.IGNORECASE
)
TICKED = re.compile(r"(?<!\w)_{1,9} ?(?:X|N/A) ?_{1,30}(?!\w)", re.IGNORECASE)
CROSSED = re.compile(r"(?<=\s)X [A-Z][^.;:\n]{0,60}$")  # "X Schedule A ___ Schedule B"
COLUMN = re.compile(r"\s{5}$")  # what stands alone in a column of its line
REACH = 1500  # characters after words that announce signatures
LIST = 1500  # characters around a box with a tick in which the other boxes stand
BOX = 9  # characters of a blank that is a box to tick
RULE = 15  # characters of a blank that stands alone on its side of a line and is a drawn line
IN_SENTENCE = re.compile(r"(?<![a-z]{3}\.)(?<=\S)\s*$")  # a blank after a full stop stands in none
WORDS = 3  # fewer words than these on a line with a blank: the line is a form, not a sentence
HEAD = 120  # characters after the name of an exhibit that can say it is a form
WORD = re.compile(r"[A-Za-z]{2,}")


def blanks(read: ReadContract) -> Iterator[Hit]:
    """Point at blanks in sentences and table rows; signature lines and forms are left alone."""
    contract = read.contract
    document = contract.document
    text = document.text
    if "___" not in text and "......" not in text:
        return
    signing = [found.end() for found in SIGNING.finditer(text)]
    ticked = [found.start() for found in TICKED.finditer(text)]
    skipped = [*_asides(contract), *_forms(contract)]
    last_line = -1
    for found in BLANK.finditer(text):
        span = Span(*found.span())
        line = document.lines[document.line_at(span.start)]
        before = text[line.span.start : span.start]
        after = text[span.end : line.span.end]
        words = WORD.findall(text, line.span.start, line.span.end)
        if len(found.group()) >= RULE and (not after.strip() or not IN_SENTENCE.search(before)):
            continue  # a line drawn above notes
        if line.span.start == last_line or SIGNATURE.search(before) or len(words) < WORDS:
            continue
        alone = COLUMN.search(before) and after.startswith(" " * 5)
        if alone or CROSSED.search(before) or _leads_a_form(document, span, before):
            continue
        if any(0 <= span.start - end < REACH for end in signing):
            continue
        boxed = len(found.group()) <= BOX and not WORD.search(before)
        if boxed and any(abs(span.start - tick) < LIST for tick in ticked):
            continue  # a box without one
        if any(each.covers(span) for each in skipped) or TO_FILL.search(before + after):
            continue
        last_line = line.span.start
        yield Hit(span, {"text": found.group()[:8]})


def placeholders(read: ReadContract) -> Iterator[Hit]:
    """Point at placeholders and drafting notes; redactions and forms for later use are no such."""
    contract = read.contract
    text = contract.document.text
    spans = [Span(*found.span()) for found in PLACEHOLDER.finditer(text)]
    if not spans:
        return
    skipped = _forms(contract)
    for span in spans:
        around = text[max(0, span.start - 1) : span.end + 1]
        quoted = text[max(0, span.start - 1) : span.start] in ('"', "“", "‘")
        if MENTIONED.search(around) or quoted or any(each.covers(span) for each in skipped):
            continue
        if SIGNED.search(text[max(0, span.start - 24) : span.start]):
            continue
        yield Hit(span, {"text": " ".join(contract.document.quote(span).split())})


def _leads_a_form(document: Document, span: Span, before: str) -> bool:
    """Say whether a blank begins its line and no sentence runs into it from the line above."""
    if before.strip():
        return False
    above = document.text[: span.start].rstrip(" \t").removesuffix("\n")
    return above.endswith((".", ":", ";", "\n")) or not above.strip()


def _asides(contract: Contract) -> list[Span]:
    """Return tables of contents, page heads and feet."""
    kinds = (BlockKind.CONTENTS, BlockKind.ASIDE)
    return [block.span for block in contract.document.blocks if block.kind in kinds]


def _forms(contract: Contract) -> list[Span]:
    """Return the exhibits that are forms, letters or templates to be filled in later."""
    return [
        clause.span
        for clause in contract.clauses
        if clause.kind is ClauseKind.EXHIBIT
        and (
            FORM.search(contract.document.text, clause.span.start, clause.span.start + HEAD)
            or len(SLOT.findall(contract.document.text, clause.span.start, clause.span.end))
            >= SLOTS
        )
    ]
