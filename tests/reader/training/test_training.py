"""Training a tiny BERT: it learns, a stopped run ends as an unstopped one, bad settings are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from kgqa import InputError, Mention, ModelError
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.loop import TrainingSettings, label, train

COLOURS = ("red", "green", "blue", "black", "white")


def examples() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(COLOURS * 8):
        text = f"The boat number {i} is {colour} and old."
        at = text.index(colour)
        made.append(ReadingExample(f"{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
        made.append(ReadingExample(f"{i}-", "what colour?", f"The boat number {i} is old.", ()))
    return made


SETTINGS = TrainingSettings(epochs=6, learning_rate=5e-3, batch_size=8, save_every=7, bf16=False, seed=3)


def trained(base: Path, state: Path, *, stop_at: int | None = None) -> Checkpoint:
    checkpoint = new_checkpoint(str(base), seed=3)
    checkpoint.model.freeze_word_embeddings()

    def progress(step: int, total: int, loss: float) -> None:
        if stop_at is not None and step >= stop_at:
            raise KeyboardInterrupt

    train(
        checkpoint.model,
        examples(),
        InputBuilder(checkpoint.tokenizer),
        SETTINGS,
        state=state,
        progress=progress,
    )
    return checkpoint


def test_it_learns_and_a_stopped_run_ends_in_the_same_weights(tiny_base: Path, tmp_path: Path) -> None:
    whole = trained(tiny_base, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        trained(tiny_base, tmp_path / "stopped", stop_at=20)
    resumed = trained(tiny_base, tmp_path / "stopped")
    for (name, a), (_, b) in zip(whole.model.named_parameters(), resumed.model.named_parameters(), strict=True):
        assert torch.equal(a, b), name
    builder = InputBuilder(whole.tokenizer)
    scores = score(examples(), predict(whole.model, builder, examples()))
    assert scores.forced_f1 > 90
    assert scores.f1 > 90


@pytest.mark.parametrize(
    ("what", "seed", "settings", "data"),
    [
        ("settings", 3, TrainingSettings(epochs=1), examples()),
        ("examples", 3, SETTINGS, examples()[:-1]),
        ("starting weights", 4, SETTINGS, examples()),
    ],
)
def test_the_state_of_another_run_is_not_gone_on_with(
    tiny_base: Path, tmp_path: Path, what: str, seed: int, settings: TrainingSettings, data: list[ReadingExample]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        trained(tiny_base, tmp_path, stop_at=20)
    before = (tmp_path / "training.pt").read_bytes()
    checkpoint = new_checkpoint(str(tiny_base), seed=seed)
    checkpoint.model.freeze_word_embeddings()
    with pytest.raises(InputError, match=f"a run with other {what}"):
        train(checkpoint.model, data, InputBuilder(checkpoint.tokenizer), settings, state=tmp_path)
    assert (tmp_path / "training.pt").read_bytes() == before


def test_nothing_to_train_on(tiny_base: Path, tmp_path: Path) -> None:
    checkpoint = new_checkpoint(str(tiny_base))
    with pytest.raises(InputError, match="0 were given"):
        train(checkpoint.model, [], InputBuilder(checkpoint.tokenizer), SETTINGS, state=tmp_path)


def test_labels_stand_on_the_answers_tokens() -> None:
    builder = InputBuilder(new_checkpoint().tokenizer)
    (item,) = label(examples()[:1], builder)
    ((start, end),) = item.spans
    offsets = item.window.offsets
    text = examples()[0].context
    assert text[offsets[start - item.window.first][0] : offsets[end - item.window.first][1]] == "red"


def test_a_window_that_cuts_the_answer_off_says_no_answer() -> None:
    from kgqa.reader.network.inputs import Limits

    builder = InputBuilder(new_checkpoint().tokenizer, Limits(total=16, question=4, overlap=2))
    text = "one two three four five six seven eight nine ten eleven twelve"
    labelled = label([ReadingExample("1", "what?", text, (Mention(0, 3, "one"),))], builder)
    assert [item.spans == ((0, 0),) for item in labelled] == [False] + [True] * (len(labelled) - 1)
    assert len(labelled) > 1


def test_a_checkpoint_without_the_word_table_comes_back_in_half_precision(tiny_base: Path, tmp_path: Path) -> None:
    made = new_checkpoint(str(tiny_base), seed=1)
    made.model.freeze_word_embeddings()
    save_checkpoint(made, tmp_path / "small")
    back = load_checkpoint(tmp_path / "small")
    assert (tmp_path / "small/reader.safetensors").stat().st_size < 200_000
    for (name, a), (_, b) in zip(made.model.named_parameters(), back.model.named_parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-3), name
    made.model.requires_grad_(True)
    save_checkpoint(made, tmp_path / "large")
    assert (tmp_path / "large/reader.safetensors").stat().st_size > 30522 * 32 * 2


def test_checkpoints_that_are_not_there_or_broken(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reader 'nowhere'"):
        load_checkpoint("nowhere")
    with pytest.raises(ModelError, match=r"shipped \(there is: [^)]*minilm") as caught:
        load_checkpoint("polar-l6-v3")  # lies among them, and reads no spans
    shipped = str(caught.value).partition("there is: ")[2].partition(")")[0].split(", ")
    assert shipped and all(load_checkpoint(name).name == name for name in shipped)
    save_checkpoint(new_checkpoint(str(tiny_base)), tmp_path)
    weights = tmp_path / "reader.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelError, match="broken"):
        load_checkpoint(tmp_path)
    (tmp_path / "reader.json").write_text("{")
    with pytest.raises(ModelError, match="broken"):
        load_checkpoint(tmp_path)


def test_a_checkpoint_on_another_base_is_refused(tiny_base: Path, tmp_path: Path) -> None:
    save_checkpoint(new_checkpoint(str(tiny_base)), tmp_path)
    record = tmp_path / "reader.json"
    import json

    changed = json.loads(record.read_text())
    changed["base_sha256"] = "0" * 64
    record.write_text(json.dumps(changed))
    with pytest.raises(ModelError, match="was trained on"):
        load_checkpoint(tmp_path)


def test_a_checkpoint_with_tensors_of_another_shape_is_refused(tiny_base: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    save_checkpoint(new_checkpoint(str(tiny_base)), tmp_path)
    tensors = load_file(tmp_path / "reader.safetensors")
    save_file({**tensors, "spans.bias": torch.zeros(3)}, tmp_path / "reader.safetensors")
    with pytest.raises(ModelError, match="does not fit"):
        load_checkpoint(tmp_path)
