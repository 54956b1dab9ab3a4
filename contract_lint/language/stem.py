"""Fold the inflections and spellings of a word into one form."""

from functools import lru_cache

_KEEP = frozenset(  # among them nouns whose verb or singular means something else
    ["is", "was", "has", "does", "this", "its", "as", "us", "less", "process", "access",
     "business", "analysis", "basis", "always", "unless", "across", "plus", "thus",
     "series", "species", "during", "nothing", "anything", "everything", "something",
     "being", "need", "needs", "deed", "indeed", "goods", "customs", "terms", "damages",
     "minutes", "finding", "meeting", "building", "training", "dating", "packaging",
     "accounting", "proceeding", "works", "means"]
)  # fmt: skip
_FORMS = {  # irregular forms -> the word whose stem they share
    form: base
    for base, forms in {
        "agree": "agreed", "analysis": "analyses", "arise": "arose arisen", "bear": "bore borne",
        "become": "became", "begin": "began begun", "break": "broke broken", "bring": "brought",
        "build": "built", "buy": "bought", "choose": "chose chosen", "criterion": "criteria",
        "draw": "drew drawn", "fall": "fell fallen", "find": "found", "finding": "findings",
        "free": "freed", "give": "gave given", "grow": "grew grown", "guarantee": "guaranteed",
        "hear": "heard", "hold": "held", "keep": "kept", "know": "knew known", "lose": "lost",
        "make": "made", "meet": "met", "meeting": "meetings", "overrun": "overran", "pay": "paid",
        "proceeding": "proceedings", "building": "buildings", "say": "said", "see": "saw seen",
        "seek": "sought", "sell": "sold", "send": "sent", "show": "shown", "spend": "spent",
        "take": "took taken", "tell": "told", "understand": "understood", "use": "used uses using",
        "undertake": "undertook undertaken", "withdraw": "withdrew withdrawn",
        "withhold": "withheld", "write": "wrote",
    }.items()
    for form in forms.split()
}  # fmt: skip
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
    ("labour", "labor"),
    ("honour", "honor"),
    ("endeavour", "endeavor"),
    ("vapour", "vapor"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("fulfill", "fulfil"),
    ("install", "instal"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("titre", "titer"),
    ("litre", "liter"),
    ("haemo", "hemo"),
    ("catalogue", "catalog"),
    ("cheque", "check"),
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
    word = _FORMS.get(word, word)
    if word in _KEEP or len(word) < 4:
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
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "eolsz":
        return base[:-1]
    if (
        base.endswith("ll") and len(base) > 5 and base != "recall"
    ):  # cancelled, controlled; not filled, called
        return base[:-1]
    return base


def _strip_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
