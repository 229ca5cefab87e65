"""Every way of training, on a GPU: it runs there, learns, and leaves a checkpoint that a CPU reads alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kgqa import Mention
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.domain import AdaptSettings, adapt
from kgqa.reader.training.loop import TrainingSettings, train

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU, and torch sees none")

SETTINGS = TrainingSettings(epochs=6, learning_rate=5e-3, batch_size=8, save_every=7, bf16=False, seed=3)


def coloured() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(("red", "green", "blue", "black", "white") * 8):
        text = f"The boat number {i} is {colour} and old."
        at = text.index(colour)
        made.append(ReadingExample(f"{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
        made.append(ReadingExample(f"{i}-", "what colour?", f"The boat number {i} is old.", ()))
    return made


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"bf16": True},
        {"tune": "full"},
        {"tune": "lora"},
        {"tune": "adalora", "epochs": 8},
        {"tune": "adapters"},
        {"tune": "prefix"},
        {"checkpointing": True},
        {"accumulate": 2},
        {"fgm": 0.1},
        {"r_drop": 1.0},
        {"layer_decay": 0.9},
        {"check_every": 10},
    ],
    ids=str,
)
def test_training_on_a_gpu(changed: dict[str, object], tiny_base: Path, tmp_path: Path) -> None:
    if changed.get("tune") in ("lora", "adalora"):
        pytest.importorskip("peft", reason="peft is not installed")
    start = new_checkpoint(str(tiny_base), seed=3)
    start.model.to("cuda")
    builder = InputBuilder(start.tokenizer)
    settings = replace(SETTINGS, **changed)  # type: ignore[arg-type]  # a test's own table
    dev = coloured()[:20] if settings.check_every else ()
    train(start.model, coloured(), builder, settings, state=tmp_path / "state", dev=dev)
    on_gpu = predict(start.model, builder, coloured())
    if not changed:
        assert score(coloured(), on_gpu).f1 > 95
    save_checkpoint(start, tmp_path / "saved")
    loaded = load_checkpoint(tmp_path / "saved")
    on_cpu = predict(loaded.model, builder, coloured())
    same = sum(a.text == b.text for a, b in zip(on_gpu, on_cpu, strict=True))
    assert same >= 0.9 * len(on_cpu)  # half precision may turn an even choice


def test_a_stopped_run_goes_on_upon_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    def run(state: Path, stop_at: int = 0) -> list[torch.Tensor]:
        start = new_checkpoint(str(tiny_base), seed=3)
        start.model.to("cuda")

        def progress(step: int, total: int, loss: float) -> None:
            if step == stop_at:
                raise KeyboardInterrupt

        train(start.model, coloured(), InputBuilder(start.tokenizer), SETTINGS, state=state, progress=progress)
        return [p.detach().cpu() for p in start.model.parameters()]

    whole = run(tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "stopped", stop_at=20)
    for a, b in zip(whole, run(tmp_path / "stopped"), strict=True):
        torch.testing.assert_close(a, b, atol=1e-3, rtol=1e-3)  # a GPU sums in no fixed order


def test_masked_words_are_learned_on_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    start = new_checkpoint(str(tiny_base), seed=3)
    start.model.to("cuda")
    texts = [e.context for e in coloured()] * 4
    adapt(start.model, start.tokenizer, texts, AdaptSettings(steps=5, length=16), state=tmp_path / "adapt")
    assert all(torch.isfinite(p).all() for p in start.model.parameters())


def test_learning_from_a_teacher_on_a_gpu(tiny_base: Path, tmp_path: Path) -> None:
    start, teacher = new_checkpoint(str(tiny_base), seed=3), new_checkpoint(str(tiny_base), seed=4)
    start.model.to("cuda")
    teacher.model.for_inference(torch.device("cuda"))
    outcome = train(
        start.model, coloured(), InputBuilder(start.tokenizer), SETTINGS, state=tmp_path / "state", teachers=[teacher]
    )
    assert outcome.steps == outcome.planned
