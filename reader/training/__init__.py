"""Training a reader: the loop, what it is made of, and what helps with few labels."""
