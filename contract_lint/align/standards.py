"""Rows on a certain standard or paper of quality, and clauses that name another one."""

import re
from collections.abc import Iterator

from contract_lint.align.facts import Facts
from contract_lint.align.precedence import names_quality_agreement
from contract_lint.model import Deviation

_PRACTICE = re.compile(
    r"\bc?-?G(?:A|D|L|C)?[MDLC]Ps?\b|\bGACP\b|\bgood\s+(?:\w+\s+){0,2}?practices?\b|\bpractices?\s+regulations?\b|"
    r"\bQSR\b|\bquality\s+system\s+regulations?\b|\b21\s+C\.?F\.?R\.?|\bISO\s*13485\b|\bEudralex\b|\bPIC/S\b|\bICH\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\bISO\s*/?\s*(?:IEC\s*)?-?\d{4,5}|\bCLIA\b|\bHACCP\b|\bindustry\s+(?:standards?|practices?)|"
    r"\bbest\s+practices?\b|\bquality\s+(?:assurance|control|management|system)s?\s+(?:standards?|programs?|systems?|requirements?|procedures?)\b|"
    r"\b(?:applicable|all)\s+(?:applicable\s+)?(?:laws?|legislation)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\bquality\s+(?:\w+\s+)?(?:manual|plan|schedule|annex|exhibit|protocol)s?\b", re.IGNORECASE
)
# "in accordance with the Quality Agreement" supposes one; these words say that there is one, or will be
_CONCLUDED = re.compile(
    r"\b(?:dated|signed|executed?|executing|execution|enter(?:ed|s|ing)?\s+into|concluded?|concluding|parties\s+to|mak(?:e|ing)|made|agreed|attach\w*|"
    r"annex\w*|append\w*|exhibit|schedule|appendix|means?|shall\s+have|has\s+the\s+meaning|effective\s+as|in\s+(?:force|place|effect)|"
    r"between|establish\w*|negotiat\w+|finali[sz]e\w*|set\s+up|develop\w*|form\s+(?:an?\s+)?(?:integral\s+)?part|incorporat\w+|there\s+is|"
    r"separate|draft\w*|prepar\w+|sign|adopt\w*|complet\w+|approv\w+|agree\s+(?:up)?on|govern\w*|lay\w*\s+down|set\w*\s+(?:out|forth))\b",
    re.IGNORECASE,
)

_ENTIRE = re.compile(
    r"\b(?:entire|whole|complete|full)\s+(?:agreement|understanding|contract)\b", re.IGNORECASE
)


def standard(facts: Facts) -> Iterator[Deviation]:
    """Read a standard of quality that is not the good manufacturing practice a row asks for."""
    wanted = facts.wanted
    if "topic:cgmp" not in wanted.query.core or wanted.query.action in ("define", "notify"):
        return
    said = f"{facts.text} {facts.defined}"
    if _PRACTICE.search(said) or not _PRACTICE.search(wanted.requirement.text):
        return
    other = _OTHER.search(facts.text)
    if other:
        yield Deviation("scope", "good manufacturing practice", " ".join(other.group().split()))


def paper(facts: Facts) -> Iterator[Deviation]:
    """Read a manual or plan of quality where the row asks for a quality agreement."""
    wanted = facts.wanted
    if "topic:quality agreement" not in wanted.query.core or wanted.query.action != "execute":
        return
    named = _PAPER.search(facts.text)
    if named and not names_quality_agreement(facts.text):
        yield Deviation("scope", "a quality agreement", f"a {named.group().lower()}")
    elif _ENTIRE.search(facts.text) or not _CONCLUDED.search(facts.text):
        yield Deviation("scope", "a quality agreement that is concluded", "only its name")
