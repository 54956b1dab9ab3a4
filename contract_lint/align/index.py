"""An index of the provisions of a contract: which concepts and words stand where."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, NORM, ORTH
from spacy.tokens import Doc

from contract_lint.align.vectors import Vector, shipped_vectors
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.modality import find_modals
from contract_lint.language.norms import Names
from contract_lint.language.pipeline import Mention
from contract_lint.model import ClauseKind, Modality, Norm, Provision, ReadContract, Span

UNSEEN = 1.5  # rarity of a word that the documents never use: it says little of the topic
BACKGROUND = 50  # provisions of an imagined other contract, so that short texts are weighed alike
MONEY = frozenset({"qualifier:financial", "topic:financial audit", "topic:books", "topic:royalty"})
PLANT = frozenset({"topic:facility", "topic:cgmp", "topic:batch record"})
DEFINITION = 700  # characters of the longest definition whose words stand for its term
COMMON = 0.03  # share of the provisions from which a term is used too often to tell anything
LONGEST_FOLDED = 800  # characters
LONGEST_TITLE = 12  # words
SHORTEST_SENTENCE = 5
_IN_SENTENCE = re.compile(r"\b(?!(?:of|and|or|the|for|to|in|on|by|with|an?|at|from)\b)[a-z]{3,}")
_REFERS = re.compile(
    r"\b(?:see|per|according|accordance|pursuant|forth|attached|applicable|none|n/a)\b|\[|_{3}|\*{3}|:\s*\S",
    re.IGNORECASE,
)
STOPWORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "did",
        "do",
        "does",
        "each",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "hereby",
        "herein",
        "hereof",
        "hereto",
        "hereunder",
        "his",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "must",
        "no",
        "not",
        "of",
        "on",
        "or",
        "other",
        "our",
        "out",
        "per",
        "shall",
        "should",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "thereof",
        "these",
        "they",
        "this",
        "those",
        "to",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "without",
        "would",
        "you",
        "your",
        "agreement",
        "party",
        "parti",
        "section",
        "also",
        "all",
        "every",
        "one",
        "two",
        "three",
        "ten",
        "day",
        "days",
        "month",
        "months",
        "year",
        "years",
        "time",
    ]
)


@dataclass(slots=True)
class Entry:
    """What one provision says, own words apart from the words it stands under."""

    provision: Provision
    contract: int  # index of the contract in the set
    mentions: list[Mention]
    own: Counter[str]  # concepts and stems of its own words
    context: frozenset[str]  # of headings and lead-ins above it
    near: frozenset[str]  # of the other sentences of the same clause
    heading: frozenset[str] = frozenset()  # of the clause's own heading
    recital: bool = False  # stands before the first numbered clause
    norms: list[Norm] = field(default_factory=list)
    length: int = 0
    of_money: bool = False  # stands in a clause on books and payments, and names no plant
    bare: bool = False  # a heading or an entry of a list, which names things and binds nobody
    speaks_for: int = 0  # the contract it belongs to: another one where it amends that
    silent: bool = False  # deleted or replaced by an amendment


class Index:
    """All provisions of a document set, with the rarity of each concept and stem."""

    def __init__(self, analyzer: Analyzer, reads: Sequence[ReadContract]) -> None:
        self.reads = tuple(reads)
        self.texts = tuple(read.contract.document.text for read in reads)
        self._names = [Names.of(read.contract).pattern for read in reads]
        self.entries: list[Entry] = []
        self._firsts: list[int] = []
        for number, read in enumerate(reads):
            self._firsts.append(len(self.entries))
            self.entries.extend(_entries(analyzer, read, number))
        self._holding: Counter[str] = Counter()
        self.postings: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            for feature in entry.own.keys() | entry.context:
                self._holding[feature] += 1
                self.postings.setdefault(feature, []).append(at)
        self.vectors = shipped_vectors()
        self._words: dict[int, NDArray[np.float32]] = {}
        self._directions: dict[tuple[int, bool], Vector] = {}
        self._rarities: dict[str, float] = {}
        self._folded: dict[int, str] = {}
        self.average = sum(e.length for e in self.entries) / max(1, len(self.entries))

    def within(self, contracts: Collection[int]) -> Iterator[tuple[int, Entry]]:
        """Yield the entries that speak for any of `contracts`, with their positions."""
        for at, entry in enumerate(self.entries):
            if entry.speaks_for in contracts and not entry.silent:
                yield at, entry

    def clause_features(self, contract: int) -> dict[int, tuple[Entry, set[str]]]:
        """Return, for each clause of a contract, its first provision and all that it names.

        What stands in its sub-clauses and tables is named too.
        """
        found: dict[int, tuple[Entry, set[str]]] = {}
        clauses = self.reads[contract].contract.clauses
        for entry in self.entries:
            if entry.contract != contract or entry.silent:
                continue
            at: int | None = entry.provision.clause
            while at is not None:
                found.setdefault(at, (entry, set()))[1].update(entry.own)
                at = clauses[at].parent
        return found

    def at(self, contract: int, provision: int) -> int:
        """Return where the entry of a provision stands in `entries`."""
        return self._firsts[contract] + provision

    def position(self, entry: Entry) -> int:
        """Return where `entry` stands in `entries`."""
        return self.at(entry.contract, entry.provision.index)

    def words(self, entry: Entry) -> NDArray[np.float32]:
        """Return the vectors of the words of a provision and of its headings."""
        at = self.position(entry)
        if at not in self._words:
            self._words[at] = self.vectors.known(sorted(entry.own.keys() | entry.context))
        return self._words[at]

    def direction(self, entry: Entry, wide: bool) -> Vector:
        """Return what the own words of a provision mean, if `wide` with headings and lead-ins."""
        key = (self.position(entry), wide)
        if key not in self._directions:
            counts = dict(entry.own)
            if wide:
                for word in sorted(entry.context):
                    counts[word] = counts.get(word, 0) + 1
            weights = {w: n * self.rarity(w) for w, n in sorted(counts.items()) if ":" not in w}
            self._directions[key] = self.vectors.mean(weights)
        return self._directions[key]

    def rarity(self, feature: str) -> float:
        """Return the inverse document frequency of a concept or stem (Robertson and Jones)."""
        known = self._rarities.get(feature)
        if known is None:
            known = self._rarities[feature] = self._rarity(feature)
        return known

    def _rarity(self, feature: str) -> float:
        total, holding = len(self.entries) + BACKGROUND, self._holding[feature]
        if not holding and ":" not in feature:
            return UNSEEN
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))

    def folded(self, entry: Entry) -> str:
        """Return the first words of a provision in small letters, without the parties' names."""
        at = self.position(entry)
        if at not in self._folded:
            span = entry.provision.span
            text = self.texts[entry.contract][span.start : span.end][:LONGEST_FOLDED]
            bare = self._names[entry.contract].sub(" ", text)
            self._folded[at] = bare.replace("’", "'").lower()
        return self._folded[at]

    def holds(self, feature: str) -> bool:
        """Say whether any provision of the set names `feature`."""
        return feature in self.postings


def _is_bare(piece: Provision, norms: Sequence[Norm], words: str) -> bool:
    """Say whether a provision only names things: no verb, no value, nothing it refers to."""
    if piece.lead or piece.row is not None or len(words.split()) > LONGEST_TITLE:
        return False
    plain = all(n.modality is Modality.DECLARATION and not n.quantities for n in norms)
    titled = len(words.split()) <= SHORTEST_SENTENCE or _IN_SENTENCE.search(words) is None
    return plain and titled and not find_modals(words) and _REFERS.search(words) is None


def _words(doc: Doc, names: Collection[str]) -> list[str | None]:
    """Return the stem of each token: empty for a word that tells nothing, None for no word."""
    kinds = list(map(tuple, doc.to_array([ORTH, NORM]).tolist()))
    stems: dict[tuple[int, int], str | None] = {}
    for orth, norm in dict.fromkeys(kinds):
        word, stem = doc.vocab[orth], doc.vocab.strings[norm]
        if not word.is_alpha or len(word.text) <= 2 or word.lower_ in names:
            stems[orth, norm] = None  # the name of a party is as long as it likes
        else:
            stems[orth, norm] = stem if stem not in STOPWORDS else ""
    return [stems[kind] for kind in kinds]


def _terms_used(read: ReadContract) -> dict[int, list[Span]]:
    """Return, for each provision, the definitions of the rarer terms that it uses.

    "All such Records shall be kept for five years" speaks of what "Records" was said to mean.
    """
    contract = read.contract
    spans = {term.name: term.span for term in contract.terms if len(term.span) <= DEFINITION}
    if not spans:
        return {}
    names = "|".join(re.escape(name) for name in sorted(spans, key=lambda n: (-len(n), n)))
    pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")
    used: dict[str, list[int]] = {}
    for piece in read.provisions:
        for name in dict.fromkeys(pattern.findall(contract.document.quote(piece.span))):
            if not spans[name].overlaps(piece.span):
                used.setdefault(name, []).append(piece.index)
    most = max(3, COMMON * len(read.provisions))
    found: dict[int, list[Span]] = {}
    for name, pieces in used.items():
        if len(pieces) <= most:
            for index in pieces:
                found.setdefault(index, []).append(spans[name])
    return found


def _entries(analyzer: Analyzer, read: ReadContract, number: int) -> Iterable[Entry]:
    contract = read.contract
    doc = analyzer.doc(contract)
    mentions = analyzer.named(contract)
    starts = [mention.start for mention in mentions]
    token_starts = doc.to_array(IDX).tolist()
    names = {
        word.lower() for party in contract.parties for a in party.aliases for word in a.split()
    }
    words = _words(doc, names)
    norms: dict[int, list[Norm]] = {}
    for norm in read.norms:
        norms.setdefault(norm.provision, []).append(norm)

    def features(span: Span) -> tuple[list[Mention], Counter[str], int]:
        inside = []
        at = bisect_left(starts, span.start)
        while at < len(mentions) and mentions[at].start < span.end:
            if mentions[at].end <= span.end:
                inside.append(mentions[at])
            at += 1
        found: Counter[str] = Counter(mention.concept for mention in inside)
        first, last = bisect_left(token_starts, span.start), bisect_left(token_starts, span.end)
        counted = [word for word in words[first:last] if word is not None]
        found.update(filter(None, counted))
        return inside, found, len(counted)

    contexts: dict[int, frozenset[str]] = {}
    headings: dict[int, frozenset[str]] = {}
    for clause in contract.clauses:
        above = (
            contexts.get(clause.parent, frozenset()) if clause.parent is not None else frozenset()
        )
        head = frozenset(features(clause.heading)[1]) if clause.heading else frozenset()
        contexts[clause.index] = above | head
        headings[clause.index] = head
    spans: dict[Span, frozenset[str]] = {}
    by_clause: dict[int, list[Entry]] = {}
    result = []
    defined = {
        piece: frozenset(f for span in terms for f in features(span)[1])
        for piece, terms in _terms_used(read).items()
    }
    for piece in read.provisions:
        inside, own, length = features(piece.span)
        context = contexts[piece.clause]
        for lead in piece.lead:
            if lead not in spans:
                spans[lead] = frozenset(features(lead)[1])
            context |= spans[lead]
        for concept in analyzer.concepts.joint(own.keys(), context):
            own[concept] += 1
        for part in [feature for feature in own if feature.startswith("part:")]:
            del own[part]
        for norm in norms.get(piece.index, []):
            for concept in (*norm.concepts, *(f"action:{a}" for a in norm.actions)):
                own.setdefault(concept, 1)
        entry = Entry(
            piece,
            number,
            inside,
            own,
            context,
            frozenset(),
            headings[piece.clause],
            contract.clauses[piece.clause].kind is ClauseKind.PREAMBLE,
            norms.get(piece.index, []),
            length,
            bare=_is_bare(piece, norms.get(piece.index, []), contract.document.quote(piece.span)),
            speaks_for=number,
        )
        by_clause.setdefault(piece.clause, []).append(entry)
        result.append(entry)
    for siblings in by_clause.values():
        of_money = any(MONEY & entry.own.keys() for entry in siblings)
        for at, entry in enumerate(siblings):
            entry.of_money = of_money and not PLANT & entry.own.keys()
            around = siblings[max(0, at - 2) : at + 2]
            told = frozenset(f for other in around if other is not entry for f in other.own)
            entry.near = told | defined.get(entry.provision.index, frozenset())
    return result
