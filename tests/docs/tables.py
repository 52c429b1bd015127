"""The truth tables of the tests, read as claims: which of them belongs to which prover.

Every table holds claims that are true, or false neighbours of these.  A new table is a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from sympy import sympify

from derive.calculation import Relation
from derive.claim import Claim, Reading
from derive.domains import COMPLEX
from derive.exactness import exact
from derive.page import local_left_sides
from derive.reader.claims import claim_of as read
from tests.prove import statements

Read = Callable[[Any, Any], Iterable[Claim]]


@dataclass(frozen=True)
class Table:
    """Rows of a module under tests/; `read` takes the module and a row without its name."""

    module: str
    names: tuple[str, ...]
    read: Read

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Each claim with the words that name its row."""
        module = import_module(f"tests.{self.module}")
        for name in self.names:
            for words, row in _rows(getattr(module, name)):
                for claim in self.read(module, row):
                    yield words, claim


@dataclass(frozen=True)
class Family:
    """What one page shows: a title, the functions whose docstrings introduce it, true and false tables."""

    title: str
    provers: tuple[str, ...]
    tables: tuple[Table, ...]


def _rows(table: Any) -> Iterator[tuple[str, Any]]:
    """The rows of a table with their names, in each of the forms that tables have."""
    if isinstance(table, str):
        yield from ((line, line) for line in table.strip().splitlines())
    elif isinstance(table, Mapping):
        yield from table.items()
    elif hasattr(table[0], "words"):
        yield from ((row.words, row) for row in table)
    elif hasattr(table[0], "left"):
        yield from ((row.name.strip(), row) for row in table)
    elif hasattr(table[0], "id"):
        yield from ((row.id, row.values) for row in table)
    else:
        yield from ((row[0], row[1:]) for row in table)


def _about(lhs: Any, relation: str, rhs: Any, *hypotheses: Any) -> list[Claim]:
    return [statements.claim(lhs, relation, rhs, *hypotheses)]


def between(module: Any, row: Any) -> list[Claim]:
    """(lhs, relation, rhs), perhaps with a tuple of hypotheses."""
    lhs, relation, rhs, *hypotheses = row
    return _about(lhs, relation, rhs, *(hypotheses[0] if hypotheses else ()))


def equal(module: Any, row: Any) -> list[Claim]:
    """(lhs, rhs), perhaps with a tuple of hypotheses."""
    lhs, rhs, *hypotheses = row
    return _about(lhs, "=", rhs, *(hypotheses[0] if hypotheses else ()))


def by_the_module(module: Any, row: Any) -> list[Claim]:
    """What the module itself makes a claim of."""
    return [module.claim_of(*row)]


def member(module: Any, row: Any) -> list[Claim]:
    """(value, domain)."""
    return [module.member(*row)]


def with_domains(module: Any, row: Any) -> list[Claim]:
    """(lhs, relation, rhs, domains)."""
    return [Claim(*row)]


def in_words(module: Any, row: Any) -> list[Claim]:
    """Claims as users write them."""
    domains = dict(declaration.strip().split("=") for declaration in row.let.split(",") if declaration)
    return [read(row.lhs, row.relation, row.rhs, domains=domains, conditions=row.assume, values=row.values)]


def in_plane(module: Any, row: Any) -> list[Claim]:
    """(lhs, rhs, *hypotheses) or (lhs, relation, rhs) on principal branches; sides may come as a function of nothing."""
    if callable(row[0]):
        row = (*module.sides_of(("", *row)), *row[1])
    lhs, rhs, *hypotheses = row
    relation = Relation.EQUAL
    if isinstance(rhs, Relation):
        relation, rhs, hypotheses = rhs, hypotheses[0], []
    facts = [fact for part in hypotheses for fact in (part if isinstance(part, tuple) else (part,))]
    claim = Claim(sympify(lhs), relation, sympify(rhs), {}, tuple(facts), reading=Reading.COMPLEX)
    domains = module.DOMAINS if hasattr(module, "DOMAINS") else dict.fromkeys(_symbols(claim), COMPLEX)
    return [replace(claim, domains={symbol: domains[symbol] for symbol in domains if symbol in _symbols(claim)})]


def _symbols(claim: Claim) -> set[Any]:
    return set().union(*(part.free_symbols for part in (claim.lhs, claim.rhs, *claim.conditions)))


def special(module: Any, row: str) -> list[Claim]:
    """A line of text in the complex reading."""
    return [module.claim(row)] if re.search(r" = ", row) else []


def calculations(position: int) -> Read:
    """The lines of one calculation of a row: the first is true, the second false, hypotheses come behind."""

    def steps(module: Any, row: Any) -> Iterator[Claim]:
        calculation, conditions = row[position], row[2:]
        for lhs, step in zip(local_left_sides(calculation), calculation.steps, strict=True):
            claim = Claim(lhs, step.relation, step.rhs, {}, tuple(conditions), approach=step.approach)
            yield replace(claim, domains={s: d for s, d in module.DOMAINS.items() if s in _symbols(claim)})

    return steps


def of_laws(module: Any, case: Any) -> Iterator[Claim]:
    """A statement about laws and its slip."""
    for rhs in (case.right, case.slip):
        claim = Claim(sympify(case.left), Relation.EQUAL, sympify(rhs), {}, tuple(case.where))
        yield replace(claim, domains={s: d for s, d in module.DOMAINS.items() if s in _symbols(claim)})


def of_vectors(module: Any, case: Any) -> Iterator[Claim]:
    """A statement about vectors and matrices of every size, and the false one beside it."""
    for relation, rhs in ((case.relation, case.rhs), (case.false_relation or case.relation, case.false)):
        yield Claim(exact(case.lhs, 0), relation, exact(rhs, 0), module.NUMBERS, structures=module.STRUCTURES)


def of_densities(module: Any, statement: Any) -> Iterable[Claim]:
    """A statement about all densities, as a function of them."""
    claims: Iterable[Claim] = import_module("tests.densities.statements").claims_of(statement)
    return claims


def of_stages(module: Any, row: Any) -> list[Claim]:
    """(the variables of a page, a statement about them)."""
    return [import_module("tests.families.stages").claim_of(*row)]
