"""`derive check --watch`: check again what changed, as soon as it is saved.

- All pages are checked once; then every `poll` seconds the files are compared with what they were, by
  time of change and size.
- A changed page is checked again by itself.
- A changed file that others import, or whose name starts with an underscore, may concern every page
  of its folder tree: all of them are checked again.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from derive.collect import FOLDER

Pages = Callable[[], Sequence[Path]]
State = dict[Path, tuple[int, int]]


def watch(files_of: Pages, check: Callable[[list[Path]], object], poll: float = 0.2) -> None:
    """Call `check` with all pages, then with those that changed, whenever some did.

    `files_of` gives the pages there are at the moment; new ones count as changed.  Ctrl-C ends it, as
    KeyboardInterrupt does.
    """
    for changed in changes(files_of, lambda: time.sleep(poll)):
        check(changed)


def changes(files_of: Pages, pause: Callable[[], object]) -> Iterator[list[Path]]:
    """All pages, then those to check again, each time that some are; `pause` is called between two looks.

    What is saved while the caller checks is seen at the next look.
    """
    pages = files_of()
    before = _state(pages)
    yield list(pages)
    while True:
        pause()
        pages = files_of()
        now = _state(pages)
        touched = {file for file in before.keys() | now.keys() if before.get(file) != now.get(file)}
        before = now
        concerned = [page for page in pages if _is_concerned(page.resolve(), touched, now)]
        if concerned:
            yield concerned


def _is_concerned(page: Path, touched: set[Path], files: Iterable[Path]) -> bool:
    """Whether a change of the `touched` files may change what `page` says."""
    shared = (file for file in touched if page.is_relative_to(_root(file)))
    return page in touched or any(_is_shared(file, files) for file in shared)


def _is_shared(file: Path, files: Iterable[Path]) -> bool:
    """Whether other pages may rest on `file`."""
    if file.name.startswith("_"):
        return True
    neighbours = (other for other in files if other != file and other.is_relative_to(_root(file)))
    return any(file.stem in _imported(other) for other in neighbours)


def _imported(file: Path) -> set[str]:
    """The last parts of all names that a file imports; none where it cannot be read."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.rpartition(".")[2] for name in names}


def _root(file: Path) -> Path:
    """The top of the folder tree in which the files of `file` import each other."""
    return next((parent for parent in file.parents if parent.name == FOLDER), file.parent)


def _state(pages: Sequence[Path]) -> State:
    """Time of change and size of every Python file in the trees of the pages."""
    own = {page.resolve() for page in pages}
    files = own.union(*(_tree(root) for root in {_root(page) for page in own}))
    return {file: stamp for file in files if (stamp := _stamp(file)) is not None}


def _tree(root: Path) -> Iterator[Path]:
    """The files below a folder of derivations, or beside a page elsewhere (which may lie anywhere)."""
    return root.rglob("*.py") if root.name == FOLDER else root.glob("*.py")


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None  # gone since it was listed
    return found.st_mtime_ns, found.st_size
