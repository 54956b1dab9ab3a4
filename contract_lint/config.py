"""The configuration: `contract-lint.toml`, or `[tool.contract-lint]` in `pyproject.toml`."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath
from typing import Any

from contract_lint.errors import BadConfigError, unknown
from contract_lint.model import DocumentType, Role
from contract_lint.read.settings import DEFAULT, Limits

FILE_NAME = "contract-lint.toml"
PROJECT_FILE = "pyproject.toml"
REVISIONS = ("final", "original", "both")  # sides of pending tracked changes; both: compare
FAIL_ON = ("error", "warning", "note", "never")


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """What the configuration says of the documents that match `pattern`."""

    pattern: str
    type: DocumentType | None = None
    roles: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetSettings:
    """Documents that are always read together; patterns count from the configuration's folder."""

    name: str
    documents: tuple[str, ...]
    requirements: tuple[str, ...] = ()  # empty: those of the whole configuration
    precedence: tuple[DocumentType, ...] = ()  # highest rank first


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration as it was read; `path` is None where there is none."""

    path: Path | None = None
    requirements: tuple[str, ...] = ()
    sets: tuple[SetSettings, ...] = ()
    documents: tuple[DocumentSettings, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    exclude: tuple[str, ...] = ()
    revisions: str = ""
    rules: tuple[str, ...] = ()  # folders of rules of one's own
    lexicon: tuple[str, ...] = ()  # files of words of one's own
    limits: Limits = DEFAULT.limits

    @property
    def folder(self) -> Path:
        """Return the folder that patterns and paths count from."""
        return self.path.parent if self.path else Path()

    @property
    def lexicon_files(self) -> tuple[Path, ...]:
        """Return where the files of one's own words lie."""
        return tuple(self.folder / name for name in self.lexicon)

    def excludes(self, path: Path) -> bool:
        """Say whether `path`, or a folder that holds it, is excluded."""
        inner = self._inner(path)
        places = (inner, *inner.parents[:-1])
        return any(_matches(place, pattern) for place in places for pattern in self.exclude)

    def settings_of(self, path: Path) -> DocumentSettings:
        """Return what is said of the document at `path`; of several patterns the last wins."""
        inner = self._inner(path)
        kind: DocumentType | None = None
        roles: Mapping[Role, tuple[str, ...]] = {}
        for settings in self.documents:
            if _matches(inner, settings.pattern):
                kind = settings.type or kind
                roles = settings.roles or roles
        return DocumentSettings(inner.as_posix(), kind, roles)

    def _inner(self, path: Path) -> PurePosixPath:
        inside = os.path.relpath(path, self.folder)
        return PurePosixPath(Path(inside).as_posix())


def find_config(folder: Path) -> Config:
    """Read the nearest configuration in `folder` or above it; an empty one where there is none."""
    start = Path(os.path.abspath(folder))  # noqa: PTH100  (resolve() would follow links)
    for place in (start, *start.parents):
        for name in (FILE_NAME, PROJECT_FILE):
            path = place / name
            if path.is_file() and _speaks_of_us(path):
                return load_config(path)
    return Config()


def load_config(path: Path) -> Config:
    """Read the configuration at `path`.

    Raises BadConfigError for what is no TOML, an unknown setting or a value of the wrong kind.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfigError(path, f"cannot be opened: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfigError(path, f"not valid TOML: {error}") from error
    if path.name == PROJECT_FILE:
        data = data.get("tool", {}).get("contract-lint", {})
    return _Reader(path).config(data)


def _speaks_of_us(path: Path) -> bool:
    """Say whether a file is ours: a `pyproject.toml` is only with a table of ours."""
    if path.name == FILE_NAME:
        return True
    try:
        return "[tool.contract-lint" in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _matches(path: PurePosixPath, pattern: str) -> bool:
    return path.as_posix() == pattern or path.match(pattern)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns TOML values into settings, and wrong ones into one line about the file."""

    path: Path

    def config(self, data: Mapping[str, Any]) -> Config:
        known = (
            "documents",
            "exclude",
            "rules",
            "fail-on",
            "ignore",
            "lexicon",
            "limits",
            "requirements",
            "revisions",
            "select",
            "sets",
        )
        self.only(data, known, "")
        return Config(
            path=self.path,
            requirements=self.strings(data, "requirements", ""),
            sets=tuple(self.document_set(name, value) for name, value in self.tables(data, "sets")),
            documents=tuple(
                self.document(name, value) for name, value in self.tables(data, "documents")
            ),
            select=self.strings(data, "select", ""),
            ignore=self.strings(data, "ignore", ""),
            fail_on=self.one_of(data, "fail-on", FAIL_ON, ""),
            exclude=self.strings(data, "exclude", ""),
            rules=self.strings(data, "rules", ""),
            lexicon=self.lexicon(data.get("lexicon", {})),
            revisions=self.one_of(data, "revisions", REVISIONS, ""),
            limits=self.limits(data.get("limits", {})),
        )

    def lexicon(self, data: object) -> tuple[str, ...]:
        if not isinstance(data, dict):
            raise self.wrong("", "lexicon", 'must be a table such as { files = ["words.yaml"] }')
        self.only(data, ("files",), "lexicon")
        return self.strings(data, "files", "lexicon")

    def limits(self, data: object) -> Limits:
        if not isinstance(data, dict):
            raise self.wrong("", "limits", "must be a table such as { lines = 500000 }")
        names = {each.name.replace("_", "-"): each.name for each in fields(Limits)}
        self.only(data, tuple(names), "limits")
        for key, value in data.items():
            if type(value) is not int or value < 1:
                raise self.wrong("limits", key, "must be a whole number above 0")
        return Limits(**{names[key]: value for key, value in data.items()})

    def document_set(self, name: str, data: Mapping[str, Any]) -> SetSettings:
        where = f"sets.{name}"
        self.only(data, ("documents", "precedence", "requirements"), where)
        documents = self.strings(data, "documents", where)
        if not documents:
            raise self.wrong(where, "documents", "must name the documents of the set")
        return SetSettings(
            name=name,
            documents=documents,
            requirements=self.strings(data, "requirements", where),
            precedence=tuple(
                self.document_type(value, where, "precedence")
                for value in self.strings(data, "precedence", where)
            ),
        )

    def document(self, pattern: str, data: Mapping[str, Any]) -> DocumentSettings:
        where = f'documents."{pattern}"'
        self.only(data, ("roles", "type"), where)
        kind = data.get("type")
        roles = data.get("roles", {})
        if not isinstance(roles, dict):
            raise self.wrong(where, "roles", "must be a table such as { CDMO = [...] }")
        self.only(roles, tuple(role.value for role in Role), f"{where}.roles", "role")
        return DocumentSettings(
            pattern=pattern,
            type=None if kind is None else self.document_type(kind, where, "type"),
            roles={Role(name): self.strings(roles, name, f"{where}.roles") for name in roles},
        )

    def document_type(self, value: object, where: str, key: str) -> DocumentType:
        types = [kind.value for kind in DocumentType]
        if not isinstance(value, str):
            raise self.wrong(where, key, f"must be one of: {', '.join(types)}")
        if value not in types:
            raise BadConfigError(self.path, _at(where) + unknown("document type", value, types))
        return DocumentType(value)

    def only(
        self, data: Mapping[str, Any], known: Sequence[str], where: str, what: str = "setting"
    ) -> None:
        for key in data:
            if key not in known:
                raise BadConfigError(self.path, _at(where) + unknown(what, key, known))

    def tables(self, data: Mapping[str, Any], key: str) -> list[tuple[str, Mapping[str, Any]]]:
        value = data.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            raise self.wrong("", key, f"must be tables such as [{key}.NAME]")
        return list(value.items())

    def strings(self, data: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = data.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            raise self.wrong(where, key, "must be a text or a list of texts")
        return tuple(values)

    def one_of(self, data: Mapping[str, Any], key: str, known: Sequence[str], where: str) -> str:
        value = data.get(key, "")
        if key in data and value not in known:
            raise BadConfigError(self.path, _at(where) + unknown(key, str(value), known))
        return str(value)

    def wrong(self, where: str, key: str, complaint: str) -> BadConfigError:
        return BadConfigError(self.path, f"{_at(where)}{key!r} {complaint}")


def _at(where: str) -> str:
    return f"in [{where}]: " if where else ""
