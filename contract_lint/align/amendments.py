"""What an amendment, or a statement of work, changes in another document of the set.

"Section 4.2 of the Agreement is deleted and replaced by the following: ..." silences clause 4.2 of
the agreement and lets the words that follow speak in its place; "is deleted" silences it, "is
amended by adding" only lets new words speak. An exhibit is replaced by the one attached to the
amendment. Where single words of a clause are exchanged, the clause is marked as changed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contract_lint.align.index import Index
from contract_lint.model import (
    Clause,
    ClauseKind,
    Contract,
    DocumentType,
    Passage,
    Provision,
    ReadContract,
    Reference,
    ReferenceKind,
    Span,
)

OPENING = 800  # characters in which an amendment says that it is one
_AMENDS = re.compile(
    r"\bamendment\s+(?:no\b|number\b|#|agreement\b|to\b)|\b(?:addendum|amending\s+agreement)\b"
    r"|\b(?:first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th))\s+amendment\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\bamendment\s+(?:no\.?|number|#)\s*(?P<number>\d{1,2})\b", re.IGNORECASE)
_BE = r"(?:\b(?:is|are|shall\s+be|will\s+be|be)\s+(?:hereby\s+)?(?:further\s+)?(?:\w+ly\s+)?)"
_WORDS = re.compile(
    r"\b(?:words?|phrases?|figures?|numbers?|references?\s+to)\b[^.;]{0,200}\b(?:replaced|substituted|deleted)\b"
    r"|\b(?:replacing|substituting|deleting)\s+(?:the\s+)?(?:words?\s+|phrase\s+|number\s+)?[\"“'‘]",
    re.IGNORECASE,
)
_ADDED = re.compile(
    rf"{_BE}(?:amended|supplemented)\s+(?:by\s+(?:adding|inserting|the\s+addition)|to\s+(?:add|include))\b"
    rf"|{_BE}(?:added|inserted)\b",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    rf"{_BE}(?:deleted|removed|struck|replaced|superseded|restated|amended)\b[^.;\"“]{{0,100}}?"
    r"\b(?:replaced|substituted|restated|superseded|to\s+read|reads?\s+as|as\s+follows)\b"
    rf"|{_BE}(?:replaced|restated|superseded)\b",
    re.IGNORECASE,
)
_DELETED = re.compile(
    rf"{_BE}(?:deleted|removed|struck(?:\s+out)?|disapplied)\b|\b(?:shall|does|do|will)\s+not\s+apply\b",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(
    r"\b(?:replaces?|supersedes?|in\s+(?:lieu|place)\s+of|instead\s+of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:(?:sub-?)?(?:sections?|clauses?|articles?|paragraphs?)\s+|§\s*)(?P<number>[\w.]{1,20}(?:\s?\(\w{1,5}\)){0,3})"
    r"|(?P<exhibit>(?:exhibit|schedule|annex|appendix|attachment)\s+[\w.-]{1,8})",
    re.IGNORECASE,
)
_OPENS = re.compile(r"^[\s:]{0,4}[\"“]")
_CLOSES = re.compile(r"[\"”][.;,]?\s*$")


class Effect(StrEnum):
    """What an amendment does to a clause."""

    REPLACED = "replaced"
    ADDED = "added"
    DELETED = "deleted"
    CHANGED = "changed"  # in single words
    INSTEAD = "instead"  # replaced by the clause that says so


@dataclass(frozen=True, slots=True)
class _Mark:
    """A clause or exhibit as a sentence names it; `paper` is the type of the paper it is in."""

    span: Span
    number: str
    paper: DocumentType | None
    exhibit: bool


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a clause; contracts and provisions are indices."""

    effect: Effect
    contract: int  # the paper that makes the change
    said_in: int  # its provision that says so
    target: int  # the paper that is changed
    number: str  # of the clause, as one would cite it
    silenced: frozenset[int] = frozenset()  # provisions of the target
    speaking: frozenset[int] = frozenset()  # provisions of `contract` that take their place


def find_amendments(reads: Sequence[ReadContract]) -> tuple[Amendment, ...]:
    """Return the changes that the papers of a set make in each other, earlier papers first."""
    if len(reads) < 2:
        return ()
    order = sorted(range(len(reads)), key=lambda at: (_number(reads[at].contract), at))
    return tuple(change for at in order for change in _of_paper(reads, at))


def is_amendment(contract: Contract) -> bool:
    """Say whether a paper calls itself an amendment."""
    opening = contract.document.text[:OPENING]
    return _AMENDS.search(contract.title) is not None or _AMENDS.search(opening) is not None


def _number(contract: Contract) -> int:
    if not is_amendment(contract):
        return 0
    found = _NUMBER.search(contract.title or contract.document.text[:OPENING])
    return int(found["number"]) if found else 1


def _of_paper(reads: Sequence[ReadContract], at: int) -> Iterator[Amendment]:
    read = reads[at]
    orders = [
        (piece, effect, target)
        for piece in read.provisions
        for effect, target in _orders(read.contract, piece)
    ]
    starts = sorted({piece.index for piece, _, _ in orders})
    for piece, effect, mark in orders:
        target = _paper_meant(reads, at, mark)
        if target is None:
            continue
        clause = _clause(reads[target].contract, mark.number)
        silenced: frozenset[int] = frozenset()
        if clause is not None and effect is not Effect.ADDED:
            silenced = _within(reads[target], clause)
        speaking: frozenset[int] = frozenset()
        if effect is Effect.INSTEAD:
            speaking = _within(read, read.contract.clauses[piece.clause])
        elif effect in (Effect.REPLACED, Effect.ADDED):
            later = [index for index in starts if index > piece.index]
            speaking = _new_words(read, piece, mark, later[0] if later else None)
        yield Amendment(effect, at, piece.index, target, mark.number, silenced, speaking)


def _orders(contract: Contract, piece: Provision) -> Iterator[tuple[Effect, "_Mark"]]:
    """Yield what a sentence does to which clause."""
    if piece.lead:
        return
    words = contract.document.quote(piece.span)
    effect, verb = _effect(words)
    for mark in _marks(contract, piece):
        place = mark.span.start - piece.span.start
        if _INSTEAD_OF.search(words[max(0, place - 30) : place]):
            yield Effect.INSTEAD, mark
        elif effect is not None and place < verb:
            yield effect, mark


def _marks(contract: Contract, piece: Provision) -> Iterator["_Mark"]:
    """Yield the clauses and exhibits that a sentence names, of whatever paper."""
    for reference in contract.references:
        if not piece.span.covers(reference.span):
            continue
        exhibit = reference.kind is ReferenceKind.EXHIBIT
        if exhibit or reference.kind is ReferenceKind.CLAUSE:
            paper = _paper_behind(contract, piece, reference)
            yield _Mark(reference.span, reference.target, paper, exhibit)
        elif reference.kind is ReferenceKind.DOCUMENT:
            part = _PART.match(contract.document.quote(reference.span))
            if part:
                number = part["number"] or " ".join(part["exhibit"].split())
                yield _Mark(reference.span, number, _type(reference.target), not part["number"])


def _type(target: str) -> DocumentType | None:
    return DocumentType(target) if target in set(DocumentType) else None


def _effect(words: str) -> tuple[Effect | None, int]:
    """Return what the sentence does and where it says so."""
    flat = re.sub(r"\s", " ", words)
    for effect, pattern in (
        (Effect.CHANGED, _WORDS),
        (Effect.ADDED, _ADDED),
        (Effect.REPLACED, _REPLACED),
        (Effect.DELETED, _DELETED),
    ):
        found = pattern.search(flat)
        if found:
            return effect, found.end() if effect is Effect.CHANGED else found.start()
    return None, 0


def _paper_meant(reads: Sequence[ReadContract], at: int, mark: _Mark) -> int | None:
    """Return the paper whose clause is meant: never the one that speaks."""
    contract = reads[at].contract
    named = mark.paper
    if named is None and not is_amendment(contract):
        return None
    kind = named or contract.type
    others = [n for n in range(len(reads)) if n != at and not is_amendment(reads[n].contract)]
    fits = [n for n in others if reads[n].contract.type is kind] or (others if not named else [])
    holding = [n for n in fits if _clause(reads[n].contract, mark.number) is not None]
    found = holding or fits
    return found[0] if found else None


def _paper_behind(
    contract: Contract, piece: Provision, reference: Reference
) -> DocumentType | None:
    """Return the type of the document named behind a reference: "Section 4.2 of the MSA"."""
    for other in contract.references:
        near = 0 <= other.span.start - reference.span.end <= 60
        if other.kind is ReferenceKind.DOCUMENT and near and piece.span.covers(other.span):
            between = contract.document.text[reference.span.end : other.span.start]
            if re.search(r"\b(?:of|to|in|under)\b", between):
                return _type(other.target)
    return None


def _clause(contract: Contract, number: str) -> Clause | None:
    wanted = _plain(number)
    return next((c for c in contract.clauses if c.number and _plain(c.number) == wanted), None)


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number).casefold()


def _within(read: ReadContract, clause: Clause) -> frozenset[int]:
    return frozenset(p.index for p in read.provisions if clause.span.covers(p.span))


def _new_words(
    read: ReadContract, piece: Provision, mark: _Mark, until: int | None
) -> frozenset[int]:
    """Return the provisions that hold the new words of a clause.

    They follow the sentence that orders the change, up to the closing quotation mark, the next
    order or the next clause of the amendment; or they are the exhibit that is attached.
    """
    attached = _attached(read, piece, mark)
    if attached is not None:
        return _within(read, attached)
    text = read.contract.document.text
    colon = text.find(":", piece.span.start, piece.span.end)
    found = {piece.index} if 0 <= colon < piece.span.end - 1 else set()
    quoted = bool(found) and _OPENS.match(text[colon + 1 : piece.span.end]) is not None
    if quoted and _CLOSES.search(text[colon + 2 : piece.span.end]):
        return frozenset(found)
    end = _end_of_order(read.contract, piece)
    for other in read.provisions[piece.index + 1 : until]:
        if other.span.start >= end:
            break
        words = text[other.span.start : other.span.end]
        quoted = quoted or (not found and _OPENS.match(words) is not None)
        found.add(other.index)
        if quoted and _CLOSES.search(words):
            break
    return frozenset(found)


def _attached(read: ReadContract, piece: Provision, mark: _Mark) -> Clause | None:
    """Return the exhibit of the amendment itself that takes the place of the old one."""
    own = [
        r
        for r in read.contract.references
        if r.kind is ReferenceKind.EXHIBIT and piece.span.covers(r.span) and r.clause is not None
    ]
    if not mark.exhibit or not own:
        return None
    last = own[-1].clause
    return read.contract.clauses[last] if last is not None else None


def _end_of_order(contract: Contract, piece: Provision) -> int:
    """Return where the clause of the amendment ends that orders the change.

    The numbers of the new words may look like clauses of the amendment; its own next clause is
    the one that bears the next number.
    """
    clause = contract.clauses[piece.clause]
    following = _next_number(clause.number)
    for other in contract.clauses[piece.clause + 1 :]:
        if other.number == following or (
            other.kind is ClauseKind.EXHIBIT and clause.kind is not ClauseKind.EXHIBIT
        ):
            return other.span.start
    return len(contract.document.text)


def _next_number(number: str) -> str:
    head, last = number[: len(number) - len(number.split(".")[-1])], number.split(".")[-1]
    return f"{head}{int(last) + 1}" if last.isdigit() else ""


class Amended:
    """Which provisions of a set an amendment silences, changes in single words or lets speak."""

    def __init__(self, index: Index, reads: Sequence[ReadContract]) -> None:
        self._reads = reads
        self._brought: dict[int, Amendment] = {}  # position of an entry -> what lets it speak
        self._changed: dict[int, Amendment] = {}
        self._struck: dict[int, Amendment] = {}
        latest: dict[tuple[int, str], Amendment] = {}
        for change in find_amendments(reads):
            earlier = latest.get((change.target, change.number))
            if change.effect in (Effect.REPLACED, Effect.INSTEAD, Effect.DELETED):
                self._silence(index, change, earlier)
                latest[change.target, change.number] = change
            places = {index.at(change.target, piece): change for piece in change.silenced}
            if change.effect is Effect.CHANGED:
                self._changed |= places
            for piece in change.speaking:
                at = index.at(change.contract, piece)
                index.entries[at].speaks_for = change.target
                self._brought[at] = change
            if change.said_in not in change.speaking and change.effect is not Effect.CHANGED:
                index.entries[index.at(change.contract, change.said_in)].silent = True

    def _silence(self, index: Index, change: Amendment, earlier: Amendment | None) -> None:
        places = [index.at(change.target, piece) for piece in change.silenced]
        if earlier is not None:
            places += [index.at(earlier.contract, piece) for piece in earlier.speaking]
        for at in places:
            index.entries[at].silent = True
            self._struck[at] = change

    @property
    def silenced(self) -> Collection[int]:
        """Return the positions of what no longer holds."""
        return self._struck.keys()

    def behind(self, at: int) -> Amendment | None:
        """Return the change that lets the entry at position `at` speak, or that changes its words."""
        return self._brought.get(at) or self._changed.get(at)

    def that_struck(self, at: int) -> Amendment:
        """Return the change that silenced the entry at position `at`."""
        return self._struck[at]

    def order(self, change: Amendment) -> Passage:
        """Return the words that order a change."""
        read = self._reads[change.contract]
        return Passage(read.contract, read.provisions[change.said_in].span)

    def before(self, change: Amendment) -> Passage | None:
        """Return the first words that a change silences or changes."""
        read = self._reads[change.target]
        spans = [read.provisions[piece].span for piece in sorted(change.silenced)]
        return Passage(read.contract, spans[0]) if spans else None

    def say(self, change: Amendment) -> str:
        """Return the change as a clause of a sentence, naming both places."""
        name = self._reads[change.target].contract.document.path.name
        place = f"clause {change.number}" if change.number[:1].isdigit() else change.number
        made = self.order(change)
        where = f"{made.contract.document.path.name} {made.clause}".rstrip()
        return _SAID[change.effect].format(where=where, place=place, name=name)


_SAID = {
    Effect.REPLACED: "{where} replaces {place} of {name}",
    Effect.INSTEAD: "{where} replaces {place} of {name}",
    Effect.ADDED: "{where} adds it to {place} of {name}",
    Effect.DELETED: "{where} deletes {place} of {name}",
    Effect.CHANGED: "{where} changes words of {place} of {name}",
}
