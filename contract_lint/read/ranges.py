"""Name many places of a document in a few words."""

from collections.abc import Iterable

from contract_lint.model import Document, Span

_SHOWN = 5  # line ranges that a note names


def line_ranges(document: Document, spans: Iterable[Span]) -> str:
    """Return the lines of `spans`, which stand in reading order, as `lines 3, 5-7`."""
    ranges: list[list[int]] = []
    for span in spans:
        place = document.locate(span)
        if ranges and place.line <= ranges[-1][1] + 2:
            ranges[-1][1] = max(ranges[-1][1], place.end_line)
        else:
            ranges.append([place.line, place.end_line])
    shown = [f"{first}-{last}" if last > first else str(first) for first, last in ranges]
    more = f" and {len(shown) - _SHOWN} more places" if len(shown) > _SHOWN else ""
    single = len(shown) == 1 and "-" not in shown[0]
    return f"line{'' if single else 's'} {', '.join(shown[:_SHOWN])}{more}"
