"""Derivatives with respect to vectors and matrices, as they are written; the prover works them out.

The entries of a matrix are independent variables, also where the point at which the derivative is
taken is a symmetric matrix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, ImmutableDenseMatrix

from derive.terms.vectors import concrete
from derive.terms.vectors.tensors import Shape, Tensor, TensorSymbol

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class Gradient(Tensor):
    """The derivatives of a number with respect to every entry of a variable, in the shape of that variable."""

    @property
    def shape(self) -> Shape:
        """That of the variable."""
        return self.args[1].shape

    @property
    def variable(self) -> TensorSymbol:
        """What moves."""
        return self.args[1]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Entry by entry."""
        concrete.check_size(world.at(self.variable))
        step = concrete.INNER_STEP if concrete.STEP in world.at(self.variable).free_symbols else concrete.STEP

        def value(moved: ImmutableDenseMatrix) -> Expr:
            return concrete.replaced(world, self.variable.key, moved).at(self.args[0])

        return concrete.derivative(value, world.at(self.variable), step)

    def _sympystr(self, printer: Any) -> str:
        return f"gradient({', '.join(map(printer._print, self.args))})"


class Jacobian(Tensor):
    """The derivatives of the entries of a vector: row i, column j is d v_i / d x_j."""

    @property
    def shape(self) -> Shape:
        """Entries of the vector, entries of the variable."""
        return self.args[0].shape[0], self.args[1].shape[0]

    @property
    def variable(self) -> TensorSymbol:
        """What moves."""
        return self.args[1]

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """Row by row."""
        vector, rows = self.args[0], int(world.at(self.shape[0]))
        concrete.check_size(world.at(self.variable))

        def row(i: int) -> ImmutableDenseMatrix:
            def value(moved: ImmutableDenseMatrix) -> Expr:
                return concrete.replaced(world, self.variable.key, moved).at(vector)[i, 0]

            return concrete.derivative(value, world.at(self.variable), concrete.STEP).T

        return ImmutableDenseMatrix.vstack(*(row(i) for i in range(rows)))

    def _sympystr(self, printer: Any) -> str:
        return f"jacobian({', '.join(map(printer._print, self.args))})"
