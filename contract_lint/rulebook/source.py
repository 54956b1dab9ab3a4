"""YAML that remembers its lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from contract_lint.errors import BadRuleError

try:  # the C loader is ten times faster and reads the same language
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML mapping, and the line on which each of its keys stands."""

    path: Path
    fields: dict[str, Any]
    nodes: dict[str, yaml.Node]  # the key's node, by key
    values: dict[str, yaml.Node]  # the value's node, by key

    def line_of(self, key: str) -> int:
        """Return the line of `key`, counted from 1, or 1 where the key is not there."""
        node = self.nodes.get(key)
        return 1 if node is None else line_of(node)

    def refuse(self, key: str, reason: str) -> BadRuleError:
        """Return the error that `reason` is wrong with the field `key`."""
        return BadRuleError(self.path, self.line_of(key), reason)

    def entries(self, key: str) -> Iterator[tuple[int, Any]]:
        """Yield each item of the list in field `key` with its line."""
        node, value = self.values[key], self.fields[key]
        if not isinstance(value, list) or not isinstance(node, yaml.SequenceNode):
            raise self.refuse(key, f"expected a list in {key!r}")
        for item, entry in zip(node.value, value, strict=True):
            yield line_of(item), entry

    def inner(self, key: str) -> "Source":
        """Return the mapping in field `key`."""
        node, value = self.values[key], self.fields[key]
        if not isinstance(value, dict) or not isinstance(node, yaml.MappingNode):
            raise self.refuse(key, f"expected fields under {key!r}")
        return _source(self.path, node, value)


def read_source(path: Path) -> Source:
    """Read a YAML file whose outermost thing is a mapping; raise BadRuleError if it is not."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRuleError(path, 1, f"cannot be read: {error}") from error
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise BadRuleError(path, 1, "expected fields, such as `id:` and `match:`")
        fields = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = 1 if mark is None else mark.line + 1
        raise BadRuleError(path, line, f"not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise BadRuleError(path, 1, f"not valid YAML: {error}") from error
    finally:
        loader.dispose()
    return _source(path, node, fields)


def line_of(node: yaml.Node) -> int:
    """Return the line on which `node` begins, counted from 1."""
    return int(node.start_mark.line) + 1


def _source(path: Path, node: yaml.MappingNode, fields: dict[Any, Any]) -> Source:
    nodes: dict[str, yaml.Node] = {}
    values: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in nodes:
            raise BadRuleError(path, line_of(key), f"field {name!r} stands here a second time")
        nodes[name], values[name] = key, value
    return Source(path, {str(key): value for key, value in fields.items()}, nodes, values)
