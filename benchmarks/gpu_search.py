"""Search among vectors on a GPU beside the CPU of the same machine, by kind of index.

    python -m benchmarks.gpu_search [--threads 16]

Needs a GPU build of FAISS (docs/install.md). Random unit vectors of 384 numbers; the CPU answers one by one, as kgqa
does there, so that an answer has the same bits in any company. Medians of 5; ``same`` is the share of the ten nearest
that both find.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kgqa.encoders.vectors import VectorIndex, has_gpu
from kgqa.errors import ModelError

SIZES = ((100_000, "Flat"), (150_000, "IVF800,Flat"), (150_000, "IVF800,PQ96"))
QUERIES, K = 256, 10


def unit(count: int, seed: int) -> NDArray[np.float32]:
    """Random unit vectors (count, 384)."""
    drawn = np.random.default_rng(seed).standard_normal((count, 384), dtype=np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def milliseconds(call: Callable[[], object], times: int = 5) -> float:
    """The median of some calls."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return 1e3 * float(np.median(took))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--threads", type=int, default=1, help="of the CPU's search")
    args = parser.parse_args()
    if not has_gpu():
        raise ModelError("this benchmark needs a GPU build of FAISS and a GPU that it sees")
    import faiss

    faiss.omp_set_num_threads(args.threads)
    queries = unit(QUERIES, 1)
    print("| vectors | index | one question: CPU, GPU ms | ratio | 256 questions: CPU, GPU ms | ratio | same |")
    print("|---|---|---|---|---|---|---|")
    for count, factory in SIZES:
        cpu = VectorIndex.build(unit(count, 0), factory=factory)
        gpu = VectorIndex.load(cpu.arrays("x"), "x", device="cuda")
        found = zip(cpu.search(queries, K), gpu.search(queries, K), strict=True)
        same = sum(len({row for row, _ in a} & {row for row, _ in b}) for a, b in found) / (K * QUERIES)
        shown = []
        for many in (1, QUERIES):
            one, other = (milliseconds(partial(index.search, queries[:many], K)) for index in (cpu, gpu))
            shown.append(f"{one:.2f}, {other:.2f} | {one / other:.1f}x")
        print(f"| {count:,} | {factory} | {shown[0]} | {shown[1]} | {same:.3f} |", flush=True)


if __name__ == "__main__":
    main()
