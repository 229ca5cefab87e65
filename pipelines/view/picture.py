"""A picture: the nodes and edges around some entities or an answer, each edge with the sentences that say it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.kg.names import label_of
from kgqa.pipelines.view.grow import grow
from kgqa.types import Literal, Triple

MAX_HOPS, MAX_NODES = 4, 1000
"""The most that is drawn: beyond it nobody sees anything, and the page takes seconds to lay out."""
EDGES_A_NODE = 6
"""At most this many edges are drawn for each node that may be."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that says a fact. ``text[start:end]`` is the stretch that says it, empty where not known.

    ``doc`` is the title or id of its document; ``page`` counts from 1; ``at`` is the character of the document where
    the sentence starts; ``confidence`` in (0, 1] is that of the ``extractor`` that read it.
    """

    text: str
    start: int = 0
    end: int = 0
    doc: str = ""
    page: int | None = None
    confidence: float | None = None
    at: int | None = None
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity, or a literal with its datatype as description and an id made up for the picture.

    ``distance``: hops from the start. ``left_out``: facts of it that are not drawn. ``role``: "asked" or "answer"
    where a question named it or is answered by it.
    """

    id: str
    label: str
    type: str = ""
    description: str = ""
    literal: bool = False
    distance: int = 0
    aliases: tuple[str, ...] = ()
    left_out: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One fact: ids of nodes and the relation's label. ``highlighted``: an answer rests on it."""

    head: str
    relation: str
    tail: str
    sentences: tuple[Sentence, ...] = ()
    highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. ``left_out`` facts lie within ``hops`` of the start and found no room.

    ``lines`` say more under the title (an answer, or why there is none); ``quotes`` are what was read in passages.
    """

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0
    hops: int = 2
    lines: tuple[str, ...] = ()
    quotes: tuple[Sentence, ...] = ()


Evidence = Callable[[Triple], Sequence[Sentence]]
"""The sentences that say a fact, best first."""


def around(
    graph: Graph,
    starts: Sequence[str],
    hops: int = 2,
    max_nodes: int = 150,
    evidence: Evidence | None = None,
    *,
    title: str = "",
    must: Sequence[Triple] = (),
    roles: Mapping[str, str] | None = None,
) -> Picture:
    """The graph around the entities ``starts`` (ids): what is within ``hops`` of them, up to ``max_nodes`` nodes.

    All facts between drawn nodes are drawn, at most EDGES_A_NODE times ``max_nodes``; what finds no room is counted.
    ``evidence`` is asked once for each drawn edge. ``must`` are facts that are drawn and highlighted before all
    others. A function of its arguments alone. Raises InputError for an id the graph lacks, hops outside
    1..MAX_HOPS, or max_nodes outside 1..MAX_NODES or below the number of starts.
    """
    if not 1 <= hops <= MAX_HOPS:
        raise InputError(f"hops must be from 1 to {MAX_HOPS}, found {hops}")
    first = dict.fromkeys(_row(graph, id) for id in starts)
    if not max(1, len(first)) <= max_nodes <= MAX_NODES:
        raise InputError(f"max_nodes must be from {max(1, len(first))} to {MAX_NODES}, found {max_nodes}")
    held = dict.fromkeys(first, 0)
    kept = set()
    for triple in must:
        ends = {row for row in (graph.row(triple.head), graph.row(triple.tail)) if row is not None}
        if ends and len(held.keys() | ends) <= max_nodes:
            for row in sorted(ends):
                held.setdefault(row, 1)
            kept.add(Triple(triple.head, triple.relation, triple.tail))
    rows = grow(graph, held, hops, max_nodes)
    facts, unseen = _facts(graph, rows, kept, EDGES_A_NODE * max_nodes)
    names = _names(graph, rows)
    degrees = Counter(row for head, _, tail in facts for row in (head, tail))
    nodes = [
        replace(
            _node(graph, row, names[row], distance),
            left_out=0 if row >= graph.n_entities else graph.degree(row) - degrees[row],
            role=(roles or {}).get(names[row], "") if row < graph.n_entities else "",
        )
        for row, distance in rows.items()
    ]
    labels = {relation: graph.relation(relation).label for relation in sorted({fact[1] for fact in facts})}
    edges = []
    for head, relation, tail in facts:
        triple = _triple(graph, head, relation, tail)
        said = tuple(evidence(triple)) if evidence else ()
        edges.append(Edge(names[head], labels[relation], names[tail], said, triple in kept))
    inner = {row for row, distance in rows.items() if distance < hops and row < graph.n_entities}
    # A fact between two nodes that was not drawn is missing at both.
    twice = sum(head in inner and tail in inner for head, _, tail in unseen)
    left = sum(node.left_out for node in nodes if not node.literal and node.distance < hops) - twice
    return Picture(title or _title(nodes), tuple(nodes), tuple(edges), left, hops)


Fact = tuple[int, int, int]
"""Rows of head and tail, and the relation's number between them."""


def _facts(graph: Graph, rows: Mapping[int, int], must: set[Triple], most: int) -> tuple[list[Fact], list[Fact]]:
    """The facts between ``rows`` that are drawn and those that are not, the former in order of their heads."""
    drawn = np.zeros(graph.n_terms, bool)
    drawn[list(rows)] = True
    found: list[Fact] = []
    for head in rows:
        if head < graph.n_entities:
            relations, tails = graph.out_edges(head)
            keep = np.flatnonzero(drawn[tails])
            found += [(head, int(relations[at]), int(tails[at])) for at in keep.tolist()]
    if len(found) <= most:
        return found, []
    wanted = sorted(
        range(len(found)),
        key=lambda at: (_triple(graph, *found[at]) not in must, max(rows[found[at][0]], rows[found[at][2]]), at),
    )
    return [found[at] for at in sorted(wanted[:most])], [found[at] for at in sorted(wanted[most:])]


def _triple(graph: Graph, head: int, relation: int, tail: int) -> Triple:
    return Triple(graph.ids[head], graph.relation(relation).id, graph.node(tail))


def _row(graph: Graph, id: str) -> int:
    row = graph.row(id)
    if row is None:
        raise InputError(f"the graph has no entity {id!r}")
    return row


def _names(graph: Graph, rows: Iterable[int]) -> dict[int, str]:
    """An id for each row: an entity's own, for a literal one that no entity has."""
    return {row: graph.ids[row] if row < graph.n_entities else _literal_id(graph, row) for row in rows}


def _literal_id(graph: Graph, row: int) -> str:
    value, datatype, lang = graph.literals.key(row - graph.n_entities)
    id = f"{json.dumps(value, ensure_ascii=False)}^^{datatype}@{lang}"
    while graph.row(id) is not None:
        id += " "
    return id


def _node(graph: Graph, row: int, id: str, distance: int) -> Node:
    node = graph.node(row)
    if isinstance(node, Literal):
        return Node(id, node.value, description=label_of(node.datatype) or node.lang, literal=True, distance=distance)
    entity = graph.entity(row)
    type_ = entity.types[0] if entity.types else ""
    return Node(id, entity.label, type_, entity.description, distance=distance, aliases=entity.aliases)


def _title(nodes: Sequence[Node]) -> str:
    starts = [node.label for node in nodes if node.distance == 0]
    more = f" and {len(starts) - 3} more" if len(starts) > 3 else ""
    return ", ".join(starts[:3]) + more
