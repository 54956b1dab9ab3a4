"""The `regex` pattern: for signs and blanks that are no words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import SIGNS, Ground
from contract_lint.match.needs import Need, needs
from contract_lint.model import Span


@dataclass(frozen=True)
class Regex:
    """A regular expression that ignores case, compiled when it is first needed.

    A blank in it stands for any run of white space, `<CDMO>` and `<Sponsor>` for every name of
    that party.
    """

    source: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, with the signs of the parties in the place of their names."""
        return re.compile(widen(self.source), re.IGNORECASE)

    @cached_property
    def need(self) -> Need:
        """What a provision must hold for a match."""
        return needs(self.source)

    def among(self, ground: Ground) -> int:
        """Return the provisions that hold what a match needs."""
        if self.source not in ground.able:
            ground.able[self.source] = ground.holding(self.need)
        return ground.able[self.source]

    def everywhere(self, ground: Ground, among: int) -> Iterator[Span]:
        """Yield each match that lies within one provision; rules that share it seek it once."""
        known = ground.places.setdefault(self.source, {})
        for provision in ground.chosen(among & self.among(ground)):
            if provision.index not in known:
                known[provision.index] = tuple(self._seek(ground, provision.span))
            yield from known[provision.index]

    def _seek(self, ground: Ground, span: Span) -> Iterator[Span]:
        for found in self.expression.finditer(ground.text, span.start, span.end):
            if found.end() > found.start():
                yield Span(ground.start_of_name(found.start()), found.end())

    def first(self, ground: Ground, region: Span) -> Span | None:
        """Return the first match in `region`."""
        provision = ground.provision_of(region)
        if provision is not None and not self.among(ground) >> provision.index & 1:
            return None
        found = self.expression.search(ground.text, region.start, region.end)
        if found is None:
            return None
        return Span(ground.start_of_name(found.start()), found.end())


def compile_regex(_book: PhraseBook, expression: str) -> Regex:
    """Return the pattern of `expression`."""
    for role, sign in SIGNS.items():
        expression = expression.replace(f"<{role}>", sign)
    return Regex(expression)


def widen(expression: str) -> str:
    """Let each blank outside a character class stand for one or more."""
    widened: list[str] = []
    escaped = in_class = False
    for sign, after in zip(expression, f"{expression[1:]}.", strict=True):
        blank = sign == " " and not in_class and not escaped
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif sign == "[":
            in_class = True
        elif sign == "]":
            in_class = False
        if blank:
            widened.append("(?: +)" if after in QUANTIFIERS else " +")
        else:
            widened.append(sign)
    return "".join(widened)


QUANTIFIERS = "?*+{"
