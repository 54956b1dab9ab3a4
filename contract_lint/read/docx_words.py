"""Collect the words of a paragraph in one line, and the tracked changes among them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from contract_lint.read.lines import SourceRevision

_BLANKS = re.compile(r"\s{2,}|[^\S ]")  # all but a single blank
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c")
)
_PLAIN = {**_INVISIBLE, 0x2011: "-"}  # the non-breaking hyphen


_JOINED = ".,:;)-–—"  # what may follow a number without a blank


class Change(NamedTuple):
    """Who made a tracked change, and when."""

    kind: str  # insertion, deletion, move
    author: str
    date: str


class Finished(NamedTuple):
    """A line of text and the changes in it."""

    text: str
    revisions: tuple[SourceRevision, ...] = ()


def join(lines: Iterable[Finished]) -> Finished:
    """Set lines one after the other, a blank between them."""
    texts: list[str] = []
    revisions: list[SourceRevision] = []
    offset = 0
    for text, changes in lines:
        revisions.extend(
            change._replace(start=change.start + offset, end=change.end + offset)
            for change in changes
        )
        if text:
            texts.append(text)
            offset += len(text) + 1
    text = " ".join(texts)
    limit = len(text)
    return Finished(
        text,
        tuple(
            each._replace(start=min(each.start, limit), end=min(each.end, limit))
            for each in revisions
        ),
    )


def characters(text: str, *, after_blank: bool) -> tuple[str, tuple[int, ...]]:
    """Return what `Words.add` keeps of `text`, and where in `text` each character of it stands."""
    kept: list[str] = []
    places: list[int] = []
    blank = after_blank
    for place, character in enumerate(text):
        if ord(character) in _INVISIBLE:
            continue
        if character.isspace():
            if not blank:
                kept.append(" ")
                places.append(place)
            blank = True
        else:
            kept.append(_PLAIN.get(ord(character)) or character)
            places.append(place)
            blank = False
    return "".join(kept), tuple(places)


@dataclass(slots=True)
class Words:
    """A growing line: runs of white space become one blank, invisible characters go."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    revisions: list[SourceRevision] = field(default_factory=list)
    _open: bool = True  # a blank at the end, or nothing yet

    def add(self, text: str, change: Change | None = None) -> None:
        """Append text, which `change` put there."""
        if not text.isascii():
            text = text.translate(_PLAIN)
        if "  " in text or not text.isprintable():
            text = _BLANKS.sub(" ", text)
        if self._open:
            text = text.removeprefix(" ")
        if not text:
            return
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        self._open = text.endswith(" ")
        if change is not None:
            self._record(change, start)

    def delete(self, change: Change) -> None:
        """Record that words were taken out here."""
        self._record(change, self.length)

    def is_blank(self) -> bool:
        """Say whether there are no words so far."""
        return not self.length

    def finish(self, label: str = "", glued: bool = False) -> "Finished":
        """Return the line without a blank at its end, its number in front."""
        text = "".join(self.parts).rstrip(" ")
        limit = len(text)
        head = label
        if label and text and not (glued and text[0] in _JOINED):
            head = f"{label} "
        shift = len(head)
        revisions = tuple(
            change._replace(
                start=min(change.start, limit) + shift, end=min(change.end, limit) + shift
            )
            for change in self.revisions
        )
        return Finished(head + text, revisions)

    def _record(self, change: Change, start: int) -> None:
        last = self.revisions[-1] if self.revisions else None
        if last is not None and last.end == start and last[2:] == change:
            self.revisions[-1] = last._replace(end=self.length)
        else:
            self.revisions.append(SourceRevision(start, self.length, *change))
