"""Integrals in closed form: tables whose rows are tested numerically, and the fundamental theorem of calculus."""
