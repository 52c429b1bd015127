"""Expectations, and what is defined by them.

Each is a node of its own, so that a page prints as it was written and each evaluator can treat the
integral as suits it; `definition()` says what the node means, one level down.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sympy import Basic, Dummy, Expr, ImmutableDenseMatrix, Integer, Symbol, Tuple

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution, OnVectors, variables_of
from derive.terms.vectors.averages import TensorExpectation
from derive.terms.vectors.tensors import Tensor
from derive.tree import rewritten


class RealTerm(Expr):
    """A real number that has a definition, mostly by an integral."""

    is_real = True
    is_commutative = True

    def definition(self) -> Expr:
        """What the node means, one level down."""
        raise NotImplementedError

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        """0 for a symbol that does not occur, else left to the engine: the exchange has hypotheses."""
        return None if symbol in self.free_symbols else Integer(0)


class Defined(RealTerm):
    """What `expand_definitions` replaces by expectations: divergences, variances."""


class Expectation(RealTerm):
    """E_{x ~ law}[f(x)]; `args` are the law, f(x), and the bound variable x, a tuple of them for a vector.

    Bound variables are `Dummy` numbered by the depth of nesting, so that equal expectations
    are equal objects and no substitution can capture them.
    """

    @property
    def law(self) -> Distribution:
        """The law of the variable that is averaged over."""
        return self.args[0]

    @property
    def integrand(self) -> Expr:
        """f(x), of which the average is taken."""
        return self.args[1]

    @property
    def variable(self) -> Any:
        """The bound variable x, or the tuple of them."""
        return self.args[2]

    @property
    def variables(self) -> tuple[Dummy, ...]:
        """The bound variables."""
        return variables_of(self.args[2])

    @property
    def depth(self) -> int:
        """How many expectations are nested, this one included."""
        return int(self.variables[0].dummy_index)

    @property
    def bound_symbols(self) -> list[Dummy]:
        """The bound variables, as SymPy asks for them."""
        return list(self.variables)

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything in the law, and in f but for x."""
        return self.law.free_symbols | (self.integrand.free_symbols - set(self.variables))

    def integrand_at(self, value: Any) -> Expr:
        """f(value)."""
        return self.integrand.subs(self.variable, value)

    def definition(self) -> Expr:
        """The integral of f times the density, or the sum."""
        return self.law.average(self.integrand, self.variable)

    def _eval_subs(self, old: Basic, new: Basic) -> Expr | None:
        return self if old in self.variables else None

    def _sympystr(self, printer: Any) -> str:
        names = {v: Symbol(_fresh(v.name, self), **v.assumptions0) for v in self.variables}
        integrand = printer._print(rewritten(self.integrand, names))
        shown = ", ".join(str(name) for name in names.values())
        return f"E_{{{shown} ~ {printer._print(self.law)}}}[{integrand}]"


class Variance(Defined):
    """Var[f(x)]; `args` is the expectation of f(x)."""

    def definition(self) -> Expr:
        """E[f^2] - E[f]^2."""
        (average,) = self.args
        return _averaging(average, average.integrand**2) - average**2

    def _sympystr(self, printer: Any) -> str:
        return "Var" + printer._print(self.args[0])[1:]


class Covariance(Defined):
    """Cov[f(x), g(x)]; `args` are the expectations of f(x) and of g(x)."""

    def definition(self) -> Expr:
        """E[f g] - E[f] E[g]."""
        f, g = self.args
        return _averaging(f, f.integrand * g.integrand) - f * g

    def _sympystr(self, printer: Any) -> str:
        f, g = (printer._print(average) for average in self.args)
        return f"Cov{f[1:-1]}, {g[g.index('[') + 1 :]}"


def _averaging(average: Expectation, integrand: Expr) -> Expectation:
    return Expectation(average.law, integrand, average.variable)


def expectation(law: Distribution, integrand: Callable[..., Any]) -> Expectation:
    """E over x ~ law of ``integrand(x)``; for a vector of one argument (a column), or of one for each entry.

    Raises `AuthoringError` if `law` is no distribution, or `integrand` no function of as many variables.

    >>> from derive.terms import normal
    >>> expectation(normal(mean=0, std=1), lambda x: x**2)
    E_{x ~ N(0, 1)}[x**2]
    >>> expectation(normal(mean=0, std=1), 3)
    Traceback (most recent call last):
    derive.errors.AuthoringError: expectation takes a law and a function: expectation(p, lambda x: ...)
    """
    line = caller_line()
    if not isinstance(law, Distribution) or not callable(integrand):
        raise AuthoringError(
            "expectation takes a law and a function: expectation(p, lambda x: ...)", line=line
        )
    names = _arguments(integrand)
    placeholders = law.bound_variables(names)
    if len(names) not in (1, len(placeholders)):
        raise AuthoringError(
            f"an expectation over {law} takes a function of {len(placeholders)} variables, "
            f"but found one of {len(names)}", line=line,
        )  # fmt: skip
    points = placeholders if len(names) == len(placeholders) > 1 else (law.point(placeholders),)
    return averaged(law, exact(integrand(*points), line), placeholders)


def _arguments(function: Callable[..., Any]) -> list[str]:
    """The arguments that a function must be given, or its first one."""
    found = inspect.signature(function).parameters
    return [name for name, argument in found.items() if argument.default is argument.empty] or list(found)[:1]


def averaged(law: Distribution, body: Expr, variables: tuple[Dummy, ...]) -> Expectation:
    """The expectation of `body` over `variables`, which are numbered by the depth at which they are bound.

    Those of a vector count one by one, since its definition binds them one after the other.
    """
    if len(variables) == 1:
        body = law.support.settled(body, variables[0])
    depth = len(variables) + depth_of(body)
    numbered = tuple(Dummy(v.name, dummy_index=depth, **v.assumptions0) for v in variables)
    body = rewritten(body, dict(zip(variables, numbered, strict=True)))
    if isinstance(body, Tensor):
        return TensorExpectation(law, body, numbered[0])
    return Expectation(law, body, numbered[0] if len(numbered) == 1 else Tuple(*numbered))


def substituted(expression: Any, value: Callable[[Any], Any]) -> Any:
    """The expression with ``value(node)`` in place of every node for which that is not None.

    Bound variables are numbered anew, so that none captures a variable of a value.
    """
    found = value(expression)
    if found is not None or not isinstance(expression, Basic) or not expression.args:
        return expression if found is None else found
    if isinstance(expression, Expectation):
        own = {v: Dummy(v.name, **v.assumptions0) for v in expression.variables}
        body = substituted(rewritten(expression.integrand, own), value)
        return averaged(substituted(expression.law, value), body, tuple(own.values()))
    return rewritten(expression, {argument: substituted(argument, value) for argument in expression.args})


def depth_of(body: Any) -> int:
    """How deep bound variables are nested in an expression, those of definitions included."""
    nodes = body.atoms(RealTerm, TensorExpectation) | expand_definitions(body).atoms(RealTerm, TensorExpectation)
    return max((node.depth for node in nodes if hasattr(node, "depth")), default=0)


def mean(law: Distribution) -> Any:
    """The expectation of the variable itself; of a vector, the column of those of its entries.

    >>> from derive.terms import exponential
    >>> mean(exponential(rate=2))
    E_{x ~ Exponential(2)}[x]
    >>> mean(2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: expected a distribution, such as normal(mean=0, std=1), but found 2
    """
    (law,) = laws(law)
    if isinstance(law, OnVectors):
        return ImmutableDenseMatrix([expectation(law, lambda x, i=i: x[i]) for i in range(law.dimension)])
    return expectation(law, lambda x: x)


def variance(law: Distribution, function: Callable[..., Any] = lambda x: x) -> Variance:
    """Var[f(x)] = E[f(x)^2] - E[f(x)]^2 over x ~ law, of x itself where no function is given.

    >>> from derive.terms import exponential
    >>> variance(exponential(rate=2)).definition()
    E_{x ~ Exponential(2)}[x**2] - E_{x ~ Exponential(2)}[x]**2
    >>> variance(2)
    Traceback (most recent call last):
    derive.errors.AuthoringError: expected a distribution, such as normal(mean=0, std=1), but found 2
    """
    return Variance(expectation(laws(law)[0], function))


def covariance(law: Distribution, f: Callable[..., Any] | None = None, g: Callable[..., Any] | None = None) -> Any:
    """Cov[f(x), g(x)] = E[f g] - E[f] E[g] over x ~ law; of a vector without functions, the matrix of its entries.

    Raises `AuthoringError` if one function is given only, or none for a law on the line.

    >>> from derive.terms import exponential
    >>> covariance(exponential(rate=2), lambda x: x, lambda x: x**2)
    Cov_{x ~ Exponential(2)}[x, x**2]
    >>> covariance(exponential(rate=2))
    Traceback (most recent call last):
    derive.errors.AuthoringError: covariance takes two functions, or the law of a vector: covariance(p, f, g)
    """
    (law,) = laws(law)
    if f is not None and g is not None:
        return Covariance(*_of_one_variable(expectation(law, f), expectation(law, g)))
    if f is None and g is None and isinstance(getattr(law, "mean", None), Tensor):
        return expectation(law, lambda x: (x - law.mean) * (x - law.mean).T)
    if f is not None or g is not None or not isinstance(law, OnVectors):
        raise AuthoringError(
            "covariance takes two functions, or the law of a vector: covariance(p, f, g)", line=caller_line()
        )
    entries = [expectation(law, lambda x, i=i: x[i]) for i in range(law.dimension)]
    return ImmutableDenseMatrix([[Covariance(a, b) for b in entries] for a in entries])


def _of_one_variable(f: Expectation, g: Expectation) -> tuple[Expectation, Expectation]:
    """Both with the bound variables of the one that is nested more deeply."""
    law, (deep, other) = f.law, (f, g) if f.depth >= g.depth else (g, f)
    body = rewritten(other.integrand, dict(zip(other.variables, deep.variables, strict=True)))
    moved = Expectation(law, body, deep.variable)
    return (deep, moved) if deep is f else (moved, deep)


def _fresh(name: str, *expressions: Basic) -> str:
    """`name`, or with an underscore and number behind it if a free symbol bears it already."""
    taken = {symbol.name for expression in expressions for symbol in expression.free_symbols}
    candidates = [name, *(f"{name}_{i}" for i in range(1, len(taken) + 2))]
    return next(candidate for candidate in candidates if candidate not in taken)


def laws(*found: Any) -> tuple[Distribution, ...]:
    """The laws; raises `AuthoringError` for what is none."""
    for law in found:
        if not isinstance(law, Distribution):
            raise AuthoringError(
                f"expected a distribution, such as normal(mean=0, std=1), but found {law!r}",
                line=caller_line(),
            )
    return found


@lru_cache(maxsize=1024)
def expand_definitions(expression: Any) -> Any:
    """The expression with divergences replaced by expectations, which evaluators know how to treat."""
    if not expression.has(Defined):
        return expression
    return expression.replace(
        lambda node: isinstance(node, Defined), lambda node: expand_definitions(node.definition())
    )
