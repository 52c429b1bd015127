"""From an expression in one variable to its germ: what it is for all X >= start, X = 1/t.

The variable is a known sum of powers of X: X itself for a sum or an integral up to infinity, a + w/X
near an end a.  A node for which no rule is known has no germ: `Unsupported`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flint import acb, fmpq
from sympy import Add, Dummy, Expr, Function, I, Integer, Pow, Rational, Symbol, expand, factorint, log, pi

from derive.numeric.calculus import depends, head
from derive.numeric.principal.germs import Germ, Monomials, Scale, nonzero, off_the_cut
from derive.numeric.principal.jets import Region
from derive.numeric.principal.values import Gaussian, Value, as_acb, is_real
from derive.numeric.reals import Unsettled, Unsupported

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

Rule = Callable[["Expansion", Any], Germ]


@dataclass(frozen=True)
class Rules:
    """The rule of every head, and what is done where there is none, or where it does not tell.

    In the real reading all nodes must be real.
    """

    of: Mapping[str, Rule]
    otherwise: Rule
    real: bool = False


# Real wherever all arguments are, if they have a value at all.
REAL_OF_REAL = frozenset({
    "Add", "Mul", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinc", "sinh", "cosh", "tanh", "coth", "sech",
    "csch", "atan", "acot", "asinh", "erf", "erfc", "erfi", "gamma", "factorial", "factorial2", "binomial",
    "RisingFactorial", "FallingFactorial", "harmonic", "digamma", "polygamma", "zeta", "bernoulli", "fibonacci",
    "lucas", "catalan", "Abs", "re", "im", "sign", "floor", "ceiling", "Max", "Min",
})  # fmt: skip
# Whose germs are analytic in other variables wherever there are any.
HOLOMORPHIC = frozenset({
    "Add", "Mul", "Pow", "exp", "log", "sin", "cos", "tan", "cot", "sec", "csc", "sinc", "sinh", "cosh", "tanh", "coth",
    "sech", "csch", "atan", "erf", "erfc", "gamma", "factorial",
})  # fmt: skip
MAX_PRIME_FACTORED = 10**15


class Expansion:
    """The walk that reads off the germ of a node."""

    def __init__(
        self, rules: Rules, plane: Plane, variable: Symbol, as_monomials: Monomials, region: Region
    ) -> None:
        self.rules = rules
        self.plane = plane
        self.variable = variable
        self.scale = Scale(region, self.value_of)
        self.opaque: dict[Any, Dummy] = {}
        self.values: dict[Dummy, acb] = {}
        self.known: dict[Any, acb] = {}
        self.memo: dict[Any, Germ] = {variable: self.scale.of_monomials(as_monomials)}

    def __call__(self, node: Any) -> Germ:
        """The germ of a node."""
        found = self.memo.get(node)
        if found is None:
            found = self._germ(node)
            if self.rules.real and not self.is_real(node, found):
                raise Unsettled
            self.memo[node] = found
        return found

    def is_real(self, node: Any, germ: Germ) -> bool:
        """Whether a node, which has that germ, certainly has real values only."""
        if self.scale.is_real(germ):
            return True
        whole_power = isinstance(node, Pow) and node.exp.is_Integer
        parts = node.args[:1] if whole_power else node.args
        known = whole_power or head(node) in REAL_OF_REAL
        if head(node) in ("log", "Pow") and not known:
            known = self._is_positive(parts[0])
        return known and all(self.is_real(part, self(part)) for part in parts)

    def _germ(self, node: Any) -> Germ:
        if not depends(node, self.variable):
            return self.scale.of_monomials(monomials_of(self.exact(node)))
        name = head(node)
        if name not in HOLOMORPHIC and not self.plane.moving.isdisjoint(node.free_symbols):
            raise Unsettled
        try:
            return self.rules.of.get(name, self.rules.otherwise)(self, node)
        except (Unsettled, Unsupported):
            if self.plane.moving or not isinstance(node, Pow | Function):
                raise
            return self.rules.otherwise(self, node)

    def _is_positive(self, node: Any) -> bool:
        """Whether the real part of a node is certainly positive."""
        try:
            return bool(self.scale.bound(self(node)).real > 0)
        except Unsupported:
            return False

    # Constants

    def exact(self, node: Any) -> Expr:
        """A node without the variable as an exact number, or as a symbol that stands for it."""
        value = self.plane.value(node)
        if isinstance(value, fmpq | Gaussian):
            return as_sympy(value)
        if is_plain(node):
            return node.xreplace(self._exact_symbols(node))
        return self.standing_for(node, as_acb(value))

    def _exact_symbols(self, node: Any) -> dict[Symbol, Expr]:
        values = {symbol: self.plane.values.get(symbol) for symbol in node.free_symbols}
        return {s: as_sympy(v) for s, v in values.items() if isinstance(v, fmpq | Gaussian)}

    def standing_for(self, key: Any, value: acb) -> Dummy:
        """A symbol for a number of which a ball is known; the same for the same key."""
        symbol = self.opaque.get(key)
        if symbol is None:
            symbol = self.opaque[key] = Dummy()
            self.values[symbol] = value
        return symbol

    def anonymous(self, value: acb) -> Expr:
        """A symbol for some number in a ball."""
        return self.standing_for(object(), value)

    def value_of(self, coefficient: Expr) -> acb:
        """A ball around an exact coefficient."""
        found = self.known.get(coefficient)
        if found is None:
            some = coefficient.free_symbols & self.values.keys()
            walk = self.plane.within(self.values) if some else self.plane
            found = self.known[coefficient] = as_acb(walk.value(coefficient))
        return found

    def logarithm_of(self, number: Expr, key: Any) -> Expr:
        """The principal logarithm of an exact number, in logarithms of primes where it is rational."""
        if number.is_Rational and number != 0:
            turn = I * pi if number < 0 else Integer(0)
            if max(abs(number.p), number.q) <= MAX_PRIME_FACTORED:
                return turn + Add(*(
                    sign * power * log(prime)
                    for sign, part in ((1, abs(number.p)), (-1, number.q))
                    for prime, power in factorint(int(part)).items()
                ))  # fmt: skip
        value = self.value_of(number)
        if not nonzero(value):
            raise Unsettled
        if not off_the_cut(value) and (self.plane.moving or not is_real(value)):
            raise Unsettled
        return self.standing_for(("log", key), value.log())


def as_sympy(value: Value) -> Expr:
    """An exact number as SymPy has it."""
    if isinstance(value, fmpq):
        return Rational(int(value.p), int(value.q))
    return as_sympy(value.real) + I * as_sympy(value.imag)


PLAIN = frozenset({
    "Symbol", "Dummy", "Integer", "Rational", "Zero", "One", "NegativeOne", "Half", "Add", "Mul", "Pow", "Pi", "Exp1",
    "ImaginaryUnit", "GoldenRatio", "EulerGamma", "log",
})  # fmt: skip


def is_plain(node: Any) -> bool:
    """Whether SymPy's arithmetic may be trusted with a constant: short, and with simple powers only."""
    if head(node) not in PLAIN:
        return False
    if isinstance(node, Pow) and not (node.exp.is_Rational and abs(node.exp) <= 8):
        return False
    return len(node.args) <= 6 and all(is_plain(argument) for argument in node.args)


def monomials_of(number: Expr) -> Monomials:
    """A constant as a sum of monomials."""
    return {} if number == 0 else {(Integer(0), 0): expand(number)}
