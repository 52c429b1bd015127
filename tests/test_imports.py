"""What docs/architecture.md says of imports: those at the top of modules never go in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import derive

ROOT = Path(derive.__file__).parent


def module_of(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, modules):
    """The modules that are imported at the top, names of packages resolved to modules where they are some."""
    found = set()
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.ImportFrom):
            names = {f"{statement.module}.{alias.name}" for alias in statement.names}
            found |= {name if name in modules else statement.module for name in names}
        elif isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
    return (found & modules) - {module_of(path)}


@pytest.mark.slow
def test_imports_never_go_in_a_circle():
    paths = list(ROOT.rglob("*.py"))
    modules = {module_of(path) for path in paths}
    order = TopologicalSorter({module_of(path): imports(path, modules) for path in paths}).static_order()
    assert set(order) == modules
