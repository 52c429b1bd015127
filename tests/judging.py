"""Calculations judged line by line without a page: the variables come from one table of domains."""

from derive.claim import Claim
from derive.engine import decide, screen


def judged(calculation, domains, *conditions):
    """The evidence for each line of a calculation; only variables that occur in it are quantified over."""
    steps = calculation.steps
    lefts = [calculation.head, *(step.rhs for step in steps[:-1])]
    parts = [*(side for step in steps for side in (step.lhs, step.rhs)), calculation.head, *conditions]
    used = {symbol for part in parts if part is not None for symbol in part.free_symbols}
    known = {symbol: domain for symbol, domain in domains.items() if symbol in used}
    found = []
    for left, step in zip(lefts, steps, strict=True):
        lhs = left if step.lhs is None else step.lhs
        claim = Claim(lhs, step.relation, step.rhs, known, tuple(conditions), approach=step.approach)
        found.append(decide(claim, screen([claim])[0]))
    return found


def verdict(calculation, domains, *conditions):
    """The worst verdict of the lines, in a word."""
    return max((evidence.verdict for evidence in judged(calculation, domains, *conditions)), key=lambda v: v.rank).value
