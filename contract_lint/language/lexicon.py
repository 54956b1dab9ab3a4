"""The concepts of the field and the words that contracts use for each; data in `rules/lexicon`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_lint.errors import BadRuleError, unknown

KINDS = ("action", "topic", "qualifier", "cue")
FIELDS = ("kind", "concepts", "together", "kinds", "contrasts")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Concepts by kind, and the sets of qualifiers that exclude one another."""

    phrases: Mapping[str, tuple[str, ...]]  # "topic:audit" -> ("audit", "inspect", ...)
    together: Mapping[
        str, tuple[frozenset[str], ...]
    ]  # "topic:audit" -> ({"inspect", "facility"},)
    contrasts: tuple[frozenset[str], ...]
    broader: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # what a concept is a kind of

    def rivals(self, qualifier: str) -> frozenset[str]:
        """Return the qualifiers that say something else than `qualifier`."""
        found: set[str] = set()
        for contrast in self.contrasts:
            if qualifier in contrast:
                found |= contrast - {qualifier}
        return frozenset(found)


def lexicon_folder() -> Path:
    """Return the folder of the shipped lexicon, in a wheel or beside the package."""
    package = Path(__file__).parent.parent
    shipped = package / "rules" / "lexicon"
    return shipped if shipped.is_dir() else package.parent / "rules" / "lexicon"


def load_lexicon(files: Sequence[Path] = ()) -> Lexicon:
    """Read the shipped lexicon and then `files`, which may add concepts and phrases.

    Raises BadRuleError where a file does not say what a lexicon file must say.
    """
    phrases: dict[str, list[str]] = {}
    together: dict[str, list[frozenset[str]]] = {}
    contrasts: list[frozenset[str]] = []
    broader: dict[str, list[str]] = {}
    for path in (*sorted(lexicon_folder().glob("*.yaml")), *files):
        content = _read(path)
        kind = content.kind
        for name, words in content.named("concepts"):
            known = phrases.setdefault(f"{kind}:{name}", [])
            known.extend(word for word in (name, *words) if word not in known)
        for name, words in content.named("together"):
            parts = together.setdefault(f"{kind}:{name}", [])
            parts.extend(frozenset(part.strip() for part in word.split("+")) for word in words)
        for name, kinds in content.named("kinds"):
            for narrower in kinds:
                broader.setdefault(f"{kind}:{narrower}", []).append(f"{kind}:{name}")
        for group in content.contrasts():
            contrasts.append(frozenset(f"{kind}:{name}" for name in group))
    return Lexicon(
        {name: tuple(words) for name, words in phrases.items()},
        {name: tuple(groups) for name, groups in together.items()},
        tuple(contrasts),
        {name: tuple(above) for name, above in broader.items()},
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What a lexicon file says; each complaint names the file and, where it is known, the line."""

    path: Path
    text: str
    data: Mapping[Any, Any]

    @property
    def kind(self) -> str:
        return str(self.data["kind"])

    def named(self, field: str) -> Iterator[tuple[str, list[str]]]:
        """Yield each name of a field and its phrases."""
        found = self.data.get(field, {})
        if not isinstance(found, dict):
            raise self.wrong(field, f"`{field}:` expects a name and a list of phrases on each line")
        for name, words in found.items():
            if not self._are_phrases(words):
                raise self.wrong(name, f"concept {name!r}: expected a list of phrases (quote them)")
            yield str(name), words

    def contrasts(self) -> Iterator[list[str]]:
        """Yield each set of names that exclude one another."""
        found = self.data.get("contrasts", [])
        if not isinstance(found, list) or not all(map(self._are_phrases, found)):
            raise self.wrong("contrasts", "`contrasts:` expects a list of lists of names")
        yield from found

    def wrong(self, at: object, complaint: str) -> BadRuleError:
        opens = re.search(rf"^\s*[\"']?{re.escape(str(at))}[\"']?\s*:", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, opens.end()) + 1 if opens else 1
        return BadRuleError(self.path, line, complaint)

    @staticmethod
    def _are_phrases(words: object) -> bool:
        return isinstance(words, list) and all(isinstance(w, str) and w.strip() for w in words)


def _read(path: Path) -> _Content:
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml.load(text, Loader=_LOADER)
    except OSError as error:
        reason = f"the lexicon cannot be opened: {error.strerror or error}"
        raise BadRuleError(path, 1, reason) from error
    except UnicodeDecodeError as error:
        raise BadRuleError(path, 1, "the lexicon is not text in UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        reason = f"not valid YAML: {getattr(error, 'problem', None) or 'unreadable'}"
        raise BadRuleError(path, line, reason) from error
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        raise BadRuleError(path, 1, f"expected `kind:` one of {', '.join(KINDS)}")
    content = _Content(path, text, data)
    for key in data:
        if key not in FIELDS:
            raise content.wrong(key, unknown("field", str(key), FIELDS))
    return content


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
