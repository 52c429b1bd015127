"""Determinants of symbolic size, layers of a flow, inverses: rules of the normal form over families."""
