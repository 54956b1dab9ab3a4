"""Tell English from other languages, passage by passage, and set the others apart.

A language shows in its function words; a text in another script shows in its letters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Block, BlockKind, Document, Span
from contract_lint.read.ranges import line_ranges

ENGLISH = "English"

_FUNCTION_WORDS = {
    ENGLISH: "the of and to in shall or any by be for this that with such as is not on from which "
    "will other under its it has have been may all at are their if party agreement",
    "German": "der die das und nicht ist von mit für auf dem den des ein eine einer eines wird "
    "werden oder zu sich bei nach im zum zur durch sind als auch gemäß sowie vertrag",
    "French": "la le les des et du une est dans pour par que qui sur au aux ou avec ne pas ce cette "
    "sont il elle leur être doit en de à présent contrat toute",
    "Spanish": "el la los las de del y en que por para con una se al su sus no es lo cualquier sin "
    "presente contrato deberá parte partes o como",
    "Italian": "il lo gli di che e del della delle dei per con non una sono nel nella alla dal al "
    "da si presente contratto parti ogni è le",
    "Portuguese": "o os as do da dos das em um uma não para com que por ao à se ou pelo pela no na "
    "contrato partes deverá e de",
    "Dutch": "de het een van en niet zijn voor met op te dat die bij door aan of wordt worden deze "
    "overeenkomst partij is in tot",
    "Polish": "w i nie na z do się jest oraz przez o lub umowy strony dla od że po niniejszej",
    "Swedish": "och att det som för av är på med den en ett inte till skall ska eller avtalet i",
    "Danish": "og at det som for af er på med den en et ikke til skal eller aftalen i parterne",
    "Czech": "a v na se je z do o nebo s že k pro smlouvy strany není jsou od podle",
    "Turkish": "ve bir bu için ile veya olarak olan da de taraf sözleşme kadar tarafından her",
    "Hungarian": "a az és hogy nem egy vagy is szerződés fél felek jelen által meg valamint",
    "Romanian": "și în de la cu pe nu este sau prin din că pentru contractului părțile va al",
}  # fmt: skip
_WORDS = {
    name: frozenset(word for word in words.split() if len(word) > 1)
    for name, words in _FUNCTION_WORDS.items()
}
_SCRIPTS = {
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CYRILLIC": "a language in Cyrillic script",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "ARABIC": "a language in Arabic script",
    "THAI": "Thai",
    "DEVANAGARI": "a language in Devanagari script",
}
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_LETTER = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff]")
_IDEOGRAPH = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")
_PIECE = re.compile(
    r"[|/;\n]|\t| {3,}|(?<=[.:!?])\s+|[\u3002\uff1b]"
)  # what may change the language
_NUMBER = re.compile(r"\W{0,3}(?:[^\W\d]{1,12}\W{1,2})?(\d{1,3}(?:\.\d{1,3}){0,5})\b")
_FEWEST = 3  # different function words that settle a passage
_DENSE = 0.15  # share of the function words of another language in its running text
_FEWEST_WORDS = 30  # in other languages: below that it is a name, an address or a quotation
_LARGE_SHARE = 0.25  # of all words: as many are no quotation in a short draft either
_SAMPLE = 400  # words of a passage that are looked at
_FEW = 8  # letters of another script that settle a short passage
_TOLERATED = 0.02  # of the function words of a whole document: names and Latin


def language_of(text: str) -> str:
    """Return the language of a passage, or an empty string where too little of it shows."""
    script = _script_of(text)
    if script:
        return script
    words = [word.lower() for word in _WORD.findall(text, 0, _SAMPLE * 12)[:_SAMPLE]]
    found = {name: [word for word in words if word in known] for name, known in _WORDS.items()}
    best = max(found, key=lambda name: len(found[name]))
    if len(found[ENGLISH]) * 2 >= len(found[best]):
        return ENGLISH if len(set(found[ENGLISH])) >= _FEWEST else ""
    if len(set(found[best])) < _FEWEST or len(found[best]) < len(words) * _DENSE:
        return ""
    return best


def set_foreign_apart(document: Document) -> Document:
    """Mark passages in other languages as asides and name them in a note.

    Raises UnreadableFileError where nothing is in English.
    """
    known = _others(document.text) if _may_be_foreign(document.text) else ()
    if not known:
        return document
    blocks = list(_parted(document, known))
    texts = [document.quote(block.span) for block in blocks]
    tongues = _tongues(texts, known)
    foreign = _Passages()
    beside = _Passages()
    for block, text, tongue in zip(blocks, texts, tongues, strict=True):
        if tongue not in ("", ENGLISH):
            foreign.add(block, tongue, text)
        elif tongue:
            for piece in _foreign_pieces(text):
                beside.add(block, language_of(piece), piece)
    if ENGLISH not in tongues:
        reason = (
            f"is in {foreign.names}; only contracts in English can be checked: name a translation"
        )
        raise UnreadableFileError(document.path, reason)
    apart = {block.span for block in foreign.blocks}
    counted = ((f"words in {name}", count) for name, count in sorted(foreign.words.items()))
    return replace(
        document,
        blocks=tuple(_aside(block) if block.span in apart else block for block in blocks),
        omitted=(*document.omitted, *counted),
        notes=(*document.notes, *_notes(document, foreign, beside)),
    )


@dataclass(slots=True)
class _Passages:
    """Blocks with words in other languages, and how many words."""

    blocks: list[Block] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    @property
    def names(self) -> str:
        """Return the languages in the order of their first words."""
        return " and ".join(self.words)

    def add(self, block: Block, tongue: str, text: str) -> None:
        """Count the words of `text`, in a block that is named once."""
        if not self.blocks or self.blocks[-1] is not block:
            self.blocks.append(block)
        self.words[tongue] += _count(text)


def _notes(document: Document, foreign: _Passages, beside: _Passages) -> Iterator[str]:
    if foreign.blocks:
        where = line_ranges(document, [block.span for block in foreign.blocks])
        yield f"only the English text was checked; {foreign.names} in {where}"
    if beside.blocks:
        where = line_ranges(document, [block.span for block in beside.blocks])
        yield f"{beside.names} stands beside English in {where}, and was not told apart there"


def _others(text: str) -> tuple[str, ...]:
    """Return the other languages of a text: none where it has a name, an address, a quotation."""
    words: Counter[str] = Counter()
    for piece in _foreign_pieces(text):
        words[language_of(piece)] += _count(piece)
    most = min(_FEWEST_WORDS - 1, _LARGE_SHARE * len(text.split()))
    return tuple(words) if words.total() > most else ()


def _count(text: str) -> int:
    """Count the words of a text; a sign of Chinese is one."""
    return len(_WORD.findall(_IDEOGRAPH.sub(" 1 ", text))) + len(_IDEOGRAPH.findall(text))


def _aside(block: Block) -> Block:
    return replace(block, kind=BlockKind.ASIDE, label=None, level=None)


def _parted(document: Document, known: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks, a paragraph parted where the language changes from line to line."""
    for block in document.blocks:
        first = document.line_at(block.span.start)
        lines = document.lines[first : document.line_at(block.span.end) + 1]
        starts = [block.span.start]
        if block.kind is BlockKind.PARAGRAPH and len(lines) > 1:
            last = ""
            for line in lines:
                text = document.quote(line.span)
                tongue = _tongue_of(text) or _leaning(text, known)
                if tongue and last not in ("", tongue):
                    starts.append(line.span.start)
                last = tongue or last
        if len(starts) == 1:
            yield block
            continue
        ends = [start - 1 for start in starts[1:]] + [block.span.end]
        parts = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
        yield replace(block, span=parts[0])
        yield from (replace(block, span=part, label=None) for part in parts[1:])


def _tongues(texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """Return the language of each passage; one that says too little goes by those around it."""
    tongues = [_tongue_of(text) or _leaning(text, known) for text in texts]
    return _settled(_twinned(tongues, texts))


def _tongue_of(text: str) -> str:
    """Return the language of a passage: English where any piece of it is."""
    tongue = language_of(text)
    if tongue in ("", ENGLISH):
        return tongue
    return ENGLISH if ENGLISH in map(language_of, _PIECE.split(text)) else tongue


def _foreign_pieces(text: str) -> Iterator[str]:
    for piece in _PIECE.split(text):
        if language_of(piece) not in ("", ENGLISH):
            yield piece


def _leaning(text: str, known: Sequence[str]) -> str:
    """Return the one of the other languages of a document that a short passage leans to, if any."""
    words = [word.lower() for word in _WORD.findall(text)]
    accents = sum(not word.isascii() for word in words)
    for tongue in known:
        own = _WORDS.get(tongue)
        if own is None:  # another script, which shows by itself
            continue
        english = sum(word in _WORDS[ENGLISH] - own for word in words)
        signs = sum(word in own for word in words) * 2 + accents
        if signs > max(1, english * 2):
            return tongue
    return ""


def _twinned(tongues: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Tell the English heading from its translation, which has the same number and stands next to it."""
    told = list(tongues)
    settled = [tongue for tongue in tongues if tongue]
    if len(set(settled)) != 2 or ENGLISH not in settled:
        return told
    pair = settled[0], next(tongue for tongue in settled if tongue != settled[0])
    numbers = [_NUMBER.match(text) for text in texts]
    for index, (one, other) in enumerate(pairwise(numbers)):
        if one is None or other is None or one[1] != other[1]:
            continue
        if not told[index] and not told[index + 1]:
            told[index], told[index + 1] = pair
        elif not told[index + 1]:
            told[index + 1] = next(tongue for tongue in pair if tongue != told[index])
        elif not told[index]:
            told[index] = next(tongue for tongue in pair if tongue != told[index + 1])
    return told


def tongues_of_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the language of each column where a table holds one text in English and in others.

    Empty where it does not.
    """
    tongues = tuple(language_of(text) for text in columns)
    told = set(tongues) - {""}
    return tongues if ENGLISH in told and len(told) > 1 else ()


def _may_be_foreign(text: str) -> bool:
    """Look at the whole text at once: most drafts are in English from end to end."""
    if _OTHER_LETTER.search(text) and len(_OTHER_LETTER.findall(text)) > _FEW:
        return True
    counts = Counter(text.split())
    english = sum(counts[word] for word in _WORDS[ENGLISH])
    others = max(
        sum(counts[word] for word in known - _WORDS[ENGLISH])
        for name, known in _WORDS.items()
        if name != ENGLISH
    )
    return others >= _FEWEST and others > english * _TOLERATED


def _settled(tongues: Sequence[str]) -> list[str]:
    """Give a passage that says too little the language of those around it, where they agree."""
    before = list(_carried(tongues))
    after = list(_carried(tongues[::-1]))[::-1]
    return [
        tongue or (one if one == other else "")
        for tongue, one, other in zip(tongues, before, after, strict=True)
    ]


def _carried(tongues: Sequence[str]) -> Iterator[str]:
    last = ""
    for tongue in tongues:
        last = tongue or last
        yield last


def _script_of(text: str) -> str:
    """Return the language of a passage most of whose letters are not Latin."""
    others = _OTHER_LETTER.findall(text)
    if not others or len(others) * 2 < sum(map(str.isalpha, text)):
        return ""
    names = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in others[:_SAMPLE])
    if names["HIRAGANA"] + names["KATAKANA"]:
        return "Japanese"
    script, _ = names.most_common(1)[0]
    return _SCRIPTS.get(script.split("-")[0], "another script")
