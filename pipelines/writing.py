"""Graph and passages to a knowledge base folder, indexed: the last step of every way to make one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.known import KnownVectors
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.arrays import Array
from kgqa.kg.digest import DIGESTED, digest
from kgqa.kg.draft import Place, reserve
from kgqa.kg.folder import GRAPH, PASSAGES
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.linker.index import LinkIndex
from kgqa.pipelines.progress import Progress, silent
from kgqa.retriever.index import Encode, RetrievalIndex
from kgqa.retriever.path_arrays import SCORER, scorer_arrays, scorer_metadata
from kgqa.retriever.path_scorer import PathScorer, load_scorer

LINKER, RETRIEVER = "linker", "retriever"
"""Names of the array files beside the graph's and the passages'."""


def write_knowledge_base(
    out: str | Path,
    graph: Graph,
    passages: PassageTable,
    *,
    encoder: SentenceEncoder | None = None,
    scorer: PathScorer | None = None,
    device: str = "auto",
    replace: bool = False,
    progress: Progress = silent,
) -> dict[str, int]:
    """Indexes a graph and passages and writes the folder; returns its counts."""
    scorer = scorer or PathScorer(load_scorer(), device=device)
    with reserve(out, replace=replace) as place:
        encoder = encoder or SentenceEncoder(device=device)
        return write_into(place, graph, passages, encoder=encoder, scorer=scorer, progress=progress)


def write_into(
    place: Place,
    graph: Graph,
    passages: PassageTable,
    *,
    encoder: SentenceEncoder,
    scorer: PathScorer,
    more: Mapping[str, Mapping[str, Array]] | None = None,
    counts: Mapping[str, int] | None = None,
    known: KnownVectors | None = None,
    progress: Progress = silent,
) -> dict[str, int]:
    """The same into a folder that is locked already, with ``more`` files of arrays and ``counts`` of its own.

    ``known`` holds vectors that need not be made again. A ``scorer`` that is a knowledge base's own stays in it.
    """
    more = more or {}
    content = content_digest(graph, passages, more)
    with place.draft(build_id(content, encoder.base.sha256, scorer.key)) as draft:
        draft.write(GRAPH, graph.arrays())
        draft.write(PASSAGES, passages.arrays())
        for name in sorted(more):
            draft.write(name, more[name])
        draft.write(LINKER, LinkIndex.build(graph, draft.scratch).arrays())
        index = RetrievalIndex.build(graph, passages, _encode(encoder, scorer, known, progress))
        draft.write(RETRIEVER, index.arrays())
        if scorer.checkpoint.own:
            draft.write(SCORER, scorer_arrays(scorer.checkpoint), scorer_metadata(scorer.checkpoint))
        found = {
            "entities": graph.n_entities,
            "literals": graph.n_literals,
            "passages": len(passages),
            "relations": graph.n_relations,
            "triples": graph.n_triples,
            **(counts or {}),
        }
        draft.commit(
            {"counts": found, "digest": content, "encoder": encoder_record(encoder), "paths": scorer_record(scorer)}
        )
    return found


def content_digest(graph: Graph, passages: PassageTable, more: Mapping[str, Mapping[str, Array]]) -> str:
    """The logical digest of a knowledge base with ``more`` files, of which only the logical ones count."""
    counted = {name: array for file in DIGESTED for name, array in more.get(file, {}).items()}
    return digest(graph, passages, counted)


def encoder_record(encoder: SentenceEncoder) -> dict[str, Any]:
    """What the manifest says of the encoder: what is compared when the folder is opened, and the folder of one that is
    the user's own."""
    place = {"place": encoder.place} if encoder.place else {}
    return {"name": encoder.base.name, "sha256": encoder.base.sha256, "dimension": encoder.dimension, **place}


def is_same_encoder(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the vectors of two records (:func:`encoder_record`) are of one encoder, wherever it lay."""
    return all(one.get(key) == other.get(key) for key in ("sha256", "dimension"))


def scorer_record(scorer: PathScorer) -> dict[str, Any]:
    """What the manifest says of the path scorer whose step vectors are stored; another one makes its own."""
    own = {"own": True} if scorer.checkpoint.own else {}
    return {"name": scorer.checkpoint.name, "sha256": scorer.key, **own}


def build_id(content: str, encoder: str, scorer: str) -> str:
    """Derived from what is said and what it is encoded with (their sha256), so that equal builds have equal bytes."""
    key = json.dumps([content, encoder, scorer, 1])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _encode(encoder: SentenceEncoder, scorer: PathScorer, known: KnownVectors | None, progress: Progress) -> Encode:
    def encode(texts: list[str], what: str) -> NDArray[np.float32]:
        if what == "relations":
            return scorer.steps(texts)
        done = 0

        def on_rows(rows: int) -> None:
            nonlocal done
            done += rows
            progress(what, done, len(texts))

        if known is None:
            return encoder.encode(texts, on_rows=on_rows)
        return known.complete(texts, lambda unknown: encoder.encode(unknown, on_rows=on_rows))

    return encode
