"""Tell English from other languages, passage by passage, and set the others apart.

A language shows in its function words; a text in another script shows in its letters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Block, BlockKind, Document

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
_FEWEST = 3  # different function words that settle a passage
_DENSE = 0.15  # share of the function words of another language in its running text
_FEWEST_WORDS = 30  # in other languages: below that it is a name, an address or a quotation
_SAMPLE = 400  # words of a passage that are looked at
_FEW = 8  # letters of another script that settle a short passage
_TOLERATED = 0.02  # of the function words of a whole document: names and Latin
_SHOWN = 5  # line ranges that a note names


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
    if not _may_be_foreign(document.text):
        return document
    tongues = _settled([language_of(document.quote(block.span)) for block in document.blocks])
    foreign = [
        (block, tongue)
        for block, tongue in zip(document.blocks, tongues, strict=True)
        if tongue not in ("", ENGLISH) and not _is_bilingual_row(document, block)
    ]
    counts: Counter[str] = Counter()
    for block, tongue in foreign:
        counts[tongue] += len(_WORD.findall(document.quote(block.span)))
    if counts.total() < _FEWEST_WORDS:
        return document
    if ENGLISH not in tongues:
        names = " and ".join(dict.fromkeys(tongue for _, tongue in foreign))
        reason = f"is in {names}; only contracts in English can be checked: name a translation"
        raise UnreadableFileError(document.path, reason)
    apart = {block.span for block, _ in foreign}
    blocks = tuple(
        replace(block, kind=BlockKind.ASIDE, label=None, level=None)
        if block.span in apart
        else block
        for block in document.blocks
    )
    omitted = tuple((f"words in {name}", count) for name, count in sorted(counts.items()))
    note = _note(document, [block for block, _ in foreign], list(counts))
    return replace(
        document,
        blocks=blocks,
        omitted=(*document.omitted, *omitted),
        notes=(*document.notes, note),
    )


def _is_bilingual_row(document: Document, block: Block) -> bool:
    return block.kind is BlockKind.ROW and has_english(document.quote(block.span))


def has_english(text: str) -> bool:
    """Say whether enough English shows, whatever else there is."""
    return len(_WORDS[ENGLISH].intersection(_WORD.findall(text.lower()))) >= _FEWEST


def stand_side_by_side(columns: Sequence[str]) -> bool:
    """Say whether the columns of a table hold one text in English and in other languages."""
    tongues = {language_of(text) for text in columns}
    return ENGLISH in tongues and len(tongues - {"", ENGLISH}) > 0


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


def _note(document: Document, blocks: Sequence[Block], names: Sequence[str]) -> str:
    ranges: list[list[int]] = []
    for block in blocks:
        place = document.locate(block.span)
        if ranges and place.line <= ranges[-1][1] + 2:
            ranges[-1][1] = place.end_line
        else:
            ranges.append([place.line, place.end_line])
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in ranges]
    more = f" and {len(shown) - _SHOWN} more places" if len(shown) > _SHOWN else ""
    where = ", ".join(shown[:_SHOWN])
    return f"only the English text was checked; {' and '.join(names)} in lines {where}{more}"
