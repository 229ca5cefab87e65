"""Building from documents as a ratio to the bare models on the same texts, in one run; and its memory.

    python -m benchmarks.build_speed --data DATA [--documents 500] [--whole]

- speed: spaCy's bare pipeline, the bare encoder and the extractor's bare forwards over padded batches, one after the
  other, against ``kgqa build`` over the same passages (aim: 0.8 or more of the bare throughput), all in processor time;
  the same where the bare models too run without padding, as they do in a build; and what of the build goes into vectors
  of facts and relations, which none of the bare models makes;
- memory: the peak of a build of a quarter of them and of all, each in a process of its own (aim: under 3 GB);
- with ``--whole`` all 12,003 passages of 2WikiMultihopQA, in seconds (aim: 1,500 on two cores).
"""

from __future__ import annotations

import argparse
import copy
import json
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from kgqa.encoders.batching import FINE, fixed_batches
from kgqa.encoders.precision import inference_dtype
from kgqa.encoders.sentence import DOCUMENT_ROWS, SentenceEncoder
from kgqa.encoders.unpadded import blocks
from kgqa.extract.relations.batches import text_batch
from kgqa.extract.relations.tokens import cut
from kgqa.extract.syntax.parsing import load_model
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.building import build
from kgqa.pipelines.standard import Tools
from kgqa.retriever.index import RetrievalIndex
from kgqa.retriever.paths import step_labels


def bare(records: list[dict[str, str]], tools: Tools) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of each bare model over the texts: in padded batches, and as a build runs them."""
    nlp, encoder = load_model(), SentenceEncoder()
    texts = [record["text"] for record in records]
    list(nlp.pipe(texts[:8]))
    encoder.encode(texts[:8])
    padded, unpadded = {}, {}
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    padded["spaCy"] = unpadded["spaCy"] = time.process_time() - start
    said = [passage_text(record["title"], record["text"]) for record in records]
    start = time.process_time()
    _in_batches(encoder, said)
    padded["encoder"] = time.process_time() - start
    start = time.process_time()
    encoder.encode(said)
    unpadded["encoder"] = time.process_time() - start
    net = copy.deepcopy(tools.relations.net).eval()
    net.bert.to(inference_dtype(torch.device("cpu")))
    tokens = cut(tools.relations.tokenizer, texts)
    start = time.process_time()
    with torch.inference_mode():
        for batch in fixed_batches([len(each.ids) for each in tokens], size=DOCUMENT_ROWS):
            chosen = [tokens[row] for row in batch.rows]
            nothing: list[list[tuple[int, int]]] = [[] for _ in chosen]
            made = text_batch(chosen, nothing, rows=batch.size, pieces=batch.length, words=batch.length)
            net.look(made.ids, made.mask, made.marks)
    padded["extractor"] = time.process_time() - start
    start = time.process_time()
    with torch.inference_mode():
        for rows in blocks([len(each.ids) for each in tokens]):
            ids = [torch.tensor(tokens[row].ids) for row in rows]
            net.look_unpadded(ids, [torch.zeros_like(each) for each in ids])
    unpadded["extractor"] = time.process_time() - start
    return padded, unpadded


def _in_batches(encoder: SentenceEncoder, texts: list[str]) -> None:
    """The encoder's forwards over batches of texts of like length."""
    ids = encoder.tokens(texts)
    for batch in fixed_batches([len(row) for row in ids], size=DOCUMENT_ROWS, step=FINE):
        block = np.zeros((batch.size, batch.length), np.int64)
        mask = np.zeros((batch.size, batch.length), bool)
        mask[:, 0] = True
        for place, row in enumerate(batch.rows):
            block[place, : len(ids[row])] = ids[row]
            mask[place, : len(ids[row])] = True
        encoder.forward(block, mask)


def of_graph(kb: Path, tools: Tools) -> dict[str, float]:
    """Seconds of the vectors that a graph needs and a text does not."""
    graph = Graph.load(open_folder(kb).arrays(GRAPH))
    seconds = {}
    start = time.process_time()
    tools.encoder.encode(RetrievalIndex.fact_texts(graph))
    seconds["facts"] = time.process_time() - start
    start = time.process_time()
    tools.scorer.steps(step_labels(graph))
    seconds["relations"] = time.process_time() - start
    return seconds


def peak(source: Path, out: Path) -> int:
    """Peak memory in bytes of a build in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_measured, (source, out))


def _measured(source: Path, out: Path) -> int:
    build(out, [source], replace=True)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    lines = (options.data / "2wikimultihopqa/corpus.jsonl").read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        if options.whole:
            start = time.perf_counter()
            report = build(folder / "whole.kb", [options.data / "2wikimultihopqa/corpus.jsonl"])
            took = time.perf_counter() - start
            print(f"whole     {len(lines)} passages in {took:.0f} s; {dict(report.counts)}")
            return
        tools = Tools()
        source = folder / "some.jsonl"
        source.write_text("\n".join(lines[: options.documents]), encoding="utf-8")
        quarter = folder / "quarter.jsonl"
        quarter.write_text("\n".join(lines[: options.documents // 4]), encoding="utf-8")
        build(folder / "warm.kb", [quarter], tools=tools)
        ways = bare([json.loads(line) for line in lines[: options.documents]], tools)
        start = time.process_time()
        build(folder / "some.kb", [source], tools=tools)
        took = time.process_time() - start
        print(f"build     {took:.1f} s, {options.documents / took:.1f} documents/s")
        for name, seconds in zip(("bare", "unpadded"), ways, strict=True):
            parts = ", ".join(f"{model} {value:.1f} s" for model, value in seconds.items())
            total = sum(seconds.values())
            print(f"{name:<9} {total:.1f} s: {parts}; ratio {total / took:.2f}")
        beside = of_graph(folder / "some.kb", tools)
        parts = ", ".join(f"{name} {value:.1f} s" for name, value in beside.items())
        print(f"beside    {sum(beside.values()):.1f} s of the build: {parts}")
        few, all_ = peak(quarter, folder / "few.kb"), peak(source, folder / "all.kb")
        print(f"memory    {few / 1e9:.2f} GB for {options.documents // 4}, {all_ / 1e9:.2f} GB for {options.documents}")


if __name__ == "__main__":
    main()
