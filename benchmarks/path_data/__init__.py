"""Training data for the general path scorer: questions with the chain of relations that answers them."""
