"""From the ids in the rows to the steps of the pages, and to what a check found about them."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from derive import Derivation
from tests.derivations.pages import checked, pages


@cache
def written(document):
    """Every step of a document, ``file::derivation::calculation::number``, in the order of its pages."""
    package = import_module(f"derivations.{document}")
    files = {found.name: import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)}
    return tuple(
        f"{name}::{page.name}::{calculation.name}::{number}"
        for name, file in files.items()
        for page in vars(file).values()
        if isinstance(page, Derivation) and page.path == file.__file__
        for calculation in page.page.calculations
        for number in range(1, len(calculation.steps) + 1)
    )


def named(document, name):
    """The steps that an id names: itself, or all those below it."""
    return tuple(step for step in written(document) if step == name or step.startswith(f"{name}::"))


def found(document, step):
    """What a check found about a step."""
    _, page, calculation, number = step.split("::")
    calculations = checked(document, page).calculations
    return next(part for part in calculations if part.name == calculation).steps[int(number) - 1]


def stated(document, step):
    """A step as its page states it, before anything is checked."""
    _, page, calculation, number = step.split("::")
    calculations = pages(document)[page].page.calculations
    return next(part for part in calculations if part.name == calculation).steps[int(number) - 1]
