"""Checks on words that set everything else aside."""

import re
from collections.abc import Iterator, Sequence

from contract_lint.model import DocumentSet, Hit, ReadContract, Span

CALL = re.compile(
    r"\bin (?:the |any )?(?:case|event)s? of (?:an )?(?:emergency|urgency)\b"
    r"|\b(?:in|during|for|under|upon) (?:an |any )?emergenc(?:y|ies)\b(?! (?:change|response|power|exit|services?|contact|call|care|use))"
    r"|\burgent (?:matters?|requests?|cases?|situations?|needs?|work|orders?|issues?|tasks?|quer(?:y|ies))\b"
    r"|\bemergency (?:mode|situations?|cases?|requests?|meetings?|basis|treatment)\b"
    r"|\b(?:cases|situations|requests) of urgency\b"
    r"|\b(?:declar|designat|classif|treat|regard|mark|label|flag|raise)\w*[^.;]{0,60}\b(?:an emergency|as (?:an )?emergenc(?:y|ies)|urgent)\b",
    re.IGNORECASE,
)
_WORD = r"[\"'“‘]?[*_]{0,3}(?:emergency|emergencies|urgent|urgency|urgent (?:matter|request|case)s?)[*_]{0,3}[\"'”’]?"
DEFINED = re.compile(
    rf"{_WORD}\s(?:(?:shall )?means?|is (?:an event|a situation|any)|refers? to|exists? (?:only )?(?:if|where|when))"
    rf"|\b(?:is|are|counts? as|qualif(?:y|ies) as|considered|deemed|regarded as) (?:an )?{_WORD} (?:only )?(?:if|where|when)\b"
    r"|[\"“]emergency[\"”] (?:is|has)\b",
    re.IGNORECASE,
)
OBJECTIVE = re.compile(
    r"\b(?:patients?|batch(?:es)?|lots?|loss|lost|contaminat\w*|authorit\w+|regulat\w+|injur\w*|deadlines?|hours|days|damage\w*|"
    r"power|recalls?|death|health|fire|failure|breakdown|shortage|stock-?out|spoil\w*|destr\w+)\b|\b\d+ ?h\b",
    re.IGNORECASE,
)
HINT = re.compile(r"emergenc|urgen", re.IGNORECASE)
NEAR = 80  # characters around the word in which it can be defined
SENTENCE_ENDS = re.compile(r"\.\s+(?=[A-Z\"“])")
LONGEST_DEFINITION = 600  # characters in which the test of an emergency must be told
ELSEWHERE = re.compile(
    r"\b(?:fire|evacuat\w*|building|exit|patients? room|medical emergency|physician|ambulance|safety of persons|"
    r"state of emergency|emergency use|relief|injuncti\w+|force majeure|act of god|government\w*|medical use|unblind\w*|as defined)\b",
    re.IGNORECASE,
)
ACTS = re.compile(
    r"\b(?:shall|will|must|may|can|acts?|reacts?|handles?|proceeds?|responds?|deviates?|departs?|informs?|take|takes|gives?|has|have|is|are|do|does|apply|applies|precedence|priority|comes?)\b",
    re.IGNORECASE,
)


def undefined_emergency(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at the first place where an emergency changes what is owed and nothing defines it."""
    definitions = [(read, found) for read in reads for found in _definitions(read)]
    if any(_tests(read, found) for read, found in definitions):
        return
    for index, read in enumerate(reads):
        document = read.contract.document
        for definer, definition in definitions:
            if definer is read:
                span = Span(*definition.span())
                yield index, Hit(span, {"text": " ".join(document.quote(span).split())})
                return
        if HINT.search(document.text) is None:
            continue
        for provision in read.provisions:
            words = " ".join(document.quote(provision.span).split("\n"))
            found = CALL.search(words) if HINT.search(words) else None
            if found is None or ELSEWHERE.search(words) or not ACTS.search(words):
                continue
            start = provision.span.start
            span = Span(start + found.start(), start + found.end())
            yield index, Hit(span, {"text": " ".join(document.quote(span).split())})
            return


def _definitions(read: ReadContract) -> Iterator[re.Match[str]]:
    text = read.contract.document.text
    for hint in HINT.finditer(text):  # the slow form is tried only around the word
        found = DEFINED.search(text, max(0, hint.start() - NEAR), hint.end() + NEAR)
        if found is not None and found.end() > hint.start():
            yield found


def _tests(read: ReadContract, definition: re.Match[str]) -> bool:
    """Say whether a definition tells something that can be seen: a patient, a batch, a clock."""
    text = read.contract.document.text
    words = text[definition.end() : definition.end() + LONGEST_DEFINITION]
    return OBJECTIVE.search(SENTENCE_ENDS.split(words)[0]) is not None
