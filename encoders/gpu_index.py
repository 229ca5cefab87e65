"""A FAISS index copied to a GPU.

It answers what FAISS's GPU indexes answer: the ``k`` nearest of all vectors, up to :data:`MOST`. A search among some
rows alone, or for more, is the CPU's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kgqa.errors import ModelError

MOST = 2048
"""Neighbours that FAISS finds on a GPU, at most."""

TOGETHER = 64
"""Queries of one search. It is filled up with zeros, so that each runs through the same kernels in any company."""


class GpuIndex:
    """The copy, with what of the GPU it holds."""

    def __init__(self, index: Any, resources: Any) -> None:
        self._index = index
        self._resources = resources  # freed with the index, not before it

    def can(self, k: int) -> bool:
        """Whether a GPU finds so many neighbours."""
        return k <= MOST

    def search(self, queries: NDArray[np.float32], k: int, parameters: Any) -> list[list[tuple[int, float]]]:
        """For each query (n, dimension) the ``k`` nearest (row, score), best first, ties by row."""
        held = np.ascontiguousarray(queries, dtype=np.float32)
        found = []
        for start in range(0, len(held), TOGETHER):
            some = held[start : start + TOGETHER]
            filled = np.zeros((TOGETHER, held.shape[1]), dtype=np.float32)
            filled[: len(some)] = some
            scores, ids = self._index.search(filled, k, params=parameters)
            found += [ranked(own, likeness) for own, likeness in zip(ids[: len(some)], scores, strict=False)]
        return found


def copied_to_gpu(faiss: Any, index: Any, number: int) -> GpuIndex | None:
    """A copy of ``index`` on the GPU of that number, None where FAISS has no GPU form of it.

    Raises ModelError where the GPU does not take it: it is not there, or its memory is too small.
    """
    options = faiss.GpuClonerOptions()
    # With its tables in full precision a long code does not fit a multiprocessor's shared memory.
    options.useFloat16 = isinstance(faiss.downcast_index(index), faiss.IndexIVFPQ)
    resources = faiss.StandardGpuResources()
    try:
        return GpuIndex(faiss.index_cpu_to_gpu(resources, number, index, options), resources)
    except RuntimeError as error:
        if "not implemented on GPU" in str(error):
            return None
        raise ModelError(f"the GPU {number} does not take an index of {index.ntotal:,} vectors: {error}") from error


def ranked(ids: NDArray[np.int64], scores: NDArray[np.float32]) -> list[tuple[int, float]]:
    """(row, score) of what FAISS found, best first, ties by row; it fills up with -1 where it finds fewer."""
    pairs = [(int(i), float(s)) for i, s in zip(ids, scores, strict=True) if i >= 0]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
