"""Words in the form in which two drafts of a contract are compared."""

import re
import unicodedata
from bisect import bisect_left

from contract_lint.model import Clause, Contract, Reference, ReferenceKind, Span

_WORD = re.compile(r"\w+")


def plain(text: str) -> str:
    """Return the words of `text` in lower case, one blank between them, without any sign."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def plain_words(contract: Contract, span: Span) -> str:
    """Return the words that `span` covers, as they stay when clauses are numbered anew.

    A reference to a clause of the same contract is given as the heading of that clause.
    """
    parts, at = [], span.start
    first = bisect_left(contract.references, span.start, key=lambda found: found.span.start)
    for reference in contract.references[first:]:
        if reference.span.start >= span.end:
            break
        if reference.kind is ReferenceKind.CLAUSE and reference.clause is not None:
            parts += [contract.document.quote(Span(at, reference.span.start))]
            parts += [_target(contract, reference)]
            at = reference.span.end
    parts.append(contract.document.quote(Span(at, max(at, span.end))))
    return plain("\n".join(parts))


def plain_heading(contract: Contract, clause: Clause) -> str:
    """Return the nearest heading at or above `clause`, without its number; empty where none is."""
    for each in (clause, *contract.ancestors(clause)):
        heading = plain(contract.document.quote(each.heading)) if each.heading else ""
        if heading:
            return heading
    return ""


def _target(contract: Contract, reference: Reference) -> str:
    assert reference.clause is not None
    return plain_heading(contract, contract.clauses[reference.clause])
