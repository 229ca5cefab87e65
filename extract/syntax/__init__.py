"""Sentences, mentions, coreference and facts by the parse."""
