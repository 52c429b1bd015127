"""The forms in which a report can be written, by name; a renderer is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType

from derive.errors import AuthoringError
from derive.report.model import Report

FORMATS = {
    "text": "derive.report.text:plain_text",
    "json": "derive.report.json:json_text",
    "junit": "derive.report.junit:render",
    "sarif": "derive.report.sarif:render",
    "github": "derive.report.github:render",
    "gitlab": "derive.report.gitlab:render",
    "markdown": "derive.report.markdown:render",
    "html": "derive.report.html:render",
    "gradescope": "derive.report.gradescope:render",
    "prairielearn": "derive.report.prairielearn:render",
}
"""Where the renderer of each format is."""

GRADED = frozenset({"gradescope", "prairielearn"})
"""The formats that give points."""

ONE_POINT_EACH: Mapping[str, float] = MappingProxyType({})


def render(name: str, report: Report, *, points: Mapping[str, float] = ONE_POINT_EACH) -> str:
    """The report in the format `name`, with a line end behind it unless it is empty.

    `points` says what derivations are worth, by name or id, to the formats that grade; the others
    are worth one.  Raises `AuthoringError` for an unknown format, and for points that are none.
    """
    text = _renderer(name, points)(report)
    return text if text.endswith("\n") or not text else f"{text}\n"


def known(name: str) -> str:
    """The name, if there is a format of that name.

    >>> known("sarif")
    'sarif'
    >>> known("sarfi")
    Traceback (most recent call last):
    ...
    derive.errors.AuthoringError: unknown format 'sarfi'; did you mean sarif? (known: text, json, junit, \
sarif, github, gitlab, markdown, html, gradescope, prairielearn)
    """
    if name not in FORMATS:
        from difflib import get_close_matches

        close = get_close_matches(name.lower(), FORMATS, n=1, cutoff=0.5)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise AuthoringError(f"unknown format {name!r}{hint} (known: {', '.join(FORMATS)})")
    return name


def _renderer(name: str, points: Mapping[str, float]) -> Callable[[Report], str]:
    module, function = FORMATS[known(name)].split(":")
    renderer: Callable[..., str] = getattr(import_module(module), function)
    return partial(renderer, points=points) if name in GRADED else renderer
