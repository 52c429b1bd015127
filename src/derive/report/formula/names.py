"""Names as they are printed: Greek letters, digits and underscores as indices, hats and bars.

>>> theta = symbol("theta_0")
>>> theta.base, theta.below
(Name(text='θ', is_upright=False), Number(text='0'))
"""

from __future__ import annotations

from derive.report.formula.boxes import Accent, Box, Name, Number, Script, Sign, separated

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "lamda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "hbar": "ℏ",
}  # fmt: skip
"""The words that stand for a letter."""

CONSTANTS = {
    "pi": Name("π", is_upright=True), "E": Name("e", is_upright=True), "I": Name("i", is_upright=True),
    "oo": Name("∞"), "zoo": Name("∞̃"), "nan": Name("undefined", is_upright=True),
    "EulerGamma": Name("γ"), "GoldenRatio": Name("φ"), "Catalan": Name("G"),
    "true": Name("true", is_upright=True), "false": Name("false", is_upright=True),
    "Reals": Name("ℝ"), "Integers": Name("ℤ"), "Naturals": Name("ℕ"), "Complexes": Name("ℂ"),
}  # fmt: skip

MARKS = {"hat": "^", "bar": "-", "tilde": "~", "dot": "."}
RAISED = {"star": "∗", "prime": "′"}


def symbol(name: str) -> Box:
    """A variable, a constant or a number that stands in an index."""
    if name in CONSTANTS:
        return CONSTANTS[name]
    first, *rest = [part for part in name.split("_") if part] or ["_"]
    base, digits = _letters(first)
    below: list[Box] = [Number(digits)] if digits else []
    above: list[Box] = []
    for part in rest:
        if part in MARKS and _is_letter(base):
            base = Accent(base, MARKS[part])
        elif part in RAISED:
            above.append(Sign(RAISED[part]))
        else:
            below.append(_index(part))
    if not below and not above:
        return base
    return Script(base, separated(below) if below else None, above[0] if above else None)


def _letters(part: str) -> tuple[Box, str]:
    """The letters of a part as they are printed, and the digits behind them."""
    letters = part.rstrip("0123456789")
    if not letters:
        return Number(part), ""
    shown = GREEK.get(letters, letters)
    return Name(shown, is_upright=len(shown) > 1), part[len(letters) :]


def _is_letter(box: Box) -> bool:
    return isinstance(box, Name) and len(box.text) == 1


def _index(part: str) -> Box:
    base, digits = _letters(part)
    return Script(base, Number(digits)) if digits else base
