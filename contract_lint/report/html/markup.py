"""HTML that is escaped unless it was made here."""

from html import escape
from itertools import chain

VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})

_CONTROLS = dict.fromkeys(chain(range(0x20), range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")
for _kept in "\t\n":
    del _CONTROLS[ord(_kept)]


class Html(str):
    """Text that is markup already; any other `str` is escaped where it is put into a page."""

    __slots__ = ()


def literal(text: str) -> Html:
    """Return `text` as the page shows it; what HTML cannot hold becomes U+FFFD."""
    if isinstance(text, Html):
        return text
    return Html(escape(text.translate(_CONTROLS), quote=True))


def join(*parts: str) -> Html:
    """Return the parts one after the other, each escaped where it is plain text."""
    return Html("".join(map(literal, parts)))


def element(tag: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """Return an element; `class_` stands for class and `data_f` for data-f.

    An attribute that is None or False is left out; True gives one without a value.
    """
    opened = [tag]
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            opened.append(name)
        elif value is not None and value is not False:
            opened.append(f'{name}="{literal(str(value))}"')
    start = f"<{' '.join(opened)}>"
    return Html(start if tag in VOID else f"{start}{join(*children)}</{tag}>")
