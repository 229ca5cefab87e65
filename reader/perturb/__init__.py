"""Perturbing questions and texts, to see whether a reader still reads."""
