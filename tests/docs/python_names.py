"""The reference of the public names, read off their docstrings and signatures."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import derive
import derive.terms
from derive.domains import Domain

FIRST = ("derive.page", "derive.calculation", "derive.domains")
"""What every page needs comes first."""

HEAD = """# Python

Everything public is in two modules: `derive` holds the language (domains, words that relate lines, `derivation`) and
what a check gives back, `derive.terms` the words of the courses, for use inside of a page. Written by
`python -m tests.docs.write`.
"""


def names() -> str:
    """The whole page."""
    parts = [HEAD]
    for module in (derive, derive.terms):
        parts.append(f"\n## {module.__name__}\n")
        for home, members in _by_home(module).items():
            parts += [f"\n### {home}\n", f"{_about(home)}\n", *_of_module(members)]
    return "\n".join([*parts, ""])


def _by_home(module: Any) -> dict[str, dict[str, Any]]:
    """The public names of a module by the module that holds them; constants are in the one they are imported from."""
    homes: dict[str, dict[str, Any]] = {}
    for name in module.__all__:
        value = getattr(module, name)
        home = getattr(module, "_HOME_OF", {}).get(name) or getattr(value, "__module__", module.__name__)
        homes.setdefault(home, {})[name] = value
    return dict(sorted(homes.items(), key=lambda entry: (entry[0] not in FIRST, entry[0])))


def _about(home: str) -> str:
    return _first_paragraph(import_module(home).__doc__ or "")


def _of_module(members: dict[str, Any]) -> Iterator[str]:
    domains = {name: value for name, value in members.items() if typing.get_origin(value) is typing.Annotated}
    if domains:
        yield "| in a signature | what it is |\n|---|---|"
        yield from (f"| `{name}` | {_domain(value)} |" for name, value in domains.items())
        yield ""
    for name, value in members.items():
        if name not in domains:
            yield f"#### `{name}`\n"
            yield from _of_name(name, value)


def _domain(value: Any) -> str:
    (known, *_) = value.__metadata__
    if isinstance(known, Domain):
        return f"numbers: {known.whole}"
    values = getattr(known, "values", None)
    within = f" Values: {values.whole}." if isinstance(values, Domain) else ""
    return _first_paragraph(type(known).__doc__ or "") + within


def _of_name(name: str, value: Any) -> Iterator[str]:
    signature = _signature(name, value)
    if signature:
        yield f"```text\n{signature}\n```\n"
    yield from described(inspect.getdoc(value) or "")
    if inspect.isclass(value) and value.__module__.split(".")[1] != "terms":
        yield from _members(value)


def _members(owner: type) -> Iterator[str]:
    """Methods and properties that a class has of its own."""
    for name, value in vars(owner).items():
        text = inspect.getdoc(value) if not name.startswith("_") else None
        if text and (inspect.isfunction(value) or isinstance(value, property)):
            shown = f"{name}{_parameters(value)}" if inspect.isfunction(value) else name
            yield f"- `{shown}`: {_first_paragraph(text)}"
    yield ""


def _signature(name: str, value: Any) -> str:
    if inspect.isfunction(value):
        return f"{name}{_parameters(value)}"
    return ""


def _parameters(function: Any) -> str:
    """The parameters with their defaults; their types are told in words."""
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values() if p.name != "self"]
    shown = str(signature.replace(parameters=bare, return_annotation=signature.empty))
    return re.sub(r"<function .*? at 0x[0-9a-f]+>", "...", shown)


def described(text: str) -> Iterator[str]:
    """A docstring as Markdown: prose, then examples."""
    prose, mark, examples = text.partition(">>> ")
    yield f"{marked(prose)}\n"
    if mark:
        yield f"```python\n{(mark + examples).strip()}\n\n```\n"


def marked(prose: str) -> str:
    """``code`` as Markdown has it; nothing else is markup in a docstring."""
    parts = re.split(r"(``.+?``|`.+?`)", prose.strip())
    return "".join(f"`{part.strip('`')}`" if part.startswith("`") else re.sub(r"([*_<\[\]])", r"\\\1", part) for part in parts)


def _first_paragraph(text: str) -> str:
    return marked(" ".join(inspect.cleandoc(text).split("\n\n")[0].split()))
