"""A networkx MultiDiGraph as a store, for those who want its algorithms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.records import merge_entities, merge_relations
from kgqa.kg.stores.base import BaseStore, Facts, with_graphs
from kgqa.types import Entity, Literal, Node, Quad, Relation, Triple

if TYPE_CHECKING:
    import networkx

_GRAPHS = "graphs"
_RELATIONS = "relations"


class NetworkxStore(BaseStore):
    """The caller's MultiDiGraph, read and written in place.

    Nodes are ids (str) and Literals, the key of an edge is its relation, as ``kgqa.kg.bridges.to_networkx`` makes
    them; an edge whose key is a number (networkx's own) has its relation in the attribute ``relation``. Nodes may
    have label, aliases, description and types; an edge its named graphs in ``graphs``; the graph itself Relations
    in ``relations``.

    >>> import networkx
    >>> graph = networkx.MultiDiGraph()
    >>> NetworkxStore(graph).add([Triple("Heat", "directed_by", "Michael Mann")])
    >>> list(graph.edges(keys=True))
    [('Heat', 'Michael Mann', 'directed_by')]
    """

    def __init__(
        self, graph: networkx.MultiDiGraph | None = None, *, relation: str = "relation", read_only: bool = False
    ) -> None:
        import networkx

        super().__init__(read_only)
        self.graph: Any = networkx.MultiDiGraph() if graph is None else graph
        if not (self.graph.is_directed() and self.graph.is_multigraph()):
            raise InputError(f"the graph must be a networkx MultiDiGraph, found {type(graph).__name__}")
        self._attribute = relation

    def match(self, head: str | None = None, relation: str | None = None, tail: Node | None = None) -> Iterator[Triple]:
        yield from dict.fromkeys(triple for triple, _ in self._edges(head, relation, tail))

    def entity(self, id: str) -> Entity | None:
        if id not in self.graph:
            return None
        data = self.graph.nodes[id]
        return Entity(
            id,
            data.get("label") or label_of(id),
            tuple(data.get("aliases", ())),
            data.get("description", ""),
            tuple(data.get("types", ())),
        )

    def relation(self, id: str) -> Relation | None:
        named: dict[str, Relation] = {known.id: known for known in self.graph.graph.get(_RELATIONS, ())}
        if id in named:
            return named[id]
        return Relation(id, relation_label(id)) if next(self.match(relation=id), None) else None

    def snapshot(self) -> Graph:
        for node in self.graph:
            if not isinstance(node, str | Literal):
                raise InputError(f"a node must be an id (str) or a Literal, found {node!r}")
        ids = [node for node in self.graph if isinstance(node, str)]
        entities = [entity for id in ids if (entity := self.entity(id))]
        return Graph.build(self._statements(), entities, self.graph.graph.get(_RELATIONS, ()))

    def _statements(self) -> Iterator[Triple]:
        for triple, data in self._edges(None, None, None):
            for name in data.get(_GRAPHS) or ("",):
                yield Quad(triple.head, triple.relation, triple.tail, name) if name else triple

    def _edges(self, head: str | None, relation: str | None, tail: Node | None) -> Iterator[tuple[Triple, Any]]:
        """The edges that fit, with their data: a fact twice where two edges say it."""
        graph = self.graph
        if head is not None:
            edges = graph.out_edges(head, keys=True, data=True) if head in graph else ()
        elif tail is not None:
            edges = graph.in_edges(tail, keys=True, data=True) if tail in graph else ()
        else:
            edges = graph.edges(keys=True, data=True)
        for start, end, key, data in edges:
            found = self._relation(key, data)
            if (relation is None or found == relation) and (tail is None or end == tail):
                if not isinstance(start, str) or not isinstance(end, str | Literal):
                    raise InputError(f"an edge must go from an id to an id or a Literal, found {start!r} to {end!r}")
                yield Triple(start, found, end), data

    def _relation(self, key: Any, data: Any) -> str:
        found = key if isinstance(key, str) else data.get(self._attribute)
        if not isinstance(found, str) or not found:
            raise InputError(
                f"an edge must have its relation as key (str) or as attribute {self._attribute!r}, "
                f"found key {key!r} and attributes {sorted(map(str, data))}"
            )
        return found

    def _write(self, facts: Facts, entities: list[Entity], relations: list[Relation]) -> None:
        for fact, graphs in facts.items():
            if isinstance(fact.tail, Literal):
                self.graph.add_node(fact.tail, label=fact.tail.value)
            edges = [data for _, data in self._edges(fact.head, fact.relation, fact.tail)]
            for data in edges:
                if found := with_graphs(data.get(_GRAPHS) or ("",), graphs):
                    data[_GRAPHS] = found
            if not edges:
                found = with_graphs((), graphs)
                self.graph.add_edge(fact.head, fact.tail, key=fact.relation, **({_GRAPHS: found} if found else {}))
        for record in entities:
            known = self.entity(record.id)
            one = merge_entities([known, record] if known else [record])[record.id]
            names = {"label": one.label, "aliases": one.aliases, "description": one.description, "types": one.types}
            self.graph.add_node(one.id, **names)
        if relations:
            merged = merge_relations([*self.graph.graph.get(_RELATIONS, ()), *relations])
            self.graph.graph[_RELATIONS] = tuple(merged[id] for id in sorted(merged))

    def _delete(self, facts: Facts) -> None:
        for fact in facts:
            if fact.head in self.graph and fact.tail in self.graph:
                between = dict(self.graph.get_edge_data(fact.head, fact.tail) or {})
                for key, data in between.items():
                    if self._relation(key, data) == fact.relation:
                        self.graph.remove_edge(fact.head, fact.tail, key=key)
                if isinstance(fact.tail, Literal) and not self.graph.degree(fact.tail):
                    self.graph.remove_node(fact.tail)
