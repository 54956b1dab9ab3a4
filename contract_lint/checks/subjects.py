"""What contracts of this kind set clocks for, and checks on those clocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

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
    Span,
)
from contract_lint.segment.vocabulary import CDMO_WORDS, SPONSOR_WORDS

CLASS = re.compile(
    r"\b(critical|major|minor|routine|for[- ]cause|clinical|commercial|draft|final|preliminary|confirmed|initial|"
    r"stability|emergency|urgent|temporary|planned|interim|master|working|written|oral|telephone)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that has a clock: its words, who owes it, and how far the usual goes."""

    name: str
    words: re.Pattern[str]
    verbs: re.Pattern[str]
    directions: tuple[Direction, ...]
    limit: Limit
    value: Decimal | None  # None where any value is usual
    unit: str
    bearer: Role
    classes: re.Pattern[str]  # words that tell one kind of it from another

    @property
    def usual(self) -> str:
        """Return the end of the usual range, as a message shows it."""
        return (
            f"{'at least' if self.limit is Limit.AT_LEAST else 'at most'} {self.value} {self.unit}"
        )


WITHIN = (Direction.WITHIN,)
AHEAD = (Direction.BEFORE, Direction.AFTER)


def _subject(
    name: str,
    words: str,
    verbs: str,
    value: int | None = None,
    unit: str = "",
    *,
    ways: tuple[Direction, ...] = WITHIN,
    least: bool = False,
    bearer: Role = Role.CDMO,
    classes: re.Pattern[str] = CLASS,
) -> Subject:
    return Subject(
        name,
        re.compile(words, re.IGNORECASE),
        re.compile(verbs, re.IGNORECASE),
        AHEAD if least else ways,
        Limit.AT_LEAST if least else Limit.AT_MOST,
        None if value is None else Decimal(value),
        unit,
        bearer,
        classes,
    )


_TELL = r"\b(?:notif\w+|announc\w+|inform\w*|advis\w+|(?<!investigation )(?<!deviation )report\w*|told|tell|notice|communicat\w+)\b"
_GIVE = r"\b(?:provid(?!er)\w+|suppl(?:y|ies|ied|ying)|send|sent|deliver\w*|furnish\w*|submit\w*|transmit\w*|forward\w*)\b"

_BATCH_RECORD = (
    r"\b(?:executed|batch|lot|production|manufacturing) (?:(?:batch|production|manufacturing) )?(?:records?|documentation|dossiers?|protocols?)\b"
    r"|\b(?:BMRs?|BPRs?|EBRs?)\b"
)
_FOR_CAUSE = re.compile(r"\b(?:for[- ]cause|directed|special|unscheduled)\b", re.IGNORECASE)
_AUDIT = r"\baudit(?!\w* (?:report|trail|finding|observation|response)|s? of (?:the )?(?:books|account|invoice))\w*"
_CHANGE = (
    r"\b(?:process|manufactur\w+|specifications?|facility|equipment|materials?|methods?|major|planned) changes?\b"
    r"|\bchanges? (?:to|of|in) (?:the |a |any |its )?(?:\w+ )?"
    r"(?:process|manufactur\w+|specifications?|facility|site|equipment|materials?|methods?)\b"
    r"|\b(?:alter|modif|chang|amend)\w*\b[^.;]{0,40}\b(?:process(?:es)?|(?:process|manufacturing) steps?|specifications?|test methods?|manufactur\w+)\b"
)

SUBJECTS = (
    _subject("notice of a deviation", r"\bdeviations?\b", _TELL, 5, "bd"),
    _subject("notice of an OOS result", r"\bout[- ]of[- ]specification\b|\bOOS\b", _TELL, 5, "bd"),
    _subject("the executed batch record", _BATCH_RECORD, rf"{_GIVE}|\b(?:reach\w*|receiv\w*|hand(?:s|ed)?|cop(?:y|ies)|available|issue[sd]?|due)\b", 45, "d"),
    _subject("notice of a change", _CHANGE, _TELL, 60, "d", least=True),
    _subject("notice of an inspection", r"\b(?:regulatory|authorit\w+|agency|FDA) inspections?\b|\binspections? by (?:an? |the |any )?(?:\w+ )?(?:authorit|agenc|regulator)\w*", _TELL, 5, "bd"),
    _subject("word of a possible recall", r"\brecalls?\b", _TELL, 3, "d"),
    _subject("notice of closing the plant", r"\bclos(?:e|es|ing|ure)\b[^.;]{0,40}\b(?:facility|plant|site)\b", _TELL, 6, "mo", least=True),
    _subject("notice of an audit for cause", r"\b(?:for[- ]cause|directed) (?:\w+ )?audits?\b|\baudits? for cause\b", r"\bnotice\b|\bnotif\w+|\bannounce\w*", 10, "bd", ways=(*AHEAD, *WITHIN), bearer=Role.SPONSOR, classes=_FOR_CAUSE),
    _subject("notice of an audit", rf"(?<!cause )(?<!directed ){_AUDIT}(?! for cause)", r"\bnotice\b|\bnotif\w+|\bannounce\w*", 90, "d", ways=(*AHEAD, *WITHIN), bearer=Role.SPONSOR, classes=_FOR_CAUSE),
    _subject("the answer to an audit", r"\baudit (?:reports?|findings?|observations?)\b", r"\b(?:respon\w+|repl\w+|answer\w*|CAPA)\b", 60, "d"),
    _subject("closing an investigation", r"\binvestigations?\b", r"\b(?:clos\w+|complet\w+|conclud\w+|finali[sz]\w+)\b", 60, "d"),
    _subject("keeping batch records", r"\b(?:batch|manufacturing|production) (?:records?|documentation)\b", r"\b(?:retain\w*|retention|keep|kept|archiv\w+|preserv\w+|stor\w+|maintain\w*)\b", ways=(Direction.FOR,)),
    _subject("the certificate of analysis", r"\bcertificates? of analysis\b|\bCoAs?\b", _GIVE, 45, "d"),
    _subject("the final report", r"\bfinal (?:\w+ )?reports?\b", rf"{_GIVE}|\bissu\w+"),
    _subject("passing on complaints", r"\bcomplaints?\b", rf"{_TELL}|\bforward\w*"),
    _subject("word of a delay", r"\bdelays?\b|\bdelayed\b", _TELL),
    _subject("the review of batch records", r"\bbatch (?:\w+ )?(?:records?|documentation)\b", r"\breview\w*\b", bearer=Role.SPONSOR),
    _subject("the rejection of a batch", r"\b(?:batch(?:es)?|products?|deliverables?|shipments?)\b", r"\breject\w*\b", bearer=Role.SPONSOR),
    _subject("the payment of invoices", r"\binvoices?\b", r"\b(?:pay|pays|paid|payable|payment)\b", bearer=Role.SPONSOR),
)  # fmt: skip
ROLE_WORDS = frozenset((*CDMO_WORDS, *SPONSOR_WORDS))
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
        if subject.value is None:
            continue
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
    yield from _other_owners(reads)


_ONCE = (  # what only one of two does
    r"(?P<verb>(?:purchas|procur|archiv|stor|releas|insur|qualif|suppl)\w*|(?:buy|bought|pay|paid|bear|borne|fil|order|deliver|ship|label|destroy)(?:e|ed|led)?)"
)
DONE_BY = re.compile(  # "the resin shall be purchased by Supplier"
    r"\b(?:[Tt]he|[Ee]ach|[Aa]ll|[Ee]very) (?P<what>[\w -]{3,60}?) (?:shall|will|must|is to|are to) be "
    rf"{_ONCE} by (?:the )?(?P<who>[A-Z]\w+(?: [A-Z]\w+)?)"
)
DOES = re.compile(  # "Supplier shall purchase the resin"
    r"\b(?P<who>[A-Z]\w+) (?:shall|will|must) "
    rf"{_ONCE} (?:the|each|all|every) (?P<what>[\w -]{{3,60}}?)(?= ?[.;\n]|$)"
)


def _other_owners(reads: Sequence[ReadContract]) -> Iterator[tuple[int, Hit]]:
    """Point at a task that an earlier document gives, in the same words, to the other side."""
    first: dict[tuple[str, str], tuple[int, Span, str, str]] = {}
    for index, read in enumerate(reads):
        document = read.contract.document
        roles = {
            name: str(role)
            for role in (Role.CDMO, Role.SPONSOR)
            for name in read.contract.names_of(role)
        }
        for found in chain(DONE_BY.finditer(document.text), DOES.finditer(document.text)):
            role, span = roles.get(found["who"], ""), Span(*found.span())
            if not role:
                continue
            key = found["verb"].lower().removesuffix("d").removesuffix("e"), found["what"].lower()
            earlier, there, owner, name = first.setdefault(key, (index, span, role, found["who"]))
            named = name != found["who"] and not {name, found["who"]} & ROLE_WORDS
            if earlier == index or (owner == role and not named):
                continue
            other = reads[earlier].contract.document
            values = {
                "here": " ".join(document.quote(span).split()),
                "there": " ".join(other.quote(there).split()),
                "document": other.path.name,
                "line": str(other.locate(there).line),
            }
            yield index, Hit(span, values)


def _values(read: ReadContract) -> Iterator[_Value]:
    document = read.contract.document
    for subject, quantity, norm in _clocks(read):
        words = document.quote(read.provisions[norm.provision].span)
        yield _Value(subject.name, _classes(subject, words), quantity)
    for norm in read.norms:
        counted = [
            q for q in norm.quantities if q.dimension is Dimension.COUNT and q.unit == "vials"
        ]
        words = document.quote(norm.span)
        if len(counted) == 1 and len(VIALS.findall(words)) == 1 and _binds(norm, Role.CDMO):
            yield _Value("vials of the master cell bank", frozenset(), counted[0])


def _clocks(read: ReadContract) -> Iterator[tuple[Subject, Quantity, Norm]]:
    """Yield each norm that has one clock and one subject, which it may take from its heading."""
    document = read.contract.document
    for norm in read.norms:
        clocks = [
            clock
            for clock in norm.clocks
            if clock.period
            and clock.period.value is not None
            and clock.direction is not Direction.EVERY
        ]
        if len(clocks) != 1:
            continue
        words = document.quote(norm.span)
        if INSURED.search(words):
            continue
        way, period = clocks[0].direction, clocks[0].period
        found = _subjects(norm, way, words)
        found = found or _subjects(norm, way, f"{_heading(read, norm)}: {words}")
        if len(found) == 1 and period is not None:
            yield found[0], period, norm


def _subjects(norm: Norm, way: Direction, words: str) -> list[Subject]:
    return [
        subject
        for subject in SUBJECTS
        if way in subject.directions
        and _binds(norm, subject.bearer)
        and subject.words.search(words)
        and subject.verbs.search(words)
    ]


def _heading(read: ReadContract, norm: Norm) -> str:
    """Return the heading that stands in the same line as a norm ("OOS results: notice in ...")."""
    contract = read.contract
    provision = read.provisions[norm.provision]
    heading = contract.clauses[provision.clause].heading
    return "" if heading is None else contract.document.quote(heading)


def _binds(norm: Norm, bearer: Role) -> bool:
    bound = norm.modality in (Modality.OBLIGATION, Modality.PROHIBITION, Modality.DECLARATION)
    allowed = bearer is Role.SPONSOR and norm.modality in (Modality.PERMISSION, Modality.RIGHT)
    return (bound or allowed) and (not norm.bearers or bearer.value in norm.bearers)


def _classes(subject: Subject, words: str) -> frozenset[str]:
    return frozenset(found.group().lower() for found in subject.classes.finditer(words))
