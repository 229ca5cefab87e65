"""The errors kgqa raises. Each message states the rule that was broken and the value that broke it."""


class KGQAError(Exception):
    """Base of every error that kgqa raises on purpose."""


class InputError(KGQAError, ValueError):
    """A question, file or argument breaks a stated rule. The command line exits with 2."""


class StoreError(KGQAError):
    """A knowledge base folder is missing, truncated, swapped or of another build."""


class ModelError(KGQAError):
    """A model can't be found, does not match its hash, or does not fit what was built with it."""


def reason_of(error: Exception) -> str:
    """What an error says, of the system's own without number and file: the message around it names the file.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'No such file or directory'
    """
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
