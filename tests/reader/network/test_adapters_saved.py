"""Readers with adapters: saved, loaded, gone on with, taught by, averaged; and files that hold none of ours."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from kgqa import InputError, Mention, ModelError
from kgqa.data.example import ReadingExample
from kgqa.pipelines.train import Extras, train_reader
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.network import adapters
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.model import SpanReader
from kgqa.reader.training.labelling import label
from kgqa.reader.training.loop import TrainingSettings, train
from kgqa.reader.training.objective import loss_of, padded
from kgqa.reader.training.parameters import Tuned

ADAPTERS = TrainingSettings(
    epochs=2, learning_rate=5e-3, batch_size=4, bf16=False, seed=3, tune="adapters", bottleneck=8
)
WORDS = "bert.embeddings.word_embeddings.weight"
DOWN, UP = "bert.encoder.layer.0.output.adapter.down.weight", "bert.encoder.layer.1.output.adapter.up.weight"


def boats() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(("red", "green", "blue", "black") * 3):
        text = f"The boat number {i} is {colour} and old."
        at = text.index(colour)
        made.append(ReadingExample(f"b{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
    return made


def on_boats(start: Checkpoint, state: Path, settings: TrainingSettings = ADAPTERS) -> Checkpoint:
    train(start.model, boats(), InputBuilder(start.tokenizer), settings, state=state)
    return start


def answers(checkpoint: Checkpoint) -> Tensor:
    """Logits of four windows."""
    batch = padded(label(boats()[:4], InputBuilder(checkpoint.tokenizer)))
    with torch.no_grad():
        found: Tensor = checkpoint.model.eval()(batch.ids, batch.types, batch.mask)
    return found


def loss(checkpoint: Checkpoint) -> float:
    batch = padded(label(boats(), InputBuilder(checkpoint.tokenizer)))
    with torch.no_grad():
        return float(loss_of(checkpoint.model.eval(), batch, ADAPTERS))


@pytest.fixture
def saved(tiny_base: Path, tmp_path: Path) -> Path:
    """A checkpoint folder of a reader with trained adapters."""
    made = on_boats(new_checkpoint(str(tiny_base), seed=3), tmp_path / "state")
    save_checkpoint(made, tmp_path / "adapted")
    return tmp_path / "adapted"


def boats_file(path: Path) -> str:
    paragraphs = [
        {
            "context": e.context,
            "qas": [{"id": e.id, "question": e.question, "answers": [{"text": a.text, "answer_start": a.start}]}],
        }
        for e in boats()
        for a in e.answers
    ]
    path.write_text(json.dumps({"data": [{"title": "", "paragraphs": paragraphs}]}), encoding="utf-8")
    return str(path)


def test_adapters_learn_alone_and_come_back_with_equal_logits(tiny_base: Path, tmp_path: Path) -> None:
    made, start = new_checkpoint(str(tiny_base), seed=3), new_checkpoint(str(tiny_base), seed=3)
    before = loss(made)
    on_boats(made, tmp_path / "state", replace(ADAPTERS, epochs=4))
    assert loss(made) < before - 0.5
    old, new = start.model.state_dict(), made.model.state_dict()
    moved = {name for name in old if not torch.equal(old[name], new[name])}
    assert moved == {"spans.weight", "spans.bias"}
    assert {name.split(".")[-3] for name in new.keys() - old.keys()} == {"adapter"}
    save_checkpoint(made, tmp_path / "one")
    once = load_checkpoint(tmp_path / "one")
    assert WORDS not in load_file(tmp_path / "one/reader.safetensors")
    assert torch.allclose(answers(once), answers(made), atol=5e-3)  # half precision
    save_checkpoint(once, tmp_path / "two")
    assert torch.equal(answers(load_checkpoint(tmp_path / "two")), answers(once))


def test_fresh_adapters_begin_at_the_shipped_reader_which_loads_as_before() -> None:
    shipped = load_checkpoint()
    assert not any("adapter" in name or "prefix" in name for name in shipped.model.state_dict())
    wanted = answers(shipped)
    adapters.attach(shipped.model, 8)
    assert torch.equal(answers(shipped), wanted)
    assert sum("adapter.down.weight" in name for name in shipped.model.state_dict()) == 6


def with_tensors(folder: Path, change: dict[str, Tensor | None]) -> Path:
    """The checkpoint with tensors put in other ones' place; None takes one out."""
    tensors = {**load_file(folder / "reader.safetensors"), **change}
    save_file({name: t for name, t in tensors.items() if t is not None}, folder / "reader.safetensors")
    return folder


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({DOWN: torch.zeros(5, 32)}, r"of one shape \(width, size\), found \[\(5, 32\), \(8, 32\)\]"),
        ({DOWN: torch.zeros(8)}, "of one shape"),
        ({DOWN: torch.tensor(8.0)}, "of one shape"),
        ({UP: torch.zeros(16, 8)}, "size mismatch"),
        ({DOWN: None}, "missing"),
        ({UP: None}, "missing"),
        ({DOWN.replace("0", "7"): torch.zeros(8, 32)}, "extra"),
        ({DOWN: torch.zeros(0, 32), DOWN.replace("0", "1"): torch.zeros(0, 32)}, "of one shape"),
        ({DOWN: torch.zeros(8, 16), DOWN.replace("0", "1"): torch.zeros(8, 16)}, "size mismatch"),
    ],
)
def test_adapters_that_do_not_fit(saved: Path, change: dict[str, Tensor | None], message: str) -> None:
    with pytest.raises(ModelError, match=f"adapted does not fit (.|\n)*{message}"):
        load_checkpoint(with_tensors(saved, change))


def test_adapters_are_trained_on_and_another_width_is_refused(saved: Path, tmp_path: Path) -> None:
    file = boats_file(tmp_path / "boats.json")
    with pytest.raises(InputError, match="the reader has adapters 8 wide, which are trained on as they are, not 48"):
        train_reader([file], tmp_path / "no", init=str(saved), settings=replace(ADAPTERS, bottleneck=48))
    assert not (tmp_path / "no").exists()
    before = load_checkpoint(saved)
    train_reader([file], tmp_path / "more", init=str(saved), settings=ADAPTERS)
    after = load_checkpoint(tmp_path / "more")
    old, new = before.model.state_dict(), after.model.state_dict()
    assert old.keys() == new.keys()
    assert {name for name in old if "adapter" not in name and not torch.equal(old[name], new[name])} == {
        "spans.weight",
        "spans.bias",
    }
    assert not torch.equal(old[DOWN], new[DOWN])
    assert loss(after) < loss(before)


@pytest.mark.parametrize("tune", ["words-frozen", "lora", "adalora", "prefix"])
def test_another_way_trains_on_top_of_adapters(saved: Path, tmp_path: Path, tune: str) -> None:
    if "lora" in tune:
        pytest.importorskip("peft", reason="the extra tune is not installed")
    before = load_checkpoint(saved)
    after = on_boats(load_checkpoint(saved), tmp_path / "more", replace(ADAPTERS, tune=tune))
    save_checkpoint(after, tmp_path / "again")
    back = load_checkpoint(tmp_path / "again")
    assert torch.allclose(answers(back), answers(after), atol=5e-3)
    assert loss(after) < loss(before)
    stays = torch.equal(before.model.state_dict()[DOWN], after.model.state_dict()[DOWN])
    assert stays == (tune == "prefix")
    assert before.model.state_dict().keys() <= back.model.state_dict().keys()


def test_merging_lora_changes_no_answer_of_a_reader_with_adapters(saved: Path) -> None:
    pytest.importorskip("peft", reason="the extra tune is not installed")
    checkpoint = load_checkpoint(saved)
    names = set(checkpoint.model.state_dict())
    tuned = Tuned(checkpoint.model, replace(ADAPTERS, tune="lora"), 10)
    with torch.no_grad():
        for name, p in checkpoint.model.named_parameters():
            if "lora_B" in name:
                p.normal_(std=0.1)
    before = answers(checkpoint)
    tuned.finish()
    assert torch.allclose(answers(checkpoint), before, atol=1e-4)
    assert set(checkpoint.model.state_dict()) == names
    assert not torch.allclose(answers(load_checkpoint(saved)), before, atol=1e-2)


def test_a_reader_with_adapters_teaches_and_is_averaged(saved: Path, tiny_base: Path, tmp_path: Path) -> None:
    file = boats_file(tmp_path / "boats.json")
    plain = replace(ADAPTERS, tune="words-frozen")
    extras = Extras(teachers=(str(saved),))
    taught = train_reader([file], tmp_path / "taught", base=str(tiny_base), settings=plain, extras=extras).checkpoint
    assert not any("adapter" in name for name in taught.model.state_dict())
    first, second = load_checkpoint(saved), on_boats(load_checkpoint(saved), tmp_path / "second")
    states = [first.model.state_dict(), second.model.state_dict()]
    mean = {name: (states[0][name] + states[1][name]) / 2 for name in states[0]}
    first.model.load_state_dict(mean)
    save_checkpoint(first, tmp_path / "mean")
    found = load_checkpoint(tmp_path / "mean").model.state_dict()
    assert torch.allclose(found[DOWN], mean[DOWN], atol=1e-3)
    assert torch.allclose(answers(load_checkpoint(tmp_path / "mean")), answers(first), atol=5e-3)


def test_a_trained_word_table_stays_when_it_is_gone_on_with(tiny_base: Path, tmp_path: Path) -> None:
    made = on_boats(new_checkpoint(str(tiny_base), seed=3), tmp_path / "full", replace(ADAPTERS, tune="full"))
    save_checkpoint(made, tmp_path / "one")
    more = on_boats(load_checkpoint(tmp_path / "one"), tmp_path / "more")
    save_checkpoint(more, tmp_path / "two")
    table = load_checkpoint(tmp_path / "one").model.state_dict()[WORDS]
    assert torch.equal(load_checkpoint(tmp_path / "two").model.state_dict()[WORDS], table)
    assert not torch.equal(new_checkpoint(str(tiny_base)).model.state_dict()[WORDS], table)


def test_a_base_without_layers_for_adapters(tiny_base: Path, saved: Path) -> None:
    model: SpanReader = new_checkpoint(str(tiny_base)).model
    del model.bert.encoder.layer
    with pytest.raises(InputError, match="adapters need the layers of a BERT, and BertModel has others"):
        adapters.attach(model, 8)
    with pytest.raises(ModelError, match="adapters need the layers of a BERT"):
        adapters.attach_saved(model, load_file(saved / "reader.safetensors"))
