"""Expectations, and the divergences that are defined by them.

Each is a node of its own, so that a page prints as it was written and each evaluator can treat the
integral as suits it; `definition()` says what the node means, one level down.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sympy import Basic, Dummy, Expr, Integer, Integral, Symbol, oo

from derive.errors import AuthoringError, caller_line
from derive.exactness import exact
from derive.terms.distributions import Distribution, logpdf
from derive.terms.notation import renamed


class _RealTerm(Expr):
    """A real number that is defined by an integral."""

    is_real = True
    is_commutative = True

    def definition(self) -> Expr:
        """What the node means, one level down."""
        raise NotImplementedError

    def _eval_derivative(self, symbol: Symbol) -> Expr | None:
        """0 for a symbol that does not occur, else left to the engine: the exchange has hypotheses."""
        return None if symbol in self.free_symbols else Integer(0)


class Defined(_RealTerm):
    """A word that stands for its definition, and for nothing else."""


class Expectation(_RealTerm):
    """E_{x ~ law}[f(x)]; `args` are the law, f(x), and the bound variable x.

    The bound variable is a `Dummy` numbered by the depth of nesting, so that equal expectations
    are equal objects and no substitution can capture it.
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
    def variable(self) -> Dummy:
        """The bound variable x."""
        return self.args[2]

    @property
    def bound_symbols(self) -> list[Dummy]:
        """The bound variable, as SymPy asks for it."""
        return [self.variable]

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything in the law, and in f but for x."""
        return self.law.free_symbols | (self.integrand.free_symbols - {self.variable})

    def integrand_at(self, value: Any) -> Expr:
        """f(value)."""
        return self.integrand.subs(self.variable, value)

    def definition(self) -> Expr:
        """The integral of f times the density."""
        x = self.variable
        return Integral(self.integrand * self.law.density(x), (x, -oo, oo))

    def _eval_subs(self, old: Basic, new: Basic) -> Expr | None:
        return self if old == self.variable else None

    def _sympystr(self, printer: Any) -> str:
        x = Symbol(_fresh(self.variable.name, self), real=True)
        integrand = printer._print(renamed(self.integrand, self.variable, x))
        return f"E_{{{x} ~ {printer._print(self.law)}}}[{integrand}]"


class KL(_RealTerm):
    """The Kullback-Leibler divergence KL(p || q) = E_p[log p - log q], in nats."""

    def definition(self) -> Expr:
        """E_p[log p(x) - log q(x)]."""
        p, q = self.args
        return expectation(p, lambda x: logpdf(p, x) - logpdf(q, x))


class Entropy(_RealTerm):
    """The differential entropy -E_p[log p], in nats."""

    def definition(self) -> Expr:
        """-E_p[log p(x)]."""
        (p,) = self.args
        return -expectation(p, lambda x: logpdf(p, x))


def expectation(law: Distribution, integrand: Callable[[Any], Any]) -> Expectation:
    """E over x ~ law of ``integrand(x)``.

    Raises `AuthoringError` if `law` is no distribution or `integrand` no function of one variable.

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
    parameters = list(inspect.signature(integrand).parameters)
    placeholder = Dummy(parameters[0] if parameters else "x", real=True)
    body = exact(integrand(placeholder), line)
    depth = 1 + max((inner.variable.dummy_index for inner in body.atoms(Expectation)), default=0)
    variable = Dummy(placeholder.name, real=True, dummy_index=depth)
    return Expectation(law, renamed(body, placeholder, variable), variable)


def _fresh(name: str, *expressions: Basic) -> str:
    """`name`, or with an underscore and number behind it if a free symbol bears it already."""
    taken = {symbol.name for expression in expressions for symbol in expression.free_symbols}
    candidates = [name, *(f"{name}_{i}" for i in range(1, len(taken) + 2))]
    return next(candidate for candidate in candidates if candidate not in taken)


def kl(p: Distribution, q: Distribution) -> KL:
    """The Kullback-Leibler divergence KL(p || q) in nats, by its definition.

    Source: Cover and Thomas, Elements of Information Theory (2006), equation 8.46.

    >>> from derive.terms import normal
    >>> kl(normal(mean=0, std=1), normal(mean=0, std=1)).definition().integrand
    0
    """
    return KL(*_laws(p, q))


def entropy(p: Distribution) -> Entropy:
    """The differential entropy of `p` in nats, by its definition.

    Source: Cover and Thomas, Elements of Information Theory (2006), equation 8.1.

    >>> from derive.terms import normal
    >>> entropy(normal(mean=0, std=1)).definition()
    -E_{x ~ N(0, 1)}[log(sqrt(2)*exp(-x**2/2)/(2*sqrt(pi)))]
    """
    return Entropy(*_laws(p))


def _laws(*laws: Any) -> tuple[Distribution, ...]:
    for law in laws:
        if not isinstance(law, Distribution):
            raise AuthoringError(
                f"expected a distribution, such as normal(mean=0, std=1), but found {law!r}",
                line=caller_line(),
            )
    return laws


@lru_cache(maxsize=1024)
def expand_definitions(expression: Any) -> Any:
    """The expression with divergences replaced by expectations, which evaluators know how to treat."""
    return expression.replace(
        lambda node: isinstance(node, KL | Entropy | Defined), lambda node: expand_definitions(node.definition())
    )
