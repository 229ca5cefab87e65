"""A knowledge base folder as a read-only store of rdflib: ``rdflib.Graph("kgqa")``, and SPARQL over it.

rdflib finds this class by the entry point ``kgqa`` of ``rdf.plugins.store``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.store import NO_STORE, VALID_STORE, Store
from rdflib.term import BNode, Literal, URIRef

from kgqa.errors import InputError, StoreError
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph as KnowledgeGraph
from kgqa.kg.stores.named import Names
from kgqa.kg.stores.rdf_terms import BLANK, id_of, iri_of, literal_of
from kgqa.types import Literal as Value
from kgqa.types import Node, Triple

_Row = tuple[Any, Any, Any]


class KGQAStore(Store):
    """The facts and names of one version of a knowledge base, by the IRIs that ``kgqa dump`` writes.

    A plain Graph holds the facts of all named graphs; a Dataset tells them apart, names being in its default graph.
    Every entity has an rdfs:label. Nothing can be written.

    >>> graph = rdflib.Graph("kgqa")                                                # doctest: +SKIP
    >>> graph.open("movies.kb")                                                     # doctest: +SKIP
    >>> graph.query('SELECT ?f { ?f <urn:kgqa:directed_by> ?d . ?d rdfs:label "Michael Mann" }')  # doctest: +SKIP
    """

    context_aware = True
    graph_aware = True

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        self._graph: KnowledgeGraph | None = None
        self._names: Names | None = None
        self._prefixes: dict[str, URIRef] = {}
        super().__init__(configuration, identifier)

    @classmethod
    def of(cls, graph: KnowledgeGraph) -> KGQAStore:
        """A store of a graph that is open already, for ``rdflib.Graph(KGQAStore.of(graph))``."""
        store = cls()
        store._graph, store._names = graph, Names(graph)
        return store

    def open(self, configuration: str | tuple[str, str], create: bool = False) -> int:
        """Open the knowledge base folder that ``configuration`` names; NO_STORE where it is none, as rdflib has it."""
        try:
            graph = KnowledgeGraph.load(open_folder(str(configuration)).arrays(GRAPH))
        except StoreError:
            if create:
                raise InputError(f"{configuration}: is made by kgqa import, not through rdflib") from None
            return NO_STORE
        self._graph, self._names = graph, Names(graph)
        return VALID_STORE

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the knowledge base."""
        self._graph = self._names = None

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **options: Any) -> NoReturn:
        """Leave SPARQL to rdflib, but for what would fetch from elsewhere (SERVICE, FROM), which is InputError."""
        self._open  # noqa: B018  # a closed store is an error, and no empty answer
        parsed = query if isinstance(query, Query) else translateQuery(parseQuery(query), initNs=initNs)
        for part in _parts(parsed.algebra):
            if part.name == "ServiceGraphPattern" or part.datasetClause:
                raise InputError(
                    "SERVICE and FROM would fetch from elsewhere: ask with GRAPH, over the knowledge base alone"
                )
        raise NotImplementedError  # rdflib's way to say: ask by triples()

    def update(self, *update: Any, **options: Any) -> NoReturn:
        """Refused before anything that it may LOAD is fetched."""
        self._refuse()

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[tuple[Any, Iterator[Any]]]:
        """The statements that fit, each with the graphs it stands in."""
        (graph, names), wanted = self._open, self._wanted(context)
        try:
            head, relation, tail = self._pattern(triple_pattern)
        except ValueError:
            return  # what no statement can hold
        facts = graph.match(head, relation, tail)
        for fact in facts:
            origins = graph.origins(fact) if graph.named_graphs else ("",)
            if wanted is None or wanted in origins:
                yield self._row(fact), self._contexts(origins)
        if not wanted:
            for name in names.match(head, relation, tail):
                yield self._row(name), self._contexts(("",))

    def __len__(self, context: Any = None) -> int:
        (graph, names), wanted = self._open, self._wanted(context)
        if wanted is None or (wanted == "" and not graph.named_graphs):
            return graph.n_triples + len(names)
        return sum(1 for _ in self.triples((None, None, None), context))

    def contexts(self, triple: Any = None) -> Iterator[Any]:  # type: ignore[override]  # rdflib says Generator
        """The graphs there are, or those that a triple stands in."""
        if triple is None:
            yield from self._contexts(("", *(name for name in self._open[0].named_graphs if name)))
            return
        for _, graphs in self.triples(triple):
            yield from graphs

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Note a prefix for this session; the knowledge base keeps none."""
        if override or prefix not in self._prefixes:
            self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        return next((prefix for prefix, found in self._prefixes.items() if found == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        yield from self._prefixes.items()

    def add_graph(self, graph: Any) -> None:
        """rdflib names the graphs that it looks at; there is nothing to write for it."""

    def add(self, triple: Any, context: Any, quoted: bool = False) -> NoReturn:
        self._refuse()

    def remove(self, triple: Any, context: Any = None) -> NoReturn:
        self._refuse()

    def remove_graph(self, graph: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise InputError("a knowledge base is read-only in rdflib: write the facts to a file and import it")

    @property
    def _open(self) -> tuple[KnowledgeGraph, Names]:
        if self._graph is None or self._names is None:
            raise StoreError('no knowledge base is open: graph = rdflib.Graph("kgqa"); graph.open("movies.kb")')
        return self._graph, self._names

    def _wanted(self, context: Any) -> str | None:
        """The named graph that is asked for, "" for the default graph, None for all of them together."""
        identifier = getattr(context, "identifier", context)
        if identifier is None:
            return None
        if identifier == DATASET_DEFAULT_GRAPH_ID:
            return ""
        name = f"_:{identifier}" if isinstance(identifier, BNode) else id_of(str(identifier))
        # A plain Graph has a blank node of its own for its name.
        return None if isinstance(identifier, BNode) and name not in self._open[0].named_graphs else name

    def _contexts(self, names: tuple[str, ...]) -> Iterator[Any]:
        for name in names:
            yield Graph(self, _resource(name) if name else DATASET_DEFAULT_GRAPH_ID)

    def _pattern(self, pattern: Any) -> tuple[str | None, str | None, Node | None]:
        head, relation, tail = pattern
        if isinstance(head, Literal) or isinstance(relation, Literal | BNode):
            raise ValueError
        return (
            None if head is None else _id(head),
            None if relation is None else id_of(str(relation), is_relation=True),
            None if tail is None else _node(tail),
        )

    def _row(self, fact: Triple) -> _Row:
        tail = _resource(fact.tail) if isinstance(fact.tail, str) else _literal(fact.tail)
        return _resource(fact.head), URIRef(iri_of(fact.relation)), tail


def _parts(part: Any) -> Iterator[CompValue]:
    """All parts of a parsed query, one within the other."""
    if isinstance(part, CompValue):
        yield part
        part = list(part.values())
    if isinstance(part, list | tuple | set):
        for inner in part:
            yield from _parts(inner)


def _resource(id: str) -> BNode | URIRef:
    return BNode(id[2:]) if BLANK.fullmatch(id) else URIRef(iri_of(id))


def _id(term: Any) -> str:
    return f"_:{term}" if isinstance(term, BNode) else id_of(str(term))


def _node(term: Any) -> Node:
    if not isinstance(term, Literal):
        return _id(term)
    return literal_of(str(term), str(term.datatype or ""), term.language or "")


def _literal(literal: Value) -> Literal:
    if literal.lang:
        try:
            return Literal(literal.value, lang=literal.lang)
        except ValueError:
            return Literal(literal.value)  # what is no language tag is left out, as in a dump
    datatype = URIRef(iri_of(literal.datatype)) if literal.datatype else None
    # Normalising would turn "01" into "1".
    return Literal(literal.value, datatype=datatype, normalize=False)
