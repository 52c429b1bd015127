"""Functions of one real variable that the courses use and SymPy lacks or reads as complex."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Function, Integer, Ne, Piecewise, Rational, exp, integer_nthroot, log, sympify
from sympy.core.function import ArgumentIndexError


class sigmoid(Function):  # noqa: N801  (SymPy names functions in lower case)
    """The logistic function 1/(1 + exp(-h)).

    >>> from sympy.abc import h
    >>> sigmoid(0), sigmoid(h).diff(h)
    (1/2, (1 - sigmoid(h))*sigmoid(h))
    """

    is_positive = True
    is_real = True

    @classmethod
    def eval(cls, h: Any) -> Any:
        """Only the value at 0 is simplified."""
        return Rational(1, 2) if h.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        """sigmoid' = sigmoid (1 - sigmoid)."""
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        return self * (1 - self)

    def definition(self) -> Expr:
        """The function in terms of exp."""
        return 1 / (1 + exp(-self.args[0]))


class logit(Function):  # noqa: N801
    """The inverse of sigmoid: log(d/(1 - d)) for d in (0, 1).

    >>> from sympy.abc import d
    >>> logit(d).definition()
    log(d/(1 - d))
    """

    is_real = True

    @classmethod
    def eval(cls, d: Any) -> Any:
        """Only the value at 1/2 is simplified."""
        return Integer(0) if d == Rational(1, 2) else None

    def fdiff(self, argindex: int = 1) -> Expr:
        """logit' (d) = 1/(d (1 - d))."""
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        d = self.args[0]
        return 1 / (d * (1 - d))

    def definition(self) -> Expr:
        """The function in terms of log."""
        d = self.args[0]
        return log(d / (1 - d))


class cbrt(Function):  # noqa: N801
    """The real cube root: the real number whose cube is u, for every real u.

    SymPy's own ``cbrt(-8)`` is complex.

    >>> cbrt(-8), cbrt(Rational(1, 27))
    (-2, 1/3)
    >>> from sympy.abc import u
    >>> cbrt(u).diff(u)
    1/(3*cbrt(u)**2)
    """

    is_real = True

    @classmethod
    def eval(cls, u: Any) -> Any:
        """Roots of rational cubes are simplified, nothing else."""
        if not u.is_Rational:
            return None
        top, top_exact = integer_nthroot(abs(int(u.p)), 3)
        bottom, bottom_exact = integer_nthroot(int(u.q), 3)
        if not (top_exact and bottom_exact):
            return None
        return Rational(top if u.p >= 0 else -top, bottom)

    def fdiff(self, argindex: int = 1) -> Expr:
        """The derivative 1/(3 cbrt(u)^2), which exists for u != 0."""
        if argindex != 1:
            raise ArgumentIndexError(self, argindex)
        return 1 / (3 * self**2)


def xlogy(x: Any, y: Any) -> Expr:
    """x log(y), continued by 0 at x = 0: the terms of an entropy, with 0 log 0 = 0.

    >>> from sympy.abc import p
    >>> xlogy(0, p), xlogy(p, p)
    (0, Piecewise((p*log(p), Ne(p, 0)), (0, True)))
    """
    x, y = sympify(x), sympify(y)
    return Piecewise((x * log(y), Ne(x, 0)), (Integer(0), True))
