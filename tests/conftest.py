"""Shared by all tests: the real encoder once, a small world to ask in, a tiny BERT to train."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import neo4j

    from kgqa import KGQA
    from kgqa.encoders.sentence import SentenceEncoder
    from kgqa.retriever.path_scorer import PathScorer

# The same examples each time, so that a change is judged by what it changed; KGQA_EXPLORE=1 looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("KGQA_EXPLORE") else "same")

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """kgqa works with the network cut off: a connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def encoder() -> object:
    """The packaged sentence encoder on the CPU."""
    from kgqa.encoders.sentence import SentenceEncoder

    return SentenceEncoder(device="cpu")


@pytest.fixture(scope="session")
def scorer() -> object:
    """The shipped path scorer on the CPU."""
    from kgqa.retriever.path_scorer import PathScorer, load_scorer

    return PathScorer(load_scorer(), device="cpu")


@pytest.fixture(scope="session")
def over_facts(
    tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder, scorer: PathScorer
) -> Callable[[str], KGQA]:
    """Makes a pipeline over facts, one a line, head, relation and tail parted by tabs."""
    from kgqa import KGQA
    from kgqa.pipelines.importing import import_files

    def made(facts: str) -> KGQA:
        folder = tmp_path_factory.mktemp("facts")
        (folder / "facts.tsv").write_text(facts.lstrip(), encoding="utf-8")
        import_files(folder / "facts.kb", triples=[folder / "facts.tsv"], encoder=encoder, scorer=scorer)
        return KGQA.load(folder / "facts.kb")

    return made


TRIPLES = [
    ("Nordhavn", "capital of", "Veland"),
    ("Veland", "currency", "Velandic krone"),
    ("Veland", "borders", "Osmark"),
    ("Osmark", "borders", "Veland"),
    ("Veland", "borders", "Tarnia"),
    ("Tarnia", "borders", "Veland"),
    ("Osmark", "capital", "Brinn"),
    ("Osmark", "currency", "mark"),
    ("Ada Lind", "born in", "Nordhavn"),
    ("Ada Lind", "occupation", "chemist"),
    ("Karl Moe", "born in", "Brinn"),
    ("lindium", "discovered by", "Ada Lind"),
    ("lindium", "discovered in", "Veland"),
]
PASSAGES = [
    {
        "id": "lindium",
        "title": "Lindium",
        "text": "Lindium is a soft grey metal. It is used in the coating of ship hulls. Ada Lind isolated it in 1907.",
    },
    {
        "id": "nordhavn",
        "title": "Nordhavn",
        "text": "Nordhavn is a harbour city of 210,000 people. Its old lighthouse was built by Peder Holm in 1788.",
    },
]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a small invented world: triples.tsv, entities.jsonl, passages.jsonl."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "triples.tsv").write_text("".join("\t".join(t) + "\n" for t in TRIPLES), encoding="utf-8")
    entities = [{"id": "Veland", "label": "Veland", "aliases": ["Kingdom of Veland"], "types": ["country"]}]
    (folder / "entities.jsonl").write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    (folder / "passages.jsonl").write_text("\n".join(map(json.dumps, PASSAGES)), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def kb(world: Path, encoder: object) -> Path:
    """The small world as a knowledge base, made by the public import."""
    from kgqa.pipelines.importing import import_files

    out = world / "world.kb"
    import_files(
        out,
        triples=[world / "triples.tsv"],
        entities=world / "entities.jsonl",
        passages=[world / "passages.jsonl"],
        encoder=encoder,
    )
    return out


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A BERT folder with two narrow layers and the packaged base's tokenizer."""
    import torch
    from transformers import BertConfig, BertModel

    from kgqa.encoders.bases import find_base

    folder = tmp_path_factory.mktemp("tiny-bert")
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, vocab_size=30522
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copy(find_base().folder / "tokenizer.json", folder)
    yield folder


@pytest.fixture(scope="session")
def driver() -> Iterator[neo4j.Driver]:
    """The official driver, to the Bolt server of this run; skips where there is none."""
    import bolt
    import neo4j

    server = bolt.server()
    with neo4j.GraphDatabase.driver(server.uri, auth=server.auth) as opened:
        yield opened


@pytest.fixture
def database() -> Iterator[str | None]:
    """The name of an empty database of that server, None for the one that a real Neo4j has."""
    import bolt

    with bolt.server().database() as name:
        yield name
