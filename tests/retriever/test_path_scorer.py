"""The path scorer: the same numbers in any batch, on disk and back, and trained to the same end after a stop."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError, ModelError
from kgqa.retriever.path_examples import MAX_HOPS, PathExample
from kgqa.retriever.path_model import chain_scores
from kgqa.retriever.path_scorer import PathCheckpoint, PathScorer, load_scorer, new_scorer, save_scorer
from kgqa.retriever.path_training import PathSettings, Pieces, corrupted, train_paths
from kgqa.retriever.paths import as_table

QUESTIONS = ["who directed it", "which films did the director of it make", "it", "where was the author of it born?"]
LABELS = ["director", "director of", "place of birth", "author", "genre"]
EXAMPLES = [
    PathExample("who directed it", (("director", False),), ((("genre", False),),)),
    PathExample("what films did it direct", (("director", True),)),
    PathExample("where was it born", (("place of birth", False),)),
    PathExample("where was the author of it born", (("author", False), ("place of birth", False)), graph="books"),
    PathExample("what genre is it", (("genre", False),)),
]
CHAIN = st.lists(st.tuples(st.sampled_from(LABELS), st.booleans()), min_size=1, max_size=MAX_HOPS).map(tuple)


def test_a_batch_gives_the_bits_of_one_by_one(scorer: PathScorer) -> None:
    together = scorer.looks(QUESTIONS)
    for question, looks in zip(QUESTIONS, together, strict=True):
        (alone,) = scorer.looks([question])
        assert np.array_equal(alone.slots, looks.slots) and np.array_equal(alone.lengths, looks.lengths)
    steps = scorer.steps(LABELS)
    assert np.array_equal(np.concatenate([scorer.steps([label]) for label in LABELS]), steps)
    assert np.allclose(np.linalg.norm(steps, axis=1), 1, atol=1e-3)
    assert scorer.looks([]) == [] and scorer.steps([]).shape == (0, steps.shape[1])


def test_steps_are_looked_at_anew_unless_they_cannot_change(scorer: PathScorer) -> None:
    (looks,) = scorer.looks(QUESTIONS[:1])
    steps, chains = scorer.steps(LABELS), as_table([(0,), (1, 2)])
    first = looks.scores(steps, chains).tolist()
    fixed = steps.copy()
    fixed.flags.writeable = False
    assert looks.scores(fixed, chains).tolist() == looks.scores(fixed, chains).tolist() == first
    steps[:2] = steps[3:5]
    assert looks.scores(steps, chains).tolist() == looks.scores(steps.copy(), chains).tolist() != first
    assert looks.scores(fixed, chains).tolist() == first


def test_scores_are_those_of_the_network(tiny_base: Path) -> None:
    checkpoint = new_scorer(str(tiny_base))
    model = checkpoint.model.eval()
    with torch.no_grad():
        model.looks.normal_()
        model.lengths.weight.normal_()
    chains = as_table([(0,), (1, 2), (2, 1), (3, 0, 4), (4, 4, 4)])
    with torch.inference_mode():
        pieces = Pieces(checkpoint.tokenizer)
        looks, lengths = model.questions(*pieces.tensors(QUESTIONS))
        steps = model.steps(*pieces.tensors(LABELS))
        expected = chain_scores(looks, lengths, steps, torch.from_numpy(chains)).numpy()
    scorer = PathScorer(checkpoint, device="cpu")
    found = [own.scores(scorer.steps(LABELS), chains) for own in scorer.looks(QUESTIONS)]
    assert np.allclose(found, expected, rtol=1e-2)  # its network is in bfloat16
    tables = [chains[:1, :1], chains[1:3, :2], chains[3:]]
    assert scorer.looks(QUESTIONS)[0].scores(scorer.steps(LABELS), *tables).tolist() == found[0].tolist()
    assert len(set(np.round(found[1], 4))) == len(chains)


def test_a_checkpoint_comes_back_as_it_was(tiny_base: Path, tmp_path: Path) -> None:
    made = new_scorer(str(tiny_base), seed=3)
    save_scorer(replace(made, training={"seed": 3}), tmp_path / "paths")
    assert not any("word_embeddings" in name for name in _tensors(tmp_path / "paths"))
    back = load_scorer(tmp_path / "paths")
    assert back.training == {"seed": 3} and len(back.sha256) == 64
    for name, parameter in made.model.named_parameters():
        assert torch.allclose(parameter, dict(back.model.named_parameters())[name], atol=2e-3), name


def _tensors(folder: Path) -> list[str]:
    from safetensors.torch import load_file

    return list(load_file(folder / "paths.safetensors"))


@pytest.mark.parametrize("damage", ["weights", "record", "base", "missing"])
def test_a_broken_checkpoint_is_named(tiny_base: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "paths"
    save_scorer(new_scorer(str(tiny_base)), folder)
    record = folder / "paths.json"
    if damage == "weights":
        (folder / "paths.safetensors").write_bytes(b"no tensors")
    elif damage == "record":
        record.write_text("{}", encoding="utf-8")
    elif damage == "base":
        record.write_text(record.read_text("utf-8").replace('"base_sha256": "', '"base_sha256": "0'), encoding="utf-8")
    else:
        record.unlink()
    with pytest.raises(ModelError, match="paths"):
        load_scorer(folder)


def test_training_tells_relations_apart_and_a_stopped_run_ends_the_same(tiny_base: Path, tmp_path: Path) -> None:
    settings_ = PathSettings(epochs=40, batch_size=4, learning_rate=3e-3, save_every=7, bf16=False)
    whole = new_scorer(str(tiny_base))
    losses: list[float] = []
    steps = train_paths(
        whole.model,
        whole.tokenizer,
        EXAMPLES,
        settings_,
        state=tmp_path / "whole",
        progress=lambda step, total, loss: losses.append(loss),
    )
    assert losses[-1] < losses[0] / 2
    assert _right(whole, 0) and _right(whole, 3)

    class Stop(Exception):
        pass

    def stop(step: int, total: int, loss: float) -> None:
        if step == 30:
            raise Stop

    first = new_scorer(str(tiny_base))
    with pytest.raises(Stop):
        train_paths(first.model, first.tokenizer, EXAMPLES, settings_, state=tmp_path / "state", progress=stop)
    again = new_scorer(str(tiny_base))
    assert train_paths(again.model, again.tokenizer, EXAMPLES, settings_, state=tmp_path / "state") == steps
    for name, parameter in again.model.named_parameters():
        assert torch.equal(parameter, dict(whole.model.named_parameters())[name]), name
    with pytest.raises(InputError, match="other examples"):
        train_paths(
            new_scorer(str(tiny_base)).model, again.tokenizer, EXAMPLES[:2], settings_, state=tmp_path / "state"
        )


def _right(checkpoint: PathCheckpoint, number: int) -> bool:
    scorer = PathScorer(checkpoint, device="cpu")
    example = EXAMPLES[number]
    chains = sorted({own.right for own in EXAMPLES})
    labels = sorted({step for chain in chains for step in chain})
    words = [f"{label} of" if inverse else label for label, inverse in labels]
    table = as_table([tuple(labels.index(step) for step in chain) for chain in chains])
    scores = scorer.looks([example.question])[0].scores(scorer.steps(words), table)
    return chains[int(scores.argmax())] == example.right


@settings(max_examples=200)
@given(CHAIN, st.lists(st.tuples(st.sampled_from(LABELS), st.booleans()), min_size=1), st.integers())
def test_corruptions_are_chains_and_never_the_right_one(
    right: tuple[tuple[str, bool], ...], pool: list[tuple[str, bool]], seed: int
) -> None:
    made = corrupted(right, pool, random.Random(seed))
    assert right not in made and len(set(made)) == len(made)
    assert all(1 <= len(chain) <= MAX_HOPS for chain in made)
    assert made == corrupted(right, pool, random.Random(seed))


def test_training_without_examples_or_with_impossible_settings_is_refused(tiny_base: Path, tmp_path: Path) -> None:
    made = new_scorer(str(tiny_base))
    with pytest.raises(InputError, match="at least one example"):
        train_paths(made.model, made.tokenizer, [], PathSettings(), state=tmp_path)
    for change in ({"epochs": 0}, {"learning_rate": 0.0}, {"warmup": 1.0}, {"wrong": 0}, {"batch_size": -1}):
        with pytest.raises(InputError, match=next(iter(change))):
            PathSettings(**change)
