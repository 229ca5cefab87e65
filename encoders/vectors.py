"""Search among unit vectors with FAISS (Johnson et al. 2021), memory-mapped from a knowledge base.

The index is FAISS's own, kept as bytes in an array so that the file around it carries the build's id; it
is read in place. A GPU gets a copy to search in; what it can't do (see ``kgqa.encoders.gpu_index``) is done in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.factory import choose
from kgqa.encoders.faiss_check import import_faiss
from kgqa.encoders.gpu_index import GpuIndex, copied_to_gpu, ranked
from kgqa.errors import InputError, ModelError

PROBED = 1 / 32
"""The share of an index's inverted lists that is read for a question, 8 lists at least."""

EF_SEARCH = 128
"""Candidates that a search in an HNSW graph keeps (Malkov and Yashunin 2020)."""


class Arrays(Protocol):
    """Anything that gives arrays by name: a mapping, or a file of a knowledge base."""

    def __getitem__(self, name: str, /) -> NDArray[Any]: ...
    def __contains__(self, name: object, /) -> bool: ...


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

    def __init__(self, index: Any, backing: NDArray[Any] | None = None, *, gpu: GpuIndex | None = None) -> None:
        self._index = index
        self._backing = backing  # FAISS reads from this memory: it must live as long as the index
        self._gpu = gpu
        self._lists = _lists_of(index)

    @classmethod
    def build(cls, vectors: NDArray[np.float32], *, factory: str | None = None) -> VectorIndex:
        """An index over ``vectors`` (n, dimension); n may be 0. ``factory``: FAISS's factory string, else by size (see
        :func:`kgqa.encoders.factory.choose`). Raises InputError where FAISS knows no such index."""
        faiss = _faiss()
        held = np.ascontiguousarray(vectors, dtype=np.float32)
        chosen = choose(len(held), held.shape[1], factory).factory
        try:
            index = faiss.index_factory(held.shape[1], chosen, faiss.METRIC_INNER_PRODUCT)
        except RuntimeError as error:
            raise InputError(
                f"factory must be an index that FAISS can make of {held.shape[1]} numbers, found {chosen!r}"
            ) from error
        if len(held):
            index.train(held)
            index.add(held)
        return cls(index)

    @classmethod
    def load(cls, arrays: Arrays, prefix: str, *, device: str = "cpu") -> VectorIndex:
        """The index that :meth:`arrays` gave. ``device`` "cuda" needs a GPU build of FAISS; an index of a kind that it
        has no GPU form of (HNSW) stays on the CPU (:attr:`on_gpu`)."""
        faiss = _faiss()
        data = arrays[f"{prefix}.faiss"]
        index = faiss.read_index(faiss.ZeroCopyIOReader(faiss.swig_ptr(data), data.nbytes))
        if not device.startswith("cuda"):
            return cls(index, data)
        if not has_gpu():
            raise ModelError(
                f"device {device!r} needs a GPU build of FAISS and a GPU it sees; docs/install.md has the commands"
            )
        return cls(index, data, gpu=copied_to_gpu(faiss, index, int(device.partition(":")[2] or 0)))

    @property
    def on_gpu(self) -> bool:
        """Whether questions are searched for on a GPU."""
        return self._gpu is not None

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """The index as arrays for a knowledge base file."""
        return {f"{prefix}.faiss": _faiss().serialize_index(self._index)}

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def _parameters(self, selector: Any, k: int) -> Any:
        """FAISS's search parameters, or None where the index needs none."""
        faiss = _faiss()
        if self._lists:
            probed = self._lists if selector else max(8, round(PROBED * self._lists))
            return faiss.SearchParametersIVF(nprobe=min(probed, self._lists), sel=selector)
        if isinstance(self._index, faiss.IndexHNSW):
            # A graph is walked through rows that are not allowed too: only a search as wide as it is sees every one.
            return faiss.SearchParametersHNSW(efSearch=len(self) if selector else max(EF_SEARCH, k), sel=selector)
        return faiss.SearchParameters(sel=selector) if selector else None

    @property
    def is_exact(self) -> bool:
        """Whether the index keeps every vector as it was given."""
        faiss = _faiss()
        return isinstance(self._index, faiss.IndexFlat | faiss.IndexIVFFlat)

    def vectors(self) -> NDArray[np.float32]:
        """All vectors by row, (n, dimension), as the index keeps them."""
        if self._lists:
            self._index.make_direct_map()
        found: NDArray[np.float32] = self._index.reconstruct_n(0, len(self))
        return found

    def search(
        self, queries: NDArray[np.float32], k: int, *, rows: Sequence[int] | None = None
    ) -> list[list[tuple[int, float]]]:
        """For each query (n, dimension) the ``k`` nearest (row, score), best first, ties by row.

        ``rows`` limits the search to these rows, every one of which is then compared.
        """
        faiss = _faiss()
        k = min(k, len(self) if rows is None else len(rows))
        if k == 0 or not len(queries):
            return [[] for _ in queries]
        if self._gpu is not None and rows is None and self._gpu.can(k):
            return self._gpu.search(queries, k, self._parameters(None, k))
        # Held here by name: FAISS keeps a bare pointer to the selector.
        selector = None if rows is None else faiss.IDSelectorBatch(np.asarray(rows, dtype=np.int64))
        parameters = self._parameters(selector, k)
        found = []
        for query in np.ascontiguousarray(queries, dtype=np.float32):
            # One by one: from twenty queries on FAISS goes through BLAS, whose last bits differ.
            scores, ids = self._index.search(query[None], k, params=parameters)
            found.append(ranked(ids[0], scores[0]))
        return found


def _lists_of(index: Any) -> int:
    """How many inverted lists an index has, 0 where it has none."""
    return int(getattr(index, "nlist", 0))
