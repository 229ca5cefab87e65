"""A summary for people: one HTML page, and Markdown."""
