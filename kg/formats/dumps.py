"""The dumps of Wikidata and DBpedia: N-Triples in which most statements are about pages, not about things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from kgqa.kg.formats.rdf import (
    ALIAS,
    DESCRIPTIONS,
    LABELS,
    WIKIDATA_DIRECT,
    WIKIDATA_ENTITY,
)
from kgqa.kg.names import label_of
from kgqa.types import Literal, Triple

BOOKKEEPING = "statements about pages"
"""The kind under which what is left out of a dump is counted."""

_OF_PAGES = (
    "http://dbpedia.org/ontology/wikiPage",
    "http://www.w3.org/ns/prov#wasDerivedFrom",
    "http://xmlns.com/foaf/0.1/isPrimaryTopicOf",
    "http://xmlns.com/foaf/0.1/primaryTopic",
    "http://dbpedia.org/property/wikiPageUsesTemplate",
)
_REDIRECTS = "http://dbpedia.org/ontology/wikiPageRedirects"
_WIKIDATA_NAMES = frozenset({LABELS[0], ALIAS, *DESCRIPTIONS})


class Use(Enum):
    """What becomes of the statements with a predicate: taken as they are; about pages, and counted; said a second
    time, which is not worth a count; or a redirect, whose tail is also called by its head, and whose tail is an id."""

    TAKEN = "taken"
    OF_PAGES = "of pages"
    REPEATED = "repeated"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Dump:
    """``use`` of a predicate where the head begins with ``heads``; all other statements are about pages."""

    use: Callable[[str], Use]
    heads: str = ""

    def taken(self, statements: Iterable[Triple], unsaid: Counter[str]) -> Iterator[Triple]:
        """Those that are facts or names; the others are counted."""
        for statement in statements:
            use = self.use(statement.relation) if statement.head.startswith(self.heads) else Use.OF_PAGES
            if use is Use.TAKEN:
                yield statement
            elif use is Use.REDIRECT and isinstance(statement.tail, str):
                yield Triple(statement.tail, ALIAS, Literal(label_of(statement.head)))
            elif use is not Use.REPEATED:
                unsaid[BOOKKEEPING] += 1


def _of_wikidata(relation: str) -> Use:
    """The direct ("truthy") statements, and labels, aliases and descriptions of items and properties; of each label,
    which the dump gives under three predicates, one."""
    if relation.startswith(WIKIDATA_DIRECT) or relation in _WIKIDATA_NAMES:
        return Use.TAKEN
    return Use.REPEATED if relation in LABELS else Use.OF_PAGES


def _of_dbpedia(relation: str) -> Use:
    """All but what is about pages; a redirect becomes an alias of where it leads."""
    if relation == _REDIRECTS:
        return Use.REDIRECT
    return Use.OF_PAGES if relation.startswith(_OF_PAGES) else Use.TAKEN


DUMPS = {"wikidata": Dump(_of_wikidata, WIKIDATA_ENTITY), "dbpedia": Dump(_of_dbpedia)}
"""What is taken of each dump."""
