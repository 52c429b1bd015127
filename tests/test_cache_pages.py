"""A verdict from the cache is the verdict without it, and every change of what a page reads is a miss."""

import os
import random
import re
import shutil
from dataclasses import replace

import pytest

from derive import pool
from derive.cache.run import Cache
from derive.collect import derivation_files, shipped
from derive.evidence import Verdict
from derive.workers import Failed, Finished, check_files, list_of

PAGE = '''
from derive import Real, calc, derivation, equals

@derivation(source="a textbook")
def square(a: Real, b: Real):
    """(a + b)^2 = a^2 + 2ab + b^2."""
    return calc((a + b)**2, equals(a**2 + 2*a*b + b**2, by="expanding"), equals((b + a)**2))

@derivation(source="a homework")
def lost(a: Real, b: Real):
    """A term is lost."""
    return calc((a + b)**2, equals(a**2 + b**2))
'''


class Workers:
    """Counts the workers that start, and the claims that they decide."""

    def __init__(self, monkeypatch):
        self.started = 0
        real = pool.Pool._start

        def start(this):
            self.started += 1
            return real(this)

        monkeypatch.setattr(pool.Pool, "_start", start)

    @property
    def since(self):
        """How many started since this was last asked."""
        number, self.started = self.started, 0
        return number


@pytest.fixture
def workers(monkeypatch):
    return Workers(monkeypatch)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "derivations").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "derivations"


def cache_in(folder, timeout=10.0, memory=4096):
    return Cache(folder.parent / "cache", timeout=timeout, memory=memory)


def checked(folder, cache=None, *, jobs=1, timeout=10.0, keep=None):
    """The reports by name and the problems, with times taken out."""
    events = list(check_files(sorted(folder.rglob("*.py")), timeout=timeout, jobs=jobs, keep=keep, cache=cache))
    problems = [event.problem for event in events if isinstance(event, Failed)]
    reports = {event.derivation.name: timeless(event.derivation) for event in events if isinstance(event, Finished)}
    return dict(sorted(reports.items())), problems


def timeless(report):
    calculations = tuple(
        replace(c, steps=tuple(replace(step, seconds=0.0) for step in c.steps)) for c in report.calculations
    )
    return replace(report, calculations=calculations)


@pytest.mark.slow
@pytest.mark.parametrize("documents", ["aml", ""])
def test_the_shipped_derivations_from_the_cache_are_those_without_it(tmp_path, workers, documents):
    files = [file for file in derivation_files([shipped()]) if documents in str(file)]
    copies = tmp_path / "derivations"
    for file in files:
        (copies / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copies / file.parent.name)
    without = checked(copies, jobs=2)
    first = checked(copies, cache_in(copies), jobs=2)
    assert workers.since > 0
    second = checked(copies, cache_in(copies), jobs=2)
    assert workers.since == 0
    assert without == first == second
    assert second[0]
    for file in copies.rglob("*.py"):  # step by step: the files have changed, and no claim has
        file.write_text(file.read_text() + "\n# a remark\n")
    third = checked(copies, cache_in(copies), jobs=2)
    assert workers.since > 0
    assert third == without


def test_a_second_check_asks_no_worker_and_a_list_neither(folder, workers):
    (folder / "page.py").write_text(PAGE)
    first = checked(folder, cache_in(folder))
    assert first[0]["square"].verdict is Verdict.PROVED
    assert first[0]["lost"].verdict is Verdict.REFUTED
    assert workers.since == 1
    assert checked(folder, cache_in(folder)) == first
    entries, problems = list_of([folder / "page.py"], 10.0, cache_in(folder))
    assert [entry["name"] for entry in entries] == ["square", "lost"]
    assert not problems
    assert workers.since == 0


def test_what_was_only_listed_is_still_checked(folder, workers):
    (folder / "page.py").write_text(PAGE)
    cache = cache_in(folder)
    entries, _ = list_of([folder / "page.py"], 10.0, cache)
    assert list_of([folder / "page.py"], 10.0, cache_in(folder)) == (entries, [])
    assert workers.since == 1
    assert not cache_in(folder).answers(str(folder / "page.py"))
    assert checked(folder, cache_in(folder)) == checked(folder)


def test_a_selection_adds_to_what_is_known(folder, workers):
    (folder / "page.py").write_text(PAGE)
    only_lost, _ = checked(folder, cache_in(folder), keep=lambda identity: "lost" in identity)
    assert list(only_lost) == ["lost"]
    assert workers.since == 1
    assert checked(folder, cache_in(folder), keep=lambda identity: "lost" in identity)[0] == only_lost
    assert workers.since == 0
    both = checked(folder, cache_in(folder))
    assert workers.since == 1
    assert checked(folder, cache_in(folder)) == both == checked(folder)


MUTATIONS = [("2*a*b", "3*a*b"), ("a**2 + b**2", "a**2 - b**2"), ("a: Real", "a: Positive"), ('"expanding"', '"!xpanding"')]


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_file_is_a_miss_even_with_its_old_size_and_time(folder, workers, seed):
    """Any change of one character: the answer with the cache is the answer without it."""
    rng = random.Random(seed)
    text = PAGE.replace("import Real", "import Positive, Real")
    page = folder / "page.py"
    page.write_text(text)
    checked(folder, cache_in(folder))
    stamp = page.stat()
    digits = [found.start() for found in re.finditer(r"\d", text)]
    position = rng.choice(digits)
    changed = text[:position] + str((int(text[position]) + rng.randint(1, 4)) % 10) + text[position + 1 :]
    page.write_text(changed)
    os.utime(page, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    workers.since  # noqa: B018
    assert checked(folder, cache_in(folder)) == checked(folder)
    assert workers.since == 2


@pytest.mark.parametrize(("before", "after"), MUTATIONS)
def test_a_step_that_changed_is_decided_anew(folder, before, after):
    text = PAGE.replace("import Real", "import Positive, Real")
    (folder / "page.py").write_text(text)
    checked(folder, cache_in(folder))
    (folder / "page.py").write_text(text.replace(before, after))
    assert checked(folder, cache_in(folder)) == checked(folder)


IMPORTING = '''
from derive import Real, calc, derivation, equals
{imports}

@derivation(source="a textbook")
def page(a: Real, b: Real):
    """A factor from elsewhere."""
    {inside}
    return calc(2*a, equals(factor*a))
'''

FROM_ELSEWHERE = [
    pytest.param("from ._shared import factor", "pass", id="beside it"),
    pytest.param("", "from ._shared import factor", id="in the body"),
    pytest.param("from ._outer import factor", "pass", id="by way of another"),
    pytest.param("from .parts._inner import factor", "pass", id="in a folder"),
    pytest.param("import helper_of_pages; factor = helper_of_pages.factor", "pass", id="from the path"),
    pytest.param("import importlib; factor = importlib.import_module('helper_of_pages').factor", "pass", id="by importlib"),
    pytest.param("import pathlib; factor = int(pathlib.Path('derivations/factor.txt').read_text())", "pass", id="from data"),
    pytest.param("", "factor = int(open('derivations/factor.txt').read())", id="from data in the body"),
]  # fmt: skip


@pytest.mark.parametrize(("imports", "inside"), FROM_ELSEWHERE)
def test_a_change_of_what_a_page_reads_is_a_miss(folder, workers, monkeypatch, imports, inside):
    monkeypatch.syspath_prepend(str(folder.parent))
    (folder / "parts").mkdir()
    shared = [folder / "_shared.py", folder / "parts" / "_inner.py", folder.parent / "helper_of_pages.py"]

    def say(number):
        for file in shared:
            file.write_text(f"factor = {number}\n")
        (folder / "factor.txt").write_text(str(number))

    say(2)
    (folder / "_outer.py").write_text("from ._shared import factor\n")
    page = folder / "page.py"
    page.write_text(IMPORTING.format(imports=imports, inside=inside))

    def verdict():
        events = list(check_files([page], timeout=10, jobs=1, cache=cache_in(folder)))
        (report,) = [event.derivation for event in events if isinstance(event, Finished)]
        return report.verdict

    assert verdict() is Verdict.PROVED
    assert verdict() is Verdict.PROVED
    assert workers.since == 1
    say(3)
    assert verdict() is Verdict.REFUTED
    say(2)
    assert verdict() is Verdict.PROVED


def test_a_package_file_that_appears_is_a_change(folder, workers):
    (folder / "part").mkdir()
    page = folder / "part" / "page.py"
    page.write_text(PAGE)
    checked(folder, cache_in(folder), keep=lambda identity: "page.py" in identity)
    (folder / "part" / "__init__.py").write_text("import derive.calculation\n")
    assert cache_in(folder).page(str(page)) is None


def test_pages_in_one_worker_do_not_count_as_read_by_each_other(folder, workers):
    for name in ("first", "second"):
        (folder / f"{name}.py").write_text(PAGE.replace("square", name).replace("lost", f"lost_by_{name}"))
    checked(folder, cache_in(folder))
    (folder / "first.py").write_text((folder / "first.py").read_text() + "# a remark\n")
    assert cache_in(folder).page(str(folder / "first.py")) is None
    assert cache_in(folder).page(str(folder / "second.py")) is not None


def test_options_have_verdicts_of_their_own(folder, workers):
    (folder / "page.py").write_text(PAGE)
    checked(folder, cache_in(folder))
    assert not cache_in(folder, timeout=20.0).answers(str(folder / "page.py"))
    assert not cache_in(folder, memory=100).answers(str(folder / "page.py"))
    assert cache_in(folder).answers(str(folder / "page.py"))


def test_another_engine_is_a_miss(folder, monkeypatch):
    (folder / "page.py").write_text(PAGE)
    checked(folder, cache_in(folder))
    monkeypatch.setenv("SYMPY_GROUND_TYPES", "python")
    assert cache_in(folder).page(str(folder / "page.py")) is None


def test_nothing_is_kept_while_the_sources_change(folder, monkeypatch):
    (folder / "page.py").write_text(PAGE)
    cache = cache_in(folder)
    monkeypatch.setattr(type(cache._engine), "is_current", False)
    checked(folder, cache)
    monkeypatch.undo()
    monkeypatch.chdir(folder.parent)
    assert cache_in(folder).page(str(folder / "page.py")) is None


def test_a_page_with_a_mistake_is_not_kept(folder, workers):
    (folder / "page.py").write_text(PAGE.replace("(b + a)**2", "0.5*a"))
    first = checked(folder, cache_in(folder))
    assert [problem.line for problem in first[1]] == [7]
    assert checked(folder, cache_in(folder)) == first
    assert workers.since == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_damaged_entries_are_worked_out_anew(folder, workers, jobs):
    (folder / "page.py").write_text(PAGE)
    without = checked(folder, cache_in(folder))
    for number, file in enumerate(sorted((folder.parent / "cache").rglob("*.json"))):
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] if number % 2 else b"{}" + data)
    workers.since  # noqa: B018
    assert checked(folder, cache_in(folder), jobs=jobs) == without
    assert workers.since >= 1
    assert checked(folder, cache_in(folder)) == without
    assert workers.since == 0


def test_a_read_only_cache_is_no_error(folder):
    (folder / "page.py").write_text(PAGE)
    (folder.parent / "cache").write_text("no folder at all")
    assert checked(folder, cache_in(folder)) == checked(folder)
