"""From N-Triples to a file of arrays, beside the parser alone; each in a process of its own."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from typing import Any

from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.formats.read import read_graph
from kgqa.kg.graph import Graph

EDGES = ("in.", "out.", "literals.kinds")
"""What a triple takes beside the names: the arrays of these prefixes."""


def bare(path: Path) -> dict[str, Any]:
    """pyoxigraph alone: every statement made an object and dropped. In seconds of processor time."""
    from pyoxigraph import RdfFormat, parse

    wall, busy = time.perf_counter(), time.process_time()
    with path.open("rb") as file:
        count = sum(1 for _ in parse(file, format=RdfFormat.N_TRIPLES))
    return {"statements": count, "bare_s": time.process_time() - busy, "bare_wall_s": time.perf_counter() - wall}


def load(path: Path, out: Path) -> dict[str, Any]:
    """kgqa: read, number, sort both ways, write and flush. Memory is the process's own peak."""
    before = peak()
    wall, busy = time.perf_counter(), time.process_time()
    data = read_graph(path)
    read = time.process_time() - busy
    graph = Graph.build(data.triples, data.entities, data.relations)
    del data
    write_arrays(out, graph.arrays(), {})
    return {
        "load_s": time.process_time() - busy,
        "read_s": read,
        "load_wall_s": time.perf_counter() - wall,
        "facts": graph.n_triples,
        "entities": graph.n_entities,
        "literals": graph.n_literals,
        "relations": graph.n_relations,
        "peak_mb": peak(),
        "before_mb": before,
    }


def sizes(path: Path) -> dict[str, Any]:
    """Bytes a triple on disk: edges both ways with their offsets, and all else (ids, labels, values)."""
    file = ArrayFile.open(path)
    n = file["out.others"].size
    edges = sum(file[name].nbytes for name in file.names if name.startswith(EDGES))
    whole = path.stat().st_size
    return {"bytes_edges": edges / n, "bytes_names": (whole - edges) / n, "file_mb": whole / 1e6}


def peak() -> float:
    """This process's peak of resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
