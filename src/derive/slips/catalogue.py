"""The catalogue: every slip with its name in words, an example, and the change that it makes.

A slip is a change at a place.  Made to a true line it plants an error, which is called `name`; made to a
wrong line it may undo one, which is called `undone`.  Both uses read this one table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sympy import Symbol

from derive.slips import arguments, functions, laws, numbers, operators, signs, structure, tensors
from derive.slips.building import changed, size_of
from derive.slips.places import NUMBERS, Kinds, Place, Role, places
from derive.terms.vectors.shapes import misfit, same, shape_of
from derive.terms.vectors.tensors import Tensor

Change = Callable[[Place], Iterator[Any]]

LARGEST_LINE = 400
"""Nodes of a line; a larger one is changed near the outside only."""


@dataclass(frozen=True)
class Slip:
    """One kind of mistake.

    `example` is a right line and the wrong one that the slip makes of it, in SymPy's notation; `size` is
    how far it changes the line: the smaller, the likelier it is what happened.
    """

    name: str
    undone: str
    change: Change
    example: tuple[str, str]
    size: float = 2.0


def _both(name: str, change: Change, example: tuple[str, str], size: float = 2.0) -> Slip:
    """A slip that is its own opposite."""
    return Slip(name, name, change, example, size)


def _of_functions() -> Iterator[Slip]:
    for word, function in functions.WRAPPING.items():
        article = "an" if word[0] in "aeiou" else "a"
        without, around = function.examples
        many, missing = f"{article} {word} too many", f"{article} {word} is missing"
        yield Slip(many, missing, function.wrapped, (without, around), 2.5)
        yield Slip(missing, many, function.bare, (around, without), 2.2)


CATALOGUE: tuple[Slip, ...] = (
    _both("the sign of the whole is wrong", signs.of_the_whole, ("x - y", "-(x - y)"), 1.0),
    _both("the sign of a term is wrong", signs.of_a_term, ("x**2 + y", "x**2 - y"), 1.0),
    _both("the sign of an argument is wrong", signs.of_an_argument, ("sin(x + 1)", "sin(-(x + 1))"), 1.2),
    _both("a minus is not carried through a bracket", signs.through_a_bracket, ("x - y - z", "x + y + z"), 1.6),
    Slip("a factor 2 too many", "a factor 2 is missing", numbers.doubled, ("x + y", "2*x + y"), 1.4),
    Slip("a factor 1/2 too many", "a factor 1/2 is missing", numbers.halved, ("2*x + y", "x + y"), 1.4),
    Slip("a factor is dropped", "a factor too many", structure.factor_dropped, ("x*exp(y)", "exp(y)"), 1.6),
    Slip("a term is dropped", "a term too many", structure.term_dropped, ("x**2 + x + 1", "x**2 + 1"), 1.6),
    _both("a coefficient is off by one", numbers.off_by_one, ("3*x", "4*x"), 1.5),
    _both("an exponent is off by one", numbers.exponent_off_by_one, ("x**3", "x**2"), 1.4),
    _both("an argument is off by one", numbers.argument_off_by_one, ("gamma(x)", "gamma(x + 1)"), 1.5),
    _both("a bound is off by one", numbers.bound_off_by_one, ("Sum(k, (k, 0, n))", "Sum(k, (k, 0, n - 1))"), 1.4),
    _both("numerator and denominator are exchanged", structure.turned_over, ("x/y", "y/x"), 1.6),
    _both("a factor is on the wrong side of a fraction bar", structure.factor_turned_over, ("x*y", "x/y"), 1.7),
    Slip(
        "a parameter stands in place of its square", "a square stands in place of the parameter itself",
        functions.parameter_for_square, ("x/sigma**2", "x/sigma"), 1.3,
    ),
    Slip(
        "a square stands in place of the parameter itself", "a parameter stands in place of its square",
        functions.square_for_parameter, ("x/sigma", "x/sigma**2"), 1.3,
    ),
    _both("one variable stands in place of another", arguments.one_for_another, ("x**2 + y", "x**2 + x"), 1.9),
    _both("two variables are exchanged", arguments.exchanged, ("x - y**2", "y - x**2"), 2.0),
    _both("two arguments are exchanged", arguments.swapped, ("besselj(n, x)", "besselj(x, n)"), 1.6),
    Slip("a 1 stands in place of a variable", "a variable stands in place of a 1", arguments.one_for_a_variable,
         ("x*y + 3", "x + 3"), 2.4),
    Slip("a variable stands in place of a 1", "a 1 stands in place of a variable", arguments.variable_for_one,
         ("x + 1", "x + y"), 2.3),
    Slip("a 1 too many", "a 1 is missing", numbers.one_more, ("exp(x)*y", "(exp(x) + 1)*y"), 2.3),
    _both("a function stands in place of its neighbour", functions.neighbours, ("sin(x)", "cos(x)"), 1.6),
    Slip("a function is applied term by term", "terms are put together under a function", structure.term_by_term,
         ("(x + y)**2", "x**2 + y**2"), 2.0),
    Slip("terms are put together under a function", "a function is applied term by term", structure.put_together,
         ("log(x) + log(y)", "log(x + y)"), 2.2),
    Slip("a minimum or a maximum is lost", "a minimum or a maximum too many", functions.one_of_several,
         ("Max(x, y) + 1", "x + 1"), 1.8),
    Slip("a bracket is lost", "a bracket too many", structure.bracket_lost, ("x*(y + 1)", "x*y + 1"), 1.8),
    Slip("a bracket too many", "a bracket is lost", structure.bracket_gained, ("x*y + 1", "x*(y + 1)"), 1.9),
    _both("a function and an average are exchanged", operators.exchanged,
          ("log(Sum(x**k, (k, 0, 3)))", "Sum(log(x**k), (k, 0, 3))"), 1.8),
    _both("a sum stands for a product", operators.sum_for_product,
          ("Sum(k, (k, 1, n))", "Product(k, (k, 1, n))"), 2.0),
    Slip("a sum is dropped", "a sum stands where one term should", operators.dropped,
         ("Sum(x, (k, 1, n))", "x"), 2.4),
    Slip("the inner factor of a derivative is missing", "an inner factor too many", operators.inner_factor_dropped,
         ("Derivative(sin(2*x), x)", "Derivative(sin(2*x), x)/2"), 2.4),
    Slip("an inner factor too many", "the inner factor of a derivative is missing", operators.inner_factor_gained,
         ("cos(2*x)", "2*cos(2*x)"), 2.0),
    _both("one law stands in place of another", laws.one_law_for_another, ("", ""), 1.2),
    _both("one density stands in place of another", laws.one_density_for_another, ("", ""), 1.5),
    _both("a transpose is missing or superfluous", tensors.transposed, ("", ""), 1.5),
    _both("two factors that do not commute are exchanged", tensors.factors_exchanged, ("", ""), 1.5),
    _both("a matrix stands in place of its inverse", tensors.inverse_matrix, ("", ""), 1.8),
    Slip("only the diagonal is kept", "what is off the diagonal is too much", tensors.diagonal_kept, ("", ""), 1.8),
    Slip("what is off the diagonal is too much", "only the diagonal is kept", tensors.diagonal_completed,
         ("", ""), 1.6),
    *_of_functions(),
)  # fmt: skip

OF_NAMES = tuple(slip for slip in CATALOGUE if slip.change is arguments.one_for_another)
"""What may be wrong with the name of a function."""


@dataclass(frozen=True)
class Plan:
    """A slip that may be made, or undone, at a place of a line: nothing is built yet."""

    slip: Slip
    place: Place
    part: Any
    size: float

    def applied(self, line: Any) -> Any:
        """The line with the change made."""
        return changed(line, self.place.path, self.part)


@dataclass(frozen=True)
class Edit:
    """A line with one slip made, or undone, in it."""

    slip: Slip
    line: Any
    size: float
    plan: Plan


def edits(line: Any, scope: tuple[Symbol, ...], kinds: Kinds = NUMBERS) -> Iterator[Edit]:
    """Every change of the catalogue to a line, from the outside to the inside; no two lines are alike.

    >>> from sympy.abc import x, y
    >>> [str(edit.line) for edit in edits(x - y, (x, y))][:3]
    ['-(x - y)', '2*(x - y)', '(x - y)/2']
    """
    return applied(line, plans(line, scope, kinds))


def applied(line: Any, planned: Iterable[Plan]) -> Iterator[Edit]:
    """The lines that plans lead to, each once, in the order of the plans."""
    seen = {line}
    for plan in planned:
        found = plan.applied(line)
        if found not in seen:
            seen.add(found)
            yield Edit(plan.slip, found, plan.size, plan)


def plans(line: Any, scope: tuple[Symbol, ...], kinds: Kinds = NUMBERS) -> Iterator[Plan]:
    """Every slip of the catalogue at every place where it can be made."""
    for place in islice(places(line, scope, kinds), LARGEST_LINE):
        for slip in CATALOGUE if place.role is not Role.NAME else OF_NAMES:
            for part in slip.change(place) if not _is_infinite(place) else _other_ends(slip, place):
                if _has_shape(part, place.node):
                    yield Plan(slip, place, part, slip.size + 0.05 * place.depth + _unlikely(slip, place))


def _has_shape(part: Any, node: Any) -> bool:
    """Whether a part has the shape of what it stands for: what does not fit is no line that a person would write."""
    if not isinstance(part, Tensor) and not isinstance(node, Tensor):
        return True
    return same(shape_of(part), shape_of(node)) and misfit(part) is None


def _unlikely(slip: Slip, place: Place) -> float:
    """The sign of a number is seldom wrong where it may be the number itself, off by one or two."""
    is_sign = slip.change in (signs.of_a_term, signs.of_an_argument)
    is_alone = place.role is not Role.TERM
    return 0.5 if is_sign and is_alone and getattr(place.node, "is_Rational", False) else 0.0


def _is_infinite(place: Place) -> bool:
    return bool(getattr(place.node, "is_infinite", False))


def _other_ends(slip: Slip, place: Place) -> Iterator[Any]:
    """oo -> -oo: there is nothing else to be done to it."""
    if slip.change in (signs.of_the_whole, signs.of_an_argument) and place.role in (Role.WHOLE, Role.BOUND):
        yield -place.node


def is_cut(line: Any) -> bool:
    """Whether a line is so large that the catalogue does not reach all of it."""
    return size_of(line) > LARGEST_LINE
