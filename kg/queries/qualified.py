"""A qualifier as a query: in SPARQL of its statement, in Cypher of the relationship that the statement is there."""

from __future__ import annotations

from kgqa.kg.queries.cypher import text_of
from kgqa.kg.queries.sparql import sparql
from kgqa.kg.statements import PARTS, PREFIX
from kgqa.kg.stores.neo4j_layout import STATEMENT, is_plain, quoted
from kgqa.types import Derivation


def is_qualified(derivation: Derivation) -> bool:
    """Whether a derivation goes by statements."""
    walks = (*derivation.walks, *derivation.without)
    return any(walk.start.startswith(PREFIX) or any(step.relation in PARTS for step in walk.steps) for walk in walks)


def qualifier_query(derivation: Derivation, language: str) -> str | None:
    """The query for the values of one qualifier of one statement; None for anything else, since of the statements that
    somebody has a chain can't tell those that are about somebody else too."""
    walk = derivation.walks[0] if derivation.walks else None
    if walk is None or not walk.start.startswith(PREFIX) or len(walk.steps) != 1 or walk.steps[0].inverse:
        return None
    if derivation != Derivation("members", (walk,)):
        return None
    if language == "sparql":
        return sparql(derivation)
    if not is_plain(walk.steps[0].relation):
        return None
    name = text_of(walk.start.removeprefix(PREFIX))
    return (
        f"MATCH ()-[r]->() WHERE r.{quoted(STATEMENT)} = {name}\n"
        f"UNWIND r.{quoted(walk.steps[0].relation)} AS member\nRETURN DISTINCT member"
    )
