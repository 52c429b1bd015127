"""Hold the tables against the texts: ``python -m tests.coverage.check FOLDER``.

FOLDER holds the texts in Markdown, whose names begin with 000 to 004.  For each of them the numbers and lines
of the displayed formulas are worked out anew and compared with the table, and every line with words in it
has to be spoken for by a row.  The exit code is 0 if nothing differs, 1 if something does, 2 for a bad folder.
"""

import sys
from pathlib import Path

from .documents import DOCUMENTS
from .formulas import FORMULAS
from .texts import displayed, lines_with_text, numbers


def differences(text, formulas, rows):
    """What a text has that its tables lack, and the other way round, one line a difference."""
    found, listed = set(numbers(displayed(text))), set(numbers(formulas))
    yield from (f"formula {number} in line {line} is missing from the table" for number, line in sorted(found - listed))
    yield from (f"the table has formula {number} in line {line}" for number, line in sorted(listed - found))
    spoken_for = {line for row in rows for line in row.lines}
    yield from (f"line {line} has no row" for line in lines_with_text(text) if line not in spoken_for)
    last = len(text.splitlines())
    yield from (f"a row speaks for line {row.last}, behind the end" for row in rows if row.last > last)


def main(arguments):
    """Check every document against its text and say what was found."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m tests.coverage.check FOLDER\n")
        return 2
    wrong = False
    for document in DOCUMENTS:
        texts = sorted(Path(arguments[0]).glob(f"{document.number}_*"))
        if len(texts) != 1:
            sys.stderr.write(f"{document.name}: one text named {document.number}_* is needed, found {len(texts)}\n")
            return 2
        formulas = FORMULAS[document.name]
        found = list(differences(texts[0].read_text(encoding="utf-8"), formulas, document.rows))
        sys.stdout.write(f"{document.name}: {len(formulas)} displayed formulas, {len(found)} differences\n")
        sys.stdout.writelines(f"  {line}\n" for line in found)
        wrong = wrong or bool(found)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
