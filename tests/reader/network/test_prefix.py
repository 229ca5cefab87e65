"""Readers with a prefix: what attention sees, what is learned and saved, and files that hold none of ours."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from kgqa import InputError, Mention, ModelError
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint
from kgqa.reader.network import prefix
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.training.labelling import label
from kgqa.reader.training.loop import TrainingSettings, train
from kgqa.reader.training.objective import loss_of, padded
from kgqa.reader.training.parameters import Tuned, check_start

PREFIX = TrainingSettings(
    epochs=2, learning_rate=2e-2, batch_size=4, bf16=False, seed=3, tune="prefix", prefix_length=4
)
KEYS, VALUES = (f"bert.encoder.layer.0.attention.self.prefix.{name}" for name in ("keys", "values"))


def doors() -> list[ReadingExample]:
    made = []
    for i, colour in enumerate(("red", "green", "blue", "black") * 3):
        text = f"Door {i}" + ", the old one by the stairs," * (i % 3) + f" is {colour}."
        at = text.index(colour)
        made.append(ReadingExample(f"d{i}", "what colour?", text, (Mention(at, at + len(colour), colour),)))
    return made


def on_doors(start: Checkpoint, state: Path, settings: TrainingSettings = PREFIX) -> Checkpoint:
    train(start.model, doors(), InputBuilder(start.tokenizer), settings, state=state)
    return start


def four(checkpoint: Checkpoint) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, segments and mask of four windows of three lengths."""
    batch = padded(label(doors()[:4], InputBuilder(checkpoint.tokenizer)))
    return batch.ids, batch.types, batch.mask


def answers(checkpoint: Checkpoint) -> Tensor:
    """Logits of the windows, padded tokens left out."""
    ids, types, mask = four(checkpoint)
    with torch.no_grad():
        found: Tensor = checkpoint.model.eval()(ids, types, mask)
    return found[mask.bool()]


def loss(checkpoint: Checkpoint) -> float:
    batch = padded(label(doors(), InputBuilder(checkpoint.tokenizer)))
    with torch.no_grad():
        return float(loss_of(checkpoint.model.eval(), batch, PREFIX))


def with_large_prefix(name: str | None, base: Path | None = None) -> Checkpoint:
    """A reader whose prefix can't be overlooked."""
    checkpoint = load_checkpoint(name) if name else new_checkpoint(str(base), seed=3)
    prefix.attach(checkpoint.model, 4)
    torch.manual_seed(1)
    with torch.no_grad():
        for key, p in checkpoint.model.named_parameters():
            if ".prefix." in key:
                p.normal_()
    return checkpoint


@pytest.fixture
def saved(tiny_base: Path, tmp_path: Path) -> Path:
    """A checkpoint folder of a reader with a trained prefix."""
    made = on_doors(new_checkpoint(str(tiny_base), seed=3), tmp_path / "state")
    save_checkpoint(made, tmp_path / "prefixed")
    return tmp_path / "prefixed"


def test_attention_finds_the_prefix_before_its_own_keys_and_values(tiny_base: Path) -> None:
    checkpoint = with_large_prefix(None, tiny_base)
    attention = checkpoint.model.eval().bert.encoder.layer[0].attention.self
    torch.manual_seed(2)
    states, mask = torch.randn(2, 5, 32), torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    with torch.no_grad():
        found = attention(states, attention_mask=mask[:, None, None].bool())[0]
        query = attention.query(states)
        keys = torch.cat((attention.prefix.keys.expand(2, -1, -1), attention.key(states)), dim=1)
        values = torch.cat((attention.prefix.values.expand(2, -1, -1), attention.value(states)), dim=1)
        seen = torch.cat((torch.ones(2, 4), mask), dim=1)[:, None]
        heads = []
        for part in (slice(0, 16), slice(16, 32)):
            scores = query[..., part] @ keys[..., part].transpose(1, 2) / 4
            heads.append(scores.masked_fill(seen == 0, -1e9).softmax(dim=-1) @ values[..., part])
    assert torch.allclose(found, torch.cat(heads, dim=-1), atol=1e-5)


def test_the_prefix_works_in_every_arithmetic_and_padding_changes_nothing() -> None:
    checkpoint = with_large_prefix("minilm-l6-v9")
    assert not torch.allclose(answers(load_checkpoint()), answers(checkpoint), atol=0.1)
    ids, types, mask = four(checkpoint)
    wanted = answers(checkpoint)
    model = checkpoint.model
    with torch.no_grad():
        length = int(mask[0].sum())
        alone = model(ids[:1, :length], types[:1, :length], mask[:1, :length])[0]  # nothing padded: no mask at all
        assert torch.allclose(alone, wanted[:length], atol=1e-4)
        model.bert.set_attn_implementation("eager")
        assert torch.allclose(answers(checkpoint), wanted, atol=1e-4)
        model.bert.set_attn_implementation("sdpa")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            assert torch.allclose(answers(checkpoint), wanted, atol=0.5)
        longest = torch.full((1, 512), 2000)
        assert model(longest, torch.zeros_like(longest), torch.ones_like(longest)).shape == (1, 512, 2)
        model.bert.to(torch.bfloat16)
        assert torch.allclose(answers(checkpoint), wanted, atol=0.5)


def test_a_copy_of_a_reader_has_its_own_prefix(tiny_base: Path) -> None:
    checkpoint = with_large_prefix(None, tiny_base)
    wanted = answers(checkpoint)
    other = replace(checkpoint, model=copy.deepcopy(checkpoint.model))
    with torch.no_grad():
        other.model.bert.encoder.layer[0].attention.self.prefix.values.zero_()
    assert torch.equal(answers(checkpoint), wanted)
    assert not torch.allclose(answers(other), wanted, atol=1e-3)


def test_a_prefix_learns_alone_and_comes_back_with_equal_logits(tiny_base: Path, tmp_path: Path) -> None:
    made, start = new_checkpoint(str(tiny_base), seed=3), new_checkpoint(str(tiny_base), seed=3)
    before = loss(made)
    on_doors(made, tmp_path / "state", replace(PREFIX, epochs=6))
    assert loss(made) < before - 0.3
    old, new = start.model.state_dict(), made.model.state_dict()
    assert {name for name in old if not torch.equal(old[name], new[name])} == {"spans.weight", "spans.bias"}
    assert {name.split(".")[-2] for name in new.keys() - old.keys()} == {"prefix"}
    fresh = new_checkpoint(str(tiny_base), seed=3)
    Tuned(fresh.model, PREFIX, 1)
    assert not torch.allclose(new[KEYS], fresh.model.state_dict()[KEYS], atol=0.1)  # they moved far
    save_checkpoint(made, tmp_path / "one")
    once = load_checkpoint(tmp_path / "one")
    assert torch.allclose(answers(once), answers(made), atol=5e-3)  # half precision
    save_checkpoint(once, tmp_path / "two")
    assert torch.equal(answers(load_checkpoint(tmp_path / "two")), answers(once))


def test_checkpointing_a_prefix_costs_no_bit(tiny_base: Path, tmp_path: Path) -> None:
    one = on_doors(new_checkpoint(str(tiny_base), seed=3), tmp_path / "1").model.state_dict()
    settings = replace(PREFIX, checkpointing=True)
    two = on_doors(new_checkpoint(str(tiny_base), seed=3), tmp_path / "2", settings).model.state_dict()
    assert one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({KEYS: torch.zeros(5, 32)}, r"of one shape \(length, size\), found \[\(4, 32\), \(5, 32\)\]"),
        ({KEYS: torch.zeros(4)}, "of one shape"),
        ({KEYS: torch.zeros(0, 32), KEYS.replace("0", "1"): torch.zeros(0, 32)}, "of one shape"),
        ({VALUES: torch.zeros(5, 32)}, "size mismatch"),
        ({KEYS: torch.zeros(4, 16), KEYS.replace("0", "1"): torch.zeros(4, 16)}, "size mismatch"),
        ({VALUES: None}, "missing"),
        ({KEYS: None}, "missing"),
        ({KEYS.replace("0", "7"): torch.zeros(4, 32)}, "extra"),
    ],
)
def test_prefixes_that_do_not_fit(saved: Path, change: dict[str, Tensor | None], message: str) -> None:
    tensors = {**load_file(saved / "reader.safetensors"), **change}
    save_file({name: t for name, t in tensors.items() if t is not None}, saved / "reader.safetensors")
    with pytest.raises(ModelError, match=f"prefixed does not fit (.|\n)*{message}"):
        load_checkpoint(saved)


@pytest.mark.parametrize("tune", ["words-frozen", "adapters", "prefix", "lora"])
def test_a_prefix_is_gone_on_with_or_stays(saved: Path, tmp_path: Path, tune: str) -> None:
    if tune == "lora":
        pytest.importorskip("peft", reason="the extra tune is not installed")
    before = load_checkpoint(saved)
    after = on_doors(load_checkpoint(saved), tmp_path / "more", replace(PREFIX, tune=tune, learning_rate=5e-3))
    stays = torch.equal(before.model.state_dict()[KEYS], after.model.state_dict()[KEYS])
    assert stays == (tune in ("adapters", "lora"))
    assert loss(after) < loss(before)
    save_checkpoint(after, tmp_path / "again")
    assert torch.allclose(answers(load_checkpoint(tmp_path / "again")), answers(after), atol=5e-3)


def test_a_prefix_of_another_length_or_where_there_is_no_attention(saved: Path) -> None:
    model = load_checkpoint(saved).model
    with pytest.raises(InputError, match="has a prefix of length 4, which is trained on as it is, not 16"):
        check_start(model, replace(PREFIX, prefix_length=16))
    del model.bert.encoder.layer
    with pytest.raises(InputError, match="a prefix needs the attention of a BERT, and BertModel has another"):
        prefix.attach(model, 4)
    with pytest.raises(ModelError, match="a prefix needs the attention of a BERT"):
        prefix.attach_saved(model, load_file(saved / "reader.safetensors"))
