"""Rows that want the Sponsor free to buy elsewhere, and the clauses that free or tie it."""

from collections.abc import Sequence

from contract_lint.align.features import Wanted
from contract_lint.align.index import Entry
from contract_lint.align.reply import Reply
from contract_lint.align.reversal import escape, gate
from contract_lint.align.source import Source
from contract_lint.language.sourcing import Tie
from contract_lint.model import Deviation, Limit, Verdict

_TOPIC = "topic:second source"
_STRONGEST = (Tie.TIED, Tie.HIDDEN, Tie.SHARE, Tie.FREE, Tie.IF)
_VERDICTS = {
    Tie.TIED: (Verdict.CONTRADICTED, "negation"),
    Tie.HIDDEN: (Verdict.UNVERIFIABLE, "redaction"),
    Tie.SHARE: (Verdict.WEAKER, "scope"),
    Tie.IF: (Verdict.CONDITIONAL, "condition"),
}


def asks_for_free_sourcing(wanted: Wanted) -> bool:
    """Say whether a row asks that the Sponsor may buy from whom it likes, whatever the terms."""
    row = wanted.requirement
    return (
        row.limit is Limit.PRESENT
        and row.party == "Sponsor"
        and wanted.right
        and wanted.query.action == "permit"
        and _TOPIC in wanted.query.core
    )


def find_tie(entries: Sequence[Entry], sources: Sequence[Source]) -> Reply | None:
    """Return the clause that ties the Sponsor to its supplier or frees it; None where none does.

    A tie counts before a freedom, and one for all before one for a share.
    """
    found = [
        (entry, sourcing)
        for entry in entries
        for sourcing in sources[entry.contract].sourcing(entry.provision)
    ]
    if not found:
        return None
    entry, sourcing = min(found, key=lambda each: _STRONGEST.index(each[1].tie))
    source = sources[entry.contract]
    text = source.text_of(entry.provision)
    if sourcing.tie is Tie.FREE:
        verdict = Verdict.CONDITIONAL
        kind, words = "exception", escape(text, source.names, {"CDMO"})
        if not words:
            kind, words = "consent gate", gate(text)
        if not words:
            return Reply(entry, Verdict.MET, "the clause leaves the Sponsor free to buy elsewhere")
    else:
        verdict, kind = _VERDICTS[sourcing.tie]
        words = " ".join(text[sourcing.start : sourcing.end].split())
    deviation = Deviation(kind, "free choice of supplier", f"“{words}”")
    return Reply.differing(entry, verdict, deviation)
