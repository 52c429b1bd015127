"""Sums and products over an index of symbolic range: exact rules, letters, bounds term by term."""
