"""Choose the labels that open clauses: those that carry on the numbering.

A beam search over the labels in reading order. Each state is the stack of open levels; a label is
taken or passed over, and what pays is continuity: 3.2 is followed by 3.3, 3.2.1, 4 or (a). Text
exports lose lines at page ends, so a gap costs something but does not end a sequence.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contract_lint.segment.labels import Label, Place, Reading
from contract_lint.segment.numerals import Style, step

_BEAM = 6
_MARGIN = 8.0  # a state this far behind the best is given up
_MAX_DEPTH = 8
_CROWDED = 60  # characters between two numbers of an index, which open nothing
_ADJACENT = 2  # characters between 2.1 and (d) in 2.1 (d)


class Level(NamedTuple):
    """An open level: its style, where its count stands, and what was open before it began."""

    style: Style
    value: tuple[float, ...]
    before: tuple[float, ...] = ()  # under an article, heading or exhibit: the decimal count so far


Stack = tuple[Level, ...]

_SECTIONS = {
    Style.EXHIBIT,
    Style.HEADING,
    Style.ARTICLE,
    Style.DECIMAL,
    Style.ROMAN_DOT,
    Style.UPPER_DOT,
}


class Opening(NamedTuple):
    """A label that opens a clause, and the levels that are open from there on."""

    label: Label
    stack: Stack


class _Step(NamedTuple):
    opening: Opening
    earlier: "_Step | None"


class _State(NamedTuple):
    score: float
    last: _Step | None


def choose(labels: Iterable[Label]) -> list[Opening]:
    """Return the openings of the best-scoring reading of the numbering."""
    states: dict[Stack, _State] = {(): _State(0.0, None)}
    for label in labels:
        states = _take_fixed(label, states) if label.fixed else _prune(_advance(label, states))
    best = max(states.values(), key=lambda state: state.score)
    return list(_unwind(best.last))[::-1]


def without_front_items(openings: list[Opening]) -> list[Opening]:
    """Leave out the enumerations within sentences that stand before the first section."""
    first = next(
        (at for at, opening in enumerate(openings) if opening.stack[-1].style in _SECTIONS), 0
    )
    return [o for at, o in enumerate(openings) if at >= first or o.label.place >= Place.LINE]


def _unwind(step: _Step | None) -> Iterator[Opening]:
    while step is not None:
        yield step.opening
        step = step.earlier


def _advance(label: Label, states: dict[Stack, _State]) -> dict[Stack, _State]:
    """Pass over the label, or take it in each way it can be read."""
    skipped = _SKIP[label.place]
    doubt = _DOUBT[label.place] if label.lone else 0.0
    found: dict[Stack, _State] = {}
    for stack, state in states.items():
        _keep(found, stack, _State(state.score + skipped, state.last))
        last = state.last.opening if state.last else None
        apart = label.span.start - last.label.span.end if last else _CROWDED + 1
        adjacent = 0 <= apart <= _ADJACENT
        counting = last is not None and last.stack[-1].style is Style.DECIMAL
        crowded = label.place is Place.PAUSE and counting and 0 <= apart <= _CROWDED
        for reading in label.readings:
            decimal = reading[0] is Style.DECIMAL
            place = Place.MIDDLE if crowded and decimal else label.place
            for after, gain in _moves(stack, reading, place, adjacent=adjacent):
                score = state.score + gain - doubt
                known = found.get(after)
                if known is None or known.score < score:
                    step = _Step(Opening(label, after), state.last)
                    found[after] = _State(score, step)
    return found


def _keep(found: dict[Stack, _State], stack: Stack, state: _State) -> None:
    known = found.get(stack)
    if known is None or known.score < state.score:
        found[stack] = state


def _prune(states: dict[Stack, _State]) -> dict[Stack, _State]:
    if len(states) <= 1:
        return states
    ranked = sorted(states.items(), key=lambda item: -item[1].score)[:_BEAM]
    floor = ranked[0][1].score - _MARGIN
    return {stack: state for stack, state in ranked if state.score >= floor}


def _take_fixed(label: Label, states: dict[Stack, _State]) -> dict[Stack, _State]:
    """Open an exhibit or a heading, whatever is open."""
    style, value = label.readings[0]
    found: dict[Stack, _State] = {}
    for stack, state in states.items():
        if style is Style.EXHIBIT:
            kept: Stack = ()
        else:
            kept = tuple(
                level
                for level in stack
                if level.style is Style.EXHIBIT
                or (level.style is Style.HEADING and level.value < value)
            )
        before = _count(stack) if style is Style.HEADING else ()
        after = (*kept, Level(style, value, before))
        _keep(found, after, _State(state.score, _Step(Opening(label, after), state.last)))
    return found


def _count(stack: Stack) -> tuple[float, ...]:
    """Return where the outermost decimal count stands."""
    for level in stack:
        if level.style is Style.DECIMAL:
            return level.value
    for level in reversed(stack):
        if level.before:
            return level.before
    return ()


# By Place: what it costs to pass over a label, what taking a lone number costs, and what the place
# adds to a label that is taken.
_SKIP = (0.0, 0.0, -0.3, -0.8, -6.0)
_DOUBT = (2.0, 2.0, 0.7, 0.5, 0.0)
_PLACE = (0.0, 0.2, 0.4, 0.7, 3.0)
_PLACE_DECIMAL = (-1.3, 0.2, 0.5, 0.8, 3.0)
_FIRM = Place.LINE

_NEXT = 2.0
_FIRST_CHILD = 2.0
_GAP = -0.4  # for each number that is not there
_LARGEST_GAP = 6


def _moves(
    stack: Stack, reading: Reading, place: Place, *, adjacent: bool
) -> Iterator[tuple[Stack, float]]:
    """Yield each stack that taking the label as `reading` may lead to, and its worth.

    `adjacent` says that the label follows the last one at once: 2.1 (d) cites an item that is not
    the first.
    """
    style, value = reading
    if style is Style.DECIMAL:
        yield from _decimal_moves(stack, value, place)
    elif style is Style.ARTICLE:
        yield from _article_moves(stack, value, place)
    elif style is Style.BULLET:
        yield _bullet_move(stack), 0.6 + _PLACE[place]
    else:
        yield from _item_moves(stack, style, value, place)
        if adjacent and value[0] > 1 and all(level.style is not style for level in stack):
            yield (*stack, Level(style, value)), _PLACE[place] + 0.8


def _bullet_move(stack: Stack) -> Stack:
    if stack and stack[-1].style is Style.BULLET:
        return stack
    return (*stack, Level(Style.BULLET, (1,)))


def _article_moves(
    stack: Stack, value: tuple[float, ...], place: Place
) -> Iterator[tuple[Stack, float]]:
    gain = _PLACE[place] + 0.5
    before = _count(stack)
    for index, level in enumerate(stack):
        if level.style is Style.ARTICLE:
            ahead = step(level.value[0], value[0])
            after = (*stack[:index], Level(Style.ARTICLE, value, before))
            if ahead >= 1:
                yield after, gain + _gap_worth(ahead, place)
            else:
                yield after, gain - (3.5 if value == (1,) else 8.0)
            return
    kept = tuple(level for level in stack if level.style in {Style.EXHIBIT, Style.HEADING})
    worth = _FIRST_CHILD if value[0] == 1 else -0.5 - 0.2 * value[0]
    yield (*kept, Level(Style.ARTICLE, value, before)), gain + worth


def _gap_worth(ahead: int, place: Place) -> float:
    """Return what it is worth to count on by `ahead`."""
    if ahead == 1:
        return _NEXT
    if ahead > _LARGEST_GAP:
        return -3.0
    worth = 0.8 + _GAP * (ahead - 1)
    return worth if place >= Place.PAUSE else worth - 1.5


def _decimal_moves(
    stack: Stack, value: tuple[float, ...], place: Place
) -> Iterator[tuple[Stack, float]]:
    gain = _PLACE_DECIMAL[place] + (0.4 if len(value) > 1 else 0.0)
    seen = False
    for index in range(len(stack) - 1, -1, -1):
        level = stack[index]
        if level.style is Style.DECIMAL:
            seen = True
            worth = _decimal_worth(level.value, value, place)
            if len(value) == 1 and _numbers_its_articles(stack, index):
                worth -= 3.0
            yield (*stack[:index], Level(Style.DECIMAL, value)), gain + worth
    if not seen:
        worth = _first_decimal_worth(stack, value, place)
        if len(kept := _containers(stack)) < len(stack):
            worth -= 0.6 if kept or stack[0].style is Style.ROMAN_DOT else 2.0
        yield (*stack, Level(Style.DECIMAL, value)), gain + worth
        if len(kept) < len(stack):
            yield (
                (*kept, Level(Style.DECIMAL, value)),
                gain + _first_decimal_worth(kept, value, place),
            )
    elif value == (1,) and stack[-1].style is not Style.DECIMAL and len(stack) < _MAX_DEPTH:
        yield (*stack, Level(Style.DECIMAL, value)), gain - (0.2 if place >= _FIRM else 1.0)


def _numbers_its_articles(stack: Stack, index: int) -> bool:
    """Say whether the decimals at `index` are 4.1, 4.2 under an article 4: a lone 5 is no peer."""
    value = stack[index].value
    return len(value) > 1 and any(
        level.style is Style.ARTICLE and level.value[0] == value[0] for level in stack[:index]
    )


def _containers(stack: Stack) -> Stack:
    return tuple(
        level for level in stack if level.style in {Style.EXHIBIT, Style.HEADING, Style.ARTICLE}
    )


def _first_decimal_worth(stack: Stack, value: tuple[float, ...], place: Place) -> float:
    """Return what it is worth to begin (or, after a heading, to go on with) a decimal count."""
    top = stack[-1] if stack else None
    if top is not None and top.style is Style.ARTICLE and len(value) > 1:
        if value[0] == top.value[0]:
            return _FIRST_CHILD if value[1:] == (1,) else 0.6
        return -3.0
    before = _count(stack)
    if before:
        carried = _decimal_worth(before, value, place)
        if carried > 0:
            return carried
    if set(value) == {1}:
        return 1.5
    if value[0] == 1 or value[-1] in {0, 1}:
        return 0.0
    if place >= Place.BLOCK:  # the text is an extract, or its numbers are lost
        return -0.6 if len(value) > 1 else -1.2
    return -2.0 - 0.1 * value[0]


def _decimal_worth(open_: tuple[float, ...], value: tuple[float, ...], place: Place) -> float:
    """Return what it is worth to go from the number `open_` to the number `value`."""
    if value <= open_:
        return -2.8 if set(value) == {1} and place >= Place.PAUSE else -8.0
    common = 0
    for ours, theirs in zip(open_, value, strict=False):
        if ours != theirs:
            break
        common += 1
    if common == len(open_):  # a child
        rest = value[common:]
        if len(rest) == 1:
            return _FIRST_CHILD if rest[0] in {0, 1} else 0.6 + _GAP * (rest[0] - 1)
        return -1.0
    ahead = step(open_[common], value[common])
    rest = value[common + 1 :]
    if not rest:
        return _gap_worth(ahead, place)
    if set(rest) <= {0, 1}:  # 8.1 after 7.9: the parent has no label of its own
        return _gap_worth(ahead, place) - 0.6
    return _gap_worth(ahead, place) - 1.2 - 0.2 * sum(rest)


def _item_moves(
    stack: Stack, style: Style, value: tuple[float, ...], place: Place
) -> Iterator[tuple[Stack, float]]:
    gain = _PLACE[place]
    number = value[0]
    found = False
    for index in range(len(stack) - 1, -1, -1):
        level = stack[index]
        if level.style is not style:
            continue
        found = True
        ahead = step(level.value[0], number)
        after = (*stack[:index], Level(style, value, level.before))
        if ahead == 1:
            yield after, gain + _NEXT - 0.05 * (len(stack) - index)
        elif ahead > 1:
            yield after, gain + _gap_worth(ahead, place) - (0.3 if place >= _FIRM else 1.2)
        elif number == 1:
            yield after, gain - 0.5
        else:
            yield after, gain - 4.0
    if found or len(stack) >= _MAX_DEPTH:
        return
    opened = (*stack, Level(style, value, _count(stack) if style is Style.ROMAN_DOT else ()))
    if number == 1:
        yield opened, gain + (0.5 if place >= _FIRM else -0.6)
    elif place >= _FIRM:
        yield opened, gain - min(0.6 + 0.2 * number, 2.5)
    elif number <= _LARGEST_GAP and place >= Place.PAUSE:
        yield opened, gain - 1.6 - 0.2 * number
