"""The `regex` pattern: for signs and blanks that are no words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language

from contract_lint.match.anchors import anchors
from contract_lint.match.book import PhraseBook
from contract_lint.match.ground import SIGNS, Ground
from contract_lint.model import Span


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression that ignores case.

    A blank in it stands for any run of white space, `<CDMO>` and `<Sponsor>` for every name of
    that party.

    `anchors` are strings of which every match holds one (none known: empty).
    """

    expression: re.Pattern[str]
    anchors: tuple[str, ...]

    def everywhere(self, ground: Ground) -> Iterator[Span]:
        """Yield each match that lies within one provision."""
        if self.anchors and not any(anchor in ground.whole for anchor in self.anchors):
            return
        for provision, words in zip(ground.read.provisions, ground.lowered, strict=True):
            if self.anchors and not any(anchor in words for anchor in self.anchors):
                continue
            span = provision.span
            for found in self.expression.finditer(ground.text, span.start, span.end):
                if found.end() > found.start():
                    yield Span(ground.start_of_name(found.start()), found.end())

    def within(self, ground: Ground, region: Span) -> bool:
        """Say whether the expression matches in `region`."""
        return self.expression.search(ground.text, region.start, region.end) is not None


def compile_regex(_nlp: Language, _book: PhraseBook, expression: str) -> Regex:
    """Compile `expression`."""
    for role, sign in SIGNS.items():
        expression = expression.replace(f"<{role}>", sign)
    return Regex(re.compile(widen(expression), re.IGNORECASE), anchors(expression))


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
