"""Find the quantities of a provision: periods, rates, counts, money, temperatures, shares."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from contract_lint.language.bounds import comparator_of
from contract_lint.language.numbers import NUMBER, NUMBER_WORDS, Number, beginning, fold, number_at
from contract_lint.language.units import FILLERS, Unit, base_value, compare, plural, unit_at
from contract_lint.model.document import Span
from contract_lint.model.norm import Dimension, Quantity

__all__ = ["base_value", "compare", "find_quantities"]

# Nouns that are counted; the second list are those that happen, and so make a rate.
_THINGS = (
    "vials? ampoules? cryovials? batches batch lots? samples? units? copies copy persons? people "
    "individuals? auditors? inspectors? representatives? employees? members? executives? "
    "experts? managers? kits? doses? bottles? bags? containers? tablets? capsules? syringes? "
    "pallets? runs? campaigns? slots? sites? locations? facilities products? shipments? "
    "orders? suppliers? laborator(?:y|ies) banks? suites? levels? ftes? patients? cartons? "
    "packages? cycles? generations? passages? reminders? attempts? extensions? renewals? rounds?"
)
_EVENTS = (
    "audits? inspections? visits? meetings? calls? times? occasions? reviews? updates? reports? "
    "assessments? teleconferences? tests? trials? deliver(?:y|ies) checks? sessions?"
)
_STOP = (
    "of|or|and|to|the|in|on|per|for|from|by|at|with|as|an?|is|are|was|were|be|shall|will|may|must|"
    "that|which|than|if|this|these|those|its|their|each|any|such|not|no|out|after|before|party|"
    "within|other|above|below|hereof|thereof|nor|but|when|upon|until|unless|it|he|they"
)
_WORD = rf"(?!(?:{_STOP})\b)[a-z][a-z/-]{{1,24}}(?:'s)?"
_COUNT = re.compile(
    rf"[\s-]{{1,4}}(?:of\s{{1,4}}(?:its|their|the|our)\s{{1,4}})?(?:{_WORD}\s{{1,4}}){{0,3}}?"
    rf"(?:(?P<thing>{'|'.join(_THINGS.split())})|(?P<event>{'|'.join(_EVENTS.split())}))\b"
)
_ANY_NOUN = re.compile(rf"\s{{1,4}}(?P<noun>{_WORD})\b")

_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mm": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9,
}  # fmt: skip
_SCALE = re.compile(rf"\s{{0,2}}(?P<scale>{'|'.join(sorted(_SCALES, reverse=True))})\b")
_SIGNS = {
    "$": "USD", "us$": "USD", "u.s.$": "USD", "u.s. $": "USD", "usd": "USD", "us dollars": "USD",
    "u.s. dollars": "USD", "dollars": "USD", "eur": "EUR", "\u20ac": "EUR", "euro": "EUR",
    "euros": "EUR", "\u00a3": "GBP", "gbp": "GBP", "chf": "CHF", "c$": "CAD", "cad": "CAD",
    "cdn$": "CAD", "a$": "AUD", "aud": "AUD", "\u00a5": "JPY", "jpy": "JPY", "ils": "ILS",
    "nis": "ILS", "sek": "SEK", "inr": "INR",
}  # fmt: skip
_SIGN = "|".join(re.escape(s) for s in sorted(_SIGNS, key=lambda sign: (-len(sign), sign)))

_ADVERBS: dict[str, tuple[str, str, str | None]] = {
    "daily": ("1", "/d", None),
    "weekly": ("1", "/wk", None),
    "biweekly": ("26", "/y", "104"),  # every two weeks, or twice a week
    "fortnightly": ("26", "/y", None),
    "monthly": ("1", "/mo", None),
    "bimonthly": ("6", "/y", "24"),
    "quarterly": ("4", "/y", None),
    "semiannual": ("2", "/y", None),
    "semiannually": ("2", "/y", None),
    "biannually": ("2", "/y", None),
    "halfyearly": ("2", "/y", None),
    "yearly": ("1", "/y", None),
    "annually": ("1", "/y", None),
    "annual": ("1", "/y", None),
    "biennially": ("0.5", "/y", None),
}
_ADVERB = (
    r"daily|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly|quarterly|semi-?\s?annual(?:ly)?"
    r"|bi-?annually|half-?yearly|yearly|annually|biennially"
    r"|annual(?=\s{1,4}(?:[a-z]+\s{1,3})?(?:audit|inspection|review|meeting|visit|assessment|basis|test|re-?test|stability|summary|training)"
    r"s?\b)"
)
_START = re.compile(
    rf"{beginning((*NUMBER_WORDS, *_ADVERBS, 'every', 'each', 'the', *_SIGNS, 'minus', 'negative'))}(?:"
    rf"\b(?:(?P<adverb>{_ADVERB})|(?P<every>every|each)|(?P<single>an?)(?=\s)(?!\s{{1,3}}hundred)"
    rf"|(?P<next>the(?:\s{{1,4}}(?:very\s{{1,4}})?(?:next|following|subsequent|first))?)(?=\s{{1,4}}(?:{FILLERS}|business|working|banking)\s{{1,4}}day\b))\b"
    rf"|(?:(?<![a-z])(?P<sign>{_SIGN})\s{{0,3}})?"
    r"(?P<minus>(?<![0-9a-z)\]])-\s{0,2}|\b(?:minus|negative)\s{1,3})?"
    rf"(?P<number>{re.sub(r'[?]P<[a-z]+>', '?:', NUMBER)}))"
)
_WORD_UNITS = {
    "hour": ("h", 1), "day": ("d", 1), "week": ("wk", 1), "wk": ("wk", 1), "fortnight": ("wk", 2),
    "month": ("mo", 1), "mo": ("mo", 1), "quarter": ("mo", 3), "q": ("mo", 3),
    "year": ("y", 1), "annum": ("y", 1), "yr": ("y", 1), "y": ("y", 1),
}  # fmt: skip
_PERIODS_A_YEAR = {
    "h": Decimal(8760), "d": Decimal(365), "bd": Decimal(260), "wk": Decimal(52),
    "mo": Decimal(12), "y": Decimal(1),
}  # fmt: skip
_TIME_UNIT = rf"(?P<unit>{'|'.join(_WORD_UNITS)})s?\b"
_EVERY = re.compile(
    rf"\s{{1,4}}(?P<other>other\s{{1,4}}|second\s{{1,4}})?(?:(?:{FILLERS})\s{{1,4}})?{_TIME_UNIT}(?!')"
)
_G = r"\s{1,4}"
_IN = (
    r"(?:per|an?|each|every|(?:in|during|within|for|over)\s{1,4}"
    r"(?:the\s{1,4}course\s{1,4}of\s{1,4}|the\s{1,4}same\s{1,4})?(?:any|each|every|an?|one)?)"
)
_PER = re.compile(
    rf"(?:\s{{1,4}}(?!(?:per|an?|each|every)\s)[a-z][a-z'-]{{0,20}}){{0,5}}?"
    rf"(?:\s{{0,2}}/\s{{0,2}}|\s{{1,4}}{_IN}\s{{1,4}}(?:given\s{{1,4}}|such\s{{1,4}})?"
    rf"(?:(?:{FILLERS})\s{{1,4}}){{0,2}})(?=\S)"
)
_PER_SITE = re.compile(
    rf"{_G}(?:per|(?:at|of){_G}each){_G}(?:site|facility|plant|location){_G}(?:in|within|during){_G}(?=\S)"
)
_PER_NEXT = re.compile(
    rf"(?:\s{{0,2}}/\s{{0,2}}|\s{{1,4}}{_IN}\s{{1,4}}(?:in\s{{1,4}}(?:any|every|each)\s{{1,4}})?"
    rf"(?:given\s{{1,4}}|such\s{{1,4}})?(?:(?:{FILLERS})\s{{1,4}}){{0,2}})(?=\S)"
)
_PER_UNIT = re.compile(_TIME_UNIT)
_PER_YEAR = re.compile(
    r"\s{1,3}(?:per|(?:in|within)\s{1,3}(?:any|each|every))\s{1,3}(?:calendar\s{1,3}|contract\s{1,3})?(?=year\b)"
)
_OFTEN = 52  # times a year; more than that is no frequency but an amount
_SLASH = re.compile(rf"\s{{0,2}}/\s{{0,2}}{_TIME_UNIT}")
_INTERVALS = re.compile(r"[\s-]{1,4}intervals?\b")
_INTERVALS_OF = re.compile(r"\bintervals\s{1,4}of\b[^.;]{0,40}$")
_PERIOD = re.compile(r"(?:'s)?[\s-]{1,4}(?:time\s{1,4})?period\b")

_TO = re.compile(
    r"\s{0,3}(?:-|\bto\b|\bthrough\b)\s{0,3}(?P<minus>-\s?|(?:minus|negative)\s)?(?=\S)"
)
_AND = re.compile(r"\s{0,3}and\s{1,3}(?P<minus>-\s?|(?:minus|negative)\s)?(?=\S)")
_BETWEEN = re.compile(r"\b(?:between|range\s{1,3}of|ranging\s{1,3}from)\s{1,3}$")
_LIST = re.compile(
    r"\s{0,3}(?:,\s{0,3}(?:or|and)\b|,|/|\bor\b|\band\b|(?:nor|but\s{1,3}not?)\s{1,3}(?:more|less|"
    r"later)\s{1,3}than)\s{0,3}(?=\S)"
)
_REFERENCE = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|schedules?|exhibits?|appendix|annex|page|"
    r"item|part|attachment|chapter|number|no\.|form|cfr|usc)|\u00a7)\s{0,3}$"
)
_DAY_OF = re.compile(r"\s{1,4}of\b")
_MARKED = re.compile(
    r"(?:marked|indicated|denoted|identified|replaced|designated)\s{1,3}(?:with|by|as)\s{0,3}"
    r"(?:an?\s{1,3}|the\s{1,3}mark\s{1,3})?[\"'\[(]{0,3}$"
)
_BY_DAY = re.compile(r"\b(?:by|before|than)\s{1,4}(?:the\s{1,4})?$")
_MONTH_NAME = re.compile(
    r"\s{1,4}of\s{1,4}(?:january|february|march|april|may|june|july|august|september|october|"
    r"november|december|_|\[)"
)
_SINGLE_BEFORE = re.compile(
    r"\b(?:within|least|than|every|(?:period|term)\s{1,3}of|up\s{1,3}to|over|about|for|"
    r"approximately|exceed(?:ing)?)\s{1,3}$"
)
_SINGLE_DAY = re.compile(r"\b(?:within|least|than|period\s{1,3}of)\s{1,3}$")
_SINGLE_AFTER = re.compile(
    r"'?s?'?\s{1,3}(?:(?:(?:prior|advance|written)\s{1,3}){0,3}notice|prior\s{1,3}to|in\s{1,3}advance|"
    r"after|before|following|from)\b"
)
_NEXT_BEFORE = re.compile(r"\b(?:by|than|on|before|until|within|of)\s{1,3}$")
_NEXT_AFTER = re.compile(
    r",?\s{1,3}(?:(?:immediately|directly|next)\s{1,3})?(?:after|following|subsequent\s{1,3}to|that\s{1,3}follows)\b"
)
_TIME_BEFORE = re.compile(
    r"(?:\bwithin(?:\s{1,3}(?:the|such|said|an?))?|\blater\s{1,3}than|\b(?:period|term)\s{1,3}of"
    r"(?:\s{1,3}(?:at\s{1,3}least|up\s{1,3}to))?|\bperiod\s{1,3}not\s{1,3}to\s{1,3}exceed)\s{0,3}$"
)
_TIME_AFTER = re.compile(
    r"'?s?'?\s{1,3}(?:after|following|prior|before|thereafter|of\s{1,3}lead|"
    r"from\s{1,3}(?:the\s{1,3})?(?:date|receipt|delivery|effective|end|expir|complet)[a-z]*|"
    r"in\s{1,3}advance|advance|"
    r"of\s{1,3}(?:the\s{1,3})?(?:receipt|receiving|becoming|discovery|notice|delivery|request|date)"
    r"|(?:written\s{1,3})?notice|(?:notice\s{1,3})?period)\b"
)


def find_quantities(text: str, offset: int = 0) -> list[Quantity]:
    """Find every quantity of one provision, in order, without overlap.

    Section numbers, dates and the like have no unit and are none. Spans are shifted by `offset`.
    """
    folded = fold(text)
    return [
        replace(found, span=Span(found.span.start + offset, found.span.end + offset))
        for found in _Scan(text, folded).run()
        if not _DAY_OF_MONTH.match(folded, found.span.end)
    ]


_DAY_OF_MONTH = re.compile(  # "this 11 day of January": a date
    r"\s{1,3}of\s{1,3}(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b"
)


class _Scan:
    """One pass over a provision.

    `done` is where the last quantity ends; `bracketed` says that a value in brackets is being read
    as the twin of the number in front, which goes one bracket deep.
    """

    def __init__(self, text: str, folded: str) -> None:
        self.text = text
        self.folded = folded
        self.done = 0
        self.bracketed = False

    def run(self) -> Iterator[Quantity]:
        """Yield the quantities from left to right."""
        position = 0
        while found := _START.search(self.folded, position):
            quantity = self._read(found)
            if quantity:
                quantity = self._with_twin(quantity)
                yield quantity
                position = self.done = quantity.span.end
            else:
                position = self._skip(found)

    def _skip(self, found: re.Match[str]) -> int:
        number = number_at(self.folded, found.start("number")) if found["number"] else None
        return max(found.end(), number.end if number else 0)

    def _read(self, found: re.Match[str]) -> Quantity | None:
        if found["adverb"]:
            return self._adverb(found)
        if found["every"]:
            return self._every(found)
        if found["next"]:
            return self._next_day(found)
        if found["single"]:
            return self._single(found)
        number = number_at(self.folded, found.start("number"))
        if number is None:
            return None
        if found["sign"]:
            return self._money(found.start("sign"), _SIGNS[found["sign"]], number)
        return self._measured(number, minus=found.start("minus"))

    # -- building ---------------------------------------------------------------------------

    def _make(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        unit: str,
        dimension: Dimension,
        number: Number | None = None,
        high: Decimal | None = None,
    ) -> Quantity:
        bound = comparator_of(
            self.folded,
            start,
            end,
            dimension,
            ordinal=bool(number and number.ordinal),
            since=self.done,
        )
        return Quantity(
            span=Span(start, end),
            value=value,
            unit=unit,
            dimension=dimension,
            comparator=bound,
            high=high,
            base=None if value is None else base_value(value, unit)[1],
            redacted=value is None,
            words=number.words if number else None,
        )

    def _with_twin(self, first: Quantity) -> Quantity:
        """Join "two million dollars ($2,000,000)" and "seventy percent (70%)"."""
        end = first.span.end
        bracket = re.compile(r"\s{0,3}\(\s{0,2}").match(self.folded, end)
        inner = _START.match(self.folded, bracket.end()) if bracket else None
        if not bracket or not inner or not inner["number"]:
            return first
        done, self.done = self.done, bracket.end()
        twin = self._read(inner)
        if twin is None or (twin.unit, twin.dimension) != (first.unit, first.dimension):
            return first
        close = re.compile(r"\s{0,2}\)").match(self.folded, twin.span.end)
        if not close:
            return first
        value = first.value if twin.value is None else twin.value
        words = first.value if first.value is not None and first.value != value else first.words
        span = Span(first.span.start, close.end())
        self.done = done
        return replace(
            first,
            span=span,
            comparator=comparator_of(
                self.folded, span.start, span.end, first.dimension, since=done
            ),
            value=value,
            base=None if value is None else base_value(value, first.unit)[1],
            redacted=value is None,
            words=words,
        )

    # -- words that are rates by themselves -------------------------------------------------

    def _adverb(self, found: re.Match[str]) -> Quantity:
        value, unit, high = _ADVERBS[re.sub(r"[\s-]", "", found["adverb"])]
        return self._make(
            found.start(),
            found.end(),
            Decimal(value),
            unit,
            Dimension.RATE,
            high=Decimal(high) if high else None,
        )

    def _every(self, found: re.Match[str]) -> Quantity | None:
        alone = _EVERY.match(self.folded, found.end())
        if alone:
            if found["every"] == "each" and alone["unit"] in ("day", "hour"):
                return None
            name, factor = _WORD_UNITS[alone["unit"]]
            every = Decimal(factor * (2 if alone["other"] else 1))
            return self._rate(found.start(), alone.end(), Decimal(1), every, name)
        gap = re.compile(r"\s{1,4}(?=\S)").match(self.folded, found.end())
        number = number_at(self.folded, gap.end()) if gap else None
        period = self._period(number) if number else None
        if number is None or period is None:
            return None
        count = None if number.value is None else number.value * period.factor
        return self._rate(found.start(), period.end, Decimal(1), count, period.name)

    def _period(self, number: Number) -> Unit | None:
        unit = unit_at(self.text, self.folded, number.end)
        return unit if unit and unit.dimension is Dimension.TIME else None

    def _rate(
        self,
        start: int,
        end: int,
        times: Decimal | None,
        count: Decimal | None,
        unit: str,
        number: Number | None = None,
    ) -> Quantity | None:
        """Build `times` in every `count` of the time `unit`."""
        if unit not in _PERIODS_A_YEAR or count == 0:
            return None
        if count == 1 and unit in ("mo", "wk", "d", "h"):
            return self._make(start, end, times, f"/{unit}", Dimension.RATE, number)
        value = None
        if times is not None and count is not None:
            value = times * _PERIODS_A_YEAR[unit] / count
            value = value.quantize(Decimal("0.0001")).normalize() + 0
        return self._make(start, end, value, "/y", Dimension.RATE, number)

    # -- a, an ------------------------------------------------------------------------------

    def _single(self, found: re.Match[str]) -> Quantity | None:
        unit = unit_at(self.text, self.folded, found.end())
        if unit is None or unit.dimension is not Dimension.TIME or unit.name == "min":
            return None
        before = self.folded[max(self.done, found.start() - 16) : found.start()]
        cue = _SINGLE_DAY if unit.name in ("d", "bd") else _SINGLE_BEFORE
        after = _SINGLE_AFTER.match(self.folded, unit.end)
        noticed = after and ("notice" in after[0] or unit.name not in ("d", "bd"))
        if not noticed and not cue.search(before):
            return None
        return self._make(found.start(), unit.end, Decimal(unit.factor), unit.name, unit.dimension)

    def _next_day(self, found: re.Match[str]) -> Quantity | None:
        """Read "the Business Day following the discovery" and "by close of the next working day"."""
        unit = unit_at(self.text, self.folded, found.end())
        if unit is None or unit.name not in ("d", "bd"):
            return None
        before = self.folded[max(self.done, found.start() - 24) : found.start()]
        told = _NEXT_AFTER.match(self.folded, unit.end)
        if not told and (found["next"] == "the" or not _NEXT_BEFORE.search(before)):
            return None
        return self._make(found.start(), unit.end, Decimal(1), unit.name, unit.dimension)

    # -- money ------------------------------------------------------------------------------

    def _money(self, start: int, currency: str, number: Number) -> Quantity:
        value, end = number.value, number.end
        if scale := _SCALE.match(self.folded, end):
            value = value * _SCALES[scale["scale"]] if value is not None else None
            end = scale.end()
        high = None
        link = _TO.match(self.folded, end)
        if link:
            sign = re.compile(rf"(?:{_SIGN})\s{{0,2}}").match(self.folded, link.end())
            other = number_at(self.folded, sign.end()) if sign else None
            if other and other.value is not None:
                high, end = other.value, other.end
        return self._make(start, end, value, currency, Dimension.MONEY, number, high)

    # -- a number and its unit --------------------------------------------------------------

    def _measured(self, number: Number, minus: int = -1) -> Quantity | None:
        unit = unit_at(self.text, self.folded, number.end)
        if number.times:
            return self._times(number)
        if unit and self._no_quantity(number, unit):
            return None
        if unit is None:
            return self._unitless(number, minus)
        start = number.start
        value = None if number.value is None else number.value * unit.factor
        if unit.dimension is Dimension.TEMPERATURE and minus >= 0 and value is not None:
            start, value = minus, -value
        if unit.dimension is Dimension.TIME:
            return self._time(number, unit, value)
        high, end = self._upper(start, unit)
        return self._make(start, end, value, unit.name, unit.dimension, number, high)

    def _time(self, number: Number, unit: Unit, value: Decimal | None) -> Quantity | None:
        start = number.start
        if gap := _INTERVALS.match(self.folded, unit.end):
            return self._rate(start, gap.end(), Decimal(1), value, unit.name, number)
        if _INTERVALS_OF.search(self.folded[max(self.done, start - 60) : start]):
            return self._rate(start, unit.end, Decimal(1), value, unit.name, number)
        high, end = self._upper(start, unit)
        return self._make(start, end, value, unit.name, unit.dimension, number, high)

    def _no_quantity(self, number: Number, unit: Unit) -> bool:
        before = self.folded[max(0, number.start - 24) : number.start]
        if _REFERENCE.search(before):
            return True
        if unit.name == "degC" and unit.end - number.end <= 2:
            return False
        if number.ordinal:
            return self._is_date(unit, before)
        digits = self.folded[number.start : number.end]
        plain = "." in digits and not number.paired and self.folded[unit.end - 1] != "s"
        return (
            unit.dimension is Dimension.TIME and plain and " " in self.folded[number.end : unit.end]
        )

    def _is_date(self, unit: Unit, before: str) -> bool:
        """Tell "the fifth day of May" and "the second year" from "the fifth day after"."""
        if self.folded[unit.end - 7 : unit.end] == "versary":
            return False
        if unit.name not in ("d", "bd"):
            return True
        if _MONTH_NAME.match(self.folded, unit.end):
            return True
        return bool(_DAY_OF.match(self.folded, unit.end)) and not _BY_DAY.search(before)

    def _upper(self, start: int, unit: Unit) -> tuple[Decimal | None, int]:
        """Read the second half of "2 degC to 8 degC" and "30 days to 60 days"."""
        link = _TO.match(self.folded, unit.end)
        if not link and _BETWEEN.search(self.folded[max(0, start - 20) : start]):
            link = _AND.match(self.folded, unit.end)
        other = number_at(self.folded, link.end()) if link else None
        second = unit_at(self.text, self.folded, other.end) if other else None
        if not link or not other or not second or second.name != unit.name or other.value is None:
            return None, unit.end
        value = other.value * second.factor
        return (-value if link["minus"] else value), second.end

    def _unitless(self, number: Number, minus: int) -> Quantity | None:
        if _REFERENCE.search(self.folded[max(0, number.start - 24) : number.start]):
            return None
        return (
            self._bracketed(number)
            or self._range(number, minus)
            or self._slash(number)
            or self._listed(number)
            or self._count(number)
            or self._often(number)
            or self._hidden(number)
        )

    def _bracketed(self, number: Number) -> Quantity | None:
        """Read "thirty (30%)" and "two million ($2,000,000)"."""
        bracket = re.compile(r"\s{0,3}\(\s{0,2}").match(self.folded, number.end)
        inner = _START.match(self.folded, bracket.end()) if bracket else None
        if not inner or not inner["number"] or number.ordinal or number.open or self.bracketed:
            return None
        self.bracketed = True
        twin = self._read(inner)
        self.bracketed = False
        if twin is None or self.folded[twin.span.end : twin.span.end + 1] != ")":
            return None
        end = twin.span.end + 1
        unit = unit_at(self.text, self.folded, end)
        if unit and unit.name == twin.unit:
            end = unit.end
        differs = twin.value is not None and number.value not in (None, twin.value)
        made = self._make(number.start, end, twin.value, twin.unit, twin.dimension)
        return replace(made, words=number.value if differs else None)

    def _range(self, number: Number, minus: int) -> Quantity | None:
        """Read "2-8 degC", "one (1) to two (2) days", "between 5 and 10 vials"."""
        link = _TO.match(self.folded, number.end)
        if not link and _BETWEEN.search(self.folded[max(0, number.start - 20) : number.start]):
            link = _AND.match(self.folded, number.end)
        other = number_at(self.folded, link.end()) if link else None
        if not link or not other or other.value is None or number.value is None:
            return None
        unit = unit_at(self.text, self.folded, other.end)
        low, high, start = number.value, other.value, number.start
        if unit is None:
            counted = self._count(other)
            if counted is None or counted.dimension is not Dimension.COUNT:
                return None
            unit = Unit(counted.unit, Dimension.COUNT, counted.span.end)
        if unit.dimension is Dimension.TEMPERATURE and minus >= 0:
            start, low = minus, -low
            high = -high if link["minus"] or high > -low else high
        elif link["minus"]:
            high = -high
        low, high = low * unit.factor, high * unit.factor
        return self._make(start, unit.end, low, unit.name, unit.dimension, number, high)

    def _listed(self, number: Number) -> Quantity | None:
        """Give the first of "thirty (30) or sixty (60) days" the unit of the second."""
        if number.ordinal or number.open:
            return None
        unit = self._unit_of_list(number)
        if unit is None or unit.dimension not in (Dimension.TIME, Dimension.PERCENT):
            return None
        value = None if number.value is None else number.value * unit.factor
        return self._make(number.start, number.end, value, unit.name, unit.dimension, number)

    def _unit_of_list(self, number: Number) -> Unit | None:
        item: Number | None = number
        for _ in range(4):
            link = _LIST.match(self.folded, item.end) if item else None
            item = number_at(self.folded, link.end()) if link else None
            if item is None or item.ordinal:
                return None
            unit = unit_at(self.text, self.folded, item.end)
            if unit or not item.paired:
                return unit
        return None

    def _slash(self, number: Number) -> Quantity | None:
        per = _SLASH.match(self.folded, number.end)
        if not per or number.ordinal:
            return None
        name, factor = _WORD_UNITS[per["unit"]]
        return self._rate(number.start, per.end(), number.value, Decimal(factor), name, number)

    def _times(self, number: Number) -> Quantity | None:
        return self._per(number, number.end, _PER_NEXT) or self._adverbial(number, number.end)

    def _often(self, number: Number) -> Quantity | None:
        """Read "one per year", which leaves the thing that is counted to the words before it."""
        if number.ordinal or number.open or number.value is None:
            return None
        return self._per(number, number.end, _PER_YEAR) if number.value <= _OFTEN else None

    def _adverbial(self, number: Number, end: int) -> Quantity | None:
        """Read "twice yearly" and "four times annually", whose count ends at `end`."""
        adverb = re.compile(r"[\s-]{1,3}(yearly|annually|monthly|weekly|daily)\b").match(
            self.folded, end
        )
        if not adverb or number.value is None:
            return None
        _, unit, _ = _ADVERBS[adverb[1]]
        return self._make(number.start, adverb.end(), number.value, unit, Dimension.RATE, number)

    def _per(self, number: Number, end: int, pattern: re.Pattern[str]) -> Quantity | None:
        """Read "once per quarter" and "one audit in any twelve (12) month period"."""
        link = pattern.match(self.folded, end)
        if not link:
            return None
        period = number_at(self.folded, link.end())
        unit = self._period(period) if period and not period.times else None
        count: Decimal | None = None
        if period and unit:
            stop, name = unit.end, unit.name
            if period.value is not None:
                count = period.value * unit.factor
        elif word := _PER_UNIT.match(self.folded, link.end()):
            name, factor = _WORD_UNITS[word["unit"]]
            count, stop = Decimal(factor), word.end()
        else:
            return None
        if tail := _PERIOD.match(self.folded, stop):
            stop = tail.end()
        return self._rate(number.start, stop, number.value, count, name, number)

    def _count(self, number: Number) -> Quantity | None:
        if number.ordinal or number.open:
            return None
        found = _COUNT.match(self.folded, number.end)
        if found:
            if found["event"]:
                rate = (
                    self._per(number, found.end(), _PER)
                    or self._per(number, found.end(), _PER_SITE)
                    or self._adverbial(number, found.end())
                )
                if rate:
                    return rate
            noun = found["thing"] or found["event"]
            if not self._counts(number, noun):
                return None
            return self._make(
                number.start, found.end(), number.value, plural(noun), Dimension.COUNT, number
            )
        noun_found = _ANY_NOUN.match(self.folded, number.end) if number.paired else None
        if not noun_found:
            return None
        return self._make(
            number.start,
            noun_found.end(),
            number.value,
            plural(noun_found["noun"]),
            Dimension.COUNT,
            number,
        )

    def _counts(self, number: Number, noun: str) -> bool:
        """Tell "200 vials" from "5.3 Samples", "1617 Boulevard Suite" and "007-Product"."""
        if number.paired or self.folded[number.start].isalpha():
            return True
        said = self.folded[number.start : number.end]
        if "." in said or self.folded[number.end] == "-":
            return False
        return number.value == 1 or plural(noun) == noun

    def _hidden(self, number: Number) -> Quantity | None:
        """Keep a value that is blacked out even where the unit is blacked out with it."""
        if number.value is not None:
            return None
        before = self.folded[max(0, number.start - 36) : number.start]
        if _MARKED.search(before):
            return None
        timed = _TIME_BEFORE.search(before) or _TIME_AFTER.match(self.folded, number.end)
        if number.open and not timed:
            return None
        dimension = Dimension.TIME if timed else Dimension.COUNT
        return self._make(number.start, number.end, None, "", dimension, number)
