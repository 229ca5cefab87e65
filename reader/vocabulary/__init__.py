"""What a graph calls its things: their kinds, the roles and values that they go by, the names of relations."""
