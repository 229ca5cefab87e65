"""What a knowledge base holds, and whether all its parts fit each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kgqa.kg.folder import GRAPH, PASSAGES, Folder, open_folder
from kgqa.kg.folder import verify as verify_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker import LinkIndex
from kgqa.pipelines.writing import LINKER, RETRIEVER
from kgqa.retriever.index import RetrievalIndex, has_text_indexes, text_indexes


def describe(path: str | Path) -> dict[str, Any]:
    """The manifest's main entries, bytes on disk, and (label, triples) of each relation, commonest first."""
    folder = open_folder(path)
    graph = Graph.load(folder.arrays(GRAPH))
    counts = np.bincount(graph.triples[:, 1], minlength=graph.n_relations)
    relations = [(graph.relation(i).label, int(counts[i])) for i in range(graph.n_relations)]
    manifest = folder.manifest
    return {
        **{key: manifest[key] for key in ("kgqa", "format_version", "build", "counts", "encoder", "digest")},
        "bytes": sum(entry["bytes"] for entry in manifest["files"].values()),
        "relations": sorted(relations, key=lambda pair: (-pair[1], pair[0])),
    }


def problems(path: str | Path) -> list[str]:
    """Everything that is wrong with a knowledge base, the linker's and the retriever's files included."""
    return verify_folder(path, extra_checks=(_check_linker, _check_retriever))


def broken_shapes(path: str | Path, shapes: str | Path) -> list[str]:
    """What in a knowledge base's graph breaks SHACL shapes, one text each; needs the extra ``shacl``."""
    from kgqa.kg.shacl import check_shapes

    return [str(found) for found in check_shapes(Graph.load(open_folder(path).arrays(GRAPH)), shapes)]


def _check_linker(folder: Folder) -> list[str]:
    graph, stored = Graph.load(folder.arrays(GRAPH)), LinkIndex.load(folder.arrays(LINKER)).arrays()
    made = LinkIndex.build(graph).arrays()
    return [
        f"{folder.path}: linker: {name} is not what the graph's names give"
        for name in made
        if not np.array_equal(made[name], stored[name])
    ]


def _check_retriever(folder: Folder) -> list[str]:
    graph = Graph.load(folder.arrays(GRAPH))
    passages = PassageTable.load(folder.arrays(PASSAGES))
    arrays = folder.arrays(RETRIEVER)
    index = RetrievalIndex.load(arrays, graph, passages)
    dimension = folder.manifest["encoder"]["dimension"]
    found = []
    for name, size, expected in (
        ("passages", len(index.passages), len(passages)),
        ("steps", len(index.steps), 2 * graph.n_relations),
        ("facts", len(index.facts), len(index.fact_heads)),
        ("dimension", index.passages.dimension, dimension),
        ("words", int(index.lexical.n[0]), len(passages)),
    ):
        if size != expected:
            found.append(f"{folder.path}: retriever: {name} must be {expected}, found {size}")
    if len(index.fact_heads) and int(index.fact_heads.max()) >= graph.n_entities:
        found.append(f"{folder.path}: retriever: a fact's head is no entity of the graph")
    if has_text_indexes(arrays):
        lexical, names = text_indexes(graph, passages)
        made = {**lexical.arrays(), **names.arrays()}
        wrong = [name for name in made if not np.array_equal(made[name], arrays[name])]
        found += [f"{folder.path}: retriever: {name} is not what the passages give" for name in wrong]
    norms = np.linalg.norm(index.steps, axis=1)
    if not np.all(np.abs(norms - 1) < 1e-3):
        found.append(f"{folder.path}: retriever: a relation's vector is no unit vector")
    return found
