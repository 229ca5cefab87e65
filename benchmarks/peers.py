"""The same reader in somebody else's pipeline: Haystack's extractive question answering, offline.

    python -m venv PEERS && PEERS/bin/pip install -e . haystack-ai transformers-haystack \\
        sentence-transformers-haystack
    PEERS/bin/python -m benchmarks.peers --data DATA --kb KB [--limit N]

KB is 2WikiMultihopQA's corpus as ``kgqa import --passages`` made it. Haystack reads the same passages, takes the
document vectors out of KB, encodes the questions with the same encoder and reads with the shipped reader's
weights, exported as a Hugging Face BertForQuestionAnswering. What differs is the pipeline: no graph, no linking,
no titles, and its own choice among the spans. Every question of dev500 counts.

Haystack's reader passes no segment ids to the model, which its BERT was trained with; the rows "with segments"
give them, so that the comparison is not won on that alone.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kgqa.data.example import AskExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.data.twowiki import read_2wiki
from kgqa.encoders.bases import DEFAULT_BASE, find_base
from kgqa.encoders.vectors import VectorIndex
from kgqa.kg.folder import PASSAGES, open_folder
from kgqa.kg.passages import PassageTable
from kgqa.kg.verbalize import passage_text
from kgqa.pipelines.writing import RETRIEVER
from kgqa.reader.checkpoint import DEFAULT_READER, Checkpoint, load_checkpoint

TOP_K = 8

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")

Retrieve = Callable[[str], list[Any]]
"""Haystack's documents for a question."""


def export_reader(checkpoint: Checkpoint, folder: Path) -> None:
    """Writes a reader as a Hugging Face folder: BertForQuestionAnswering in float32, its word table included,
    and the base's tokenizer. Start and end logits are those of the checkpoint, bit for bit in float32.
    """
    from transformers import BertForQuestionAnswering

    model = BertForQuestionAnswering(checkpoint.model.bert.config)
    model.bert.load_state_dict(checkpoint.model.bert.state_dict())
    model.qa_outputs.load_state_dict(checkpoint.model.spans.state_dict())
    folder.mkdir(parents=True, exist_ok=True)
    model.eval().save_pretrained(folder)
    for name in TOKENIZER_FILES:
        if (checkpoint.base.folder / name).exists():
            shutil.copy(checkpoint.base.folder / name, folder)


def document_store(kb: Path) -> Any:
    """Haystack's store in memory with the passages of a knowledge base and their vectors."""
    import faiss
    from haystack import Document
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    opened = open_folder(kb)
    passages = PassageTable.load(opened.arrays(PASSAGES))
    index = VectorIndex.load(opened.arrays(RETRIEVER), "passages")
    vectors = faiss.deserialize_index(np.array(index.arrays("passages")["passages.faiss"])).reconstruct_n()
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(
        [
            Document(id=passage.id, content=passage_text(passage.title, passage.text), embedding=vector.tolist())
            for passage, vector in zip(passages, vectors, strict=True)
        ]
    )
    return store


def retrievers(store: Any) -> dict[str, Retrieve]:
    """Haystack's two ways to find passages."""
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack_integrations.components.embedders.sentence_transformers import SentenceTransformersTextEmbedder

    words = InMemoryBM25Retriever(store, top_k=TOP_K)
    vectors = InMemoryEmbeddingRetriever(store, top_k=TOP_K)
    folder = str(find_base(DEFAULT_BASE).folder)
    embedder = SentenceTransformersTextEmbedder(
        model=folder, progress_bar=False, normalize_embeddings=True, local_files_only=True
    )
    embedder.warm_up()
    return {
        "bm25": lambda text: list(words.run(query=text)["documents"]),
        "embedding": lambda text: list(vectors.run(query_embedding=embedder.run(text=text)["embedding"])["documents"]),
    }


def extractive_reader(folder: Path, *, segments: bool) -> Any:
    """Haystack's reader on an exported folder; where ``segments``, its model is given segment ids."""
    from haystack_integrations.components.readers.transformers import TransformersExtractiveReader

    reader = TransformersExtractiveReader(model=folder, no_answer=False, top_k=1)
    reader.warm_up()
    if segments:
        reader.model.register_forward_pre_hook(with_segments(reader.tokenizer.sep_token_id), with_kwargs=True)
    return reader


def with_segments(separator: int) -> Callable[..., tuple[tuple[Any, ...], dict[str, Any]]]:
    """A hook that adds ``token_type_ids``: 0 up to the first separator, 1 after it, 0 for padding."""

    def hook(module: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        marks = (kwargs["input_ids"] == separator).long()
        before = marks.cumsum(dim=1) - marks
        types = (before > 0).long() * kwargs["attention_mask"]
        return args, {**kwargs, "token_type_ids": types}

    return hook


def ask(reader: Any, found: Sequence[list[Any]], asked: Sequence[AskExample]) -> list[str]:
    """The best answer to each question, "" where there is none."""
    answers = []
    for documents, example in zip(found, asked, strict=True):
        best = reader.run(query=example.question, documents=documents)["answers"]
        answers.append((best[0].data or "") if best else "")
    return answers


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kb", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=0, help="questions, 0 for all")
    args = parser.parse_args()
    # Both are read when the libraries are imported, which the functions above do.
    os.environ.update(HAYSTACK_TELEMETRY_ENABLED="False", HF_HUB_OFFLINE="1")
    asked = list(read_2wiki(args.data / "2wikimultihopqa/questions.jsonl", {"split": "dev500"}))
    asked = asked[: args.limit] if args.limit else asked
    torch.manual_seed(0)
    print("| system | questions | gold passages found | exact match | F1 | seconds a question |\n|" + "---|" * 6)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export_reader(load_checkpoint(DEFAULT_READER), folder)
        for way, retrieve in retrievers(document_store(args.kb)).items():
            start = time.perf_counter()
            found = [retrieve(example.question) for example in asked]
            finding = time.perf_counter() - start
            for segments in (False, True):
                reader = extractive_reader(folder, segments=segments)
                start = time.perf_counter()
                answers = ask(reader, found, asked)
                seconds = (finding + time.perf_counter() - start) / len(asked)
                title = f"Haystack, {way}" + (", with segments" if segments else "")
                print(_row(title, asked, found, answers, seconds), flush=True)


def _row(title: str, asked: Sequence[AskExample], found: Sequence[list[Any]], said: list[str], seconds: float) -> str:
    pairs = list(zip(said, (example.answers for example in asked), strict=True))
    held = [
        len({document.id for document in documents} & set(example.gold_passages)) / len(set(example.gold_passages))
        for documents, example in zip(found, asked, strict=True)
    ]
    shares = (np.mean(held), np.mean([exact_match(*p) for p in pairs]), np.mean([token_f1(*p) for p in pairs]))
    cells = [title, str(len(asked)), *(f"{100 * share:.1f}" for share in shares), f"{seconds:.3f}"]
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
