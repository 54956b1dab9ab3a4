"""How the words around a value bound it: at least, up to, about."""

import re

from contract_lint.model.norm import Comparator, Dimension

_G = r"\s{1,4}"
_MORE = (
    rf"at{_G}least|(?:no|not|nor|never|any){_G}(?:be{_G})?(?:less|fewer|lower|shorter|smaller)"
    rf"(?:{_G}(?:often|frequently))?{_G}than|not{_G}(?:fall{_G})?below|nlt|minimum|min\.|>=?|\u2265"
    rf"|at{_G}or{_G}above"
)
_EARLY = rf"(?:no|not){_G}(?:earlier|sooner){_G}than"
_LATE = rf"(?:no|not|nor|never|event|case){_G}(?:be{_G})?later{_G}than"
_LESS = (
    rf"at{_G}most|(?:no|not|nor|never|event|case){_G}(?:to{_G})?(?:be{_G})?(?:more|longer|greater|higher"
    rf"|larger)(?:{_G}(?:often|frequently))?{_G}than"
    rf"|(?:not|never|event|case){_G}(?:to{_G})?(?:shall{_G}(?:it{_G}|they{_G})?)?exceed(?:s|ing)?"
    rf"|not{_G}in{_G}excess{_G}of|up{_G}to|maximum|max\.|nmt|<=?|\u2264|within|at{_G}or{_G}below"
    rf"|not{_G}above|on{_G}or{_G}before"
)
_BEFORE = re.compile(
    rf"(?:(?P<more>{_MORE})|(?P<late>{_LATE})|(?P<early>{_EARLY})|(?P<less>{_LESS})"
    rf"|(?P<over>(?:more|greater|longer|higher){_G}(?:(?:often|frequently){_G})?than"
    rf"|exceed(?:s|ing)?|in{_G}excess{_G}of)|(?P<high>over|above)"
    rf"|(?P<under>(?:less|fewer|shorter|lower|sooner){_G}(?:(?:often|frequently){_G})?than)"
    rf"|(?P<low>under|below)|(?P<only>only)|(?P<by>by)"
    r"|(?P<about>approximately|approx\.?|about|circa|ca\.|roughly|around|~))(?![a-z])"
    r"(?:[\s,:]{1,4}(?:an?|the|its|this|such|said|that|each|in|total|further|additional|initial|"
    r"another|minimum|maximum|period|term|duration|sum|amount|rate|limit|temperature|aggregate|"
    r"volume|of|from|once|every|prior|written|notice|advance|remaining|residual|shelf|life|"
    r"expiry|expiration|dating|lead|time|duration|viability|rolling)\b){0,7}[\s,:(]{0,4}$"
)
_AFTER = re.compile(
    r"\s{0,3}\(?(?:(?P<more>or\s(?:more|greater|longer|above|higher)|(?:at\s{1,3})?minimum|"
    r"at\s(?:the\s)?(?:very\s)?least)|(?P<less>or\s(?:less|fewer|below|lower|shorter|sooner|"
    r"earlier)|(?:at\s{1,3})?maximum|at\s(?:the\s)?(?:most|latest)))\b"
)
_AHEAD = re.compile(
    r"'?s?'?\s{1,4}(?:immediately\s{1,3})?(?:(?:prior|before|preceding|beforehand)\b|"
    r"in\s{1,4}advance\b|ahead\b)"
)
_NEGATED = re.compile(
    r"\b(?:no\s{1,4}(?:event|case)|not|cannot|never)\b"
    r"(?:(?!\b(?:if|when|where|unless|which|that|until)\b)[^.;:]){0,60}$"
)
_LOOK_BACK = 60


def comparator_of(
    folded: str,
    start: int,
    end: int,
    dimension: Dimension,
    *,
    ordinal: bool = False,
    since: int = 0,
) -> Comparator:
    """Return how the words before `start` and after `end` bound the value between them.

    Words before `since` belong to an earlier value. "Not later than thirty days before" asks for
    thirty days or more, so the words that follow count too.
    """
    ahead = dimension is Dimension.TIME and _AHEAD.match(folded, end)
    begin = max(since, start - _LOOK_BACK)
    before = _BEFORE.search(folded[begin:start])
    kind = before.lastgroup if before else None
    if kind == "more":
        return Comparator.AT_LEAST
    if kind == "early":
        return Comparator.AT_MOST if ahead else Comparator.AT_LEAST
    if kind == "late":
        return Comparator.AT_LEAST if ahead else Comparator.AT_MOST
    if (
        kind in ("over", "under")
        and before
        and _NEGATED.search(folded, since, begin + before.start())
    ):
        return Comparator.AT_MOST if kind == "over" else Comparator.AT_LEAST
    if kind in ("less", "under"):
        return Comparator.AT_MOST
    if kind == "over":
        return Comparator.AT_LEAST
    if kind == "about":
        return Comparator.ABOUT
    if kind == "by" and ordinal:
        return Comparator.AT_MOST
    if kind == "only" and dimension is Dimension.RATE:
        return Comparator.AT_MOST
    if kind == "high" and dimension is not Dimension.TIME:
        return Comparator.AT_LEAST
    if kind == "low" and dimension is not Dimension.TIME:
        return Comparator.AT_MOST
    after = _AFTER.match(folded, end)
    if not after:
        return Comparator.EXACTLY
    return Comparator.AT_LEAST if after["more"] else Comparator.AT_MOST
