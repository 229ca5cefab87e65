"""From documents to entities and facts, each with the place where it stands."""
