"""The tables of the coverage agree with each other, with the pages, and with the page in docs/."""

import pytest

from . import check
from .documents import DOCUMENTS
from .formulas import FORMULAS
from .rows import formula, prose
from .steps import named, stated, written
from .texts import displayed, numbers
from .write import PAGE, coverage

by_document = pytest.mark.parametrize("document", DOCUMENTS, ids=[document.name for document in DOCUMENTS])

TEXT = r"""A heading

$$a = b$$

and $$\begin{aligned} a &= \begin{pmatrix} 1 \\ 2 \end{pmatrix} \\ &= c \\ \end{aligned}$$

$$\begin{aligned}
 d &= e \\
   &= f
\end{aligned}$$
"""


class TestTexts:
    """Displayed formulas are found as a reader finds them."""

    def test_lines_of_aligned_formulas_are_counted_but_not_those_of_a_matrix(self):
        assert displayed(TEXT) == {1: (3,), 2: (5, 5), 3: (8, 9)}

    def test_numbers(self):
        assert numbers(displayed(TEXT)) == [("1", 3), ("2.1", 5), ("2.2", 5), ("3.1", 8), ("3.2", 9)]

    @pytest.mark.parametrize(
        ("formulas", "rows", "expected"),
        [
            pytest.param({1: (3,), 2: (5, 5), 3: (8, 9)}, [prose(1, "all", to=9, open="x")], [], id="nothing differs"),
            pytest.param(
                {1: (3,), 2: (5, 6), 3: (8, 9)},
                [prose(1, "all", to=9, open="x")],
                ["formula 2.2 in line 5 is missing from the table", "the table has formula 2.2 in line 6"],
                id="a wrong line",
            ),
            pytest.param(
                {1: (3,), 2: (5, 5), 3: (8, 9)},
                [prose(2, "all but the heading", to=9, open="x")],
                ["line 1 has no row"],
                id="a line left out",
            ),
            pytest.param(
                {1: (3,), 2: (5, 5), 3: (8, 9)},
                [prose(1, "too much", to=12, open="x")],
                ["a row speaks for line 12, behind the end"],
                id="behind the end",
            ),
        ],
    )
    def test_differences(self, formulas, rows, expected):
        assert list(check.differences(TEXT, formulas, rows)) == expected

    def test_a_folder_is_needed(self, capsys, tmp_path):
        assert check.main([]) == 2
        assert check.main([str(tmp_path)]) == 2
        assert "one text named 000_* is needed, found 0" in capsys.readouterr().err


class TestRows:
    """The tables leave nothing out and claim nothing that is not there."""

    @by_document
    def test_every_displayed_formula_has_its_row(self, document):
        rows = [(row.number, row.first) for row in document.rows if row.number is not None]
        assert rows == numbers(FORMULAS[document.name])

    @by_document
    def test_rows_stand_in_the_order_of_the_text(self, document):
        assert list(document.rows) == sorted(document.rows, key=lambda row: row.first)

    @by_document
    def test_every_step_named_is_on_a_page(self, document):
        absent = [name for row in document.rows for name in row.steps if not named(document.name, name)]
        assert absent == []

    @by_document
    def test_every_erratum_is_named_by_a_row(self, document):
        covered = {step for row in document.rows for name in row.steps for step in named(document.name, name)}
        wrong = {step for step in written(document.name) if stated(document.name, step).erratum is not None}
        assert wrong <= covered

    @pytest.mark.parametrize(
        "mistake",
        [
            lambda: formula("1", 1, "says"),
            lambda: prose(1, "says", "a::b", without="c"),
            lambda: prose(1, "says", without="a", open="b"),
            lambda: prose(1, "says", open="a", denied="b"),
        ],
        ids=["no fate", "encoded and without content", "without content and open", "denied without a step"],
    )
    def test_a_row_has_one_fate(self, mistake):
        with pytest.raises(ValueError, match="line 1"):
            mistake()


def _without_methods(page):
    """The tables of statements, but for the column that names the methods, which may change with the engine."""
    lines = page.partition("\n## Errata")[0].splitlines()
    return [line.rpartition(" | ")[0] if line.startswith("| ") and "statements" not in line else line for line in lines]


@pytest.mark.slow
def test_the_page_in_docs_is_up_to_date():
    committed = PAGE.read_text(encoding="utf-8")
    assert _without_methods(committed) == _without_methods(coverage()), "run python -m tests.coverage.write"
