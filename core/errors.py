"""The errors kgqa raises. Each message states the rule that was broken and the value that broke it."""


class KGQAError(Exception):
    """Base of every error that kgqa raises on purpose."""


class InputError(KGQAError, ValueError):
    """A question, file or argument breaks a stated rule. The command line exits with 2."""


class StoreError(KGQAError):
    """A knowledge base folder is missing, truncated, swapped or of another build."""


class ModelError(KGQAError):
    """A model can't be found, does not match its hash, or does not fit what was built with it."""
