"""One claim from Python: from text, or from SymPy expressions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sympy import Basic, Symbol
from sympy.core.relational import Relational

from derive.claim import Claim
from derive.claims.crew import Crew
from derive.claims.lines import Line
from derive.errors import AuthoringError, InternalContradiction
from derive.evidence import Evidence
from derive.exactness import exact, shown
from derive.reader.claims import as_limit, check_hypotheses, reading_of, relation_of
from derive.reader.declarations import Declaration, check_name, declared
from derive.reader.expressions import read, read_condition
from derive.tree import rewritten

ASSUMPTIONS = (
    "real", "extended_real", "finite", "complex", "positive", "nonnegative", "negative", "nonpositive", "nonzero",
    "integer", "zero", "commutative", "hermitian",
)  # fmt: skip
"""What SymPy may know of a symbol for its domain to follow from that."""

NARROWING = ("integer", "positive", "nonnegative", "negative", "nonpositive", "nonzero")


def decide(
    lhs: Any, relation: str, rhs: Any, *,
    domains: Mapping[Any, Any] | None = None, assuming: Any = (), values: str | None = None, timeout: float = 10.0,
) -> Evidence:  # fmt: skip
    """What is known about ``lhs relation rhs`` for all values of its variables, within `timeout` seconds.

    Sides are texts in SymPy's notation, which are read and never executed, or SymPy expressions.
    `domains` maps variables (or their names) to domains: types such as `derive.Real`, words such as
    "integer,positive", or the declarations of a claims file; a SymPy symbol that it does not name ranges
    over what its assumptions say.  `assuming` holds relations between the variables.  `values` is "real"
    or "complex"; without it, the reading is real unless a variable is complex.

    Raises `AuthoringError` for what cannot be read, `InternalContradiction` if two engines disagree.

    >>> from derive import decide
    >>> decide("sqrt(x**2)", "=", "Abs(x)", domains={"x": "real"}).verdict.value
    'proved'
    >>> decide("sqrt(x**2)", "=", "x", domains={"x": "real"}).witness
    (('x', '-1'),)
    >>> decide("x", "=<", "x", domains={"x": "real"})
    Traceback (most recent call last):
    derive.errors.AuthoringError: relation: '=<' is none of =, <=, <, >=, >, !=; did you mean <=?
    """
    if not isinstance(timeout, int | float) or not timeout > 0:
        raise AuthoringError(f"timeout= takes a positive number of seconds, not {shown(timeout)}")
    return _decided(_claim(lhs, relation, rhs, domains or {}, assuming, values), timeout)


def _claim(
    lhs: Any, relation: str, rhs: Any, domains: Mapping[Any, Any], assuming: Any, values: str | None
) -> Claim:
    facts = list(assuming) if isinstance(assuming, list | tuple | set | frozenset) else [assuming]
    written = [_expression(side) for side in (lhs, rhs)] + [_condition(fact) for fact in facts]
    known = _declarations(domains, [part for part in written if isinstance(part, Basic)])
    symbols = {name: declaration.domain.symbol(name) for name, declaration in known.items()}
    reading = reading_of(values, any(not declaration.domain.is_real for declaration in known.values()))
    renamed = {symbol: symbols[symbol.name] for part in written if isinstance(part, Basic) for symbol in _free(part)}

    def side(part: Any, place: str) -> Any:
        try:
            return read(part, symbols, reading) if isinstance(part, str) else rewritten(part, renamed)
        except AuthoringError as error:
            raise AuthoringError(f"{place}: {error.message}") from None

    def relations(part: Any, number: int) -> tuple[Relational, ...]:
        if not isinstance(part, str):
            return (rewritten(part, renamed),)
        try:
            return read_condition(part, symbols, reading)
        except AuthoringError as error:
            raise AuthoringError(f"assumption {number}: {error.message}") from None

    claim = Claim(
        side(written[0], "lhs"),
        relation_of(relation),
        side(written[1], "rhs"),
        {symbols[name]: declaration.domain for name, declaration in known.items()},
        tuple(fact for name, declaration in known.items() for fact in declaration.conditions(symbols[name])),
        tuple(fact for number, part in enumerate(written[2:], start=1) for fact in relations(part, number)),
        reading=reading,
    )
    check_hypotheses(claim)
    return as_limit(claim)


def _decided(claim: Claim, timeout: float) -> Evidence:
    """The evidence, found by a copy of this process that is killed when its time is over."""
    import derive.claims.serving  # noqa: F401  (loaded here once, and not by each copy)

    answer = next(Crew(timeout=timeout, jobs=1, resident=claim, repairing=True).answers(_One()))
    if answer.is_contradiction:
        raise InternalContradiction(str(answer.error).removeprefix("internal contradiction: "))
    if answer.evidence is None:
        raise AuthoringError(str(answer.error))
    return answer.evidence


class _One:
    """A single line, for a claim that is there already."""

    is_exhausted = False

    def take(self) -> Line | None:
        """The line, once."""
        line = None if self.is_exhausted else Line(1, b"")
        self.is_exhausted = True
        return line


def _expression(side: Any) -> Any:
    if isinstance(side, str):
        return side
    found = exact(side, 0)
    if isinstance(found, Relational) or not isinstance(found, Basic):
        raise AuthoringError(f"a side of a claim is an expression, but found {shown(side)}")
    return found


def _condition(fact: Any) -> Any:
    if isinstance(fact, str):
        return fact
    if not isinstance(fact, Relational):
        raise AuthoringError(f"an assumption is a relation such as x < y, but found {shown(fact)}")
    return exact(fact, 0)


def _free(part: Basic) -> Iterable[Symbol]:
    return sorted((symbol for symbol in part.free_symbols if isinstance(symbol, Symbol)), key=str)


def _declarations(domains: Mapping[Any, Any], written: list[Basic]) -> dict[str, Declaration]:
    """What is known of each variable, in the order of `domains`, then of the names."""
    if not isinstance(domains, Mapping):
        raise AuthoringError(f"domains= takes a mapping such as {{'x': Real}}, not {shown(domains)}")
    names = {getattr(key, "name", key): value for key, value in domains.items()}
    found = {check_name(name): declared(name, value) for name, value in names.items()}
    free: dict[str, Symbol] = {}
    for symbol in (symbol for part in written for symbol in _free(part)):
        if free.setdefault(symbol.name, symbol) != symbol and symbol.name not in found:
            raise AuthoringError(f"two symbols are called {symbol.name}, with other assumptions: declare one domain")
    own = {name: _assumed(symbol) for name, symbol in sorted(free.items()) if name not in found}
    return found | own


def _assumed(symbol: Symbol) -> Declaration:
    """The domain that follows from the assumptions of a symbol."""
    stated = symbol._assumptions_orig
    others = sorted(set(stated) - set(ASSUMPTIONS)) + [name for name, holds in stated.items() if holds is False]
    if others or symbol.is_zero:
        what = ", ".join(others) or "zero"
        raise AuthoringError(f"what {symbol} is assumed to be is no domain here ({what}): name it in domains=")
    if symbol.is_real is not True:
        return declared(check_name(symbol.name), {})
    return declared(
        check_name(symbol.name), ["real", *(word for word in NARROWING if getattr(symbol, f"is_{word}") is True)]
    )
