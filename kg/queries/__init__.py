"""How an answer follows from the graph, as a query that gives it: SPARQL and Cypher."""

from __future__ import annotations

from kgqa.errors import InputError
from kgqa.kg.queries.cypher import cypher
from kgqa.kg.queries.qualified import is_qualified, qualifier_query
from kgqa.kg.queries.sparql import sparql
from kgqa.types import Derivation

__all__ = ["LANGUAGES", "query_of"]

LANGUAGES = ("cypher", "sparql")


def query_of(derivation: Derivation | None, language: str) -> str | None:
    """The query in ``language``; None where there is nothing to derive, or no query for it. Raises InputError for
    another language.

    >>> from kgqa.types import Step, Walk
    >>> print(query_of(Derivation("count", (Walk("Veland", (Step("borders"),)),)), "sparql"))
    SELECT (COUNT(DISTINCT ?member) AS ?number) WHERE {
      <urn:kgqa:Veland> <urn:kgqa:borders> ?member .
    }
    """
    if language not in LANGUAGES:
        raise InputError(f"a query is in one of {', '.join(LANGUAGES)}, found {language!r}")
    if derivation is None:
        return None
    if is_qualified(derivation):
        return qualifier_query(derivation, language)
    return cypher(derivation) if language == "cypher" else sparql(derivation)
