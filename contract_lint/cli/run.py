"""A whole run: files to sets, sets to results, results to a report and an exit code."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from contract_lint import accept, rulebook
from contract_lint.align import Explanation
from contract_lint.cli.gather import Draft, Gathered, Job, Wanted, gather
from contract_lint.cli.output import Progress, real, spare
from contract_lint.config import FAIL_ON
from contract_lint.errors import UnreadableFileError, UsageError, unknown
from contract_lint.language.analyzer import Analyzer
from contract_lint.lint import VERDICT_RULES, Linter, compare_revisions
from contract_lint.model import (
    Contract,
    DocumentSet,
    Failure,
    Finding,
    Report,
    Requirement,
    Result,
    RevisionView,
    Rule,
    Sheet,
    SheetProblem,
)
from contract_lint.read import ReadSettings, read
from contract_lint.segment import segment
from contract_lint.sheet import load

Selection = tuple[tuple[str, ...], tuple[str, ...]]  # select, ignore
Analyzers = dict[tuple[Path, ...], Analyzer]  # by the files of one's own words

ANY_VERDICT = "REQ"
BOTH = "both"  # sides of pending changes


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of every job; empty where the configuration may say it."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    with_baseline: bool = False
    stage: str = ""
    owner: str = ""
    revisions: str = ""
    explain: str = ""  # the id of a row; nothing else is judged then
    instead: Mapping[Path, Path] = field(default_factory=dict)  # read in the place of a draft
    waivers: Path | None = None  # instead of those beside each configuration
    baseline: Path | None = None
    today: date | None = None  # judges which waivers hold; without it no waiver is read
    outputs: tuple[Path | None, ...] = ()  # what will be written; nothing that is read may be


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report, what stderr is told, and whether a finding reached `--fail-on`."""

    report: Report
    messages: tuple[str, ...]
    failed: bool
    explanations: tuple[Explanation, ...] = ()


def run(
    wanted: Wanted, options: Options, progress: Progress, analyzers: Analyzers | None = None
) -> Outcome:
    """Check what is wanted; the `analyzers` of a former run spare the time to build them.

    Raises ContractLintError for what stops the whole run: a bad configuration, an unknown rule.
    """
    return _Run(wanted, options, progress, {} if analyzers is None else analyzers).run()


def choose(rules: Sequence[Rule], selection: Selection) -> tuple[tuple[Rule, ...], frozenset[str]]:
    """Return the rules and the `REQ-...` ids that a selection leaves.

    `REQ` stands for the findings of every verdict. Raises UsageError for an unknown name.
    """
    verdicts = {name: {name} for name in VERDICT_RULES.values()}
    verdicts |= {f"requirement-{verdict}": {name} for verdict, name in VERDICT_RULES.items()}
    verdicts[ANY_VERDICT] = set(VERDICT_RULES.values())
    select, ignore = selection
    chosen = {name for key in select for name in verdicts.get(key, ())}
    if not select:
        chosen = verdicts[ANY_VERDICT]
    chosen = chosen - {name for key in ignore for name in verdicts.get(key, ())}
    by_rule = [key for key in select if key not in verdicts]
    if select and not by_rule:
        return (), frozenset(chosen)
    others = [key for key in ignore if key not in verdicts]
    return rulebook.select(rules, by_rule, others), frozenset(chosen)


def _inputs(wanted: Wanted, jobs: Iterable[Job]) -> Iterator[Path]:
    """Yield every file that a run reads: named, walked or configured."""
    yield from (*wanted.paths, *wanted.sheets)
    for job in jobs:
        yield from (*(draft.path for draft in job.drafts), *job.sheets)
        if job.config.path:
            yield job.config.path


def _rule_folders(job: Job) -> tuple[Path, ...]:
    return tuple(job.config.folder / name for name in job.config.rules)


@dataclass(slots=True)
class _Run:
    wanted: Wanted
    options: Options
    progress: Progress
    analyzers: Analyzers
    failures: list[Failure] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    sheets: dict[Path, Sheet | None] = field(default_factory=dict)
    linted: set[Path] = field(default_factory=set)  # sheets
    contracts: dict[tuple[str, RevisionView], Contract | None] = field(default_factory=dict)
    linters: dict[tuple[Selection, tuple[Path, ...], tuple[Path, ...]], Linter] = field(
        default_factory=dict
    )
    catalogues: dict[tuple[Path, ...], tuple[Rule, ...]] = field(default_factory=dict)
    waivers: dict[Path, accept.Waivers | None] = field(default_factory=dict)
    explanations: list[Explanation] = field(default_factory=list)

    def run(self) -> Outcome:
        gathered = gather(self.wanted)
        if not (gathered.jobs or gathered.failures or gathered.left_alone):
            raise UsageError(f"no contract found in {', '.join(map(str, self.wanted.paths))}")
        spare(_inputs(self.wanted, gathered.jobs), *self.options.outputs)
        for job in gathered.jobs:  # an unknown rule must not be found out after a long run
            choose(self.catalogue(job), self.selection(job))
        for failure in gathered.failures:
            self.fail(failure.path, failure.reason)
        ledger = self.ledger()
        for job in gathered.jobs:  # nor a waiver file that cannot be read
            self.waivers_of(job)
        results: list[Result] = []
        failed = False
        self.progress.total = sum(len(job.drafts) for job in gathered.jobs)
        for job in gathered.jobs:
            result = self.check(job)
            if result:
                result = replace(result, findings=(*self.on_sheets(job), *result.findings))
                if ledger:
                    result = ledger.settle(result, self.waivers_of(job))
                results.append(result)
                failed = failed or _reaches(result, self.options.fail_on or job.config.fail_on)
        self.progress.clear()
        self.tell_gathered(gathered)
        if ledger:
            self.messages.extend(ledger.messages(whole=self.whole()))
        ran = {rule.id: rule for linter in self.linters.values() for rule in linter.rules}
        report = Report(
            results=tuple(results),
            rules=tuple(ran[name] for name in sorted(ran)),
            rules_digest=rulebook.digest(self.known(gathered.jobs)),
            configuration=self.configuration(gathered),
            failures=tuple(self.failures),
            skipped=gathered.skipped,
            notes=tuple(self.messages),
            sheets=tuple(sheet for sheet in self.sheets.values() if sheet),
            accepted=tuple(ledger.accepted) if ledger else (),
        )
        if self.options.explain and not (self.explanations or self.failures):
            sheets = (sheet for sheet in self.sheets.values() if sheet)
            rows = [row.id for sheet in sheets for row in sheet.requirements]
            rows = rows or [rule.id for rule in self.known(gathered.jobs) if rule.require]
            raise UsageError(unknown("row", self.options.explain, rows))
        return Outcome(report, self.all_messages(), failed, tuple(self.explanations))

    def check(self, job: Job) -> Result | None:
        """Lint one set; None where none of its documents could be read."""
        rows = self.rows(job)
        asked = self.revisions(job)
        view = RevisionView.FINAL if asked == BOTH else RevisionView(asked)
        contracts = tuple(c for draft in job.drafts if (c := self.contract(draft, view)))
        if not contracts:
            return None
        linter = self.linter(job)
        if self.options.explain:
            self.explain(job, linter, contracts, rows)
            return None

        def lint(read: tuple[Contract, ...]) -> Result:
            documents = DocumentSet(job.name, read, job.precedence)
            return linter.lint(
                documents,
                rows,
                with_baseline=self.options.with_baseline,
                stage=self.options.stage,
            )

        result = lint(contracts)
        if asked != BOTH or not any(contract.document.revisions for contract in contracts):
            return result
        before = (self.contract(draft, RevisionView.ORIGINAL) for draft in job.drafts)
        return compare_revisions(result, lint(tuple(c for c in before if c)))

    def explain(
        self,
        job: Job,
        linter: Linter,
        contracts: tuple[Contract, ...],
        rows: tuple[Requirement, ...] | None,
    ) -> None:
        """Keep why the wanted row gets its verdict in this set, where it has such a row."""
        found = linter.explain(
            DocumentSet(job.name, contracts, job.precedence),
            rows,
            self.options.explain,
            with_baseline=self.options.with_baseline,
        )
        if found is not None:
            self.explanations.append(found)

    def ledger(self) -> accept.Ledger | None:
        """Return the ledger of the run; None where it does not ask what was accepted."""
        if self.options.today is None:
            return None
        path = self.options.baseline
        return accept.Ledger(self.options.today, accept.load_baseline(path) if path else None)

    def waivers_of(self, job: Job) -> accept.Waivers | None:
        """Read the waivers that are named, or those beside the configuration of a job, once."""
        if self.options.today is None:
            return None
        path = self.options.waivers or job.config.folder / accept.FILE_NAME
        if path not in self.waivers:
            given = self.options.waivers is not None or path.is_file()
            self.waivers[path] = accept.load_waivers(path) if given else None
        return self.waivers[path]

    def whole(self) -> bool:
        """Say whether the command line left no row, rule or file out of the run."""
        options = self.options
        narrowed = options.select or options.ignore or options.stage or options.owner
        return not (narrowed or self.failures)

    def revisions(self, job: Job) -> str:
        return self.options.revisions or job.config.revisions or RevisionView.FINAL

    def selection(self, job: Job) -> Selection:
        return (
            self.options.select or job.config.select,
            self.options.ignore or job.config.ignore,
        )

    def catalogue(self, job: Job) -> tuple[Rule, ...]:
        """Return the shipped rules and those of the job's own folders."""
        folders = _rule_folders(job)
        if folders not in self.catalogues:
            self.catalogues[folders] = rulebook.load_with(folders)
        return self.catalogues[folders]

    def known(self, jobs: Sequence[Job]) -> tuple[Rule, ...]:
        """Return every rule that a job could choose from, once."""
        found = {rule.path: rule for job in jobs for rule in self.catalogue(job)}
        return tuple(found.values()) or rulebook.load_rules()

    def linter(self, job: Job) -> Linter:
        words = job.config.lexicon_files
        key = (self.selection(job), _rule_folders(job), words)
        if key not in self.linters:
            catalogue = self.catalogue(job)
            rules, verdicts = choose(catalogue, self.selection(job))
            self.linters[key] = Linter.build(
                rules, analyzer=self.speaking(words), catalogue=catalogue, verdicts=verdicts
            )
        return self.linters[key]

    def speaking(self, words: tuple[Path, ...]) -> Analyzer:
        """Return the analyzer whose lexicon the files `words` extend."""
        if words not in self.analyzers:
            self.analyzers[words] = Analyzer.build(words)
        return self.analyzers[words]

    def contract(self, draft: Draft, view: RevisionView) -> Contract | None:
        """Read and segment a draft, once; None where that fails."""
        key = str(draft.path), view
        if key not in self.contracts:
            self.progress.step(draft.path.as_posix())
            try:
                self.contracts[key] = _read(draft, view, self.options.instead)
            except UnreadableFileError as error:
                self.contracts[key] = None
                self.fail(error.path, error.reason)
        return self.contracts[key]

    def rows(self, job: Job) -> tuple[Requirement, ...] | None:
        """Return the rows that a job is checked against; None where no sheet is named."""
        if not job.sheets:
            return None
        seen: dict[str, Requirement] = {}
        for path in job.sheets:
            sheet = self.sheet(path)
            for row in sheet.requirements if sheet else ():
                earlier = seen.setdefault(row.id, row)
                if earlier is not row:
                    reason = f"row {row.place}: the id {row.id!r} is taken by {earlier.place}"
                    self.fail(path, reason, sheet=True)
        return self.owned(tuple(seen.values()))

    def on_sheets(self, job: Job) -> tuple[Finding, ...]:
        """Return what the rules say of the sheets of a job that served no earlier job."""
        new = [path for path in job.sheets if path not in self.linted]
        self.linted.update(new)
        sheets = (self.sheets[path] for path in new)
        linter = self.linter(job)
        return tuple(found for sheet in sheets if sheet for found in linter.lint_sheet(sheet))

    def owned(self, rows: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        """Return the rows of the wanted owner; a row may name several."""
        if not self.options.owner or not rows:
            return rows
        owners = {name: row for row in rows for name in _names(row.owner)}
        if self.options.owner.casefold() not in map(str.casefold, owners):
            raise UsageError(unknown("owner", self.options.owner, owners))
        wanted = self.options.owner.casefold()
        return tuple(row for row in rows if wanted in map(str.casefold, _names(row.owner)))

    def sheet(self, path: Path) -> Sheet | None:
        """Load a sheet, once; what is wrong in it is told, what is fatal fails the run."""
        if path not in self.sheets:
            self.sheets[path] = self.load(path)
        return self.sheets[path]

    def load(self, path: Path) -> Sheet | None:
        try:
            sheet = load(path)
        except UnreadableFileError as error:
            self.fail(error.path, error.reason, sheet=True)
            return None
        for problem in sheet.problems:
            if problem.fatal:
                self.fail(path, _reason(problem), sheet=True)
            else:
                self.messages.append(f"{path.as_posix()}: {_reason(problem)}")
        if not sheet.requirements and not any(problem.fatal for problem in sheet.problems):
            self.fail(path, "no usable row; each needs an id and a requirement", sheet=True)
        return sheet

    def fail(self, path: Path, reason: str, *, sheet: bool = False) -> None:
        failure = Failure(path, reason, sheet)
        if failure not in self.failures:
            self.failures.append(failure)

    def tell_gathered(self, gathered: Gathered) -> None:
        """Say what was not checked though nothing is wrong with it."""
        for contract in self.contracts.values():
            if contract:
                path = contract.document.path.as_posix()
                notes = (f"{path}: {note}" for note in contract.document.notes)
                self.messages.extend(note for note in notes if note not in self.messages)
        if gathered.skipped:
            self.messages.append(f"skipped {_files(gathered.skipped)}: not contracts")
        if gathered.left_alone:
            self.messages.append(f"left {_files(gathered.left_alone)} outside every set alone")

    def all_messages(self) -> tuple[str, ...]:
        failures = (f"{failure.path.as_posix()}: {failure.reason}" for failure in self.failures)
        return (*self.messages, *failures)

    def configuration(self, gathered: Gathered) -> dict[str, str | bool | list[str]]:
        """Return what the run was asked, so that it can be repeated."""
        jobs = gathered.jobs
        files = {job.config.path for job in jobs if job.config.path}
        selections = [self.selection(job) for job in jobs]
        return {
            "files": sorted(_relative(path) for path in files),
            "requirements": _once(path.as_posix() for job in jobs for path in job.sheets),
            "select": _once(key for select, _ in selections for key in select),
            "ignore": _once(key for _, ignore in selections for key in ignore),
            "fail_on": self.options.fail_on
            or ", ".join(_once(job.config.fail_on or FAIL_ON[0] for job in jobs)),
            "with_baseline": self.options.with_baseline,
            "each": self.wanted.each,
            "stage": self.options.stage,
            "owner": self.options.owner,
            "revisions": ", ".join(_once(self.revisions(job) for job in jobs)),
        }


def _read(draft: Draft, view: RevisionView, instead: Mapping[Path, Path]) -> Contract:
    source = instead.get(real(draft.path), draft.path)
    try:
        document = read(source, ReadSettings(view, draft.limits))
    except UnreadableFileError as error:
        raise UnreadableFileError(draft.path, error.reason) from error
    if source != draft.path:
        document = replace(document, path=draft.path)
    if not any(map(str.isalnum, document.text)):
        raise UnreadableFileError(draft.path, "no text could be read from it")
    return segment(document, type=draft.settings.type, roles=draft.settings.roles or None)


def _reaches(result: Result, fail_on: str) -> bool:
    """Say whether a finding is at or above the severity that `fail_on` names."""
    severities = FAIL_ON[:-1]
    limit = fail_on or FAIL_ON[0]
    failing = () if limit == FAIL_ON[-1] else severities[: severities.index(limit) + 1]
    return any(finding.severity in failing for finding in result.findings)


def _reason(problem: SheetProblem) -> str:
    sheet = f"sheet {problem.place.sheet!r}, " if problem.place.sheet else ""
    column = f", column {problem.column!r}" if problem.column else ""
    return f"{sheet}row {problem.place.line}{column}: {problem.message}"


def _names(owner: str) -> list[str]:
    """Split a cell such as `QA; CMC`."""
    return [name.strip() for name in owner.replace(",", ";").replace("/", ";").split(";")]


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def _relative(path: Path) -> str:
    """Return a path from the working directory where it lies below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(os.path.relpath(path)).as_posix()
