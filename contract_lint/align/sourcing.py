"""Rows that want the Sponsor free to buy elsewhere, and the clauses that free or tie it."""

from collections.abc import Sequence

from contract_lint.align.features import Wanted
from contract_lint.align.index import Entry
from contract_lint.align.reply import Reply
from contract_lint.align.reversal import escape, gate
from contract_lint.align.source import Source
from contract_lint.align.wording import reason
from contract_lint.language.sourcing import Sourcing, Tie
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
    found: list[tuple[int, int, Entry, Sourcing]] = []
    for at, entry in enumerate(entries):
        for sourcing in sources[entry.contract].sourcing(entry.provision):
            found.append((_STRONGEST.index(sourcing.tie), at, entry, sourcing))
    if not found:
        return None
    _, _, entry, sourcing = min(found, key=lambda each: each[:2])
    if sourcing.tie is Tie.FREE:
        text, names = (
            sources[entry.contract].text_of(entry.provision),
            sources[entry.contract].names,
        )
        for kind, words in (
            ("exception", escape(text, names, {"CDMO"})),
            ("consent gate", gate(text)),
        ):
            if words:
                taken = Deviation(kind, "free choice of supplier", f"“{words}”")
                return Reply(entry, Verdict.CONDITIONAL, reason([taken], ""), (taken,))
        return Reply(entry, Verdict.MET, "the clause leaves the Sponsor free to buy elsewhere")
    verdict, kind = _VERDICTS[sourcing.tie]
    words = " ".join(
        sources[entry.contract].text_of(entry.provision)[sourcing.start : sourcing.end].split()
    )
    deviation = Deviation(kind, "free choice of supplier", f"“{words}”")
    return Reply(entry, verdict, reason([deviation], ""), (deviation,))
