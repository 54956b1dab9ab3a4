"""A norm: who must or may do what, how much, by when, on which condition.

The shape follows deontic readings of contracts (bearer, modality, action, object) with the
temporal and quantitative parts that technical terms need.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from contract_lint.model.contract import Contract
from contract_lint.model.document import Span


class Modality(StrEnum):
    """What a sentence does to its bearer."""

    OBLIGATION = "obligation"  # shall, must, will, agrees to
    PROHIBITION = "prohibition"  # shall not, may not, neither ... nor
    PERMISSION = "permission"  # may
    RIGHT = "right"  # has the right to, is entitled to, shall be permitted to
    WARRANTY = "warranty"  # represents, warrants
    DECLARATION = "declaration"  # is, are: states what holds
    DEFINITION = "definition"  # means, shall mean
    EXPECTATION = "expectation"  # should, is expected to, intends to


class Comparator(StrEnum):
    """How a stated value bounds what is allowed."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EXACTLY = "="
    ABOUT = "~"


class Dimension(StrEnum):
    """What a unit measures."""

    TIME = "time"  # base unit: calendar day
    RATE = "rate"  # base unit: per year
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    MASS = "mass"  # base unit: gram
    VOLUME = "volume"  # base unit: litre
    TEMPERATURE = "temperature"  # base unit: degree Celsius


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit as the text states it.

    `value` is None where the text hides or leaves it open ("[***]", "____"); `high` is set for
    ranges ("2 to 8 degC"). `unit` is one of the sheet's units (h, d, bd, wk, mo, y, /y, %, degC,
    vials, USD ...); `base` is `value` in the base unit of the dimension.
    """

    span: Span
    value: Decimal | None
    unit: str
    dimension: Dimension
    comparator: Comparator = Comparator.EXACTLY
    high: Decimal | None = None
    base: Decimal | None = None
    redacted: bool = False
    words: Decimal | None = None  # the number in words where it differs: "thirty (60)"


class Direction(StrEnum):
    """How a period stands to its event."""

    WITHIN = "within"  # at most so long after (or: in any case by)
    BEFORE = "before"  # at least so long ahead of
    AFTER = "after"  # not until so long after
    FOR = "for"  # during
    EVERY = "every"  # again and again


class Anchor(StrEnum):
    """What starts a clock, from the earliest event to the latest."""

    OCCURRENCE = "occurrence"
    DISCOVERY = "discovery"  # awareness, identification
    INITIAL_RESULT = "initial result"
    CONFIRMATION = "confirmation"
    END_OF_INVESTIGATION = "end of investigation"
    NEXT_MEETING = "next meeting"
    # not ordered against the above
    REQUEST = "request"
    NOTICE = "notice"
    RECEIPT = "receipt"
    DELIVERY = "delivery"
    ORDER = "order"
    IMPLEMENTATION = "implementation"
    END_OF_MANUFACTURE = "end of manufacture"
    RELEASE = "release"
    EXPIRY_DATE = "expiry date"  # of a product
    TERMINATION = "termination"  # end of the agreement
    EFFECTIVE_DATE = "effective date"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline, lead time, duration or frequency.

    `period` is None for a clock in words only: `vague` ("promptly") or `immediate` ("forthwith").
    """

    span: Span
    direction: Direction
    period: Quantity | None = None
    anchor: Anchor | None = None
    event: Span | None = None
    vague: bool = False
    immediate: bool = False


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest piece that is read as one: a sentence, a list item or a table row.

    `span` covers its own words; `lead` are the words that it shares with its siblings (the lead-in
    of a list, the header of a table) and `tail` the words after the list that complete it.
    """

    index: int
    clause: int
    span: Span
    lead: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()
    row: tuple[int, int] | None = None  # table and row


@dataclass(frozen=True, slots=True)
class Norm:
    """What one provision says of one bearer and one modality.

    `bearers` are roles ("Sponsor", "CDMO") or, for other parties, the name the text uses; "both"
    stands for each party. `actions` and `concepts` are lexicon names.
    """

    provision: int
    span: Span
    modality: Modality
    bearers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    clocks: tuple[Clock, ...] = ()
    conditions: tuple[Span, ...] = ()
    exceptions: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()
    passive: bool = False


@dataclass(frozen=True, slots=True)
class ReadContract:
    """A contract together with the norms that its words set."""

    contract: Contract
    provisions: tuple[Provision, ...]
    norms: tuple[Norm, ...]
