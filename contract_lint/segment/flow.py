"""The text without what paper did to it: line ends within paragraphs, running heads before words."""

from collections import Counter
from collections.abc import Iterator

from contract_lint.model import BlockKind, Document, Span

_WRAPPED = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_FEWEST_PAGES = 4
_SHARE = 0.5  # of the pages that begin with a running head
_OPENING = 3  # words by which lines are told apart
_LONGEST = 100  # characters of a running head
_SMALL = frozenset({"a", "and", "by", "for", "in", "of", "on", "the", "to", "with", "between"})


def flowing(document: Document) -> str:
    """Return the text with blanks for line ends within paragraphs and for glued running heads.

    It is as long as the text of the document, so that every offset holds in both.
    """
    text = without_heads(document)
    pieces: list[str] = []
    done = 0
    for block in document.blocks:
        if block.kind in _WRAPPED and text.find("\n", block.span.start, block.span.end) >= 0:
            words = text[block.span.start : block.span.end].replace("\n", " ")
            pieces += [text[done : block.span.start], words]
            done = block.span.end
    return "".join(pieces) + text[done:]


def without_heads(document: Document) -> str:
    """Return the text, equally long, with blanks for the running heads glued to words."""
    text = document.text
    for head in _heads(document):
        text = f"{text[: head.start]}{' ' * len(head)}{text[head.end :]}"
    return text


def _heads(document: Document) -> Iterator[Span]:
    """Yield the running head that an export put before the first words of each page."""
    tops = [] if document.pages else list(_page_tops(document))
    openings = Counter(" ".join(words.split()[:_OPENING]) for _, words in tops)
    if len(tops) < _FEWEST_PAGES:
        return
    opening, count = openings.most_common(1)[0]
    if count < max(_FEWEST_PAGES, _SHARE * len(tops)):
        return
    same = [(start, words) for start, words in tops if " ".join(words.split()).startswith(opening)]
    head = _common([words for _, words in same])
    if not 0 < len(head) <= _LONGEST or not _is_title(head):
        return
    for start, words in same:
        if len(words) > len(head):
            yield Span(start, start + len(head))


def _common(texts: list[str]) -> str:
    """Return the whole words with which all of the texts begin, and the blanks after them."""
    one, two = min(texts), max(texts)
    same = next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if len(set(pair)) > 1), 0
    )
    return one[: one.rfind(" ", 0, same) + 1]


def _page_tops(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the start and the words of each line that follows two blank ones or more."""
    blank = 0
    for line in document.lines:
        words = document.quote(line.span)
        if not words.strip():
            blank += 1
            continue
        if blank > 1:
            yield line.span.start, words
        blank = 0


def _is_title(words: str) -> bool:
    """Say whether the words are set as those of a title are."""
    large = [word for word in words.split() if word not in _SMALL]
    return len(large) > 1 and not any(word[0].islower() for word in large)
