"""Encoder and re-ranker by command: trained, used for a knowledge base, refused where they do not fit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from kgqa import KGQA, InputError, ModelError
from kgqa.kg.folder import open_folder
from kgqa.pipelines.cli.app import app
from kgqa.pipelines.train_retriever import train_reranker, train_retriever
from kgqa.retriever.rank_training import RankSettings

METALS = ["Lindium", "Tarnium", "Osmarkium", "Brinnium", "Nordium"]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        {
            "question": f"Who isolated {name}?",
            "positive": f"{name} is a metal that Ada Lind isolated.",
            "negatives": [f"{other} is a metal." for other in METALS if other != name],
        }
        for name in METALS
    ]
    path = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tuned(pairs: Path, tiny_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tuned") / "tiny-tuned"
    arguments = ["train", "retriever", "--train", str(pairs), "--out", str(out), "--base", str(tiny_base)]
    found = CliRunner().invoke(app, [*arguments, "--batch-size", "3", "--device", "cpu", "-q"])
    assert found.exit_code == 0 and "5 questions with a passage, 2 steps" in found.output, found.output
    return out


def test_a_tuned_encoder_makes_a_knowledge_base_that_no_other_may_ask(tuned: Path, world: Path, tmp_path: Path) -> None:
    kb, own = tmp_path / "tuned.kb", tmp_path / "tiny-tuned"
    shutil.copytree(tuned, own)
    arguments = ["import", str(kb), "--triples", str(world / "triples.tsv"), "--encoder", str(own), "-q"]
    found = CliRunner().invoke(app, [*arguments, "--passages", str(world / "passages.jsonl"), "--device", "cpu"])
    assert found.exit_code == 0, found.output
    record = json.loads((own / "encoder.json").read_text(encoding="utf-8"))
    assert open_folder(kb).manifest["encoder"]["name"] == "tiny-tuned" and record["training"]["steps"] == 2
    with pytest.raises(ModelError, match=r"tiny-tuned.*Load with that encoder"):
        KGQA.load(kb, device="cpu", encoder="all-MiniLM-L6-v2")
    assert KGQA.load(kb, device="cpu")("Who isolated lindium in 1907?").answer  # by the one that is recorded
    own.rename(tmp_path / "moved")
    with pytest.raises(ModelError, match=r"tiny-tuned, which is not in .*tiny-tuned any more. Load with that encoder"):
        KGQA.load(kb, device="cpu")
    assert KGQA.load(kb, device="cpu", encoder=tmp_path / "moved").passages


def test_a_knowledge_base_remembers_the_shipped_encoder(world: Path, tmp_path: Path) -> None:
    kb = tmp_path / "remembered.kb"
    found = CliRunner().invoke(
        app,
        ["import", str(kb), "--passages", str(world / "passages.jsonl"), "--encoder", "passages-l6-v1", "-q"],
    )
    assert found.exit_code == 0, found.output
    assert open_folder(kb).manifest["encoder"]["name"] == "passages-l6-v1"
    qa = KGQA.load(kb, device="cpu", rerank=True)  # the shipped re-ranker beside it
    evidence = qa("Who isolated the soft grey metal?").evidence
    assert next(e.content.id for e in evidence) == "lindium"  # type: ignore[union-attr]  # a passage
    with pytest.raises(ModelError, match="was built with the encoder passages-l6-v1"):
        KGQA.load(kb, device="cpu", encoder="all-MiniLM-L6-v2")


def test_a_base_by_name_is_the_encoder_of_old(kb: Path) -> None:
    assert KGQA.load(kb, device="cpu", encoder="all-MiniLM-L6-v2", second_look=False).passages
    with pytest.raises(ModelError, match="no model 'absent'"):
        KGQA.load(kb, device="cpu", encoder="absent")


def test_a_reranker_orders_the_passages_of_an_answer(pairs: Path, tiny_base: Path, kb: Path, tmp_path: Path) -> None:
    out = tmp_path / "tiny-reranker"
    arguments = ["train", "reranker", "--train", str(pairs), "--out", str(out), "--base", str(tiny_base)]
    found = CliRunner().invoke(app, [*arguments, "--epochs", "2", "--device", "cpu", "-q"])
    assert found.exit_code == 0 and "2 steps" in found.output, found.output
    plain, reranked = (KGQA.load(kb, device="cpu", rerank=name) for name in (False, out))
    question = "Which old lighthouse did Peder Holm build?"
    before, after = (qa(question).evidence for qa in (plain, reranked))
    assert {e.content for e in before} == {e.content for e in after}
    assert [e.score for e in before] != [e.score for e in after]
    asked = CliRunner().invoke(app, ["ask", str(kb), question, "--reranker", str(out), "--device", "cpu"])
    assert asked.exit_code in (0, 3), asked.output
    with pytest.raises(ModelError, match="no re-ranker 'absent'"):
        KGQA.load(kb, device="cpu", rerank="absent")


def test_a_stopped_run_ends_where_one_at_once_ends(pairs: Path, tiny_base: Path, tmp_path: Path) -> None:
    from safetensors.numpy import load_file

    class Stop(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if done == 4:
            raise Stop

    settings = RankSettings(epochs=3, batch_size=2, negatives=2, save_every=2)
    for train, stem in ((train_retriever, "encoder"), (train_reranker, "reranker")):
        whole, parted = tmp_path / f"{stem}-whole", tmp_path / f"{stem}-parted"
        train([pairs], whole, base=str(tiny_base), settings=settings, device="cpu")
        with pytest.raises(Stop):
            train([pairs], parted, base=str(tiny_base), settings=settings, device="cpu", progress=stop)
        assert train([pairs], parted, base=str(tiny_base), settings=settings, device="cpu").steps == 9
        one, other = (load_file(folder / f"{stem}.safetensors") for folder in (whole, parted))
        assert all(np.array_equal(one[name], other[name]) for name in one)


def test_what_cannot_be_trained_is_said(pairs: Path, tuned: Path, tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"tiny-tuned sits on the base .*, not on all-MiniLM-L6-v2"):
        train_retriever([pairs], tmp_path / "other", base="all-MiniLM-L6-v2", init=tuned, device="cpu")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="a checkpoint is a folder"):
        train_retriever([pairs], tmp_path / "file", base=str(tiny_base), device="cpu")
    with pytest.raises(InputError, match="at least one example"):
        train_reranker([tmp_path / "file"], tmp_path / "out", base=str(tiny_base), device="cpu")
