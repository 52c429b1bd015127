"""Where the cache is, and whether there is one: the command line first, then the environment.

In CI there is none unless somebody asks for it: a runner starts empty, and a verdict there should be
one that was reached there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from derive.errors import AuthoringError

FOLDER = "DERIVE_CACHE_DIR"
OFF = "DERIVE_NO_CACHE"
NOT_CI = ("", "0", "false", "no")


def folder(chosen: str | None, environment: Mapping[str, str] | None = None) -> Path | None:
    """The folder of the cache: the `chosen` one, or what the environment says; None for no cache.

    Raises `AuthoringError` if something else bears the name of the folder.
    """
    variables = os.environ if environment is None else environment
    if chosen is None and (variables.get(OFF) or (not variables.get(FOLDER) and _is_ci(variables))):
        return None
    named = chosen or variables.get(FOLDER)
    found = Path(os.path.abspath(os.path.expanduser(named))) if named else users_own(variables)
    if named and found is not None and os.path.lexists(found) and not found.is_dir():
        raise AuthoringError("this is no folder: name another for the cache", path=named)
    return found


def users_own(variables: Mapping[str, str]) -> Path | None:
    """Where programs of this user keep what they can find out again; None if that is unknown."""
    if sys.platform == "win32":
        local = variables.get("LOCALAPPDATA")
        return Path(local) / "derive" / "Cache" if local else None
    home = variables.get("HOME", "")
    if sys.platform == "darwin":
        return Path(home) / "Library" / "Caches" / "derive" if os.path.isabs(home) else None
    base = variables.get("XDG_CACHE_HOME", "")
    if os.path.isabs(base):
        return Path(base) / "derive"
    return Path(home) / ".cache" / "derive" if os.path.isabs(home) else None


def _is_ci(variables: Mapping[str, str]) -> bool:
    return variables.get("CI", "").lower() not in NOT_CI
