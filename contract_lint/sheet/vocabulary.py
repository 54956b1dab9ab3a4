"""The parties and verbs that a sheet usually names; others are kept as they are given."""

import re

from contract_lint.model import Role
from contract_lint.sheet.values import words_of

_PARTY_WORDS: dict[str, str] = {
    "CDMO": "cdmo|cmo|the cdmo|the cmo|contract manufacturer|contract manufacturing organisation"
    "|contract manufacturing organization|contract acceptor|lohnhersteller|cdmos",
    "Sponsor": "sponsor|the sponsor|we|us|contract giver|auftraggeber|sponsors",
    "both": "both|both parties|the parties|parties|beide|beide parteien|cdmo and sponsor"
    "|sponsor and cdmo|cdmo/sponsor|sponsor/cdmo|cdmo & sponsor|sponsor & cdmo|cdmo + sponsor"
    "|joint|jointly|all parties",
    "each": "each|each party|either|either party|jede partei|every party|any party",
}
_PARTIES = {word: party for party, words in _PARTY_WORDS.items() for word in words.split("|")}

_SIDES: dict[Role, str] = {
    Role.SPONSOR: "sponsor|client|customer|buyer|purchaser|kunde|marketing authorisation holder"
    "|marketing authorization holder|mah|licensee|principal|company",
    Role.CDMO: "cdmo|manufacturer|supplier|vendor|contractor|service provider|provider|seller"
    "|hersteller|lieferant|auftragnehmer|contract laboratory",
}
_ROLES = {word: role for role, words in _SIDES.items() for word in words.split("|")}

ACTIONS: frozenset[str] = frozenset(
    [
        "deliver",
        "notify",
        "provide",
        "permit",
        "respond",
        "obtain_approval",
        "not_do",
        "retain",
        "return",
        "transfer",
        "maintain",
        "meet",
        "acknowledge",
        "close",
        "own",
        "define",
        "cover",
        "accept",
        "adjust",
        "allocate",
        "analyse",
        "appoint",
        "approve",
        "assign",
        "assist",
        "attend",
        "audit",
        "bear",
        "calibrate",
        "cancel",
        "certify",
        "comply",
        "compensate",
        "conduct",
        "confirm",
        "consult",
        "cooperate",
        "correct",
        "cure",
        "demonstrate",
        "destroy",
        "develop",
        "disclose",
        "dispose",
        "document",
        "ensure",
        "escalate",
        "establish",
        "exclude",
        "execute",
        "extend",
        "file",
        "generate",
        "grant",
        "hold",
        "identify",
        "implement",
        "include",
        "indemnify",
        "inform",
        "inspect",
        "insure",
        "investigate",
        "invoice",
        "keep",
        "keep_confidential",
        "label",
        "manage",
        "manufacture",
        "modify",
        "monitor",
        "negotiate",
        "notify_change",
        "obtain",
        "offer",
        "order",
        "pack",
        "package",
        "pay",
        "perform",
        "prepare",
        "prevail",
        "process",
        "procure",
        "produce",
        "protect",
        "purchase",
        "qualify",
        "reconcile",
        "record",
        "recover",
        "refrain",
        "refund",
        "reject",
        "release",
        "remain_liable",
        "remake",
        "repair",
        "replace",
        "replenish",
        "report",
        "reprocess",
        "request",
        "reserve",
        "resolve",
        "restrict",
        "review",
        "rework",
        "sample",
        "schedule",
        "segregate",
        "ship",
        "sign",
        "store",
        "submit",
        "supply",
        "support",
        "suspend",
        "terminate",
        "test",
        "tell",
        "track",
        "train",
        "update",
        "use",
        "validate",
        "verify",
        "waive",
        "warrant",
        "witness",
    ]
)
"""The verbs that are taken for an action without a note."""

_PHRASES = {
    "obtain approval": "obtain_approval",
    "get approval": "obtain_approval",
    "seek approval": "obtain_approval",
    "obtain consent": "obtain_approval",
    "not": "not_do",
    "not do": "not_do",
    "must not": "not_do",
    "do not": "not_do",
    "allow": "permit",
    "inform": "notify",
    "answer": "respond",
    "remain liable": "remain_liable",
    "keep confidential": "keep_confidential",
}


def parse_party(cell: str) -> tuple[str, bool]:
    """Return the party and whether it is one that every sheet knows.

    Words for one side that a contract may use as a name of its own (Customer, Supplier) stay as
    they are; `side` says which side they usually mean.
    """
    given = " ".join(cell.split())
    party = _PARTIES.get(words_of(given))
    return (party, True) if party else (given, side(given) is not None)


def side(party: str) -> Role | None:
    """Return the role that a party word usually stands for, or None."""
    return _ROLES.get(words_of(party).removeprefix("the "))


def parse_action(cell: str) -> tuple[str, bool]:
    """Return the action, a verb in its plain form where it is known, and whether it is."""
    given = " ".join(cell.split())
    folded = re.sub(r"^(?:shall|must|will|may|to|can)\s(?!not)", "", words_of(given))
    for form in (folded, *_plain_forms(folded)):
        if form in _PHRASES:
            return _PHRASES[form], True
        underscored = form.replace(" ", "_").replace("-", "_")
        if underscored in ACTIONS:
            return underscored, True
    return given, False


def _plain_forms(folded: str) -> tuple[str, ...]:
    """Guess the plain forms of `notifies`, `provides`, `obtains approval`."""
    first, _, rest = folded.partition(" ")
    tail = f" {rest}" if rest else ""
    forms = []
    if first.endswith("ies"):
        forms.append(first[:-3] + "y")
    if first.endswith("es"):
        forms.append(first[:-2])
    if first.endswith("s"):
        forms.append(first[:-1])
    return tuple(form + tail for form in forms)
