"""The text of a cell as a derivation: chains, reasons, and what is wrong with its place in the cell."""

import pytest

from derive.errors import AuthoringError
from derive.notebook.cells import derivation_of, written

REAL = {"x": "real", "y": "real"}

CHAINS = {
    "on one line": ("x + x = 2*x = x*2", [("x + x", ["= 2*x", "= x*2"])]),
    "below each other": ("x\n  <= y\n  < y + 1", [("x", ["<= y", "< y + 1"])]),
    "typeset signs": ("x ≤ y ≠ 2", [("x", ["<= y", "!= 2"])]),
    "a line that goes on": ("x\n = y +\n   2", [("x", ["= y + 2"])]),
    "signs within brackets relate nothing": (
        "Piecewise((x, x > 0), (0, True)) = y",
        [("Piecewise((x, x > 0), (0, True))", ["= y"])],
    ),
    "brackets over lines": ("f(x,\n y > 1) = 2", [("f(x, y > 1)", ["= 2"])]),
    "two chains": ("x = y\n\ny = x", [("x", ["= y"]), ("y", ["= x"])]),
    "a blank line within a chain": ("x = y\n\n  = 2", [("x", ["= y", "= 2"])]),
    "blank lines around": ("\n\nx = y\n\n", [("x", ["= y"])]),
    "a comment alone ends nothing": ("# a sum\nx = y", [("x", ["= y"])]),
}


@pytest.mark.parametrize(("text", "expected"), CHAINS.values(), ids=CHAINS)
def test_chains(text, expected):
    found = [(chain.head, [f"{link.relation} {link.text}" for link in chain.links]) for chain in written(text)]
    assert found == expected


def test_lines_and_reasons():
    (chain,) = written("x\n  = y   # because\n\n  <= 2  # and so\n")
    assert chain.line == 1
    assert [(link.line, link.reason) for link in chain.links] == [(2, "because"), (4, "and so")]


REFUSED = {
    "empty": ("", "there is nothing in this cell"),
    "blank": ("  \n \n", "there is nothing in this cell"),
    "no relation": ("x + y", "line 1: nothing is claimed here"),
    "a value missing": ("x + y\n = x +", "line 2: a value is missing behind +\n    x +\n       ^"),
    "nothing behind the sign": ("x =", "line 1: there is no text here"),
    "nothing before the sign": ("= x", "line 1: there is no text here"),
    "two signs": ("x == y", "line 1: a chain is written with a single =\n    x == y\n      ^"),
    "an open bracket": ("sin(x", "line 1: this ( is never closed\n    sin(x\n       ^"),
    "an unknown name": ("z = x", 'line 1: unknown name \'z\': it is not declared (declared: x, y)\n    z\n    ^\n(variables are declared in the first line, as in %%derive --let "x=real")'),
    "LaTeX": (r"\frac{x}{2} = y", "line 1: "),
    "Python": ("__import__('os') = x", "line 1: "),
    "implicit product": ("2x = y", "line 1: a * is missing between 2 and x"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused(text, message):
    with pytest.raises(AuthoringError) as refused:
        derivation_of(text, domains=REAL)
    assert refused.value.message.startswith(message)


def test_a_wrong_declaration_is_refused():
    with pytest.raises(AuthoringError, match="did you mean real"):
        derivation_of("x = x", domains={"x": "rael"})
    with pytest.raises(AuthoringError, match="--assume: "):
        derivation_of("x = x", domains={"x": "real"}, assuming=["x +"])


def test_hypotheses_are_those_of_the_declarations():
    found = derivation_of("1/x = 1/x", domains={"x": "nonzero,positive"}, assuming=["x < 2"])
    assert [str(a.fact) for a in found.page.assumptions] == ["x < 2"]
    assert [str(variable) for variable in found.domains] == ["x"]


def test_complex_variables_make_the_reading_complex():
    assert derivation_of("z = z", domains={"z": "complex"}).reading.value == "complex"
    assert derivation_of("x = x", domains={"x": "real"}).reading.value == "real"


def test_a_chain_is_decided_link_by_link():
    report = derivation_of("(x + 1)**2\n = x**2 + 2*x + 1  # squares\n = x**2 + 1", domains={"x": "real"}).check()
    steps = list(report.derivations[0].steps)
    assert [(s.line, s.local.verdict.value, s.by) for s in steps] == [(2, "proved", "squares"), (3, "refuted", None)]
    assert report.exit_code == 1
