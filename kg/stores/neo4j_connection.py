"""A connection to a Neo4j database: its driver, and the records of queries, tried again where the line is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError, StoreError
from kgqa.kg.stores.neo4j_errors import as_store_errors, retried
from kgqa.kg.stores.neo4j_records import Record

if TYPE_CHECKING:
    import neo4j

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""How the address of a database begins."""

PATIENCE = 60.0
"""Seconds for which a lost connection or another writer is waited out."""


def is_address(text: str) -> bool:
    """Whether a text is the address of a Neo4j database.

    >>> is_address("bolt://localhost:7687"), is_address("movies.kb")
    (True, False)
    """
    scheme, found, _ = text.partition("://")
    return bool(found) and scheme in SCHEMES


def opened(uri: str, *, auth: tuple[str, str] | None, database: str | None) -> neo4j.Driver:
    """A driver that has reached the database; ``auth`` is user and password.

    Raises InputError for an address of another kind, StoreError where no database answers.
    """
    import neo4j

    if not is_address(uri):
        raise InputError(f"the address of a database must begin with {', '.join(SCHEMES)} and ://, found {uri!r}")
    try:
        # The server would warn of each label and property that is not there, and logging would print it.
        driver = neo4j.GraphDatabase.driver(uri, auth=auth, telemetry_disabled=True, notifications_min_severity="OFF")
    except ValueError as error:
        raise InputError(f"{uri}: {error}") from error
    try:
        with as_store_errors(), driver.session(database=database) as session:
            session.run("RETURN 1").consume()
    except StoreError:
        driver.close()
        raise
    return driver


class Connection:
    """Reads a database through a driver, which is not closed here. ``database``: its name, None for the user's own."""

    def __init__(self, driver: neo4j.Driver, database: str | None, patience: float) -> None:
        self.driver: Any = driver
        self.database = database
        self.patience = patience

    def where(self) -> str:
        """The database by its server's address and its name."""
        with as_store_errors():
            host, port = self.driver.get_server_info().address[:2]
        return f"{host}:{port}/{self.database or ''}"

    def read(self, query: str, **parameters: object) -> list[Record]:
        """The records of a small query; the driver and we try it again where the connection is lost."""

        def work() -> list[Record]:
            with self.session("READ") as session:
                found: list[Record] = session.execute_read(lambda tx: list(tx.run(query, parameters)))
                return found

        return retried(work, self.patience)

    def found(self, query: str, parameters: dict[str, Any], *, is_small: bool) -> Iterator[Record]:
        """Records all at once, so that a lost connection does no harm, or as they come where they may be many.

        Raises StoreError where the connection is lost on the way."""
        if is_small:
            yield from self.read(query, **parameters)
            return
        with as_store_errors():
            yield from self.records(query, parameters)

    def records(self, query: str, parameters: dict[str, Any]) -> Iterator[Record]:
        """Records as they come, with the driver's own errors."""
        with self.session("READ") as session:
            yield from session.run(query, parameters)

    def session(self, access: str) -> Any:
        """A session for "READ" or "WRITE"."""
        return self.driver.session(database=self.database, default_access_mode=access)
