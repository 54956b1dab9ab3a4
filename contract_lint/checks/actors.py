"""Checks on who does what is to be done."""

import re
from collections.abc import Iterator

from contract_lint.model import Hit, Modality, Norm, Provision, ReadContract, Span

TASK = re.compile(
    r"\b(?:shall|must|will|are to|is to|need to|has to|have to) (?:\w+ly )?be (?:\w+ly )?"
    r"(?:investigated|reported|notified|tested|qualified|validated|calibrated|prepared|reviewed|approved|"
    r"sampled|archived|cleaned|monitored|trended|inspected|verified|forwarded|evaluated|assessed|answered|"
    r"communicated|ensured|retained|documented|recorded|escalated|performed|implemented|trained|quarantined|"
    r"labelled|labeled|retested|repeated|carried out|analy[sz]ed|stored|issued|submitted|executed|updated|closed|"
    r"drawn|taken|collected|measured|checked|examined|counted|confirmed|demonstrated|destroyed|returned)\b",
    re.IGNORECASE,
)
NOMINAL = re.compile(
    r"^(?:notification|investigation|review|testing|approval|qualification|validation|reporting|release) of [^.;]{1,60}"
    r"\bto (?:take place|occur|be (?:done|made|given|completed|performed))\b",
    re.IGNORECASE,
)
TO_BE = re.compile(  # "results to be trended every quarter": a duty without its "shall"
    r"^(?:(?!(?:is|are|has|have|shall|will|must|may|the|a|an|of which)\b)[\w-]+ ){1,7}to be (?:\w+ly )?"
    r"(?:investigated|reported|notified|tested|qualified|validated|calibrated|prepared|reviewed|approved|sampled|archived|cleaned|monitored|"
    r"trended|inspected|verified|forwarded|evaluated|assessed|answered|communicated|retained|documented|recorded|escalated|performed|"
    r"implemented|trained|quarantined|labelled|labeled|retested|repeated|stored|issued|submitted|updated|measured|checked|destroyed|returned)\b"
    r"(?![^.;]{0,120}\b(?:is|are|shall|will|must|may|has|have)\b)",
    re.IGNORECASE,
)
ACTOR = re.compile(
    r"\bby (?:the |a |an |each |either |both |its |their |another |any )?(?!mutual|agreement|means|reference|using|written|"
    r"law|default|virtue|way|e-?mail|courier|lot|batch)[A-Za-z]|\b(?:party|parties|responsib\w+|laborator\w+|"
    r"both|arbitrat\w+|QA|quality unit|department|personnel|operators?|committee|authorit\w+|who)\b",
    re.IGNORECASE,
)


def no_actor(read: ReadContract) -> Iterator[Hit]:
    """Point at tasks in the passive for which the sentence, its lead-in and headings name nobody."""
    # here, because the package around it loads spaCy, which listing the rules does not need
    from contract_lint.language.norms import Names

    names = Names.of(read.contract)
    document = read.contract.document
    duties = {norm.provision: norm for norm in read.norms if _is_open(norm)}
    for provision in read.provisions:
        if provision.row is not None:
            continue
        words = " ".join(document.quote(provision.span).split("\n"))
        found = TASK.search(words) if provision.index in duties else None
        found = found or NOMINAL.search(words) or TO_BE.search(words)
        if found is None:
            continue
        around = " ".join(document.quote(span) for span in _around(read, provision))
        if ACTOR.search(words) or ACTOR.search(around) or names.find(words) or names.find(around):
            continue
        start = provision.span.start
        span = Span(start + found.start(), start + found.end())
        yield Hit(span, {"text": " ".join(document.quote(span).split())})


def _is_open(norm: Norm) -> bool:
    return norm.modality is Modality.OBLIGATION and not norm.bearers


def _around(read: ReadContract, provision: Provision) -> Iterator[Span]:
    """Yield lead-in, tail, the clause's other sentences and the headings above."""
    yield from (*provision.lead, *provision.tail)
    clause = read.contract.clauses[provision.clause]
    yield clause.body
    for each in (clause, *read.contract.ancestors(clause)):
        if each.heading is not None:
            yield each.heading
