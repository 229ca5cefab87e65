"""Sources of evidence that is no find of the retriever's (``Evidence.source``)."""

READ = "read"
"""Facts that were read out of passages for the question, and these passages: see ``kgqa.reader.slots``."""

CITED = "cited"
"""Passages that hold the sentences of an answer's facts: see ``kgqa.pipelines.citing``."""
