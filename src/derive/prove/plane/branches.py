"""How many turns a sum of arguments is off the argument of the product, from where the factors lie."""

from __future__ import annotations

from typing import Any

from derive.prove.constants.algebraic import NoValue, Undecided
from derive.prove.constants.generators import ExponentialOf, Quotient, RootOf
from derive.prove.constants.polynomials import ONE, Polynomial, constant, power_of, whole
from derive.prove.constants.reading import Reader
from derive.prove.plane.arcs import PRINCIPAL, Arc, hull, point, turns
from derive.prove.plane.factors import Factors
from derive.prove.plane.quantities import Open, Quantities
from derive.prove.plane.setting import Setting
from derive.prove.sign import Sign


class Branches(Reader):
    """A reader that knows where arguments lie."""

    generators: Quantities

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.generators = Quantities(self.logarithm, self._place_named, setting)

    def _place_named(self, node: Any, arguments: tuple[Quotient, ...]) -> int:
        ((powers, _),) = self._named(node, arguments).num.terms
        return powers[0][0]

    def _require_nonzero(self, value: Quotient) -> None:
        """The value is certainly not 0; raises `Open` where it may be."""
        if not self.generators.varies(value):
            if self.generators.is_zero(value):
                raise NoValue
            return
        single = value.num.single
        if single is None:
            self._require_nonzero_polynomial(value.num)
            return
        for place, exponent in single[0]:
            if exponent > 0 and not isinstance(self.generators.known[place], ExponentialOf):
                self._require_nonzero_polynomial(power_of(place))

    def _require_nonzero_polynomial(self, polynomial: Polynomial) -> None:
        signs = [self.generators.signs(part) for part in self.generators.parts(polynomial)]
        if all(Sign.ZERO in sign for sign, _ in signs):
            quantities = [q for sign, q in reversed(signs) if q is not None and sign is not Sign.ZERO]
            raise Open(quantities[0]) if quantities else Undecided

    def _vanishes_here(self, factor: Polynomial) -> bool:
        try:
            return not self.generators.arcs(factor)
        except Undecided:
            return False

    def _turns_off(self, found: Factors, value: Quotient) -> int:
        """k, where the arguments of the factors add up to that of the value and 2 pi k; `Open` if it varies."""
        found = self._without_exponentials(found)
        if not found.powers or (len(found.powers) == 1 and found.powers[0][1] == 1 and found.turn == 0):
            return 0
        total = point(2 * found.turn)
        for factor, exponent in found.powers:
            total = total + self._arc(factor).times(exponent)
        possible = turns(total, [PRINCIPAL])
        product = value.num * self.generators.conjugated(value.den)
        if len(possible) > 1:
            possible = turns(total, self._arcs_or_all(product))
        if len(possible) == 1:
            return possible.pop()
        if sum(abs(exponent) for _, exponent in found.powers) > 2:
            return self._turns_step_by_step(found)
        raise self._question([*(factor for factor, _ in found.powers), product], possible)

    def _without_exponentials(self, found: Factors) -> Factors:
        """The other factors, once that of the exponentials is positive, or the only one and in the strip."""
        inside, others = [], []
        for factor, exponent in found.powers:
            own = self._exponent_of(factor)
            if own is None:
                others.append((factor, exponent))
            else:
                inside.append(self.times(own, Quotient(whole(exponent))))
        if not inside:
            return found
        height = self.imaginary_part(self.plus(inside))
        if not height.num.vanishes() and (others or found.turn != 0 or not self._is_in_the_strip(height)):
            raise Undecided
        return Factors(found.content, tuple(others))

    def _exponent_of(self, factor: Polynomial) -> Quotient | None:
        """w, if the factor is exp(w)."""
        single = factor.single
        if single is None or len(single[0]) != 1 or single[1].rational != 1:
            return None
        place, exponent = single[0][0]
        generator = self.generators.known[place]
        if not isinstance(generator, ExponentialOf):
            return None
        return self.times(generator.value, Quotient(whole(exponent)))

    def _is_in_the_strip(self, height: Quotient) -> bool:
        """Whether a real value lies in (-pi, pi]."""
        if height.den != ONE:
            return False
        pi = self.pi().num
        above, below = self.generators.signs(pi - height.num)[0], self.generators.signs(height.num + pi)[0]
        return above.within(Sign.NONNEGATIVE) and below.within(Sign.POSITIVE)

    def _question(self, polynomials: list[Polynomial], possible: set[int]) -> Open | Undecided:
        choices = [quantity for polynomial in polynomials for quantity in self._open(polynomial)]
        if not choices or not possible:
            return Undecided()
        return Open(min(choices, key=lambda quantity: quantity.count_ops()))

    def _turns_step_by_step(self, found: Factors) -> int:
        """The turns of one factor after the other: each step adds two arguments."""
        total, product, count = [point(2 * found.turn)], constant(found.content), 0
        for factor, exponent in found.powers:
            for _ in range(abs(exponent)):
                direction = 1 if exponent > 0 else -1
                mirrored = factor if exponent > 0 else self.generators.conjugated(factor)
                following = product * mirrored
                targets = self._arcs_or_all(following)
                possible = turns(hull(total) + self._arc(factor).times(direction), targets)
                if len(possible) != 1:
                    raise self._question([factor, product, following], possible)
                count += possible.pop()
                total, product = targets, following
        return count

    def _arc(self, factor: Polynomial) -> Arc:
        single = factor.single
        if single is not None and len(single[0]) == 1 and single[1].rational == 1:
            generator = self.generators.known[single[0][0][0]]
            if isinstance(generator, RootOf) and 0 < single[0][0][1] < 1:
                inner = hull(self._arcs_or_all(generator.base))
                share = single[0][0][1]
                return Arc(inner.low * share, inner.high * share, inner.has_low, inner.has_high)
        return hull(self._arcs_or_all(factor))

    def _arcs_or_all(self, polynomial: Polynomial) -> list[Arc]:
        try:
            return self.generators.arcs(polynomial) or [PRINCIPAL]
        except Undecided:
            return [PRINCIPAL]

    def _open(self, polynomial: Polynomial) -> list[Any]:
        try:
            return self.generators.open_parts(polynomial)
        except Undecided:
            return []
