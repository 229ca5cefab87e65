"""Questions over a graph beside the bare encoder's forward of the same questions, in one run.

    python -m benchmarks.path_speed --data DATA --work WORK [--questions 200] [--facts 1000000]

Over MetaQA's graph (WORK/metaqa.kb, made where it is not there) and over a made one with hubs
(``benchmarks.graph.made``, imported once to WORK/made-FACTS.kb), there questions for one relation of one entity, half
of them of neighbours of the largest hub: linking, paths and the answers at the end of the best one (the baseline
``graph``), and the same with the reader. Beside them the encoder's forward of each question by itself, its tokens
ready, nothing padded. Everything is done once before it is timed; each figure is the median of five rounds, one thing
after the other in each. Aims: one by one at most 2 times the forward, in batch at least 2 times the single rate.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.graph.made import entity, made
from kgqa import KGQA, Question
from kgqa.data.metaqa import read_metaqa
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.evaluation.baselines.registry import BASELINES
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.pipelines.importing import import_files

ROUNDS = 5
READ = 8
"""One question in so many is asked with the reader, too."""


def milliseconds(work: Callable[[], Any], count: int) -> float:
    """Of one of the ``count`` questions that a call asks."""
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin) / count


def forwards(encoder: SentenceEncoder, texts: Sequence[str]) -> Callable[[], None]:
    """The bare forward of each text by itself."""
    rows = [np.array([ids], np.int64) for ids in encoder.tokens(texts)]

    def run() -> None:
        for row in rows:
            encoder.forward(row, np.ones(row.shape, bool))

    return run


def medians(ways: dict[str, tuple[Callable[[], Any], int]]) -> dict[str, float]:
    """Milliseconds a question of each way to ask so many, the median of the rounds."""
    for work, _ in ways.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (work, count) in ways.items():
            found[name].append(milliseconds(work, count))
    return {name: statistics.median(each) for name, each in found.items()}


def measure(title: str, kb: Path, texts: Sequence[str], encoder: SentenceEncoder) -> None:
    """All figures of one graph, printed."""
    qa = KGQA.load(kb)
    ask = BASELINES["graph"].make(qa, ()).answer
    questions = [Question(str(at), text) for at, text in enumerate(texts)]
    few = questions[::READ]
    found = medians(
        {
            "forward": (forwards(encoder, texts), len(texts)),
            "alone": (lambda: [ask([question]) for question in questions], len(texts)),
            "batch": (lambda: ask(questions), len(texts)),
            "read alone": (lambda: [qa(question.text) for question in few], len(few)),
            "read batch": (lambda: qa.batch(few), len(few)),
        }
    )
    bare = found["forward"]
    print(f"{title}: {len(texts)} questions, bare forward {bare:.1f} ms")
    for name, alone, batch in (("graph alone", "alone", "batch"), ("with the reader", "read alone", "read batch")):
        print(
            f"  {name}: {found[alone]:.1f} ms one by one, {found[alone] / bare:.2f} times the forward; "
            f"{found[batch]:.1f} ms in batch, {found[alone] / found[batch]:.2f} times the single rate"
        )


def made_kb(facts: int, work: Path) -> Path:
    """The made graph as a knowledge base."""
    kb = work / f"made-{facts}.kb"
    if not kb.exists():
        with tempfile.TemporaryDirectory(dir=work) as folder:
            made(facts).write(Path(folder) / "made.nt")
            import_files(kb, triples=[Path(folder) / "made.nt"])
    return kb


def made_questions(kb: Path, count: int) -> list[str]:
    """Questions for a relation that an entity has, every other of a neighbour of the largest hub."""
    graph, rng = KGQA.load(kb).graph, np.random.default_rng(7)
    texts: list[str] = []
    hub = graph.row(entity(0))
    near = graph.in_edges(0 if hub is None else hub)[1]
    while len(texts) < count:
        row = int(rng.choice(near)) if len(texts) % 2 else int(rng.integers(0, graph.n_entities))
        kinds = graph.out_edges(row)[0]
        if len(kinds):
            texts.append(f"What is the {graph.relation(int(rng.choice(kinds))).label} of {graph.label(row)}?")
    return texts


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--facts", type=int, default=1_000_000)
    args = parser.parse_args()
    metaqa = args.work / "metaqa.kb"
    if not metaqa.exists():
        prepare("metaqa", args.data / "metaqa", metaqa)
    encoder = SentenceEncoder()
    asked = list(read_metaqa(args.data / "metaqa/2-hop/qa_dev.txt"))
    texts = [each.question for each in asked[:: len(asked) // args.questions][: args.questions]]
    measure("MetaQA, 2 hops", metaqa, texts, encoder)
    kb = made_kb(args.facts, args.work)
    measure(f"made, {args.facts:,} facts", kb, made_questions(kb, args.questions), encoder)


if __name__ == "__main__":
    main()
