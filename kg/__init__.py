"""The graph and the knowledge base folder it is kept in."""
