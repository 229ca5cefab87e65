"""What an export says of where facts stand, told from the facts when it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kgqa.types import Triple

SAID = "urn:kgqa-said:"
"""All that such a statement is about is named under this prefix: facts as rdf:Statement, sentences, documents and
extractors."""
KIND = "statements about where facts stand"
"""The kind under which these are counted where a graph is read."""


def facts_alone(statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
    """The others; these are counted in ``unsaid``, as properties of edges are."""
    for statement in statements:
        if statement.head.startswith(SAID):
            unsaid[KIND] += 1
        else:
            yield statement
