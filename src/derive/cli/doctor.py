"""`derive doctor`: what a verdict on this machine rests on, and what a report about it should name.

Only metadata is read: neither the engine nor SymPy is loaded.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
import re
import sys
from importlib import metadata

from derive.cores import cores

DISTRIBUTION = "derive"


def diagnosis() -> list[tuple[str, str]]:
    """What there is to know about this installation: pairs of a name and a value, in a fixed order."""
    return [
        ("derive", f"{metadata.version(DISTRIBUTION)} in {os.path.dirname(os.path.dirname(__file__))}"),
        ("python", f"{platform.python_version()} ({platform.python_implementation()}) in {sys.prefix}"),
        ("system", platform.platform()),
        ("cores", str(cores())),
        ("processes", _start_method()),
        ("encoding", f"{sys.stdout.encoding or 'unknown'} on standard output"),
        *((name, _version(name)) for name in requirements("")),
        *((f"extra {extra}", _extra(extra)) for extra in _extras()),
    ]


def requirements(extra: str) -> list[str]:
    """The names of the packages that derive needs: always, or for one of its extras.

    >>> sorted(requirements(""))
    ['mpmath', 'numpy', 'python-flint', 'rich', 'sympy']
    """
    found = []
    for line in metadata.requires(DISTRIBUTION) or []:
        name = re.match(r"[\w.-]+", line)
        marker = re.search(r"""extra\s*==\s*["']([\w-]+)["']""", line)
        if name is not None and (marker[1] if marker else "") == extra:
            found.append(name[0])
    return found


def _extras() -> list[str]:
    return metadata.metadata(DISTRIBUTION).get_all("Provides-Extra") or []


def _extra(extra: str) -> str:
    """What of an extra is installed, and how to install what is not."""
    names = requirements(extra)
    if not names:
        return "needs nothing"
    missing = [name for name in names if _installed(name) is None]
    there = ", ".join(f"{name} {_installed(name)}" for name in names if name not in missing)
    lacking = f"missing: {', '.join(missing)}" if missing else ""
    return "; ".join(part for part in (there, lacking) if part)


def _version(name: str) -> str:
    return _installed(name) or "missing: install derive again"


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _start_method() -> str:
    """How workers start, as `derive.workers` chooses it."""
    known = multiprocessing.get_all_start_methods()
    return f"{'forkserver' if 'forkserver' in known else 'spawn'} (of {', '.join(known)})"
