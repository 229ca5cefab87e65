"""Passages, facts and relation paths for a question."""
