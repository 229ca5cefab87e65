"""Layers that go: what stays computes as it did, is saved with its depth, and learns from the whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from kgqa import InputError, ModelError
from kgqa.reader.checkpoint import Checkpoint, load_checkpoint, new_checkpoint, save_checkpoint

INPUT = (torch.tensor([[101, 2040, 102, 6655, 11409, 102]]), torch.zeros(1, 6, dtype=torch.long))


def logits(checkpoint: Checkpoint) -> torch.Tensor:
    ids, types = INPUT
    with torch.inference_mode():
        return checkpoint.model.eval()(ids, types, torch.ones_like(ids))


def test_what_is_left_computes_as_before(tmp_path: Path) -> None:
    whole = load_checkpoint()
    third = dict(whole.model.bert.encoder.layer[4].named_parameters())
    pruned = whole.with_layers((0, 2, 4))
    assert pruned.layers == (0, 2, 4)
    assert pruned.model.bert.config.num_hidden_layers == len(pruned.model.bert.encoder.layer) == 3
    kept = dict(pruned.model.bert.encoder.layer[2].named_parameters())
    assert kept.keys() == third.keys() and all(kept[name] is third[name] for name in kept)
    assert logits(pruned).shape == (1, 6, 2)


def test_a_pruned_reader_is_saved_with_its_depth_and_pruned_again(tmp_path: Path) -> None:
    save_checkpoint(load_checkpoint().with_layers((0, 2, 4)), tmp_path / "three")
    assert json.loads((tmp_path / "three/reader.json").read_text())["layers"] == [0, 2, 4]
    loaded = load_checkpoint(tmp_path / "three")
    assert loaded.layers == (0, 2, 4) and len(loaded.model.bert.encoder.layer) == 3
    assert torch.equal(logits(loaded), logits(load_checkpoint().with_layers((0, 2, 4))))
    size = (tmp_path / "three/reader.safetensors").stat().st_size
    again = loaded.with_layers((0, 2))
    assert again.layers == (0, 4)
    save_checkpoint(again, tmp_path / "two")
    assert (tmp_path / "two/reader.safetensors").stat().st_size < size
    assert torch.equal(logits(load_checkpoint(tmp_path / "two")), logits(again))


def test_a_whole_reader_says_nothing_of_layers(tiny_base: Path, tmp_path: Path) -> None:
    save_checkpoint(new_checkpoint(str(tiny_base)), tmp_path / "tiny")
    assert "layers" not in json.loads((tmp_path / "tiny/reader.json").read_text())


@pytest.mark.parametrize("layers", [(0, 2), (-1, 0), (1, 0), (0, 0)])
def test_layers_that_are_none(tiny_base: Path, layers: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="rising numbers from 0 to 1, each once, found"):
        new_checkpoint(str(tiny_base)).with_layers(layers)


def test_a_record_of_layers_that_the_base_lacks(tiny_base: Path, tmp_path: Path) -> None:
    save_checkpoint(new_checkpoint(str(tiny_base)).with_layers((1,)), tmp_path / "one")
    record = tmp_path / "one/reader.json"
    record.write_text(json.dumps({**json.loads(record.read_text()), "layers": [7]}))
    with pytest.raises(ModelError, match=r"does not fit .*rising numbers from 0 to 1"):
        load_checkpoint(tmp_path / "one")
    record.write_text(json.dumps({**json.loads(record.read_text()), "layers": "x"}))
    with pytest.raises(ModelError, match="is broken"):
        load_checkpoint(tmp_path / "one")
