"""What the rules know of words: what a question asks for and wants done, names, clauses, dates, numbers, nations."""
