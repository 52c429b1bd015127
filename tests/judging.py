"""Calculations judged line by line without a page: the variables come from one table of domains."""

import time

from derive.claim import Claim
from derive.engine import decide, screen


def claims(calculation, domains, *conditions):
    """What each line of a calculation claims, for all values of the variables that occur in it."""
    steps = calculation.steps
    lefts = [calculation.head, *(step.rhs for step in steps[:-1])]
    parts = [*(side for step in steps for side in (step.lhs, step.rhs)), calculation.head, *conditions]
    used = {symbol for part in parts if part is not None for symbol in part.free_symbols}
    known = {symbol: domain for symbol, domain in domains.items() if symbol in used}
    return [
        Claim(left if step.lhs is None else step.lhs, step.relation, step.rhs, known, conditions, approach=step.approach)
        for left, step in zip(lefts, steps, strict=True)
    ]


def judged(calculation, domains, *conditions):
    """The evidence for each line of a calculation."""
    return [decide(claim, screen([claim])[0]) for claim in claims(calculation, domains, *conditions)]


def verdict(calculation, domains, *conditions):
    """The worst verdict of the lines, in a word."""
    return max((evidence.verdict for evidence in judged(calculation, domains, *conditions)), key=lambda v: v.rank).value


SLOWEST = 2.0
"""Seconds that a line may take."""


def timed_verdict(calculation, domains, *conditions):
    """The worst verdict of the lines; none of them may take long."""
    started = time.perf_counter()
    found = verdict(calculation, domains, *conditions)
    assert time.perf_counter() - started < SLOWEST * len(calculation.steps)
    return found
