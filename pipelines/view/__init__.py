"""One HTML page with a picture of a graph, to be looked at in a browser."""
