"""BERT bases, sentence encoding and the vector index."""
