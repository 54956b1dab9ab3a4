"""Clauses that share a row's words, and speak of another matter than the row."""

import re

from contract_lint.align.features import Wanted
from contract_lint.align.index import MONEY, PLANT, Entry
from contract_lint.model import Limit, Modality

_ORDERS = frozenset({"topic:purchase order", "topic:order confirmation"})
_ANSWERS = frozenset(
    {"action:respond", "action:accept", "action:reject", "topic:order confirmation"}
)
_LATE = frozenset({"topic:delay", "topic:supply failure"})
_FORCE_MAJEURE = "topic:force majeure"
_BOOKS = re.compile(
    r"\b(?:public\s+account(?:ants?|ing)|account(?:ing|ancy)\s+firms?|accountants?|financial\s+accounts?|accounts?\s+and\s+records?|"
    r"books?\s+of\s+accounts?|royalt(?:y|ies)|overpayments?|underpayments?|net\s+sales|records\s+of\s+sales?)\b",
    re.IGNORECASE,
)
_OF_MAKING = re.compile(
    r"\b(?:facilit\w+|plants?|premises|sites?|manufactur\w+|production|quality|c?gmps?|batch\w*|procedures)\b",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:confidential|proprietary|evaluation)\s+(?:information|materials?)\b", re.IGNORECASE
)
_GOODS = re.compile(
    r"\b(?:(?<!confidential )(?<!proprietary )(?<!written )(?<!tangible )materials?(?!\s+(?:breach|contain|embod|reflect|deriv|incorporat|that\s+contain))"
    r"|equipment|tool(?:s|ing)|mou?lds?|samples?|inventor(?:y|ies)|components?|supplies|packaging|goods|stocks?|[’']s\s+property(?!\s+rights?))\b",
    re.IGNORECASE,
)
_LOOKS_IN = re.compile(r"\b(?:audit|inspect|examin|visit|access|assess|qualif)\w*", re.IGNORECASE)
# another than the maker: "sub-suppliers", "third-party sites", but no "third-party auditors"
_HELPERS = re.compile(
    r"\b(?:sub-?\s?(?:contract\w*|suppl\w+|processors?|vendors?|tiers?)|suppliers\b|vendors?|contractors?|outsourc\w+|"
    r"third[- ]party(?:[’']s)?\s+(?:facilit\w+|sites?|manufactur\w+|suppl\w+|laborator\w+|contractors?|providers?|premises|plants?|locations?)|"
    r"third\s+parties|contract(?:ed)?\s+(?:manufacturers?|laborator\w+|facilit\w+)|"
    r"(?:any|each|every|all)\s+(?:other|others|additional|alternat\w+)\s+(?:\w+\s+)?(?:facilit\w+|sites?|plants?|locations?))\b",
    re.IGNORECASE,
)
_CHANGED = frozenset({"topic:manufacturing process", "topic:specification", "topic:change control"})
_CHANGES = re.compile(
    r"\b(?:chang|modif|alter|amend|revis|deviat|substitut|replac|vary|varied|variation)\w*",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:approv|consent|authori|agree|permi|notif|notice|inform|advis|discretion|sign|propos|request|review|accept|"
    r"rights?\b|without|not\b|no\b|may\b|free\b|determin|change\s+(?:control|order)|procedure|quality\s+agreement)\w*",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agreed?|agrees|mutual\w*|approv\w+|consent\w*|authori[sz]\w*|updat\w+|accept\w*|in\s+writing)\b",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"\b(?:promotional|advertising|marketing|publicity)\s+(?:or\s+\w+\s+)?(?:materials?|information|copy|literature|plans?)\b",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:shipments?|deliver\w*|batch\w*|goods|lots?|defect\w*|(?:non-?)?conform\w*)\b",
    re.IGNORECASE,
)
_END_OF_COVER = re.compile(
    r"\b(?:notice|notif\w+|advis\w+|inform\w*)\b[^.;]{0,60}?\b(?:cancel\w*|non-?renew\w*|laps\w+|terminat\w+|material\s+change|change\s+in)\b",
    re.IGNORECASE,
)
_PROVES = re.compile(
    r"\b(?:shall|will|must|agrees\s+to)\s+(?:\w+ly\s+)?(?:be\s+)?(?:provid|furnish|deliver|submit|suppl|give\s+\w+\s+(?:a\s+)?(?:certificat|evidence|proof)|send|present)\w*"
    r"|\b(?:up)?on\s+(?:\w+['’]?s?\s+)?(?:written\s+)?(?:request|demand)\b",
    re.IGNORECASE,
)
# what a clause on a matter names, whatever else it says: a period from receipt claims no hidden
# defect, and an auditor who is let in stays for no run
_SIGNS = {
    "topic:retention sample": re.compile(
        r"\b(?:samples?|specimens?|reserves?|retention\s+(?:materials?|units?|vials?)|vials?|retains\b(?!\s+(?:all|the|such|its|any|copies|records)\b))",
        re.IGNORECASE,
    ),
    "topic:hidden defect": re.compile(
        r"\b(?:latent|hidden|conceal\w*|discover\w*|detect\w*|appar\w+|undiscover\w*|visible|warrant\w+|shelf[- ]life|becom\w+\s+aware|"
        r"subsequent\w*|later|found|finds?|learn\w*|at\s+any\s+time)\b",
        re.IGNORECASE,
    ),
    "topic:person in plant": re.compile(
        r"\b(?:observ\w*|witness\w*|present|presence|station\w*|resid\w*|attend\w*|on-?\s?site|person-?\s?in-?\s?plant|during|while|"
        r"production|visit\w*|consult\w*|advise)\b",
        re.IGNORECASE,
    ),
}
_ENTITLED = re.compile(r"\b(?:rights?|may|entitled|allowed|free|authori[sz]ed)\b", re.IGNORECASE)
_TELLS = frozenset({"action:notify", "action:provide", "action:respond"})


def is_another(wanted: Wanted, entry: Entry, text: str) -> bool:
    """Say whether a provision, whose words with their lead-ins are `text`, is on another matter."""
    return (
        _looks_into_books(wanted, entry, text)
        or _answers_no_order(wanted, entry)
        or _excuses(wanted, entry)
        or _returns_secrets(wanted, text)
        or _audits_the_maker(wanted, text)
        or _binds_no_change(wanted, text)
        or _rejects_copy(wanted, text)
        or _tells_nobody(wanted, entry)
        or _opens_the_sponsor(wanted, entry, text)
        or _tells_of_cover(wanted, text)
        or _lacks(wanted, text)
    )


def _looks_into_books(wanted: Wanted, entry: Entry, text: str) -> bool:
    """Say whether accounts are looked into, where the row is about the making of the product."""
    core = wanted.query.core
    if "topic:audit" not in core or MONEY & wanted.query.weights.keys():
        return False
    bare = wanted.requirement.limit is Limit.PRESENT and core == {"topic:audit"}
    if bare and _OF_MAKING.search(wanted.requirement.text) is None:
        return False  # a row that asks for no more than a right to audit
    of_books = entry.of_money or _BOOKS.search(text) is not None
    return of_books and not PLANT & entry.own.keys() and _OF_MAKING.search(text) is None


def _answers_no_order(wanted: Wanted, entry: Entry) -> bool:
    """Say whether orders are named, but no answer to one, where the row wants them answered."""
    asked = wanted.query.action == "respond" and wanted.query.core <= _ORDERS
    return asked and not _ANSWERS & (entry.own.keys() | entry.context | entry.near)


def _excuses(wanted: Wanted, entry: Entry) -> bool:
    """Say whether it is force majeure that is notified, where the row wants to hear of a delay."""
    if wanted.query.action != "notify" or not wanted.query.core & _LATE:
        return False
    return _FORCE_MAJEURE in entry.own.keys() | entry.heading


def _returns_secrets(wanted: Wanted, text: str) -> bool:
    """Say whether information alone is given back, where the row is about materials."""
    if wanted.query.action != "return" or "topic:customer materials" not in wanted.query.core:
        return False
    return _SECRETS.search(text) is not None and _GOODS.search(text) is None


def _audits_the_maker(wanted: Wanted, text: str) -> bool:
    """Say whether nobody but the maker is audited, where the row is about its subcontractors."""
    if not {"topic:audit", "topic:subcontracting"} <= wanted.query.core:
        return False
    return _LOOKS_IN.search(text) is None or _HELPERS.search(text) is None


def _binds_no_change(wanted: Wanted, text: str) -> bool:
    """Say whether nobody is asked or told of a change, where the row wants it approved.

    "The costs of changes to the Specifications are borne by X" says nothing of who may make them.
    """
    if wanted.query.action != "obtain_approval" or not wanted.query.core & _CHANGED:
        return False
    if _CHANGES.search(text) is None:
        return _AGREED.search(text) is None
    return _ALLOWED.search(text) is None


def _rejects_copy(wanted: Wanted, text: str) -> bool:
    """Say whether advertising is approved or rejected, where the row is about goods."""
    if "topic:rejection" not in wanted.query.core:
        return False
    return _COPY.search(text) is not None and _DELIVERED.search(text) is None


def _tells_nobody(wanted: Wanted, entry: Entry) -> bool:
    """Say whether a recall is dealt with and nobody told, where the row wants to hear of it."""
    if wanted.query.action != "notify" or wanted.query.core != {"topic:recall"}:
        return False
    return not _TELLS & (entry.own.keys() | entry.context | entry.near)


def _opens_the_sponsor(wanted: Wanted, entry: Entry, text: str) -> bool:
    """Say whether it is the Sponsor who must let another in, where the row lets the Sponsor in."""
    core = wanted.query.core
    if not (wanted.right and wanted.requirement.party.lower() == "sponsor"):
        return False
    if "topic:audit" not in core or "topic:subcontracting" in core:
        return False
    if _ENTITLED.search(text) or _OF_MAKING.search(text):
        return False  # a right after all, or one to the plant that the wrong party has
    bound = [norm for norm in entry.norms if norm.bearers]
    return bool(bound) and all(
        norm.modality is Modality.OBLIGATION and set(norm.bearers) == {"Sponsor"} for norm in bound
    )


def _lacks(wanted: Wanted, text: str) -> bool:
    """Say whether a clause names nothing of what one on the row's matter always names."""
    return any(
        topic in wanted.query.core and signs.search(text) is None for topic, signs in _SIGNS.items()
    )


def _tells_of_cover(wanted: Wanted, text: str) -> bool:
    """Say whether it is the end of a cover that is notified, where the row wants a proof of it."""
    core = wanted.query.core
    if "topic:insurance" not in core or wanted.query.action not in ("provide", "deliver", "submit"):
        return False
    return (
        wanted.dimension is not None
        and _END_OF_COVER.search(text) is not None
        and _PROVES.search(text) is None
        and _END_OF_COVER.search(wanted.requirement.text) is None
    )
