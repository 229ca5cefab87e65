"""Whether the indexes are those of the graph and the passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kgqa.kg.statements import without_statements
from kgqa.linker import LinkIndex
from kgqa.pipelines.checking.checked import MANIFEST, Checked, Named
from kgqa.pipelines.writing import LINKER, RETRIEVER
from kgqa.retriever.index import RetrievalIndex, has_text_indexes, text_indexes
from kgqa.retriever.path_arrays import SCORER, check_scorer
from kgqa.retriever.titles import TitleIndex


def check_linker(checked: Checked) -> Named:
    """The linker's index is what the graph's names give."""
    file = checked.folder.arrays(LINKER)
    for name in LinkIndex.load(file).misfits(checked.graph):
        yield LINKER, f"{file.path}: linker: {name} is not what the graph's names give"


def check_retriever(checked: Checked) -> Named:
    """The vectors and word indexes are as many and of such a kind as the graph and the passages ask for."""
    folder, graph, passages = checked.folder, checked.graph, checked.passages
    arrays = folder.arrays(RETRIEVER)
    place = f"{arrays.path}: retriever"
    index = RetrievalIndex.load(arrays, graph, passages)
    encoder = folder.manifest.get("encoder")
    dimension = encoder.get("dimension") if isinstance(encoder, dict) else None
    if dimension is None:
        yield MANIFEST, f"{folder.path}: the manifest names no encoder"
        dimension = index.passages.dimension
    for name, size, expected in (
        ("passages", len(index.passages), len(passages)),
        ("steps", len(index.steps), 2 * graph.n_relations),
        ("facts", len(index.facts), len(index.fact_heads)),
        ("steps of facts", len(index.fact_steps), len(index.fact_heads)),
        ("words", int(index.lexical.n[0]), len(passages)),
    ):
        if size != expected:
            yield RETRIEVER, f"{place}: {name} must be {expected}, found {size}"
    for name, vectors in (("passages", index.passages), ("facts", index.facts), ("entities", index.entities)):
        if vectors.dimension != dimension:
            yield RETRIEVER, f"{place}: vectors of {name} have dimension {vectors.dimension}, the encoder's {dimension}"
        elif len(vectors):
            norms = np.linalg.norm(vectors.vectors(), axis=1)
            wrong = ~np.isfinite(norms) | (vectors.is_exact & (np.abs(norms - 1) > 1e-2))
            if wrong.any():
                what = "is no number" if not np.isfinite(norms).all() else "is no unit vector"
                rows = f"row {int(np.flatnonzero(wrong)[0])}, {int(wrong.sum())} in all"
                yield RETRIEVER, f"{place}: a vector of {name} {what}: {rows}"
    pairs = (
        np.unique(without_statements(graph).triples[:, :2], axis=0)
        if len(index.fact_heads)
        else np.zeros((0, 2), np.int64)
    )
    if not (np.array_equal(pairs[:, 0], index.fact_heads) and np.array_equal(2 * pairs[:, 1], index.fact_steps)):
        yield RETRIEVER, f"{place}: the facts that vectors stand for are not those of the graph"
    made: Mapping[str, Any] = TitleIndex.build(passages).arrays()
    if has_text_indexes(arrays):
        lexical, names = text_indexes(graph, passages)
        made = {**made, **lexical.arrays(), **names.arrays()}
    for name in made:
        if not np.array_equal(made[name], arrays[name]):
            yield RETRIEVER, f"{place}: {name} is not what the passages give"
    norms = np.linalg.norm(index.steps, axis=1)
    if not np.all(np.abs(norms - 1) < 1e-3):  # false for NaN too
        yield RETRIEVER, f"{place}: a relation's vector is no unit vector"


def check_path_scorer(checked: Checked) -> Named:
    """The path scorer's vectors are those of the graph."""
    if SCORER in checked.sound or not checked.folder.has(SCORER):
        yield from ((SCORER, text) for text in check_scorer(checked.folder))
