"""What an editor shows of the files that are open in it: findings, rows, and words that mend them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contract_lint import annotate
from contract_lint.annotate.remark import Edit, Suggestion, key_of
from contract_lint.cli.gather import Wanted
from contract_lint.cli.output import Progress, day_of
from contract_lint.cli.run import Analyzers, Options, Outcome, run
from contract_lint.config import find_config
from contract_lint.errors import ContractLintError, UnreadableFileError
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import (
    Contract,
    Finding,
    Judgement,
    Requirement,
    Result,
    Sheet,
    Span,
)
from contract_lint.sheet import load

CONTRACTS = frozenset((".md", ".markdown", ".txt"))
SHEETS = frozenset((".yaml", ".yml"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A contract that was checked: its findings with the words they stand at, and its set."""

    contract: Contract
    result: Result
    places: tuple[tuple[Finding, Span], ...]

    def at(self, offset: int) -> Iterator[Judgement]:
        """Yield the judgements whose finding or deciding words stand at `offset`, each once."""
        here = [
            finding.judgement
            for finding, span in self.places
            if span.start <= offset <= span.end and finding.judgement
        ]
        for judgement in self.result.judgements:
            if judgement.applicable and any(
                passage.contract is self.contract
                and passage.span.start <= offset <= passage.span.end
                for passage in judgement.evidence[:1]
            ):
                here.append(judgement)
        yield from {judgement.requirement.id: judgement for judgement in here}.values()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be checked, and why."""

    reason: str


@dataclass(slots=True)
class Editor:
    """Checks the files that are open, as they stand in the editor.

    `folder` holds copies of what is not saved yet. What was found last is kept by path.
    """

    folder: Path
    texts: dict[Path, str] = field(default_factory=dict)
    shown: dict[Path, Shown | Refused] = field(default_factory=dict)
    _analyzers: Analyzers = field(default_factory=dict)
    _proved: dict[tuple[str, str], Suggestion | None] = field(default_factory=dict)

    def check(self, path: Path) -> tuple[Path, ...]:
        """Check a contract with its set; return the files of which something new is known.

        Files outside every configured set are left alone where sets are configured.
        """
        try:
            configured = bool(find_config(path.parent).sets)
            outcome = self._run(Wanted((path,), configured_only=configured), self.texts)
        except ContractLintError as error:
            self.shown[path] = Refused(str(error))
            return (path,)
        found: dict[Path, Shown | Refused] = {
            failure.path.resolve(): Refused(failure.reason) for failure in outcome.report.failures
        }
        for result in outcome.report.results:
            for contract in result.set.contracts:
                found[contract.document.path.resolve()] = _shown(contract, result)
        self._proved.clear()
        self.shown |= found
        return tuple(found)

    def sheet(self, path: Path) -> Sheet | Refused | None:
        """Read a sheet as it stands in the editor; None for a YAML file that is no sheet."""
        try:
            return load(self._copy(path, self.texts[path]))
        except UnreadableFileError as error:
            return Refused(error.reason) if self._is_configured(path) else None

    def understood(self, path: Path, line: int) -> Requirement | None:
        """Return the row of a sheet that begins at or above `line` (from 1)."""
        sheet = self.sheet(path)
        rows = sheet.requirements if isinstance(sheet, Sheet) else ()
        above = [row for row in rows if row.place.line <= line]
        if not above:
            return None
        try:
            words = find_config(path.parent).lexicon_files
            if words not in self._analyzers:
                self._analyzers[words] = Analyzer.build(words)
        except ContractLintError:
            return None  # the check of the contracts says what is wrong
        return self._analyzers[words].understand(max(above, key=lambda row: row.place.line))

    def verdicts(self, path: Path, row: str) -> Iterator[tuple[str, Judgement]]:
        """Yield the verdicts on a row of the sheet at `path`, each with the name of its set."""
        seen = set()
        for shown in self.shown.values():
            if isinstance(shown, Shown) and id(shown.result) not in seen:
                seen.add(id(shown.result))
                for judgement in shown.result.judgements:
                    asked = judgement.requirement
                    if asked.id == row and asked.place.path.resolve() == path:
                        yield shown.result.set.name, judgement

    def suggestion(self, path: Path, fingerprint: str) -> tuple[Finding, Suggestion] | None:
        """Return words that mend a finding; None where none are certain, or they do not clear it."""
        shown = self.shown.get(path)
        if not isinstance(shown, Shown):
            return None
        findings = [finding for finding, _ in shown.places if finding.fingerprint == fingerprint]
        offered = annotate.suggest(shown.contract, findings, shown.result.judgements)
        if not offered:
            return None
        text = shown.contract.document.text
        known = (text, key_of(findings[0]))
        if known not in self._proved:
            changed = self.texts | {path: applied(text, replacements(offered[0]))}
            self._proved[known] = self._prove(path, changed, offered, findings)
        proved = self._proved[known]
        return (findings[0], proved) if proved else None

    def _prove(
        self,
        path: Path,
        changed: dict[Path, str],
        offered: Sequence[Suggestion],
        findings: Sequence[Finding],
    ) -> Suggestion | None:
        outcome = self._run(Wanted((path,)), changed)
        later = [finding for result in outcome.report.results for finding in result.findings]
        return next(iter(annotate.cleared(offered, findings, later)), None)

    def _run(self, wanted: Wanted, texts: dict[Path, str]) -> Outcome:
        instead = {
            path: self._copy(path, text)
            for path, text in texts.items()
            if path.suffix.lower() in CONTRACTS
        }
        options = Options(instead=instead, today=day_of(None), revisions="final")
        return run(wanted, options, Progress(0), self._analyzers)

    def _copy(self, path: Path, text: str) -> Path:
        """Write what the editor holds of a file where a reader can read it."""
        name = hashlib.sha256(str(path).encode("utf-8", "replace")).hexdigest()[:16]
        copy = self.folder / f"{name}{path.suffix}"
        copy.write_bytes(text.encode("utf-8", "replace"))
        return copy

    def _is_configured(self, path: Path) -> bool:
        try:
            config = find_config(path.parent)
        except ContractLintError:
            return False
        names = (*config.requirements, *(n for each in config.sets for n in each.requirements))
        return path in {(config.folder / name).resolve() for name in names}


def replacements(suggestion: Suggestion) -> tuple[Edit, ...]:
    """Return a suggestion as words to put in the place of others; a new clause is a paragraph."""
    edits = []
    for change in suggestion.changes:
        if not isinstance(change, Edit):
            change = Edit(Span(change.after.end, change.after.end), f"\n\n{change.text}")
        edits.append(change)
    return tuple(edits)


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits` made in it."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _shown(contract: Contract, result: Result) -> Shown:
    findings = annotate.about(contract, result.findings)
    places = annotate.places_of(contract, findings, result.judgements)
    return Shown(contract, result, tuple(places))
