"""Objects that notebooks display as typeset mathematics; nothing of it loads before one is displayed."""

from __future__ import annotations

from typing import Any


class Displayed:
    """Displays itself as HTML, as LaTeX and as plain text, whichever a notebook asks for."""

    __slots__ = ()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The forms by MIME type; a notebook takes the richest one that it can show."""
        from derive.notebook.bundles import bundle

        return bundle(self)
