"""What each step of each page must come out as, and why, in mathematics.

A table maps a derivation to its calculations, and these to one row a step.  The verdicts are

- PROVED: true for all values of the variables;
- ERRATUM: false as printed, and its correction true;
- INHERITED: true of the line before, and false of the head because of an erratum above.
"""
