"""Undo the hyphens that only the end of a line put into a word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from contract_lint.read.pdf_layout import VisualLine
from contract_lint.read.pdf_words import HYPHEN

SOFT = "\u00ad"
WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*", re.IGNORECASE)
LAST = re.compile(r"(?P<word>[^\s]*?)(?P<hyphen>[\ufffe\u00ad-])$")
FIRST = re.compile(r"(?P<word>\S+)\s*")

# First parts that a hyphen follows anywhere in a line, not only at its end.
KEEPS_HYPHEN = frozenset(
    [
        "non",
        "self",
        "third",
        "anti",
        "ex",
        "all",
        "cross",
        "half",
        "high",
        "low",
        "long",
        "short",
        "mid",
        "multi",
        "out",
        "pre",
        "post",
        "quasi",
        "semi",
        "sub",
        "well",
        "co",
        "re",
        "inter",
        "intra",
        "over",
        "under",
        "up",
        "off",
        "on",
        "in",
        "by",
        "to",
        "of",
        "set",
        "so",
        "year",
        "month",
        "day",
        "person",
        "part",
        "face",
        "end",
        "know",
        "good",
        "then",
        "arms",
        "first",
        "second",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "twelve",
    ]
)


# Second parts that are endings, not words.
ENDING = re.compile(
    r"""
    (?: [ae]nce | [ae]ncy | [ae]nt | [ai]ble | [ai]bility | ment | [ats]ion | [ai]tion | i[sz]ation
      | i[sz]e | i[sz]ing | ing | e[dr] | or | ly | ness | ity | ial | ical? | al | ally | ary | ful
      | less | ive | ship | t?ure | ous | is[tm] | age ) (?: s | d | ly )?
    | i?es
    """,
    re.VERBOSE,
)


def join_hyphens(paragraphs: Sequence[list[VisualLine]]) -> None:
    """Move the rest of a broken word up to the line where it began; lines left empty go."""
    broken = [
        (piece, index)
        for piece in paragraphs
        for index in range(len(piece) - 1)
        if piece[index].text[-1:] in (HYPHEN, SOFT, "-")
    ]
    if broken:
        words = _vocabulary(paragraphs)
        for piece, index in reversed(broken):
            _join(piece, index, words)
    for piece in paragraphs:
        for line in piece:
            if line.text[-1:] in (HYPHEN, SOFT):
                line.text = line.text[:-1] + "-"
        piece[:] = [line for line in piece if line.text]


def _vocabulary(paragraphs: Iterable[Sequence[VisualLine]]) -> Counter[str]:
    """Count the words of the document that no end of line breaks."""
    words: Counter[str] = Counter()
    for piece in paragraphs:
        broken = False
        for line in piece:
            start = FIRST.match(line.text) if broken else None
            last = LAST.search(line.text)
            text = line.text[start.end() if start else 0 : last.start() if last else None]
            words.update(map(str.lower, WORD.findall(text)))
            broken = last is not None
    return words


def _join(piece: list[VisualLine], index: int, words: Counter[str]) -> None:
    last = LAST.search(piece[index].text)
    first = FIRST.match(piece[index + 1].text)
    if last is None or first is None or not last["word"][-1:].isalnum():
        return
    if last["hyphen"] == "-" and not first["word"][0].isalnum():
        return
    hyphen = "" if is_broken(last["word"], last["hyphen"], first["word"], words) else "-"
    piece[index].text = piece[index].text[: last.start("hyphen")] + hyphen + first["word"]
    piece[index + 1].text = piece[index + 1].text[first.end() :]


def is_broken(before: str, hyphen: str, after: str, words: Counter[str]) -> bool:
    """Say whether `before` and `after` are halves of one word that is written without a hyphen.

    `words` counts the words of the document in lower case.
    """
    if hyphen == SOFT:
        return True
    ahead = re.search(r"[a-z]+$", before)
    behind = re.match(r"[a-z]+", after)
    if ahead is None or behind is None:
        return False
    head = re.search(r"[A-Za-z]+$", before)
    one, two = (head[0].lower() if head else ahead[0]), behind[0]
    if "-" in before or words[f"{one}-{two}"]:
        return False
    if words[one + two]:
        return True
    if one in KEEPS_HYPHEN:
        return False
    if words[one] and len(one) > 3 and not ENDING.fullmatch(two):
        return False
    return not (words[one] and words[two])
