"""Reasons to doubt a span that its own clause gives."""
