"""Read sheets written as a YAML list of rows."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from contract_lint.errors import UnreadableFileError
from contract_lint.sheet.delimited import decode
from contract_lint.sheet.table import Grid, GridRow

_LISTS = ("requirements", "rows", "sheet")
_JOINTS = {"object": "|", "objects": "|", "document": "+", "documents": "+"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path, data: bytes) -> tuple[Grid, ...]:
    """Return the one grid of a file; a row's line is the one on which its entry begins.

    The file is a list of rows, or holds it under `requirements:`, or names each row by its id. A
    row is a mapping of columns, or a text.
    """
    try:
        root = yaml.compose(decode(data), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        hint = 'put signs in quotes, as in `limit: ">="` and `unit: "%"`'
        reason = f"line {line}: not valid YAML ({error.problem}); {hint}"
        raise UnreadableFileError(path, reason) from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = f"not valid YAML ({type(error).__name__})"
        raise UnreadableFileError(path, reason) from error
    entries = list(_entries(path, root))
    names = list(dict.fromkeys(name for _, cells in entries for name in cells))
    head = GridRow(entries[0][0] if entries else 1, tuple(names))
    rows = (GridRow(line, tuple(cells.get(name, "") for name in names)) for line, cells in entries)
    return (Grid("", (head, *rows)),)


def _entries(path: Path, root: Node | None) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line and the cells of each row."""
    if isinstance(root, MappingNode):
        for key, value in root.value:
            if isinstance(value, SequenceNode) and key.value in _LISTS:
                yield from _entries(path, value)
                return
        for key, value in root.value:
            yield _line(key), {"id": str(key.value)} | _cells(path, value)
        return
    if not isinstance(root, SequenceNode):
        raise UnreadableFileError(path, "no list of rows; start each row with `- id:`")
    for item in root.value:
        yield _line(item), _cells(path, item)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _cells(path: Path, node: Node) -> dict[str, str]:
    if isinstance(node, ScalarNode):
        return {"requirement": _scalar(node)}
    if not isinstance(node, MappingNode):
        raise UnreadableFileError(path, f"line {_line(node)}: a row is a mapping of columns")
    cells: dict[str, str] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, ScalarNode) else ""
        if name in cells:
            reason = f"line {_line(key)}: {name!r} stands twice in one row; keep one"
            raise UnreadableFileError(path, reason)
        cells[name] = _cell(path, name, value)
    return cells


def _cell(path: Path, name: str, node: Node) -> str:
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, SequenceNode) and all(isinstance(i, ScalarNode) for i in node.value):
        return _JOINTS.get(name.lower(), ";").join(_scalar(item) for item in node.value)
    reason = f"line {_line(node)}: {name!r} is neither a text, a number nor a list of them"
    raise UnreadableFileError(path, reason)


def _scalar(node: ScalarNode) -> str:
    return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
