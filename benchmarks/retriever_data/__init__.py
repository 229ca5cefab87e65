"""Training data for the encoder and the re-ranker of passages, from public data sets."""
