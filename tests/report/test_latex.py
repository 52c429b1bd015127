"""Derivations as align* blocks: a mark per line, nothing obeyed, and where TeX is, they compile."""

import re
import shutil
import subprocess

import pytest

from derive.report.formula import formula
from derive.report.latex import Line, align, document
from tests.golden import expect
from tests.report import specimens as s
from tests.report.ci_specimens import AWKWARD, BAD, GOOD

PAGES = {
    "true": s.TRUE, "refuted": s.REFUTED, "errata": s.ERRATA, "awkward": AWKWARD, "undecided": s.UNDECIDED,
    "limit": s.LIMIT, "conditional": s.CONDITIONAL, "heads": s.HEADS,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_golden(name):
    expect(f"latex_{name}", document(PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_every_line_has_a_mark(name):
    text = document(PAGES[name])
    assert text.count(r"\tag*{") == len(list(PAGES[name].steps))


@pytest.mark.parametrize("name", PAGES)
def test_environments_brackets_and_braces_are_closed(name):
    text = re.sub(r"^%.*$", "", document(PAGES[name]), flags=re.M)
    opened = re.findall(r"\\begin{([a-z*]+)}", text)
    assert sorted(opened) == sorted(re.findall(r"\\end{([a-z*]+)}", text))
    assert len(re.findall(r"\\left(?!arrow|rightarrow)\b|\\left(?=[^a-zA-Z])", text)) == len(
        re.findall(r"\\right(?=[^a-zA-Z])|\\right(?=\\)", text)
    )
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0


def test_a_long_sum_is_broken_before_its_terms():
    text = align("x", [Line(None, "=", formula(" + ".join(f"c_{i}*x**{i}" for i in range(30))), "", "!")])
    rows = text.splitlines()
    assert len(rows) > 4
    assert all(row.startswith(r"& \quad +") for row in rows[3:-1])
    assert text.count(r"\tag*{!}") == 1


def test_chains_without_a_head_show_their_left_sides():
    assert r"\frac{( \theta - \theta_{0} )^{2}}{2 \epsilon^{2}} & \to" in document(s.LIMIT)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX here")
def test_compiles(tmp_path):
    body = "\n".join(document(page) for page in (*PAGES.values(), *GOOD.derivations, *BAD.derivations))
    head = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{amsmath, amssymb}\begin{document}"
    (tmp_path / "page.tex").write_text(f"{head}\n{body}\n\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-1500:]
