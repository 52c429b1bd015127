"""From paths to derivations: which files are meant, and what is in one of them.

Files are imported by path under module names of our own, so that a user's ``derivations/`` folder
and the package that comes with derive never shadow each other.  Within one folder tree, relative
imports among the files work as in a package.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from derive.errors import AuthoringError
from derive.reads import spec_of

if TYPE_CHECKING:
    import ast

    from derive.page import Derivation

FOLDER = "derivations"


def default_root() -> Path | None:
    """The ``derivations/`` folder here, if there is one."""
    root = Path(FOLDER)
    return root if root.is_dir() else None


def shipped() -> Path:
    """The folder of the derivations that come with derive."""
    spec = importlib.util.find_spec(FOLDER)
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    here = Path.cwd() / FOLDER
    installed = [Path(place) for place in places if Path(place) != here or _is_ours(here)]
    if not installed:
        raise AuthoringError("the derivations that come with derive are not installed")
    return installed[0]


def _is_ours(folder: Path) -> bool:
    """Whether the folder belongs to a checkout of derive itself."""
    return (folder.parent / "src" / "derive" / "collect.py").is_file()


def derivation_files(paths: Sequence[Path]) -> list[Path]:
    """The Python files that `paths` mean: files themselves, and all files below folders.

    Names that start with an underscore or a dot are passed over.

    Raises `AuthoringError` for a path that does not exist or is no Python file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(sorted(file for file in path.rglob("*.py") if _is_page(file, path)))
        elif not path.exists():
            raise AuthoringError("there is no such file or folder: check the spelling", path=str(path))
        elif path.suffix != ".py":
            raise AuthoringError("this is no Python file: derivations are written in .py files", path=str(path))
        else:
            found[path] = None
    return list(found)


def _is_page(file: Path, root: Path) -> bool:
    return not any(part.startswith(("_", ".")) for part in file.relative_to(root).parts)


def load(path: Path) -> list[Derivation]:
    """The derivations of a file, in the order in which they stand there.

    Whatever the file raises on import is raised.
    """
    from derive.page import Derivation

    module = _import(path.resolve())
    _check_names(path)
    found = [value for value in vars(module).values() if isinstance(value, Derivation)]
    own = {id(derivation): derivation for derivation in found if derivation.__module__ == module.__name__}
    return sorted(own.values(), key=lambda derivation: derivation.line)


def _check_names(path: Path) -> None:
    """Refuse a second derivation of one name: it hides the first, which nobody would check."""
    import ast

    seen: dict[str, int] = {}
    for node in ast.parse(path.read_bytes()).body:
        if not isinstance(node, ast.FunctionDef) or "derivation" not in map(_called, node.decorator_list):
            continue
        if node.name in seen:
            raise AuthoringError(
                f"a second derivation named {node.name} hides the one in line {seen[node.name]}: rename one",
                path=str(path), line=node.lineno,
            )  # fmt: skip
        seen[node.name] = node.lineno


def _called(decorator: ast.expr) -> str | None:
    """The name of what a decorator calls."""
    import ast

    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def _import(path: Path) -> ModuleType:
    root = next((parent for parent in path.parents if parent.name == FOLDER), path.parent)
    package = _package_for(root)
    parts = path.relative_to(root).with_suffix("").parts
    parent = ".".join((package, *parts[:-1]))
    importlib.import_module(parent)
    name = ".".join((package, *parts))
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_of(name, path)
    if spec is None or spec.loader is None:
        raise AuthoringError("this file cannot be imported", path=str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _package_for(root: Path) -> str:
    """A package, made up for `root`, below which its files are imported."""
    name = f"derive_pages_{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
    if name not in sys.modules:
        package = ModuleType(name, "Derivations collected by path.")
        package.__path__ = [str(root)]
        sys.modules[name] = package
    return name
