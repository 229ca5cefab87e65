"""The logical digest: one hash of what a knowledge base says, whatever order it was said in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.graph import Graph
from kgqa.kg.layout import BUILDING, PROVENANCE, SOURCES
from kgqa.kg.passages import PassageTable

_DERIVED = ("in.", "out.")


DIGESTED = (SOURCES, PROVENANCE, BUILDING)
"""Files that count, beside the graph and the passages, where a knowledge base has them."""


def digest(graph: Graph, passages: PassageTable, more: Mapping[str, Array] | None = None) -> str:
    """sha256, in hex, over the sorted entities, literals, relations, facts and passages, and over ``more`` arrays.

    Tables are sorted and numbers follow from them, so equal content has equal bytes; dates, versions
    and models have no part in it.
    """
    state = hashlib.sha256(b"kgqa 1\n")
    content = {
        **{k: v for k, v in graph.arrays().items() if not k.startswith(_DERIVED)},
        "triples": graph.triples,
        **passages.arrays(),
        **(more or {}),
    }
    for name in sorted(content):
        array = np.ascontiguousarray(content[name])
        little = array.astype(array.dtype.newbyteorder("<"), copy=False)
        # Name and shape first: moving bytes from one table to the next must change the hash.
        state.update(f"{name} {little.dtype.str} {little.shape}\n".encode())
        state.update(little.reshape(-1).view(np.uint8).data)
    return state.hexdigest()
