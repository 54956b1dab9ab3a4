"""Fold the inflections and spellings of a word into one form."""

from functools import lru_cache

_KEEP = frozenset(
    [
        "is",
        "was",
        "has",
        "does",
        "this",
        "its",
        "as",
        "us",
        "less",
        "process",
        "access",
        "business",
        "analysis",
        "basis",
        "always",
        "unless",
        "across",
        "plus",
        "thus",
        "series",
        "species",
        "during",
        "nothing",
        "anything",
        "everything",
        "something",
        "being",
        "need",
        "needs",
        "deed",
        "indeed",
    ]
)
_SPELLING = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("ises", "izes"),
    ("labell", "label"),
    ("programme", "program"),
    ("licence", "license"),
    ("centre", "center"),
    ("favour", "favor"),
    ("behaviour", "behavior"),
    ("colour", "color"),
)
_ISE = frozenset(["wise", "otherwise", "likewise", "raise", "rise", "premise", "premises", "promise",
                  "exercise", "exercised", "exercising", "advise", "advised", "advising", "revise",
                  "revised", "revising", "arise", "arises", "precise", "expertise", "enterprise",
                  "comprise", "comprised", "comprising", "surprise", "supervise", "compromise"])  # fmt: skip
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the form that "notify", "notifies", "notified" and "notifying" share.

    Only inflection is taken off (plural, third person, -ed, -ing) and British spelling folded into
    American; "notification" stays a word of its own, so that "specific" and "specification" do too.
    """
    word = word.lower().replace("’", "'")
    if len(word) < 4 or not word.isalpha() or word in _KEEP:
        return word
    if word not in _ISE:
        for british, american in _SPELLING:
            if british in word:
                word = word.replace(british, american)
                break
    return _strip_e(_strip_suffix(word))


def _strip_suffix(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "i"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "i"
    if word.endswith("ying") and len(word) > 5:
        return word[:-4] + "i"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("eed"):
        return word
    for suffix in ("ing", "ed"):
        base = word.removesuffix(suffix)
        if base != word and len(base) > 2 and any(letter in _VOWELS for letter in base):
            return _undouble(base)
    if word.endswith("y") and len(word) > 3 and word[-2] not in _VOWELS:
        return word[:-1] + "i"
    return word


def _undouble(base: str) -> str:
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    if base.endswith("ll") and len(base) > 5:  # cancelled, controlled; not filled, called
        return base[:-1]
    return base


def _strip_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
