"""Compare one requirement with one candidate provision, field by field."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from contract_lint.align.assessment import Assessment, outcome
from contract_lint.align.consents import asks_consent
from contract_lint.align.deviations import deviations
from contract_lint.align.facts import Facts
from contract_lint.align.features import Wanted, deciding_norm, side_of
from contract_lint.align.index import MONEY, Entry
from contract_lint.align.measured import assess_value, modal_end
from contract_lint.align.query import Query
from contract_lint.align.retrieve import Candidate
from contract_lint.align.source import Source
from contract_lint.language.analyzer import Analyzer
from contract_lint.language.modality import Modal, find_modals
from contract_lint.language.pipeline import Mention
from contract_lint.model import (
    Deviation,
    Limit,
    Modality,
    Norm,
    Span,
)

_HIDDEN_DUTY = re.compile(
    r"\b(?:shall|will|must|may|entitled|be|to|by)\s*(?:\[\s*[*●•_][^\]]{0,12}\]|\*{3,})",
    re.IGNORECASE,
)


def assess(
    analyzer: Analyzer,
    wanted: Wanted,
    candidate: Candidate,
    source: Source,
    absent: Callable[[str], bool],
) -> Assessment:
    """Judge what `candidate` does for the row; `absent` tells documents outside the set."""
    piece = candidate.entry.provision
    norm = deciding_norm(wanted, candidate.entry)
    ruling = _ruling(candidate.entry, norm, f"action:{wanted.query.action}", source)
    facts = Facts(
        wanted=wanted,
        text=source.text_of(piece),
        after=source.after(piece),
        beside=source.beside(piece),
        below=source.below(piece),
        norm=norm,
        norms=tuple(candidate.entry.norms),
        side=side_of(wanted.requirement.party, source.read),
        names=source.names,
        cues=_cues(candidate.entry, ruling, wanted.query.action, source),
        defined=source.definitions(piece),
        own=source.read.contract.type,
        words=ruling.words,
        acts=ruling.acts,
        governing=ruling.norm,
        task=source.task(piece),
        lost=source.lost_columns(piece),
    )
    requirement = wanted.requirement
    if wanted.dimension is not None:
        found = assess_value(facts, candidate, source, absent)
    elif requirement.limit in (Limit.ALL_OF, Limit.NONE_OF) and requirement.items:
        found = _assess_items(analyzer, facts, candidate, source)
    else:
        found = _assess_presence(facts, candidate, source, absent)
    return replace(found, passing=_names_in_passing(wanted.query, candidate.entry, ruling))


@dataclass(frozen=True, slots=True)
class _Ruling:
    """The norm whose verb is the row's action, with its words after those that it stands under."""

    norm: Norm | None
    words: str
    acts: tuple[int, ...]  # where in the words the action is named
    cues: frozenset[str]  # of the lead-in, where that holds the verb


def _ruling(entry: Entry, norm: Norm | None, named: str, source: Source) -> _Ruling:
    """Return what rules the row's action: where two norms share its words, the one before it."""
    if norm is None:
        return _Ruling(None, "", (), frozenset())
    quote = source.read.contract.document.quote
    mentions = [m for m in entry.mentions if m.concept == named]
    spots = [m.start for m in mentions if norm.span.covers(Span(m.start, m.end))]
    if not spots and norm.modality in (Modality.RIGHT, Modality.PERMISSION):
        norm = next((n for n in entry.norms if n.quantities and _does(n, named)), norm)
    elif spots and spots[-1] < modal_end(norm, quote):
        earlier = (n for n in entry.norms if n.span.start <= spots[-1] < n.span.end)
        norm = next((n for n in earlier if modal_end(n, quote) <= spots[-1]), norm)
    words, start = quote(norm.span), norm.span.start
    acts = tuple(m.start - start for m in mentions if norm.span.covers(Span(m.start, m.end)))
    lead = entry.provision.lead
    if lead and not any(modal.modality is norm.modality for modal in find_modals(words)):
        above = f"{quote(lead[-1])} "
        acts = tuple(at + len(above) for at in acts)
        return _Ruling(norm, above + words, acts, entry.context & _LED)
    return _Ruling(norm, words, acts, frozenset())


def _does(norm: Norm, named: str) -> bool:
    return named.removeprefix("action:") in norm.actions


_EFFORT = "cue:effort"
# "following their good faith efforts to agree, the parties shall", "if, after its efforts": these
# efforts are made already and hedge nothing
_TRIED = re.compile(
    r"\b(?:(?:following|despite|after|notwithstanding)\s+(?:[\w'’-]+\s+){0,3}?|"
    r"(?:if|unless)\b(?:(?!\b(?:shall|will|must|may|should|agrees?|undertakes?)\b)[^,;.])*)$",
    re.IGNORECASE,
)


def _cues(entry: Entry, ruling: _Ruling, action: str, source: Source) -> frozenset[str]:
    """Return the cues of a clause; efforts count where the norm that rules the action names them."""
    found = {feature for feature in entry.own if feature.startswith("cue:")}
    quote = source.read.contract.document.quote
    start = entry.provision.span.start
    acting = [norm for norm in entry.norms if action in norm.actions]
    ruled = [*acting, ruling.norm] if ruling.norm is not None else []
    efforts = [
        m
        for m in entry.mentions
        if m.concept == _EFFORT
        and (not ruled or any(norm.span.covers(Span(m.start, m.end)) for norm in ruled))
        and not _TRIED.search(quote(Span(start, m.start)))
    ]
    if not efforts:
        found.discard(_EFFORT)
    return frozenset(found) | ruling.cues


_ASIDE = re.compile(
    r"\b(?:which|who|whose|whom|to\s+the\s+extent|for\s+(?:the\s+)?purposes?|in\s+order|used|except|unless|if|where|when|"
    r"in\s+connection\s+with|associated|during|prevent|in\s+accordance|compliance)\b",
    re.IGNORECASE,
)
# "costs associated with stability testing shall be": they are the subject, and no test is bound
_OF_COST = re.compile(
    r"\s*(?:(?:any|all|the|such|reasonable)\s+){0,3}(?:costs?|fees?|expenses?|charges?|prices?)\s+(?:and\s+\w+\s+)?"
    r"(?:associated|incurred|relat\w+|aris\w+|for|of|in\s+connection)\b",
    re.IGNORECASE,
)
_PAYS = frozenset({"pay", "compensate", "reimburse", "credit", "allocate", "indemnify"})
_NOT_DONE = frozenset(  # asked of a term, a document or a consent: no verb of the clause does it
    {"define", "execute", "obtain_approval"}
)


def _names_in_passing(query: Query, entry: Entry, ruling: _Ruling) -> bool:
    """Say whether a clause names the row's action without a modal verb that governs it.

    It stands in a phrase that qualifies what is bound ("shall give access to the plant used to
    manufacture"), or in a definition. Where no verb of the clause is known to be the action, nothing
    is said; nor where another verb that the row's sentence names is governed.
    """
    if (
        ruling.norm is not None
        and _OF_COST.match(ruling.words)
        and not MONEY & query.weights.keys()
    ):
        return query.action not in _PAYS
    if ruling.norm is None or not ruling.acts or query.action in _NOT_DONE:
        return False
    if ruling.norm.modality is Modality.DEFINITION:
        return True
    modals = find_modals(ruling.words)
    shift = len(ruling.words) - len(ruling.norm.span) - ruling.norm.span.start
    named = [
        mention.start + shift
        for mention in entry.mentions
        if mention.concept.startswith("action:")
        and mention.concept in query.weights
        and ruling.norm.span.covers(Span(mention.start, mention.end))
        and not any(_is_part(mention, other) for other in entry.mentions)
    ]
    return bool(modals and named) and all(_is_aside(modals, at, ruling.words) for at in named)


def _is_part(action: Mention, other: Mention) -> bool:
    """Say whether the words of an action are part of a name, as in "good manufacturing practice"."""
    within = other.start <= action.start and action.end <= other.end
    longer = (other.start, other.end) != (action.start, action.end)
    return within and longer and other.concept.startswith("topic:")


def _is_aside(modals: Sequence[Modal], at: int, words: str) -> bool:
    start = max((modal.end for modal in modals if modal.end <= at), default=0)
    return _ASIDE.search(words, start, at) is not None


_LED = frozenset({"cue:effort"})


def _assess_presence(
    facts: Facts, candidate: Candidate, source: Source, absent: Callable[[str], bool]
) -> Assessment:
    found = deviations(facts)
    if not found and _HIDDEN_DUTY.search(facts.text):
        found = [Deviation("redaction", "the words", "hidden words")]
    defers = source.defers_to(candidate.entry.provision, absent)
    own_point = facts.wanted.query.action in ("obtain_approval", "permit", "transfer", "inspect")
    if facts.wanted.query.action == "obtain_approval" and asks_consent(facts.text):
        defers = ""
    if defers and (own_point or len(facts.text) < 60) and {d.kind for d in found} <= {"scope"}:
        found = [Deviation("deferral", "the words", defers)]
    return outcome(candidate, found, "")


def _assess_items(
    analyzer: Analyzer, facts: Facts, candidate: Candidate, source: Source
) -> Assessment:
    piece = candidate.entry.provision
    text = f"{facts.text} {source.below(piece)} {source.rows_below(piece)} {facts.defined}"
    present = [item for item in facts.wanted.requirement.items if _names_item(analyzer, text, item)]
    asked = "; ".join(facts.wanted.requirement.items)
    found = deviations(facts)
    if facts.wanted.requirement.limit is Limit.NONE_OF:
        if present:
            found.insert(0, Deviation("scope", f"none of {asked}", "; ".join(present)))
        return outcome(candidate, found, "")
    lacking = [item for item in facts.wanted.requirement.items if item not in present]
    if lacking:
        found.insert(0, Deviation("scope", asked, "not named: " + "; ".join(lacking)))
    return outcome(candidate, found, "")


def item_features(analyzer: Analyzer, item: str) -> frozenset[str]:
    """Return the features that name an item of a list: its particular topics, or its words."""
    topics = {m.concept for m in analyzer.mentions(item) if m.concept.startswith("topic:")}
    if topics - _GENERAL:
        return frozenset(topics - _GENERAL)
    words = {t.norm_ for t in analyzer.nlp.make_doc(item) if t.is_alpha and len(t.text) > 2}
    return frozenset(words or topics)


def _names_item(analyzer: Analyzer, text: str, item: str) -> bool:
    words = {t.norm_ for t in analyzer.nlp.make_doc(item) if t.is_alpha and len(t.text) > 2}
    tokens = {t.norm_ for t in analyzer.nlp.make_doc(text)}
    if words and words <= tokens:
        return True
    return item_features(analyzer, item) <= {m.concept for m in analyzer.mentions(text)}


_GENERAL = frozenset(
    {"topic:product", "topic:quality", "topic:records", "topic:testing", "topic:raw material"}
)
