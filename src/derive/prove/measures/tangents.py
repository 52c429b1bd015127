"""Lower bounds of integrands by tangents: -a log u >= a (1 - u) for a weight a >= 0.

Logarithms with the same weight are gathered into one, a sum of them against a single one into quotients;
constants join a weight that integrates to what they are multiplied by.  This is what shows that
divergences are nonnegative, that information is lost by processing, and Jensen's inequality for log.

Source: Cover and Thomas, Elements of Information Theory (2006), section 2.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from itertools import permutations, product
from math import gcd, lcm

from sympy import Add, Expr, Integer, Mul, Pow, Rational, Symbol, log

from derive.prove.measures.letters import OutOfScope, Term
from derive.prove.measures.normal_form import Group, NormalForm, in_line
from derive.prove.measures.pieces import Variable, place
from derive.prove.measures.support import settled
from derive.prove.sign import Sign
from derive.terms.densities import BaseIntegral
from derive.tree import rewritten

Logs = dict[Expr, Expr]
"""Numbers by arguments of logarithms."""

Weight = frozenset[tuple[Expr, int]]
"""A product of powers."""

Key = tuple[Group, Weight]
"""The variables of an integral, and a weight in it."""

Embedding = tuple[Key, dict[Symbol, Symbol]]
"""A weight in more variables, and which of them stand for those of another one."""

MOST_LIFTS = 12


@dataclass
class LogTerms:
    """An integrand as weights times sums of logarithms, and what is left of it."""

    weighted: dict[Key, list[Logs]] = field(default_factory=dict)
    rest: dict[Group, list[Expr]] = field(default_factory=dict)

    def add(self, key: Key, logs: Logs) -> None:
        """Logarithms that share a weight with others, yet stay apart from them."""
        self.weighted.setdefault(key, []).append(logs)


def tangent_bounds(form: NormalForm, groups: dict[Group, Expr]) -> Iterator[dict[Group, Expr]]:
    """Integrands below the given ones, without logarithms, that may be integrated instead of them."""
    read = _read(form, groups)
    if read is None or not read.weighted:
        return
    unfolded = _unfolded(form, read)
    for lifted in (lifted for terms in (read, unfolded) if terms is not None for lifted in _lifted(form, terms)):
        for bounded in (_by_products, _by_quotients, _by_roots):
            bound = bounded(form, lifted)
            if bound is not None:
                yield bound


def _read(form: NormalForm, groups: dict[Group, Expr]) -> LogTerms | None:
    """The integrands by weights; None where a product of logarithms occurs."""
    found, weighted = LogTerms(), dict[Key, Logs]()
    for group, integrand in groups.items():
        for term in form.terms(integrand):
            logs = [(base, exponent) for base, exponent in term.factors if isinstance(base, log)]
            if not logs:
                found.rest.setdefault(group, []).append(term.expression)
            elif len(logs) == 1 and logs[0][1] == 1:
                weight, argument = frozenset(_weight(form, term.without(logs[0][0]))), logs[0][0].args[0]
                together = weighted.setdefault((group, weight), {})
                together[argument] = together.get(argument, Integer(0)) + term.coefficient
            else:
                return None
    found.weighted = {key: [logs] for key, logs in weighted.items()}
    return found


def _unfolded(form: NormalForm, read: LogTerms) -> LogTerms | None:
    """The same with joint weights in place of mixtures, which are integrals of them; None where there are none."""
    found, wider = LogTerms(rest=read.rest), dict[Key, Logs]()
    for key, (logs,) in read.weighted.items():
        together = wider.setdefault(_joint(form, key), {})
        for argument, coefficient in logs.items():
            together[argument] = together.get(argument, Integer(0)) + coefficient
    found.weighted = {key: [logs] for key, logs in wider.items()}
    return found if found.weighted.keys() != read.weighted.keys() else None


def _joint(form: NormalForm, key: Key) -> Key:
    """A weight without its first integral: the variables of that one are among those of the group."""
    group, weight = key
    for base, exponent in sorted(weight, key=str):
        node = form.letters.nodes.get(base)
        if exponent == 1 and isinstance(node, BaseIntegral):
            taken = {symbol for symbol, _ in group}
            fresh = tuple((_unused(space, taken), space) for space in node.spaces)
            names = dict(zip(node.variables, (symbol for symbol, _ in fresh), strict=True))
            terms = form.terms(rewritten(node.integrand, names))
            if len(terms) == 1 and terms[0].coefficient == 1:
                return in_line((*group, *fresh)), weight - {(base, exponent)} | set(terms[0].factors)
    return key


def _unused(space: str, taken: set[Symbol]) -> Symbol:
    symbols = (place(space, position) for position in range(len(taken) + 1))
    found: Symbol = next(symbol for symbol in symbols if symbol not in taken)
    taken.add(found)
    return found


def _weight(form: NormalForm, term: Term) -> tuple[tuple[Expr, int], ...]:
    """The factors beside a logarithm; where a density among them is 0, so is the bound."""
    found = settled([Term(Integer(1), term.factors)], form.letters)
    return found[0].factors if found else term.factors


def _lifted(form: NormalForm, read: LogTerms) -> Iterator[LogTerms]:
    """The same where terms of few variables have joined weights that integrate to theirs, in every way."""
    keys = list(read.weighted)
    choices = [[*_choices(list(_embeddings(form, keys, key))), ((key, {}),)] for key in keys]
    for choice, _ in zip(product(*choices), range(MOST_LIFTS), strict=False):
        found = LogTerms(rest=read.rest)
        for key, embeddings in sorted(zip(keys, choice, strict=True), key=lambda pair: -len(pair[0][0])):
            for target, renaming in embeddings:
                (logs,) = read.weighted[key]
                found.add(target, {_renamed(form, x, renaming): c / len(embeddings) for x, c in logs.items()})
        yield found


def _choices(embeddings: list[Embedding]) -> list[tuple[Embedding, ...]]:
    """The same share to each of them, or all to one."""
    single: list[tuple[Embedding, ...]] = [(embedding,) for embedding in embeddings]
    return [tuple(embeddings), *single] if len(embeddings) > 1 else single


def _embeddings(form: NormalForm, targets: list[Key], key: Key) -> Iterator[Embedding]:
    """Weights in more variables whose integral over the additional ones is the weight, however these are chosen."""
    for target in targets:
        if len(target[0]) > len(key[0]):
            for places in permutations(target[0], len(key[0])):
                if all(old[1] == new[1] for old, new in zip(key[0], places, strict=True)):
                    renaming = {old[0]: new[0] for old, new in zip(key[0], places, strict=True)}
                    weight = frozenset((_renamed(form, base, renaming), e) for base, e in key[1])
                    if _integrates_to(form, target, [v for v in target[0] if v not in places], weight):
                        yield target, renaming


def _renamed(form: NormalForm, spelled: Expr, renaming: dict[Symbol, Symbol]) -> Expr:
    if all(old == new for old, new in renaming.items()):
        return spelled
    return form.letters.spelled(rewritten(form.letters.read_back(spelled), renaming))


def _integrates_to(form: NormalForm, target: Key, more: list[Variable], weight: Weight) -> bool:
    """Whether the integral of a weight over some of its variables is another weight."""
    try:
        value = form.split({tuple(more): form.letters.read_back(_product(target[1]))}) if more else None
    except OutOfScope:
        return False
    return value is not None and form.letters.spelled(value) == _product(weight)


def _by_products(form: NormalForm, terms: LogTerms, fineness: int = 1) -> dict[Group, Expr] | None:
    """All logarithms with a weight become one, and weights of the same logarithm too; log X = n log X^(1/n)."""
    merged: dict[tuple[Group, frozenset[tuple[Expr, Expr]]], list[Expr]] = {}
    for (group, factors), bundles in terms.weighted.items():
        logs = _together(bundles)
        if logs:
            scale, direction = _scale(logs), frozenset(_over(logs, _scale(logs)).items())
            opposite = frozenset(_over(logs, -scale).items())
            if (group, opposite) in merged:
                direction, scale = opposite, -scale
            merged.setdefault((group, direction), []).append(scale * _product(factors))
    bound = {group: list(parts) for group, parts in terms.rest.items()}
    for (group, direction), weights in merged.items():
        weight, logs = Add(*weights), dict(direction)
        signs = form.letters.facts.possible_signs(weight)
        if signs.within(Sign.NONPOSITIVE):
            weight, logs = -weight, _over(logs, Integer(-1))
        elif not signs.within(Sign.NONNEGATIVE):
            return None
        bound.setdefault(group, []).append(fineness * weight * (1 - 1 / _argument(_over(logs, Integer(fineness)))))
    return _read_back(form, bound)


def _by_roots(form: NormalForm, terms: LogTerms) -> dict[Group, Expr] | None:
    """-log u = -2 log sqrt(u) >= 2 (1 - sqrt(u)), which is tighter."""
    return _by_products(form, terms, fineness=2)


def _by_quotients(form: NormalForm, terms: LogTerms) -> dict[Group, Expr] | None:
    """C log w - sum c log v >= sum c (1 - v/w) where C = sum c: one logarithm against several others."""
    bound = {group: list(parts) for group, parts in terms.rest.items()}
    for (group, factors), bundles in terms.weighted.items():
        weight = _product(factors)
        if len(bundles) < 2 or not form.letters.facts.possible_signs(weight).within(Sign.NONNEGATIVE):
            return None
        numbers = [logs for logs in bundles[1:] if all(argument.is_number for argument in logs)]
        own, others = _together([bundles[0], *numbers]), [logs for logs in bundles[1:] if logs not in numbers]
        scale = _scale(bundles[0])
        if scale != Add(*map(_scale, others)):
            return None
        above = _argument(_over(own, scale))
        for logs in others:
            below = _argument(_over(logs, -_scale(logs)))
            bound.setdefault(group, []).append(weight * _scale(logs) * (1 - below / above))
    return _read_back(form, bound)


def _read_back(form: NormalForm, bound: dict[Group, list[Expr]]) -> dict[Group, Expr]:
    return {group: form.letters.read_back(Add(*parts)) for group, parts in bound.items()}


def _product(factors: Weight) -> Expr:
    return Mul(*(Pow(base, exponent) for base, exponent in factors))


def _together(bundles: list[Logs]) -> Logs:
    """The sum of some linear combinations of logarithms."""
    total: Logs = {}
    for argument, coefficient in (pair for logs in bundles for pair in logs.items()):
        total[argument] = total.get(argument, Integer(0)) + coefficient
    return {argument: coefficient for argument, coefficient in total.items() if coefficient != 0}


def _over(logs: Logs, scale: Expr) -> Logs:
    return {argument: coefficient / scale for argument, coefficient in logs.items()}


def _argument(logs: Logs) -> Expr:
    """The argument of the one logarithm that the combination is."""
    return Mul(*(Pow(argument, coefficient) for argument, coefficient in logs.items()))


def _scale(logs: Logs) -> Expr:
    """The largest number of which all coefficients are whole multiples."""
    numbers = [Rational(coefficient) for coefficient in logs.values()]
    return Rational(reduce(gcd, (abs(n.p) for n in numbers)), reduce(lcm, (n.q for n in numbers)))
