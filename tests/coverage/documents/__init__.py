"""One table a document: a row for every statement, in the order of the text."""

from dataclasses import dataclass

from ..rows import Row
from . import aml_sheet_3, cs236_problem_set_3, dgm_assignment_3, dl_homework_5, ift6135_assignment_4


@dataclass(frozen=True)
class Document:
    """A document: the number of its text, the folder of its derivations, its title, and its rows."""

    number: str
    name: str
    title: str
    rows: tuple[Row, ...]


DOCUMENTS = (
    Document("000", "dgm_assignment_3", "Deep Generative Models, assignment 3", dgm_assignment_3.ROWS),
    Document("001", "dl_homework_5", "Deep Learning, homework 5", dl_homework_5.ROWS),
    Document("002", "aml_sheet_3", "Advanced Machine Learning, exercise sheet 3", aml_sheet_3.ROWS),
    Document("003", "cs236_problem_set_3", "CS 236, problem set 3", cs236_problem_set_3.ROWS),
    Document("004", "ift6135_assignment_4", "IFT 6135, assignment 4", ift6135_assignment_4.ROWS),
)
