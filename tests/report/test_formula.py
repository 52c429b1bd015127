"""Text in SymPy's notation as typeset mathematics: fractions, roots, names, and what cannot be read."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.report.formula import boxes as b
from derive.report.formula import claim, formula
from derive.report.formula.latex import latex, words
from derive.report.formula.mathml import display, mathml

LATEX = {
    "fraction": ("(x + 1)/(2*y)", r"\frac{x + 1}{2 y}"),
    "the minus stands before its fraction": ("-x/2", r"- \frac{x}{2}"),
    "a number behind a variable gets a dot": ("x*2", r"x \cdot 2"),
    "a number times a fraction is no mixed number": ("2*(3/4)", r"2 \cdot \frac{3}{4}"),
    "brackets around a sum in a product": ("3*(2 + x)", r"3 ( 2 + x )"),
    "brackets around a negative term": ("x - (-y)", r"x - ( - y )"),
    "no brackets in a fraction": ("a*(b + c)/(d - e)", r"\frac{a ( b + c )}{d - e}"),
    "power of a sum": ("(a + b)**n", r"( a + b )^{n}"),
    "power of a power": ("(x**2)**3", r"( x^{2} )^{3}"),
    "tower of powers": ("x**y**z", r"x^{y^{z}}"),
    "power of a negative number": ("(-1)**n", r"( - 1 )^{n}"),
    "minus of a power": ("-x**2", r"- x^{2}"),
    "index and exponent stand over each other": ("x1**2", r"x_{1}^{2}"),
    "square root": ("sqrt(x + 1)", r"\sqrt{x + 1}"),
    "power of a root": ("cbrt(x)**2", r"\left( \sqrt[{3}]{x} \right)^{2}"),
    "exponential": ("exp(-x)", r"\mathrm{e}^{- x}"),
    "exponential of much": ("exp(a + b + c + d + e + f + g)", r"\exp ( a + b + c + d + e + f + g )"),
    "power of a sine": ("sin(x)**2", r"\sin^{2} ( x )"),
    "reciprocal of a sine is no arcsine": ("sin(x)**(-1)", r"{\sin ( x )}^{- 1}"),
    "Greek with an index": ("theta_0 + epsilon", r"\theta_{0} + \epsilon"),
    "hat and bar": ("x_hat*y_bar", r"\hat{x} \overline{y}"),
    "word with an index": ("mass_total", r"\mathrm{mass}_{\mathrm{total}}"),
    "a name that Python keeps for itself": ("lambda*x", r"\lambda x"),
    "integral": ("Integral(x**2, (x, 0, oo))", r"\int_{0}^{\infty} x^{2} \, \mathrm{d} x"),
    "integral without ends": ("Integral(f(x), x)", r"\int f ( x ) \, \mathrm{d} x"),
    "sum": ("Sum(1/k, (k, 1, n))", r"\sum_{k = 1}^{n} \frac{1}{k}"),
    "product": ("Product(k, (k, 1, n))", r"\prod_{k = 1}^{n} k"),
    "limit": ("Limit(1/x, x, 0, dir='+')", r"\lim\limits_{x \to 0^{+}} \, \frac{1}{x}"),
    "derivative": ("Derivative(x**2, x)", r"\frac{\mathrm{d}}{\mathrm{d} x} \, x^{2}"),
    "second partial derivative": (
        "Derivative(x*y, (x, 2))",
        r"\frac{\partial^{2}}{\partial x^{2}} \, x y",
    ),
    "a derivative ends a product without brackets": (
        "g*Derivative(f(h), h)",
        r"g \frac{\mathrm{d}}{\mathrm{d} h} \, f ( h )",
    ),
    "a derivative within a product has brackets": (
        "Derivative(x, x)*g",
        r"( \frac{\mathrm{d}}{\mathrm{d} x} \, x ) g".replace("( ", r"\left( ").replace(" )", r" \right)"),
    ),
    "a product within a product keeps its brackets": ("a*(b*c)", "a ( b c )"),
    "Jacobian": (
        "Matrix([[Derivative(x, x), Derivative(x, y)], [Derivative(x*y, x), Derivative(x*y, y)]])",
        r"\frac{\partial}{\partial ( x , y )} \, \left( \begin{array}{c} x \\ x y \end{array} \right)",
    ),
    "integral over all of a space": ("integral(p(_x)*f(_x) d_x)", r"\int p ( x ) f ( x ) \, \mathrm{d} x"),
    "integral over two spaces": ("integral(f(x, z) dx dz)", r"\int \int f ( x , z ) \, \mathrm{d} x \, \mathrm{d} z"),
    "gradient": ("gradient(f(x), x)", r"\nabla_{x} \, f ( x )"),
    "norm": ("norm(x - y) + norm_squared(x)", r"\| x - y \| + { \| x \| }^{2}".replace("{ ", "").replace(" }", "")),
    "inverse and transpose": ("inverse(A)*A.T", r"A^{-1} A^{\mathrm{T}}"),
    "entry by entry": ("hadamard(x, y)", r"x \odot y"),
    "identity": ("identity(n)", "I_{n}"),
    "entries": ("vector(a_i, i, n)", r"( a_{i} )_{i = 1}^{n}"),
    "given": ("p(x | z)", r"p ( x \mid z )"),
    "a power of ten": ("1.50e-08", r"1.50 \cdot 10^{-8}"),
    "digits of a rounded number are kept": ("0.027410", "0.027410"),
    "a side that is a relation": ("= KL(p, q)", r"= \mathrm{KL} ( p \,\|\, q )"),
    "matrix": ("Matrix([[a, b], [c, d]])", r"\left( \begin{array}{cc} a & b \\ c & d \end{array} \right)"),
    "column": ("Matrix([a, b])", r"\left( \begin{array}{c} a \\ b \end{array} \right)"),
    "determinant has one pair of brackets": (
        "Determinant(Matrix([[a]]))",
        r"\det \left( \begin{array}{c} a \end{array} \right)",
    ),
    "cases": (
        "Piecewise((x, x > 0), (0, True))",
        r"\left\{ \begin{array}{ll} x & \text{if} ~ x > 0 \\ 0 & \text{otherwise} \end{array} \right.",
    ),
    "equation": ("Eq(x, 1)", "x = 1"),
    "condition": ("x - 1 != 0", r"x - 1 \ne 0"),
    "one of two conditions": ("(x > 0) | (y <= 1)", r"x > 0 \lor y \le 1"),
    "conditions": ("(x > 0) & (y <= 1)", r"x > 0 \land y \le 1"),
    "absolute value": ("Abs(x)", "| x |"),
    "factorial": ("factorial(n + 1)", "( n + 1 ) !"),
    "gamma the function": ("gamma(x)*gamma_1", r"\Gamma ( x ) \gamma_{1}"),
    "expectation": (
        "E_{x ~ N(0, 1)}[x**2]",
        r"\mathop{\mathbb{E}}\limits_{x \sim N ( 0 , 1 )} \lbrack x^{2} \rbrack",
    ),
    "divergence": ("KL(N(0, 1), p)", r"\mathrm{KL} ( N ( 0 , 1 ) \,\|\, p )"),
    "divergence with bars": ("KL(p || q)", r"\mathrm{KL} ( p \,\|\, q )"),
    "limit of a side": ("oo as epsilon -> 0+", r"\infty ~ \text{as} ~ \epsilon \to 0^{+}"),
    "limit at infinity": ("0 as h -> -oo", r"0 ~ \text{as} ~ h \to - \infty"),
    "objective over two variables": ("x*y over x, y", r"x y ~ \text{over} ~ x , y"),
    "a function at a point": ("Abs(u) at u = 0", r"| u | ~ \text{at} ~ u = 0"),
    "prose": ("not differentiable", r"\text{not differentiable}"),
    "law on points": ("{0: 1 - a, 1: a}", r"\{ 0 : 1 - a , 1 : a \}"),
    "objective": ("x**2 over x", r"x^{2} ~ \text{over} ~ x"),
    "unknown function": ("foo_bar(x, y)", r"\mathrm{foo}_{\mathrm{bar}} ( x , y )"),
}


@pytest.mark.parametrize(("text", "expected"), LATEX.values(), ids=LATEX)
def test_latex(text, expected):
    assert latex(formula(text)) == expected


@pytest.mark.parametrize("text", [text for text, _ in LATEX.values()], ids=LATEX)
def test_mathml_is_well_formed(text):
    shown = ET.fromstring(f"<p>{display(formula(text)).replace('<wbr>', '')}</p>")
    assert shown.find("math") is not None


MATHML = {
    "variable": ("x", "<mi>x</mi>"),
    "letter": ("theta", "<mi>θ</mi>"),
    "constant": ("pi", '<mi mathvariant="normal">π</mi>'),
    "fraction": ("1/x", "<mfrac><mn>1</mn><mi>x</mi></mfrac>"),
    "index": ("theta_0", "<msub><mi>θ</mi><mn>0</mn></msub>"),
    "root": ("sqrt(2)", "<msqrt><mn>2</mn></msqrt>"),
    "cube root": ("cbrt(2)", "<mroot><mn>2</mn><mn>3</mn></mroot>"),
}


@pytest.mark.parametrize(("text", "expected"), MATHML.values(), ids=MATHML)
def test_mathml(text, expected):
    assert mathml(formula(text)) == f"<math>{expected}</math>"


UNREADABLE = {
    "no expression": "x +* 2",
    "empty": "",
    "a comprehension": "[x for x in y]",
    "an attribute": "x.real",
    "a call of a call": "f(x)(y)",
    "an open bracket": "E_{x ~ N(0, 1)[x]",
    "too few arguments": "Derivative(x)",
    "a name with a space": "the 2nd loss",
    "deep": "(" * 3000 + "x" + ")" * 3000,
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_shown_as_it_stands(text):
    assert isinstance(formula(text), b.Code)


def test_code_is_escaped():
    assert mathml(formula("<script>")) == "<code>&lt;script&gt;</code>"
    assert latex(formula(r"a_b\input{x}$")) == r"\texttt{a\_b\textbackslash{}input\{x\}\$}"


def test_ten_thousand_terms_are_shortened_with_their_number():
    text = " + ".join(f"c_{i}*x**{i}" for i in range(10_000))
    shown = mathml(formula(text))
    shown_terms = shown.count("<msup>")
    assert "terms left out" in shown
    assert shown_terms < 100
    assert len(shown) < 20_000


def test_terms_left_out_and_shown_are_all_terms():
    shown = mathml(formula(" + ".join(f"x_{i}" for i in range(60))))
    assert "… 35 terms left out …" in shown
    assert shown.count("<msub>") == 25


def test_ten_thousand_factors_in_a_function_are_shortened():
    assert "left out" in mathml(formula("f(" + "*".join(f"x_{i}" for i in range(1500)) + ")"))
    assert "characters left out" in mathml(formula("f(" + "*".join(f"x_{i}" for i in range(10_000)) + ")"))


def test_claim():
    assert latex(claim("x", "<=", "y")) == r"x \le y"
    assert latex(claim("x", "minimises", "y over x")).startswith(r"x ~ \text{minimises} ~ y")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_shown_without_an_error(text):
    ET.fromstring(f"<p>{mathml(formula(text)).translate(CONTROL)}</p>")
    latex(formula(text))


CONTROL = dict.fromkeys([*range(32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "?")


@given(st.text(alphabet="\\{}_^~#$%&|<>\"`a", max_size=20))
def test_prose_has_nothing_that_latex_obeys(text):
    plain = words(text)
    for command in ("textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar",
                    "textquotedbl", "textasciigrave"):  # fmt: skip
        plain = plain.replace(f"\\{command}{{}}", "")
    for escaped in ("\\{", "\\}", "\\_", "\\#", "\\$", "\\%", "\\&"):
        plain = plain.replace(escaped, "")
    assert set(plain) <= {"a"}
