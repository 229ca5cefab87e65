"""Any rdflib Graph or Dataset as a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError
from kgqa.kg.stores.base import Facts
from kgqa.kg.stores.rdf_base import RdfStore
from kgqa.kg.stores.rdf_names import is_naming
from kgqa.kg.stores.rdf_terms import BLANK, id_of, iri_of, is_valid_iri, literal_of, literal_parts
from kgqa.types import Node, Quad, Triple

if TYPE_CHECKING:
    import rdflib

_Pattern = tuple[Any, Any, Any]


class RdflibStore(RdfStore):
    """The caller's rdflib Graph, read and written in place; named graphs need a Dataset.

    IRIs that RDF does not allow, relative ones and blank nodes of any name are found too, where the graph has them.

    >>> import rdflib
    >>> graph = rdflib.Graph()
    >>> RdflibStore(graph).add([Triple("Heat", "directed_by", "Michael Mann")])
    >>> [str(term) for term in next(iter(graph))]
    ['urn:kgqa:Heat', 'urn:kgqa:directed_by', 'urn:kgqa:Michael%20Mann']
    """

    def __init__(self, graph: rdflib.Graph | None = None, *, read_only: bool = False) -> None:
        import rdflib

        super().__init__(read_only)
        self.graph: Any = rdflib.Graph() if graph is None else graph
        self._is_dataset = isinstance(self.graph, rdflib.Dataset)

    def _has_graphs(self) -> bool:
        return self._is_dataset

    def _raw(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        try:
            pattern = (
                None if head is None else self._resource(head),
                None if relation is None else self._iri(relation),
                None if tail is None else self._term(tail),
            )
        except ValueError:
            return  # what RDF can't say stands in no graph of RDF
        for (start, kind, end), graphs in self._rows(pattern):
            statement = Triple(self._id(start), id_of(str(kind), is_relation=True), self._node(end))
            for graph in graphs:
                yield Quad(statement.head, statement.relation, statement.tail, graph) if graph else statement

    def _rows(self, pattern: _Pattern) -> Iterator[tuple[_Pattern, list[str]]]:
        """Triples of terms, each with the named graphs it stands in."""
        if not self._is_dataset:
            yield from ((row, [""]) for row in self.graph.triples(pattern))
            return
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        for row, contexts in self.graph.store.triples(pattern, context=None):
            names = {getattr(context, "identifier", context) for context in contexts}
            yield row, sorted("" if name in (None, DATASET_DEFAULT_GRAPH_ID) else self._id(name) for name in names)

    def _insert(self, batch: Iterable[Triple]) -> None:
        rows = [(self._terms(statement), getattr(statement, "graph", "")) for statement in batch]
        if not self._is_dataset:
            named = next((graph for _, graph in rows if graph), "")
            if named:
                raise InputError(f"an rdflib Graph has no named graphs, a Dataset has; found a fact of {named!r}")
            self.graph.addN((*row, self.graph) for row, _ in rows)
            return
        for row, graph in rows:
            (self.graph.get_context(self._resource(graph)) if graph else self.graph.default_graph).add(row)

    def _delete(self, facts: Facts) -> None:
        for row in [self._terms(fact) for fact in facts if not is_naming(fact)]:
            self.graph.remove((*row, None) if self._is_dataset else row)

    def _terms(self, statement: Triple) -> _Pattern:
        return self._resource(statement.head), self._iri(statement.relation), self._term(statement.tail)

    def _resource(self, id: str) -> Any:
        import rdflib

        if id.startswith("_:"):
            node = rdflib.BNode(id[2:])
            if BLANK.fullmatch(id) or self._holds(node):
                return node
        return self._iri(id)

    def _iri(self, id: str) -> Any:
        import rdflib

        if not is_valid_iri(id) and self._holds(rdflib.URIRef(id)):
            return rdflib.URIRef(id)
        return rdflib.URIRef(iri_of(id))

    def _holds(self, term: Any) -> bool:
        patterns = ((term, None, None), (None, None, term), (None, term, None))
        return any(next(self._rows(pattern), None) is not None for pattern in patterns)

    def _term(self, node: Node) -> Any:
        import rdflib

        if isinstance(node, str):
            return self._resource(node)
        value, datatype, lang = literal_parts(node)
        try:
            # Normalising would turn "01" into "1".
            return rdflib.Literal(
                value, lang=lang or None, datatype=rdflib.URIRef(datatype) if datatype else None, normalize=False
            )
        except ValueError as error:
            raise InputError(f"{node!r}: {error}") from None

    def _id(self, term: Any) -> str:
        import rdflib

        return f"_:{term}" if isinstance(term, rdflib.BNode) else id_of(str(term))

    def _node(self, term: Any) -> Node:
        import rdflib

        if not isinstance(term, rdflib.Literal):
            return self._id(term)
        return literal_of(str(term), str(term.datatype or ""), term.language or "")
