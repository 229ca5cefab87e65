"""Every way of fine-tuning learns, ends as an unstopped run where it was stopped, and what it merges is gone."""

from __future__ import annotations

import resource
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from kgqa import InputError, Mention, ModelError
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.network.inputs import InputBuilder, Limits
from kgqa.reader.network.model import SpanReader
from kgqa.reader.network.scoring import predict, score
from kgqa.reader.training.labelling import label
from kgqa.reader.training.loop import Outcome, TrainingSettings, train
from kgqa.reader.training.objective import loss_of, padded
from kgqa.reader.training.parameters import groups

PLAIN = TrainingSettings(epochs=2, learning_rate=5e-3, batch_size=8, save_every=3, bf16=False, seed=3)


def examples() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(("red", "green", "blue", "black") * 6):
        text = f"The boat number {i} is {colour} and old."
        at = text.index(colour)
        made.append(ReadingExample(f"q{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
        made.append(ReadingExample(f"q{i}-", "what colour?", f"The boat number {i} is old.", ()))
    return made


def run(
    base: Path,
    state: Path,
    settings: TrainingSettings,
    *,
    stop_at: int | None = None,
    break_at: int | None = None,
    teachers: tuple[Checkpoint, ...] = (),
) -> tuple[Checkpoint, Outcome]:
    """A run on the tiny base; ``stop_at``: the step after which it is interrupted; ``break_at``: the one after
    which the head's bias is no number."""
    checkpoint = new_checkpoint(str(base), seed=3)

    class Ear:
        def scalar(self, name: str, value: float, step: int) -> None:
            if name == "loss" and step == stop_at:
                raise KeyboardInterrupt
            if name == "loss" and step == break_at:
                with torch.no_grad():
                    checkpoint.model.spans.bias.fill_(float("nan"))

    outcome = train(
        checkpoint.model,
        examples(),
        InputBuilder(checkpoint.tokenizer),
        settings,
        state=state,
        dev=examples()[:12] if settings.check_every else (),
        teachers=teachers,
        log=Ear(),
    )
    return checkpoint, outcome


def weights(checkpoint: Checkpoint) -> dict[str, torch.Tensor]:
    return {name: p.detach().clone() for name, p in checkpoint.model.named_parameters()}


def same(one: dict[str, torch.Tensor], two: dict[str, torch.Tensor]) -> bool:
    return one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)


WAYS = {
    "full": {"tune": "full"},
    "lora": {"tune": "lora", "rank": 4},
    "adalora": {"tune": "adalora", "rank": 4},
    "adapters": {"tune": "adapters", "bottleneck": 8},
    "prefix": {"tune": "prefix", "prefix_length": 4},
    "accumulate": {"accumulate": 2, "batch_size": 4, "save_every": 2},
    "early stopping": {"check_every": 2, "patience": 2},
    "early stopping with lora": {"tune": "lora", "check_every": 2, "patience": 4},
    "layer decay": {"layer_decay": 0.8},
    "fgm": {"fgm": 0.5},
    "r-drop": {"r_drop": 1.0},
    "all at once": {"tune": "lora", "fgm": 0.5, "r_drop": 1.0, "checkpointing": True, "bf16": True},
    "all with a prefix": {"tune": "prefix", "fgm": 0.5, "check_every": 2, "checkpointing": True, "bf16": True},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_stopped_run_ends_in_the_same_weights(tiny_base: Path, tmp_path: Path, way: str) -> None:
    settings = replace(PLAIN, **WAYS[way])
    whole, ended = run(tiny_base, tmp_path / "whole", settings)
    with pytest.raises(KeyboardInterrupt):
        run(tiny_base, tmp_path / "stopped", settings, stop_at=5)
    assert (tmp_path / "stopped/training.pt").exists()
    resumed, again = run(tiny_base, tmp_path / "stopped", settings)
    assert same(weights(whole), weights(resumed))
    assert again == ended
    assert not same(weights(whole), weights(new_checkpoint(str(tiny_base), seed=3)))
    over, _ = run(tiny_base, tmp_path / "stopped", settings)  # an ended run only loads
    assert same(weights(whole), weights(over))


@pytest.mark.parametrize("tune", ["full", "lora", "adalora"])
def test_what_was_merged_is_an_ordinary_checkpoint(tiny_base: Path, tmp_path: Path, tune: str) -> None:
    made, _ = run(tiny_base, tmp_path / "state", replace(PLAIN, tune=tune))
    plain = new_checkpoint(str(tiny_base))
    assert weights(made).keys() == weights(plain).keys()
    save_checkpoint(made, tmp_path / "out")
    back = load_checkpoint(tmp_path / "out")
    for name, p in weights(made).items():
        assert torch.allclose(p, weights(back)[name], atol=2e-3), name
    moved = [name for name in weights(made) if not torch.equal(weights(made)[name], weights(start(tiny_base))[name])]
    assert any("attention.self.query.weight" in name for name in moved)
    assert ("bert.embeddings.word_embeddings.weight" in moved) == (tune == "full")


def start(base: Path) -> Checkpoint:
    return new_checkpoint(str(base), seed=3)


def test_merging_lora_changes_no_answer(tiny_base: Path, tmp_path: Path) -> None:
    from kgqa.reader.training.parameters import Tuned

    checkpoint = start(tiny_base)
    tuned = Tuned(checkpoint.model, replace(PLAIN, tune="lora"), 10)
    with torch.no_grad():
        for name, p in checkpoint.model.named_parameters():
            if "lora_B" in name:
                p.normal_(std=0.1)
    checkpoint.model.eval()
    batch = padded(label(examples()[:4], InputBuilder(checkpoint.tokenizer)))
    before = checkpoint.model(batch.ids, batch.types, batch.mask)
    untouched = start(tiny_base).model.eval()(batch.ids, batch.types, batch.mask)
    tuned.finish()
    after = checkpoint.model(batch.ids, batch.types, batch.mask)
    assert torch.allclose(before, after, atol=1e-4)
    assert not torch.allclose(after, untouched, atol=1e-2)


def test_adalora_ends_within_its_budget(tiny_base: Path, tmp_path: Path) -> None:
    from kgqa.reader.training.parameters import Tuned

    checkpoint = start(tiny_base)
    settings = replace(PLAIN, tune="adalora", rank=2)
    tuned = Tuned(checkpoint.model, settings, 20)
    batch = padded(label(examples()[:8], InputBuilder(checkpoint.tokenizer)))
    optimizer = torch.optim.AdamW(groups(checkpoint.model, settings), lr=1e-2)
    for step in range(1, 21):
        loss = loss_of(checkpoint.model, batch, settings)
        penalty = tuned.penalty()
        assert penalty is not None and penalty > 0
        (loss + penalty).backward()
        optimizer.step()
        tuned.after_step(step)
        optimizer.zero_grad()
    named = dict(checkpoint.model.named_parameters())
    kept = sum(int((p != 0).sum()) for name, p in named.items() if "lora_E" in name)
    matrices = sum("lora_E" in name for name in named)
    assert 0 < kept <= 2 * matrices < 3 * matrices


def without_dropout(base: Path) -> SpanReader:
    return start(base).model.eval()


def test_accumulated_batches_give_the_gradient_of_the_large_one(tiny_base: Path, tmp_path: Path) -> None:
    items = label(examples()[:10], InputBuilder(start(tiny_base).tokenizer))
    whole, parts = without_dropout(tiny_base), without_dropout(tiny_base)
    loss_of(whole, padded(items), PLAIN).backward()
    for part in (items[:7], items[7:]):
        (loss_of(parts, padded(part), PLAIN) * (len(part) / 10)).backward()
    for (name, a), (_, b) in zip(whole.named_parameters(), parts.named_parameters(), strict=True):
        if a.grad is not None and b.grad is not None:
            assert torch.allclose(a.grad, b.grad, atol=1e-5), name
    assert Outcome(6, 6, 6) == run(tiny_base, tmp_path, replace(PLAIN, accumulate=2))[1]


def test_checkpointing_costs_no_bit(tiny_base: Path, tmp_path: Path) -> None:
    one, _ = run(tiny_base, tmp_path / "one", PLAIN)
    two, _ = run(tiny_base, tmp_path / "two", replace(PLAIN, checkpointing=True))
    assert same(weights(one), weights(two))
    assert not two.model.bert.is_gradient_checkpointing


def test_early_stopping_keeps_the_best_weights(tiny_base: Path, tmp_path: Path) -> None:
    # A rate this high breaks what was learned: later checks are worse, and the run ends before its time.
    settings = replace(PLAIN, epochs=8, learning_rate=2e-2, check_every=4, patience=3)
    made, outcome = run(tiny_base, tmp_path, settings)
    assert outcome.steps < outcome.planned == 48
    assert outcome.kept == outcome.steps - 3 * 4
    dev = examples()[:12]
    found = score(dev, predict(made.model, InputBuilder(made.tokenizer), dev))
    assert found.f1 == outcome.f1


def test_checks_without_dev_questions(tiny_base: Path, tmp_path: Path) -> None:
    checkpoint = start(tiny_base)
    with pytest.raises(InputError, match="check_every is 5, and there are no dev questions"):
        train(
            checkpoint.model,
            examples(),
            InputBuilder(checkpoint.tokenizer),
            replace(PLAIN, check_every=5),
            state=tmp_path,
        )


def test_the_adversarial_loss_is_the_larger_one_and_leaves_no_hook(tiny_base: Path) -> None:
    model = without_dropout(tiny_base)
    model.freeze_word_embeddings()
    batch = padded(label(examples()[:8], InputBuilder(start(tiny_base).tokenizer)))
    plain = loss_of(model, batch, PLAIN)
    both = loss_of(model, batch, replace(PLAIN, fgm=0.05))
    assert both > 2 * plain  # the second pass went uphill
    assert not model.bert.embeddings.word_embeddings._forward_hooks
    assert torch.equal(loss_of(model, batch, PLAIN), plain)


def test_r_drop_adds_what_two_passes_differ_by(tiny_base: Path) -> None:
    model = without_dropout(tiny_base)
    batch = padded(label(examples()[:8], InputBuilder(start(tiny_base).tokenizer)))
    assert torch.allclose(loss_of(model, batch, replace(PLAIN, r_drop=4.0)), loss_of(model, batch, PLAIN))
    model.train()
    torch.manual_seed(1)
    without = loss_of(model, batch, replace(PLAIN, r_drop=1e-9))
    torch.manual_seed(1)
    assert loss_of(model, batch, replace(PLAIN, r_drop=4.0)) > without


def test_layer_decay_slows_the_lower_layers(tiny_base: Path) -> None:
    model = start(tiny_base).model
    scales = {}
    for group in groups(model, replace(PLAIN, layer_decay=0.5)):
        for p in group["params"]:
            scales[id(p)] = group["scale"]
    by_name = {name: scales[id(p)] for name, p in model.named_parameters()}
    assert by_name["spans.weight"] == 1
    assert by_name["bert.encoder.layer.1.output.dense.bias"] == 0.5
    assert by_name["bert.encoder.layer.0.output.dense.weight"] == 0.25
    assert by_name["bert.embeddings.word_embeddings.weight"] == 0.125


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tune": "magic"}, "tune is one of words-frozen, full, lora, adalora, adapters, prefix, not 'magic'"),
        ({"prefix_length": 0}, "prefix_length is at least 1, not 0"),
        ({"cut_windows": "keep"}, "cut_windows is one of no-answer, drop, not 'keep'"),
        ({"accumulate": 0}, "accumulate is at least 1, not 0"),
        ({"learning_rate": 0.0}, "learning_rate is a number above 0, not 0.0"),
        ({"learning_rate": float("nan")}, "learning_rate is a number above 0, not nan"),
        ({"fgm": -1.0}, "fgm is 0 or more, not -1.0"),
        ({"distil": 2.0}, "distil is a share from 0 to 1, not 2.0"),
        ({"layer_decay": 0.0}, "layer_decay is above 0 and at most 1, not 0.0"),
    ],
)
def test_settings_that_are_none(change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        replace(PLAIN, **change)


def test_a_loss_that_is_no_number_stops_the_run_and_names_the_batch(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=r"the loss of step 6 is nan, on the batch of the questions 'q\d+-?', .*and 3"
    ) as e:
        run(tiny_base, tmp_path, PLAIN, break_at=5)
    assert "the state of step 3 is kept" in str(e.value)
    saved = torch.load(tmp_path / "training.pt", weights_only=True)
    assert saved["step"] == 3
    assert all(torch.isfinite(p).all() for p in saved["model"].values())


def test_a_full_disk_leaves_the_old_state(tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tiny_base, tmp_path, PLAIN, stop_at=5)
    before = (tmp_path / "training.pt").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, hard))  # the write breaks off half way
    try:
        with pytest.raises(ModelError, match=r"the state of step 6 can't be written.*that of step 3 is still there"):
            run(tiny_base, tmp_path, PLAIN)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (tmp_path / "training.pt").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["training.pt"]


def test_a_state_that_is_none(tiny_base: Path, tmp_path: Path) -> None:
    (tmp_path / "training.pt").write_bytes(b"not a state")
    with pytest.raises(ModelError, match=r"training\.pt: no state of a training run"):
        run(tiny_base, tmp_path, PLAIN)


def test_windows_without_the_answer_can_be_dropped() -> None:
    builder = InputBuilder(new_checkpoint().tokenizer, Limits(total=16, question=4, facts=4, overlap=2))
    text = "one two three four five six seven eight nine ten eleven twelve"
    asked = [ReadingExample("1", "what?", text, (Mention(0, 3, "one"),)), ReadingExample("2", "what?", text)]
    kept, dropped = label(asked, builder), label(asked, builder, "drop")
    assert sum(item.window.item == 0 for item in kept) > 1
    assert [item.spans for item in dropped if item.window.item == 0] == [kept[0].spans]
    assert sum(item.window.item == 1 for item in dropped) == sum(item.window.item == 1 for item in kept)


def test_limits_that_leave_no_room_and_contexts_without_text(tiny_base: Path, tmp_path: Path) -> None:
    checkpoint = start(tiny_base)
    with pytest.raises(InputError, match="a window of 20 tokens leaves the passage no room beside a question of 16"):
        label(examples(), InputBuilder(checkpoint.tokenizer, Limits(total=20, question=16, facts=4)))
    empty = [ReadingExample("1", "what?", " ")]
    with pytest.raises(InputError, match="none of the 1 examples gives a window"):
        train(checkpoint.model, empty, InputBuilder(checkpoint.tokenizer), PLAIN, state=tmp_path)


def test_a_question_longer_than_the_window_is_cut(tiny_base: Path, tmp_path: Path) -> None:
    checkpoint = start(tiny_base)
    long = [replace(e, question="what colour? " * 400) for e in examples()[:4]]
    builder = InputBuilder(checkpoint.tokenizer)
    assert max(len(item.window.ids) for item in label(long, builder)) <= builder.limits.total
    train(checkpoint.model, long, builder, replace(PLAIN, epochs=1), state=tmp_path)
