"""Typed operations over sets of entities: the best by a value, filters, intersections, differences, counts of these."""
