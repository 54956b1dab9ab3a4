"""One rule file -> Rule, strictly."""

import re
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from contract_lint.checks import CHECKS, SET_CHECKS, SHEET_CHECKS
from contract_lint.errors import BadRuleError, unknown
from contract_lint.model import (
    DocumentType,
    Examples,
    Modality,
    Place,
    Requirement,
    Role,
    Rule,
    Severity,
    Stability,
    Strength,
)
from contract_lint.rulebook.source import Source, read_source
from contract_lint.rulebook.words import spell_out, word_classes
from contract_lint.sheet import parse_row

TEXTS = ("id", "name", "title", "message", "why", "fix", "source")
MEANS = ("require", "match", "check")
REQUIRED = (*TEXTS, "severity", "examples")
OPTIONAL = (*MEANS, "answers", "denials", "documents", "given", "stability", "unless")
PATTERNS = ("norm", "phrase", "regex", "term", "together", "tokens")
FEWEST_EXAMPLES = 2

ID = re.compile(r"[A-Z]{3}-\d{2}[a-z]?")
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

STRENGTHS = {
    Severity.ERROR: Strength.MUST,
    Severity.WARNING: Strength.SHOULD,
    Severity.NOTE: Strength.INFO,
}
NAMED = re.compile(r"(?<!\?P)<([\w-]+)>")  # in a regular expression: a party or a word class
PARTIES = tuple(str(role) for role in Role)
NORM = {"bearer": (*PARTIES, "both"), "modality": tuple(str(kind) for kind in Modality)}
LISTS = {"object": "|", "value": ";", "document": "+"}  # how a cell of the sheet joins a list

Choice = TypeVar("Choice", Severity, Stability)
Patterns = tuple[tuple[str, Any], ...]


def parse_rule(path: Path, *, tested: bool = False) -> Rule:
    """Read one rule file; its folder is its topic.

    The regular expressions of a `tested` rule are not compiled, which is most of the work.
    Raises BadRuleError with path and line for a field that is unknown, missing, given twice or
    not what it should be.
    """
    source = read_source(path)
    _check_fields(source)
    texts = {key: _text(source, key) for key in TEXTS}
    _check_form(source, "id", ID, "three capitals, a hyphen and two digits: AUD-03")
    _check_form(source, "name", NAME, "small letters and hyphens: audit-for-cause")
    _check_placeholders(source)
    severity = _choice(source, "severity", Severity, Severity.WARNING)
    return Rule(
        **texts,
        severity=severity,
        topic=path.parent.name,
        documents=_documents(source),
        examples=_examples(source),
        path=path,
        require=_requirement(source, texts, severity),
        match=_patterns(source, "match", tested=tested),
        answers=_patterns(source, "answers", tested=tested),
        denials=_patterns(source, "denials", tested=tested),
        given=_patterns(source, "given", tested=tested),
        unless=_patterns(source, "unless", tested=tested),
        check=_check(source),
        stability=_choice(source, "stability", Stability, Stability.PREVIEW),
    )


def _check_fields(source: Source) -> None:
    known = (*REQUIRED, *OPTIONAL)
    for key in source.fields:
        if key not in known:
            raise source.refuse(key, unknown("field", key, known))
    for key in REQUIRED:
        if key not in source.fields:
            raise source.refuse(key, f"missing field {key!r}")
    means = [key for key in MEANS if key in source.fields]
    if not means:
        raise BadRuleError(source.path, 1, "missing field: one of 'require', 'match' or 'check'")
    if len(means) > 1:
        raise source.refuse(means[1], f"{means[0]!r} and {means[1]!r} cannot stand in one rule")
    for key in ("given", "unless"):
        if key in source.fields and "match" not in source.fields:
            raise source.refuse(key, f"{key!r} needs 'match'")
    for key in ("answers", "denials"):
        if key in source.fields and "require" not in source.fields:
            raise source.refuse(key, f"{key!r} needs 'require'")


def _text(source: Source, key: str) -> str:
    value = source.fields[key]
    if not isinstance(value, str) or not value.strip():
        raise source.refuse(key, f"expected text in {key!r}")
    return " ".join(value.split())


def _check_form(source: Source, key: str, form: re.Pattern[str], expected: str) -> None:
    value = source.fields[key]
    if not form.fullmatch(value):
        raise source.refuse(key, f"bad {key} {value!r}; expected {expected}")


def _check_placeholders(source: Source) -> None:
    try:
        names = [name for _, name, _, _ in Formatter().parse(source.fields["message"])]
    except ValueError as error:
        raise source.refuse("message", f"bad message: {error}") from error
    if any(name is not None and not name.isidentifier() for name in names):
        raise source.refuse("message", "bad message: write placeholders as {name}")


def _choice(source: Source, key: str, kind: type[Choice], default: Choice) -> Choice:
    value = source.fields.get(key, default)
    known = [str(choice) for choice in kind]
    if value not in known:
        raise source.refuse(key, unknown(key, str(value), known))
    return kind(value)


def _documents(source: Source) -> tuple[str, ...]:
    if "documents" not in source.fields:
        return ()
    known = [str(kind) for kind in DocumentType]
    for line, value in source.entries("documents"):
        if value not in known:
            raise BadRuleError(source.path, line, unknown("document type", str(value), known))
    return tuple(source.fields["documents"])


def _examples(source: Source) -> Examples:
    examples = source.inner("examples")
    for key in examples.fields:
        if key not in ("bad", "good"):
            raise examples.refuse(key, unknown("field", key, ("bad", "good")))
    for key in ("bad", "good"):
        if key not in examples.fields:
            raise source.refuse("examples", f"missing field {key!r} under 'examples'")
        entries = list(examples.entries(key))
        for line, entry in entries:
            if not isinstance(entry, str):
                raise BadRuleError(
                    source.path, line, "expected text; put the example in quotation marks"
                )
        if len(entries) < FEWEST_EXAMPLES:
            raise examples.refuse(key, f"expected at least {FEWEST_EXAMPLES} {key} examples")
    return Examples(tuple(examples.fields["bad"]), tuple(examples.fields["good"]))


def _requirement(source: Source, texts: dict[str, str], severity: Severity) -> Requirement | None:
    if "require" not in source.fields:
        return None
    row = source.inner("require")
    cells = {key: _cell(key, value) for key, value in row.fields.items()}
    cells.setdefault("requirement", texts["title"])
    cells.setdefault("strength", str(STRENGTHS[severity]))
    cells |= {"id": texts["id"], "check": texts["id"][:6]}
    requirement, problems = parse_row(cells, Place(source.path, source.line_of("require")))
    for problem in problems:
        raise row.refuse(problem.column, f"in 'require': {problem.message}")
    return requirement


def _cell(key: str, value: object) -> str:
    if isinstance(value, list):
        return LISTS.get(key, ";").join(str(item) for item in value)
    return "" if value is None else str(value)


def _patterns(source: Source, key: str, *, tested: bool) -> Patterns:
    if key not in source.fields:
        return ()
    return tuple(
        _pattern(source.path, line, entry, tested=tested) for line, entry in source.entries(key)
    )


def _pattern(path: Path, line: int, entry: object, *, tested: bool) -> tuple[str, Any]:
    if not isinstance(entry, dict) or len(entry) != 1:
        raise BadRuleError(path, line, "expected one pattern, such as `phrase: [...]`")
    ((kind, value),) = entry.items()
    if kind not in PATTERNS:
        raise BadRuleError(path, line, unknown("pattern", str(kind), PATTERNS))
    return kind, _value(path, line, kind, value, tested=tested)


def _value(path: Path, line: int, kind: str, value: object, *, tested: bool) -> Any:
    if kind == "regex":
        return _regex(path, line, value, tested=tested)
    if kind == "norm":
        return _norm(path, line, value)
    if not isinstance(value, list) or not value:
        raise BadRuleError(path, line, f"expected a list in {kind!r}")
    if kind == "together":
        return tuple(_pattern(path, line, each, tested=tested) for each in value)
    wanted: type = dict if kind == "tokens" else str
    if not all(isinstance(item, wanted) for item in value):
        item = "text" if wanted is str else "fields of a token, such as `{LOWER: audit}`"
        raise BadRuleError(path, line, f"expected {item} for each item in {kind!r}")
    return tuple(value)


def _regex(path: Path, line: int, value: object, *, tested: bool) -> str:
    if not isinstance(value, str):
        raise BadRuleError(path, line, "expected text in 'regex'")
    if not tested:
        _try(path, line, value)
    known = (*PARTIES, *word_classes())
    for name in NAMED.findall(value):
        if name not in known:
            raise BadRuleError(path, line, unknown("party or word class", name, known))
    return spell_out(value)


def _try(path: Path, line: int, expression: str) -> None:
    """Compile an expression, as it is and with its blanks as they will be sought."""
    # here, because the package around it loads spaCy, which our own rules, tested, do not need
    from contract_lint.match.regex import widen

    try:
        re.compile(expression)
        re.compile(widen(expression))
    except re.error as error:
        raise BadRuleError(path, line, f"bad regular expression: {error}") from error


def _norm(path: Path, line: int, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not value:
        raise BadRuleError(path, line, "expected `bearer:` or `modality:` in 'norm'")
    fields: dict[str, tuple[str, ...]] = {}
    for key, choices in value.items():
        if key not in NORM:
            raise BadRuleError(path, line, unknown("field", str(key), tuple(NORM)))
        chosen = choices if isinstance(choices, list) else [choices]
        for choice in chosen:
            if choice not in NORM[key]:
                raise BadRuleError(path, line, unknown(key, str(choice), NORM[key]))
        fields[key] = tuple(chosen)
    return fields


def _check(source: Source) -> str:
    if "check" not in source.fields:
        return ""
    value = source.fields["check"]
    known = {*CHECKS, *SET_CHECKS, *SHEET_CHECKS}
    if value not in known:
        raise source.refuse("check", unknown("check", str(value), known))
    return str(value)
