"""The dumps of Wikidata and DBpedia: N-Triples in which most statements are about pages, not about things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kgqa.kg.formats.rdf import (
    ALIAS,
    DESCRIPTIONS,
    LABELS,
    WIKIDATA_DIRECT,
    WIKIDATA_ENTITY,
)
from kgqa.kg.names import label_of
from kgqa.types import Literal, Triple

DUMPS = ("wikidata", "dbpedia")

_BOOKKEEPING = "statements about pages"
_OF_PAGES = (
    "http://dbpedia.org/ontology/wikiPage",
    "http://www.w3.org/ns/prov#wasDerivedFrom",
    "http://xmlns.com/foaf/0.1/isPrimaryTopicOf",
    "http://xmlns.com/foaf/0.1/primaryTopic",
    "http://dbpedia.org/property/wikiPageUsesTemplate",
)
_REDIRECTS = "http://dbpedia.org/ontology/wikiPageRedirects"


def without_bookkeeping(dump: str, statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
    """The statements of a dump ("wikidata" or "dbpedia") that are facts or names; the others are counted.

    Of Wikidata: the direct ("truthy") statements, and labels, aliases and descriptions of items and
    properties; of each label, which the dump gives under three predicates, one. Of DBpedia: all but what is
    about pages; a redirect becomes an alias of where it leads.
    """
    return _wikidata(statements, unsaid) if dump == "wikidata" else _dbpedia(statements, unsaid)


def _wikidata(statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
    names = {LABELS[0], ALIAS, *DESCRIPTIONS}
    for statement in statements:
        relation, of_item = statement.relation, statement.head.startswith(WIKIDATA_ENTITY)
        if of_item and (relation.startswith(WIKIDATA_DIRECT) or relation in names):
            yield statement
        elif not (of_item and relation in LABELS):
            unsaid[_BOOKKEEPING] += 1


def _dbpedia(statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
    for statement in statements:
        relation, tail = statement.relation, statement.tail
        if relation == _REDIRECTS and isinstance(tail, str):
            yield Triple(tail, ALIAS, Literal(label_of(statement.head)))
        elif relation.startswith(_OF_PAGES):
            unsaid[_BOOKKEEPING] += 1
        else:
            yield statement
