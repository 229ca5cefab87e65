"""What a question asks for, by its words alone: of which sets, what of them, within which limits."""
