"""The concepts of the field and the words that contracts use for each; data in `rules/lexicon`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contract_lint.errors import BadRuleError

KINDS = ("action", "topic", "qualifier", "cue")


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
        kind = content["kind"]
        for name, words in _concepts(path, content, "concepts"):
            known = phrases.setdefault(f"{kind}:{name}", [])
            known.extend(word for word in (name, *words) if word not in known)
        for name, words in _concepts(path, content, "together"):
            parts = together.setdefault(f"{kind}:{name}", [])
            parts.extend(frozenset(part.strip() for part in word.split("+")) for word in words)
        for name, kinds in _concepts(path, content, "kinds"):
            for narrower in kinds:
                broader.setdefault(f"{kind}:{narrower}", []).append(f"{kind}:{name}")
        for group in content.get("contrasts", []):
            contrasts.append(frozenset(f"{kind}:{name}" for name in group))
    return Lexicon(
        {name: tuple(words) for name, words in phrases.items()},
        {name: tuple(groups) for name, groups in together.items()},
        tuple(contrasts),
        {name: tuple(above) for name, above in broader.items()},
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadRuleError(path, 1, f"not a lexicon file: {error}") from error
    if not isinstance(content, dict) or content.get("kind") not in KINDS:
        raise BadRuleError(path, 1, f"expected `kind:` one of {', '.join(KINDS)}")
    return content


def _concepts(
    path: Path, content: Mapping[str, Any], field: str
) -> Iterator[tuple[str, list[str]]]:
    concepts = content.get(field, {})
    if not isinstance(concepts, dict):
        raise BadRuleError(path, 1, f"`{field}:` expects a name and a list of phrases on each line")
    for name, words in concepts.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise BadRuleError(
                path, 1, f"concept {name!r}: expected a list of phrases (quote them)"
            )
        yield str(name), words


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
