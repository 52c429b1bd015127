"""Equality in the complex reading: principal branches, and a zero test in a tower of generators.

- `knowledge`: what a claim gives to start from; which quantities are real, whole, not 0.
- `element`, `ring`, `tower`, `reading`: elements, generators, and one handler for each kind of node.
- `factors`, `roots`, `logarithms`, `powers`: what is certainly positive leaves a root or a logarithm; `angles`,
  `inverses` and `specials` hold the other functions, `slopes` and `derivation` the derivatives.
- `decision`: the zero test by several readings, and by the signs of real quantities.
- `needs`, `jumps`: the points of which the rules do not speak, and why the equality holds there too.
"""

from derive.prove.plane_facts import PlaneFacts
from derive.prove.principal.decision import are_equal, vanishes
from derive.prove.principal.prover import prove_principal

__all__ = ["PlaneFacts", "are_equal", "prove_principal", "vanishes"]
