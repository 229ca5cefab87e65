"""Mentions of a question to entities of the graph."""
