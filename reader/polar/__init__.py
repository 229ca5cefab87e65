"""Yes, no or neither: a small network that reads a question for yes or no beside a sentence or two of text."""
