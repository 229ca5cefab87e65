"""To and from the graphs of networkx and rdflib, which are imported here and nowhere else."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from kgqa.errors import InputError
from kgqa.kg.formats import rdf
from kgqa.kg.graph import Graph
from kgqa.kg.names import is_iri
from kgqa.types import Literal, Node, Relation, Triple

if TYPE_CHECKING:
    import networkx
    import rdflib

_BLANK = re.compile(r"_:[A-Za-z0-9]+")
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """A MultiDiGraph with ids and Literals as nodes and relation ids as edge keys.

    Nodes have the attributes label, aliases, description and types (a Literal only its label), edges
    their named graphs as ``graphs``; the graph's attribute ``relations`` holds the Relations.
    :func:`from_networkx` gives an equal graph back.
    """
    import networkx

    out: Any = networkx.MultiDiGraph(relations=tuple(graph.relation(index) for index in range(graph.n_relations)))
    for row in range(graph.n_entities):
        entity = graph.entity(row)
        out.add_node(
            entity.id,
            label=entity.label,
            aliases=entity.aliases,
            description=entity.description,
            types=entity.types,
        )
    for literal in graph.literals:
        out.add_node(literal, label=literal.value)
    for triple in graph.match():
        graphs = graph.origins(triple) if graph.named_graphs else ("",)
        out.add_edge(triple.head, triple.tail, key=triple.relation, **({} if graphs == ("",) else {"graphs": graphs}))
    return out


def from_networkx(graph: networkx.MultiDiGraph) -> Graph:
    """A Graph of a MultiDiGraph such as :func:`to_networkx` makes; all attributes may be missing. It is read as
    :class:`kgqa.kg.stores.NetworkxStore` reads it.

    Raises InputError for another kind of graph, a node that is neither str nor Literal and an edge without a relation.
    """
    from kgqa.kg.stores.networkx_store import NetworkxStore

    return NetworkxStore(graph, read_only=True).snapshot()


def to_rdflib(graph: Graph, base: str = "urn:kgqa:") -> rdflib.Graph:
    """An rdflib Graph of the facts, with rdfs:label, skos:altLabel and rdfs:comment for the names.

    Ids that are IRIs stay; others are percent-encoded below ``base``, entities and relations apart, as
    are datatypes; types that are no facts and inverses go to predicates of ``base``. Comes back equal
    through :func:`from_rdflib`, but for the order of aliases and types (sorted there), xsd:string (plain
    there), and facts whose relation is one of the words for names. Raises InputError for a literal with
    a datatype and a language, or a language that RDF does not allow. An rdflib Graph has no named graphs: a Dataset in
    :class:`kgqa.kg.stores.RdflibStore` keeps them.
    """
    import rdflib

    names = _Names(base)
    out = rdflib.Graph()
    label, alias, comment = (rdflib.URIRef(id) for id in (rdf.LABELS[0], rdf.ALIAS, rdf.RDFS + "comment"))

    def describe(subject: Any, text: str, aliases: tuple[str, ...]) -> None:
        out.add((subject, label, rdflib.Literal(text)))
        for name in aliases:
            out.add((subject, alias, rdflib.Literal(name)))

    for row in range(graph.n_entities):
        entity = graph.entity(row)
        subject = names.entity(entity.id)
        describe(subject, entity.label, entity.aliases)
        if entity.description:
            out.add((subject, comment, rdflib.Literal(entity.description)))
        for type in entity.types:
            out.add((subject, names.meta("type"), rdflib.Literal(type)))
    for index in range(graph.n_relations):
        relation = graph.relation(index)
        subject = names.relation(relation.id)
        out.add((subject, rdflib.URIRef(rdf.TYPE), rdflib.URIRef(rdf.RDF + "Property")))
        describe(subject, relation.label, relation.aliases)
        if relation.inverse:
            out.add((subject, names.meta("inverse"), rdflib.Literal(relation.inverse)))
    for triple in graph.match():
        tail = triple.tail
        node = names.entity(tail) if isinstance(tail, str) else names.literal(tail)
        out.add((names.entity(triple.head), names.relation(triple.relation), node))
    return out


def from_rdflib(graph: rdflib.Graph, base: str = "urn:kgqa:") -> Graph:
    """A Graph of an rdflib Graph: names are lifted (``kgqa.kg.formats.rdf.lift``), the rest are facts."""
    names = _Names(base)
    type_of: defaultdict[str, set[str]] = defaultdict(set)
    inverse_of: dict[str, str] = {}
    statements: list[Triple] = []
    for subject, predicate, object in graph:
        statement = Triple(names.plain(subject), str(predicate), names.node(object))
        if predicate == names.meta("type"):
            type_of[statement.head].add(str(object))
        elif predicate == names.meta("inverse"):
            inverse_of[statement.head] = str(object)
        else:
            statements.append(statement)
    data = rdf.lift(statements)
    entities = [
        replace(e, id=names.back(e.id), types=tuple(sorted({*e.types, *type_of.get(e.id, ())}))) for e in data.entities
    ]
    relations = [
        Relation(names.back(r.id), r.label, r.aliases, inverse_of.get(r.id, r.inverse)) for r in data.relations
    ]
    triples = [
        Triple(
            names.back(t.head),
            names.back(t.relation),
            names.back(t.tail) if isinstance(t.tail, str) else t.tail,
        )
        for t in data.triples
    ]
    return Graph.build(triples, entities, relations)


class _Names:
    """The IRIs of one base. What follows it is ``kind/`` and a percent-encoded id, in which no ``/`` is
    left, so that no two kinds can meet."""

    def __init__(self, base: str) -> None:
        if not is_iri(f"{base}x"):
            raise InputError(f"base must be the start of an IRI, such as 'urn:kgqa:', found {base!r}")
        self._base = base

    def entity(self, id: str) -> Any:
        import rdflib

        return rdflib.BNode(id[2:]) if _BLANK.fullmatch(id) else self._iri("entity", id)

    def relation(self, id: str) -> Any:
        return self._iri("relation", id)

    def meta(self, name: str) -> Any:
        return self._iri("meta", name)

    def literal(self, literal: Literal) -> Any:
        import rdflib

        if literal.lang and literal.datatype not in ("", rdf.RDF + "langString"):
            raise InputError(f"a literal must have a datatype or a language, not both, found {literal!r}")
        datatype = self._iri("datatype", literal.datatype) if literal.datatype and not literal.lang else None
        try:
            # Normalising would turn "01" into "1".
            return rdflib.Literal(literal.value, lang=literal.lang or None, datatype=datatype, normalize=False)
        except ValueError as error:
            raise InputError(f"{literal!r}: {error}") from None

    def plain(self, term: Any) -> str:
        import rdflib

        return f"_:{term}" if isinstance(term, rdflib.BNode) else str(term)

    def node(self, term: Any) -> Node:
        import rdflib

        if not isinstance(term, rdflib.Literal):
            return self.plain(term)
        datatype = "" if term.datatype is None or term.language else str(term.datatype)
        return Literal(str(term), "" if datatype == _XSD_STRING else self.back(datatype), term.language or "")

    def back(self, iri: str) -> str:
        if not iri.startswith(self._base):
            return iri
        kind, slash, id = iri.removeprefix(self._base).partition("/")
        return unquote(id) if slash and kind in ("entity", "relation", "datatype") else iri

    def _iri(self, kind: str, id: str) -> Any:
        import rdflib

        if is_iri(id) and not id.startswith(self._base):
            return rdflib.URIRef(id)
        return rdflib.URIRef(f"{self._base}{kind}/{quote(id, safe='')}")
