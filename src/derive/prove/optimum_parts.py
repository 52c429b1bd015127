"""Optima where one formula for the slope does not do: kinks, ends of the domain, parameters at an end.

- The values elsewhere are compared with the one claimed to be best, as an inequality.
- The open interior of the domain is looked at apart from its ends.  An end at which the function has no value
  drops out; at another one the value is compared.
- A parameter whose domain holds an end, or 0, is looked at there and elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sympy import Expr, FiniteSet, Interval, Ne, Piecewise, Symbol, false, nan, oo, true, zoo

from derive.calculation import Relation
from derive.claim import Claim
from derive.domains import Domain, domain_on
from derive.evidence import Proof, Trust
from derive.prove.cases import prove_cases
from derive.prove.extrema import prove_by_extremum
from derive.prove.facts import Facts
from derive.prove.inequalities import prove_inequality
from derive.prove.sign import Sign
from derive.prove.throughout import bare_facts, is_defined, lies_in
from derive.terms.optimum import Objective
from derive.tree import rewritten

Way = Callable[[Claim], Proof | None]

BEYOND = {Relation.MINIMISES: Relation.ABOVE, Relation.MAXIMISES: Relation.BELOW}
"""How every other value compares with the optimal one."""

MOST_PARAMETERS = 3


def first_proof(claim: Claim, ways: Iterable[Way]) -> Proof | None:
    """The proof that the first of several ways finds."""
    return next((proof for proof in (way(claim) for way in ways) if proof is not None), None)


def prove_by_values(claim: Claim) -> Proof | None:
    """The value at every other point is beyond the one at the claimed optimum, variable by variable.

    Two points differ in a first variable: those before it are put in, and it is kept apart.

    >>> from derive.domains import REAL
    >>> from sympy import Abs, Integer
    >>> t = REAL.symbol("t")
    >>> prove_by_values(Claim(Integer(0), Relation.MINIMISES, Objective(Abs(t), t), {t: REAL})).method
    'every other value is larger: signs'
    """
    point, bare = claim.rhs.point(claim.lhs), bare_facts(claim)
    if not all(lies_in(value, claim.domains[t], bare) for t, value in point.items()):
        return None
    best = rewritten(claim.rhs.value, point)
    if not is_defined(best, bare):
        return None
    settled: dict[Symbol, Expr] = {}
    methods: dict[str, None] = {}
    for variable, value in point.items():
        beyond = claim.relating(rewritten(claim.rhs.value, settled), BEYOND[claim.relation], best)
        apart = replace(beyond, conditions=(*claim.conditions, Ne(variable, value, evaluate=False)))
        proof = _inequality(apart)
        if proof is None:
            return None
        methods[proof.method] = None
        settled[variable] = value
    word = "larger" if claim.relation is Relation.MINIMISES else "smaller"
    return Proof(method=f"every other value is {word}: {', '.join(methods)}", trusts=Trust.RULE)


def _inequality(claim: Claim) -> Proof | None:
    facts = Facts.of(claim)
    ways = (prove_inequality, prove_cases, prove_by_extremum)
    return next((proof for proof in (way(claim, facts) for way in ways) if proof is not None), None)


def by_parts(claim: Claim, way: Way, depth: int = MOST_PARAMETERS) -> Proof | None:
    """The optimum on the open interior and against the ends, for each kind of parameter by itself."""
    proof = _inside_and_at_the_ends(claim, way)
    if proof is not None or depth == 0:
        return proof
    parameter = next(_turning(claim), None)
    if parameter is None:
        return None
    proofs: list[Proof] = []

    def deeper(part: Claim) -> Proof | None:
        return by_parts(part, way, depth - 1)

    for part in _split(claim, parameter):
        found = None if part is None else first_proof(part, (way, prove_by_values, deeper))
        if found is None:
            return None
        proofs.append(found)
    methods = "; ".join(dict.fromkeys(proof.method for proof in proofs))
    return Proof(method=f"for each sign of {parameter}: {methods}", trusts=Trust.RULE) if proofs else None


def _inside_and_at_the_ends(claim: Claim, way: Way) -> Proof | None:
    t, f = claim.rhs.variable, claim.rhs.value
    whole = claim.domains[t].whole
    if not isinstance(whole, Interval):
        return None
    ends = [e for e, is_open in ((whole.start, whole.left_open), (whole.end, whole.right_open)) if not is_open]
    if claim.lhs in ends:
        return _beyond_an_end(claim, t, whole)
    left_open, right_open = (e not in ends or _is_pole(f, t, e) for e in (whole.start, whole.end))
    natural = Interval(whole.start, whole.end, left_open, right_open)
    for part, others in ((natural, []), (natural.interior, [e for e in ends if e in natural])):
        inner = _on(claim, t, part)
        proof = None if part == whole else way(inner)
        if proof is not None and all(_is_beyond(claim, end) for end in others):
            return replace(proof, method=f"{proof.method}{', and the ends are worse' if others else ''}")
    return None


def _beyond_an_end(claim: Claim, t: Symbol, whole: Interval) -> Proof | None:
    """The optimum is claimed at a closed end: all other values are compared with the one there."""
    best = claim.rhs.value.xreplace({t: claim.lhs})
    rest = _on(claim, t, Interval(whole.start, whole.end, claim.lhs == whole.start, claim.lhs == whole.end))
    if best.has(zoo, nan, oo, -oo) or not is_defined(best, bare_facts(claim)):
        return None
    proof = _inequality(rest.relating(rest.rhs.value, BEYOND[claim.relation], best))
    return None if proof is None else Proof(method=f"beyond the value at the end: {proof.method}", trusts=Trust.RULE)


def _is_pole(f: Expr, t: Symbol, end: Expr) -> bool:
    """Whether a term of f certainly has no value at an end."""
    return bool(f.xreplace({t: end}).has(zoo, nan, oo, -oo))


def _on(claim: Claim, t: Symbol, whole: Interval) -> Claim:
    """The same claim where t has only the values of a smaller interval."""
    return _with_domain(claim, t, domain_on(whole, str(whole)))


def _with_domain(claim: Claim, symbol: Symbol, domain: Domain) -> Claim:
    narrow = domain.symbol(symbol.name)
    renamed = _with_value(claim, symbol, narrow)
    domains = {narrow if s == symbol else s: domain if s == symbol else d for s, d in claim.domains.items()}
    value, *variables = renamed.rhs.args
    return replace(renamed, domains=domains, rhs=Objective(_without_cases(value, Facts(domains)), *variables))


def _without_cases(value: Expr, facts: Facts) -> Expr:
    """The expression with each `Piecewise` in it decided, where its conditions are about what is certainly not 0."""
    chosen = {}
    for node in value.atoms(Piecewise):
        (first, condition), *_ = node.args
        if isinstance(condition, Ne) and facts.imply(condition.lhs - condition.rhs, Sign.NONZERO):
            chosen[node] = first
    return rewritten(value, chosen)


def _with_value(claim: Claim, symbol: Symbol, value: Expr) -> Claim:
    """The claim with a variable replaced, worked out anew: a `Piecewise` may be decided by it."""
    put = {symbol: value}
    return replace(
        claim,
        lhs=claim.lhs.xreplace(put),
        rhs=Objective(*(part.xreplace(put) for part in claim.rhs.args)),
        domains={s: d for s, d in claim.domains.items() if s != symbol},
        conditions=tuple(condition.xreplace(put) for condition in claim.conditions),
        assuming=tuple(condition.xreplace(put) for condition in claim.assuming),
    )


def _is_beyond(claim: Claim, end: Expr) -> bool:
    """Whether the value at an end is worse than the optimal one."""
    at_end = claim.rhs.value.xreplace({claim.rhs.variable: end})
    best = rewritten(claim.rhs.value, claim.rhs.point(claim.lhs))
    return _inequality(claim.relating(at_end, BEYOND[claim.relation], best)) is not None


def _turning(claim: Claim) -> Iterator[Symbol]:
    """Parameters on whose values a `Piecewise` turns, and whose domains hold an end or 0."""
    switches = [c for node in claim.rhs.value.atoms(Piecewise) for _, c in node.args]
    named = {symbol for condition in switches for symbol in getattr(condition, "free_symbols", ())}
    for symbol, domain in claim.domains.items():
        if symbol in named and symbol not in claim.rhs.variables and domain.points:
            yield symbol


def _split(claim: Claim, parameter: Symbol) -> Iterator[Claim | None]:
    """The claim at the special values of a parameter, and between them; None where it has no meaning."""
    domain = claim.domains[parameter]
    for value in domain.points:
        part = _with_value(claim, parameter, value)
        if any(condition == false for condition in part.hypotheses):
            continue
        part = replace(
            part,
            conditions=tuple(condition for condition in part.conditions if condition != true),
            assuming=tuple(condition for condition in part.assuming if condition != true),
        )
        yield None if part.lhs.has(zoo, nan) or part.rhs.value.has(zoo, nan) else part
    rest = domain.whole - FiniteSet(*domain.points)
    for piece in [rest] if isinstance(rest, Interval) else rest.args:
        yield _with_domain(claim, parameter, domain_on(piece, str(piece))) if isinstance(piece, Interval) else None
