"""The retriever's search for paths from a hub and from its neighbours: chains around it, the best of them walked.

By the shipped path scorer, on a question of two of the graph's relations. Its vectors of steps are made beforehand, as
an import makes them.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.graph.made import entity, relation
from kgqa.kg.arrays import ArrayFile
from kgqa.kg.graph import Graph
from kgqa.retriever.path_scorer import PathScorer, load_scorer
from kgqa.retriever.paths import ChainScores, PathFinder

COUNT = 16
"""Paths of a question, as `kgqa ask` wants them."""
ROUNDS = 5


def searching(path: Path, neighbours: int = 20) -> dict[str, Any]:
    """Milliseconds of processor time to find paths of up to three hops, the best of some rounds for each start.

    From the four largest hubs and from neighbours of the largest, median and worst; and the median where the same start
    was asked about just before.
    """
    graph = Graph.load(ArrayFile.open(path))
    scorer = PathScorer(load_scorer(), device="cpu")
    known = PathFinder(graph, scorer).steps.of(range(2 * graph.n_relations))
    labels = [graph.relation(graph.relation_index(relation(number)) or 0).label for number in (0, 7)]
    (looks,) = scorer.looks([f"what is the {labels[0]} of the {labels[1]} of it?"])
    hub = graph.row(entity(0))
    assert hub is not None
    heads = np.unique(graph.in_edges(hub)[1])
    near = np.random.default_rng(5).choice(heads, neighbours).tolist()
    degrees = graph.degrees(np.arange(graph.n_entities))
    largest = np.argsort(-degrees, kind="stable")[:4].tolist()
    found: dict[str, Any] = {"largest_edges": degrees[largest].tolist()}
    for name, starts in (("hubs", largest), ("neighbours", near)):
        best = []
        for start in starts:
            rounds = []
            for _ in range(ROUNDS):
                finder = PathFinder(graph, scorer, known)
                rounds.append([_spent(finder, looks, graph.ids[start]) for _ in ("first", "again")])
            best.append(np.min(rounds, axis=0))
        first, again = np.transpose(best)
        found |= {f"search_{name}_ms": float(np.median(first)), f"search_{name}_worst_ms": float(first.max())}
        found |= {f"search_{name}_again_ms": float(np.median(again))}
    return found


def _spent(finder: PathFinder, looks: ChainScores, start: str) -> float:
    begin = time.process_time()
    finder.find(looks, [start], hops=3, count=COUNT)
    return 1000 * (time.process_time() - begin)
