"""The shipped pages, their tables, and their reports: each page is checked once a session."""

from functools import cache
from importlib import import_module

DOCUMENTS = ("dgm_assignment_3", "dl_homework_5", "aml_sheet_3", "cs236_problem_set_3", "ift6135_assignment_4")


def table(document):
    """The expected verdicts of a document."""
    return import_module(f"tests.derivations.tables.{document}").TABLE


@cache
def pages(document):
    """The derivations of a document by name, as a user imports them."""
    module = import_module(f"derivations.{document}")
    return {name: getattr(module, name) for name in module.__all__}


@cache
def checked(document, name):
    """The report of one derivation."""
    (report,) = pages(document)[name].check().derivations
    return report


def calculation(document, name, part):
    """The report of one calculation."""
    return next(found for found in checked(document, name).calculations if found.name == part)


DERIVATIONS = [(document, name) for document in DOCUMENTS for name in table(document)]
STEPS = [
    (document, name, part, index, verdict, reason)
    for document, name in DERIVATIONS
    for part, rows in table(document)[name].items()
    for index, (verdict, reason) in enumerate(rows)
]
