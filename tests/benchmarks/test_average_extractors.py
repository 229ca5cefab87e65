"""The mean of networks that are asked: of extractors, and of one run's state with the extractor that it ended in."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from letters_base import save_letters

from benchmarks.average_extractors import main
from kgqa.encoders.bases import find_base
from kgqa.encoders.run_state import RunState
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.checkpoint import load_extractor, new_extractor, save_extractor


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    monkeypatch.setattr(sys, "argv", ["average_extractors", *map(str, arguments)])
    main()


def test_the_mean_of_a_runs_state_and_its_end(tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = new_extractor(str(tiny_base))
    net = AskedNet(copy.deepcopy(model.net.bert))
    for frozen in net.bert.embeddings.parameters():
        frozen.requires_grad = False
    with torch.no_grad():
        net.bias.bias.fill_(1.0)
    RunState(tmp_path / "run", {"run": "a"}).save(3, net, torch.optim.SGD([net.bias.bias]))
    with torch.no_grad():
        net.bias.bias.fill_(2.0)
    save_extractor(replace(model, asked=AskedModel(net, model.tokenizer)), tmp_path / "end")
    (tmp_path / "half.pt").write_bytes((tmp_path / "run" / "training.pt").read_bytes())

    run(monkeypatch, tmp_path / "half.pt", tmp_path / "end", "--out", tmp_path / "mean")
    mean = load_extractor(tmp_path / "mean")
    assert mean.asked is not None and mean.asked.net.bias.bias.tolist() == pytest.approx(
        [1.5] * len(net.bias.bias), abs=0.01
    )
    assert mean.training["mean_of"] == ["half.pt", "end"]
    end = load_extractor(tmp_path / "end")
    assert end.asked is not None
    for name, weights in end.asked.net.state_dict().items():
        if not name.startswith("bias.bias"):
            assert torch.allclose(mean.asked.net.state_dict()[name], weights, atol=0.01), name


def test_an_extractor_without_such_a_network_has_none_to_give(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_extractor(new_extractor(str(tiny_base)), tmp_path / "one")
    with pytest.raises(SystemExit, match="has no network that is asked"):
        run(monkeypatch, tmp_path / "one", tmp_path / "one", "--out", tmp_path / "mean")


def test_networks_of_other_words_or_shapes_have_no_mean(
    tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = new_extractor(str(tiny_base))
    one, other = tmp_path / "one", tmp_path / "other"
    save_extractor(replace(model, asked=AskedModel.on(model.base)), one)
    letters = find_base(str(save_letters(tmp_path / "letters", "abc", layers=2)))
    save_extractor(replace(model, asked=AskedModel.on(letters, own_words=True)), other)
    with pytest.raises(SystemExit, match="one: its asked network has other words"):
        run(monkeypatch, one, other, "--out", tmp_path / "mean")
    net = AskedNet.from_base(letters)
    RunState(tmp_path / "run", {"run": "a"}).save(1, net, torch.optim.SGD([net.bias.bias]))
    (tmp_path / "half.pt").write_bytes((tmp_path / "run" / "training.pt").read_bytes())
    with pytest.raises(SystemExit, match=r"half\.pt: is a state of a network of another shape"):
        run(monkeypatch, tmp_path / "half.pt", one, "--out", tmp_path / "mean")
    assert not (tmp_path / "mean").exists()
