"""Every published figure, by one command that writes docs/results.md."""
