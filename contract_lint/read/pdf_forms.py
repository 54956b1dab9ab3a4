"""Tell forms that show themselves, or each other far too often, before PDFium follows them.

A form is a drawing that pages and other forms show (ISO 32000-2, 8.10). PDFium copies it each time,
so that a circle of forms, or ten that show ten each, over and over, takes all time and memory.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MAX_SHOWN = 20_000  # forms shown by one form, directly and through others
REACH = 4_000  # bytes before and after the mark of a form that may belong to its dictionary
MAX_CONTENT = 1 << 20  # bytes of the content of a form that is looked into

MARK = re.compile(rb"/Subtype\s{0,9}/Form\b")
OBJECT = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b")
RESOURCES = re.compile(rb"/Resources\s{1,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
OTHERS = re.compile(rb"/XObject\s{0,9}(?:<<([^>]{0,4000})>>|(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b)")
REFERENCE = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
SHOWS = re.compile(rb"\bDo\b")


class _Form(NamedTuple):
    """The numbers of the objects that a form may show, and how many times it shows one."""

    others: frozenset[int]
    times: int


def shows_too_much(data: bytes) -> bool:
    """Say whether a form of the file shows itself, or more forms than any page needs.

    Looks at what lies open in the bytes; resources packed into object streams are not followed.
    """
    forms = dict(_forms(data))
    nested = {
        number: form._replace(others=form.others & forms.keys())
        for number, form in forms.items()
        if form.others & forms.keys() and form.times
    }
    counts: dict[int, int] = {}
    return any(_count(number, nested, counts, ()) > MAX_SHOWN for number in nested)


def _count(
    number: int, forms: Mapping[int, _Form], counts: dict[int, int], above: tuple[int, ...]
) -> int:
    """Return how many forms a form shows; beyond all bounds where it is shown by itself."""
    if number in above or len(above) > 50:
        return MAX_SHOWN + 1
    if number not in forms:
        return 1
    if number not in counts:
        form = forms[number]
        most = max(_count(other, forms, counts, (*above, number)) for other in form.others)
        counts[number] = min(1 + form.times * most, MAX_SHOWN + 1)
    return counts[number]


class _Objects:
    """The objects that lie open in a file, found in one pass when first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.places: dict[int, int] | None = None

    def __getitem__(self, number: bytes) -> bytes:
        """Return the beginning of an object; nothing where it does not lie open."""
        if self.places is None:
            self.places = {int(match[1]): match.end() for match in OBJECT.finditer(self.data)}
        start = self.places.get(int(number))
        if start is None:
            return b""
        end = self.data.find(b"endobj", start, start + REACH)
        return self.data[start : end if end >= 0 else start + REACH]


def _forms(data: bytes) -> Iterator[tuple[int, _Form]]:
    objects = _Objects(data)
    for mark in MARK.finditer(data):
        start = max(0, mark.start() - REACH)
        begin = data.rfind(b" obj", start, mark.start())
        end = data.find(b"stream", mark.end(), mark.end() + REACH)
        if begin < 0 or end < 0:
            continue
        names = list(OBJECT.finditer(data, max(0, begin - 20), begin + 4))
        dictionary = data[begin:end]
        others = frozenset(_others(objects, dictionary))
        if names and others:
            yield int(names[-1][1]), _Form(others, _times(data, dictionary, end))


def _others(objects: _Objects, dictionary: bytes) -> Iterator[int]:
    """Yield the numbers of what the resources of a form name."""
    apart = RESOURCES.search(dictionary)
    found = OTHERS.search(objects[apart[1]] if apart else dictionary)
    if found is None:
        return
    names = found[1] if found[1] is not None else objects[found[2]]
    for reference in REFERENCE.finditer(names):
        yield int(reference[1])


def _times(data: bytes, dictionary: bytes, stream: int) -> int:
    """Return how many times the content of a form shows another; 1 where it cannot be opened."""
    start = stream + len(b"stream")
    end = data.find(b"endstream", start)
    content = data[start : end if end >= 0 else None].lstrip(b"\r\n")[:MAX_CONTENT]
    if b"/Filter" in dictionary:
        if b"/FlateDecode" not in dictionary:
            return 1
        try:
            content = zlib.decompressobj().decompress(content, MAX_CONTENT)
        except zlib.error:
            return 1
    return len(SHOWS.findall(content))
