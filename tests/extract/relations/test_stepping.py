"""The steps that the trainings of the extractor share."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn

from kgqa import ModelError
from kgqa.encoders.run_state import RunState
from kgqa.extract.relations.settings import RelationSettings
from kgqa.extract.relations.stepping import train_steps

SETTINGS = RelationSettings(save_every=2, bf16=False)


class Net(nn.Module):
    """The least that has a part of the name of a BERT and one above it."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.bert, self.says = nn.Linear(2, 2), nn.Linear(2, 1)
        self.bert.config = SimpleNamespace(_attn_implementation="sdpa")  # type: ignore[assignment]

    def loss(self, batch: float, rng: random.Random) -> Tensor:
        """Of a batch and of what the step draws."""
        seen: Tensor = self.says(self.bert(torch.tensor([batch, rng.random()])))
        return seen.square().sum()


def trained(folder: Path, steps: int, *, stop_after: int = 0) -> Net:
    net = Net()
    drawn = itertools.count() if not stop_after else iter(range(stop_after))
    train_steps(net, steps, map(float, drawn), net.loss, SETTINGS, RunState(folder, {}))
    return net


def test_no_batch_is_drawn_beyond_the_last_step(tmp_path: Path) -> None:
    batches = iter(range(9))
    net = Net()
    told: list[tuple[int, int]] = []
    train_steps(
        net,
        3,
        map(float, batches),
        net.loss,
        SETTINGS,
        RunState(tmp_path, {}),
        progress=lambda step, total, loss: told.append((step, total)),
    )
    assert next(batches) == 3 and told == [(3, 3)]
    assert not net.training and net.bert.config._attn_implementation == "sdpa"


def test_a_run_goes_on_to_the_same_end(tmp_path: Path) -> None:
    whole = trained(tmp_path / "whole", 5)
    trained(tmp_path / "cut", 5, stop_after=3)  # the batches end; the state is of step 2
    again = trained(tmp_path / "cut", 5)
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)


def test_a_loss_that_is_no_number_names_the_step_and_the_state_that_is_kept(tmp_path: Path) -> None:
    net = Net()

    def lost(batch: float, rng: random.Random) -> Tensor:
        return net.loss(batch, rng) * (float("nan") if batch == 2 else 1.0)

    run = RunState(tmp_path, {})
    with pytest.raises(ModelError, match=r"loss of step 3 is nan; the state of step 2 is kept in"):
        train_steps(net, 5, map(float, range(9)), lost, SETTINGS, run)
    assert run.step == 2 and (tmp_path / "training.pt").exists()
