"""The array-level API beside bare numpy: the same questions of the same arrays, in turn."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.graph.made import entity
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.graph import Graph
from kgqa.kg.paths import ways

LIMIT = 1000
"""Edges of the second hop."""
ROUNDS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Bare:
    """Three arrays in memory and nothing around them."""

    offsets: Array
    relations: Array
    others: Array

    @classmethod
    def of(cls, file: ArrayFile, prefix: str) -> Bare:
        """Copies of a graph's."""
        return cls(*(np.array(file[f"{prefix}.{name}"]) for name in ("offsets", "relations", "others")))


def opening(path: Path) -> dict[str, Any]:
    """Milliseconds to open: the first time, its pages dropped from memory where the system lets us, and the best."""
    file = os.open(path, os.O_RDONLY)
    os.fsync(file)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)
    found = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        Graph.load(ArrayFile.open(path))
        found.append(1000 * (time.perf_counter() - begin))
    return {"open_first_ms": found[0], "open_ms": min(found)}


def ask(path: Path, count: int = 2000) -> dict[str, Any]:
    """Microseconds a question of bare numpy and of the graph, the best of some rounds; and the paths."""
    file = ArrayFile.open(path)
    graph, out, into = Graph.load(file), Bare.of(file, "out"), Bare.of(file, "in")
    rng = np.random.default_rng(5)
    heads = np.repeat(np.arange(graph.n_terms), np.diff(out.offsets))[rng.integers(0, graph.n_triples, count // 2)]
    rows = np.concatenate([heads, rng.integers(0, graph.n_entities, count // 2)]).tolist()
    offsets, relations, others = out.offsets, out.relations, out.others
    in_offsets, in_relations, in_others = into.offsets, into.relations, into.others

    def bare_facts(row: int) -> object:
        start, end = offsets[row], offsets[row + 1]
        into_start, into_end = in_offsets[row], in_offsets[row + 1]
        return (
            relations[start:end], others[start:end],
            in_relations[into_start:into_end], in_others[into_start:into_end],
        )  # fmt: skip

    def our_facts(row: int) -> object:
        return (*graph.out_edges(row), *graph.in_edges(row))

    def bare_two_hops(row: int) -> object:
        near = others[offsets[row] : offsets[row + 1]]
        starts = offsets[near]
        counts = offsets[near + 1] - starts
        ends = counts.cumsum()
        at = np.arange(ends[-1] if len(ends) else 0)
        at += (starts - ends + counts).repeat(counts)
        at = at[:LIMIT]
        return np.arange(len(near)).repeat(counts)[:LIMIT], relations[at], others[at]

    def our_two_hops(row: int) -> object:
        return graph.expand(graph.out_edges(row)[1], limit=LIMIT)

    for bare, ours in ((bare_facts, our_facts), (bare_two_hops, our_two_hops)):
        for row in rows[:: count // 100]:
            for one, other in zip(bare(row), ours(row), strict=True):  # type: ignore[call-overload]  # both give arrays
                assert np.array_equal(one, other)
    found = dict(zip(("bare_facts_us", "facts_us"), _in_turn((bare_facts, our_facts), rows), strict=True))
    two = _in_turn((bare_two_hops, our_two_hops), rows)
    found.update(zip(("bare_two_hops_us", "two_hops_us"), two, strict=True))
    ids = [entity(int(number)) for number in rng.integers(0, graph.n_triples // 5, count)]
    found["label_of_row_us"] = _in_turn((graph.label,), rows)[0]
    by_id = _in_turn((lambda at: graph.label(graph.row(ids[at])),), range(count))[0]  # type: ignore[arg-type]  # each id has a row
    return {**found, "label_of_id_us": by_id, **_paths(graph, rng)}


def _paths(graph: Graph, rng: np.random.Generator) -> dict[str, Any]:
    """Milliseconds of a search of three hops between two neighbours of the hub, and from the hub itself."""
    hub = graph.row(entity(0))
    assert hub is not None
    heads = np.unique(graph.in_edges(hub)[1])
    pairs = rng.choice(heads, (40, 2)).tolist()
    found: dict[str, Any] = {"hub_edges": graph.degree(hub)}
    for name, asked in (("paths", pairs), ("paths_from_hub", [(hub, end) for _, end in pairs])):
        times, counts = [], []
        for start, end in asked:
            spent = []
            for _ in range(3):
                begin = time.process_time()
                counts.append(len(ways(graph, start, end, hops=3, limit=100)))
                spent.append(1000 * (time.process_time() - begin))
            times.append(min(spent))
        found |= {f"{name}_ms": float(np.median(times)), f"{name}_worst_ms": max(times), f"{name}_found": sum(counts)}
    return found


def _in_turn(functions: Sequence[Callable[[int], object]], asked: Sequence[int]) -> list[float]:
    """Microseconds a call of each, the best round; the functions take turns, so that a busy machine slows all."""
    best = [float("inf")] * len(functions)
    for _ in range(ROUNDS):
        for at, function in enumerate(functions):
            begin = time.process_time()
            for row in asked:
                function(row)
            best[at] = min(best[at], 1e6 * (time.process_time() - begin) / len(asked))
    return best
