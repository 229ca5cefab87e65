"""Whether a path leads from what a question names to what it asks for."""
