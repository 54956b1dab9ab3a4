"""The columns of a requirement sheet: one table for headers, template, help and documentation."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet and every name that people give it.

    `names` are other headers for it, best first, as `header_words` folds them; `allowed` are the
    usual values (the template's drop-down), empty where any text is right. `examples` are the cells
    of the two rows that the template shows.
    """

    name: str
    help: str
    names: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    examples: tuple[str, str] = ("", "")
    width: int = 14  # characters, in the template


AREAS: dict[str, str] = {
    "DEL": "deliverables",
    "TIM": "timelines",
    "CHG": "change control",
    "FIT": "fitness for use",
    "AUD": "audit",
    "QAO": "quality oversight",
    "RSP": "responsibilities",
    "COM": "communication",
    "CON": "continuity",
    "SUB": "subcontracting",
    "SIT": "sites",
    "PRI": "priority",
    "DAT": "data",
    "PER": "personnel",
    "IPC": "intellectual property and confidentiality",
    "REG": "regulatory",
    "GOV": "governance",
    "TRM": "term and termination",
    "INS": "insurance",
}
"""The code of each area and what it stands for."""

COLUMNS: tuple[Column, ...] = (
    Column(
        "id",
        "A short unique name of the row; findings cite it.",
        (
            *("id", "req id", "requirement id", "requirements id", "reqid", "uid", "req no"),
            *("requirement no", "requirement number", "req number", "row id", "unique id"),
            *("identifier", "unique identifier", "req", "rq id", "requirement key", "key"),
            *("requirement ref", "req ref", "anforderungs id", "anforderung id", "anforderungsnr"),
            *("anforderungsnummer", "kennung", "ident nr", "id nr", "number", "nummer", "no", "nr"),
            *("lfd nr", "nr id", "#", "req #", "ref", "reference no", "ref no", "item no", "item"),
            *("code", "tag", "row", "zeile", "pos", "position", "ac id", "requirement code"),
        ),
        examples=("AUD-1", "FIT-1"),
        width=10,
    ),
    Column(
        "requirement",
        "What the contract must say, in one plain sentence.",
        (
            *("requirement text", "requirement statement", "shall statement", "requirement"),
            *("requirements", "requirement description", "req description", "req text"),
            *("requirement wording", "technical requirement", "technical requirements"),
            *("user requirement", "business requirement", "contract requirement", "anforderung"),
            *("anforderungstext", "anforderungsbeschreibung", "anforderungen", "text"),
            *("statement", "wording", "description", "beschreibung", "specification", "need"),
            *("requirement name", "requirement title", "details", "definition", "expectation"),
            *("criterion", "summary", "name", "title", "bezeichnung", "titel", "label"),
        ),
        examples=(
            "When something is wrong we can be on site within two business days of asking",
            "At least 80 % of the cells are alive when we thaw a vial in our own laboratory",
        ),
        width=60,
    ),
    Column(
        "check",
        "Catalogue ids, separated by ';'. Leave empty to let the text decide.",
        ("check", "checks", "check id", "check ids", "rule", "rules", "rule id", "catalogue id"),
        examples=("AUD-03", "FIT-02"),
        width=12,
    ),
    Column(
        "area",
        "The family that the row belongs to.",
        (
            *("area", "family", "topic", "category", "section", "theme", "domain", "bereich"),
            *("kategorie", "thema", "requirement category", "group"),
        ),
        tuple(AREAS),
        ("AUD", "FIT"),
        8,
    ),
    Column(
        "party",
        "Who owes the duty or holds the right: CDMO, Sponsor, both, each, or a name that the "
        "contract uses.",
        (
            *("party", "responsible party", "obligor", "responsible", "responsibility", "who"),
            *("actor", "bearer", "obliged party", "by whom", "partei", "verantwortlich", "wer"),
            *("zuständig", "vertragspartei"),
        ),
        ("CDMO", "Sponsor", "both", "each"),
        ("Sponsor", "CDMO"),
        12,
    ),
    Column(
        "action",
        "What that party does, as a verb.",
        ("action", "verb", "duty", "activity", "obligation", "aktion", "handlung", "pflicht"),
        (
            *("deliver", "notify", "provide", "permit", "respond", "obtain_approval", "not_do"),
            *("retain", "return", "transfer", "maintain", "meet", "acknowledge", "close", "own"),
            *("define", "cover"),
        ),
        ("permit", "deliver"),
        16,
    ),
    Column(
        "object",
        "What the action is about; alternatives are separated by '|'.",
        ("object", "subject", "deliverable", "matter", "what", "objekt", "gegenstand"),
        examples=("audit", "cell bank vials|master cell bank"),
        width=24,
    ),
    Column(
        "attribute",
        "The measured property, where it is neither the number of objects nor the time.",
        ("attribute", "property", "parameter", "measure", "metric", "merkmal", "eigenschaft"),
        examples=("", "post-thaw viability"),
        width=20,
    ),
    Column(
        "limit",
        "How the value bounds what is acceptable, seen from the sponsor's side.",
        (
            *("limit", "operator", "comparator", "direction", "relation", "limit type", "min max"),
            *("min/max", "comparison", "grenze", "vergleich", "operator limit"),
        ),
        (">=", "<=", "=", "present", "absent", "all_of", "none_of"),
        ("<=", ">="),
        10,
    ),
    Column(
        "value",
        "A number, or a list separated by ';' for all_of and none_of.",
        (
            *("value", "target value", "target", "limit value", "threshold", "values", "amount"),
            *(
                "quantity",
                "deadline",
                "time limit",
                "due",
                "minimum",
                "maximum",
                "min",
                "max",
                "acceptance criterion",
            ),
            *("acceptance criteria", "wert", "grenzwert", "sollwert", "zielwert", "frist", "menge"),
        ),
        examples=("2", "80"),
        width=12,
    ),
    Column(
        "unit",
        "The unit of the value: d is calendar days, bd business days.",
        ("unit", "units", "uom", "unit of measure", "einheit", "einheiten"),
        (
            *("h", "d", "bd", "wk", "mo", "y", "/wk", "/mo", "/y", "%", "degC", "vials"),
            *("batches", "samples", "persons", "USD", "EUR"),
        ),
        ("bd", "%"),
        10,
    ),
    Column(
        "clock_from",
        "The event from which the time counts.",
        (
            *("clock from", "clock start", "clock", "from", "starting event", "start event"),
            *("counted from", "starts at", "trigger event", "anchor", "event", "ab", "beginn"),
            *("fristbeginn", "auslöser"),
        ),
        examples=("request", ""),
        width=20,
    ),
    Column(
        "condition",
        "The class or case that the row is about, separated by ';'.",
        (
            *("condition", "conditions", "when", "case", "class", "trigger", "applies when"),
            *("applicability", "bedingung", "bedingungen"),
        ),
        examples=("for-cause", "thawed at Sponsor site"),
        width=18,
    ),
    Column(
        "to",
        "Who receives it.",
        ("to", "recipient", "to whom", "receiver", "addressee", "empfänger", "an wen"),
        width=14,
    ),
    Column(
        "stage",
        "The stages of the programme in which the row applies; empty is all.",
        ("stage", "phase", "stages", "phases", "programme stage", "project phase", "lifecycle"),
        ("all", "dev", "clin", "ppq", "com"),
        ("all", "all"),
        8,
    ),
    Column(
        "document",
        "Where the clause must stand: a document type, types joined by '+' (in each of them), or "
        "any.",
        (
            *("document", "documents", "doc", "document type", "contract", "agreement", "where"),
            *("found in", "contract document", "dokument", "vertrag", "vertragsdokument"),
        ),
        ("any", "MSA", "SOW", "QAG", "SUP", "QAG+MSA"),
        ("QAG", "SOW"),
        12,
    ),
    Column(
        "strength",
        "must, should or info: it decides the severity of a finding.",
        (
            *("strength", "priority", "criticality", "severity", "importance", "moscow", "weight"),
            *("obligation level", "must should", "mandatory", "priorität", "verbindlichkeit"),
            *("wichtigkeit", "prio", "kritikalität"),
        ),
        ("must", "should", "info"),
        ("must", "must"),
        10,
    ),
    Column(
        "accept",
        "Exceptions that are fine, separated by ';'.",
        ("accept", "accepted exceptions", "exceptions", "exception", "ausnahmen", "ausnahme"),
        width=20,
    ),
    Column(
        "source",
        "Where the requirement comes from: a regulation, a filing commitment, a lesson learnt.",
        (
            *("source", "origin", "basis", "reference", "references", "regulatory reference"),
            *("citation", "quelle", "herkunft", "grundlage", "rechtsgrundlage", "regulation"),
        ),
        width=20,
    ),
    Column(
        "owner",
        "Who in the team looks after the row.",
        ("owner", "function", "department", "team", "requirement owner", "eigner", "abteilung"),
        ("CMC", "QA", "RA", "Supply", "Legal"),
        ("QA", "CMC"),
        10,
    ),
)

IMPLIED_LIMITS: dict[str, str] = {
    **dict.fromkeys(("deadline", "time limit", "due", "frist", "maximum", "max"), "<="),
    **dict.fromkeys(("minimum", "min"), ">="),
}
"""The limit that goes without saying under some headers of the value."""

BY_NAME: dict[str, Column] = {column.name: column for column in COLUMNS}

_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def header_words(header: str) -> str:
    """Fold a header to the form in which `Column.names` lists it.

    Case, brackets, what follows a colon or a question mark, and the marks that set words apart
    do not matter: `[QA] Req._ID*` is `req id`.
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    bare = _ASIDE.sub(" ", text)
    text = bare if any(c.isalnum() or c == "#" for c in bare) else text.strip("[]() \n")
    text = re.split(r"[:?]", text, maxsplit=1)[0]
    return " ".join(re.sub(r"[^\w#/]+|_", " ", text).split())


_EXACT: dict[str, dict[str, int]] = {}
for _column in COLUMNS:
    for _rank, _name in enumerate((_column.name.replace("_", " "), *_column.names)):
        _EXACT.setdefault(_name, {}).setdefault(_column.name, 100 - _rank)
_LOOSE = ("id", "requirement")  # columns that a part of a longer header may name, too
_LONGEST_LOOSE = 6  # words


@cache
def candidates(header: str) -> Mapping[str, int]:
    """Say which columns `header` may name, and how well each fits (1 to 100)."""
    words = header_words(header)
    exact = _EXACT.get(words)
    if exact:
        return exact
    found: dict[str, int] = {}
    tokens = words.split()
    for name in _LOOSE if len(tokens) <= _LONGEST_LOOSE else ():
        for synonym in (name, *BY_NAME[name].names):
            if synonym in tokens or (" " in synonym and f" {synonym} " in f" {words} "):
                share = 10 * len(synonym.split()) // len(tokens)
                edge = 5 if words.startswith(synonym) or words.endswith(synonym) else 0
                fit = _EXACT[synonym][name] // 4 + share + edge
                found[name] = max(found.get(name, 0), fit)
    return found
