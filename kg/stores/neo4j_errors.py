"""What to do when a Neo4j database refuses or is gone: try again while that can help, then say so."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kgqa.errors import StoreError

_T = TypeVar("_T")

_REFUSALS = 20
"""So often a constraint may refuse a write: of two writers that make one node, one is refused once."""


def retried(work: Callable[[], _T], patience: float) -> _T:
    """The result of ``work``, which is done again for up to ``patience`` seconds where it met another writer or lost
    the connection; it must not matter how often it is done. Raises StoreError when patience is over, where the same
    constraint stands in the way ever again, and at once for other errors of the database.
    """
    from neo4j.exceptions import ConstraintError, IncompleteCommit, ServiceUnavailable, SessionExpired, TransientError

    # The driver itself tries transient errors again, but not those of two writers that make the same node.
    passing = (ConstraintError, IncompleteCommit, ServiceUnavailable, SessionExpired, TransientError)
    end = time.monotonic() + patience
    wait, refusals = 0.02, 0
    while True:
        try:
            with as_store_errors(besides=passing):
                return work()
        except passing as error:
            refusals += isinstance(error, ConstraintError)
            if time.monotonic() + wait > end or refusals > _REFUSALS:
                raise StoreError(f"Neo4j: given up: {_said(error)}") from error
        time.sleep(wait * (0.5 + random.random()))  # apart from the writer that was in the way
        wait = min(2 * wait, 2.0)


@contextmanager
def as_store_errors(besides: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """The driver's errors as StoreError, but for those in ``besides``."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        if isinstance(error, besides):
            raise
        raise StoreError(f"Neo4j: {_said(error)}") from error


def _said(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).strip() or type(error).__name__
