"""What a knowledge base holds, and whether all its parts fit each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.folder import verify as verify_folder
from kgqa.kg.graph import Graph
from kgqa.pipelines.checking.faults import check_layers


def describe(path: str | Path) -> dict[str, Any]:
    """The manifest's main entries, bytes on disk, and (label, triples) of each relation, commonest first.

    ``paths``: the path scorer whose vectors are kept; ``own`` in it where ``kgqa adapt`` put it there.
    """
    folder = open_folder(path)
    graph = Graph.load(folder.arrays(GRAPH))
    counts = np.bincount(graph.triples[:, 1], minlength=graph.n_relations)
    relations = [(graph.relation(i).label, int(counts[i])) for i in range(graph.n_relations)]
    manifest = folder.manifest
    return {
        **{key: manifest[key] for key in ("kgqa", "format_version", "build", "counts", "encoder", "digest")},
        "paths": dict(manifest.get("paths", {})),
        "bytes": sum(entry["bytes"] for entry in manifest["files"].values()),
        "relations": sorted(relations, key=lambda pair: (-pair[1], pair[0])),
    }


def problems(path: str | Path) -> list[str]:
    """Everything that is wrong with a knowledge base, between its files and documents included."""
    return verify_folder(path, layers=check_layers)


def broken_shapes(path: str | Path, shapes: str | Path) -> list[str]:
    """What in a knowledge base's graph breaks SHACL shapes, one text each; needs the extra ``shacl``."""
    from kgqa.kg.shacl import check_shapes

    return [str(found) for found in check_shapes(Graph.load(open_folder(path).arrays(GRAPH)), shapes)]
