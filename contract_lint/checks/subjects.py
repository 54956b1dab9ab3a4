"""What contracts of this kind set clocks for, and checks on those clocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contract_lint.model import (
    Dimension,
    Direction,
    DocumentSet,
    Hit,
    Limit,
    Modality,
    Norm,
    Quantity,
    ReadContract,
    Role,
)

CLASS = re.compile(
    r"\b(critical|major|minor|routine|for[- ]cause|clinical|commercial|draft|final|preliminary|confirmed|initial|"
    r"stability|emergency|urgent|temporary|planned|interim|master|working|written|oral|telephone)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that has a clock: its words, and how far the usual goes."""

    name: str
    words: re.Pattern[str]
    verbs: re.Pattern[str]
    directions: tuple[Direction, ...]
    limit: Limit
    value: Decimal
    unit: str

    @property
    def usual(self) -> str:
        """Return the end of the usual range, as a message shows it."""
        return (
            f"{'at least' if self.limit is Limit.AT_LEAST else 'at most'} {self.value} {self.unit}"
        )


def _subject(
    name: str,
    words: str,
    verbs: str,
    value: int,
    unit: str,
    *,
    least: bool = False,
) -> Subject:
    ways = (Direction.BEFORE, Direction.AFTER) if least else (Direction.WITHIN,)
    limit = Limit.AT_LEAST if least else Limit.AT_MOST
    flags = re.IGNORECASE
    return Subject(
        name, re.compile(words, flags), re.compile(verbs, flags), ways, limit, Decimal(value), unit
    )


_TELL = r"\b(?:notif\w+|inform\w*|advis\w+|report\w*|told|tell|notice|communicat\w+)\b"
_GIVE = (
    r"\b(?:provid\w+|suppl\w+|send|sent|deliver\w*|furnish\w*|submit\w*|transmit\w*|forward\w*)\b"
)

_CHANGE = (
    r"\b(?:process|manufactur\w+|specifications?|facility|equipment|materials?|methods?|major|planned) changes?\b"
    r"|\bchanges? (?:to|of|in) (?:the |a |any |its )?(?:\w+ )?"
    r"(?:process|manufactur\w+|specifications?|facility|site|equipment|materials?|methods?)\b"
)

SUBJECTS = (
    _subject("notice of a deviation", r"\bdeviations?\b", _TELL, 5, "bd"),
    _subject("notice of an OOS result", r"\bout[- ]of[- ]specification\b|\bOOS\b", _TELL, 5, "bd"),
    _subject("the executed batch record", r"\bbatch (?:production )?records?\b", _GIVE, 45, "d"),
    _subject("notice of a change", _CHANGE, _TELL, 60, "d", least=True),
    _subject("notice of an inspection", r"\b(?:regulatory|authorit\w+|agency|FDA) inspections?\b", _TELL, 5, "bd"),
    _subject("word of a possible recall", r"\brecalls?\b", _TELL, 3, "d"),
    _subject("notice of closing the plant", r"\bclos(?:e|es|ing|ure)\b[^.;]{0,40}\b(?:facility|plant|site)\b", _TELL, 6, "mo", least=True),
)  # fmt: skip
INSURED = re.compile(r"\b(?:insurance|coverage|polic(?:y|ies))\b", re.IGNORECASE)
VIALS = re.compile(r"\b(?:master cell bank|MCB)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Value:
    subject: str
    classes: frozenset[str]
    quantity: Quantity


def unusual_clocks(read: ReadContract) -> Iterator[Hit]:
    """Point at clocks of the manufacturer's duties that lie outside what contracts usually say."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.units import compare

    for subject, quantity, _ in _clocks(read):
        order = compare(quantity, subject.value, subject.unit)
        if order is None:
            continue
        if (order > 0) if subject.limit is Limit.AT_MOST else (order < 0):
            found = " ".join(read.contract.document.quote(quantity.span).split())
            values = {"found": found, "subject": subject.name, "usual": subject.usual}
            yield Hit(quantity.span, values)


def other_values(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at values of the later of two documents that give one duty different values."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.units import compare

    if len(reads) < 2:
        return
    first: dict[tuple[str, frozenset[str]], tuple[int, Quantity]] = {}
    for index, read in enumerate(reads):
        document = read.contract.document
        for value in _values(read):
            key = value.subject, value.classes
            earlier, quantity = first.setdefault(key, (index, value.quantity))
            if earlier == index or quantity.value is None:
                continue
            if not compare(value.quantity, quantity.value, quantity.unit):
                continue
            other = reads[earlier].contract.document
            values = {
                "here": " ".join(document.quote(value.quantity.span).split()),
                "there": " ".join(other.quote(quantity.span).split()),
                "document": other.path.name,
                "line": str(other.locate(quantity.span).line),
            }
            yield index, Hit(value.quantity.span, values)


def _values(read: ReadContract) -> Iterator[_Value]:
    document = read.contract.document
    for subject, quantity, norm in _clocks(read):
        words = document.quote(read.provisions[norm.provision].span)
        yield _Value(subject.name, _classes(words), quantity)
    for norm in read.norms:
        counted = [
            q for q in norm.quantities if q.dimension is Dimension.COUNT and q.unit == "vials"
        ]
        words = document.quote(norm.span)
        if len(counted) == 1 and len(VIALS.findall(words)) == 1 and _binds_maker(norm):
            yield _Value("vials of the master cell bank", frozenset(), counted[0])


def _clocks(read: ReadContract) -> Iterator[tuple[Subject, Quantity, Norm]]:
    """Yield each duty of the manufacturer that has one clock and one subject."""
    document = read.contract.document
    for norm in read.norms:
        clocks = [clock for clock in norm.clocks if clock.period and clock.period.value is not None]
        if len(clocks) != 1 or not _binds_maker(norm):
            continue
        words = document.quote(norm.span)
        if INSURED.search(words):
            continue
        found = [s for s in SUBJECTS if s.words.search(words) and s.verbs.search(words)]
        period = clocks[0].period
        if len(found) == 1 and period is not None and clocks[0].direction in found[0].directions:
            yield found[0], period, norm


def _binds_maker(norm: Norm) -> bool:
    bound = norm.modality in (Modality.OBLIGATION, Modality.PROHIBITION, Modality.DECLARATION)
    return bound and (not norm.bearers or Role.CDMO.value in norm.bearers)


def _classes(words: str) -> frozenset[str]:
    return frozenset(found.group().lower() for found in CLASS.finditer(words))
