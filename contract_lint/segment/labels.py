"""Find every place where a clause number may stand.

A label found here is only a candidate: `numbering` keeps those that continue a sequence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from contract_lint.model import BlockKind, Document, Span
from contract_lint.segment.flow import flowing
from contract_lint.segment.numerals import Style, counted, readings_of, roman, spelled

Reading = tuple[Style, tuple[float, ...]]


class Place(IntEnum):
    """How much the position of a label says that a clause opens there, weakest first."""

    MIDDLE = 0  # in the flow of a sentence
    PAUSE = 1  # after the end of a sentence, or after a wide gap
    LINE = 2  # first on its line
    BLOCK = 3  # first in its paragraph
    GIVEN = 4  # the file itself says that it is a label


@dataclass(frozen=True, slots=True)
class Label:
    """A place where a clause may open, and what its number may be read as.

    An unnumbered heading is a label whose only reading is of style HEADING (its level is the
    value) and whose `span` is empty.
    """

    start: int  # where the clause would begin: mark-up before the label included
    span: Span
    readings: tuple[Reading, ...]
    place: Place
    name: str = ""  # as one would cite it, where its value does not say: exhibits, articles, 2.01
    lone: bool = False  # a number without dots or brackets: as likely that of a page

    @property
    def fixed(self) -> bool:
        """Say whether the clause is certain to open here."""
        return self.readings[0][0] in {Style.EXHIBIT, Style.HEADING}

    @property
    def opens_section(self) -> bool:
        """Say whether more than an item may open here."""
        return any(style in _SECTIONS for style, _ in self.readings)


_SECTIONS = {Style.ARTICLE, Style.DECIMAL, Style.ROMAN_DOT, Style.UPPER_DOT}
_WORDS = (
    "[Ss]ections?|SECTION|[Aa]rticle|ARTICLE|Clause|CLAUSE|Part|PART|Chapter|CHAPTER|§{1,2}"
    r"|A(?:rt|RT)\.|S(?:ec|EC)\."
)
_SPELLED_OUT = "(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LATER = r"(?:-?[A-Za-z]|[ ]?(?:bis|ter|quater))(?:\.\d{1,3}){0,3}(?![^\W_])"  # what 7A has over 7


def _pattern(later: str) -> re.Pattern[str]:
    """Compile the pattern of labels; `later` is what may stand behind a decimal number."""
    return re.compile(
        rf"""(?<![^\s"“”*_#|>])
        (?:
          (?P<word>{_WORDS})
          (?:(?<=§)|[ \t\xa0]{{1,3}})
          (?P<of>(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}){later}|[IVXLC]{{1,7}}|{_SPELLED_OUT})\b\.?
        | (?P<decimal>(?P<plain>\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}){later})\.?(?![\d,)])
        | \((?P<paren>[a-z]{{1,5}}|[A-Z]{{1,5}}|\d{{1,2}})\)
        | (?P<closed>[a-z]{{1,2}}|[A-Z]|[ivx]{{1,5}}|\d{{1,2}})\)
        | (?P<dotted>[a-z]|[A-Z]|[ivxl]{{1,6}}|[IVXL]{{1,6}})\.(?=\s)
        | (?P<bullet>[•●▪◦‣·\uf0b7]|(?<!\*)[-–—*o](?=[ \t]))
        )""",
        re.VERBOSE,
    )


_LABEL = _pattern(f"(?:{_LATER})?")
_WHOLE = _pattern("")  # without inserted numbers
_REFERRING = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|sub-?(?:sections?|clauses?|paragraphs?)"
    r"|exhibits?|schedules?|annex(?:es)?|appendi(?:x|ces)|attachments?|addend(?:um|a)|parts?"
    r"|items?|chapters?|points?)|\b(?:secs?|arts?|cls?|paras?|pt|ch)\.|§|\#)\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:nos?|numbers?|rules?|pages?|phases?|versions?|rev(?:ision)?|figures?|tables?|steps?"
    r"|titles?|forms?|types?|class|grade|volume|vol|module|lot|tier|level|cfr|amendment"
    r"|(?:nos?|vol|rev|figs?)\.)\s*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\b(?:in|of|to|with|by|and|or|from|than|within|under|per|see|this|that|the|at|for|on|is|are"
    r"|be|approximately|about|least|most|exceed|an|such|said|any|each|both|through|until"
    r"|between|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\s*$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\s*(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
_SPELLED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|first|second|third|\w+th)\s*$",
    re.IGNORECASE,
)
_LONGEST_NUMERAL = 24  # characters of a number in words and the space behind it
_JOINED = re.compile(r"\s*(?:,|and|or|to|through|and/or|,\s*and|,\s*or|-|–)\s*")
_MARKUP = ' \t\xa0#*_>|"“”\u200b'
_INDENT = 120  # characters of space and mark-up before a label that is first on its line
_NEXT_ITEM = re.compile(r";\s+(?:and(?:/or)?|or),?\s*$")  # before the last item of a list
_LISTED = re.compile(r"\s*\([^()\n]{3,80}\)\s*[;,]")  # Article 9 (Fees); Article 10 (Tax)
_SENTENCE_END = '.:;!?”")]'
_OPENS = re.compile(r"[\s*_]*[A-Z“\"'‘\[*({<]")
_PADDED = re.compile(r"\d+(?:\.\d+)*\.0\d+(?:\.\d+)*")  # Section 2.01
_FULL = {"art.": "Article"}
_CAPITALS = re.compile(r"[*_]*[A-Z]{2}[A-Z]+\b")
_OPENS_ANY = re.compile(r"[\s*_]*[\w“\"'‘\[*({<$]")


def find_labels(document: Document, skip: "Regions") -> Iterator[Label]:
    """Yield what may be a label, in reading order; `skip` holds the places without clauses."""
    finder = _Finder(document)
    for match in _LABEL.finditer(finder.text):
        if match.start() in skip:
            continue
        label = finder.label(finder.likely(match))
        if label is not None:
            yield label


class Regions:
    """Ranges of a text, for quick questions in reading order."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def __contains__(self, offset: int) -> bool:
        """Say whether `offset` lies in a range; offsets must not go down from call to call."""
        while self._at < len(self._spans) and self._spans[self._at].end <= offset:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at].start <= offset


class _Finder:
    """What the neighbourhood of a number says, for one text."""

    def __init__(self, document: Document) -> None:
        self.text = flowing(document)
        self._block_starts = {block.span.start for block in document.blocks}
        self._headings = {
            block.span.start for block in document.blocks if block.kind is BlockKind.HEADING
        }
        self._given = {block.label.start for block in document.blocks if block.label is not None}
        self._refers = -1  # where the last reference ended
        self._seen: set[tuple[float, ...]] = set()  # numbers of labels so far

    def likely(self, match: re.Match[str]) -> re.Match[str]:
        """Read 7A as a number where 7 stands before it, else as 7 and what follows."""
        number = _numeral(match)
        if number.replace(".", "").isdigit() or match.start() in self._given:
            return match
        value = counted(number)
        at = next((at for at, part in enumerate(value) if part != int(part)), None)
        if at is None:
            return match
        head = value[: at + 1]
        before = (*head[:-1], round(head[-1] - counted("0A")[0], 2))
        if before in self._seen or (head in self._seen and len(value) > len(head)):
            return match
        return _WHOLE.match(self.text, match.start()) or match

    def label(self, match: re.Match[str]) -> Label | None:
        """Make a label of `match` unless what stands around it forbids it."""
        text, start = self.text, match.start()
        line = text.rfind("\n", max(0, start - _INDENT - 1), start) + 1
        before = text[max(line, start - _INDENT) : start]
        first = (line > 0 or start <= _INDENT) and not before.strip(_MARKUP)
        group = match.lastgroup or ""
        if group == "of":
            group = "word"
        if group == "bullet":
            return self._bullet(match, line, first)
        if group == "paren" and match["paren"].isdigit() and self._is_doubled(start):
            return None
        given = start in self._given
        heads_block = first and (line in self._block_starts or line == 0)
        if not given and self._is_reference(match, group, heads_block=heads_block):
            return None
        place = self._place(start, line, first, given)
        readings = self._readings(match, group)
        if not readings or not (given or self._fits(match, group, place)):
            return None
        begin = line if first else start
        if readings[0][0] in {Style.ARTICLE, Style.DECIMAL}:
            self._seen.add(readings[0][1])
        lone = group == "decimal" and match[0].isdigit() and not given
        name = _name(match, readings[0])
        return Label(begin, Span(start, match.end()), readings, place, name, lone=lone)

    def _is_doubled(self, start: int) -> bool:
        """Say whether a number in brackets repeats the word before it, on its line or the last."""
        before = self.text[max(0, start - _LONGEST_NUMERAL) : start]
        return "\n\n" not in before[-3:] and _SPELLED.search(before) is not None

    def _bullet(self, match: re.Match[str], line: int, first: bool) -> Label | None:
        start = match.start()
        given = start in self._given
        if not (given or first or match["bullet"] in "•●▪\uf0b7"):
            return None
        if not self.text[match.end() : match.end() + 3].strip():
            return None
        place = self._place(start, line, first, given)
        readings = ((Style.BULLET, (1,)),)
        return Label(line if first else start, Span(start, match.end()), readings, place)

    def _place(self, start: int, line: int, first: bool, given: bool) -> Place:
        if given:
            return Place.GIVEN
        text = self.text
        if first:
            new = line in self._block_starts or text[max(0, line - 2) : line] == "\n\n"
            return Place.BLOCK if new or line == 0 else Place.LINE
        gap = text[max(0, start - 2) : start]
        if len(gap) == 2 and gap.isspace():
            return Place.PAUSE
        before = text[max(0, start - 12) : start].rstrip(' \t\xa0*_"“')
        paused = before[-1:] and before[-1] in _SENTENCE_END
        return Place.PAUSE if paused or _NEXT_ITEM.search(before) else Place.MIDDLE

    def _is_reference(self, match: re.Match[str], group: str, *, heads_block: bool) -> bool:
        """Say whether the number is pointed at rather than set."""
        text, start = self.text, match.start()
        before = text[max(0, start - 24) : start]
        before = before[before.rfind("\n\n") + 1 :]
        if heads_block:
            before = ""
        referring = group != "word" and _REFERRING.search(before) is not None
        if group in {"decimal", "dotted"} and not referring:
            referring = _COUNTED.search(before) is not None
        joined = (
            group != "dotted"
            and 0 <= self._refers <= start <= self._refers + 12
            and _JOINED.fullmatch(text, self._refers, start)
        )
        if referring or (joined and "\n" not in text[self._refers : start]):
            self._refers = match.end()
            return True
        if group in {"word", "decimal"} and self._is_led(match, before):
            self._refers = match.end()
            return True
        return False

    def _is_led(self, match: re.Match[str], before: str) -> bool:
        """Say whether the words before a number, or those after it, cite it."""
        if match.lastgroup == "of" and _LISTED.match(self.text, match.end()):
            return True
        last = match.lastgroup == "decimal" and "." in match["decimal"]
        return _LEADING.search(before) is not None and not (last and _NEXT_ITEM.search(before))

    def _readings(self, match: re.Match[str], group: str) -> tuple[Reading, ...]:
        if group != "word":
            return readings_of(group, match[group])
        number = match["of"]
        value: tuple[float, ...]
        if number[0].isdigit():
            value = counted(number)
        else:
            ordinal = spelled(number)
            if ordinal is None:
                return ()
            value = (ordinal,)
        word = match["word"].casefold()
        if word in {"article", "art.", "part", "chapter"} and len(value) == 1:
            return ((Style.ARTICLE, value),)
        return ((Style.DECIMAL, value),)

    def _fits(self, match: re.Match[str], group: str, place: Place) -> bool:
        """Say whether the words after the number can open a clause."""
        text, end = self.text, match.end()
        after = text[end : end + 24]
        tail = after.lstrip(" \t\xa0")
        ends_line = not tail or tail[0] == "\n"
        capital = _OPENS.match(after) is not None
        if group == "paren":
            if ends_line:
                return place >= Place.LINE
            return _OPENS_ANY.match(after) is not None
        if group == "closed":
            before = text[max(0, match.start() - 80) : match.start()]
            in_bracket = before.rfind("(") > before.rfind(")")
            return not in_bracket and _OPENS_ANY.match(after) is not None
        if group == "dotted":
            if match["dotted"].islower() and not ends_line:
                return len(match["dotted"]) > 1 or place >= Place.PAUSE
            return place >= Place.PAUSE and not ends_line and capital
        if group == "word":
            return self._word_fits(match, place, tail, capital)
        number, dotted = match["decimal"], text[end - 1] == "."
        if not after[:1].isspace() and after[:1]:
            return "." in number and place >= Place.LINE and after[0].isalpha() and capital
        if "." not in number and not dotted:
            bare = len(match["plain"]) <= 2 and capital and not ends_line and place >= Place.PAUSE
            return bare and "\n" not in after[:2] and not _MONTH.match(after)
        if ends_line:
            return place >= Place.LINE
        if place >= Place.LINE:
            return capital or tail[0].isalpha() or tail[0] in "$•"
        if "." not in number and place is Place.MIDDLE:
            return _CAPITALS.match(tail) is not None
        return capital or (place >= Place.PAUSE and tail[0].isalpha())

    def _word_fits(self, match: re.Match[str], place: Place, tail: str, capital: bool) -> bool:
        if match["word"].endswith(".") and place < Place.LINE:  # "Art. 5" cites more often
            return False
        if place is Place.MIDDLE and not match["word"].isupper():
            return capital and tail[:1].isupper() and match["word"] != "Part"
        if not tail or tail[0] == "\n":
            return place >= Place.LINE
        return capital or (place >= Place.LINE and tail[0] in ":-–—")


def _numeral(match: re.Match[str]) -> str:
    """Return the decimal number of a label, or nothing."""
    number: str = match["decimal"] or match["of"] or ""
    return number if number[:1].isdigit() else ""


def _name(match: re.Match[str], reading: Reading) -> str:
    """Return how to cite a number whose value does not say it."""
    number = _numeral(match).replace(" ", "")
    if reading[0] is Style.ARTICLE:
        own = number or (match["of"] if roman(match["of"]) else str(reading[1][0]))
        return f"{_FULL.get(match['word'].casefold(), match['word'].capitalize())} {own}"
    if number and not number.replace(".", "").isdigit():
        return number
    padded = _PADDED.search(match[0])
    return padded[0] if padded else ""
