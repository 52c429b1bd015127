"""What a page read while it ran: its own source, the local modules it imports, and the files it opens.

- Local modules are compiled from their source each time: Python's own cache of bytecode goes by
  seconds and sizes, so that a page that was just edited could be taken for what it was.
- The checksum is that of the bytes that were compiled, so a file that changes meanwhile is noticed.
- Between two pages the modules are forgotten, so that each page finds, and names, all its own.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ENGINE = frozenset({"derive", "sympy", "mpmath", "numpy", "flint", "gmpy2"})
"""Top-level packages that the name of the engine covers, beside the standard library."""

INSTALLED = ("site-packages", "dist-packages")

Files = dict[str, str | None]
"""The checksum of each file by its path; None for one that was looked for and is not there."""


def checksum(path: str) -> str | None:
    """The checksum of a file's bytes; None if it cannot be read.

    >>> checksum("no such file") is None
    True
    """
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None


def are_unchanged(files: Mapping[str, str | None]) -> bool:
    """Whether all files are as they were."""
    return all(checksum(path) == known for path, known in files.items())


class Reads:
    """The files behind the page that is loaded at the moment, and the modules that were made from them."""

    def __init__(self) -> None:
        self.files: Files = {}
        self._page: Path | None = None
        self._modules: list[str] = []
        self._listens = False

    def install(self) -> None:
        """Take over the import of local modules in this process, and note which files it opens."""
        sys.meta_path.insert(0, _Finder(self))
        sys.addaudithook(self._hear)

    def turn_to(self, page: Path) -> None:
        """Forget the modules of another page."""
        if page == self._page:
            return
        self._page = page
        self.files = {}
        for name in self._modules:
            _forget(name)
        self._modules = []

    def listen(self) -> None:
        """From now on the author's code runs: what is opened counts."""
        self._listens = True

    def rest(self) -> None:
        """From now on the engine runs."""
        self._listens = False

    def note(self, path: str, found: str | None) -> None:
        """A file with its checksum; one that was read twice with different bytes is never unchanged."""
        known = self.files.setdefault(path, found)
        if known != found:
            self.files[path] = "changed while it was read"

    def note_module(self, name: str) -> None:
        """A module that belongs to this page."""
        self._modules.append(name)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note a file that the author's code opens, unless it is a module of a library."""
        if event != "open" or not self._listens:
            return
        opened = arguments[0]
        if not isinstance(opened, str | bytes | os.PathLike):
            return
        path = os.path.abspath(os.fsdecode(opened))
        if path.endswith(".pyc") or _is_of_a_library(path) or not os.path.isfile(path) or path in self.files:
            return
        self._listens = False
        try:
            self.note(path, checksum(path))
        finally:
            self._listens = True


def spec_of(name: str, path: Path) -> ModuleSpec | None:
    """How the file `path` is imported as the module `name`: by its source alone where reads are noted."""
    noting = next((finder for finder in sys.meta_path if isinstance(finder, _Finder)), None)
    loader = None if noting is None else _Source(name, str(path), noting.reads)
    return spec_from_file_location(name, path, loader=loader)


class _Finder:
    """Finds what Python would find, and notes it where it is neither of the engine nor of Python itself."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module as Python finds it, with a loader that notes what it reads."""
        top = name.partition(".")[0]
        if top in ENGINE or top in sys.stdlib_module_names:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None:
            return None
        if spec.origin is None or not spec.has_location:
            for place in spec.submodule_search_locations or ():
                self.reads.note(os.path.join(place, "__init__.py"), None)
        elif any(f"{os.sep}{folder}{os.sep}" in spec.origin for folder in INSTALLED):
            self.reads.note(spec.origin, checksum(spec.origin))
        elif type(spec.loader) is SourceFileLoader:
            spec.loader = _Source(name, spec.origin, self.reads)
        else:
            self.reads.note(spec.origin, checksum(spec.origin))
        return spec


class _Source(SourceFileLoader):
    """Compiles a module from its source, whatever bytecode lies beside it."""

    def __init__(self, name: str, path: str, reads: Reads) -> None:
        super().__init__(name, path)
        self.reads = reads

    def get_code(self, fullname: str) -> CodeType:
        """The code of the source as it is now."""
        path = self.get_filename(fullname)
        source = self.get_data(path)
        self.reads.note(os.path.abspath(path), hashlib.sha256(source).hexdigest())
        self.reads.note_module(fullname)
        code: CodeType = self.source_to_code(source, path)
        return code


def _is_of_a_library(path: str) -> bool:
    """Whether a file belongs to Python, to an installed package, or to derive itself."""
    if any(f"{os.sep}{folder}{os.sep}" in path for folder in INSTALLED):
        return True
    own = os.path.dirname(os.path.abspath(__file__))
    return any(path.startswith(place + os.sep) for place in (sys.base_prefix, sys.prefix, own))


def _forget(name: str) -> None:
    sys.modules.pop(name, None)
    parent, _, last = name.rpartition(".")
    if parent in sys.modules and hasattr(sys.modules[parent], last):
        delattr(sys.modules[parent], last)
