"""Measures the linker on a million labels: load, milliseconds a question, memory; made from WN18RR and MetaQA by rule.

    python benchmarks/linking_scale.py --data DATA --folder FOLDER

The labels are those of MetaQA's entities and WN18RR's lemmas, and then, with a seed, two of their words or names put
together until there are ``--labels`` of them; the facts are MetaQA's. Graph and index are written once to ``--folder``
(minutes) and measured in a process of their own: "load" is from opening the files to a linker that can answer, both
mapped; "memory" is the process's own peak of resident memory, interpreter and libraries included, after all
questions; the questions are MetaQA's of one hop without brackets, as they are, lower-cased and with a typo. Times are
also given as processor time, which a busy machine does not stretch.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from linking import metaqa_questions, metaqa_triples, misspelt

from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.types import Entity, Question

GRAPH_FILE, INDEX_FILE = "graph.safetensors", "linker.safetensors"
AIMS = "aims: load under 2 s, a question under 15 ms, memory under 300 MB"


def labels(data: Path, count: int, seed: int) -> list[str]:
    """``count`` distinct labels, the real ones first."""
    real = {node for triple in metaqa_triples(data / "metaqa") for node in (triple.head, str(triple.tail))}
    for line in (data / "wn18rr" / "entity2text.txt").read_text(encoding="utf-8").splitlines():
        real.add(line.split("\t")[1].split(",")[0])
    ordered = sorted(real)
    found = dict.fromkeys(ordered)
    rng = random.Random(seed)
    words = sorted({word for label in ordered for word in label.split()})
    while len(found) < count:
        first = rng.choice(ordered).split()
        if rng.random() < 0.5:
            made = [*first[: rng.randint(1, 3)], *rng.choice(ordered).split()[-2:]]
        else:
            made = [*first[:2], rng.choice(words)]
        found[" ".join(made)] = None
    return list(found)[:count]


def build(data: Path, folder: Path, count: int) -> None:
    """Write the graph and its index."""
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    triples = list(metaqa_triples(data / "metaqa"))
    nodes = {node for triple in triples for node in (triple.head, str(triple.tail))}
    made = [label for label in labels(data, count, 17) if label not in nodes]
    graph = Graph.build(triples, [Entity(f"made:{n}", label) for n, label in enumerate(made)])
    index = LinkIndex.build(graph)
    write_arrays(folder / GRAPH_FILE, graph.arrays(), {})
    write_arrays(folder / INDEX_FILE, index.arrays(), {})
    sizes = [(folder / name).stat().st_size / 1e6 for name in (GRAPH_FILE, INDEX_FILE)]
    print(
        f"{graph.n_entities} entities built in {time.perf_counter() - begin:.0f} s; "
        f"graph {sizes[0]:.0f} MB, index {sizes[1]:.0f} MB on disk",
        flush=True,
    )


def measure(data: Path, folder: Path, count: int) -> None:
    """Load and ask; run in a process of its own."""
    before = peak()
    wall, busy = time.perf_counter(), time.process_time()
    graph = Graph.load(ArrayFile.open(folder / GRAPH_FILE))
    linker = EntityLinker(graph, LinkIndex.load(ArrayFile.open(folder / INDEX_FILE)))
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    print(f"load {wall:.3f} s (processor {busy:.3f} s)")
    asked = metaqa_questions(data / "metaqa" / "1-hop" / "qa_dev.txt", "dev", count, seed=13)
    rng = random.Random(29)
    kinds = {
        "as they are": [text for text, _, _ in asked],
        "lower": [text.lower() for text, _, _ in asked],
        "typo": [
            text[:start] + misspelt(topic, rng) + text[start + len(topic) :]
            for text, start, topic in asked
            if sum(sign.isalpha() for sign in topic) >= 5
        ],
    }
    for name, texts in kinds.items():
        walls, busies = [], []
        for text in texts:
            wall, busy = time.perf_counter(), time.process_time()
            linker.link([Question("", text)])
            walls.append(time.perf_counter() - wall)
            busies.append(time.process_time() - busy)
        print(
            f"{name:12} n {len(texts):4}  mean {1000 * statistics.mean(walls):.2f} ms, median "
            f"{1000 * statistics.median(walls):.2f} ms  (processor mean {1000 * statistics.mean(busies):.2f} ms, "
            f"median {1000 * statistics.median(busies):.2f} ms, most {1000 * max(busies):.0f} ms)"
        )
    print(
        f"memory {peak():.0f} MiB at its peak, {before:.0f} MiB of it before loading, {peak('RssAnon'):.0f} MiB "
        f"no pages of the mapped files; {AIMS}"
    )


def peak(what: str = "VmHWM") -> float:
    """The most memory, in MiB, that this process has held; getrusage would count its parent's too."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text(encoding="ascii").splitlines() if line.startswith(what))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with metaqa and wn18rr")
    parser.add_argument("--folder", type=Path, required=True, help="where the graph and the index are kept")
    parser.add_argument("--labels", type=int, default=1_000_000)
    parser.add_argument("--count", type=int, default=300, help="questions of each spelling")
    parser.add_argument("--measure", action="store_true", help="only measure what was built before")
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.data, arguments.folder, arguments.count)
        return
    if not (arguments.folder / INDEX_FILE).exists():
        build(arguments.data, arguments.folder, arguments.labels)
    again = [sys.executable, __file__, "--measure", "--data", str(arguments.data), "--folder", str(arguments.folder)]
    subprocess.run([*again, "--count", str(arguments.count)], check=True)


if __name__ == "__main__":
    main()
