"""A trained reader as one file for other programs, and such a file as a reader."""
