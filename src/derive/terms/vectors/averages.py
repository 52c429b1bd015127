"""Expectations of vectors and matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import ImmutableDenseMatrix, Symbol

from derive.terms.vectors.tensors import Shape, Tensor

if TYPE_CHECKING:
    from derive.abstract.worlds import World


class TensorExpectation(Tensor):
    """E_{x ~ law}[f(x)] of a vector or a matrix; `args` as those of `Expectation`."""

    @property
    def shape(self) -> Shape:
        """That of f(x)."""
        return self.args[1].shape

    @property
    def depth(self) -> int:
        """How many expectations are nested, this one included."""
        return int(self.args[2].dummy_index)

    @property
    def free_symbols(self) -> set[Symbol]:
        """Everything in the law, and in f but for x."""
        return self.args[0].free_symbols | (self.args[1].free_symbols - {self.args[2]})

    def concretely(self, world: World) -> ImmutableDenseMatrix:
        """The expectation in a world."""
        from derive.abstract.worlds import NoWorld

        if not hasattr(self.args[0], "average_in"):
            raise NoWorld
        return self.args[0].average_in(world, self)

    def _sympystr(self, printer: Any) -> str:
        law, integrand, variable = self.args
        shown = integrand.xreplace({variable: Symbol(variable.name)})
        return f"E_{{{variable.name} ~ {printer._print(law)}}}[{printer._print(shown)}]"
