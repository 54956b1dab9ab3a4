"""Checks on responsibility matrices: exactly one owner for each activity, here and in the prose."""

import re
from collections.abc import Iterator

from contract_lint.model import Hit, Modality, Norm, ReadContract, Role, Span

SHARED = re.compile(
    r"\b(?:confidential\w*|complian\w+|comply|laws?|training|meetings?|attend\w*|communicat\w+|retention|"
    r"archiv\w+|both|each|own|jointly|mutual\w*|respective\w*|review of this agreement|contacts?)\b",
    re.IGNORECASE,
)
DUTY = re.compile(
    r"\b(?:shall|will|must)\s+(?:also\s+|always\s+)?(?:be\s+responsible\s+for\s+(?:the\s+)?|be\s+)?(?P<verb>[a-z]{4,})"
    r"|\b(?:is|are)\s+responsible\s+for\s+(?:the\s+)?(?P<noun>[a-z]{4,})"
)
WORD = re.compile(r"[A-Za-z]{3,}")
SMALL = re.compile(
    r"(?:the|and|for|with|from|all|any|each|its|their|our|his|other|than|such|per|prior|before|after|of|in|on|to|by|"
    r"activit(?:y|ies)|responsibility)"
)
STEM = 5  # letters that two forms of a word have in common
OTHERS = {Role.CDMO.value: Role.SPONSOR.value, Role.SPONSOR.value: Role.CDMO.value}
LEAST_WORDS = 2  # of an activity, below which prose about it cannot be told


def matrix_gaps(read: ReadContract) -> Iterator[Hit]:
    """Point at activities of a responsibility matrix for which no party is responsible."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.matrices import tasks

    for task in tasks(read.contract):
        if task.applicable and not task.heading and not task.owners:
            yield Hit(task.span, {"activity": task.name})


def matrix_overlaps(read: ReadContract) -> Iterator[Hit]:
    """Point at activities for which a responsibility matrix names two responsible parties.

    Where two ticks in a row are the custom of a matrix, they stand for two parts of a task and
    nothing is said.
    """
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.matrices import tasks

    for task in tasks(read.contract):
        if len(task.owners) > 1 and not task.doubtful and not SHARED.search(task.name):
            values = {"activity": task.name, "parties": " and ".join(task.owners)}
            yield Hit(task.span, values)


def matrix_against_prose(read: ReadContract) -> Iterator[Hit]:
    """Point at sentences that lay on one party what the matrix of the document gives to the other."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.matrices import tasks

    owned = [task for task in tasks(read.contract) if len(task.roles) == 1 and task.applicable]
    if not owned:
        return
    duties = [norm for norm in read.norms if _lays_duty(read, norm)]
    for task in owned:
        wanted = _stems(task.name)
        if len(wanted) < LEAST_WORDS:
            continue
        for norm in duties:
            if norm.bearers == (OTHERS[task.roles[0]],) and _does(read, norm, wanted):
                line = read.contract.document.locate(task.span).line
                values = {"activity": task.name, "owner": task.owners[0], "line": str(line)}
                yield Hit(_own(read, norm), values)


def _lays_duty(read: ReadContract, norm: Norm) -> bool:
    in_prose = read.provisions[norm.provision].row is None
    return (
        in_prose
        and norm.modality is Modality.OBLIGATION
        and norm.bearers in ((Role.CDMO.value,), (Role.SPONSOR.value,))
    )


def _does(read: ReadContract, norm: Norm, wanted: list[str]) -> bool:
    """Say whether the verb of a duty is the head of the activity, and all its words stand there."""
    words = read.contract.document.quote(norm.span)
    found = DUTY.search(words)
    if found is None:
        return False
    verb = (found["verb"] or found["noun"]).lower()
    named = set(_stems(words))
    acts = any(_alike(verb, word) for word in (wanted[0], wanted[-1]))
    return acts and all(any(_alike(word, other) for other in named) for word in wanted)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    length = min(STEM, len(one), len(other))
    return length >= 4 and one[:length] == other[:length]


def _stems(words: str) -> list[str]:
    return [word.lower() for word in WORD.findall(words) if SMALL.fullmatch(word.lower()) is None]


def _own(read: ReadContract, norm: Norm) -> Span:
    text = read.contract.document.quote(norm.span)
    end = norm.span.start + len(text.rstrip())
    return Span(norm.span.start, end)
