"""Sums and products over an index of symbolic range, over families of numbers: exact rules, letters, termwise bounds."""
