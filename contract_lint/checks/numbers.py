"""Checks on numbers that say two things."""

import re
from collections.abc import Iterator
from decimal import Decimal

from contract_lint.model import Hit, ReadContract, Span

PAIR = re.compile(r"[A-Za-z]\s{0,3}[(\[]\s{0,2}\d|\d\s{0,3}\(\s{0,2}[a-z]")
UNIT = r"(?:per ?cent|percent|%|(?:business |working |calendar )?(?:days?|hours?|weeks?|months?|years?)|vials?)"
TWIN = re.compile(
    rf"\s{{0,3}}(?P<unit>{UNIT})\s{{0,3}}[(\[]\s{{0,2}}(?P<digits>\d{{1,6}}(?:\.\d{{1,4}})?)\s{{0,2}}(?P<twin>{UNIT})\s{{0,2}}[)\]]"
)  # "ninety percent (80 %)": the unit stands between the two numbers
REACH = 80  # characters that a number in words may take
ITEM = re.compile(r"[(\[]\s{0,2}\d{1,2}\s{0,2}[)\]]")  # (1), also the mark of a list item


def unequal_numbers(read: ReadContract) -> Iterator[Hit]:
    """Point at numbers whose words and digits differ: "thirty (60) days"."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.numbers import NUMBER, fold, number_at

    document = read.contract.document
    for provision in read.provisions:
        words = document.quote(provision.span)
        pairs = [pair.end() for pair in PAIR.finditer(words)]
        if not pairs:
            continue
        folded = fold(words)
        for found in re.compile(NUMBER).finditer(folded, max(0, pairs[0] - REACH)):
            number = number_at(folded, found.start())
            if number is None:
                continue
            said, written, end = number.words, number.value, number.end
            twin = TWIN.match(folded, end) if found["words"] and not number.paired else None
            if twin is not None and _measure(twin["unit"]) == _measure(twin["twin"]):
                said, written, end = number.value, Decimal(twin["digits"]), twin.end()
            elif not number.paired:
                continue
            if said is None or written is None or said == written:
                continue
            if _counts_items(words, number.start, end) or folded[: number.start].endswith(
                "half of "
            ):
                continue
            start = provision.span.start
            span = Span(start + number.start, start + end)
            text = " ".join(document.quote(span).split())
            yield Hit(span, {"text": text, "words": f"{said:f}", "digits": f"{written:f}"})


def _measure(unit: str) -> str:
    """Return one word for each measure: "per cent" and "%" are one."""
    return "%" if unit.startswith(("%", "per")) else unit.rpartition(" ")[2].removesuffix("s")


def _counts_items(words: str, start: int, end: int) -> bool:
    """Say whether the digits mark a list item ("the following two: (1) ... (2)")."""
    mark = ITEM.search(words, start, end)
    if mark is None:
        return False
    number = int(re.sub(r"\D", "", mark.group()))
    others = {int(re.sub(r"\D", "", m.group())) for m in ITEM.finditer(words) if m != mark}
    return number <= 9 and bool({number + 1, number - 1} & others)
