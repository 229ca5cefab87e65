"""Texts with all their facts by small ontologies, written for training the extractor of relations."""
