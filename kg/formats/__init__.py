"""Readers of graph and text formats: one file a format, records as iterators."""
