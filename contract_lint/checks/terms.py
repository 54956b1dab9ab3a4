"""Checks on defined terms."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from contract_lint.model import BlockKind, Contract, DocumentSet, Hit, ReadContract, Span, Term

WORD = re.compile(r"[A-Za-z][\w-]*(?:['’][\w-]+)*")
POINTER = re.compile(
    r"(?:has|have|having|shall have|given|assigned|ascribed|as defined|as set forth|set out)\b"
    r"[^.;]{0,80}\b(?:meaning|defined|section|clause|article|agreement|exhibit|schedule|preamble|recitals?|above|below)\b",
    re.IGNORECASE,
)
BORROWED = re.compile(
    r"capitali[sz]ed (?:terms|words)[^.]{0,80}\b(?:not|undefined|without)\b[^.]{0,160}\b(?:meanings?|defined|definitions?)\b"
    r"|\ball capitali[sz]ed (?:terms|words)[^.]{0,160}\bmeanings?[^.]{0,80}\bin the\b",
    re.IGNORECASE,
)
OF_THE_PAPER = frozenset(
    {
        "agreement",
        "article",
        "articles",
        "annex",
        "appendix",
        "attachment",
        "clause",
        "client",
        "company",
        "contract",
        "customer",
        "effective",
        "date",
        "exhibit",
        "exhibits",
        "msa",
        "parties",
        "party",
        "purchaser",
        "schedule",
        "section",
        "sections",
        "shall",
        "services",
        "sow",
        "supplier",
        "term",
        "this",
    }
)  # words that each document defines for itself
ALIKE = 0.5  # share of common words from which two definitions say the same

DAY_TYPE = re.compile(r"\b(?:business|working|banking) days?\b", re.IGNORECASE)


def duplicate_terms(read: ReadContract) -> Iterator[Hit]:
    """Point at the second and later definitions of a term that say something else."""
    contract = read.contract
    first: dict[tuple[int, str], Term] = {}
    for term in contract.terms:
        if _own_words(term.name) or not _says_what_it_means(contract, term):
            continue
        if not term.name[:1].isupper() or _is_local(contract, term):
            continue
        earlier = first.setdefault((_part(contract, term), _key(term.name)), term)
        if _stand_together(contract, earlier, term):
            continue
        if not _say_the_same(contract, earlier, contract, term):
            line = contract.document.locate(earlier.name_span).line
            yield Hit(term.name_span, {"term": term.name, "line": str(line)})


LOCAL = re.compile(
    r"\b(?:used as an?|in the case of|for (?:the )?purposes? of|solely for|as used in|with respect to|in relation to)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
BEFORE_TERM = 320  # characters of a sentence that can say where a definition holds


def _is_local(contract: Contract, term: Term) -> bool:
    """Say whether a definition holds for one place or one part of speech only."""
    start = term.name_span.start
    before = contract.document.text[max(0, start - BEFORE_TERM) : start]
    return LOCAL.search(before) is not None


TOO_NEAR = 100  # characters
SENTENCE_END = re.compile(r"[.;]\s|\n\s*\n")


def _stand_together(contract: Contract, earlier: Term, later: Term) -> bool:
    """Say whether one sentence gives two spellings of a term."""
    start, end = earlier.name_span.start, later.name_span.start
    if end - start >= TOO_NEAR:
        return False
    return SENTENCE_END.search(contract.document.text, start, end) is None


def unused_terms(reads: Sequence[ReadContract], _set: DocumentSet) -> Iterator[tuple[int, Hit]]:
    """Point at terms that no document of the set uses after defining them."""
    texts = [read.contract.document.text for read in reads]
    words = Counter(word.lower() for text in texts for word in WORD.findall(text))
    for index, read in enumerate(reads):
        for term in read.contract.terms:
            if _own_words(term.name) or not _says_what_it_means(read.contract, term):
                continue
            if ACRONYM.fullmatch(term.name) or not WORD.findall(term.name):
                continue
            if _is_local(read.contract, term):
                continue
            rarest = min((words[word.lower()] for word in WORD.findall(term.name)), default=2)
            if rarest <= 1 and not _used_in_plural(term.name, words):
                yield index, Hit(term.name_span, {"term": term.name})


def terms_defined_differently(
    reads: Sequence[ReadContract], _set: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at terms that an earlier document of the set defines in other words."""
    first: dict[str, tuple[Contract, Term]] = {}
    for index, read in enumerate(reads):
        contract = read.contract
        for term in contract.terms:
            if _own_words(term.name) or _is_party(contract, term):
                continue
            if not _says_what_it_means(contract, term):
                continue
            other, earlier = first.setdefault(_key(term.name), (contract, term))
            if other is contract or _say_the_same(other, earlier, contract, term):
                continue
            where = other.document
            line = where.locate(earlier.name_span).line
            values = {"term": term.name, "document": where.path.name, "line": str(line)}
            yield index, Hit(term.name_span, values)


def undefined_day_types(
    reads: Sequence[ReadContract], _set: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the first use of business days in a set of documents that never defines them."""
    defined = {_key(term.name) for read in reads for term in read.contract.terms}
    for index, read in enumerate(reads):
        if _borrows(read.contract):
            continue
        uses = DAY_TYPE.finditer(read.contract.document.text)
        kinds: dict[str, list[re.Match[str]]] = {}
        for use in uses:
            kinds.setdefault(_key(use.group()), []).append(use)
        for kind, found in kinds.items():
            if kind not in defined and not _explained(kind, reads):
                values = {"term": found[0].group(), "count": str(len(found))}
                yield index, Hit(Span(*found[0].span()), values)


def _explained(kind: str, reads: Sequence[ReadContract]) -> bool:
    """Say whether a text explains a phrase in a form that was not read as a definition."""
    words = re.escape(kind).replace(r"\ ", r"\s+")
    form = re.compile(
        rf"[\"“”']\s*{words}s?\s*[.,;]?[\"”“']|\b{words}s?\b\s*(?::|\)|\(|(?:shall\s+)?means?\b|(?:is|are)\s+(?:a\s+)?days?\b)"
        rf"|(?:^[ \t]*|\s{{2}}){words}s?(?:\.|[ \t]{{2,}}|[ \t]*\n)",
        re.IGNORECASE | re.MULTILINE,
    )
    return any(form.search(read.contract.document.text) for read in reads)


def undefined_terms(reads: Sequence[ReadContract], _set: DocumentSet) -> Iterator[tuple[int, Hit]]:
    """Point at the first use of a phrase that is written like a defined term and is none.

    Such a phrase has two or more capitalised words after an article, always with capitals, at
    least three times in one document, or twice in a passage. It is made of words that the document also writes small, or
    names a class (Critical, Major), or stands for several of its kind ("each Excursion Event").
    """
    defined = {_key(term.name) for read in reads for term in read.contract.terms}
    small = {word for read in reads for word in SMALL.findall(_text(read))}
    for index, read in enumerate(reads):
        if _borrows(read.contract):
            continue
        for span, phrase, count in _term_like(read.contract, small):
            if _key(phrase) in defined or _part_of_defined(phrase, defined):
                continue
            if not _explained(_key(phrase), reads):
                yield index, Hit(span, {"term": phrase, "count": str(count)})


TERM_LIKE = re.compile(
    r"\b(?:[Tt]he|[Ee]ach|[Aa]ny|[Ss]uch|[Aa]ll|[Ee]very|[Aa]n?|[Nn]o|of|[Ii]ts)[ \n]"
    r"(?P<phrase>[A-Z][a-z]+(?:[ \n-][A-Z][a-z]+){1,3}+)\b(?!(?:[ \n]{1,3}|-)[A-Z])(?!\s(?:of\s[A-Z]|(?:Inc|LLC|Ltd|GmbH|AG|Corp)\b))"
)


SMALL = re.compile(r"\b[a-z]+\b")


def _text(read: ReadContract) -> str:
    return read.contract.document.text


def _term_like(contract: Contract, small: set[str]) -> Iterator[tuple[Span, str, int]]:
    text = contract.document.text
    as_written = " ".join(text.split())
    lowered = as_written.lower()
    names = " ".join(name for party in contract.parties for name in party.aliases)
    called = {name.lower() for party in contract.parties for name in WORD.findall(party.name)}
    found: dict[str, list[Span]] = {}
    headings = [clause.heading for clause in contract.clauses if clause.heading is not None]
    heading_spans = {(heading.start, heading.end) for heading in headings}
    prose = [b.span for b in contract.document.blocks if b.kind is BlockKind.PARAGRAPH]
    for block in prose:
        for match in TERM_LIKE.finditer(text, block.start, block.end):
            span = Span(*match.span("phrase"))
            if (span.start, span.end) not in heading_spans:
                phrase = " ".join(match["phrase"].split())
                found.setdefault(_singular(phrase), []).append(span)
    for phrase, spans in found.items():
        words = re.split(r"[ -]", phrase.lower())
        few = LEAST_USES if len(text) > PASSAGE else LEAST_USES - 1
        if len(spans) < few or phrase in names or words[-1] in NAMED:
            continue
        if words[0] in called - small:
            continue  # "Orbis Website": a name that holds the name of a party
        ordinary = all(word in small or word + "s" in small for word in words)
        if not ordinary and words[0] not in CLASSES and not _is_kind(text, spans, words):
            continue
        if lowered.count(phrase.lower()) > as_written.count(phrase):
            continue  # also written small, or in all capitals: not used as a term
        yield spans[0], " ".join(contract.document.quote(spans[0]).split()), len(spans)


LEAST_USES = 3  # one fewer in a passage
PASSAGE = 4_000  # characters
CLASSES = (
    "critical",
    "major",
    "minor",
    "serious",
    "significant",
    "urgent",
)  # say that there are classes
NAMED = (
    "act",
    "agreement",
    "association",
    "board",
    "code",
    "commission",
    "court",
    "department",
    "league",
    "state",
)  # last words of the names of laws and papers
OF_A_KIND = re.compile(r"\b(?:each|any|such|every|an?)\s$", re.IGNORECASE)
PEOPLE = frozenset(
    {
        "agency",
        "authority",
        "board",
        "committee",
        "department",
        "director",
        "executive",
        "group",
        "head",
        "lead",
        "leader",
        "manager",
        "office",
        "officer",
        "partner",
        "person",
        "president",
        "quality",
        "representative",
        "team",
        "unit",
    }
)  # last words of what is a post or a body and needs no definition


def _is_kind(text: str, spans: list[Span], words: list[str]) -> bool:
    """Say whether a phrase stands for one of several things, as no name of its own does."""
    if words[-1] in PEOPLE:
        return False
    return any(OF_A_KIND.search(text, max(0, s.start - 8), s.start) for s in spans)


def _part_of_defined(phrase: str, defined: set[str]) -> bool:
    """Say whether a phrase is part of a defined term, or made of two of them."""
    key = _key(phrase)
    if any(key in name for name in defined):
        return True
    words = key.split()
    cuts = range(1, len(words))
    return any({" ".join(words[:cut]), " ".join(words[cut:])} <= defined for cut in cuts)


def _borrows(contract: Contract) -> bool:
    """Say whether a document takes its terms from another one, which may not be at hand."""
    text = contract.document.text
    return "capitali" in text.lower() and BORROWED.search(text) is not None


def _part(contract: Contract, term: Term) -> int:
    """Return the outermost clause that holds a term if it is an exhibit, else -1."""
    clause = contract.clauses[term.clause]
    for each in (clause, *contract.ancestors(clause)):
        if each.kind == "exhibit":
            return each.index
    return -1


MEANS = re.compile(
    r"[\"”“'’)\],*]{0,5}\s{0,3}(?:\([^()]{1,60}\)\s{0,3})?:?\s{0,3}"
    r"(?:shall\s+|will\s+)?(?:means?|is\s+defined\s+as|be\s+defined\s+as|refers?\s+to|designates?)\b"
)
ACRONYM = re.compile(r"\W*[a-z]?[A-Z][A-Z&/.-]+(?:['’]?s)?\W*")


def _says_what_it_means(contract: Contract, term: Term) -> bool:
    """Say whether a definition has the form `"X" means ...` and words of its own."""
    means = MEANS.match(contract.document.text, term.name_span.end)
    return means is not None and not _is_pointer(contract, term)


def _own_words(name: str) -> bool:
    return all(word in OF_THE_PAPER for word in _key(name).split())


def _is_party(contract: Contract, term: Term) -> bool:
    return any(term.name in party.aliases for party in contract.parties)


def _is_pointer(contract: Contract, term: Term) -> bool:
    words = contract.document.quote(term.span)
    return POINTER.search(words[: len(term.name) + 160]) is not None


def _say_the_same(one: Contract, earlier: Term, other: Contract, later: Term) -> bool:
    first, second = _words(one, earlier), _words(other, later)
    smaller = min(len(first), len(second))
    return smaller < LEAST_WORDS or len(first & second) / smaller >= ALIKE


LEAST_WORDS = 3  # a definition of fewer words cannot be compared


def _words(contract: Contract, term: Term) -> frozenset[str]:
    own = {word.lower() for word in WORD.findall(term.name)}
    words = {word.lower() for word in WORD.findall(contract.document.quote(term.span))}
    return frozenset(words - own - STOP)


STOP = frozenset(
    {
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "be",
        "by",
        "each",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "mean",
        "means",
        "meaning",
        "of",
        "on",
        "or",
        "shall",
        "such",
        "that",
        "the",
        "this",
        "those",
        "to",
        "under",
        "which",
        "with",
    }
)


def _key(name: str) -> str:
    return _singular(" ".join(name.split())).lower()


def _singular(phrase: str) -> str:
    if phrase.endswith("ies") and len(phrase) > 4:
        return phrase[:-3] + "y"
    if phrase.endswith("s") and not phrase.endswith(("ss", "us", "is")):
        return phrase[:-1]
    return phrase


def _used_in_plural(name: str, words: Counter[str]) -> bool:
    last = WORD.findall(name)[-1].lower()
    others = {last + "s", last + "es", _singular(last), last[:-1] + "ies", last + "'s", last + "’s"}
    return any(words[other] > 0 for other in others - {last})
