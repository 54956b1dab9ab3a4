"""Find the parties: who signs, and under which names the text speaks of them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from contract_lint.segment.vocabulary import CDMO_WORDS, SPONSOR_WORDS

_FRONT = 12_000  # characters in which the parties are named
_BETWEEN = re.compile(
    r"\b(?:by\s+and\s+between|by\s+and\s+among|entered\s+into\s+between|is\s+between|made\s+between"
    r"|between|among|amongst|by\s+and\s+through)\b\s*:?",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:WHEREAS|Whereas:|RECITALS?|Recitals|WITNESSETH|W\s*I\s*T\s*N\s*E\s*S\s*S\s*E\s*T\s*H"
    r"|BACKGROUND|Background|PREAMBLE|NOW,? THEREFORE|Now,? therefore|DEFINITIONS)\b"
)
_QUOTE = "[\"“”„«'‘’]"
_CALLED = re.compile(
    r"(?:\((?P<inside>[^()]{0,90}?" + _QUOTE + r"[^()]{1,110})\)"
    r"|(?:hereinafter|hereafter|herein)[^()\"“”.;]{0,60}(?P<open>[\"“][^\"“”]{2,50}[\"”]"
    r"(?:\s+or\s+(?:the\s+)?[\"“][^\"“”]{2,50}[\"”])?)"
    r"|(?P<pair>[\"“][^\"“”]{2,50}[\"”]\s*/\s*[\"“][^\"“”]{2,50}[\"”]))",
    re.IGNORECASE,
)
_QUOTED = re.compile(_QUOTE + r"\s*([^\"“”„«»]{1,60}?)\s*[,.]?\s*[\"”»“’'](?=[\s,.;)]|$)")
_BARE_CALLED = re.compile(
    r"(?:hereinafter|hereafter|herein)[^()]{0,50}?\b(?:as|called)\s+(?:the\s+)?([A-Z][\w&-]{1,30})\s*$",
    re.IGNORECASE,
)
_NOT_PARTY = re.compile(
    r"^(?:this\s+)?(?:(?:\w+\s+){0,4}(?:agreement|amendment|contract|date|sow|msa|order|statement of work|addendum|schedule|term|parent agreement)"
    r"|(?:\w+ )*(?:information|purpose|laws?|period|notice|materials?)|part(?:y|ies)|each|collectively|products?|services?|effective|territory|affiliates?|program"
    r"|(?:the )?(?:project|licen[cs]e|transaction|facility|facilities|act|sec|fda|closing|property"
    r"|technology|software|site|website|api|invention|trademarks?|marks?|patents?))$",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|S\.?A|S\.?p\.?A|B\.?V|N\.?V"
    r"|plc|PLC|L\.?P|LLP|Pty|KK|K\.K|Oy|AB|A/S|SAS|SARL|Srl|S\.?r\.?l|INC|LTD|CORP|CORPORATION|COMPANY"
    r"|LIMITED|University|Institute|Centre|Center|Trust|Foundation|corporation|company|partnership"
    r"|individual|institution|organi[sz]ed|incorporated|principal place of business|offices?|laws of)\b"
)
_SUFFIX = re.compile(
    r",?\s+(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|Company|Co|GmbH|AG|S\.A|SA|S\.p\.A|SpA|B\.V|BV"
    r"|N\.V|NV|plc|L\.P|LP|LLP|Pty|K\.K|KK|Oy|AB|A/S|SAS|SARL|Srl|S\.r\.l|International|Holdings?"
    r"|Incorporated|Group)\b\.?",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r",\s+(?=(?:an?|the|with|having|whose|located|incorporated|organi[sz]ed|duly|registered|as"
    r"|together|on|acting|company|number|both|its|each|which|and|doing|also|through|by|of|formerly"
    r"|existing|collectively|individually|for|in|hereinafter|hereafter)\b|\d)"
    r"|\s+(?=\([\"“”a-z]|(?:an?|with|having|whose|located|incorporated|organi[sz]ed|registered|is"
    r"|are|as|on|at|doing|formerly|together|acting|collectively|individually|hereinafter"
    r"|hereafter|and\s+its|for\s+itself|f/k/a|d/b/a|of\s+\d+|of\s+[A-Z]\w+\s+\d+)\b)"
    r"|\s*;|\.\s+(?=Hereinafter|Herein|Having|With\b)"
)
_LEGAL_FORM = re.compile(
    r"\b(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|AG|S\.A|S\.p\.A|B\.V|N\.V|plc|PLC|L\.P"
    r"|LLP|A/S|AB|SAS|SARL)\b\.?(?=,\s+(?!(?:Inc|LLC|L\.L\.C|Ltd|L\.?P|LLP|Corp|Co)\b|\())"
)
_LEAD = re.compile(
    r"^(?:[\s,;:.)\]–—*_-]|and\b|or\b|by\b|between\b|among\b|on the (?:one|other) (?:hand|part)\b|the following parties\b"
    r"|\(?(?:\d|[a-z]|[ivx]+)\)|\d{1,2}\.|(?:the )?parties\b|whereas\b|with\b)+",
    re.IGNORECASE,
)
_VERB = (
    r"\s+(?:shall|will|may|agrees?|represents?|warrants?|acknowledges?|hereby|desires?|wishes|is"
    r"|has|must|undertakes?)\b"
)
_START = re.compile(r"(?:\b[Aa][Nn][Dd]|\bWHEREAS,?|;|\n|\(\d\)|:)\s+(?=[A-Z0-9])")
_NOT_NAME = re.compile(r"\b(?:AGREEMENT|WHEREAS|EXHIBIT|THIS)\b|[{}*]", re.IGNORECASE)
_ALSO = re.compile(
    r"(?:also\s+known\s+as|formerly\s+known\s+as|formerly|doing\s+business\s+as|[dfa]/[bk]/a)\s+"
    r"(?P<name>(?:[A-Z][\w&.,’'-]*\s*){1,6})"
)
_TOGETHER = re.compile(r"\b(?:each|collectively|individually|together|jointly)\b", re.IGNORECASE)
_WORDS_FOR_PARTIES = (
    *SPONSOR_WORDS,
    *CDMO_WORDS,
    "Company",
    "Distributor",
    "Licensor",
    "Franchisee",
    "Disclosing Party",
    "Receiving Party",
    "Discloser",
    "Recipient",
    "Employer",
    "Employee",
)
_SMALL = frozenset({"and", "of", "for", "the", "de", "la", "van", "von", "in", "e", "y", "und"})
_MOST = 6


@dataclass(slots=True)
class Named:
    """A party as the text introduces it: full name (may be empty) and the short names given."""

    name: str
    aliases: list[str]


def find_parties(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the full name and every name in use, longest first, of each party."""
    named = _introduced(text)
    if len(named) < 2:
        named += _by_words(text, {alias for party in named for alias in party.aliases})
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters have a longer lower case
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    found = []
    taken: set[str] = set()
    for party in named:
        aliases = [alias for alias in _all_names(party, text, lowered) if alias not in taken]
        if not aliases:
            continue
        taken.update(aliases)
        full = party.name or aliases[0]
        found.append((full, tuple(sorted(set(aliases), key=lambda a: (-len(a), a)))))
    return found


def _introduced(text: str) -> list[Named]:
    """Return the parties that the front of the text introduces by name and short name."""
    best: list[Named] = []
    for match in _BETWEEN.finditer(text, 0, _FRONT):
        end = _END.search(text, match.end(), match.end() + 5000)
        limit = end.start() if end else min(len(text), match.end() + 2500)
        found = list(_named_in(text, match.end(), limit))
        if len(found) > len(best):
            best = found
        if len(best) >= 2:
            break
    if len(best) < 2:
        used = _subjects(text)
        loose = [
            p
            for p in _named_in(text, 0, min(len(text), _FRONT))
            if any(used[a] >= 3 for a in p.aliases)
        ]
        if len(loose) >= 2:
            best = loose
    return _merge(best)[:_MOST]


def _named_in(text: str, start: int, limit: int) -> Iterator[Named]:
    """Yield each party that the words from `start` to `limit` give a short name."""
    at = start
    for match in _CALLED.finditer(text, start, limit):
        called = match["inside"] or match["open"] or match["pair"]
        quote = _QUOTED.search(called)
        if quote is None or _TOGETHER.search(called, 0, quote.start()):
            continue
        aliases = [name for name in _short_names(called) if not _NOT_PARTY.match(name)]
        before = text[max(at, match.start() - 1500) : match.start()]
        if aliases and _ENTITY.search(before[-600:]):
            also = [m["name"].strip(" ,.") for m in _ALSO.finditer(before)]
            yield Named(_full_name(before, aliases), [*aliases, *also])
            at = match.end()


def _short_names(called: str) -> Iterator[str]:
    for match in _QUOTED.finditer(called):
        name = re.sub(r"^(?:the|The)\s+", "", match[1].strip())
        if name and name[0].isupper() and len(name.split()) <= 6:
            yield name


def _full_name(before: str, aliases: Sequence[str]) -> str:
    """Return the name of a party from the words that lead up to its short names."""
    between = [m.end() for m in _BETWEEN.finditer(before) if m.end() < len(before) - 4]
    words = before[between[-1] :] if between else before
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    starts = [m.end() for m in _START.finditer(words, at)]
    if words[at : at + 1].isupper() or words[at : at + 1].isdigit():
        starts.insert(0, at)
    names = [name for name in (_name_at(words, start) for start in starts) if name]
    short = {word.casefold() for alias in aliases for word in alias.split()}
    return max(names, key=lambda name: _likeness(name, short), default="")


def _likeness(name: str, short: set[str]) -> int:
    """Say how much a name looks like that of the party with these words in its short names."""
    shared = any(word.strip(".,").casefold() in short for word in name.split())
    prose = _NOT_NAME.search(name) is not None
    return 2 * shared + (_SUFFIX.search(f" {name}") is not None) - 4 * prose


def _name_at(words: str, start: int) -> str:
    rest = " ".join(words[start : start + 200].split())
    end = _NAME_END.search(rest)
    name = (rest[: end.start()] if end else rest).strip(' ,;:"“”')
    form = _LEGAL_FORM.search(name)
    name = name[: form.end()] if form else name
    if not 1 < len(name) <= 90 or not name[0].isalnum() or name[0].islower():
        return ""
    parts = name.split()
    small = sum(1 for word in parts if word[0].islower() and word not in _SMALL)
    return name if 4 * small <= len(parts) else ""


def _merge(parties: list[Named]) -> list[Named]:
    """Join what is introduced twice."""
    merged: list[Named] = []
    for party in parties:
        same = next((m for m in merged if set(m.aliases) & set(party.aliases)), None)
        if same is None:
            merged.append(party)
        else:
            same.aliases.extend(a for a in party.aliases if a not in same.aliases)
    return merged


def _subjects(text: str) -> Counter[str]:
    """Count the capitalised words that something is said of."""
    pattern = re.compile(
        r"\b((?:(?:Receiving|Disclosing|Service|Product|Contract) )?[A-Z][\w&-]+)" + _VERB
    )
    return Counter(match[1] for match in pattern.finditer(text))


def _by_words(text: str, known: set[str]) -> list[Named]:
    """Return the role words that act as parties where nobody else is introduced by name."""
    used = _subjects(text)
    words = [word for word in _WORDS_FOR_PARTIES if used[word] >= 2 and word not in known]
    words.sort(key=lambda word: -used[word])
    return [Named("", [word]) for word in words[: 1 if known else 2]]


def _all_names(party: Named, text: str, lowered: str) -> Iterator[str]:
    """Yield each name of the party as the text writes it; `lowered` is the text in lower case."""
    sought = [*party.aliases]
    if party.name:
        sought.append(party.name)
        bare = _SUFFIX.split(party.name, maxsplit=1)[0].partition("(")[0].strip(" ,.")
        sought.append(bare)
        first = bare.split()[0].strip(",.") if bare else ""
        if len(first) >= 4 and first.lower() not in _COMMON and _stands_alone(first, bare, text):
            sought.append(first)
    for name in sought:
        if len(name) > 1:
            yield name
            yield from _forms(name, text, lowered)


def _stands_alone(first: str, bare: str, text: str) -> bool:
    """Say whether the text uses the first word of a name as a name."""
    rest = bare[len(first) :].strip()
    if not rest:
        return True
    following = re.escape(rest.split()[0])
    pattern = re.compile(rf"\b{re.escape(first)}\b(?!\s+{following})", re.IGNORECASE)
    alone = [m[0] for m in pattern.finditer(text)]
    small = any(form.islower() for form in alone)
    return len(alone) >= 1 and not small


def _forms(name: str, text: str, lowered: str) -> Iterator[str]:
    """Yield the ways in which the text writes a name: capitals, commas, brackets."""
    words = [re.escape(word) for word in re.findall(r"[\w&/’'-]+(?:\.\w+)*", name.lower())]
    if not words:
        return
    last = r"\.?" if name.endswith(".") else ""
    pattern = re.compile(r"[\s,.()]{1,3}".join(words) + last + r"(?!\w)")
    seen = set()
    for match in pattern.finditer(lowered):
        start = match.start()
        form = text[start : match.end()]
        if form in seen or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            continue
        seen.add(form)
        form = " ".join(form.split())
        if form.isupper() or _rises_like(form, name):
            yield form


def _rises_like(form: str, name: str) -> bool:
    """Say whether a form begins its words with capitals where the name does."""
    pairs = zip(form.split(), name.split(), strict=False)
    return all(a[0].isupper() or not b[0].isupper() for a, b in pairs if a and b)


_COMMON = frozenset(
    [
        "first",
        "general",
        "united",
        "american",
        "national",
        "international",
        "global",
        "new",
        "north",
        "south",
        "west",
        "east",
        "the",
        "royal",
        "scientific",
        "product",
        "products",
        "pharma",
        "advanced",
        "applied",
        "bank",
        "health",
        "medical",
        "premier",
        "central",
        "company",
        "service",
        "services",
        "research",
        "institute",
        "university",
        "centre",
        "center",
        "city",
        "state",
        "bio",
        "life",
        "technology",
        "technologies",
        "data",
        "drug",
        "quality",
        "contract",
        "manufacturing",
        "supply",
        "customer",
        "supplier",
    ]
)


def pattern_of(names: Iterable[str]) -> str:
    """Return a regular expression for any of the names, longest first."""
    ordered = sorted(set(names), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)
