"""Judge the text layer that character recognition put over a scan: words, or noise."""

import re

FEWEST = 40  # words: fewer say nothing
NOISE = 0.25  # of the words broken: the layer cannot be used
DOUBT = 0.08  # of the words broken: the layer is misread in places; drawn text has up to 0.05

EDGE = "\"'“”‘’()[]{}.,;:!?*•–—-_/<>|$%§#"
BROKEN = re.compile(
    r"""
    [a-z][A-Z][a-z]                          # anD1y
    | [a-z][&@\#^~=|\\*<>{}] | [&@\#^~=|\\*<>{}][a-z]
    | [a-z]\d{1,9}[a-z]
    | [bcdfghjklmnpqrstvwxz]{6}
    """,
    re.VERBOSE,
)
VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)


def noise(text: str) -> float:
    """Return the share of words that no one writes so; 0.0 where there are too few to judge."""
    words = [word.strip(EDGE) for word in text.split()]
    words = [word for word in words if any(map(str.isalpha, word))]
    if len(words) < FEWEST:
        return 0.0
    return sum(map(_is_broken, words)) / len(words)


def _is_broken(word: str) -> bool:
    if len(word) == 1:
        return word.islower() and word != "a"
    if word.isalpha() and word.islower() and len(word) > 3 and not VOWEL.search(word):
        return True
    return BROKEN.search(word) is not None
