"""Passages for questions of several hops, from text alone: baselines, kgqa's retriever by its parts, titles hidden.

    python -m benchmarks.retrieval 2wikimultihopqa --data DATA --kb 2wiki.kb --part dev500
    python -m benchmarks.retrieval hotpotqa --data DATA --kb hotpotqa.kb --part odd [--hidden] [--rerank NAME]

Recall@5 is the share of a question's gold passages among the first five, averaged over questions; "all" the share of
questions with every gold passage there; "ms" the time a question beyond encoding it. The graph of the knowledge base is
not looked at. Parts: of 2wikimultihopqa train500 (chosen on) and dev500; of hotpotqa, whose questions all have complete
gold passages here, even (chosen on) and odd, by the sha256 of the question's id. ``--hidden`` leaves all titles out,
of the words, the names and the vectors. ``--encoder`` makes the vectors anew with another encoder, and ``--rerank``
adds a row whose passages a re-ranker has put in order.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.halves import half_of
from kgqa.data.example import AskExample
from kgqa.data.hotpotqa import read_hotpotqa
from kgqa.data.twowiki import read_2wiki
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.vectors import VectorIndex
from kgqa.kg.folder import PASSAGES, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.encoding import encoder_named
from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever
from kgqa.pipelines.evaluation.baselines.dense import fused
from kgqa.pipelines.evaluation.baselines.titles import TitleRetriever
from kgqa.pipelines.writing import RETRIEVER
from kgqa.retriever.fusion import FUSED
from kgqa.retriever.index import text_indexes
from kgqa.retriever.names import NameGraph
from kgqa.retriever.passages import PassageFinder
from kgqa.retriever.reranking import Reranker, reranker_named
from kgqa.types import Passage, Question

K = 5

Find = Callable[[str, NDArray[np.float32]], Sequence[int]]
"""A question and its vector to rows, best first."""


def examples(name: str, data: Path, part: str) -> list[AskExample]:
    """The questions of one part of a data set."""
    path = data / name / "questions.jsonl"
    if name == "2wikimultihopqa":
        return list(read_2wiki(path, {"split": part}))
    half = ("even", "odd").index(part)
    complete = read_hotpotqa(path, {"gold_complete": "true"})
    return [e for e in complete if half_of(e.id) == half]


def without_titles(passages: PassageTable) -> PassageTable:
    """The same passages, each with no title."""
    return PassageTable.build(replace(passage, title="") for passage in passages)


def vectors_without_titles(
    passages: PassageTable, vectors: NDArray[np.float32], encoder: SentenceEncoder
) -> NDArray[np.float32]:
    """The vectors of the texts alone; encoded anew where a title was before the text."""
    rows = [row for row, p in enumerate(passages) if passage_text(p.title, p.text) != p.text]
    found = vectors.copy()
    found[rows] = encoder.encode([passages.texts[row] for row in rows])
    return found


def systems(
    passages: PassageTable, vectors: NDArray[np.float32], reranker: Reranker | None = None
) -> Iterator[tuple[str, Find]]:
    """Each row of the table."""
    dense, none = VectorIndex.build(vectors), VectorIndex.build(vectors[:0])
    lexical, names = text_indexes(Graph.build([]), passages)
    nameless = NameGraph.build([], [])
    bm25, titles = BM25Retriever(passages), TitleRetriever(passages)

    def near(vector: NDArray[np.float32]) -> list[int]:
        return [row for row, _ in dense.search(vector[None], FUSED)[0]]

    def both(text: str, vector: NDArray[np.float32]) -> list[int]:
        return [row for row, _ in fused([[row for row, _ in bm25.rank(text, FUSED)], near(vector)])]

    def walked(text: str, vector: NDArray[np.float32]) -> list[int]:
        (found,) = titles.retrieve([Question("", text)], [()], top_k=K)
        return [passages.row(e.content.id) or 0 for e in found if isinstance(e.content, Passage)]

    yield "bm25", lambda text, vector: [row for row, _ in bm25.rank(text, K)]
    yield "dense", lambda text, vector: near(vector)
    yield "fusion", both
    yield "titles", walked
    for label, index, its_names, rounds in (
        ("kgqa: words and vectors", dense, nameless, ()),
        ("+ names in the question", dense, names, ()),
        ("+ the walk, one round", dense, names, (1.0,)),
        ("+ its second round: kgqa", dense, names, None),
        ("kgqa without vectors", none, names, None),
    ):
        chosen = {} if rounds is None else {"rounds": rounds}
        finder = PassageFinder(passages, index, lexical, its_names, **chosen)
        yield label, lambda text, vector, f=finder: [row for row, _, _ in f.find(text, vector, K)]  # type: ignore[misc]  # a default binds it
    if reranker is not None:
        whole = PassageFinder(passages, dense, lexical, names)

        def words(row: int) -> str:
            return passage_text(passages.titles[row], passages.texts[row])

        def ordered(text: str, vector: NDArray[np.float32]) -> list[int]:
            found = whole.find(text, vector, reranker.deep)
            return [row for row, _, _ in reranker.order(text, found, words)[:K]]

        yield f"kgqa, re-ranked by {reranker.encoder.checkpoint.name}", ordered


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("set", choices=("2wikimultihopqa", "hotpotqa"))
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--kb", required=True, help="knowledge base that holds the set's passages")
    parser.add_argument("--part", choices=("train500", "dev500", "dev200", "even", "odd"), required=True)
    parser.add_argument("--hidden", action="store_true", help="hide all titles")
    parser.add_argument("--encoder", help="make vectors with this encoder, not the knowledge base's: name or folder")
    parser.add_argument("--rerank", help="add a row ordered by this re-ranker: name or folder")
    options = parser.parse_args()
    asked = examples(options.set, options.data, options.part)
    folder = open_folder(options.kb)
    passages = PassageTable.load(folder.arrays(PASSAGES))
    encoder = encoder_named(options.encoder, "cpu")
    if options.encoder:
        shown = without_titles(passages) if options.hidden else passages
        vectors = encoder.encode([passage_text(passage.title, passage.text) for passage in shown])
    else:
        vectors = VectorIndex.load(folder.arrays(RETRIEVER), "passages").vectors()
        vectors = vectors_without_titles(passages, vectors, encoder) if options.hidden else vectors
    queries = encoder.encode_queries([example.question for example in asked])
    if options.hidden:
        passages = without_titles(passages)
    reranker = reranker_named(options.rerank, device="cpu")
    gold = [{passages.row(id) for id in example.gold_passages} for example in asked]
    said = (
        f"{', titles hidden' if options.hidden else ''}{f', vectors by {options.encoder}' if options.encoder else ''}"
    )
    print(f"{options.set} {options.part}{said}: {len(asked)} questions, {len(passages):,} passages\n")
    print("| Passages by | Recall@5 (%) | All (%) | ms |")
    print("| --- | ---: | ---: | ---: |")
    for label, find in systems(passages, vectors, reranker):
        begin = time.perf_counter()
        found = [find(e.question, query)[:K] for e, query in zip(asked, queries, strict=True)]
        spent = 1000 * (time.perf_counter() - begin) / len(asked)
        shares = np.array([len(own & set(rows)) / len(own) for own, rows in zip(gold, found, strict=True)])
        print(f"| {label} | {100 * shares.mean():.1f} | {100 * (shares == 1).mean():.1f} | {spent:.1f} |", flush=True)


if __name__ == "__main__":
    main()
