"""When a form is zero, also where it holds inverses of sums.

(A + B)^-1 is a letter under its own name, with (A + B)(A + B)^-1 = I as a rule to rewrite by.  A form D
vanishes if M D does for an invertible M; that is how the Woodbury identity is proved.

Source: Petersen and Pedersen, The Matrix Cookbook (2012), section 3.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sympy import Expr, Integer, cancel

from derive.prove.words.atoms import Alphabet
from derive.prove.words.forms import Form, collected, joined, times
from derive.prove.words.letters import Column, Diagonal, Letter, Word, text, transposed

ONE = Integer(1)

ROUNDS = 12

IsZero = Callable[[Expr], bool]


def vanishes(alphabet: Alphabet, form: Form, is_zero: IsZero) -> bool:
    """Whether a form is certainly zero."""
    if _is_zero(form, is_zero):
        return True
    form = rewritten(alphabet, form)
    if _is_zero(form, is_zero):
        return True
    for letter in _inverses(alphabet, form):
        multiplied = rewritten(alphabet, times(alphabet, _sum(alphabet, letter), form))
        if form.rows == letter.rows and _is_zero(multiplied, is_zero):
            return True
    return False


def _is_zero(form: Form, is_zero: IsZero) -> bool:
    return all(cancel(factor) == 0 or is_zero(factor) for factor in _by_component(form).values())


def _by_component(form: Form) -> dict[Word, Expr]:
    """The numbers in front of words, where words that differ in the component of one column count together."""
    found: dict[Word, Expr] = {}
    for word, factor in form.terms.items():
        place = next((i for i, letter in enumerate(word) if isinstance(letter, Column | Diagonal)), None)
        letter = word[place or 0] if word else None
        if place is not None and isinstance(letter, Column | Diagonal):
            word = (*word[:place], replace(letter, component=ONE), *word[place + 1 :])
            factor *= letter.component
        elif not word:
            word = (Diagonal(ONE, form.rows),)
        found[word] = found.get(word, Integer(0)) + factor
    return found


def _inverses(alphabet: Alphabet, form: Form) -> list[Letter]:
    letters = {letter for word in form.terms for letter in word if isinstance(letter, Letter) and letter.inverted}
    return sorted((letter for letter in letters if letter.name in alphabet.sums), key=str)


def _sum(alphabet: Alphabet, letter: Letter) -> Form:
    """The sum of which a letter is the inverse."""
    form: Form = alphabet.sums[letter.name]
    return form.T if letter.transposed else form


def beside_its_inverse(alphabet: Alphabet, word: Word) -> Form | None:
    """A rotation of a word in which a rule for the inverse of a sum applies, rewritten; None if there is none."""
    if not any(isinstance(letter, Letter) and letter.inverted and letter.name in alphabet.sums for letter in word):
        return None
    for place in range(len(word)):
        rotation = word[place:] + word[:place]
        size = rotation[0].shape[0]
        form = Form({rotation: ONE}, size, size)
        changed = rewritten(alphabet, form)
        if changed.terms != form.terms:
            return changed
    return None


def rewritten(alphabet: Alphabet, form: Form) -> Form:
    """The form with the leading word of every sum beside its inverse rewritten by the other terms."""
    for _ in range(ROUNDS):
        changed = _rewritten_once(alphabet, form)
        if changed.terms == form.terms:
            return form
        form = changed
    return form


def _rewritten_once(alphabet: Alphabet, form: Form) -> Form:
    terms: list[tuple[Word, Expr]] = []
    for word, factor in form.terms.items():
        found = _first_rule(alphabet, word)
        terms += [(word, factor)] if found is None else [(w, factor * f) for w, f in found]
    return collected(terms, form.rows, form.columns)


def _first_rule(alphabet: Alphabet, word: Word) -> list[tuple[Word, Expr]] | None:
    for place, letter in enumerate(word):
        if isinstance(letter, Letter) and letter.inverted and letter.name in alphabet.sums:
            whole = _sum(alphabet, letter)
            found = _beside(alphabet, word, place, whole)
            if found is not None:
                return found
            flipped = _beside(alphabet, transposed(word), len(word) - 1 - place, whole.T)
            if flipped is not None:
                return [(transposed(w), f) for w, f in flipped]
    return None


def _beside(alphabet: Alphabet, word: Word, place: int, whole: Form) -> list[tuple[Word, Expr]] | None:
    """lead M^-1 = (1 - the other terms times M^-1)/(the number in front of lead), inside a word."""
    lead = max((w for w in whole.terms if w), key=lambda w: (len(w), text(w)))
    start = place - len(lead)
    if start < 0 or word[start:place] != lead:
        return None
    number = whole.terms[lead]
    before, behind = word[:start], word[place + 1 :]
    terms = [(joined(alphabet, (*before, *behind)), 1 / number)]
    for other, factor in whole.terms.items():
        if other != lead:
            terms.append((joined(alphabet, (*before, *other, word[place], *behind)), -factor / number))
    return [(simple, Integer(1) * factor * outside) for (outside, simple), factor in terms]
