"""Rigorous evaluation in the complex reading: principal branches, in Arb's complex balls."""
