"""Speed as ratios against the bare models, measured in one run.

    python -m benchmarks.floor --data DATA [--passages 2000] [--questions 64]

- import: the encoder's bare forwards over the same length-sorted batches, against the whole import of passages
  (aim: 0.9 or more of the bare throughput);
- answering: the bare forwards that a batch of questions needs (encoder and reader, on the very same inputs),
  against answering them (aim: at most 1.3 times);
- opening: seconds to open a saved knowledge base of 133,582 triples and 12,003 passages beyond loading the
  models (aim: under 1 s).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.splits import metaqa_choosing_part
from kgqa import KGQA, Passage, Triple
from kgqa.encoders.batching import fixed_batches
from kgqa.encoders.sentence import DOCUMENT_ROWS, SentenceEncoder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.importing import import_files
from kgqa.pipelines.writing import write_knowledge_base
from kgqa.reader.checkpoint import DEFAULT_READER, load_checkpoint


def timed(work: Callable[[], Any]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def import_ratio(data: Path, folder: Path, count: int, encoder: SentenceEncoder) -> float:
    """Throughput of importing passages, as a share of the bare encoder's."""
    lines = (data / "2wikimultihopqa/corpus.jsonl").read_text("utf-8").splitlines()[:count]
    source = folder / "passages.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    records = [json.loads(line) for line in lines]
    ids = encoder.tokens([passage_text(r["title"], r["text"]) for r in records])
    batches = []
    for batch in fixed_batches([len(row) for row in ids], size=DOCUMENT_ROWS):
        block = np.zeros((batch.size, batch.length), np.int64)
        mask = np.zeros((batch.size, batch.length), bool)
        for i, row in enumerate(batch.rows):
            block[i, : len(ids[row])] = ids[row]
            mask[i, : len(ids[row])] = True
        mask[len(batch.rows) :, 0] = True
        batches.append((block, mask))

    def bare() -> None:
        for block, mask in batches:
            encoder.forward(block, mask)

    def whole() -> None:
        import_files(folder / "floor.kb", passages=[source], encoder=encoder, replace=True)

    encoder.forward(*batches[0])
    bare_seconds = min(timed(bare) for _ in range(2))
    whole_seconds = min(timed(whole) for _ in range(2))
    print(f"import: bare {len(lines) / bare_seconds:.0f} passages/s, whole {len(lines) / whole_seconds:.0f}")
    return bare_seconds / whole_seconds


def answer_ratio(qa: KGQA, questions: list[str]) -> float:
    """Seconds of answering, as a multiple of the bare forwards in it."""
    spent = 0.0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            nonlocal spent
            start = time.perf_counter()
            try:
                return call(*args, **kwargs)
            finally:
                spent += time.perf_counter() - start

        return wrapper

    encoder: Any = qa.retriever.encoder
    model: Any = qa.reader.model
    qa.batch(questions[:8])
    encoder.model.forward, model.forward = counted(encoder.model.forward), counted(model.forward)
    try:
        whole = timed(lambda: qa.batch(questions))
    finally:
        del encoder.model.forward, model.forward
    print(f"answering: {whole / len(questions):.3f} s a question, {spent / len(questions):.3f} in the models")
    return whole / spent


def opening_seconds(data: Path, folder: Path, encoder: SentenceEncoder) -> float:
    """Seconds of opening beyond loading the encoder and the reader."""
    triples = [Triple(*line.split("|")) for line in (data / "metaqa/kb.txt").read_text("utf-8").splitlines()]
    rows = map(json.loads, (data / "2wikimultihopqa/corpus.jsonl").read_text("utf-8").splitlines())
    table = PassageTable.build(Passage(r["id"], r["id"], r["title"], r["text"]) for r in rows)
    kb = folder / "large.kb"
    write_knowledge_base(kb, Graph.build(triples), table, encoder=encoder)
    load_checkpoint(DEFAULT_READER)  # once for the file cache
    models = min(timed(lambda: load_checkpoint(DEFAULT_READER).model.for_inference(encoder.device)) for _ in range(3))
    whole = min(timed(lambda: KGQA.load(kb, encoder=encoder)) for _ in range(3))
    return whole - models


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=64)
    args = parser.parse_args()
    encoder = SentenceEncoder()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"import ratio: {import_ratio(args.data, folder, args.passages, encoder):.3f} (aim 0.9 or more)")
        print(f"opening: {opening_seconds(args.data, folder, encoder):.3f} s beyond the models (aim under 1)")
        qa = KGQA.load(folder / "large.kb", encoder=encoder)
        questions = [q.question for q in metaqa_choosing_part(args.data, 1)[: args.questions]]
        print(f"answering ratio: {answer_ratio(qa, questions):.3f} (aim at most 1.3)")


if __name__ == "__main__":
    main()
