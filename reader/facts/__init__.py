"""Answers that facts alone give and that are no end of one path: yes or no, relatives, a choice."""
