"""Numbers that are made of vectors and matrices: traces, determinants, norms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sympy import Expr

from derive.terms.vectors import concrete
from derive.terms.vectors.tensors import TensorNumber

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class OfOneTensor(TensorNumber):
    """A number made of one tensor, its argument."""

    word: ClassVar[str]

    @property
    def tensor(self) -> Any:
        """What the number is made of."""
        return self.args[0]

    def _sympystr(self, printer: Any) -> str:
        return f"{self.word}({printer._print(self.tensor)})"


class Trace(OfOneTensor):
    """The sum of the diagonal entries."""

    word = "trace"

    def concretely(self, world: World) -> Expr:
        """The trace."""
        return world.at(self.tensor).trace()


class Determinant(OfOneTensor):
    """The determinant."""

    word = "det"

    def concretely(self, world: World) -> Expr:
        """The determinant."""
        return concrete.determinant(world.at(self.tensor))


class LogDeterminant(OfOneTensor):
    """log |det A|."""

    word = "log_det"

    def concretely(self, world: World) -> Expr:
        """log |det A|; there is no such world where A has no inverse."""
        return concrete.log_determinant(world.at(self.tensor))


class Norm(OfOneTensor):
    """The Euclidean norm; of a matrix the Frobenius norm."""

    word = "norm"
    is_nonnegative = True

    def concretely(self, world: World) -> Expr:
        """The root of the sum of squares."""
        return concrete.length(world.at(self.tensor))


class NormSquared(OfOneTensor):
    """The sum of the squares of all entries."""

    word = "norm_squared"
    is_nonnegative = True

    def concretely(self, world: World) -> Expr:
        """The sum of squares."""
        return concrete.squares(world.at(self.tensor))
