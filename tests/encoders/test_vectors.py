"""The vector index against plain numpy."""

from __future__ import annotations

import numpy as np
import pytest

from kgqa import InputError, ModelError
from kgqa.encoders.vectors import VectorIndex


def unit(n: int, seed: int = 0, width: int = 16) -> np.ndarray:
    raw = np.random.default_rng(seed).normal(size=(n, width)).astype(np.float32)
    return raw / np.linalg.norm(raw, axis=1, keepdims=True)


def test_it_finds_what_numpy_finds() -> None:
    vectors, queries = unit(300), unit(30, 1)
    index = VectorIndex.build(vectors)
    for query, found in zip(queries, index.search(queries, 5), strict=True):
        wanted = np.argsort(-(vectors @ query), kind="stable")[:5].tolist()
        assert [row for row, _ in found] == wanted


def test_one_query_and_many_give_equal_scores() -> None:
    index, queries = VectorIndex.build(unit(300)), unit(40, 1)
    assert index.search(queries, 7) == [index.search(q[None], 7)[0] for q in queries]


def test_saved_and_loaded_it_is_the_same_and_read_in_place() -> None:
    index = VectorIndex.build(unit(50))
    arrays = index.arrays("x")
    loaded = VectorIndex.load(arrays, "x")
    assert (len(loaded), loaded.dimension) == (50, 16)
    assert loaded.search(unit(3, 1), 4) == index.search(unit(3, 1), 4)


def test_rows_limit_the_search() -> None:
    index = VectorIndex.build(unit(50))
    found = index.search(unit(1, 1), 10, rows=[3, 9, 20])[0]
    assert sorted(row for row, _ in found) == [3, 9, 20]
    assert index.search(unit(1, 1), 10, rows=[])[0] == []


def test_equal_vectors_come_in_order_of_rows() -> None:
    index = VectorIndex.build(np.repeat(unit(1), 6, axis=0))
    assert [row for row, _ in index.search(unit(1), 6)[0]] == [0, 1, 2, 3, 4, 5]


def test_an_empty_index() -> None:
    index = VectorIndex.build(np.zeros((0, 16), np.float32))
    loaded = VectorIndex.load(index.arrays("x"), "x")
    assert len(loaded) == 0
    assert loaded.search(unit(2), 3) == [[], []]


@pytest.mark.parametrize("factory", ["Flat", "IVF8,Flat", "HNSW16", "IVF8,PQ8x4", "SQ8"])
def test_every_kind_of_index_finds_most_of_what_an_exact_one_finds(factory: str) -> None:
    vectors, queries = unit(1000), unit(20, 1)
    index = VectorIndex.build(vectors, factory=factory)
    loaded = VectorIndex.load(index.arrays("x"), "x")
    found = loaded.search(queries, 10)
    assert found == index.search(queries, 10) == [loaded.search(query[None], 10)[0] for query in queries]
    exact = VectorIndex.build(vectors).search(queries, 10)
    both = [len({r for r, _ in a} & {r for r, _ in b}) for a, b in zip(found, exact, strict=True)]
    assert sum(both) / 200 > (0.4 if "PQ" in factory else 0.9)
    assert np.abs((index.vectors() * vectors).sum(axis=1) - 1).mean() < 0.3
    rows = [5, 77, 400, 999]
    assert sorted(row for row, _ in loaded.search(queries[:1], 9, rows=rows)[0]) == rows


def test_equal_vectors_give_equal_bytes() -> None:
    first, second = (VectorIndex.build(unit(1000), factory="IVF8,Flat").arrays("x") for _ in range(2))
    assert np.array_equal(first["x.faiss"], second["x.faiss"])


def test_too_few_vectors_are_all_compared_and_a_wrong_factory_is_named() -> None:
    index = VectorIndex.build(unit(50), factory="IVF64,Flat")
    assert index.search(unit(3, 1), 4) == VectorIndex.build(unit(50)).search(unit(3, 1), 4)
    with pytest.raises(InputError, match="found 'Round'"):
        VectorIndex.build(unit(50), factory="Round")


def gpu_here() -> bool:
    import faiss

    return hasattr(faiss, "StandardGpuResources") and faiss.get_num_gpus() > 0


def test_a_gpu_that_faiss_does_not_see_is_an_error() -> None:
    if gpu_here():
        pytest.skip("FAISS sees a GPU here")
    with pytest.raises(ModelError, match="GPU build of FAISS"):
        VectorIndex.load(VectorIndex.build(unit(50)).arrays("x"), "x", device="cuda")


@pytest.mark.parametrize("factory", ["Flat", "IVF8,Flat", "IVF8,PQ8", "IVF8,PQ96", "HNSW16"])
def test_a_gpu_finds_what_the_cpu_does(factory: str) -> None:
    if not gpu_here():
        pytest.skip("needs a GPU build of FAISS and a GPU that it sees")
    index = VectorIndex.build(unit(12_000, width=384), factory=factory)
    gpu = VectorIndex.load(index.arrays("x"), "x", device="cuda")
    assert gpu.on_gpu == (factory != "HNSW16")
    queries = unit(70, 1, 384)
    expected, found = index.search(queries, 10), gpu.search(queries, 10)
    same = sum(len({row for row, _ in a} & {row for row, _ in b}) for a, b in zip(found, expected, strict=True))
    # Tables of codes are in half precision there: near ties fall the other way.
    assert same >= (0.9 if "PQ" in factory else 0.999) * 10 * len(queries)
    assert gpu.search(queries[3:4], 10) == found[3:4]  # alone as in company
    rows = list(range(0, 12_000, 7))
    assert gpu.search(queries[:3], 5, rows=rows) == index.search(queries[:3], 5, rows=rows)
    assert len(gpu.search(queries[:1], 3_000)[0]) == len(index.search(queries[:1], 3_000)[0])
    assert gpu.is_exact == index.is_exact and (gpu.vectors() == index.vectors()).all()
    assert VectorIndex.load(gpu.arrays("x"), "x").search(queries, 10) == expected
