"""`@derivation`: a function whose signature is the "for all" and whose body is the page."""

from __future__ import annotations

import ast
import inspect
import linecache
import textwrap
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any

from sympy import Basic, Expr, Symbol
from sympy.core.relational import Relational

from derive.abstract.kinds import Kind, Notation
from derive.abstract.premises import Premise
from derive.calculation import BETWEEN_NUMBERS, Assumption, Calculation, Relation, Step
from derive.claim import Claim, Reading
from derive.displayed import Displayed
from derive.domains import BY_NAME, Domain
from derive.errors import AuthoringError
from derive.exactness import exact

if TYPE_CHECKING:
    from derive.numeric.batch import Batch
    from derive.report.model import Report
    from derive.verification import Verification


@dataclass(frozen=True)
class Page:
    """What the body of a derivation returned: its calculations and the facts it takes for granted."""

    calculations: tuple[Calculation, ...]
    assumptions: tuple[Assumption, ...]


class Derivation(Displayed):
    """A derivation: call it with exact numbers to get its page there, or `check()` it for all values."""

    def __init__(
        self, body: Callable[..., Any], source: str, where: Callable[..., Any] | None, values: str | None,
        spaces: Mapping[str, str] | None = None, shapes: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        update_wrapper(self, body)
        self.body = body
        self.name = body.__name__
        self.source = source
        self.where = where
        self.values = values
        self.spaces = dict(spaces or {})
        self.shapes = dict(shapes or {})
        self.path = inspect.getsourcefile(body) or "<unknown>"
        self.line = _line_of(body)
        self.claim_in_words = inspect.getdoc(body) or ""

    def __repr__(self) -> str:
        return f"<derivation {self.name} ({self.source})>"

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The page at the given values of the variables."""
        return self.body(*args, **kwargs)

    @cached_property
    def variables(self) -> dict[str, Domain | Kind]:
        """What each variable of the signature may be.

        Raises `AuthoringError` for a variable without a domain, or with an unknown one.
        """
        try:
            hints = typing.get_type_hints(self.body, include_extras=True)
        except NameError as error:
            raise self._error(f"unknown domain {error.name!r}: {_known_domains()}") from None
        found: dict[str, Domain | Kind] = {}
        for name in inspect.signature(self.body).parameters:
            domain = next(iter(getattr(hints.get(name), "__metadata__", ())), None)
            if not isinstance(domain, Domain | Kind):
                raise self._error(f"the variable {name} needs a domain: {_known_domains()}")
            found[name] = domain
        self._check_names("spaces", self.spaces, found)
        self._check_names("shapes", self.shapes, found)
        return found

    @cached_property
    def domains(self) -> dict[Symbol, Domain]:
        """The variables that are numbers, in the order of the signature, with their domains."""
        numbers = {name: domain for name, domain in self.variables.items() if isinstance(domain, Domain)}
        return {domain.symbol(name): domain for name, domain in numbers.items()}

    @cached_property
    def structures(self) -> dict[Basic, Kind]:
        """The variables that are no numbers, in the order of the signature, with their kinds."""
        notation = Notation(self.spaces, self.shapes, {symbol.name: symbol for symbol in self.domains})
        found: dict[Basic, Kind] = {}
        for name, kind in self.variables.items():
            if isinstance(kind, Kind):
                try:
                    fitted = kind.fitted(name, notation)
                except AuthoringError as error:
                    raise self._error(error.message) from None
                found[fitted.key(name)] = fitted
        return found

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """What the body receives for each variable, by name in the order of the signature."""
        numbers = {symbol.name: symbol for symbol in self.domains}
        others = {str(getattr(key, "name", key)): kind.argument(key) for key, kind in self.structures.items()}
        return {name: {**numbers, **others}[name] for name in self.variables}

    @property
    def reading(self) -> Reading:
        """As the author asked; without a word, complex if a variable is."""
        if self.values is not None:
            return Reading(self.values)
        return Reading.REAL if all(domain.is_real for domain in self.domains.values()) else Reading.COMPLEX

    @cached_property
    def page(self) -> Page:
        """The page for symbolic values of the variables.

        Raises `AuthoringError` if the body returns anything but calculations and assumptions.
        """
        return self._as_page(self.body(*self.arguments.values()))

    @cached_property
    def stated(self) -> tuple[Relational | Premise, ...]:
        """What `where=` states of the variables."""
        if self.where is None:
            return ()
        try:
            wanted = [self.arguments[name] for name in inspect.signature(self.where).parameters]
        except KeyError as error:
            raise self._error(f"where= speaks of {error}, which is no variable of {self.name}") from None
        stated = self.where(*wanted)
        conditions = tuple(stated) if isinstance(stated, tuple | list) else (stated,)
        for condition in conditions:
            if not isinstance(condition, Relational | Premise):
                raise self._error(f"where= must give conditions such as x < y, but gave {condition!r}")
        return conditions

    @cached_property
    def conditions(self) -> tuple[Relational, ...]:
        """The conditions between numbers that `where=` states."""
        return tuple(exact(fact, self.line) for fact in self.stated if isinstance(fact, Relational))

    @cached_property
    def premises(self) -> tuple[Premise, ...]:
        """What is known of the variables that are no numbers: stated by `where=`, or assumed."""
        assumed = (assumption.fact for assumption in self.page.assumptions)
        return tuple(fact for fact in (*self.stated, *assumed) if isinstance(fact, Premise))

    @property
    def conclusion(self) -> Expr:
        """The last expression of the page, for use in other derivations."""
        return self.page.calculations[-1].conclusion

    def claim(self, lhs: Any, relation: Relation, rhs: Any, step: Step | None = None) -> Claim:
        """A claim about the variables of this derivation under its hypotheses."""
        return Claim(
            lhs, relation, rhs, self.domains, self.conditions,
            tuple(a.fact for a in self.page.assumptions if isinstance(a.fact, Relational)),
            step.approach if step is not None else None, self.reading, self.structures, self.premises,
        )  # fmt: skip

    def check(self, *, timeout: float = 10.0) -> Report:
        """Decide every step; `timeout` is in seconds a step."""
        from derive.check import check_derivation

        return check_derivation(self, timeout=timeout)

    def lambdify(self) -> Batch:
        """NumPy functions of both sides of every step, over batches of points."""
        from derive.numeric.batch import Batch

        return Batch.of(self)

    def verify(
        self, points: Any = None, *, samples: float | None = None, seed: int = 0, budget: int = 1_000
    ) -> Verification:
        """Both sides of every step at many points, drawn from the domains or the user's own.

        `points` are arrays by name (a mapping), in the order of the signature, or an iterator of chunks
        of them; without them `samples` points (a million) are drawn.  Where floats differ by more than
        rounding explains, at most `budget` points a step are looked at in balls.
        """
        from derive.verification import verify

        return verify(self, points, samples=samples, seed=seed, budget=budget)

    def _as_page(self, returned: Any) -> Page:
        entries = _named_entries(returned, self.body)
        calculations = [entry.named(name) for name, entry in entries if isinstance(entry, Calculation)]
        assumptions = [entry for _, entry in entries if isinstance(entry, Assumption)]
        strangers = [entry for _, entry in entries if not isinstance(entry, Calculation | Assumption)]
        if strangers:
            raise self._error(f"a derivation returns calculations, as calc(...) makes, but found {strangers[0]!r}")
        if not calculations:
            raise self._error(f"{self.name} returns no calculation: end it with `return calc(...)`")
        names = [calculation.name for calculation in calculations]
        doubled = next((name for name in names if names.count(name) > 1), None)
        if doubled:
            raise self._error(f"two calculations are named {doubled!r}: give each a name of its own")
        self._check_symbols(calculations)
        if self.structures:
            self._check_shapes(calculations)
        if self.reading is Reading.COMPLEX:
            self._check_relations(calculations)
        return Page(tuple(calculations), tuple(assumptions))

    def _check_symbols(self, calculations: list[Calculation]) -> None:
        """Refuse symbols that are no variables of the derivation: nothing is known about them."""
        for calculation in calculations:
            sides = [(calculation.line, calculation.head)]
            sides += [(s.line, side) for s in calculation.steps for side in (s.lhs, s.rhs)]
            for line, side in sides:
                strangers: set[Symbol] = getattr(side, "free_symbols", set()) - set(self.domains) - set(self.structures)
                strangers = {s for s in strangers if s.name != "an interval"}
                if strangers:
                    name = min(symbol.name for symbol in strangers)
                    raise AuthoringError(
                        f"{name} is no variable of {self.name}: declare it in the signature",
                        path=self.path, line=line,
                    )  # fmt: skip

    def _check_shapes(self, calculations: list[Calculation]) -> None:
        """Refuse lines whose vectors and matrices do not fit together, unless they are marked as errata."""
        from derive.terms.vectors.shapes import misfit

        for calculation in calculations:
            steps = [step for step in calculation.steps if step.erratum is None]
            steps += [step.correction for step in calculation.steps if step.correction is not None]
            sides = [(calculation.line, calculation.head)]
            sides += [(step.line, side) for step in steps for side in (step.lhs, step.rhs)]
            for line, side in sides:
                problem = misfit(side)
                if problem is not None:
                    raise AuthoringError(f"the shapes do not fit: {problem}", path=self.path, line=line)

    def _check_relations(self, calculations: list[Calculation]) -> None:
        """Refuse what has no meaning yet in the complex reading: limits, implications, optima."""
        for step in (step for calculation in calculations for step in calculation.steps):
            relation = step.rhs.relation if step.relation is Relation.NOT_ALWAYS else step.relation
            if relation not in BETWEEN_NUMBERS:
                raise AuthoringError(
                    f"the relation {relation.value!r} has a meaning in the real reading only, "
                    "and this derivation is read in the complex plane: write it without complex variables",
                    path=self.path, line=step.line,
                )  # fmt: skip

    def _check_names(self, option: str, named: Mapping[str, str], variables: Mapping[str, Any]) -> None:
        unknown = next((name for name in named if name not in variables), None)
        if unknown is not None:
            raise self._error(f"{option}= speaks of {unknown!r}, which is no variable of {self.name}")

    def _error(self, message: str) -> AuthoringError:
        return AuthoringError(message, path=self.path, line=self.line)


def derivation(
    *, source: str, where: Callable[..., Any] | None = None, values: str | None = None,
    spaces: Mapping[str, str] | None = None, shapes: Mapping[str, str] | None = None,
) -> Callable[[Callable[..., Any]], Derivation]:
    """Mark a function as a derivation; nothing of it runs before it is checked.

    `source` names the document and the problem part.  `where` takes variables by name and gives the
    condition, or a tuple of conditions, under which the derivation speaks.  `values="complex"` asks for
    the complex reading (principal branches), which is the default only where a variable is complex.
    `spaces` names the sample spaces of densities and points ("x, z", "z | x"), `shapes` the sizes of
    vectors and matrices ("n", "n, m").

    >>> from derive import Real, calc, derivation, equals
    >>> @derivation(source="any textbook")
    ... def square_of_a_sum(a: Real, b: Real):
    ...     '''(a + b)^2 = a^2 + 2ab + b^2.'''
    ...     return calc((a + b)**2, equals(a**2 + 2*a*b + b**2))
    >>> square_of_a_sum.conclusion
    a**2 + 2*a*b + b**2
    >>> derivation(source=3)
    Traceback (most recent call last):
    derive.errors.AuthoringError: source= takes a text that names document and problem, not 3
    """
    if not isinstance(source, str):
        raise AuthoringError(f"source= takes a text that names document and problem, not {source!r}")
    if values not in (None, "real", "complex"):
        raise AuthoringError(f"values= takes 'real' or 'complex', not {values!r}")
    return lambda body: Derivation(body, source, where, values, spaces, shapes)


def local_left_sides(calculation: Calculation) -> list[Any]:
    """The left side of each step of a page: its own, or the line before."""
    lines = [calculation.head, *(step.rhs for step in calculation.steps[:-1])]
    return [step.lhs if step.lhs is not None else line for step, line in zip(calculation.steps, lines, strict=True)]


def _line_of(body: Callable[..., Any]) -> int:
    """Line of the ``def``, below its decorators."""
    code = inspect.unwrap(body).__code__
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename, body.__globals__)
    first, last = code.co_firstlineno, max(line for _, _, line in code.co_lines() if line is not None)
    heads = (i for i, text in enumerate(lines[first - 1 : last], start=first) if text.lstrip().startswith("def "))
    return next(heads, first)


def _known_domains() -> str:
    return f"write it as in `x: Real`; domains are {', '.join(BY_NAME)}, and Annotated[Expr, interval(a, b)]"


def _named_entries(returned: Any, body: Callable[..., Any]) -> list[tuple[str, Any]]:
    """What the body returned, with a name for each entry: of a mapping, of its variable, or a number."""
    if isinstance(returned, Mapping):
        return [(str(name), entry) for name, entry in returned.items()]
    if not isinstance(returned, tuple | list):
        return [("main", returned)]
    names = _returned_names(body)
    numbered = [f"part_{i}" for i in range(1, len(returned) + 1)]
    if len(names) == len(returned):
        numbered = [name or number for name, number in zip(names, numbered, strict=True)]
    return list(zip(numbered, returned, strict=True))


def _returned_names(body: Callable[..., Any]) -> list[str | None]:
    """The variable names in ``return slope, concave``, as far as the source shows them."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(body)))
    except (OSError, TypeError, SyntaxError):
        return []
    returns = list(_returns_of(tree.body[0]))
    if len(returns) != 1 or not isinstance(returns[0].value, ast.Tuple):
        return []
    return [entry.id if isinstance(entry, ast.Name) else None for entry in returns[0].value.elts]


def _returns_of(node: ast.AST) -> Iterator[ast.Return]:
    """The return statements of a function, without those of functions inside it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _returns_of(child)


