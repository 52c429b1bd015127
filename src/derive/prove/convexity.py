"""A calculus of convex functions with kinks: sums, maxima, norms, compositions, and pieces that fit together.

Source: Boyd and Vandenberghe, Convex Optimization (2004), sections 3.1.4 and 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from sympy import (
    Abs,
    Add,
    Derivative,
    Dummy,
    Expr,
    ImmutableDenseMatrix,
    Integer,
    Max,
    Min,
    Mul,
    Ne,
    Poly,
    Pow,
    Rational,
    Symbol,
    preorder_traversal,
)  # fmt: skip

from derive.domains import NONNEGATIVE, POSITIVE, REAL
from derive.prove.derivatives import work_out
from derive.prove.facts import Facts
from derive.prove.normal_form import is_zero
from derive.prove.optimum_several import LARGEST, gradient, hessian, is_positive_definite, is_positive_semidefinite
from derive.prove.segments import are_continuous, segments
from derive.prove.signs import Sign, sign_of
from derive.prove.throughout import derivative, is_defined, is_smooth
from derive.tree import rewritten

Variables = tuple[Symbol, ...]
Rule = Callable[[Expr, Variables, Facts, int], bool]

NONNEGATIVE_SIGNS = (Sign.POSITIVE, Sign.NONNEGATIVE, Sign.ZERO)
NONPOSITIVE_SIGNS = (Sign.NEGATIVE, Sign.NONPOSITIVE, Sign.ZERO)
INNER_TRIED = 6


def is_convex(f: Expr, variables: Variables, facts: Facts, sign: int = 1) -> bool:
    """Whether f (for sign -1: -f) is convex over the domains of the variables, which are intervals.

    >>> from derive.domains import REAL
    >>> from sympy import sqrt
    >>> x, y = REAL.symbol("x"), REAL.symbol("y")
    >>> facts = Facts({x: REAL, y: REAL})
    >>> is_convex(Max(sqrt(x**2 + y**2), x - y)**2, (x, y), facts), is_convex(Min(x, y), (x, y), facts)
    (True, False)
    """
    if not f.free_symbols & set(variables):
        return True
    return any(rule(f, variables, facts, sign) for rule in RULES)


def is_strictly_convex(f: Expr, variables: Variables, facts: Facts) -> bool:
    """Whether f is smooth and certainly bends, or the sum of such a function and a convex one."""
    terms = Add.make_args(f)
    smooth = [term for term in terms if all(is_smooth(term, t) for t in variables)]
    if not all(is_convex(term, variables, facts) for term in terms if term not in smooth):
        return False
    return bends(Add(*smooth), variables, facts, strictly=True)


# ---- smooth functions


def bends(f: Expr, variables: Variables, facts: Facts, *, strictly: bool) -> bool:
    """Whether f is smooth and convex by its second derivatives."""
    return (_bends_up if len(variables) == 1 else _is_definite)(f, variables, facts, strictly=strictly)


def _bends_up(f: Expr, variables: Variables, facts: Facts, *, strictly: bool) -> bool:
    (t,) = variables
    slope = derivative(f, t, facts)
    curvature = None if slope is None else derivative(slope, t, facts)
    if curvature is None:
        return False
    if not strictly:
        return sign_of(curvature, facts) in NONNEGATIVE_SIGNS
    # one point at which the curvature vanishes does not matter
    there = (facts, facts.assuming(Ne(t, Integer(0), evaluate=False)))
    return any(sign_of(curvature, known) is Sign.POSITIVE for known in there)


def _is_definite(f: Expr, variables: Variables, facts: Facts, *, strictly: bool) -> bool:
    slopes = gradient(f, variables, facts) if len(variables) <= LARGEST else None
    curvature = None if slopes is None else hessian(slopes, variables, facts)
    if curvature is None:
        return False
    return (is_positive_definite if strictly else is_positive_semidefinite)(curvature, facts)


def _smooth(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    return bends(sign * f, variables, facts, strictly=False)


# ---- what is made of convex functions


def _is_affine(f: Expr, variables: Variables, facts: Facts) -> bool:
    slopes = gradient(f, variables, facts)
    if slopes is None:
        return False
    return all(not slope.free_symbols & set(variables) or is_zero(d, facts)
               for slope in slopes for d in (gradient(slope, variables, facts) or [Integer(1)]))  # fmt: skip


def _sum_or_maximum(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    kinds = (Add, Max if sign == 1 else Min)
    return isinstance(f, kinds) and all(is_convex(part, variables, facts, sign) for part in f.args)


def _multiple(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    if not isinstance(f, Mul):
        return False
    factor, moving = f.as_independent(*variables, as_Add=False)
    if factor == 1:
        return False
    known = sign_of(factor, facts)
    if known in NONNEGATIVE_SIGNS:
        return is_convex(moving, variables, facts, sign)
    return known in NONPOSITIVE_SIGNS and is_convex(moving, variables, facts, -sign)


def _modulus(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    return sign == 1 and isinstance(f, Abs) and _is_affine(f.args[0], variables, facts)


def _norm(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    """The root of a quadratic polynomial that is a sum of squares of affine functions."""
    if sign == -1 or not (isinstance(f, Pow) and f.exp == Rational(1, 2) and f.base.is_polynomial(*variables)):
        return False
    polynomial = Poly(f.base, *variables)
    if polynomial.total_degree() != 2 or len(variables) >= LARGEST:
        return False
    unit = Dummy("unit")
    matrix = ImmutableDenseMatrix(_halves(polynomial.homogenize(unit).as_expr(), (*variables, unit)))
    return is_positive_semidefinite(matrix, facts)


def _halves(form: Expr, variables: Variables) -> list[list[Expr]]:
    """The symmetric matrix of a quadratic form."""
    return [[form.diff(s, t) / 2 for t in variables] for s in variables]


def _composition(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    """A monotone convex function of a convex one, or a falling convex function of a concave one."""
    return any(_is_composed(f, inner, variables, facts, sign) for inner in islice(_inner(f, variables), INNER_TRIED))


def _inner(f: Expr, variables: Variables) -> Iterator[Expr]:
    moving = set(variables)
    for node in preorder_traversal(f):
        if node != f and isinstance(node, Expr) and not isinstance(node, Symbol) and node.free_symbols & moving:
            yield node


def _is_composed(f: Expr, inner: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    known = _sign(inner, facts)
    domain = POSITIVE if known is Sign.POSITIVE else NONNEGATIVE if known in NONNEGATIVE_SIGNS else REAL
    w = Dummy("w", **domain.symbol("w").assumptions0)
    outer = rewritten(f, {inner: w})
    if outer.free_symbols & set(variables) or w not in outer.free_symbols:
        return False
    there = Facts.about({**facts.domains, w: domain}, facts.hypotheses, ())
    if not _bends_up(sign * outer, (w,), there, strictly=False):
        return False
    slope = derivative(sign * outer, w, there)
    rises = None if slope is None else sign_of(slope, there)
    if rises in NONNEGATIVE_SIGNS:
        return is_convex(inner, variables, facts)
    return rises in NONPOSITIVE_SIGNS and is_convex(inner, variables, facts, -1)


def _sign(inner: Expr, facts: Facts) -> Sign | None:
    """The sign of an expression: a maximum is nonnegative if one of its parts is."""
    if isinstance(inner, Max) and any(sign_of(part, facts) in NONNEGATIVE_SIGNS for part in inner.args):
        return Sign.NONNEGATIVE
    return sign_of(inner, facts)


# ---- pieces of the line


def _pieces(f: Expr, variables: Variables, facts: Facts, sign: int) -> bool:
    """Convex between its kinks, without a jump, and with slopes that do not fall from one side to the other."""
    if len(variables) > 1:
        return False
    (t,) = variables
    parts = segments(f, t, facts)
    if parts is None or not are_continuous(parts, f, t, facts):
        return False
    if not all(_bends_up(sign * part.value, variables, part.facts, strictly=False) for part in parts):
        return False
    sides = ((sign * left.value, sign * right.value, left.high) for left, right in pairwise(parts))
    return all(_slope_rises(left, right, t, kink, facts) for left, right, kink in sides)


def _slope_rises(left: Expr, right: Expr, t: Symbol, kink: Expr, facts: Facts) -> bool:
    """Whether the slopes on both sides of a kink extend to it and do not fall."""
    slopes = [work_out(Derivative(side, t)) for side in (left, right)]
    before, after = (None if slope is None else rewritten(slope, {t: kink}) for slope in slopes)
    if before is None or after is None or not (is_defined(before, facts) and is_defined(after, facts)):
        return False
    return sign_of(after - before, facts) in NONNEGATIVE_SIGNS


RULES: tuple[Rule, ...] = (_smooth, _sum_or_maximum, _multiple, _modulus, _norm, _pieces, _composition)
"""Tried in this order, each on the parts that the one before has left."""
