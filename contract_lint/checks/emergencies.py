"""Checks on words that set everything else aside."""

import re
from collections.abc import Iterator, Sequence

from contract_lint.model import DocumentSet, Hit, ReadContract, Span

CALL = re.compile(
    r"\bin (?:the |any )?(?:case|event) of (?:an )?(?:emergency|urgency)\b"
    r"|\b(?:in|during|for|under) (?:an )?emergenc(?:y|ies)\b(?! (?:change|response|power|exit|services?|contact|call|care))"
    r"|\burgent (?:matters?|requests?|cases?|situations?|needs?|work|orders?)\b"
    r"|\bemergency (?:mode|situations?|cases?|requests?)\b",
    re.IGNORECASE,
)
DEFINED = re.compile(
    r"[\"'“‘]emergency[\"'”’] (?:means|shall mean|is|has)|\bemergency (?:means|shall mean|is (?:an event|a situation|any))"
    r"|\b(?:an? )?(?:event|situation) (?:is|counts as|qualifies as) (?:an )?emergency (?:only )?(?:if|where|when)",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:fire|evacuat\w*|building|exit|patients? room|medical emergency|physician|ambulance|safety of persons|"
    r"state of emergency|force majeure|act of god|government\w*|medical use|unblind\w*|as defined)\b",
    re.IGNORECASE,
)
ACTS = re.compile(
    r"\b(?:shall|will|must|may|can|take|takes|gives?|has|have|is|are|precedence|priority|comes?)\b",
    re.IGNORECASE,
)


def undefined_emergency(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the first place where an emergency changes what is owed and nothing defines it."""
    if any(DEFINED.search(read.contract.document.text) for read in reads):
        return
    for index, read in enumerate(reads):
        document = read.contract.document
        for provision in read.provisions:
            words = " ".join(document.quote(provision.span).split("\n"))
            found = CALL.search(words)
            if found is None or ELSEWHERE.search(words) or not ACTS.search(words):
                continue
            start = provision.span.start
            span = Span(start + found.start(), start + found.end())
            yield index, Hit(span, {"text": " ".join(document.quote(span).split())})
            return
