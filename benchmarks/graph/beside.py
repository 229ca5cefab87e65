"""The same questions to other stores: facts of an entity, two steps from it, who has a fact, and its label.

The stores are those of benchmarks/graph/stores.py; facts with literals are left out, and all answers must be equal. A
store that is not installed is named with the reason. Milliseconds by the clock, since a server's work is not this
process's.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.graph.made import entity, label, made, relation
from benchmarks.graph.stores import Asked, Content, stores
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.graph import Graph
from kgqa.types import Entity, Triple

ASKED = 100


def beside(n: int, work: Path) -> dict[str, Any]:
    """Milliseconds of each kind of question in each store, or why there are none."""
    graph = made(n)
    edges = [
        (entity(head), relation(kind), entity(tail))
        for head, kind, tail in graph.facts[graph.facts[:, 2] < graph.n_entities].tolist()
    ]
    content = Content(edges, {entity(number): label(number) for number in range(graph.n_entities)})
    built = Graph.build((Triple(*edge) for edge in edges), [Entity(*each) for each in content.labels.items()])
    path = work / f"beside-{n}.safetensors"
    write_arrays(path, built.arrays(), {})
    opened = Graph.load(ArrayFile.open(path))
    rng = np.random.default_rng(3)
    heads = [entity(number) for number in rng.integers(1, graph.n_entities, ASKED).tolist()]
    pairs = [edges[at][1:] for at in rng.integers(0, len(edges), ASKED).tolist()]
    asked = stores(content, opened, work)
    found: dict[str, Any] = {"facts": len(edges), "stores": {}}
    expected: dict[str, list[object]] = {}
    for name, make in asked.items():
        begin = time.perf_counter()
        try:
            with make() as store:
                filled = time.perf_counter() - begin
                times = {}
                for kind, ask in _questions(store, heads, pairs).items():
                    times[kind], answers = _timed(ask)
                    if answers != expected.setdefault(kind, answers):
                        raise AssertionError(f"{name}: other answers to {kind} than {next(iter(asked))}")
        except ImportError as error:
            found["stores"][name] = {"skipped": f"not installed: {error.name}"}
        except BaseException as error:  # pytest's own Skipped is no Exception
            if type(error).__name__ != "Skipped":
                raise
            found["stores"][name] = {"skipped": str(error)}
        else:
            found["stores"][name] = {"fill_s": filled, **times}
        print(f"beside: {name} done", file=sys.stderr, flush=True)
    return found


def _questions(
    store: Asked, heads: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> dict[str, list[Callable[[], object]]]:
    return {
        "facts": [partial(store.facts, head) for head in heads],
        "two": [partial(store.two, head) for head in heads],
        "heads": [partial(store.heads, *pair) for pair in pairs],
        "label": [partial(store.label, head) for head in heads],
    }


def _timed(asked: Sequence[Callable[[], object]]) -> tuple[float, list[object]]:
    """The median in milliseconds, each question asked twice and the better time taken; and the answers."""
    times, answers = defaultdict[int, list[float]](list), []
    for at, ask in enumerate(asked):
        for _ in range(2):
            begin = time.perf_counter()
            answer = ask()
            times[at].append(1000 * (time.perf_counter() - begin))
        answers.append(answer)
    return statistics.median(min(each) for each in times.values()), answers


def shown_beside(found: dict[str, Any]) -> str:
    """The table as text."""
    lines = [
        f"{found['facts']:,} facts between entities; milliseconds a question (median of {ASKED}), equal answers",
        f"{'store':16}{'facts of one':>14}{'two steps':>12}{'who has it':>12}{'label':>9}{'filled in s':>13}",
    ]
    for name, own in found["stores"].items():
        if "skipped" in own:
            lines.append(f"{name:16}skipped: {own['skipped']}")
        else:
            values = f"{own['facts']:14.3f}{own['two']:12.3f}{own['heads']:12.3f}{own['label']:9.4f}"
            lines.append(f"{name:16}{values}{own['fill_s']:13.1f}")
    return "\n".join(lines)
