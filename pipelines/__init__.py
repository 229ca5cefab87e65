"""The jobs: import, ask, train, and the command line."""
