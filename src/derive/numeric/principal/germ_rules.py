"""All rules by which germs are read off expressions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sympy import Symbol

from derive.numeric.principal import exponentials, germ_kinks, germ_sequences
from derive.numeric.principal.expansion import Expansion, Rules
from derive.numeric.principal.germs import Monomials
from derive.numeric.principal.jets import Region

if TYPE_CHECKING:
    from derive.numeric.principal.balls import Plane

RULES = Rules(
    {
        "Add": exponentials.add_rule,
        "Mul": exponentials.multiply_rule,
        "Pow": exponentials.power_rule,
        **germ_sequences.RULES,
    },
    otherwise=germ_kinks.enclosed,
)

REAL_RULES = replace(RULES, real=True)


def expansion(
    plane: Plane, variable: Symbol, as_monomials: Monomials, region: Region, rules: Rules = RULES
) -> Expansion:
    """The walk that reads off germs, for a variable that is a known sum of powers of X."""
    return Expansion(rules, plane, variable, as_monomials, region)
