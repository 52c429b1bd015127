"""One claim from outside, read as a whole: sides, relation, declarations, conditions, reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sympy import Limit, Rational, Symbol, oo
from sympy.core.relational import Eq, Ge, Gt, Le, Lt, Relational

from derive.calculation import BETWEEN_NUMBERS, Approach, Relation
from derive.claim import Claim, Reading
from derive.domains import REAL
from derive.errors import AuthoringError
from derive.reader.conditions import check_consistent
from derive.reader.declarations import check_name, declared
from derive.reader.errors import UnreadableText, nearest, shortened
from derive.reader.expressions import read, read_condition

KEYS = ("id", "lhs", "relation", "rhs", "symbols", "conditions", "assuming", "values")

NEEDED = ("lhs", "relation", "rhs")

ELSEWHERE = {
    "assume": "assuming", "assumptions": "assuming", "given": "conditions", "where": "conditions",
    "hypotheses": "conditions", "domains": "symbols", "variables": "symbols", "vars": "symbols", "let": "symbols",
    "reading": "values", "left": "lhs", "right": "rhs", "rel": "relation",
}  # fmt: skip
"""Keys that would change the claim if they were passed over, and the ones that are read."""

RELATIONS = {relation.value: relation for relation in Relation if relation in BETWEEN_NUMBERS}
MEANT = {
    "==": "=", "===": "=", "eq": "=", "≤": "<=", "=<": "<=", "≦": "<=", "≥": ">=", "=>": ">=", "≧": ">=", "≠": "!=",
    "<>": "!=", "/=": "!=", "ne": "!=", "le": "<=", "lt": "<", "ge": ">=", "gt": ">", ":=": "=",
}  # fmt: skip
"""Other signs for the same relations, for the hint beside one that is unknown."""

MOST_SYMBOLS = 50
MOST_CONDITIONS = 100


def claim_from(entry: Mapping[str, Any]) -> Claim:
    """The claim of one line of a claims file; keys that it does not know are passed over.

    Raises `AuthoringError` that says which part cannot be read, and why.

    >>> claim = claim_from({"lhs": "x**2", "relation": ">=", "rhs": "0", "symbols": {"x": {"real": True}}})
    >>> claim.lhs, claim.relation.value, claim.rhs, claim.reading
    (x**2, '>=', 0, <Reading.REAL: 'real'>)
    >>> claim_from({"lhs": "x", "relation": "=", "rhs": "x"})
    Traceback (most recent call last):
    derive.errors.AuthoringError: lhs: unknown name 'x': it is not declared (nothing is declared)
        x
        ^
    """
    _check_keys(entry)
    symbols = entry.get("symbols")
    if not isinstance(symbols if symbols is not None else {}, Mapping):
        raise AuthoringError('symbols: an object is expected, as in {"x": {"real": true}}')
    return claim_of(
        entry["lhs"], entry["relation"], entry["rhs"], domains=symbols or {},
        conditions=_listed(entry, "conditions"), assuming=_listed(entry, "assuming"), values=entry.get("values"),
    )  # fmt: skip


def claim_of(
    lhs: str, relation: str, rhs: str, *,
    domains: Mapping[str, Any], conditions: Sequence[str] = (), assuming: Sequence[str] = (), values: str | None = None,
) -> Claim:  # fmt: skip
    """The claim that texts state; the reading is real unless `values` or a complex variable says otherwise.

    Raises `AuthoringError` that says which part cannot be read, and why.

    >>> claim_of("sqrt(x)", "<", "x + 1", domains={"x": "nonnegative"}, conditions=["x < 1/2"]).conditions
    (x < 1/2,)
    >>> claim_of("x", "is", "x", domains={"x": "real"})
    Traceback (most recent call last):
    derive.errors.AuthoringError: relation: 'is' is none of =, <=, <, >=, >, !=
    """
    related = relation_of(relation)
    known = _variables(domains)
    reading = reading_of(values, any(not domain.domain.is_real for domain in known.values()))
    names = {name: known[name].domain.symbol(name) for name in known}
    left = _read("lhs", lhs, names, reading)
    built = Claim(
        left,
        related,
        _limit_of(left, rhs) or _read("rhs", rhs, names, reading),
        {names[name]: declaration.domain for name, declaration in known.items()},
        (*_conditions("condition", conditions, names, reading),
         *(fact for name, declaration in known.items() for fact in declaration.conditions(names[name]))),
        _conditions("assumption", assuming, names, reading),
        reading=reading,
    )  # fmt: skip
    check_hypotheses(built)
    return as_limit(built)


def relation_of(text: Any) -> Relation:
    """The relation that a sign stands for.

    >>> relation_of("<=").name
    'AT_MOST'
    >>> relation_of("=<")
    Traceback (most recent call last):
    derive.errors.AuthoringError: relation: '=<' is none of =, <=, <, >=, >, !=; did you mean <=?
    """
    if isinstance(text, str) and text.strip() in RELATIONS:
        return RELATIONS[text.strip()]
    meant = MEANT.get(text.strip().lower()) if isinstance(text, str) else None
    hint = f"; did you mean {meant}?" if meant else ""
    raise AuthoringError(f"relation: {shortened(repr(text))} is none of {', '.join(RELATIONS)}{hint}")


def reading_of(values: Any, has_complex: bool) -> Reading:  # noqa: FBT001  (a fact about the claim)
    """The reading that is asked for; without a word the real one, unless a variable is complex."""
    if values is None:
        return Reading.COMPLEX if has_complex else Reading.REAL
    if values not in ("real", "complex"):
        raise AuthoringError(f'values: {shortened(repr(values))} is neither "real" nor "complex"')
    if values == "real" and has_complex:
        raise AuthoringError('values: "real" contradicts a symbol that is declared complex')
    return Reading(values)


def check_hypotheses(claim: Claim) -> None:
    """Raise `AuthoringError` for hypotheses that contradict each other, or the domain of a variable.

    Only what can be seen at once is found here: two relations between the same sides, and a variable
    against a number.
    """
    try:
        check_consistent(claim.hypotheses)
    except UnreadableText as error:
        raise AuthoringError(error.message) from None
    for symbol, domain in claim.domains.items():
        if domain.is_interval:
            _check_range(symbol, domain, claim.hypotheses)


def as_limit(claim: Claim) -> Claim:
    """``Limit(f, x, a) = b`` as the claim that f tends to b, for which there are provers of their own."""
    limit = claim.lhs
    if claim.relation is not Relation.EQUAL or not isinstance(limit, Limit) or claim.reading is not Reading.REAL:
        return claim
    if claim.rhs.has(Limit):
        return claim
    body, variable, point, direction = limit.args
    return replace(
        claim, lhs=body, relation=Relation.TENDS_TO, domains={**claim.domains, variable: REAL},
        approach=Approach(variable, point, str(direction)),
    )  # fmt: skip


def _check_keys(entry: Mapping[str, Any]) -> None:
    for key in entry:
        if key not in KEYS and key.lower() in ELSEWHERE:
            raise AuthoringError(f"the key {key!r} is not read: did you mean {ELSEWHERE[key.lower()]!r}?")
        if key not in KEYS and _is_misspelt(key):
            raise AuthoringError(f"the key {shortened(key)!r} is not read{nearest(key, KEYS)}")
    missing = [key for key in NEEDED if key not in entry]
    if missing:
        raise AuthoringError(f"a claim needs {', '.join(NEEDED)}: there is no {' and no '.join(missing)}")


def _listed(entry: Mapping[str, Any], key: str) -> list[Any]:
    found = entry.get(key)
    if not isinstance(found if found is not None else [], list):
        raise AuthoringError(f'{key}: a list is expected, as in ["x < y"]')
    return found or []


def _is_misspelt(key: str) -> bool:
    """Whether a key is almost one that is read: to pass it over would change the claim."""
    from difflib import get_close_matches

    return bool(get_close_matches(key.lower()[:40], KEYS, n=1, cutoff=0.88))


def _variables(domains: Mapping[str, Any]) -> dict[str, Any]:
    if len(domains) > MOST_SYMBOLS:
        raise AuthoringError(f"symbols: {len(domains)} variables, more than the {MOST_SYMBOLS} that are read")
    try:
        return {check_name(name): declared(name, declaration) for name, declaration in domains.items()}
    except AuthoringError as error:
        raise AuthoringError(f"symbols: {error.message}") from None


def _read(part: str, text: Any, names: Mapping[str, Any], reading: Reading) -> Any:
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(getattr(text, "text", text))
    if not isinstance(text, str):
        raise AuthoringError(f"{part}: a text is expected, not {shortened(repr(text))}")
    try:
        return read(text, names, reading)
    except UnreadableText as error:
        raise AuthoringError(f"{part}: {error.message}") from None


def _limit_of(lhs: Any, rhs: Any) -> Any:
    """oo or -oo, where a limit may be that; else None."""
    return INFINITE.get(rhs.strip()) if isinstance(lhs, Limit) and isinstance(rhs, str) else None


INFINITE = {"oo": oo, "+oo": oo, "-oo": -oo}


def _conditions(
    part: str, texts: Iterable[Any], names: Mapping[str, Any], reading: Reading
) -> tuple[Relational, ...]:
    found: list[Relational] = []
    for number, text in enumerate(texts, start=1):
        if number > MOST_CONDITIONS:
            raise AuthoringError(f"{part}s: more than the {MOST_CONDITIONS} that are read")
        if not isinstance(text, str):
            raise AuthoringError(f"{part} {number}: a text is expected, not {shortened(repr(text))}")
        try:
            found += read_condition(text, names, reading)
        except UnreadableText as error:
            raise AuthoringError(f"{part} {number}: {error.message}") from None
    return tuple(found)


def _check_range(symbol: Symbol, domain: Any, hypotheses: Iterable[Relational]) -> None:
    """Whether anything of an interval is left by the relations between its variable and numbers."""
    left = domain.whole
    for hypothesis in hypotheses:
        bound = _bound(symbol, hypothesis)
        if bound is None:
            continue
        left = left.intersect(bound)
        if left.is_empty:
            raise AuthoringError(
                f"the condition {hypothesis} contradicts what else is said of {symbol} ({domain.name})"
            )


def _bound(symbol: Symbol, hypothesis: Relational) -> Any:
    """The numbers at which a relation between a variable and a number holds."""
    left, right = hypothesis.args
    if isinstance(hypothesis, Lt | Le | Gt | Ge | Eq) and {left, right} & {symbol}:
        number = right if left == symbol else left
        if isinstance(number, Rational):
            return type(hypothesis)(left, right).as_set()
    return None
