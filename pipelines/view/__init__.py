"""One HTML page with a picture of a graph."""
