"""The tuned encoder: pools as the sentence encoder does, learns, comes back from disk, goes on after a stop."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.encoders.bases import find_base
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.stored import tokenizer_of
from kgqa.retriever.dense_checkpoint import begun, load_encoder, save_encoder
from kgqa.retriever.dense_examples import DenseExample
from kgqa.retriever.dense_model import DenseModel
from kgqa.retriever.dense_training import MAX_TOKENS, asked_with, batch_loss, train_dense
from kgqa.retriever.rank_training import RankSettings, padded_block, rights, token_ids

STONES = ["Lindium", "Tarnite", "Osmarkite", "Brinnite", "Velanite", "Nordhavnite"]
PAIRS = [
    DenseExample(
        f"What colour has {name}?",
        f"{name} is a stone that is grey.",
        tuple(f"{other} was found in a river." for other in STONES if other != name)[:3],
        f"{name} lies beside it." if i % 2 else "",
    )
    for i, name in enumerate(STONES)
]
SETTINGS = RankSettings(epochs=2, batch_size=3, learning_rate=1e-3, dropout=0.0, save_every=2, bf16=False)


def test_vectors_in_training_are_those_of_the_sentence_encoder(tiny_base: Path) -> None:
    base, model = begun(str(tiny_base))
    texts = [example.positive for example in PAIRS]
    tokens = token_ids(tokenizer_of(base), texts, MAX_TOKENS)
    with torch.inference_mode():
        found = model.eval()(*padded_block([tokens[text] for text in texts], torch.device("cpu"))).numpy()
    expected = SentenceEncoder(find_base(str(tiny_base)), device="cpu").encode(texts)
    assert np.allclose(found, expected, atol=0.02)  # the encoder's arithmetic may be bfloat16
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_training_brings_questions_to_their_passages(tiny_base: Path, tmp_path: Path) -> None:
    base, model = begun(str(tiny_base), dropout=0.0)
    tokenizer, settings = tokenizer_of(base), replace(SETTINGS, epochs=12)

    def loss() -> float:
        texts = {t for e in PAIRS for t in (asked_with(e.question, e.lead), e.positive, *e.negatives)}
        tokens = token_ids(tokenizer, sorted(texts), MAX_TOKENS)
        with torch.inference_mode():
            return float(batch_loss(model, PAIRS, tokens, rights(PAIRS), settings, random.Random(1)))

    before, words = loss(), model.bert.embeddings.word_embeddings.weight.clone()
    assert train_dense(model, tokenizer, PAIRS, settings, state=tmp_path / "state") == 24
    assert loss() < before / 2
    assert torch.equal(model.bert.embeddings.word_embeddings.weight, words)


def test_what_is_right_elsewhere_is_never_wrong(tiny_base: Path) -> None:
    base, model = begun(str(tiny_base), dropout=0.0)
    two = [
        DenseExample("Which stones are grey?", "Lindium is grey.", ("Tarnite is grey.",)),
        DenseExample("Which stones are grey?", "Tarnite is grey.", ("Lindium is grey.",)),
    ]
    texts = {t for e in two for t in (e.question, e.positive)}
    tokens = token_ids(tokenizer_of(base), sorted(texts), MAX_TOKENS)
    loss = batch_loss(model.eval(), two, tokens, rights(two), SETTINGS, random.Random(0))
    assert float(loss.detach()) == pytest.approx(0.0, abs=1e-6)  # each has itself alone to be told from


def test_a_stopped_tuning_ends_in_the_same_weights(tiny_base: Path, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int, loss: float) -> None:
        if done == 4:
            raise Stop

    settings = replace(SETTINGS, epochs=3, dropout=0.1)  # steps 2 and 4 are saved; 4 is lost by the stop

    def run(folder: Path, progress: object = None) -> DenseModel:
        base, model = begun(str(tiny_base))
        train_dense(model, tokenizer_of(base), PAIRS, settings, state=folder, progress=progress)  # type: ignore[arg-type]  # any callable
        return model

    straight = run(tmp_path / "straight")
    with pytest.raises(Stop):
        run(tmp_path / "stopped", stop)
    again = run(tmp_path / "stopped")
    for (name, one), other in zip(straight.named_parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other), name
    with pytest.raises(InputError, match="other"):
        base, model = begun(str(tiny_base))
        train_dense(model, tokenizer_of(base), PAIRS[:3], settings, state=tmp_path / "stopped")


def test_time_that_is_up_ends_a_tuning_early(tiny_base: Path, tmp_path: Path) -> None:
    base, model = begun(str(tiny_base))
    steps = train_dense(model, tokenizer_of(base), PAIRS, SETTINGS, state=tmp_path / "state", seconds=0.0)
    assert steps == 1 and (tmp_path / "state" / "training.pt").exists()


def test_a_tuned_encoder_comes_back_under_its_own_name(tiny_base: Path, tmp_path: Path) -> None:
    base, model = begun(str(tiny_base))
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.mul_(1.1)
    save_encoder(base, model, {"steps": 1}, tmp_path / "mine")
    tuned, plain = load_encoder(tmp_path / "mine", device="cpu"), load_encoder(tiny_base, device="cpu")
    assert tuned.base.name == "mine" and tuned.base.sha256 != plain.base.sha256 and tuned.dimension == 32
    texts = [example.question for example in PAIRS]
    assert not np.allclose(tuned.encode(texts), plain.encode(texts), atol=1e-2)
    assert np.array_equal(tuned.encode(texts)[2:3], tuned.encode(texts[2:3]))
    again = begun("unused", tmp_path / "mine")[1]
    for (name, one), other in zip(model.named_parameters(), again.parameters(), strict=True):
        assert torch.allclose(one, other, atol=2e-3), name


@pytest.mark.parametrize("damage", ["weights", "record", "base", "missing"])
def test_a_broken_encoder_is_named(tiny_base: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "broken"
    base, model = begun(str(tiny_base))
    save_encoder(base, model, {}, folder)
    if damage == "weights":
        (folder / "encoder.safetensors").write_bytes(b"no tensors")
    elif damage == "record":
        (folder / "encoder.json").write_text("[]", encoding="utf-8")
    elif damage == "base":
        text = (folder / "encoder.json").read_text(encoding="utf-8").replace(base.sha256, "0" * 64)
        (folder / "encoder.json").write_text(text, encoding="utf-8")
    else:
        folder = tmp_path / "nowhere"
    with pytest.raises(ModelError, match=folder.name):
        load_encoder(folder, device="cpu")


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"negatives": -1}, {"none": 1.0}, {"learning_rate": float("nan")}])
def test_settings_that_cannot_be_are_named(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        RankSettings(**wrong)  # type: ignore[arg-type]  # a test's own table
