"""Answers put together: where each was found, how probable it is, what says the same and what says otherwise."""
