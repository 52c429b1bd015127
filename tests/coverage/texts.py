"""The displayed formulas of a text in Markdown: $$...$$ blocks, and the lines of those that are aligned."""

import re
from bisect import bisect_right

BLOCK = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
ALIGNED = re.compile(r"\\begin\{aligned\}(.*)\\end\{aligned\}", re.DOTALL)
FENCE = re.compile(r"\\(begin|end)\{aligned\}")
MARK = re.compile(r"\\begin\{|\\end\{|\\\\")


def displayed(text):
    """The lines in which the parts of each displayed formula begin: {1: (21,), 2: (43, 44, 45), ...}."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    blocks = enumerate(BLOCK.finditer(text), start=1)
    return {number: tuple(bisect_right(breaks, at) + 1 for at in _starts(block)) for number, block in blocks}


def _starts(block):
    """Where the lines of an aligned formula begin in the text; of any other formula, where it begins."""
    aligned = ALIGNED.search(block[1])
    if aligned is None:
        return [block.start()]
    begins = [0, *_ends_of_lines(aligned[1])]
    offset = block.start(1) + aligned.start(1)
    return [offset + _skip_space(aligned[1], at) for at in begins if aligned[1][at:].strip()]


def _ends_of_lines(aligned):
    r"""Behind each \\ that does not stand inside a matrix or a case distinction."""
    depth = 0
    for mark in MARK.finditer(aligned):
        if mark[0] == r"\\" and depth == 0:
            yield mark.end()
        depth += {r"\begin{": 1, r"\end{": -1}.get(mark[0], 0)


def _skip_space(text, at):
    return at + len(text[at:]) - len(text[at:].lstrip())


def numbers(formulas):
    """The parts by number and line: [("1", 21), ("2.1", 43), ("2.2", 44), ...]."""
    return [
        (f"{number}.{part}" if len(lines) > 1 else str(number), line)
        for number, lines in formulas.items()
        for part, line in enumerate(lines, start=1)
    ]


def lines_with_text(text):
    """The numbers of the lines that hold more than marks and the ends of an aligned formula."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if re.search(r"\w", FENCE.sub("", line))]
