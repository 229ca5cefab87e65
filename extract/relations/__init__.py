"""The trained extractor of relations, and ontologies that guide it."""
