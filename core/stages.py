"""The three stages as protocols: one public verb each, batch first. Replace any with your own object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from kgqa.types import Answer, Evidence, Link, Question

Filters = Mapping[str, Sequence[str]]
"""What evidence may be used: {"doc": ids, "since": days, "until": days, "relation": ids, "type": entity types}; absent
means no limit. Days (ISO 8601) are those on which documents came in."""


class Linker(Protocol):
    """Maps each question into the graph."""

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        """One tuple of links a question, in order of mention; NIL mentions are left out."""
        ...


class Retriever(Protocol):
    """Finds evidence for each question."""

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        """One tuple of evidence a question, best first."""
        ...


class Reader(Protocol):
    """Reads answers out of evidence."""

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        """One tuple of answers a question, best first, each with a score in [0, 1]; low ones included."""
        ...
