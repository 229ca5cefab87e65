"""Facts that a question needs, read out of texts when it is asked."""
