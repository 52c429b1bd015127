"""Determinants and inverses of forms.

A sum has the determinant and the inverse of its own name, unless a rule takes it apart.  Where a rule
divides by a determinant, it speaks of invertible matrices only; both sides of an equation are continuous
wherever they are defined, and invertible matrices are dense, so that the equation holds everywhere.

Sources: Petersen and Pedersen, The Matrix Cookbook (2012), section 1.2 and equations 23 and 24.
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Abs, Expr, Integer, Mul, Symbol, exp, expand, log, sign

from derive.prove.words.atoms import Alphabet, Unreadable
from derive.prove.words.forms import Form, column, identity, joined, plus, times
from derive.prove.words.forms import diagonal as diagonal_form
from derive.prove.words.letters import DOT, Column, Diagonal, Factor, Letter, Word, cyclic, text
from derive.terms.vectors.definite import INVERTIBLE


def determinant(alphabet: Alphabet, square: Form) -> Expr:
    """The determinant of a form."""
    component = _component(square)
    if component is not None:
        return product(alphabet, component, square.rows)
    if len(square.terms) == 1:
        ((word, factor),) = square.terms.items()
        if all(map(_is_square, word)):
            return factor**square.rows * Mul(*(_of_letter(alphabet, letter) for letter in word))
    return _of_sum(alphabet, square)


def inverse(alphabet: Alphabet, square: Form) -> Form:
    """The inverse of a form."""
    component = _component(square)
    if component is not None:
        return _inverse_diagonal(alphabet, component, square.rows)
    if len(square.terms) == 1:
        ((word, factor),) = square.terms.items()
        if all(map(_is_square, word)):
            inverted = tuple(_inverse_letter(letter) for letter in reversed(word))
            number, simple = joined(alphabet, inverted)
            return Form({simple: number / factor}, square.rows, square.rows)
    lead = square.terms[min(square.terms, key=text)]
    number = lead if lead.is_nonzero else Integer(1)
    letter = named(alphabet, square.scaled(1 / number))
    return Form({(letter.inverse,): 1 / number}, square.rows, square.rows)


def named(alphabet: Alphabet, square: Form) -> Letter:
    """A sum as a letter of its own; it and its transpose share a name."""
    turned = square.T.name < square.name
    form = square.T if turned else square
    known = "symmetric" if square.is_symmetric else ""
    letter = Letter(alphabet.varying(form.name, form), square.rows, square.rows, known)
    alphabet.sums[form.name] = form
    return letter.T if turned else letter


def _component(square: Form) -> Expr | None:
    """The component of a form that is diagonal."""
    parts: list[Expr] = []
    for word, factor in square.terms.items():
        if word and not (len(word) == 1 and isinstance(word[0], Diagonal)):
            return None
        parts.append(factor * word[0].component if word else factor)  # type: ignore[union-attr]
    return sum(parts, Integer(0))


def product(alphabet: Alphabet, component: Expr, size: Expr) -> Expr:
    """The product of a component over the running index."""
    return Mul(*(_of_power(alphabet, power, size) for power in Mul.make_args(component)))


def _of_power(alphabet: Alphabet, power: Expr, size: Expr) -> Expr:
    """The product of one power over the running index; of what may be negative under a name."""
    base, exponent = power.as_base_exp()
    if not alphabet.depends(power, DOT):
        return power**size
    if power.is_positive:
        return exp(alphabet.total(log(power), size))
    if not exponent.is_Integer:
        raise Unreadable
    name = alphabet.varying(f"product({str(expand(base)).replace('[*]', '')})", base)
    nonzero = base.is_nonzero or _is_of_lower_triangular(alphabet, base)
    found = Symbol(name, real=True, nonzero=True) if nonzero else Symbol(name, real=True)
    alphabet.products[found] = (base, size)
    return found**exponent


def _is_of_lower_triangular(alphabet: Alphabet, base: Expr) -> bool:
    word = alphabet.diagonals.get(base, ())
    return len(word) == 1 and isinstance(word[0], Letter) and word[0].known == "lower triangular"


def log_magnitude(alphabet: Alphabet, number: Expr) -> Expr:
    """log |number|, factor by factor, where the number is not 0."""
    found: Expr = Integer(0)
    for factor in Mul.make_args(number):
        base, exponent = factor.as_base_exp()
        if isinstance(factor, exp):
            found += factor.exp
        elif base in alphabet.products:
            component, size = alphabet.products[base]
            found += exponent * alphabet.total(log(Abs(component)), size)
        else:
            found += exponent * log(Abs(base))
    return found


def _inverse_diagonal(alphabet: Alphabet, component: Expr, size: Expr) -> Form:
    if not alphabet.depends(component, DOT):
        return identity(size).scaled(1 / component)
    return diagonal_form(alphabet, column(alphabet, 1 / component, size))


def _is_square(letter: Factor) -> bool:
    return isinstance(letter, Diagonal) or (isinstance(letter, Letter) and letter.is_square)


def _inverse_letter(letter: Factor) -> Factor:
    return letter.inverse if isinstance(letter, Letter) else Diagonal(1 / letter.component, letter.size)


def _of_letter(alphabet: Alphabet, letter: Factor) -> Expr:
    if not isinstance(letter, Letter):
        return product(alphabet, letter.component, letter.size)
    if letter.known == "lower triangular":
        plain = replace(letter, transposed=False, inverted=False)
        found = product(alphabet, alphabet.diagonal_entry((plain,), DOT), letter.rows)
        return 1 / found if letter.inverted else found
    name = alphabet.varying(f"det({letter.name})", letter)
    return _with_sign(name, letter.known) ** (-1 if letter.inverted else 1)


def _with_sign(name: str, known: str) -> Expr:
    if known == "positive definite":
        return Symbol(name, positive=True)
    if known == "orthogonal":
        return sign(Symbol(name, real=True, nonzero=True))
    return Symbol(name, real=True, nonzero=True) if known in INVERTIBLE else Symbol(name, real=True)


def _named(alphabet: Alphabet, square: Form, name: str) -> Expr:
    return Symbol(alphabet.varying(f"det({name})", square), real=True)


def _of_sum(alphabet: Alphabet, square: Form) -> Expr:
    """By the matrix determinant lemma, or by the rotation of I + W that comes first, or under its own name."""
    base = _invertible_term(square)
    if base is not None:
        word, factor = base
        alphabet.is_dense = True
        rest = Form({w: f for w, f in square.terms.items() if w != word}, square.rows, square.columns)
        alone = Form({word: factor}, square.rows, square.columns)
        moved = times(alphabet, inverse(alphabet, alone), rest)
        return determinant(alphabet, alone) * _of_shifted_identity(alphabet, moved)
    return _named(alphabet, square, min(square.name, square.T.name))


def _invertible_term(square: Form) -> tuple[Word, Expr] | None:
    """The term that is taken out: the identity, or a square letter beside products of lower rank."""
    narrow = [word for word in square.terms if not all(map(_is_square, word))]
    wide = [word for word in square.terms if word not in narrow]
    if len(wide) == 1 and narrow:
        return wide[0], square.terms[wide[0]]
    return ((), square.terms[()]) if () in square.terms else None


def _of_shifted_identity(alphabet: Alphabet, rest: Form) -> Expr:
    """det(I + F): 1 + v^T u where F = u v^T; else the shortest of all names that det(I + AB) = det(I + BA) gives."""
    if len(rest.terms) == 1:
        ((word, factor),) = rest.terms.items()
        row = next((i for i, letter in enumerate(word) if isinstance(letter, Column) and letter.transposed), None)
        if row is not None:
            number, nothing = joined(alphabet, (*word[row:], *word[:row]))
            assert not nothing
            return 1 + factor * number
        first = cyclic(word)
        rotated = Form({first: factor}, first[0].shape[0], first[-1].shape[1])
        whole = plus(identity(rotated.rows), rotated)
        return _named(alphabet, whole, whole.name)
    whole = plus(identity(rest.rows), rest)
    return _named(alphabet, whole, min(whole.name, whole.T.name))

