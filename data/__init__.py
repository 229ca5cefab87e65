"""Data set formats and the demo."""
