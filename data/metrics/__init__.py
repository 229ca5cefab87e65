"""Scores of answers, rankings, links, triples and probabilities: small pure functions."""
