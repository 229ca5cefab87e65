"""Teachers, replay, masked words, pseudo-labels and suggestions, on a tiny BERT."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from kgqa import InputError, Mention, ModelError
from kgqa.data.example import ReadingExample
from kgqa.reader.calibration import Calibration
from kgqa.reader.checkpoint import Checkpoint, new_checkpoint
from kgqa.reader.network.inputs import InputBuilder, Window
from kgqa.reader.training.distil import _moved, distillation_loss, taught_by
from kgqa.reader.training.domain import AdaptSettings, adapt, masked, texts_of
from kgqa.reader.training.labelling import label
from kgqa.reader.training.loop import TrainingSettings, train
from kgqa.reader.training.objective import HIDDEN
from kgqa.reader.training.pseudo import guesses, pseudo_labelled
from kgqa.reader.training.replay import replayed
from kgqa.reader.training.suggest import suggest, unsure_and_apart

PLAIN = TrainingSettings(epochs=2, learning_rate=5e-3, batch_size=8, save_every=3, bf16=False, seed=3)


def examples() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(("red", "green", "blue", "black") * 6):
        text = f"The boat number {i} is {colour} and old."
        at = text.index(colour)
        made.append(ReadingExample(f"q{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
    return made


def texts() -> list[tuple[str, tuple[str, ...], str]]:
    return [(e.question, e.facts, e.context) for e in examples()]


def taught(base: Path, state: Path, teachers: list[Checkpoint], *, stop: bool = False) -> Checkpoint:
    student = new_checkpoint(str(base), seed=3)

    def progress(step: int, total: int, loss: float) -> None:
        if stop:
            raise KeyboardInterrupt

    settings = replace(PLAIN, distil=0.9, epochs=4)
    builder = InputBuilder(student.tokenizer)
    train(student.model, examples(), builder, settings, state=state, progress=progress, teachers=teachers)
    return student


def test_a_student_of_two_teachers_resumes_and_comes_nearer_to_them(tiny_base: Path, tmp_path: Path) -> None:
    teachers = [new_checkpoint(str(tiny_base), seed=seed) for seed in (11, 12)]
    with torch.no_grad():
        teachers[0].model.spans.weight *= 20  # a teacher with opinions
    whole = taught(tiny_base, tmp_path / "whole", teachers)
    with pytest.raises(KeyboardInterrupt):
        taught(tiny_base, tmp_path / "stopped", teachers, stop=True)
    resumed = taught(tiny_base, tmp_path / "stopped", teachers)
    for (name, a), (_, b) in zip(whole.model.named_parameters(), resumed.model.named_parameters(), strict=True):
        assert torch.equal(a, b), name
    windows = [item.window for item in label(examples(), InputBuilder(whole.tokenizer))]
    builder = InputBuilder(whole.tokenizer)
    wanted = taught_by(teachers, builder, windows, texts(), 2.0)
    start = new_checkpoint(str(tiny_base), seed=3)
    apart = [
        sum(
            float(np.abs(a - b).sum())
            for a, b in zip(taught_by([one], builder, windows, texts(), 2.0), wanted, strict=True)
        )
        for one in (start, whole)
    ]
    assert apart[1] < apart[0]
    with pytest.raises(InputError, match="a run with other teachers"):
        taught(tiny_base, tmp_path / "stopped", teachers[:1])


def test_the_teachers_probabilities_are_a_mean_and_the_loss_is_zero_at_them(tiny_base: Path) -> None:
    teachers = [new_checkpoint(str(tiny_base), seed=seed) for seed in (11, 12)]
    builder = InputBuilder(teachers[0].tokenizer)
    windows = [item.window for item in label(examples()[:3], builder)]
    one, two, both = (
        taught_by(chosen, builder, windows, texts()[:3], 2) for chosen in (teachers[:1], teachers[1:], teachers)
    )
    assert np.allclose((one[0] + two[0]) / 2, both[0], atol=1e-6)
    assert np.allclose(both[0].sum(axis=0), 1)
    padding = torch.full((1, 5, 2), HIDDEN)
    logits = torch.cat([2 * torch.from_numpy(both[0]).log()[None], padding], dim=1)
    target = torch.cat([torch.from_numpy(both[0])[None], torch.zeros(1, 5, 2)], dim=1)
    assert abs(float(distillation_loss(logits, target, 2.0))) < 1e-5
    assert float(distillation_loss(torch.zeros_like(logits), target, 2.0)) > 0.1


def test_a_teacher_with_other_tokens_teaches_by_characters(tiny_base: Path) -> None:
    student, teacher = new_checkpoint(str(tiny_base)), new_checkpoint(str(tiny_base), seed=5)
    builder = InputBuilder(student.tokenizer)
    windows = [item.window for item in label(examples()[:4], builder)]
    own = taught_by([teacher], builder, windows, texts()[:4], 2.0)
    joined = Tokenizer.from_str(teacher.tokenizer.to_str())
    joined.add_tokens(["unheard"])  # another tokenizer that cuts these texts the same way
    moved = taught_by([replace(teacher, tokenizer=joined)], builder, windows, texts()[:4], 2.0)
    for window, a, b in zip(windows, own, moved, strict=True):
        passage = slice(window.first, window.first + len(window.offsets))
        assert np.allclose(a[passage], b[passage], atol=1e-6)
        assert np.allclose(b.sum(axis=0), 1, atol=1e-5)
        assert np.allclose(b[0], 1 - a[passage].sum(axis=0), atol=1e-5)  # the rest says "no answer"


def test_mass_moves_to_the_token_that_holds_the_character() -> None:
    theirs = Window(0, (0, 1, 2, 3), (0, 1, 1, 1), 1, ((0, 3), (3, 7), (8, 12)))
    ours = Window(0, (0, 9, 9, 9), (0, 1, 1, 1), 1, ((0, 7), (8, 10), (10, 12)))
    mass = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
    assert np.allclose(_moved(theirs, mass, ours, last=False), [0.1, 0.5, 0.4, 0])
    assert np.allclose(_moved(theirs, mass, ours, last=True), [0.1, 0.5, 0, 0.4])
    cut = Window(0, (0, 9), (0, 1), 1, ((8, 12),))
    assert np.allclose(_moved(theirs, mass, cut, last=False), [0.6, 0.4])
    assert np.allclose(_moved(theirs, mass, Window(0, (0, 1), (0, 1), 1, ()), last=False), [1, 0])


def test_replay_is_a_seeded_share() -> None:
    new, old = examples()[:16], [replace(e, id=f"old {e.id}") for e in examples()]
    assert len(replayed(new, old, 0.2, 0)) == 4
    assert replayed(new, old, 0.2, 0) == replayed(new, old, 0.2, 0) != replayed(new, old, 0.2, 1)
    assert sorted(e.id for e in replayed(new, old, 0.9, 0)) == sorted(e.id for e in old)
    with pytest.raises(InputError, match="above 0 and below 1, not 1"):
        replayed(new, old, 1.0, 0)


SETTINGS = AdaptSettings(steps=30, batch_size=4, length=16, learning_rate=3e-2, save_every=10, bf16=False)
TEXTS = ["The boat is old and the boat is red. " * 30]


def adapted(base: Path, state: Path, *, stop_at: int | None = None) -> tuple[Checkpoint, list[float]]:
    checkpoint = new_checkpoint(str(base), seed=3)
    losses: list[float] = []

    def progress(step: int, total: int, loss: float) -> None:
        losses.append(loss)
        if step == stop_at:
            raise KeyboardInterrupt

    adapt(checkpoint.model, checkpoint.tokenizer, TEXTS, SETTINGS, state=state, progress=progress)
    return checkpoint, losses


def test_masked_words_are_learned_and_a_stopped_run_ends_the_same(tiny_base: Path, tmp_path: Path) -> None:
    whole, losses = adapted(tiny_base, tmp_path / "whole")
    assert np.mean(losses[-5:]) < 0.95 * np.mean(losses[:5]), losses
    with pytest.raises(KeyboardInterrupt):
        adapted(tiny_base, tmp_path / "stopped", stop_at=17)
    resumed, rest = adapted(tiny_base, tmp_path / "stopped")
    assert len(rest) == 20
    start = dict(new_checkpoint(str(tiny_base), seed=3).model.named_parameters())
    moved = set()
    for (name, a), (_, b) in zip(whole.model.named_parameters(), resumed.model.named_parameters(), strict=True):
        assert torch.equal(a, b), name
        if not torch.equal(a, start[name]):
            moved.add(name)
    assert "bert.encoder.layer.0.output.dense.weight" in moved
    assert not {"bert.embeddings.word_embeddings.weight", "spans.weight", "spans.bias"} & moved


def test_masking_spares_the_marks_and_hits_every_row() -> None:
    blocks = np.arange(6000, dtype=np.int64).reshape(500, 12) + 10
    shown, wanted = masked(blocks, 3, 7000, (0, 1))
    hit = wanted >= 0
    assert hit.any(dim=1).all() and not hit[:, [0, -1]].any()
    original = torch.from_numpy(blocks)
    assert torch.equal(shown[~hit], original[~hit]) and torch.equal(wanted[hit], original[hit])
    assert 0.10 < hit.float().mean() < 0.20
    assert 0.7 < (shown[hit] == 3).float().mean() < 0.9
    assert 0.03 < (shown[hit] == original[hit]).float().mean() < 0.2


def test_text_to_adapt_to(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.txt or \.md file"):
        texts_of(tmp_path)
    (tmp_path / "b.md").write_text("two")
    (tmp_path / "a.txt").write_text("one")
    assert texts_of(tmp_path) == ["one", "two"]
    checkpoint = new_checkpoint(str(tiny_base))
    with pytest.raises(InputError, match="one block of 14 tokens, and the texts have 2"):
        adapt(checkpoint.model, checkpoint.tokenizer, ["one", "two"], SETTINGS, state=tmp_path)
    with pytest.raises(InputError, match="length is from 8 to 512 tokens, not 4"):
        replace(SETTINGS, length=4)
    with torch.no_grad():
        checkpoint.model.bert.embeddings.LayerNorm.bias.fill_(float("nan"))
    with pytest.raises(ModelError, match="the loss of step 1 is nan"):
        adapt(checkpoint.model, checkpoint.tokenizer, TEXTS, SETTINGS, state=tmp_path)


def test_pseudo_labels_are_sure_guesses_at_their_place(tiny_base: Path) -> None:
    # A slope this gentle spreads a fresh head's margins over the probabilities.
    reader = replace(new_checkpoint(str(tiny_base), seed=3), calibration=Calibration(passage_slope=0.5))
    unlabelled = [replace(e, answers=()) for e in examples()] + [ReadingExample("empty", "what?", "")]
    found = guesses(reader, unlabelled)
    assert found[-1].span is None and found[-1].probability == 0
    cut = sorted(guess.probability for guess in found)[len(found) // 2]
    made = pseudo_labelled(reader, unlabelled, cut)
    sure = {e.id for e, guess in zip(unlabelled, found, strict=True) if guess.probability >= cut}
    assert {e.id for e in made} == sure != {e.id for e in unlabelled}
    for example in made:
        (answer,) = example.answers
        assert example.context[answer.start : answer.end] == answer.text
    with pytest.raises(InputError, match="a probability above 0 and at most 1, not 0"):
        pseudo_labelled(reader, unlabelled, 0.0)


def test_suggestions_are_unsure_and_apart() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [0.6, 0.8], [1, 0]], np.float32)
    sureness = np.array([0.1, 0.1, 0.3, 0.2, 0.5])
    ids = ["b", "a", "c", "d", "e"]
    # The least sure first, "a" before "b"; then what is least like it, not its copy.
    assert unsure_and_apart(sureness, vectors, ids, 3) == [1, 2, 3]
    assert sorted(unsure_and_apart(sureness, vectors, ids, 9)) == [0, 1, 2, 3, 4]
    assert unsure_and_apart(np.zeros(0), np.zeros((0, 2), np.float32), [], 3) == []
    # Of many, only the least sure are chosen from: the sure one is farthest, and stays out.
    many = np.vstack([np.tile(np.array([[1, 0]], np.float32), (8, 1)), [[0, 1]]]).astype(np.float32)
    chosen = unsure_and_apart(np.arange(9) / 20, many, [str(i) for i in range(9)], 2)
    assert chosen == [0, 1]


def test_suggest_with_a_reader(tiny_base: Path, encoder: object) -> None:
    reader = new_checkpoint(str(tiny_base), seed=3)
    found = suggest(reader, examples(), 5, encoder=encoder)
    assert len({s.example.id for s in found}) == 5
    least = min(guesses(reader, examples()), key=lambda guess: abs(guess.probability - 0.5))
    assert found[0].guess.probability == pytest.approx(least.probability)
    with pytest.raises(InputError, match="at least 1, not 0"):
        suggest(reader, examples(), 0, encoder=encoder)
