"""Relation chains around an entity: which ways lead anywhere, and where each of them ends.

Which chains there are is read off a sample of the nodes on the way, so that a hub costs milliseconds; the
ends of the few chains that are kept are then walked in full. Where the relations around an entity are so many that
their chains are millions, further steps are looked for from some chains only: a question says which.

A step that undoes the one before it (a film's director, and what that one directed) does not lead back to the start:
"other films of its director" are meant. Any other step may, since "its son's mother" may be the start itself; but of
several ends the start is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kgqa.kg.graph import Graph
from kgqa.kg.runs import spread
from kgqa.retriever.hubs import HUB, OF_EACH, some_edges
from kgqa.retriever.row_sets import Rows, among, best, distinct, places_in

Chain = tuple[int, ...]
"""Step codes: twice the relation's number, plus one where it is walked from tail to head."""

NODES_SAMPLED = 64
"""Nodes of one chain that are looked at for further steps."""

NODES_WALKED = 20_000
"""Nodes between start and end that a kept chain goes through, at most."""

EDGES_LISTED, EDGES_WALKED, EDGES_CHOSEN = 1_000_000, 100_000, 200_000
"""Edges of one hop up to which all chains are listed; up to which all are walked, so that their next hop is listed too;
and edges of the chains that are chosen to be gone on from where there are more. A hub counts
:data:`kgqa.retriever.hubs.HUB` each time that it is met."""

WIDE = 1024
"""Edges, both ways together, above which a node's relations are found without a look at each edge."""

CHOSEN = 512
"""Of a table of chains as many, the best, are walked to be gone on from."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Chains of one length and the nodes that each leads to.

    ``chains`` (n, length) int64, in order; ``bounds`` (n + 1,) into ``nodes``, which are sorted for each chain.
    """

    chains: Rows
    bounds: Rows
    nodes: Rows

    @classmethod
    def at(cls, row: int) -> Layer:
        """The chain without a step."""
        return cls(np.zeros((1, 0), np.int64), np.array([0, 1]), np.array([row], np.int64))

    def ends(self, number: int) -> Rows:
        """The sorted nodes that a chain leads to."""
        return self.nodes[self.bounds[number] : self.bounds[number + 1]]

    def inner(self, graph: Graph, most: int) -> tuple[Rows, Rows]:
        """(numbers of chains, nodes to go on from): of each chain ``most`` entities, spread evenly."""
        before = np.concatenate([[0], np.cumsum(self.nodes < graph.n_entities)])
        begins = self.bounds[:-1]  # entities come before values
        owners, at = spread(begins, begins + before[self.bounds[1:]] - before[begins], most)
        return owners, self.nodes[at]

    def taken(self, kept: Rows) -> Layer:
        """The chains with these numbers, which never descend."""
        begins, ends = self.bounds[kept], self.bounds[kept + 1]
        bounds = np.concatenate([[0], (ends - begins).cumsum()])
        return Layer(self.chains[kept], bounds, self.nodes[spread(begins, ends)[1]])


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What chains there are around an entity.

    ``tables`` (n, length), in order, of each length that was listed as a whole; ``rest``: where longer ones are too
    many to be listed, the last chains that were walked, of this length or one step less, and ``edges`` (n,) that are
    looked at to go on from each; else None. ``met``: the steps of all in ``tables``, in order.
    """

    tables: tuple[Rows, ...]
    rest: Layer | None
    edges: Rows | None
    met: Rows


def steps_in(tables: Sequence[Rows]) -> Rows:
    """The steps that stand in some arrays of them, in order."""
    is_met = np.zeros(1 + max((int(table.max(initial=-1)) for table in tables), default=-1), bool)
    for table in tables:
        is_met[table] = True
    return np.flatnonzero(is_met)


def discover(graph: Graph, start: int, hops: int) -> list[Chain]:
    """All chains of 1 to ``hops`` steps from the entity in row ``start``, sorted: around a hub they may be millions.

    A chain that only undoes its steps is left out.
    """
    layer, found = Layer.at(start), []
    for hop in range(hops):
        if hop:
            layer = onward(graph, start, layer)
        found += [tuple(chain) for chain in further(graph, start, layer).tolist()]
    return found


def around(graph: Graph, start: int, hops: int) -> Around:
    """The chains of 1 to ``hops`` steps from the entity in row ``start``, as far as they are not too many."""
    tables: list[Rows] = []
    layer, edges = Layer.at(start), np.zeros(1, np.int64)
    while len(tables) < hops:
        many = int(edges.sum())
        if many > EDGES_LISTED:
            break
        if len(tables) == hops - 1 or many > EDGES_WALKED:
            tables.append(further(graph, start, layer))
            break
        layer = onward(graph, start, layer)
        edges = _edges(graph, layer)
        tables.append(layer.chains)
    # What a chain begins with is a chain of its own.
    met = steps_in([table[:, -1] for table in tables])
    return Around(tuple(tables), None, None, met) if len(tables) == hops else Around(tuple(tables), layer, edges, met)


def beyond(graph: Graph, start: int, known: Around, hops: int, rank: Callable[[Rows], Rows]) -> list[Rows]:
    """Tables of longer chains than ``known`` has, up to ``hops`` steps: those that begin with its best.

    ``rank`` gives a number to each of (n, length) chains, the higher the sooner it is gone on from, -inf: not at all;
    equal ones are in order.
    """
    layer, edges = known.rest, known.edges
    found: list[Rows] = []
    while layer is not None and len(known.tables) + len(found) < hops:
        tables = (*known.tables, *found)
        if tables[-1].shape[1] > layer.chains.shape[1]:
            chosen = best(rank(tables[-1]), CHOSEN)
            layer, edges = reached(graph, start, layer, tables[-1][np.sort(chosen)]), None
        order = best(rank(layer.chains))
        own = _edges(graph, layer) if edges is None else edges
        fits = int(np.searchsorted(own[order].cumsum(), EDGES_CHOSEN, side="right"))
        layer = layer.taken(np.sort(order[: max(1, fits)]))
        found.append(further(graph, start, layer))
    return found


def _edges(graph: Graph, layer: Layer) -> Rows:
    """(n,) edges that are looked at to go on from each chain, roughly."""
    owners, nodes = layer.inner(graph, NODES_SAMPLED)
    edges = np.minimum(graph.degrees(nodes), HUB)
    return np.bincount(owners, edges, len(layer.chains)).astype(np.int64)


def reached(graph: Graph, start: int, layer: Layer, chains: Rows) -> Layer:
    """The nodes that ``chains`` (n, length + 1), in order, lead to: each is one of ``layer`` and a step from there.

    As :func:`onward`, but of each relation of every node some edges stand for the rest.
    """
    width = 2 * graph.n_relations
    parents = np.searchsorted(_numbers(layer.chains, width), _numbers(chains[:, :-1], width))
    begun = layer.taken(parents)
    owners, nodes = begun.inner(graph, NODES_SAMPLED)
    codes, undoing = chains[:, -1], _undoing(begun)
    pairs = []
    for inverse in (0, 1):
        own = np.flatnonzero(codes[owners] % 2 == inverse)
        relations = codes[owners[own]] // 2
        sources, far = graph.along(nodes[own], relations, inverse=bool(inverse), most=OF_EACH)
        of = owners[own[sources]]
        keep = (far != start) | (codes[of] != undoing[of])
        pairs.append(of[keep] * graph.n_terms + far[keep])
    return _layer(chains, distinct(pairs), graph.n_terms)


def onward(graph: Graph, start: int, layer: Layer, *, most: int = NODES_SAMPLED) -> Layer:
    """Every chain of ``layer`` with each step that goes on from it, and the nodes it leads to.

    Of the nodes of a chain ``most``, spread evenly, are gone on from. A step that undoes the one before does not lead
    to ``start``.
    """
    owners, nodes = layer.inner(graph, most)
    width = max(1, 2 * graph.n_relations)
    undoing = _undoing(layer)
    keys, ends = [], []
    for inverse in (0, 1):
        sources, relations, far = some_edges(graph, nodes, inverse=bool(inverse))
        codes = 2 * relations.astype(np.int64) + inverse
        keep = (far != start) | (codes != undoing[owners[sources]])
        keys.append(owners[sources[keep]] * width + codes[keep])
        ends.append(far[keep].astype(np.int64))
    # All chains at once: a pair (chain and step, end) is one number, and sorting numbers is what numpy does well.
    key, end = np.concatenate(keys), np.concatenate(ends)
    kinds = distinct([key], len(layer.chains) * width)
    pairs = distinct([places_in(kinds, key) * graph.n_terms + end])
    return _layer(_longer(layer, kinds, width), pairs, graph.n_terms)


def further(graph: Graph, start: int, layer: Layer) -> Rows:
    """The chains of :func:`onward` alone, (n, length): where nobody goes on from them, no edge is followed."""
    owners, nodes = layer.inner(graph, NODES_SAMPLED)
    width = max(1, 2 * graph.n_relations)
    space = len(layer.chains) * width
    # A chain and the step after it are one number; those of each node's first step, and of what undoes the last one.
    firsts = owners * width
    undoing = firsts + _undoing(layer)[owners]
    # Of a node with few edges each is looked at; what has many is looked at once, and its edges are not read.
    is_wide = graph.degrees(nodes) > WIDE
    keys: list[Rows] = []
    for find, own in ((_steps_of, np.flatnonzero(~is_wide)), (_steps_of_wide, np.flatnonzero(is_wide))):
        keys += find(graph, start, nodes[own], firsts[own], undoing[own], space)
    kinds = distinct(keys, space + 1)
    return _longer(layer, kinds[:-1] if len(kinds) and kinds[-1] == space else kinds, width)


def _steps_of(graph: Graph, start: int, nodes: Rows, firsts: Rows, undoing: Rows, space: int) -> Iterator[Rows]:
    """The numbers of the steps from ``nodes``, by a look at each edge; ``space`` for one that undoes the step before it
    and leads to ``start`` alone. ``firsts``, ``undoing``: the numbers of each node's first step and of what undoes."""
    for inverse in (0, 1):
        sources, relations, edges = graph.steps(nodes, inverse=bool(inverse))
        keys = (firsts + inverse)[sources]
        keys += relations
        keys += relations
        back = np.flatnonzero(keys == undoing[sources])
        back = back[_alone(sources, keys, back)]
        keys[back[graph.far(edges[back], inverse=bool(inverse)) == start]] = space
        yield keys


def _steps_of_wide(graph: Graph, start: int, nodes: Rows, firsts: Rows, undoing: Rows, space: int) -> Iterator[Rows]:
    """As :func:`_steps_of`, for nodes of many edges, some of which come more than once."""
    rows, place = np.unique(nodes, return_inverse=True)
    for inverse in (0, 1):
        sources, relations, counts, ends = graph.runs(rows, inverse=bool(inverse))
        own = np.bincount(sources, minlength=len(rows))
        begins, many = (own.cumsum() - own)[place], own[place]
        at = np.arange(int(many.sum()))
        at += (begins - many.cumsum() + many).repeat(many)
        keys = (firsts + inverse).repeat(many)
        keys += (2 * relations.astype(np.int64))[at]
        keys[((counts == 1) & (ends == start))[at] & (keys == undoing.repeat(many))] = space
        yield keys


def _undoing(layer: Layer) -> Rows:
    """(n,) the step that undoes each chain's last one; -1 for the chain without a step."""
    return layer.chains[:, -1] ^ 1 if layer.chains.shape[1] else np.array([-1])


def _alone(sources: Rows, codes: Rows, places: Rows) -> Rows:
    """Of each of ``places`` in lists, grouped by source, whether it has none beside it of the same source and code."""
    found = np.ones(len(places), bool)
    for beside in (places - 1, places + 1):
        inside = np.clip(beside, 0, max(0, len(codes) - 1))
        found &= (inside != beside) | (sources[inside] != sources[places]) | (codes[inside] != codes[places])
    return found


def _layer(chains: Rows, pairs: Rows, n_terms: int) -> Layer:
    """Chains and where they lead: sorted numbers of chains times ``n_terms`` plus nodes."""
    bounds = np.searchsorted(pairs, np.arange(len(chains) + 1) * n_terms)
    return Layer(chains, bounds, pairs - (np.arange(len(chains)) * n_terms).repeat(np.diff(bounds)))


def _numbers(chains: Rows, width: int) -> Rows:
    """(n,) chains as numbers, in the same order."""
    found = np.zeros(len(chains), np.int64)
    for step in range(chains.shape[1]):
        found = found * width + chains[:, step]
    return found


def _longer(layer: Layer, kinds: Rows, width: int) -> Rows:
    """Chains with one more step: ``kinds`` are the numbers of chains times ``width`` plus the step."""
    owners = kinds // width
    # Step by step in memory, as chains are scored.
    steps = np.empty((layer.chains.shape[1] + 1, len(kinds)), np.int64)
    for step, before in enumerate(layer.chains.T):
        steps[step] = before[owners]
    steps[-1] = kinds - owners * width
    return steps.T


def walk(graph: Graph, start: int, chain: Chain) -> tuple[list[Rows], list[Rows]]:
    """The nodes after each step of ``chain``, and the edges that lead from ``start`` to its ends.

    Returns the layers, each sorted rows, and for each step an (n, 2) array of (near, far) rows.
    """
    layers: list[Rows] = []
    edges: list[Rows] = []
    frontier = np.array([start], np.int64)
    for i, code in enumerate(chain):
        inner = frontier[frontier < graph.n_entities][:NODES_WALKED]
        sources, far = graph.along(inner, code // 2, inverse=bool(code % 2))
        near = inner[sources]
        if i and code == chain[i - 1] ^ 1:
            near, far = near[far != start], far[far != start]
        if i == len(chain) - 1 and (far != start).any():
            near, far = near[far != start], far[far != start]
        pairs = np.empty((len(far), 2), np.int64)
        pairs[:, 0], pairs[:, 1] = near, far
        edges.append(pairs)
        # The edges of one node are in order, and none comes twice.
        frontier = far.astype(np.int64) if len(inner) == 1 else distinct([far.astype(np.int64)], graph.n_terms)
        layers.append(frontier)
    return layers, leading(edges)


def leading(edges: Sequence[Rows], ends: Rows | None = None) -> list[Rows]:
    """Of the (near, far) rows of each step those from which the chain goes on, to the last step or to ``ends``."""
    kept = list(edges)
    if ends is not None and kept:
        kept[-1] = kept[-1][among(kept[-1][:, 1], ends)]
    for i in range(len(kept) - 2, -1, -1):
        kept[i] = kept[i][among(kept[i][:, 1], kept[i + 1][:, 0])]
    return kept
