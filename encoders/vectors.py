"""Exact search among unit vectors with FAISS (Johnson et al. 2021), memory-mapped from a knowledge base.

The index is FAISS's own, kept as bytes in an array so that the file around it carries the build's id; it
is read in place and nothing is copied until it moves to a GPU.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.faiss_check import import_faiss
from kgqa.errors import ModelError


class Arrays(Protocol):
    """Anything that gives arrays by name: a mapping, or a file of a knowledge base."""

    def __getitem__(self, name: str, /) -> NDArray[Any]: ...


@lru_cache(maxsize=1)
def _faiss() -> Any:
    """FAISS, its distributions checked once: the check reads the metadata of everything installed."""
    return import_faiss()


def has_gpu() -> bool:
    """Whether this build of FAISS works on a GPU and sees one."""
    faiss = _faiss()
    return hasattr(faiss, "StandardGpuResources") and faiss.get_num_gpus() > 0


class VectorIndex:
    """Inner-product search over rows 0..n-1, each a float32 unit vector."""

    def __init__(self, index: Any, backing: NDArray[Any] | None = None, *, on_gpu: bool = False) -> None:
        self._index = index
        self._backing = backing  # FAISS reads from this memory: it must live as long as the index
        self._on_gpu = on_gpu

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        """An index over ``vectors`` (n, dimension); n may be 0."""
        faiss = _faiss()
        index = faiss.index_factory(vectors.shape[1], "Flat", faiss.METRIC_INNER_PRODUCT)
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, arrays: Arrays, prefix: str, *, device: str = "cpu") -> VectorIndex:
        """The index that :meth:`arrays` gave. ``device`` "cuda" needs a GPU build of FAISS."""
        faiss = _faiss()
        data = arrays[f"{prefix}.faiss"]
        index = faiss.read_index(faiss.ZeroCopyIOReader(faiss.swig_ptr(data), data.nbytes))
        if not device.startswith("cuda"):
            return cls(index, data)
        if not has_gpu():
            raise ModelError(
                f"device {device!r} needs a GPU build of FAISS and a GPU it sees; docs/install.md has the commands"
            )
        resources = faiss.StandardGpuResources()
        number = int(device.partition(":")[2] or 0)
        gpu = faiss.index_cpu_to_gpu(resources, number, index)
        gpu.kgqa_resources = resources
        return cls(gpu, data, on_gpu=True)

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The index as arrays for a knowledge base file."""
        faiss = _faiss()
        index = faiss.index_gpu_to_cpu(self._index) if self._on_gpu else self._index
        return {f"{prefix}.faiss": faiss.serialize_index(index)}

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def search(
        self, queries: NDArray[np.float32], k: int, *, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        """For each query (n, dimension) the ``k`` nearest (row, score), best first, ties by row.

        ``rows`` limits the search to these rows.
        """
        faiss = _faiss()
        k = min(k, len(self) if rows is None else len(rows))
        if k == 0 or not len(queries):
            return [[] for _ in queries]
        parameters = None
        if rows is not None:
            # Held here by name: FAISS keeps a bare pointer to the selector.
            selector = faiss.IDSelectorBatch(np.asarray(rows, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)
        found = []
        for query in np.ascontiguousarray(queries, dtype=np.float32):
            # One by one: from twenty queries on FAISS goes through BLAS, whose last bits differ.
            scores, ids = self._index.search(query[None], k, params=parameters)
            pairs = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
            found.append(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
        return found

    def scores(self, query: NDArray[np.float32], rows: Sequence[int]) -> list[tuple[int, float]]:
        """(row, score) of one query (dimension,) with each of ``rows``, in the order given."""
        if not rows:
            return []
        found = dict(self.search(query[None], len(rows), rows=list(rows))[0])
        return [(row, found[row]) for row in rows]
