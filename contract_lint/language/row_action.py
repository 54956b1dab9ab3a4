"""Tell what a requirement row asks its party to do, as an action of the lexicon."""

import re
from collections.abc import Collection

from contract_lint.language.row_clauses import Clauses

_CONSENT_WORD = (
    r"(?:agree[sd]?\b|agreement\b|consent\w*|approv\w+|permission|permit\b|clearance|clear(?:s|ed)\b|"
    r"ok\b|go-ahead|sign[\s-]?off|authori[sz]\w+|(?:has|have)\s+allowed)"
)
_APPROVAL = re.compile(
    r"\b(?:unless|without|only\s+(?:after|with|if|when|once)|needs?|requires?|wait\s+for|"
    r"awaits?|subject\s+to|before|until|depends?\s+on)\b[^.;]{0,45}?\b"
    rf"{_CONSENT_WORD}",
    re.IGNORECASE,
)
_PRECEDENCE = re.compile(
    r"\b(?:order\s+of\s+precedence|comes?\s+first|prevails?|takes?\s+precedence)\b", re.IGNORECASE
)
_NO_APPROVAL = re.compile(
    r"\bquality\s+agreement|health\s+authorit\w+|\bagreed\s+(?:site|spec)", re.IGNORECASE
)

# The first pattern that stands in the main clause names the action.
_PHRASES: tuple[tuple[str, str], ...] = (
    ("terminate", r"(?:we|us|who|to|may|can|cannot|shall|must|not|can\s+still|party)\s+(?:leave|quit|end|exit|walk\s+away|pull\s+out|terminate|rescind|withdraw)\b|notice\s+ends\s+the|(?:we|customer)\s+(?:are|is)\s+out\b|be\s+out\s+of\s+the"),
    ("refrain", r"(?:stays?|keeps?|kept)\s+(?:away|out)\b|compet\w+|(?:may|must|shall|will)\s+\w+\s+no\b|refrains?|non-compete"),
    ("own", r"belongs?\s+to|propert(?:y|ies)\s+of|(?:is|are|be)\s+(?:owned|ours)\b|in\s+our\s+name|vests?|title\s+(?:to|passes|in)|(?:party|we|us|customer|sponsor)\s+owns?\b|ownership|(?:stays?|rests?|lies?|remains?)\s+with\s+(?:us|our|the\s+customer)"),
    ("escalate", r"escalat\w+|(?:reach|brought\s+to|referred\s+to|put\s+(?:to|before)|go(?:es)?\s+to)\s+(?:the\s+)?(?:company\s+heads|(?:senior\s+)?(?:executives?|management)|chief\s+executives?)"),
    ("define", r"order\s+of\s+precedence|comes?\s+first|prevails?|takes?\s+precedence|(?:is|are)\s+defined|counts?\s+as|an\s+annex\s+lists"),
    ("indemnify", r"indemnif\w+|indemnity|hold\w*\s+harmless|(?:makes?\s+good|made\s+good|covers?)\s+(?:\w+\s+){0,3}(?:loss|claims?)\b"),
    ("compensate", r"(?:lost|missed)\s+profits?"),
    ("remain_liable", r"answers?\s+for|(?:remains?|stays?|is|are)\s+(?:fully\s+)?(?:liable|responsible|accountable)|(?:carries|bears?|has)\s+the\s+(?:\w+\s+){0,2}risk"),
    ("replace", r"made\s+good|remade|replac\w+|substitut\w+|re-?supplied|re-?manufactured|mended|repair\w*|re-?work\w*|refund\w*|a\s+new\s+(?:one|batch|lot)|credited|replenish\w*|missing\s+quantit\w+"),
    ("return", r"hand(?:s|ed)?\s+back|return(?:s|ed)?\b|sen[dt]s?\s+back|gives?\s+back|given\s+back|go(?:es)?\s+back"),
    ("transfer", r"(?:handed|hands|moved|passed)\s+over\s+to|tech(?:nology)?[\s-]transfer|transfer\w*|successor|hand-?over|transition"),
    ("notify", r"(?:warnings?|notice|deviations?|oos(?:\s+results?)?|incidents?|defects?)\s+(?:\w+\s+){0,2}reach(?:es)?\b"),
    ("provide", r"(?:reach(?:es)?|hands?\s+over)\b|hands?\s+us|in\s+our\s+hands|with\s+us\b|listed\s+to|gives?\s+us|sends\b(?!\s+back)|plan\s+of|(?:copied|forwarded|sent|given|handed)\s+(?:over\s+)?to\s+(?:us|the\s+customer)|we\s+(?:receive|get|hold|see)\b"),
    ("respond", r"answer(?:s|ed)?\b|repl(?:y|ies|ied)\b|respon[ds]\w*|react\w*|acknowledg\w+|(?:order|receipt)\w*\s+(?:is|are)\s+confirmed|confirms?\s+(?:\w+\s+){0,2}(?:orders?|receipt)|decides?\s+whether|must\s+object|(?:put|set)\s+right|cured?\b|remed(?:y|ied)\b|to\s+show\s+that"),
    ("pay", r"pays?\b(?!\s+for\s+our)|paid\s+by|cost(?:s)?\s+us|borne|bears?\b|(?:carries|carry|foots?)\s+the\s+(?:\w+\s+){0,3}(?:bill|cost)|payment\s+(?:term|target|period)|owes?\b|invoices?\b|we\s+earn|royalt\w+|surcharge"),
    ("notify", r"hears?\b|told\b|tells?\s+us|warn(?:s|ed|ing)?\b|inform(?:s|ed)?\b|announc\w+|report(?:s|ed)\b|alert\w*|notif\w+|notice\s+of|phoned?|rings?\s+us|calls?\s+us|learns?\b|lets?\s+us\s+know|briefs?\b|puts?\s+in\s+writing|states?\b|flag(?:s|ged)?\b|advised?\b|made\s+known|passed\s+to\s+us|disclos\w+|communicated"),
    ("warrant", r"guarant\w+|warrant(?:s|ed|y|ies)?\b|fit\s+for|free\s+(?:of|from)\s+defects"),
    ("allocate", r"shared?\s+out|allocat\w+|pro\s+rata|rationed|fair\s+share"),
    ("submit", r"settles?\s+(?:disagreements?|disputes?)|(?:outside|independent|neutral|third-party)\s+(?:\w+\s+)?(?:lab|laboratory|expert|referee)"),
    ("execute", r"(?:is|are|has\s+been|be)\s+(?:signed|concluded|in\s+place)|signed\b|under\s+contract|concluded"),
    ("maintain", r"insur\w+|(?:liability|accident)\s+cover|\bcover\b|polic(?:y|ies)\b|safety\s+stock|buffer|(?:stock|inventory)\s+(?:is|are|of)|secrets?\b|confidential\b(?!.{0,20}return)|looks?\s+after|maintain\w*|upkeep|capacity|(?:stays?|remains?)\s+(?:valid|in\s+force|certified)"),
    ("retain", r"archiv\w+|(?:kept|keeps?|stored|retain\w*|preserv\w+|stays?\s+available|held)\b"),
    ("meet", r"meets?\b|meetings?\b|\bcalls?\b|takes?\s+place|comes?\s+together|sits?\b"),
    ("extend", r"prolong\w+|renew\w*|extend(?:s|ed)?\b|extension"),
    ("accept", r"accept(?:s|ed)?\b|binds?\b|bound\b|taken\s+on"),
    ("release", r"disposition\w*|releas(?:e|es|ed)\b|cleared\s+by|certified\s+by|disposition\w*"),
    ("investigate", r"investigat\w+|root\s+cause|looked\s+into"),
    ("provide", r"reach(?:es)?\b|provid\w+|gives?\s+us|given\s+to|sends?\b|sent\b|hands?\s+(?:us|over)|in\s+our\s+hands|with\s+us\b|receives?\b|(?:we|us)\s+get\b|gets?\b|cop(?:y|ies|ied)\s+to|listed\s+to|forward\w*|handed\s+(?:over|in)|submitted|we\s+hold|available|accompan\w+|carries\b(?!\s+(?:it\s+)?out)|comes?\s+with|helps?\b|support\w*|assist\w*|hold\s+all|english\s+versions|shares?\b|shared\b|shown|supplied"),
    ("deliver", r"ship(?:s|ped|ments?)?\b|deliver\w*|suppl(?:y|ied|ies)\b|dispatch\w*|shelf\s+life|arrive\w*"),
    ("manufacture", r"made\b|makes?\b|manufactur\w+|produc(?:e|es|ed)\b|fills?\b|processed"),
    ("change", r"implement\w*|in\s+production|in\s+force|adjust\w*|modif\w+|increases?\b|capped"),
    ("pay", r"(?:at|to)\s+(?:its|their|the\s+\w+['\u2019]s)\s+(?:own\s+|sole\s+)?(?:expense|cost)\b|price\b|fees?\b"),
    ("perform", r"carries\s+(?:it\s+)?out|carried\s+out|conducts?\b|performs?\b|performed"),
    ("inspect", r"audits\b|tests?\b|tested\b|examined|checked|inspect\w*"),
)  # fmt: skip
# Rows without a verb name the thing alone.
_NOUNS: tuple[tuple[str, str], ...] = (
    ("provide", r"batch\s+(?:record|documentation)s?|raw\s+data|certificates?|reports?|package|documentation|dossier|minutes"),
    ("notify", r"deviations?|oos|delays?|recalls?|closures?|changes?|discontinu\w+|out[\s-]of[\s-]spec\w*"),
    ("deliver", r"vials?|batch(?:es)?|shelf\s+life|viab\w+"),
)  # fmt: skip


def _compiled(table: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for name, words in table)


_VERB_PATTERNS, _NOUN_PATTERNS = _compiled(_PHRASES), _compiled(_NOUNS)
_TO_SPONSOR = frozenset(
    {"terminate", "own", "pay", "define", "execute", "meet", "escalate", "submit"}
)
_FALLBACK = (  # the action that a row is most likely about, where the lexicon names several
    "obtain_approval", "notify", "terminate", "retain", "return", "replace", "escalate", "refrain",
    "indemnify", "allocate", "respond", "warrant", "transfer", "remain_liable", "meet",
    "investigate", "pay", "provide", "deliver", "execute", "extend", "manufacture",
    "maintain", "inspect", "accept", "change", "submit", "release", "define", "permit",
)  # fmt: skip


def read_action(clauses: Clauses, party: str, named: Collection[str]) -> str:
    """Return the action; `named` are the actions that the lexicon finds in the sentence."""
    if party != "Sponsor" and _asks_approval(clauses):
        return "obtain_approval"
    if _PRECEDENCE.search(f"{clauses.lead} {clauses.main}"):
        return "define"
    found = _first(clauses.main, _VERB_PATTERNS)
    if party == "Sponsor":
        return (
            found if found in _TO_SPONSOR and not _is_window(clauses.main) else _sponsors(clauses)
        )
    return found or _first(clauses.main, _NOUN_PATTERNS) or _named(named)


def _asks_approval(clauses: Clauses) -> bool:
    whole = f"{clauses.main} {clauses.tail}"
    found = _APPROVAL.search(whole)
    return bool(found) and not _NO_APPROVAL.search(found[0] if found else "")


def _first(main: str, table: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((name for name, pattern in table if pattern.search(main)), "")


_SPONSOR_GIVES = re.compile(r"\b(?:forecast|artwork|specification)s?\b", re.IGNORECASE)
_NEED_NOT = re.compile(
    r"\bneed\s+not\b|\bhanded\s+in\b|\bwe\s+(?:send|provide|supply)\b", re.IGNORECASE
)
_WINDOW = re.compile(
    r"\bto\s+(?:cure|put\s+it\s+right|remedy|reject|refuse|claim|object)\b", re.IGNORECASE
)


def _is_window(main: str) -> bool:
    return bool(_WINDOW.search(main))


def _sponsors(clauses: Clauses) -> str:
    """Return what a right of the sponsor allows; permit stands for most."""
    if _SPONSOR_GIVES.search(clauses.main) and _NEED_NOT.search(clauses.main):
        return "provide"
    return "permit"


def _named(named: Collection[str]) -> str:
    return next((name for name in _FALLBACK if name in named), "")
