"""Answers out of evidence: fact injection, span extraction, aggregation, calibration."""
