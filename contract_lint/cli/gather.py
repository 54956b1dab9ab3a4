"""Which files a run checks, and which of them are read together."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contract_lint.config import (
    FILE_NAME,
    PROJECT_FILE,
    Config,
    DocumentSettings,
    SetSettings,
    find_config,
    load_config,
)
from contract_lint.errors import UsageError
from contract_lint.model import DocumentType, Failure
from contract_lint.read import SUFFIXES
from contract_lint.read.settings import DEFAULT, Limits

LOCK_FILE = "~$"  # Word writes one beside each open document


@dataclass(frozen=True, slots=True)
class Draft:
    """A contract to read: its path as reports show it, and what the configuration says of it."""

    path: Path
    settings: DocumentSettings
    limits: Limits = DEFAULT.limits


@dataclass(frozen=True, slots=True)
class Job:
    """Drafts that are read together, and what they are checked against."""

    name: str
    drafts: tuple[Draft, ...]
    sheets: tuple[Path, ...]
    config: Config
    precedence: tuple[DocumentType, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for; `config` and `sheets` come before those found beside files."""

    paths: tuple[Path, ...]
    sheets: tuple[Path, ...] = ()
    config: Path | None = None
    each: bool = False
    configured_only: bool = False


@dataclass(slots=True)
class Gathered:
    """The jobs of a run in order, and what was not taken."""

    jobs: list[Job] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0  # files in walked folders that are no contracts
    left_alone: int = 0  # files outside every configured set


def gather(wanted: Wanted) -> Gathered:
    """Sort the named files and folders into sets.

    Raises BadConfigError for a bad configuration and UsageError where nothing is named.
    """
    return _Gatherer(wanted).run()


class _Gatherer:
    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.found = Gathered()
        self.given = load_config(wanted.config) if wanted.config else None
        self.sheets = {_key(path) for path in wanted.sheets}
        self.brought: set[tuple[Path | None, str]] = set()  # configured sets that have a job
        self.folders: set[str] = set()
        self.configs: dict[Path, Config] = {}
        self.members: dict[tuple[Path | None, str], set[str]] = {}

    def run(self) -> Gathered:
        if not self.wanted.paths:
            self.bring_all()
            return self.found
        named: dict[str, Path] = {}
        folders = [path for path in self.wanted.paths if os.path.isdir(path)]  # noqa: PTH112 - never raises
        for path in self.wanted.paths:
            if path not in folders and _key(path) not in self.sheets:
                named.setdefault(_key(path), path)
        if not (named or folders):
            raise UsageError(
                f"{self.wanted.paths[0]}: is the requirement sheet; name a contract too"
            )
        self.take(list(named.values()))
        for folder in folders:
            self.walk(folder)
        return self.found

    def bring_all(self) -> None:
        """Take every configured set: those found from here upward, else those further down."""
        here = self.given or find_config(Path())
        configs = [here] if here.sets else list(_configs_below(Path()))
        for config in configs:
            for settings in config.sets:
                self.bring(config, settings, Path())
        if not self.brought:
            reason = f"write [sets.NAME] with its documents into {FILE_NAME}"
            raise UsageError(f"no file is named and no document set is configured; {reason}")

    def take(self, files: Sequence[Path], name: str = "") -> None:
        """Make jobs of files that stand together: configured sets first, then the rest."""
        alone: list[Path] = []
        for path in files:
            sets = [] if self.wanted.each else self.sets_of(path)
            for config, settings in sets:
                self.bring(config, settings, path)
            if not sets:
                alone.append(path)
        if self.wanted.configured_only:
            self.found.left_alone += len(alone)
        elif self.wanted.each:
            for path in alone:
                self.add(path.as_posix(), [path])
        elif alone:
            single = alone[0].as_posix() if len(alone) == 1 else "named files"
            self.add(name or single, alone)

    def add(self, name: str, files: Sequence[Path]) -> None:
        """Make one job of files that no configured set holds."""
        config = self.config_of(files[0])
        drafts = tuple(self.draft(path) for path in files)
        self.found.jobs.append(Job(name, drafts, self.sheets_of(config, (), files[0]), config))

    def bring(self, config: Config, settings: SetSettings, like: Path) -> None:
        """Make one job of a configured set, once; its paths are shown as `like` is."""
        key = (config.path, settings.name)
        if key in self.brought:
            return
        self.brought.add(key)
        drafts: list[Draft] = []
        for pattern in settings.documents:
            files = [path for path in _matching(config, pattern) if _key(path) not in self.sheets]
            if not files:
                place = _shown(config.folder / pattern, like)
                reason = f"no such file, but set {settings.name!r} names it"
                self.found.failures.append(Failure(place, reason))
            drafts.extend(
                Draft(_shown(path, like), config.settings_of(path), config.limits) for path in files
            )
        if drafts:
            unique = tuple({_key(draft.path): draft for draft in drafts}.values())
            sheets = self.sheets_of(config, settings.requirements, like)
            self.found.jobs.append(Job(settings.name, unique, sheets, config, settings.precedence))

    def walk(self, folder: Path) -> None:
        """Make a job of each folder in and below `folder` that holds contracts."""
        for place, folders, names in os.walk(folder, onerror=self.refuse):
            folders[:] = sorted(name for name in folders if not _is_private(Path(place, name)))
            here = Path(place)
            if _key(here) in self.folders:
                continue
            self.folders.add(_key(here))
            files = [path for name in sorted(names) if self.is_contract(path := here / name)]
            if files:
                self.take(files, here.as_posix())

    def refuse(self, error: OSError) -> None:
        """Name a folder that cannot be walked."""
        reason = f"cannot be opened: {error.strerror or error}"
        self.found.failures.append(Failure(Path(str(error.filename)), reason))

    def is_contract(self, path: Path) -> bool:
        """Say whether a walked file is to be checked; count it where it is not."""
        if _key(path) in self.sheets or path.name in (FILE_NAME, PROJECT_FILE):
            return False
        suited = path.suffix.lower() in SUFFIXES and not path.name.startswith(LOCK_FILE)
        config = self.config_of(path)
        if suited and not config.excludes(_absolute(path)) and not _is_sheet(config, path):
            return True
        self.found.skipped += 1
        return False

    def sets_of(self, path: Path) -> list[tuple[Config, SetSettings]]:
        """Return the configured sets that hold a file, as a document or as their sheet."""
        config = self.config_of(path)
        key = _key(path)
        return [
            (config, settings)
            for settings in config.sets
            if key in self.members_of(config, settings)
        ]

    def members_of(self, config: Config, settings: SetSettings) -> set[str]:
        known = (config.path, settings.name)
        if known not in self.members:
            self.members[known] = _members(config, settings)
        return self.members[known]

    def config_of(self, path: Path) -> Config:
        if self.given:
            return self.given
        folder = _absolute(path).parent
        if folder not in self.configs:
            self.configs[folder] = find_config(folder)
        return self.configs[folder]

    def draft(self, path: Path) -> Draft:
        config = self.config_of(path)
        return Draft(path, config.settings_of(_absolute(path)), config.limits)

    def sheets_of(self, config: Config, of_set: tuple[str, ...], like: Path) -> tuple[Path, ...]:
        if self.wanted.sheets:
            return self.wanted.sheets
        named = of_set or config.requirements
        return tuple(_shown(config.folder / name, like) for name in named)


def _configs_below(folder: Path) -> Iterator[Config]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_private(Path(place, name)))
        for name in (FILE_NAME, PROJECT_FILE):
            if name in names:
                config = find_config(Path(place))
                if config.path and config.path.parent == _absolute(Path(place)):
                    yield config
                break


def _members(config: Config, settings: SetSettings) -> set[str]:
    """Return the keys of the documents and sheets of a configured set."""
    documents = {
        _key(path) for pattern in settings.documents for path in _matching(config, pattern)
    }
    sheets = settings.requirements or config.requirements
    return documents | {_key(config.folder / name) for name in sheets}


def _is_sheet(config: Config, path: Path) -> bool:
    names = {*config.requirements, *(n for s in config.sets for n in s.requirements)}
    return _key(path) in {_key(config.folder / name) for name in names}


def _matching(config: Config, pattern: str) -> list[Path]:
    """Return the files that a pattern of a set names, in order of path."""
    exact = config.folder / pattern
    if exact.is_file():
        return [exact]
    if Path(pattern).is_absolute():
        return []
    return [
        path
        for path in sorted(config.folder.glob(pattern))
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not path.name.startswith(LOCK_FILE)
        and not config.excludes(path)
    ]


def _is_private(folder: Path) -> bool:
    """Say whether a folder is hidden or a Python environment."""
    return folder.name.startswith(".") or (folder / "pyvenv.cfg").exists()


def _shown(path: Path, like: Path) -> Path:
    """Return `path` the way `like` was given: absolute, or from the working directory."""
    if like.is_absolute():
        return _absolute(path)
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)


def _key(path: Path) -> str:
    """Return what two spellings of one file have in common."""
    return os.path.normcase(os.path.realpath(path))
