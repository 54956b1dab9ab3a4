"""Edits of the clause that decides a row: those that change what is agreed, and those that do not.

Each edit is made on the words of the clause by a function that knows nothing of the row's verdict;
how the engine reads the clause is used only to find the words (the modal verb that governs, the
party that is bound, the value that decides). An edit is fair, and made, where

- its words are English: a number is spelled otherwise where it counts a unit ("30 days", but not
  "once a week"), a modal verb is changed where it makes a duty (not in "X shall mean"), and a party's
  name is changed where it names the party (not in "Backup Supplier");
- it falls on words that decide: the verb that governs what the row asks for and not one of a clause
  within the clause ("provide a forecast which shall set forth"), a value that is not given twice;
- it does what its kind says: "may not" forbids as "shall not" does; to deny a duty that the row's own
  party has takes nothing from that party; a row that silence satisfies loses nothing with its clause;
- a line is broken as a program breaks it: the whole paragraph at one margin, and no row of a table;
- a clause that moves or gets another number takes its headings, its items and the references along,
  and what stands between its old and its new place moves up;
- where the parties of a clause change places, no other clause is edited in the same reading, since
  who is the supplier is told by what the agreement binds each of them to.

Whether a second clause still meets the row is for the careful reader to say: where the edit leaves
one alone that the reader quotes too, the row is set aside and counted as held. Nothing else is.
"""

import re
import textwrap
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from contract_lint.language.modality import find_modals
from contract_lint.language.norms import Names
from contract_lint.language.quantities import find_quantities
from contract_lint.language.units import base_value, compare
from contract_lint.model import (
    ClauseKind,
    Dimension,
    Judgement,
    Limit,
    Modality,
    Norm,
    Provision,
    Quantity,
    ReadContract,
    Requirement,
    Role,
    Span,
    Verdict,
)

V = Verdict
PARTIES = ("Sponsor", "CDMO")
NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 12: "twelve", 14: "fourteen", 15: "fifteen", 18: "eighteen",
    20: "twenty", 24: "twenty-four", 30: "thirty", 36: "thirty-six", 45: "forty-five",
    48: "forty-eight", 60: "sixty", 90: "ninety", 120: "one hundred twenty",
    180: "one hundred eighty",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A row that is met, with the provision that meets it and the norm that decides."""

    agreement: str
    number: int  # of the document in its set
    asked: Requirement
    judgement: Judgement
    read: ReadContract
    piece: Provision
    norm: Norm
    spot: int  # where the row's action is named in the deciding norm, or where that begins
    quotes: tuple[str, ...]  # what a careful reader quotes for it

    @property
    def whole(self) -> str:
        """Return the text of the document."""
        return self.read.contract.document.text

    @property
    def clause(self) -> str:
        """Return the words of the provision."""
        return self.words(self.piece.span)

    @property
    def value(self) -> Quantity | None:
        """Return the quantity that decides, where one does and it stands in the provision."""
        focus = self.judgement.focus
        if focus is None or not self.piece.span.covers(focus.span) or self.asked.value is None:
            return None
        found = find_quantities(focus.text, focus.span.start)
        return next((q for q in found if q.value is not None and q.high is None), None)

    @property
    def modal(self) -> Span | None:
        """Return the modal phrase that governs the deciding words, in the lead-in if it is there."""
        start, kind = self.norm.span.start, self.norm.modality
        found = find_modals(self.words(self.norm.span))
        if kind is Modality.WARRANTY:  # what is warranted decides
            found = [modal for modal in found if modal.modality is Modality.OBLIGATION]
        elif self.piece.lead and not any(modal.modality is kind for modal in found):
            start = self.piece.lead[-1].start
            found = find_modals(self.words(self.piece.lead[-1]))[-1:]
        found = [m for m in found if m.modality is kind or kind is Modality.WARRANTY]
        if not found:
            return None
        named = [m for m in found if start + m.end <= self.spot]
        deciding = named[-1] if named and kind is Modality.WARRANTY else found[0]
        return Span(start + deciding.start, start + deciding.end)

    @property
    def by_silence(self) -> bool:
        """Say whether the row forbids to leave, so that an agreement without a way out meets it."""
        return self.asked.action == "terminate" and bool(_ASKS_NOT.search(self.asked.text))

    @property
    def of_right(self) -> bool:
        """Say whether the row asks for a right of its party, not for a duty."""
        return self.asked.party == "Sponsor" or self.asked.action in ("permit", "terminate", "own")

    def words(self, span: Span) -> str:
        """Return the words of `span`."""
        return self.whole[span.start : span.end]

    def name(self, role: Role) -> str:
        """Return the name of a party that the clause uses, or the one the agreement uses most."""
        names = self.read.contract.names_of(role)
        inside = [name for name in names if name in self.clause]
        return max(inside or names, key=lambda name: self.whole.count(name), default="")

    def one_of(self, wordings: Sequence[str]) -> str:
        """Return one of several wordings, always the same for the same row of an agreement."""
        return wordings[zlib.crc32(f"{self.agreement} {self.asked.id}".encode()) % len(wordings)]


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for spans of a text; `more` is put at the end of it."""

    changes: tuple[tuple[Span, str], ...]
    more: str = ""

    def overlaps(self, other: "Edit") -> bool:
        """Say whether two edits touch the same words."""
        return any(a.overlaps(b) or a == b for a, _ in self.changes for b, _ in other.changes)

    def words(self, case: Case) -> str:
        """Return the words of the provision as the edit leaves them."""
        inside = [(s, w) for s, w in self.changes if case.piece.span.covers(s)]
        return replaced(case.clause, inside, case.piece.span.start)


Mutate = Callable[[Case], Edit | None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A kind of edit and the verdicts that it may bring."""

    name: str
    edit: Mutate
    expected: frozenset[Verdict]
    withdraws: bool = False  # afterwards the clause says nothing for the row: others may decide
    alone: bool = False  # no other edit is made in the same reading


def replaced(text: str, changes: Sequence[tuple[Span, str]], start: int = 0) -> str:
    """Return `text`, which stands at offset `start`, with the changes made."""
    for span, words in sorted(set(changes), key=lambda change: change[0], reverse=True):
        text = text[: span.start - start] + words + text[span.end - start :]
    return text


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a document's text with all edits made."""
    changes = [change for edit in edits for change in edit.changes]
    return replaced(text, changes) + "".join(sorted({edit.more for edit in edits}))


def _at(span: Span, words: str, more: str = "") -> Edit:
    return Edit(((span, words),), more)


def _whole_clause(case: Case, words: str) -> Edit | None:
    return _at(case.piece.span, words) if words != case.clause else None


# --- values


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _split(case: Case, value: Quantity) -> tuple[str, str] | None:
    """Return the number and the unit as the clause writes them: "thirty (30)", "days"."""
    old = case.words(value.span)
    found = re.fullmatch(
        r"(?P<number>.*?[\d)a-z])(?P<gap>[\s-]+)(?P<unit>(?:(?:business|working|calendar|consecutive)\s+)?"
        r"(?:hour|day|week|month|year)s?|%|percent|vials?|times?|(?:m|k)?g|°C)",
        old,
        re.IGNORECASE | re.DOTALL,
    )
    if found is None:
        return None
    read = find_quantities(old)
    return (found["number"], found["unit"]) if read and read[0].value == value.value else None


def _rounded(value: Decimal, limit: Limit) -> Decimal:
    way = ROUND_CEILING if limit is Limit.AT_MOST else ROUND_FLOOR
    return value.to_integral_value(rounding=way)


def _number_edit(case: Case, worse: Decimal) -> Edit | None:
    """Write another number; only where the new words read as that number and fall short."""
    value = case.value
    if value is None or case.asked.value is None or worse <= 0 or worse == value.value:
        return None
    old = case.words(value.span)
    new = re.sub(
        r"^.*?(?=\s*-?(?:[A-Za-z%°]+\W*)+$)", _digits(worse), old, count=1, flags=re.DOTALL
    )
    found = find_quantities(new)
    if not found or found[0].value != worse or not _falls_short(found[0], case.asked):
        return None
    return _at(value.span, new)


def _falls_short(value: Quantity, asked: Requirement) -> bool:
    if asked.value is None:
        return False
    unit = value.unit if value.dimension is Dimension.COUNT else asked.unit
    order = compare(value, asked.value, unit)
    wrong = {Limit.AT_MOST: 1, Limit.AT_LEAST: -1}.get(asked.limit or Limit.EQUAL)
    return order is not None and order == wrong


def _tenfold(case: Case) -> Edit | None:
    value, limit = case.value, case.asked.limit
    if value is None or value.value is None or limit not in (Limit.AT_MOST, Limit.AT_LEAST):
        return None
    factor = Decimal(10) if limit is Limit.AT_MOST else Decimal("0.1")
    return _number_edit(case, max(Decimal(1), _rounded(value.value * factor, limit)))


def _just_short(case: Case) -> Edit | None:
    """Write a number half as bad again as what the row asks, in the clause's unit."""
    value, asked = case.value, case.asked
    if value is None or value.base is None or value.value is None or asked.value is None:
        return None
    if value.dimension is Dimension.COUNT or asked.limit not in (Limit.AT_MOST, Limit.AT_LEAST):
        return None
    dimension, base = base_value(asked.value, asked.unit)
    if dimension is not value.dimension or not value.base or base is None:
        return None
    factor = Decimal("1.5") if asked.limit is Limit.AT_MOST else Decimal("0.6")
    return _number_edit(case, _rounded(base * value.value / value.base * factor, asked.limit))


_UNITS = ("hour", "day", "business day", "week", "month", "year")


def _other_unit(case: Case) -> Edit | None:
    """Write the nearest other unit of time with which the clause falls short."""
    value = case.value
    if value is None or value.dimension is not Dimension.TIME or value.value is None:
        return None
    parts = _split(case, value)
    if parts is None:
        return None
    number, old = parts
    plain = re.sub(r"s$|calendar\s+|consecutive\s+", "", old.lower())
    plain = re.sub(r"\s+", " ", plain).replace("working", "business")
    if plain not in _UNITS:
        return None
    at = _UNITS.index(plain)
    others = _UNITS[at + 1 :] if case.asked.limit is Limit.AT_MOST else _UNITS[:at][::-1]
    many = "s" if old.lower().endswith("s") else ""
    for unit in others:
        new = f"{number} {unit}{many}"
        found = find_quantities(new)
        if found and found[0].value == value.value and _falls_short(found[0], case.asked):
            return _at(value.span, new)
    return None


def _redact(case: Case) -> Edit | None:
    """Hide the value, or its number alone."""
    value = case.value
    if value is None or _repeated(case, value):
        return None
    parts = _split(case, value)
    if parts is None or "-" in case.words(value.span):
        return _at(value.span, "[***]")
    return _at(value.span, case.one_of(("[***]", f"[***] {parts[1]}", f"[●] {parts[1]}")))


def _repeated(case: Case, value: Quantity) -> bool:
    """Say whether the clause gives the same value twice: hiding one of them hides nothing."""
    found = find_quantities(case.clause)
    return sum(q.base == value.base and q.dimension is value.dimension for q in found) > 1


# --- who must do it


_PLAIN = re.compile(r"(shall|will|must)\b", re.IGNORECASE)
_BARE = re.compile(r"\s+(?!not\b|neither\b|never\b|in\s+no\b|be\s+(?:entitled|free|permitted)\b)")


def _duty(case: Case) -> Span | None:
    """Return the plain modal verb that binds to what the row asks."""
    modal = case.modal
    if modal is None or case.of_right:
        return None
    found = _PLAIN.match(case.words(modal))
    if found is None or not _BARE.match(case.whole[modal.start + found.end() :][:40]):
        return None
    return Span(modal.start, modal.start + found.end())


def _shall_to_may(case: Case) -> Edit | None:
    duty = _duty(case)
    if duty is None or _DENIED.search(case.words(Span(duty.end, max(duty.end, case.spot)))):
        return None
    return _at(duty, "may")


_DENIED = re.compile(r"\b(?:not|neither|never)\b", re.IGNORECASE)


def _swap(case: Case) -> Edit | None:
    """Put each party in the place of the other, where the clause names the one who is bound."""
    roles = {"Sponsor": case.name(Role.CDMO), "CDMO": case.name(Role.SPONSOR)}
    bearers = set(case.norm.bearers)
    if len(bearers) != 1 or not bearers <= set(PARTIES) or not all(roles.values()):
        return None
    if case.by_silence and bearers == {case.asked.party}:
        return None  # a way out that is taken from its holder leaves the row met
    names = Names.of(case.read.contract)
    changes = []
    named = False
    for span in (*case.piece.lead, case.piece.span):
        for start, end, role in names.find(case.words(span)):
            if role in roles:
                changes.append((Span(span.start + start, span.start + end), roles[role]))
                named = named or role in bearers
    return Edit(tuple(changes)) if named else None


_NEGATIVE = re.compile(
    r"\b(?:not|no|neither|nor|never|without|unless|only|until|solely|unable|less|cannot)\b",
    re.IGNORECASE,
)
_ASKS_NOT = re.compile(
    r"\b(?:not|no\s+(?!more|later|less|charge|extra|cost)\w+|never|cannot|neither|nor|without(?!\s+(?:charge|cost))|unless|nobody|nothing|only)\b",
    re.IGNORECASE,
)


def _negate(case: Case) -> Edit | None:
    """Deny what governs; not where a second negation may well say the same."""
    modal = case.modal
    if modal is None or _NEGATIVE.search(case.clause) or _ASKS_NOT.search(case.asked.text):
        return None
    if case.norm.modality in (Modality.PERMISSION, Modality.RIGHT) and not case.of_right:
        return None
    if case.norm.modality is Modality.OBLIGATION and case.norm.bearers == (case.asked.party,) == (
        "Sponsor",
    ):
        return None  # what is denied is a burden of the row's own party
    words = case.words(modal)
    if re.match(r"(?:shall|will|must|may)\b", words, re.IGNORECASE):
        return _at(modal, re.sub(r"^\w+", r"\g<0> not", words))
    if case.norm.modality is Modality.RIGHT and re.match(r"(?:is|are)\b", words, re.IGNORECASE):
        return _at(modal, re.sub(r"^\w+", r"\g<0> not", words))
    if words.lower().startswith("has the"):
        return _at(modal, "does not have the" + words[len("has the") :])
    return None


_EFFORTS = (
    "use commercially reasonable efforts to",
    "use its reasonable endeavours to",
    "endeavor to",
)
_VERB = re.compile(
    r"\s+(?!be\b|have\b|remain\b|also\b|only\b|mean\b|in\b|at\b|within\b|to\b|upon\b|as\b|for\b)"
    r"(?=[a-z]+\b(?!,))"
)


def _hedge(case: Case) -> Edit | None:
    duty = _duty(case)
    if duty is None or "effort" in case.clause or "endeavo" in case.clause:
        return None
    if not case.norm.bearers:
        return None  # an agreement, say, makes no efforts
    if not _VERB.match(case.whole[duty.end :][:40]):
        return None
    return _at(duty, f"{case.words(duty)} {case.one_of(_EFFORTS)}")


_STOP = re.compile(r"(?:[;,]\s*(?:and|or)?|[.:])?\s*$")


def _before_stop(case: Case, words: str) -> Edit | None:
    """Add words to the sentence, where it is one and ends as one."""
    stop = _STOP.search(case.clause)
    modal = case.modal
    if stop is None or not stop.group() or modal is None or not case.piece.span.covers(modal):
        return None
    if case.clause.rstrip().endswith(":"):
        return None
    at = case.piece.span.start + stop.start()
    return _at(Span(at, at), words)


_EXCEPTIONS = (
    ", except where {who} considers, in its own judgment, that this is not practicable",
    ", unless {who} determines otherwise",
    ", except that {who} may decide otherwise in its sole discretion",
    ", save where in {who}'s opinion this would not be reasonable",
)


def _except(case: Case) -> Edit | None:
    who = case.name(Role.CDMO)
    if not who or _ASKS_NOT.search(case.asked.text):
        return None
    return _before_stop(case, case.one_of(_EXCEPTIONS).format(who=_the(case, who)))


_GATES = (
    ", subject in each case to {who}'s prior written consent",
    ", subject to the prior written approval of {who}",
    ", provided that {who} has given its prior written consent",
    ", but only with the prior written consent of {who}",
)


def _gate(case: Case) -> Edit | None:
    who = case.name(Role.CDMO)
    rights = (Modality.RIGHT, Modality.PERMISSION)
    grants = case.norm.modality in rights and "Sponsor" in case.norm.bearers
    lets = case.norm.modality is Modality.OBLIGATION and case.asked.action == "permit"
    if not who or case.asked.party != "Sponsor" or not (grants or lets):
        return None
    return _before_stop(case, case.one_of(_GATES).format(who=_the(case, who)))


def _the(case: Case, name: str) -> str:
    """Return a name with its article, where the agreement uses one: "the Supplier"."""
    used = len(re.findall(rf"\bthe {re.escape(name)}\b", case.whole))
    return f"the {name}" if used > case.whole.count(name) / 2 else name


def _delete(case: Case) -> Edit | None:
    """Take out the clause, and all else that the reader quotes for the row."""
    if case.by_silence:
        return None
    pieces = [case.piece]
    for quote in case.quotes:
        said = [p for p in case.read.provisions if _same(quote, case.words(p.span))]
        if not said:
            return None
        pieces.extend(said)
    return Edit(tuple((span, "") for span in dict.fromkeys(p.span for p in pieces)))


def _same(quote: str, words: str) -> bool:
    one, other = " ".join(quote.split()), " ".join(words.split())
    return len(other) > 30 and (one in other or other in one or one[:60] in other)


# --- the same in other words


_CARDINAL = re.compile(
    rf"(?:{'|'.join(NUMBERS.values())}|\d+)(?:\s*\((?:{'|'.join(NUMBERS.values())}|\d+)\))?",
    re.IGNORECASE,
)


def _other_spelling(case: Case) -> Edit | None:
    """Write the number in words where it stands in digits, in digits otherwise."""
    value = case.value
    parts = _split(case, value) if value is not None else None
    if value is None or value.value is None or parts is None or value.value not in NUMBERS:
        return None
    digits, words = _digits(value.value), NUMBERS[int(value.value)]
    if not _CARDINAL.fullmatch(parts[0].strip()):
        return None
    bare = parts[0].strip() == digits
    return _at(value.span, f"{words if bare else digits} {parts[1]}")


def _other_modal(case: Case) -> Edit | None:
    other = {"shall": "must", "will": "shall", "must": "will"}
    duty = re.compile(
        r"\b(?:shall|will|must)\b(?!\s+(?:not|have\s+no|neither|mean|refer|have\s+the\s+meaning)\b)"
    )
    return _whole_clause(case, duty.sub(lambda m: other[m[0]], case.clause))


_EQUAL = {
    ("d", 7): "one (1) week", ("d", 14): "two (2) weeks", ("d", 1): "24 hours",
    ("mo", 12): "one (1) year", ("mo", 24): "two (2) years", ("y", 1): "12 months",
    ("y", 2): "24 months", ("y", 3): "36 months", ("h", 24): "one (1) day",
    ("h", 48): "two (2) days", ("mo", 18): "one and a half years", ("wk", 2): "14 days",
    ("d", 30): "one (1) month", ("mo", 6): "180 days", ("y", 5): "60 months",
    ("mo", 1): "30 days", ("y", 4): "48 months", ("y", 10): "120 months",
}  # fmt: skip


def _equal_unit(case: Case) -> Edit | None:
    value = case.value
    if value is None or value.value is None or _split(case, value) is None:
        return None
    if "-" in case.words(value.span) or _MODIFIES.match(case.whole[value.span.end :][:30]):
        return None
    words = _EQUAL.get((value.unit, int(value.value)))
    return _at(value.span, words) if words else None


_MODIFIES = re.compile(
    r"['’]?\s+(?:prior\s+|advance\s+)?(?:written\s+)?(?:period|term|cure|rolling|supply|forecast)\b"
)
_PARTICIPLES = {
    "retain": "retained", "maintain": "maintained", "provide": "provided", "deliver": "delivered",
    "notify": "notified", "inform": "informed", "manufacture": "manufactured", "replace": "replaced",
    "supply": "supplied", "store": "stored", "keep": "kept", "give": "given", "submit": "submitted",
    "conduct": "conducted", "perform": "performed", "investigate": "investigated", "use": "used",
    "report": "reported", "prepare": "prepared", "send": "sent", "test": "tested", "obtain": "obtained",
    "return": "returned", "permit": "permitted", "allow": "allowed", "transfer": "transferred",
    "own": "owned", "bear": "borne", "pay": "paid", "hold": "held", "complete": "completed",
    "confirm": "confirmed", "document": "documented", "implement": "implemented", "correct": "corrected",
}  # fmt: skip
_OBJECT_ENDS = (
    r"(?=\s+(?:within|for\s+(?:a|at|up)|at\s+least|prior|no\s+later|not\s+later|in\s+accordance|from|until|"
    r"before|after|upon|with|to|in\s+writing|immediately|promptly|at|of\s+any|on|during|in\s+compliance|by)\b|\s*[.,;])"
)


def _passive(case: Case) -> Edit | None:
    """Turn "X shall retain the records for" into "the records shall be retained by X for"."""
    duty = _duty(case) if not case.of_right else case.modal
    if duty is None or not case.piece.span.covers(duty):
        return None
    names = [m for m in Names.of(case.read.contract).find(case.clause) if m[2] in PARTIES]
    at = duty.start - case.piece.span.start
    subject = next((m for m in names if m[1] < at <= m[1] + 2), None)
    if subject is None:
        return None
    begin = subject[0]
    if case.clause[max(0, begin - 4) : begin].lower() == "the ":
        begin -= 4
    verbs = "|".join(_PARTICIPLES)
    found = re.compile(
        rf"(?P<modal>shall|will|must)\s+(?P<how>(?:\w+ly\s+)?)(?P<verb>{verbs})\s+"
        rf"(?P<object>(?:[\w'’/.()&-]+\s+){{0,6}}?[\w'’/()&-]+){_OBJECT_ENDS}"
    ).match(case.clause, at)
    if found is None or re.match(r"to\b|and\b|or\b|with\b|that\b", found["object"]):
        return None
    if re.search(r"\b(?:and|or)\s*$|\b(?:that|which|to)\b", found["object"]):
        return None
    after = case.clause[found.end() :].lstrip()
    if after.startswith((", maintain", ", store")) or re.match(r"(?:and|or)\b", after):
        return None
    who = case.clause[begin : subject[1]]
    first = begin == 0 or case.clause[:begin].rstrip().endswith((".", ":"))
    thing = found["object"]
    thing = thing[0].upper() + thing[1:] if first else thing
    who = f"the {who[4:]}" if who.startswith("The ") else who
    words = f"{thing} {found['modal']} be {found['how']}{_PARTICIPLES[found['verb']]} by {who}"
    start = case.piece.span.start
    return _at(Span(start + begin, start + found.end()), words)


_NAMED_AS_WELL = re.compile(r"(?<![.;:] )(?<!^)\b(?!The\b|Each\b|If\b|When\b)[A-Z][a-z]+\s$")


def _alias(case: Case) -> Edit | None:
    """Call each party by another of its names."""
    names = Names.of(case.read.contract)
    changes = []
    for start, end, role in names.find(case.clause):
        if role not in PARTIES or case.clause[end : end + 1] in ("'", "’"):
            continue
        used = case.clause[start:end]
        if _NAMED_AS_WELL.search(case.clause[:start]):
            continue
        others = [n for n in case.read.contract.names_of(Role(role)) if n != used and len(n) > 3]
        if others:
            at = case.piece.span.start + start
            changes.append((Span(at, at + len(used)), others[0]))
    return Edit(tuple(changes)) if changes else None


def _relabelled(case: Case, numbers: Mapping[int, int]) -> list[tuple[Span, str]]:
    """Give the sections of the body other numbers, at every level, and what refers to them too."""
    contract = case.read.contract
    body = {
        clause.index
        for clause in contract.clauses
        if clause.kind in (ClauseKind.ARTICLE, ClauseKind.SECTION)
        and all(above.kind is not ClauseKind.EXHIBIT for above in contract.ancestors(clause))
    }
    named = [clause.label for clause in contract.clauses if clause.index in body and clause.label]
    named += [reference.span for reference in contract.references if reference.clause in body]
    changes = []
    for span in named:
        found = re.search(r"\d{1,3}", case.words(span))
        if found is not None and int(found[0]) in numbers:
            at = Span(span.start + found.start(), span.start + found.end())
            changes.append((at, str(numbers[int(found[0])])))
    return changes


def _renumber(case: Case) -> Edit | None:
    """Write other numbers, as if twenty sections had been put in front."""
    changes = _relabelled(case, {number: number + 20 for number in range(1, 100)})
    return Edit(tuple(dict.fromkeys(changes))) if changes else None


def _move(case: Case) -> Edit | None:
    """Move the section of the clause behind the last but one of the body, and number it anew."""
    clauses = case.read.contract.clauses
    body = [
        c
        for c in clauses
        if c.parent is None and c.kind in (ClauseKind.ARTICLE, ClauseKind.SECTION)
    ]
    exhibits = [c.span.start for c in clauses if c.kind is ClauseKind.EXHIBIT]
    holding = next((c for c in body if c.span.covers(case.piece.span)), None)
    last = max((c for c in body if c.span.end <= min(exhibits, default=len(case.whole))),
               key=lambda c: c.span.end, default=None)  # fmt: skip
    if holding is None or last is None or len(body) < 3 or body.index(last) < 2:
        return None
    before = body[body.index(last) - 1]  # the last section may hold the signatures
    if holding.span.start >= before.span.start or len(holding.span) > len(case.whole) / 4:
        return None
    numbers = {}
    if holding.number.isdigit() and before.number.isdigit():
        old, new = int(holding.number), int(before.number)
        numbers = {old: new} | {number: number - 1 for number in range(old + 1, new + 1)}
    changes = _relabelled(case, numbers)

    def anew(span: Span) -> str:
        inside = [change for change in changes if span.covers(change[0])]
        return replaced(case.words(span), inside, span.start)

    at = before.span.end
    pieces = (Span(0, holding.span.start), Span(holding.span.end, at), holding.span)
    first, rest, moved = (anew(span) for span in pieces)
    behind = Span(at, len(case.whole))
    words = f"{first}{rest.rstrip()}\n\n{moved.strip()}\n\n{anew(behind)}"
    return _at(Span(0, len(case.whole)), words)


def _held(case: Case) -> tuple[Quantity, str] | None:
    """Return the period that decides, where other words can stand for it."""
    value = case.value
    if value is None or value.dimension is not Dimension.TIME:
        return None
    old = " ".join(case.words(value.span).split())
    parts = _split(case, value)
    if parts is None or not _CARDINAL.fullmatch(parts[0].strip()):
        return None
    before = case.whole[: value.span.start][-20:]
    after = case.whole[value.span.end :][:30]
    if re.search(r"[^\w\s()-]", old) or re.search(
        r"\b(?:a|an|per|each|every|period\s+of)\s+$", before
    ):
        return None
    if "-" in old or re.match(
        r"['’]|\s+(?!from|after|of|before|prior\s+to|following|thereafter|in\s+advance|upon|to\b)[a-z]|\s*\)",
        after,
    ):
        return None
    return value, old


def _define(case: Case) -> Edit | None:
    held = _held(case)
    if held is None:
        return None
    return _at(held[0].span, "the Reference Period", f'\n\n"Reference Period" means {held[1]}.\n')


def _exhibit(case: Case) -> Edit | None:
    held = _held(case)
    if held is None:
        return None
    more = f"\n\nEXHIBIT Z\n\nREFERENCE PERIOD\n\nThe period referred to in this Exhibit Z is {held[1]}.\n"
    return _at(held[0].span, "the period set out in Exhibit Z", more)


def _typography(case: Case) -> Edit | None:
    words = case.clause.replace("'", "’").replace(" (", "\u00a0(").replace(", ", ",  ")
    words = re.sub(r'"([^"]*)"', "“\\1”", words)
    words = re.sub(r"(?<=\d) (?=[a-z])", "\u00a0", words)
    return _whole_clause(case, words)


def _wrapped(case: Case) -> Edit | None:
    """Break the lines of the clause at a narrow margin, each with the paragraph that it belongs to."""
    if case.piece.row is not None:
        return None
    start = case.whole.rfind("\n", 0, case.piece.span.start) + 1
    end = case.whole.find("\n", case.piece.span.end - 1)
    span = Span(start, end if end >= 0 else len(case.whole))
    old = case.words(span)
    words = "\n".join(
        textwrap.fill(line, 46, break_on_hyphens=False, break_long_words=False)
        for line in old.splitlines()
    )
    return _at(span, words) if words != old else None


MET = frozenset({V.MET})
WORSE = (
    Mutation("number ten times worse", _tenfold, frozenset({V.WEAKER, V.CONFLICT})),
    Mutation("number just short", _just_short, frozenset({V.WEAKER, V.CONFLICT})),
    Mutation("other unit", _other_unit, frozenset({V.WEAKER, V.CONFLICT})),
    Mutation("shall to may", _shall_to_may, frozenset({V.WEAKER, V.CONTRADICTED, V.CONFLICT})),
    Mutation(
        "party swapped",
        _swap,
        frozenset({V.WEAKER, V.CONTRADICTED, V.MISSING}),
        withdraws=True,
        alone=True,
    ),
    Mutation("negation", _negate, frozenset({V.CONTRADICTED, V.WEAKER, V.MISSING, V.CONFLICT})),
    Mutation("hedge", _hedge, frozenset({V.VAGUE, V.WEAKER})),
    Mutation("exception", _except, frozenset({V.CONDITIONAL, V.WEAKER, V.CONTRADICTED})),
    Mutation("consent gate", _gate, frozenset({V.CONDITIONAL, V.WEAKER, V.CONTRADICTED})),
    Mutation("redaction", _redact, frozenset({V.UNVERIFIABLE})),
    Mutation("clause deleted", _delete, frozenset(V) - MET),
)
SAME = (
    Mutation("digits or words", _other_spelling, MET),
    Mutation("shall, will, must", _other_modal, MET),
    Mutation("equal unit", _equal_unit, MET),
    Mutation("active to passive", _passive, MET),
    Mutation("other name of party", _alias, MET),
    Mutation("renumbered", _renumber, MET),
    Mutation("moved section", _move, MET),
    Mutation("value in definition", _define, MET),
    Mutation("value in exhibit", _exhibit, MET),
    Mutation("typography", _typography, MET),
    Mutation("wrapped lines", _wrapped, MET),
)
