"""Imports point one way, and the model stands on nothing."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "contract_lint"
ORDER = (
    ("errors",),
    ("model",),
    ("read", "segment", "language", "report"),
    ("sheet", "match", "checks", "annotate", "matrix"),
    ("align",),
    ("message",),
    ("rulebook",),
    ("lint", "trial"),
    ("config",),
    ("accept", "turns"),
    ("cli",),
    ("api",),
    ("__main__",),
)
TOP = len(ORDER)  # of the package itself, which lends its library on demand
LAYER = {name: level for level, names in enumerate(ORDER) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))
READERS = {"docx", "pypdfium2", "pdfplumber"}  # libraries that only readers may know


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out in full"
            assert node.module
            names = [alias.name for alias in node.names]
            if node.module == "contract_lint":
                yield from (f"contract_lint.{name}" for name in names)
            else:
                yield node.module


def test_every_part_has_a_layer() -> None:
    parts = {part_of(path) for path in MODULES} - {"__init__"}
    assert parts == set(LAYER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    part = part_of(path)
    for name in imports(path):
        root, *rest = name.split(".")
        if root == "contract_lint" and rest and rest[0] in LAYER:
            imported = rest[0]
            assert imported == part or LAYER[imported] < LAYER.get(part, TOP), (
                f"{part} imports {name}"
            )


@pytest.mark.parametrize("part", ["errors", "model"])
def test_the_nouns_need_no_library(part: str) -> None:
    for path in MODULES:
        if part_of(path) == part:
            roots = {name.partition(".")[0] for name in imports(path)}
            assert roots <= {"contract_lint", *sys.stdlib_module_names}


def test_only_readers_know_file_formats() -> None:
    for path in MODULES:
        if part_of(path) not in {"read", "sheet", "annotate"}:
            roots = {name.partition(".")[0] for name in imports(path)}
            assert not roots & READERS, path
